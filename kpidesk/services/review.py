"""What an import would do, worked out by a trial: how many scorecards it fills, and which values change to what."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.days import day_number, to_date
from kpidesk.domain.entities import Kpi, Rep
from kpidesk.domain.terms import Cadence
from kpidesk.storage import import_edits, imports, records
from kpidesk.storage.value_batches import kpis_of, packed, reps_of, starts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.storage.database import Connection
    from kpidesk.storage.value_batches import Batch

LISTED = 500
"""Changed values that are listed one by one."""

_LONGEST = {Cadence.WEEK: 13, Cadence.MONTH: 45, Cadence.QUARTER: 135}
"""Days of the longest value from which scorecards of this period are made."""


@dataclass(frozen=True, slots=True)
class KpiCounts:
    """What happens to the values, or to the targets, of one KPI."""

    kpi: Kpi
    new: int
    changed: int
    removed: int
    """The file covers their day and has none."""
    targets: bool = False


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value or target that is there already and would become another, or go."""

    rep: Rep
    kpi: Kpi
    start: dt.date
    """First day of the value; the day from which a target holds."""
    days: int
    """Those a value covers; 0 for a target."""
    before: float | None
    after: float | None
    """None if the file covers the day and has no value."""
    typed: bool
    """Whether it was typed by hand; it comes back when the import is taken back."""
    target: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """What would be written."""

    scorecards: int
    cadence: Cadence
    """The period of the scorecards."""
    kpis: tuple[KpiCounts, ...]
    changes: tuple[ValueChange, ...]
    """The first `LISTED` of them."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import that was written still holds: later ones and typed values may have taken their part."""

    kpis: tuple[KpiCounts, ...]
    changes: tuple[ValueChange, ...]
    """The first `LISTED` of them."""
    reps: list[str]
    """Names of the reps it added."""
    kpis_added: list[str]
    """Names of the KPIs it took into use."""
    aliases: list[str]
    targets: int
    """Targets it made."""


def look(connection: Connection, number: int, calendar: FiscalCalendar, values: Sequence[Batch]) -> Review:
    """Work out what import `number` did, before its transaction ends; `values` are those it wrote."""
    spans = {span for batch in values for span in _spans(batch)}
    longest = max((days for _, _, days in spans), default=0)
    cadence = next((each for each, most in _LONGEST.items() if longest <= most), Cadence.YEAR)
    starts = {day: day_number(calendar.start(cadence, to_date(day))) for day in {day for _, day, _ in spans}}
    cards = {(rep, starts[day]) for rep, day, _ in spans}
    return Review(len(cards), cadence, *_of_values(connection, number))


def look_back(connection: Connection, number: int) -> Brought:
    """What import `number` still holds of what it brought."""
    made = import_edits.made(connection, number)
    kpis, changes = _of_values(connection, number)
    return Brought(kpis, changes, made["Rep"], made["Kpi"], made["Alias"], len(made["Target"]))


def _of_values(connection: Connection, number: int) -> tuple[tuple[KpiCounts, ...], tuple[ValueChange, ...]]:
    """What an import did, KPI by KPI, and which values and then which targets it changed."""
    rep_numbers, kpi_numbers = records.entry_numbers(connection)
    people = {rep.id: rep for rep in records.select(connection, Rep)}
    every = {kpi.id: kpi for kpi in records.select(connection, Kpi)}
    reps = {rep_numbers[ident]: rep for ident, rep in people.items()}
    kpis = {kpi_numbers[ident]: kpi for ident, kpi in every.items()}
    counts = [(at, KpiCounts(kpis[at], *each)) for at, each in imports.counts(connection, number).items()]
    changes = [
        ValueChange(reps[rep], kpis[kpi], to_date(start), days, before, after, typed)
        for rep, kpi, start, days, before, after, typed in imports.changes(connection, number, LISTED)
    ]
    targets = import_edits.targets(connection, number)
    told = Counter((target.kpi_id, before is None) for target, before in targets)
    for ident in {ident for ident, _new in told}:
        about = KpiCounts(every[ident], told[ident, True], told[ident, False], 0, targets=True)
        counts.append((kpi_numbers[ident], about))
    changes += [
        ValueChange(
            people[target.rep_id],
            every[target.kpi_id],
            target.valid_from,
            days=0,
            before=before,
            after=target.value,
            typed=False,
            target=True,
        )
        for target, before in targets
        if before is not None and target.rep_id is not None
    ]
    counts.sort(key=lambda each: (each[0], each[1].targets))
    return tuple(each for _at, each in counts), tuple(changes[:LISTED])


def _spans(batch: Batch) -> set[tuple[int, int, int]]:
    """Who and when: numbers of reps, first day numbers and days."""
    keys = np.unique(packed(batch.reps, batch.days, starts_of(batch.keys)))  # the days in the place of the KPI
    return set(zip(reps_of(keys).tolist(), starts_of(keys).tolist(), kpis_of(keys).tolist(), strict=True))
