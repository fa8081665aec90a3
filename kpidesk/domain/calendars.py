"""Periods: days in, the starts of weeks, months, quarters and years out, as numpy day numbers.

A day number counts days since 1970-01-01, as `numpy.datetime64[D]` does and as the database stores it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kpidesk.domain.days import day_number, naming_day, to_date
from kpidesk.domain.fiscal import FiscalYear
from kpidesk.domain.terms import Cadence, YearPattern

Days: TypeAlias = npt.NDArray[np.int64]

_LONGEST = {Cadence.DAY: 1, Cadence.WEEK: 7, Cadence.MONTH: 31, Cadence.QUARTER: 92, Cadence.YEAR: 366}
_MONTHS = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.YEAR: 12}


@dataclass(frozen=True, slots=True)
class FiscalCalendar(FiscalYear):
    """Periods of a company: weeks, and the months, quarters and years of its fiscal year."""

    def starts(self, cadence: Cadence, days: Days) -> Days:
        """The first day of the period each day falls in, shape as `days`."""
        days = np.asarray(days, dtype=np.int64)
        if cadence is Cadence.DAY:
            return days
        if cadence is Cadence.WEEK:
            # 1970-01-01 was a Thursday, weekday 3.
            return days - (days + 3 - self.week_start) % 7
        if self.pattern is not YearPattern.MONTHS:
            bounds = self._bounds(cadence, days)
            return bounds[np.searchsorted(bounds, days, side="right") - 1]
        step = _MONTHS[cadence]
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        first = (months - (self.start_month - 1)) // step * step + (self.start_month - 1)
        return first.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)

    def ends(self, cadence: Cadence, days: Days) -> Days:
        """The first day after the period each day falls in, shape as `days`."""
        if self.pattern is not YearPattern.MONTHS and cadence in _MONTHS:
            bounds = self._bounds(cadence, days)
            return bounds[np.searchsorted(bounds, days, side="right")]
        return self.starts(cadence, self.starts(cadence, days) + _LONGEST[cadence])

    def start(self, cadence: Cadence, day: dt.date) -> dt.date:
        """The first day of the period `day` falls in."""
        return to_date(int(self.starts(cadence, np.array([day_number(day)]))[0]))

    def naming_day(self, day: dt.date) -> dt.date:
        """A day of the calendar month after which the fiscal month of `day` is named."""
        return naming_day(self.start(Cadence.MONTH, day))

    def next_start(self, cadence: Cadence, day: dt.date) -> dt.date:
        """The first day of the period after the one `day` falls in."""
        return to_date(int(self.ends(cadence, np.array([day_number(day)]))[0]))

    def previous_start(self, cadence: Cadence, day: dt.date) -> dt.date:
        """The first day of the period before the one `day` falls in."""
        return self.start(cadence, self.start(cadence, day) - dt.timedelta(days=1))

    def edges(self, cadence: Cadence, first: dt.date, last: dt.date) -> Days:
        """Starts of all periods from the one holding `first` to the one holding `last`, plus the end of the last.

        Shape (periods + 1,): period i runs from edges[i] up to, not including, edges[i + 1].
        """
        edges = [self.start(cadence, first)]
        while edges[-1] <= last:
            edges.append(self.next_start(cadence, edges[-1]))
        return np.array([day_number(edge) for edge in edges], dtype=np.int64)

    def closed_before(self, cadence: Cadence, on: dt.date) -> dt.date:
        """The last day of the newest period that is over on `on`."""
        return self.start(cadence, on) - dt.timedelta(days=1)

    def _bounds(self, cadence: Cadence, days: Days) -> Days:
        """The starts of all periods of a year of whole weeks from before the first of some days to after the last."""
        months = np.array(self.month_weeks()[:: _MONTHS[cadence]], np.int64)
        low, high = (to_date(int(day)).year for day in (days.min(), days.max())) if days.size else (1970, 1970)
        years = [day_number(self.first_day(year)) for year in range(low - 1, high + 3)]
        return np.add.outer(np.array(years, np.int64), 7 * months).ravel()


def working_days_until(days: Days) -> Days:
    """Mondays to Fridays before each day, counted from a fixed Monday; differences of it count working days."""
    weeks, weekday = np.divmod(np.asarray(days, dtype=np.int64) + 3, 7)
    return weeks * 5 + np.minimum(weekday, 5)


def working_days(first: int, end: int) -> int:
    """Mondays to Fridays from day number `first` up to, not including, `end`."""
    if end <= first:
        return 0
    before = working_days_until(np.array([first, end], dtype=np.int64))
    return int(before[1] - before[0])
