"""Typing into the value grid of a KPI, by hand or as a pasted block."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain import wording
from kpidesk.domain.days import day_number, to_date
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import ClearedValue, Id, Kpi, KpiEntry, Rep, new_id
from kpidesk.domain.entries import BY_HAND, Entries
from kpidesk.domain.errors import UserError
from kpidesk.domain.limits import LARGEST, number_fault
from kpidesk.domain.terms import Cadence
from kpidesk.services.value_grid import ValueGrid, read_grid
from kpidesk.storage import imports, queries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kpidesk.services.history import History
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Database

Typed: TypeAlias = tuple[Rep, dt.date, float | None]
"""A rep, the first day of a period, and its value; None clears it to missing."""

Recorded: TypeAlias = tuple[dict[Id, list[KpiEntry]], int]
"""Values by rep, and the number of the newest import."""


class RefusedValuesError(UserError):
    """Values that cannot be kept, each with the reason; nothing was changed."""

    def __init__(self, wrong: Mapping[tuple[Id, dt.date], str]) -> None:
        """Take one sentence for each rep and first day of a period."""
        super().__init__("\n".join(wrong.values()))
        self.wrong = wrong


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

    def set_values(self, kpi: Kpi, values: Iterable[Typed], on: dt.date, cadence: Cadence = Cadence.WEEK) -> Change:
        """Keep values typed on the day `on`, or clear them where the value is None, as one step.

        A typed value holds for its whole period: imported values inside it are kept but no longer count. Clearing
        leaves the period without any value, whatever it was made of; undo brings all of it back.

        Raises:
            RefusedValuesError: a number is out of bounds, or a period is part of a longer recorded value.
        """
        calendar = self._team.calendar()
        wanted = {(rep.id, calendar.start(cadence, day)): (rep, value) for rep, day, value in values}
        if not wanted:
            return self._history.do("Type nothing", [])
        ends = {start: calendar.next_start(cadence, start) for _rep_id, start in wanted}
        recorded, newest = self._recorded(kpi, list(dict.fromkeys(rep_id for rep_id, _start in wanted)), ends)
        edits: list[Edit] = []
        wrong: dict[tuple[Id, dt.date], str] = {}
        for (rep_id, start), (rep, value) in wanted.items():
            days = (start, ends[start])
            inside = [each for each in recorded[rep_id] if each.start < days[1] and _end(each) > start]
            reason = _number_fault(kpi, value) or _edge_fault(inside, days)
            if reason:
                wrong[rep_id, start] = f"{rep.name}, {_period(start, cadence)}: {reason}"
                continue
            typed = KpiEntry(rep_id, kpi.id, start, (days[1] - start).days, value or 0.0, typed_on=on)
            edits += _cleared(typed, inside, newest) if value is None else _edits(typed, inside)
        if wrong:
            raise RefusedValuesError(wrong)
        return self._history.do(_label(kpi, wanted, cadence), edits)

    def _recorded(self, kpi: Kpi, ids: Sequence[Id], ends: Mapping[dt.date, dt.date]) -> Recorded:
        """What is recorded for some reps in the days touched."""
        first, end = day_number(min(ends)), day_number(max(ends.values()))
        with self._database.read() as connection:
            found = queries.entries(connection, ids, [kpi.id], first, end)
            typed = queries.typed_days(connection, ids, kpi.id, int(found.start.min(initial=first)), end)
            newest = imports.next_number(connection) - 1
        by_rep: dict[Id, list[KpiEntry]] = {ident: [] for ident in ids}
        for at in range(len(found)):
            rep_id = ids[int(found.rep[at])]
            day = typed.get((int(found.rep[at]), int(found.start[at])))
            by_rep[rep_id].append(_entry(found, at, rep_id, kpi, None if day is None else to_date(day)))
        return by_rep, newest


def _entry(entries: Entries, at: int, rep_id: Id, kpi: Kpi, typed_on: dt.date | None) -> KpiEntry:
    denominator = float(entries.denominator[at])
    return KpiEntry(
        rep_id,
        kpi.id,
        to_date(int(entries.start[at])),
        int(entries.days[at]),
        float(entries.numerator[at]),
        None if math.isnan(denominator) else denominator,
        int(entries.source[at]),
        typed_on,
    )


def _edge_fault(touching: Sequence[KpiEntry], days: tuple[dt.date, dt.date]) -> str | None:
    """Whether a recorded value reaches over the edge of a period, so that typing here would count some days twice."""
    for each in touching:
        if each.start < days[0] or _end(each) > days[1]:
            last = _end(each) - dt.timedelta(days=1)
            return (
                f"a value is recorded for {wording.day(each.start)} to {wording.day(last)}, which reaches "
                "over the edge of this period. Nothing was changed; change it where it came from."
            )
    return None


def _cleared(period: KpiEntry, inside: Sequence[KpiEntry], newest: int) -> list[Edit]:
    """The edits that leave a period without any value, also after the import below it is taken back."""
    edits = [Edit(each, None) for each in inside]
    if not (edits and newest):
        return edits
    source = max(each.source for each in inside)
    about = period.rep_id, period.kpi_id, period.start, period.days
    return [*edits, Edit(None, ClearedValue(new_id(), *about, source, newest))]


def _edits(typed: KpiEntry, inside: Sequence[KpiEntry]) -> list[Edit]:
    """The edits that make a period hold one typed value."""
    same_start = next((each for each in inside if each.start == typed.start), None)
    rest = [each for each in inside if each is not same_start]
    # Imported values stay beside the typed one and no longer count; a second typed value would.
    edits = [Edit(each, None) for each in rest if each.source == BY_HAND]
    # What is typed again as it stands keeps its day.
    same = same_start is not None and replace(same_start, typed_on=typed.typed_on) == typed
    return edits if same else [*edits, Edit(same_start, typed)]


def _end(entry: KpiEntry) -> dt.date:
    return entry.start + dt.timedelta(days=entry.days)


def _number_fault(kpi: Kpi, value: float | None) -> str | None:
    if value is None:
        return None
    fault = number_fault(kpi, value)
    do = "Type 0 or more, or clear the cell" if -LARGEST <= value < 0 else "Type a smaller one"
    return f"{fault}. {do}." if fault else None


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
