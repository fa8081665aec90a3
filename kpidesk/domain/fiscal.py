"""The fiscal year, its quarters and months; free of numpy, which the first page does without."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from kpidesk.domain.terms import YearEnd, YearName, YearPattern

if TYPE_CHECKING:
    from typing import Self

    from kpidesk.domain.entities import Workspace

_WEEKS_A_MONTH = {
    YearPattern.WEEKS_445: (4, 4, 5),
    YearPattern.WEEKS_454: (4, 5, 4),
    YearPattern.WEEKS_544: (5, 4, 4),
}


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """How a company cuts the year (domain brief 2.1).

    Either twelve calendar months from `start_month` on, or whole weeks: then the year ends on the last day of a week,
    the last such day of the month before `start_month` or the one nearest to that month's end, and its months end after
    4, 8, 13 ... weeks. A 53rd week belongs to the last month.
    """

    week_start: int = 0
    """Weekday a week starts on, 0 = Monday."""
    start_month: int = 1
    pattern: YearPattern = YearPattern.MONTHS
    year_end: YearEnd = YearEnd.LAST
    year_name: YearName = YearName.ENDS

    @classmethod
    def of(cls, workspace: Workspace) -> Self:
        """The fiscal year of a file."""
        return cls(
            workspace.week_start,
            workspace.fiscal_start_month,
            workspace.year_pattern,
            workspace.year_end,
            workspace.year_name,
        )

    def first_day(self, year: int) -> dt.date:
        """The day on which the fiscal year begins that starts around `start_month` of a calendar year."""
        first = dt.date(year, self.start_month, 1)
        if self.pattern is YearPattern.MONTHS:
            return first
        since = (first.weekday() - self.week_start) % 7
        up = self.year_end is YearEnd.NEAREST and since > 3  # more than half a week
        return first - dt.timedelta(days=since - 7 * up)

    def year(self, day: dt.date) -> int:
        """The name of the fiscal year a day falls in."""
        begun = self._begun(day)
        return begun + (self.year_name is YearName.ENDS and self.start_month > 1)

    def month(self, day: dt.date) -> int:
        """Number of the fiscal month a day falls in, 1 to 12."""
        if self.pattern is YearPattern.MONTHS:
            return (day.month - self.start_month) % 12 + 1
        week = (day - self.first_day(self._begun(day))).days // 7
        return max(at for at, begins in enumerate(self.month_weeks(), start=1) if begins <= week)

    def quarter(self, day: dt.date) -> tuple[int, int]:
        """Fiscal year and quarter, 1 to 4, of a day: quarter = floor((month - 1) / 3) + 1."""
        return self.year(day), (self.month(day) - 1) // 3 + 1

    def quarter_end(self, day: dt.date) -> dt.date:
        """The last day of the quarter that a day falls in."""
        running, one = self.quarter(day), dt.timedelta(days=1)
        while self.quarter(day + one) == running:
            day += one
        return day

    def month_weeks(self) -> list[int]:
        """Weeks before each month of a year of whole weeks: 0, 4, 8, 13 ..."""
        weeks = _WEEKS_A_MONTH[self.pattern] * 4
        return [0, *accumulate(weeks[:-1])]

    def _begun(self, day: dt.date) -> int:
        """The calendar year around which the fiscal year of a day starts."""
        return next(year for year in (day.year + 1, day.year, day.year - 1) if self.first_day(year) <= day)
