"""Commands about commitments: those that are open, and a line that becomes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpidesk.cli import DONE, output
from kpidesk.cli.parser import Parser, command, day, today
from kpidesk.cli.session import opened
from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    import argparse
    import datetime as dt

    from kpidesk.domain.capture import Captured, Promise
    from kpidesk.domain.entities import Commitment, Kpi, Rep
    from kpidesk.services.desk import Desk

_COLUMNS = ("rep", "owner", "text", "kpi", "due", "status", "verdict", "measured")
_LANGUAGES = ("en", "de")


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add this family to the command line."""
    parser = command(
        commands,
        "commitments",
        _commitments,
        "Open commitments with verdicts; add one from a line",
        'commitments add Maya "+2 meetings held a week until 30 Sep"',
    )
    parser.add_argument("action", nargs="?", choices=("add",), help="take a line for a new commitment")
    parser.add_argument("rep", nargs="?", metavar="REP")
    parser.add_argument(
        "text", nargs="?", metavar="TEXT", help="who, how much of which KPI, by when; “me:” before it makes it yours"
    )
    parser.add_argument("--kpi", metavar="KPI", help="the KPI it is seen in, or none, whatever the text says")
    parser.add_argument("--due", type=day, metavar="DATE", help="the day it is due, whatever the text says")


def _commitments(chosen: argparse.Namespace) -> int:
    if chosen.action == "add":
        return _add(chosen)
    with opened(chosen) as desk:
        found = desk.preparation.open_commitments(today(chosen))
    output.rows(chosen, found, _COLUMNS, "No open commitments.")
    return DONE


def _add(chosen: argparse.Namespace) -> int:
    from kpidesk.domain.capture import Decided, promise
    from kpidesk.domain.readings import readings

    if not chosen.rep or not chosen.text:
        raise UserError(
            'Name the rep and type the commitment: kpidesk commitments add Maya "10 discovery calls by Fri".'
        )
    on = today(chosen)
    with opened(chosen) as desk:
        rep = desk.team.rep(chosen.rep)
        series = {each.kpi.id: each for each in readings(desk.scorecards.scorecard(rep, on))}
        decided = Decided(kpi=_kpi(desk, chosen.kpi), due=(chosen.due,) if chosen.due else None)
        found = promise(_read(desk, rep, chosen.text, on), series, on, decided)
        _refuse_unclear(found, on)
        new = found.commitment(rep, on)
        desk.meetings.add_commitment(new)
        currency = desk.team.workspace().currency
    if chosen.format == "json":
        output.as_json(_answer(rep, new, found))
    else:
        output.line(_said(rep, found, currency))
    return DONE


def _read(desk: Desk, rep: Rep, text: str, on: dt.date) -> Captured:
    """The line as understood in the first language in which it names a day or an owner."""
    from kpidesk.domain.capture import capture, words_of
    from kpidesk.domain.fiscal import FiscalYear

    workspace = desk.team.workspace()
    manager = workspace.manager.strip()
    names = [manager, *manager.split()[:1]]
    quarter_end = FiscalYear.of(workspace).quarter_end(on)
    found = [
        # The order of figures belongs to a window and its locale; here nobody knows it.
        capture(text, rep, desk.team.kpis(), on, words_of(language, day_first=None, names=names), quarter_end)
        for language in _LANGUAGES
    ]
    return next((each for each in found if each.day or each.owner or each.impossible), found[0])


def _kpi(desk: Desk, named: str | None) -> tuple[Kpi | None] | None:
    if not named:
        return None
    return (None if named == "none" else desk.team.kpi(named),)


def _refuse_unclear(found: Promise, on: dt.date) -> None:
    if found.impossible:
        raise UserError(f"There is no day “{found.impossible}”. Write one like 28 Feb or 2027-02-28, or add --due.")
    if found.unread:
        raise UserError(f"“{found.unread}” could be two days. Write it like 3 Apr or 2027-04-03, or add --due.")
    if found.due and found.due < on:
        raise UserError(f"The day it is due, {found.due}, is before {on}. Choose one to come, or add --due.")
    if found.choices:
        keys = " or ".join(each.key for each in found.choices)
        raise UserError(f"“{found.text}” could mean {keys}. Add --kpi with one of them, or --kpi none.")


def _answer(rep: Rep, new: Commitment, found: Promise) -> dict[str, Any]:
    return {
        "id": new.id,
        "rep": rep.name,
        "owner": new.owner,
        "text": new.text,
        "kpi": found.kpi.key if found.kpi else None,
        "baseline": new.baseline,
        "baseline_weeks": found.level.weeks,
        "expected": new.expected,
        "due": new.due,
    }


def _said(rep: Rep, found: Promise, currency: str) -> str:
    """Everything that was understood, so that nothing is taken in silence."""
    from kpidesk.domain.commitments import level_cadence
    from kpidesk.domain.terms import Owner
    from kpidesk.domain.wording import inline, rate

    kpi, level = found.kpi, found.level
    who = rep.first_name if found.owner is Owner.REP else "you"
    parts = [f"Added for {output.text(rep.name)}: “{output.text(found.text)}”, by {output.text(who)}"]
    if kpi is not None:
        cadence = level_cadence(kpi)
        now = "no data yet"
        if level.baseline is not None:
            now = f"now {rate(level.baseline, kpi, cadence, currency)} ({level.weeks} weeks)"
        to = "" if level.expected is None else f", to {rate(level.expected, kpi, cadence, currency)}"
        parts.append(f"seen in {inline(kpi)}: {now}{to}")
    why = " (a level a week is measured from Monday on)" if found.given_week else ""
    parts.append(f"due {found.due:%Y-%m-%d}{why}" if found.due else "no due day")
    return "; ".join(parts) + "."
