"""A period beside the same one a year before (domain brief 2.1)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.days import to_date
from kpidesk.domain.entities import Kpi
from kpidesk.domain.terms import Aggregation, Cadence, Unit, YearPattern

if TYPE_CHECKING:
    from kpidesk.domain.calendars import Days, FiscalCalendar
    from kpidesk.domain.entries import Ints

YEAR_OF_WEEKS = 364
"""Days of 52 weeks: the same weekday and, after a year of 53 weeks, the week number shifted by one."""


@dataclass(frozen=True, slots=True)
class YearBefore:
    """Two values of a KPI, now and in the same days a year before."""

    kpi: Kpi
    first: int
    """Day number on which the days a year before begin."""
    end: int
    """Day number after the last of them."""
    now: float
    before: float
    days_now: float
    """Days worked now; unequal periods are compared by the day."""
    days_before: float

    @property
    def change(self) -> float:
        """How much more it is now, as a share; of percentages the difference. NaN where there is nothing to compare."""
        return change(self.kpi, self.now, self.before, self.days_now, self.days_before)


def change(kpi: Kpi, now: float, before: float, days_now: float, days_before: float) -> float:
    """How much more a value is than one of a year before: per working day if it adds up, in points if a percentage."""
    if kpi.aggregation is Aggregation.SUM:
        now, before = (each / days if days > 0 else math.nan for each, days in ((now, days_now), (before, days_before)))
    if kpi.unit is Unit.PERCENT:
        return now - before
    return now / before - 1 if before > 0 else math.nan


def span_before(calendar: FiscalCalendar, cadence: Cadence, first: int, end: int) -> tuple[int, int]:
    """The same days a year before those from `first` up to, not including, `end`.

    Weeks and days, and periods of a year of whole weeks, lie 52 weeks back. A calendar month, quarter or year is
    that of the year before: whole if `end` ends it, else as many of its days as are over now.

    Args:
        calendar: How the company cuts the year.
        cadence: Which period begins on `first`.
        first: Day number of its first day.
        end: Day number after the last day that counts.
    """
    if cadence in {Cadence.DAY, Cadence.WEEK} or calendar.pattern is not YearPattern.MONTHS:
        return first - YEAR_OF_WEEKS, end - YEAR_OF_WEEKS
    day = to_date(first)
    begin = calendar.starts(cadence, np.array([_number(day.year - 1, day.month)]))
    whole_now, whole = int(calendar.ends(cadence, np.array([first]))[0]), int(calendar.ends(cadence, begin)[0])
    then = int(begin[0])
    return then, whole if end >= whole_now else min(then + end - first, whole)


def places_before(calendar: FiscalCalendar, cadence: Cadence, edges: Days) -> Ints:
    """Which period of a row of periods is the same one a year before, -1 for none; shape (periods,)."""
    starts = np.array([span_before(calendar, cadence, int(a), int(b))[0] for a, b in pairwise(edges)], np.int64)
    at = np.searchsorted(edges[:-1], starts)
    inside = at < len(edges) - 1
    return np.where(inside & (edges[np.where(inside, at, 0)] == starts), at, -1).astype(np.int64)


def _number(year: int, month: int) -> int:
    return int(np.datetime64(f"{year:04}-{month:02}-01", "D").astype(np.int64))
