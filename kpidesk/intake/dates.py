"""Dates as people write them: any order, month names, ISO weeks, quarters, serials. Decided for a whole column."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.days import day_number, naming_day, to_date
from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Cadence
from kpidesk.intake.doubts import About, Answer, DoubtError
from kpidesk.intake.months import MONTHS
from kpidesk.intake.recipes import DateOrder
from kpidesk.intake.values import Cell, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kpidesk.domain.calendars import FiscalCalendar

When: TypeAlias = tuple[dt.date, Cadence]
"""The first day a text names, and how long a time it names."""

_TIME = re.compile(r"[t ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:am|pm|uhr)?\s*(?:z|utc|gmt|[+-]\d{2}:?\d{2})?$")
_DIGITS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\.?")
_SERIALS = range(20_000, 80_000)
_FIRST_SERIAL = dt.date(1899, 12, 30)
_YEARS = range(1950, 2101)


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 2:
        number += 2000 if number < 70 else 1900
    if number not in _YEARS:
        raise ValueError("is not a year between 1950 and 2100")
    return number


def _week(year: str, week: str) -> When:
    return dt.date.fromisocalendar(_year(year), int(week), 1), Cadence.WEEK


def _quarter(year: str, quarter: str) -> When:
    return dt.date(_year(year), 3 * int(quarter) - 2, 1), Cadence.QUARTER


def _month(year: str, month: str) -> When:
    number = MONTHS.get(month) or (int(month) if month.isdigit() else 0)
    if not 1 <= number <= 12:
        raise ValueError("is not a date")
    return dt.date(_year(year), number, 1), Cadence.MONTH


def _named(day: str, month: str, year: str) -> When:
    return dt.date(_year(year), MONTHS[month], int(day)), Cadence.DAY


_MON = "|".join(sorted(MONTHS, key=len, reverse=True))
_WK = r"(?:w|kw|cw|wk|week|woche|semaine|s)"
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., When]], ...] = (
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), lambda y, m, d: (dt.date(_year(y), int(m), int(d)), Cadence.DAY)),
    (re.compile(rf"(\d{{4}})[-/ ]?{_WK} ?(\d{{1,2}})"), _week),
    (re.compile(rf"{_WK}[. ]?(\d{{1,2}})[-/., ]+(\d{{4}})"), lambda w, y: _week(y, w)),
    (re.compile(r"(\d{4})[-/ ]?q([1-4])"), _quarter),
    (re.compile(r"q([1-4])[-/., ]*(\d{4}|\d{2})"), lambda q, y: _quarter(y, q)),
    (re.compile(rf"(\d{{1,2}})\.?[-/ ]*({_MON})\.?,?[-/ ]*(\d{{4}}|\d{{2}})"), _named),
    (re.compile(rf"({_MON})\.? +(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}})"), lambda m, d, y: _named(d, m, y)),
    (re.compile(rf"({_MON})\.?[-/ ']*(\d{{4}}|\d{{2}})"), lambda m, y: _month(y, m)),
    (re.compile(rf"(\d{{4}})[-/. ]+({_MON}|\d{{1,2}})"), _month),
    (re.compile(r"(\d{1,2})[-/.](\d{4})"), lambda m, y: _month(y, m)),
    (re.compile(r"(\d{4})"), lambda y: (dt.date(_year(y), 1, 1), Cadence.YEAR)),
)


def parse(cell: Cell, order: DateOrder | None = None) -> When:
    """The time a cell names.

    Args:
        cell: A date, an Excel serial or a text.
        order: How to read a date of digits in which the year is not first.

    Raises:
        ValueError: it names no time; the text says why in a few words.
    """
    if isinstance(cell, dt.date):
        return cell, Cadence.DAY
    text = fold(as_text(cell))  # a truth value is text here, and no date
    if text.isdigit() and len(text) == 5 and int(text) in _SERIALS:
        return _FIRST_SERIAL + dt.timedelta(days=int(text)), Cadence.DAY
    if isinstance(cell, float) and int(cell) in _SERIALS:
        return _FIRST_SERIAL + dt.timedelta(days=int(cell)), Cadence.DAY
    text = _TIME.sub("", text)
    if digits := _DIGITS.fullmatch(text):
        return _by_order(digits, order), Cadence.DAY
    for form, read in _FORMS:
        if found := form.fullmatch(text):
            try:
                return read(*found.groups())
            except ValueError as error:
                raise ValueError(_why(error)) from error
    raise ValueError("is not a date")


def _why(error: ValueError) -> str:
    text = str(error)
    return text if text.startswith("is ") else "does not exist"


def _by_order(digits: re.Match[str], order: DateOrder | None) -> dt.date:
    first, mark, second, third = digits.groups()
    if len(first) > 2:
        order = DateOrder.YMD
    elif mark == "." and order is None:
        order = DateOrder.DMY
    if order is None:
        raise ValueError("can be read in two ways")
    if order is DateOrder.YMD:
        year, month, day = first, second, third
    else:
        year = third
        day, month = (first, second) if order is DateOrder.DMY else (second, first)
    if len(year) not in {2, 4} or len(day) > 2:
        raise ValueError("is not a date")
    try:
        return dt.date(_year(year), int(month), int(day))
    except ValueError as error:
        raise ValueError(_why(error)) from error


def decide_order(cells: Iterable[Cell], where: str) -> DateOrder | None:
    """The order of day and month in a whole column; None where no date depends on it.

    Raises:
        UserError: every date fits two orders and they mean different days, or the column mixes orders.
    """
    counts = dict.fromkeys((DateOrder.DMY, DateOrder.MDY), 0)
    total, doubtful = 0, None
    for text in sorted({fold(as_text(cell)) for cell in cells if isinstance(cell, str)}):
        digits = _DIGITS.fullmatch(_TIME.sub("", text))
        if digits is None or len(digits[1]) > 2 or digits[2] == ".":
            continue
        days = {order: _day(digits, order) for order in counts}
        if not any(days.values()):
            continue
        total += 1
        for order, day in days.items():
            counts[order] += day is not None
        if None not in days.values() and days[DateOrder.DMY] != days[DateOrder.MDY]:
            doubtful = doubtful or text
    if not total:
        return None
    best = max(counts, key=lambda order: counts[order])
    if doubtful is None or counts[DateOrder.DMY] != counts[DateOrder.MDY]:
        if min(counts.values()) > 0 and counts[best] < total:
            raise UserError(f"{where}: some dates have the day first, others the month. Put them in one order.")
        return best
    raise DoubtError(
        f"{where}: {doubtful} can be day or month first, and so can every other date here. "
        'Say which in a recipe: [file] date_order = "dmy" or "mdy".',
        About.DATE_ORDER,
        tuple(Answer(order, parse(doubtful, order)[0]) for order in counts),
        doubtful,
    )


def _day(digits: re.Match[str], order: DateOrder) -> dt.date | None:
    try:
        return _by_order(digits, order)
    except ValueError:
        return None


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
    if hint := _hint(header):
        return hint
    days = sorted({day for day, _ in times})
    if len(days) < 2:
        return None
    if all(day.day == 1 for day in days):
        return Cadence.QUARTER if {day.month for day in days} <= {1, 4, 7, 10} and len(days) > 2 else Cadence.MONTH
    return Cadence.WEEK if len({day.weekday() for day in days}) == 1 else Cadence.DAY


_HINTS = {
    Cadence.WEEK: ("week", "woche", "semaine", "kw"),
    Cadence.MONTH: ("month", "monat", "mois"),
    Cadence.QUARTER: ("quarter", "quartal", "trimestre"),
    Cadence.DAY: ("day", "tag", "jour"),
}


def _hint(header: str) -> Cadence | None:
    words = set(re.findall(r"[^\W\d_]+", fold(header)))
    return next((cadence for cadence, hints in _HINTS.items() if words & set(hints)), None)
