"""What an import would do, worked out by a trial: how many scorecards it fills, and which values change to what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kpidesk.domain.days import day_number, to_date
from kpidesk.domain.entities import Kpi, Rep
from kpidesk.domain.terms import Cadence
from kpidesk.storage import imports, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.intake.reading import Entry

LISTED = 500
"""Changed values that are listed one by one."""

_LONGEST = {Cadence.WEEK: 13, Cadence.MONTH: 45, Cadence.QUARTER: 135}
"""Days of the longest value from which scorecards of this period are made."""


@dataclass(frozen=True, slots=True)
class KpiCounts:
    """What happens to the values of one KPI."""

    kpi: Kpi
    new: int
    changed: int
    removed: int
    """The file covers their day and has none."""


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value that is there already and would become another, or go."""

    rep: Rep
    kpi: Kpi
    start: dt.date
    days: int
    before: float | None
    after: float | None
    """None if the file covers the day and has no value."""
    typed: bool
    """Whether it was typed by hand; it comes back when the import is taken back."""


@dataclass(frozen=True, slots=True)
class Review:
    """What would be written."""

    scorecards: int
    cadence: Cadence
    """The period of the scorecards."""
    kpis: tuple[KpiCounts, ...]
    changes: tuple[ValueChange, ...]
    """The first `LISTED` of them."""


@dataclass(slots=True)
class Watched:
    """Hears the values of an import as they pass."""

    review: Review | None = None
    """What the import would do, known at the end of it."""
    _spans: set[tuple[int, int, int]] = field(default_factory=set)

    def hear(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Pass the values on."""
        add = self._spans.add
        for entry in entries:
            add((entry[0], entry[2], entry[3]))
            yield entry

    def look(self, connection: Any, number: int, calendar: FiscalCalendar) -> None:
        """Work out what import `number` did inside a transaction that is going to be taken back."""
        longest = max((days for _, _, days in self._spans), default=0)
        cadence = next((each for each, most in _LONGEST.items() if longest <= most), Cadence.YEAR)
        starts = {day: day_number(calendar.start(cadence, to_date(day))) for day in {day for _, day, _ in self._spans}}
        cards = {(rep, starts[day]) for rep, day, _ in self._spans}
        rep_numbers, kpi_numbers = records.entry_numbers(connection)
        reps = {rep_numbers[rep.id]: rep for rep in records.select(connection, Rep)}
        kpis = {kpi_numbers[kpi.id]: kpi for kpi in records.select(connection, Kpi)}
        counts = imports.counts(connection, number)
        self.review = Review(
            len(cards),
            cadence,
            tuple(KpiCounts(kpis[at], *each) for at, each in sorted(counts.items())),
            tuple(
                ValueChange(reps[rep], kpis[kpi], to_date(start), days, before, after, typed)
                for rep, kpi, start, days, before, after, typed in imports.changes(connection, number, LISTED)
            ),
        )
