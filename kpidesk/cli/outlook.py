"""The command about what is to come: outlook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpidesk.cli import DONE, output
from kpidesk.cli.parser import Parser, command, today
from kpidesk.cli.session import opened
from kpidesk.domain.terms import Cadence

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

_CONTRACT = ("kpi", "period", "target", "to_date", "projected", "low", "high", "p_hit", "required_per_week")
_COLUMNS = ("KPI", "period", "target", "to date", "projected", "low", "high", "chance", "needed a week")
_NO_TARGET = "No result has a target in this period. Set one: kpidesk targets set --help"


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add this family to the command line."""
    outlook = command(
        commands,
        "outlook",
        _outlook,
        "Pace of the running period: projection, chance of the target, required run-rate",
        "outlook Maya --kpi revenue_won",
    )
    whose = outlook.add_mutually_exclusive_group(required=True)
    whose.add_argument("rep", nargs="?", metavar="REP")
    whose.add_argument("--team", action="store_true", help="all active reps together")
    outlook.add_argument("--kpi", metavar="KEY", help="one KPI (default: every result with a target, money first)")
    outlook.add_argument(
        "--period",
        choices=[each.value for each in Cadence if each is not Cadence.DAY],
        help="default: the target's own",
    )


def _outlook(chosen: argparse.Namespace) -> int:
    from kpidesk.domain import outlook_words

    cadence = Cadence(chosen.period) if chosen.period else None
    with opened(chosen) as desk:
        if chosen.team:
            whose, found = "The team", desk.outlooks.team(today(chosen), chosen.kpi, cadence)
        else:
            rep = desk.team.rep(chosen.rep)
            whose, found = rep.name, desk.outlooks.rep(rep, today(chosen), chosen.kpi, cadence)
        rows = [desk.outlooks.as_json(each) for each in found]
    if chosen.format == "json":
        first = rows[0] if rows else {**dict.fromkeys(_CONTRACT), "kpi": chosen.kpi, "reason": "no_target"}
        output.as_json({**first, "others": rows[1:]})
    elif not rows:
        output.line(_NO_TARGET)
    else:
        output.line(f"{output.text(whose)}, {today(chosen)}. The range holds 8 of 10 endings.")
        output.line()
        chances = [outlook_words.chance(each) or None for each in found]
        output.table([_COLUMNS, *map(_cells, rows, chances)])
        output.line()
        for each in found:
            said = [*outlook_words.basis(each), *outlook_words.effort(each)]
            output.line(f"{output.text(each.kpi.name)}: {'; '.join(said)}.")
    return DONE


def _cells(row: Mapping[str, Any], chance: str | None) -> list[Any]:
    shown = [_short(row[name]) for name in ("target", "to_date", "projected", "low", "high")]
    return [row["name"], row["period"], *shown, chance, _short(row["required_per_week"])]


def _short(value: float | None) -> float | None:
    """A number with no more digits than it is good for."""
    if value is None:
        return None
    return float(round(value)) if abs(value) >= _WHOLE else round(value, 1)


_WHOLE = 100
