"""What is known on one day, and the closed weeks and available days to look at it through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kpidesk.domain.availability import available, shortest_relief
from kpidesk.domain.calendars import Days, FiscalCalendar
from kpidesk.domain.days import to_date
from kpidesk.domain.entities import Cadence, Id, Kpi, Leave, Rep, Target
from kpidesk.domain.entries import Coverage, Entries, Floats
from kpidesk.domain.target_grid import TargetGrid, target_grid

WEEKS = 52
"""Closed weeks looked at: enough for a baseline of 20 and a run that moves it."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """All that is known on some day; rep and KPI positions of the arrays refer to `reps` and `kpis`."""

    reps: Sequence[Rep]
    kpis: Sequence[Kpi]
    entries: Entries
    coverage: Coverage
    targets: Sequence[Target] = ()
    leaves: Sequence[Leave] = ()
    chosen: Mapping[Id, frozenset[Id]] = field(default_factory=dict)
    """The KPIs agreed with each rep; a rep who is not named is looked at through every KPI with data or a target."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The day looked at, the closed weeks before it and who was available when."""

    numbers: Numbers
    on: int
    calendar: FiscalCalendar
    edges: Days
    """Starts of the closed weeks and the end of the last."""
    targets_of: Mapping[Id, Sequence[Target]]
    """All targets by KPI."""

    def weights(self, kpi: Kpi, first: int, end: int) -> Floats:
        """Available days of each rep as far as they matter for the target of a KPI."""
        numbers = self.numbers
        return available(numbers.reps, numbers.leaves, first, end, shortest_leave=shortest_relief(kpi))

    def targets(self, kpi: Kpi, edges: Days) -> TargetGrid:
        """The prorated targets of a KPI in some periods."""
        weights = self.weights(kpi, int(edges[0]), int(edges[-1]))
        return target_grid(self.targets_of.get(kpi.id, ()), kpi, self.numbers.reps, edges, self.calendar, weights)


def target_cadence(kpi: Kpi, targets: Sequence[Target], on: int) -> Cadence:
    """The cadence most of a KPI's targets have that are in force on a day, else the KPI's own."""
    day = to_date(on)
    live = [t for t in targets if t.valid_from <= day and (t.valid_to or day) >= day]
    return Counter(t.cadence for t in live).most_common(1)[0][0] if live else kpi.cadence


def frame_on(numbers: Numbers, on: int, calendar: FiscalCalendar, weeks: int = WEEKS) -> Frame:
    """The frame of a day: the `weeks` closed weeks before it."""
    end = int(calendar.starts(Cadence.WEEK, np.array([on]))[0])
    by_kpi: dict[Id, list[Target]] = {}
    for target in numbers.targets:
        by_kpi.setdefault(target.kpi_id, []).append(target)
    return Frame(numbers, on, calendar, end - 7 * np.arange(weeks, -1, -1), by_kpi)


def first_day_needed(on: int, calendar: FiscalCalendar, weeks: int = WEEKS) -> int:
    """The earliest day number from which entries matter on a day: reading older ones changes nothing.

    Covers the closed weeks, the running year and the newest yearly value.
    """
    begin = np.array([on])
    week = int(calendar.starts(Cadence.WEEK, begin)[0]) - 7 * weeks
    year = int(calendar.starts(Cadence.YEAR, begin)[0])
    # A value may span up to a year and reach into the first of these days.
    return min(week, year, on - 366) - 366
