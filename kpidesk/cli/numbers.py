"""Commands about numbers: values, scorecard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpidesk.cli import DONE, output
from kpidesk.cli.parser import Parser, command, day, today
from kpidesk.cli.session import opened
from kpidesk.domain.terms import Cadence, Unit

if TYPE_CHECKING:
    import argparse
    import datetime as dt
    from collections.abc import Mapping

_VALUES = ("rep", "period_start", "value", "numerator", "denominator", "target", "attainment", "note")
_ROW = ("name", "value", "target", "attainment", "pace", "status", "trend", "signal", "weeks", "last_value_on")


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add this family to the command line."""
    values = command(
        commands,
        "values",
        _values,
        "Rolled-up values of a KPI",
        "values --kpi revenue_won --cadence month --from 2026-01-01",
    )
    values.add_argument("--kpi", required=True, metavar="KEY")
    values.add_argument("--rep", metavar="R", help="one rep only")
    values.add_argument("--cadence", choices=[each.value for each in Cadence], help="default: the KPI's own")
    values.add_argument("--from", dest="first", type=day, metavar="D", help="default: the first value")
    values.add_argument("--to", dest="last", type=day, metavar="D", help="default: the last value")
    scorecard = command(commands, "scorecard", _scorecard, "Where a rep stands", "scorecard Maya --format json")
    scorecard.add_argument("rep", metavar="REP")


def _values(chosen: argparse.Namespace) -> int:
    with opened(chosen) as desk:
        table = desk.scorecards.values(
            chosen.kpi,
            cadence=Cadence(chosen.cadence) if chosen.cadence else None,
            rep=chosen.rep,
            first=chosen.first,
            last=chosen.last,
        )
        found = desk.scorecards.rows(table) if table else []
    if chosen.format != "json":
        found = [{**row, "note": "estimated" if row["estimated"] else row["reason"]} for row in found]
    output.rows(chosen, found, _VALUES, "No values yet. Import a file or type some in the window.")
    return DONE


def _scorecard(chosen: argparse.Namespace) -> int:
    with opened(chosen) as desk:
        card = desk.scorecards.as_json(desk.scorecards.scorecard(desk.team.rep(chosen.rep), today(chosen)))
    if chosen.format == "json":
        output.as_json(card)
        return DONE
    output.line(f"{card['rep']}, {_long(card['on'])}: {_QUADRANTS[card['quadrant']]}")
    for kind in ("leading", "lagging"):
        output.line()
        output.line(kind.capitalize())
        if card[kind]:
            output.table([[name.replace("_", " ") for name in _ROW], *[_cells(row) for row in card[kind]]])
        else:
            output.line("  no KPI in use")
    return DONE


def _cells(row: Mapping[str, Any]) -> list[Any]:
    """A row for people: shares as percent, all else as it is."""
    shares = {"attainment", "pace"} | ({"value", "target"} if row["unit"] is Unit.PERCENT else set())
    return [_percent(row[name]) if name in shares else row[name] for name in _ROW]


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{share * 100:.0f}%"


def _long(on: dt.date) -> str:
    return f"{on:%A} {on.day} {on:%B %Y}"


_QUADRANTS = {
    None: "not enough data yet to compare leading and lagging.",
    "strong": "strong now, strong later.",
    "planting_seeds": "planting seeds: the leading KPIs are on target, the result follows later.",
    "looks_fine": "looks fine, will not last: the result is on pace, the leading KPIs are not.",
    "rebuild": "rebuild activity first.",
}
