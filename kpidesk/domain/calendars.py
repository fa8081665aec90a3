"""Periods: days in, the starts of weeks, months, quarters and years out, as numpy day numbers.

A day number counts days since 1970-01-01, as `numpy.datetime64[D]` does and as the database stores it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kpidesk.domain.days import day_number, quarter, to_date
from kpidesk.domain.entities import Cadence

Days: TypeAlias = npt.NDArray[np.int64]

_LONGEST = {Cadence.DAY: 1, Cadence.WEEK: 7, Cadence.MONTH: 31, Cadence.QUARTER: 92, Cadence.YEAR: 366}
_MONTHS = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.YEAR: 12}


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """How a company cuts the year.

    Quarter = floor(((month - start_month) mod 12) / 3) + 1; a fiscal year is named after the year it ends in
    (domain brief 2.1).
    """

    week_start: int = 0
    start_month: int = 1

    def starts(self, cadence: Cadence, days: Days) -> Days:
        """The first day of the period each day falls in, shape as `days`."""
        days = np.asarray(days, dtype=np.int64)
        if cadence is Cadence.DAY:
            return days
        if cadence is Cadence.WEEK:
            # 1970-01-01 was a Thursday, weekday 3.
            return days - (days + 3 - self.week_start) % 7
        step = _MONTHS[cadence]
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        first = (months - (self.start_month - 1)) // step * step + (self.start_month - 1)
        return first.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)

    def ends(self, cadence: Cadence, days: Days) -> Days:
        """The first day after the period each day falls in, shape as `days`."""
        return self.starts(cadence, self.starts(cadence, days) + _LONGEST[cadence])

    def start(self, cadence: Cadence, day: dt.date) -> dt.date:
        """The first day of the period `day` falls in."""
        return to_date(int(self.starts(cadence, np.array([day_number(day)]))[0]))

    def next_start(self, cadence: Cadence, day: dt.date) -> dt.date:
        """The first day of the period after the one `day` falls in."""
        return self.start(cadence, self.start(cadence, day) + dt.timedelta(days=_LONGEST[cadence]))

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

    def quarter(self, day: dt.date) -> tuple[int, int]:
        """Fiscal year (named after its end) and quarter 1 to 4 of `day`."""
        return quarter(day, self.start_month)

    def closed_before(self, cadence: Cadence, on: dt.date) -> dt.date:
        """The last day of the newest period that is over on `on`."""
        return self.start(cadence, on) - dt.timedelta(days=1)


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
