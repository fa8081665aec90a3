"""What is known on one day, and the closed weeks and available days to look at it through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kpidesk.domain.availability import ALWAYS_THERE, Attendance, Schedules, shortest_relief
from kpidesk.domain.calendars import Days, FiscalCalendar
from kpidesk.domain.days import to_date
from kpidesk.domain.entities import Id, Kpi, Rep, Target
from kpidesk.domain.entries import Coverage, Entries, Flags, Floats
from kpidesk.domain.target_grid import TargetGrid, target_grid
from kpidesk.domain.terms import Cadence

WEEKS = 52
"""Closed weeks looked at, at least: enough for a baseline of 20 and a run that moves it."""
STEP = 26
"""Weeks after which the first week looked at moves on. In between the natural limits keep their baseline."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """All that is known on some day; rep and KPI positions of the arrays refer to `reps` and `kpis`."""

    reps: Sequence[Rep]
    kpis: Sequence[Kpi]
    entries: Entries
    coverage: Coverage
    targets: Sequence[Target] = ()
    past: Entries = field(default_factory=Entries.empty)
    """Older values than `entries` of KPIs looked at to date: how past periods went."""
    schedules: Schedules = ALWAYS_THERE
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
    attendance: Attendance
    """Who works when."""

    @property
    def ramping(self) -> Flags:
        """Who carries less than a full target on the day looked at because they are new; shape (reps,)."""
        return self.attendance.ramp(self.on, self.on + 1)[:, 0] < 1

    def available(self, kpi: Kpi, first: int, end: int) -> Floats:
        """Which part of each day each rep works, as far as it matters for the target of a KPI; shape (reps, days)."""
        return self.attendance.available(first, end, shortest_leave=shortest_relief(kpi))

    def weights(self, kpi: Kpi, first: int, end: int) -> Floats:
        """Which share of the target of a KPI each day of each rep carries; shape (reps, days)."""
        return self.attendance.weights(kpi, first, end)

    def targets(self, kpi: Kpi, edges: Days) -> TargetGrid:
        """The prorated targets of a KPI in some periods."""
        return target_grid(self.targets_of.get(kpi.id, ()), kpi, self.attendance, edges, self.calendar)


def target_cadence(kpi: Kpi, targets: Sequence[Target], on: int) -> Cadence:
    """The cadence most of a KPI's targets have that are in force on a day, else the KPI's own."""
    day = to_date(on)
    live = [t for t in targets if t.valid_from <= day and (t.valid_to or day) >= day]
    return Counter(t.cadence for t in live).most_common(1)[0][0] if live else kpi.cadence


def frame_on(numbers: Numbers, on: int, calendar: FiscalCalendar, weeks: int = WEEKS) -> Frame:
    """The frame of a day: at least the `weeks` closed weeks before it."""
    end = int(calendar.starts(Cadence.WEEK, np.array([on]))[0])
    weeks = _weeks_before(end, weeks)
    by_kpi: dict[Id, list[Target]] = {}
    for target in numbers.targets:
        by_kpi.setdefault(target.kpi_id, []).append(target)
    attendance = Attendance(numbers.reps, numbers.schedules)
    return Frame(numbers, on, calendar, end - 7 * np.arange(weeks, -1, -1), by_kpi, attendance)


def first_day_needed(on: int, calendar: FiscalCalendar, weeks: int = WEEKS) -> int:
    """The earliest day number from which entries matter on a day: reading older ones changes nothing.

    Covers the closed weeks, the running year and the newest yearly value; what is silent for longer has no values.
    """
    begin = np.array([on])
    end = int(calendar.starts(Cadence.WEEK, begin)[0])
    week = end - 7 * _weeks_before(end, weeks)
    year = int(calendar.starts(Cadence.YEAR, begin)[0])
    return min(week, year, on - 366)


def _weeks_before(end: int, least: int) -> int:
    """How many weeks before a day to look at, so that the first of them stays the same for half a year."""
    return least + (end // 7 - least) % STEP
