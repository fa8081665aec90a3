"""Commands about the talk: agenda, notes, commitments, search."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.cli import DONE, output
from kpidesk.cli.parser import Parser, command, today
from kpidesk.cli.session import opened
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Visibility

if TYPE_CHECKING:
    import argparse

_COMMITMENTS = ("rep", "owner", "text", "kpi", "due", "status", "verdict", "measured")


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add this family to the command line."""
    agenda = command(commands, "agenda", _agenda, "The agenda for the next one-on-one", "agenda Maya --minutes 30")
    agenda.add_argument("rep", metavar="REP")
    agenda.add_argument("--minutes", type=int, choices=(15, 20, 30, 45, 60), default=30)
    agenda.add_argument("--out", type=Path, metavar="FILE", help="write it as .md or .html")
    notes = command(
        commands,
        "notes",
        _notes,
        "Quick capture of a note",
        'notes add Maya "Mornings work best for calls" --private',
        listing=False,
    )
    notes.add_argument("action", choices=("add",))
    notes.add_argument("rep", metavar="REP")
    notes.add_argument("text", metavar="TEXT")
    notes.add_argument("--private", action="store_true", help="for your eyes only; never exported")
    command(commands, "commitments", _commitments, "Open commitments with verdicts", "commitments --format json")
    search = command(commands, "search", _search, "Notes, agendas and commitments", "search budget owner")
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--private", action="store_true", help="look into private notes as well")


def _agenda(chosen: argparse.Namespace) -> int:
    from kpidesk.reports.agenda_text import as_html, as_markdown

    with opened(chosen) as desk:
        agenda = desk.preparation.agenda(desk.team.rep(chosen.rep), today(chosen), minutes=chosen.minutes)
        answer = desk.preparation.as_json(agenda)
    if chosen.out is not None:
        kinds = {".md": as_markdown, ".html": as_html}
        if chosen.out.suffix == ".pdf":
            raise UserError("An agenda as PDF comes with a later version. Write it as .md or .html.")
        if chosen.out.suffix not in kinds:
            raise UserError(f"{chosen.out}: write the agenda as .md or .html.")
        _write(chosen.out, kinds[chosen.out.suffix](agenda))
    if chosen.format == "json":
        output.as_json(answer)
    elif chosen.out is None:
        output.line(as_markdown(agenda).rstrip())
    else:
        output.line(f"Written: {chosen.out}")
    return DONE


def _write(path: Path, text: str) -> None:
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}. Choose another folder or name.") from error


def _notes(chosen: argparse.Namespace) -> int:
    visibility = Visibility.PRIVATE if chosen.private else Visibility.SHARED
    with opened(chosen) as desk:
        rep = desk.team.rep(chosen.rep)
        desk.meetings.add_note(rep, chosen.text, visibility, dt.datetime.now(dt.UTC))
    whose = "private to you" if chosen.private else f"shared with {output.text(rep.first_name)}"
    output.line(f"Noted for {output.text(rep.name)}, {whose}.")
    return DONE


def _commitments(chosen: argparse.Namespace) -> int:
    with opened(chosen) as desk:
        found = desk.preparation.open_commitments(today(chosen))
    output.rows(chosen, found, _COMMITMENTS, "No open commitments.")
    return DONE


def _search(chosen: argparse.Namespace) -> int:
    with opened(chosen) as desk:
        found = desk.meetings.search(" ".join(chosen.words), private=chosen.private)
    output.rows(chosen, found, ("rep", "on", "where", "snippet"), "Nothing found.")
    return DONE
