"""Typing into the value grid of a KPI, by hand or as a pasted block."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain import wording
from kpidesk.domain.days import day_number, to_date
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import Id, Kpi, KpiEntry, Rep
from kpidesk.domain.entries import BY_HAND, Entries
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Cadence, Unit
from kpidesk.services.value_grid import ValueGrid, read_grid
from kpidesk.storage import queries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kpidesk.services.history import History
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Database

LARGEST = 1e15
"""Beyond this a number is a slip of the keyboard: binary fractions no longer hold its cents."""

SIGNED = frozenset({Unit.CURRENCY, Unit.CURRENCY_PER_DAY, Unit.PERCENT, Unit.RATIO, Unit.SCORE})
"""Units of which there can be less than nothing."""

Typed: TypeAlias = tuple[Rep, dt.date, float | None]
"""A rep, the first day of a period, and its value; None clears it to missing."""


class EntryService:
    """Reads the value grid and changes single values, by hand or as a pasted block."""

    def __init__(self, database: Database, history: History, team: TeamService) -> None:
        self._database = database
        self._history = history
        self._team = team

    def grid(
        self, kpi: Kpi, on: dt.date, cadence: Cadence | None = None, reps: Collection[Id] | None = None
    ) -> ValueGrid:
        """All reps in the lists by period, from the first value (at most 520 periods back) to the one that holds `on`.

        Without a `cadence` the periods are those in which the newest values were recorded, weeks at least; with `reps`
        only their rows are read.
        """
        with self._database.read() as connection:
            return read_grid(connection, kpi, on, cadence, reps)

    def set_values(self, kpi: Kpi, values: Iterable[Typed], cadence: Cadence = Cadence.WEEK) -> Change:
        """Keep typed values, or clear them where the value is None, as one step.

        A typed value holds for its whole period: imported values inside it are kept but no longer count. Clearing
        leaves the period without any value, whatever it was made of; undo brings all of it back.

        Raises:
            UserError: a number is out of bounds, or a period is part of a longer recorded value; nothing was changed.
        """
        calendar = self._team.calendar()
        wanted = {(rep.id, calendar.start(cadence, day)): (rep, value) for rep, day, value in values}
        for (_rep_id, start), (rep, value) in wanted.items():
            _check(kpi, value, f"{rep.name}, {_period(start, cadence)}")
        if not wanted:
            return self._history.do("Type nothing", [])
        ends = {start: calendar.next_start(cadence, start) for _rep_id, start in wanted}
        recorded = self._recorded(kpi, list(dict.fromkeys(rep_id for rep_id, _start in wanted)), ends)
        edits: list[Edit] = []
        for (rep_id, start), (rep, value) in wanted.items():
            days = (start, ends[start])
            inside = _inside(recorded[rep_id], days, f"{rep.name}, {_period(start, cadence)}")
            edits += _edits(KpiEntry(rep_id, kpi.id, start, (days[1] - start).days, value or 0.0), inside, value)
        return self._history.do(_label(kpi, wanted, cadence), edits)

    def _recorded(self, kpi: Kpi, ids: Sequence[Id], ends: Mapping[dt.date, dt.date]) -> dict[Id, list[KpiEntry]]:
        """What is recorded for some reps in the days touched, by rep."""
        first, end = day_number(min(ends)), day_number(max(ends.values()))
        with self._database.read() as connection:
            found = queries.entries(connection, ids, [kpi.id], first, end)
        by_rep: dict[Id, list[KpiEntry]] = {ident: [] for ident in ids}
        for at in range(len(found)):
            rep_id = ids[int(found.rep[at])]
            by_rep[rep_id].append(_entry(found, at, rep_id, kpi))
        return by_rep


def _entry(entries: Entries, at: int, rep_id: Id, kpi: Kpi) -> KpiEntry:
    denominator = float(entries.denominator[at])
    return KpiEntry(
        rep_id,
        kpi.id,
        to_date(int(entries.start[at])),
        int(entries.days[at]),
        float(entries.numerator[at]),
        None if math.isnan(denominator) else denominator,
        int(entries.source[at]),
    )


def _inside(recorded: Sequence[KpiEntry], days: tuple[dt.date, dt.date], where: str) -> list[KpiEntry]:
    """What is recorded within a period.

    Raises:
        UserError: a value reaches over its edge, so that typing here would count some days twice.
    """
    start, end = days
    touching = [each for each in recorded if each.start < end and _end(each) > start]
    for each in touching:
        if each.start < start or _end(each) > end:
            last = _end(each) - dt.timedelta(days=1)
            raise UserError(
                f"{where}: a value is recorded for {wording.day(each.start)} to {wording.day(last)}, which reaches "
                "over the edge of this period. Nothing was changed; change it where it came from."
            )
    return touching


def _edits(typed: KpiEntry, inside: Sequence[KpiEntry], value: float | None) -> list[Edit]:
    """The edits that make a period hold one typed value, or nothing."""
    same_start = next((each for each in inside if each.start == typed.start), None)
    rest = [each for each in inside if each is not same_start]
    if value is None:
        return [Edit(each, None) for each in inside]
    # Imported values stay beside the typed one and no longer count; a second typed value would.
    edits = [Edit(each, None) for each in rest if each.source == BY_HAND]
    return edits if same_start == typed else [*edits, Edit(same_start, typed)]


def _end(entry: KpiEntry) -> dt.date:
    return entry.start + dt.timedelta(days=entry.days)


def _check(kpi: Kpi, value: float | None, where: str) -> None:
    if value is None:
        return
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise UserError(f"{where}: this number is too large. Type a smaller one.")
    if value < 0 and kpi.unit not in SIGNED:
        raise UserError(f"{where}: {kpi.name} cannot be less than 0. Type 0 or more, or clear the cell.")


def _period(start: dt.date, cadence: Cadence) -> str:
    return wording.day(start) if cadence is Cadence.DAY else wording.periods([start], cadence)


def _label(kpi: Kpi, wanted: Mapping[tuple[Id, dt.date], tuple[Rep, float | None]], cadence: Cadence) -> str:
    """What the Edit menu calls the step: "Type 9 for Jonas Lindqvist, week 31"."""
    cleared = all(value is None for _rep, value in wanted.values())
    if len(wanted) > 1:
        return f"{'Clear' if cleared else 'Paste'} {len(wanted)} values"
    ((_rep_id, start), (rep, value)) = next(iter(wanted.items()))
    where = f"{rep.name}, {_period(start, cadence)}"
    return f"Clear {where}" if value is None else f"Type {wording.amount(value, kpi, '')} for {where}"
