"""The period each date of a column stands for: its first day and how many days it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpidesk.domain.days import day_number, naming_day, to_date
from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Cadence
from kpidesk.intake.dates import parse
from kpidesk.intake.values import Cell, as_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.intake.recipes import DateOrder

_FY = re.compile(r"\bfy")


class Spans(dict[Cell, tuple[int, int]]):
    """From a cell to the first day number and the number of days of the period it names; each text is read once."""

    def __init__(self, order: DateOrder | None, cadence: Cadence | None, calendar: FiscalCalendar) -> None:
        """Set the order of digits, the period asked for (None: as long as the text says) and the calendar."""
        super().__init__()
        self._order, self._cadence, self._calendar = order, cadence, calendar

    def __missing__(self, cell: Cell) -> tuple[int, int]:
        """Read a cell not seen before.

        Raises:
            ValueError: it names no time, or a longer one than the column's values cover.
        """
        day, own = parse(cell, self._order)
        if self._calendar.start_month != 1 and _FY.search(as_text(cell).casefold()):
            raise ValueError("is a quarter of a fiscal year; write the quarter of the calendar, or its first day")
        cadence = self._cadence or own
        if _LENGTHS[own] > _LENGTHS[cadence]:
            raise ValueError(f"is a whole {own}, but each value here is for a {cadence}")
        # A month named by a text is the fiscal month of that name, which may begin some days later.
        start = self._calendar.start(cadence, day if own in {Cadence.DAY, Cadence.WEEK} else naming_day(day))
        if own is Cadence.WEEK and cadence is Cadence.WEEK:
            start = day  # an ISO week begins on its Monday whatever the calendar says
        span = day_number(start), self._days(cadence, start)
        self[cell] = span
        return span

    def around(self, number: int) -> tuple[int, int]:
        """The first day number and the number of days of the period a day number falls in."""
        cadence = self._cadence or Cadence.DAY
        start = self._calendar.start(cadence, to_date(number))
        return day_number(start), self._days(cadence, start)

    def _days(self, cadence: Cadence, start: dt.date) -> int:
        if cadence in {Cadence.DAY, Cadence.WEEK}:
            return _LENGTHS[cadence]
        return (self._calendar.next_start(cadence, start) - start).days


_LENGTHS = {Cadence.DAY: 1, Cadence.WEEK: 7, Cadence.MONTH: 31, Cadence.QUARTER: 92, Cadence.YEAR: 366}


def decide_cadence(cells: Iterable[Cell], order: DateOrder | None, header: str) -> Cadence | None:
    """The period each value of a column of dates covers: what the header or the texts say, else their spacing.

    None when a single date tells nothing, or some texts name a week and others a month.
    """
    times = []
    for cell in set(cells):
        try:
            times.append(parse(cell, order))
        except ValueError:
            continue
    longer = {own for _, own in times} - {Cadence.DAY}
    if longer:
        return longer.pop() if len(longer) == 1 else None
    days = sorted({day for day, _ in times})
    if hint := _hint(header):
        return None if _several_in_one(days, hint) else hint
    if len(days) < 2:
        return None
    if all(day.day == 1 for day in days):
        return Cadence.QUARTER if {day.month for day in days} <= {1, 4, 7, 10} and len(days) > 2 else Cadence.MONTH
    return Cadence.WEEK if len({day.weekday() for day in days}) == 1 else Cadence.DAY


def _several_in_one(days: Iterable[dt.date], cadence: Cadence) -> bool:
    """Whether two days fall in one week or month, so that each value hardly covers one."""
    found = list(days)
    names = {Cadence.WEEK: "%G-%V", Cadence.MONTH: "%Y-%m"}
    return cadence in names and len({day.strftime(names[cadence]) for day in found}) < len(found)


_HINTS = {
    Cadence.WEEK: ("week", "woche", "semaine", "kw"),
    Cadence.MONTH: ("month", "monat", "mois"),
    Cadence.QUARTER: ("quarter", "quartal", "trimestre"),
    Cadence.DAY: ("day", "tag", "jour"),
}


def _hint(header: str) -> Cadence | None:
    words = set(re.findall(r"[^\W\d_]+", fold(header)))
    return next((cadence for cadence, hints in _HINTS.items() if words & set(hints)), None)
