"""Commands about the talk: agenda, notes, search."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from kpidesk.cli import DONE, output
from kpidesk.cli.parser import Parser, command, day, today
from kpidesk.cli.session import opened
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Visibility


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add this family to the command line."""
    agenda = command(commands, "agenda", _agenda, "The agenda for the next one-on-one", "agenda Maya --minutes 30")
    agenda.add_argument("rep", metavar="REP")
    agenda.add_argument("--minutes", type=int, choices=(15, 20, 30, 45, 60), default=30)
    agenda.add_argument("--template", metavar="NAME", help="its shape, such as monthly (default: the usual one)")
    agenda.add_argument("--out", type=Path, metavar="FILE", help="write it as .md, .pdf or .html")
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
    search = command(commands, "search", _search, "Notes, agendas and commitments", "search budget owner --rep Maya")
    search.add_argument(
        "words", nargs="+", metavar="WORDS", help="words or their beginnings; a phrase as '\"budget owner\"'"
    )
    search.add_argument("--rep", metavar="REP", help="only about this rep")
    search.add_argument("--kpi", metavar="KPI", help="only what belongs to this KPI")
    search.add_argument("--from", dest="begin", type=day, metavar="DATE", help="the first day looked at")
    search.add_argument("--to", dest="end", type=day, metavar="DATE", help="the last day looked at")
    search.add_argument("--limit", type=_count, default=50, metavar="N", help="the newest N at most (default: 50)")
    search.add_argument("--private", action="store_true", help="look into private notes as well")


def _agenda(chosen: argparse.Namespace) -> int:
    from kpidesk.cli.paper import write_page
    from kpidesk.reports import agenda_text, handing_on

    if chosen.out is not None:
        handing_on.check_ending(chosen.out, handing_on.AGENDA_ENDINGS)
    with opened(chosen) as desk:
        template = desk.templates.named(chosen.template).id if chosen.template else None
        agenda = desk.preparation.agenda(desk.team.rep(chosen.rep), today(chosen), chosen.minutes, template)
        answer = agenda.as_json()
    if chosen.out is not None:
        write_page(agenda_text.page(agenda), chosen.out)
    if chosen.format == "json":
        output.as_json(answer)
    elif chosen.out is None:
        output.line(agenda_text.as_markdown(agenda).rstrip())
    else:
        output.line(f"Written: {chosen.out}")
    return DONE


def _notes(chosen: argparse.Namespace) -> int:
    if not chosen.text.strip():
        raise UserError('The note is empty. Type what is to be remembered, such as "Calls in the mornings".')
    visibility = Visibility.PRIVATE if chosen.private else Visibility.SHARED
    with opened(chosen) as desk:
        rep = desk.team.rep(chosen.rep)
        desk.meetings.add_note(rep, chosen.text, visibility, _written(chosen))
    whose = "private to you" if chosen.private else f"shared with {output.text(rep.first_name)}"
    output.line(f"Noted for {output.text(rep.name)}, {whose}.")
    return DONE


def _written(chosen: argparse.Namespace) -> dt.datetime:
    """Now; with `--on` noon of that day here, which is that day in nearly every zone."""
    if chosen.on is None:
        return dt.datetime.now(dt.UTC)
    return dt.datetime.combine(chosen.on, dt.time(12)).astimezone(dt.UTC)


def _search(chosen: argparse.Namespace) -> int:
    if chosen.begin and chosen.end and chosen.end < chosen.begin:
        raise UserError(f"The last day, {chosen.end}, is before the first, {chosen.begin}. Turn the two round.")
    with opened(chosen) as desk:
        names = {each.id: each.name for each in desk.team.reps(archived=True)}
        found = desk.search.find(
            " ".join(chosen.words),
            private=chosen.private,
            rep_id=desk.team.rep(chosen.rep).id if chosen.rep else None,
            kpi_id=desk.team.kpi(chosen.kpi).id if chosen.kpi else None,
            begin=chosen.begin,
            end=chosen.end,
            limit=chosen.limit,
        )
    answer = [
        {"rep": names[each.rep_id], "on": each.on, "where": each.where, "snippet": each.marked("«", "»")}
        for each in found
    ]
    output.rows(chosen, answer, ("rep", "on", "where", "snippet"), "Nothing found.")
    return DONE


def _count(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) <= 10_000):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 10000")
    return int(text)
