"""Ranges of days, and the day, week, month, quarter or year that one is: "01.01.-07.01.2026", "5-11 Jan 2026"."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.terms import Cadence
from kpidesk.intake.months import MONTHS

if TYPE_CHECKING:
    import datetime as dt

Ends: TypeAlias = tuple[str, str]
"""The texts of the first and the last day, each with its month and year."""

_MON = "|".join(sorted(MONTHS, key=len, reverse=True))
_TO = r" *(?:-|to|bis|au|until|through|thru) *"
_YEAR = r"\d{4}|\d{2}"
_ISO = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})(?:{_TO}|/|\.\.| +)(\d{{4}}-\d{{2}}-\d{{2}})")
_DIGITS = re.compile(rf"(\d{{1,2}})([./])(?:(\d{{1,2}})(?:[./]({_YEAR})?)?)?{_TO}(\d{{1,2}})\2(\d{{1,2}})\2({_YEAR})")
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})\.?(?: ?({_MON})\.?,?(?: ?({_YEAR}))?)?{_TO}(\d{{1,2}})\.? ?({_MON})\.?,? ?'?({_YEAR})"
)
_MONTH_FIRST = re.compile(rf"({_MON})\.? ?(\d{{1,2}})(?:, ?(\d{{4}}))?{_TO}(?:({_MON})\.? ?)?(\d{{1,2}}),? ?(\d{{4}})")


def ends(text: str) -> Ends | None:
    """The first and the last day of a range in a folded text; None if it is none.

    What the first day leaves out, the last one says; a range that would end before it begins began in the year before.
    """
    if found := _ISO.fullmatch(text):
        return found[1], found[2]
    if found := _DIGITS.fullmatch(text):
        first, mark, second, year, *last = found.groups()
        year = year or _year_before(last[2], earlier=_is_later((second, first), (last[1], last[0])))
        return mark.join((first, second or last[1], year)), mark.join(last)
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year, *end = found.groups()
        return _named(day, month, year, end[0], end[1], end[2])
    if found := _MONTH_FIRST.fullmatch(text):
        month, day, year, last_month, last_day, last_year = found.groups()
        return _named(day, month, year, last_day, last_month or month, last_year)
    return None


def _named(day: str, month: str | None, year: str | None, last_day: str, last_month: str, last_year: str) -> Ends:
    month = month or last_month
    year = year or _year_before(last_year, earlier=MONTHS[month] > MONTHS[last_month])
    return f"{day} {month} {year}", f"{last_day} {last_month} {last_year}"


def _is_later(first: tuple[str | None, str], last: tuple[str, str]) -> bool:
    """Whether a month and day come after others in the same year; with the month first, the two are the other way."""
    if first[0] is None:
        return False
    one, other = (int(first[0]), int(first[1])), (int(last[0]), int(last[1]))
    return one > other and one[::-1] > other[::-1]


def _year_before(year: str, *, earlier: bool) -> str:
    return str(int(year) - earlier).zfill(len(year))


def period(first: dt.date, last: dt.date) -> tuple[dt.date, Cadence]:
    """The first day of the period from `first` to `last`, and which it is; a working week is a week.

    Raises:
        ValueError: it is no whole day, week, month, quarter or year.
    """
    days = (last - first).days + 1
    if days == 1:
        return first, Cadence.DAY
    if days == 7 or (first.weekday() == 0 and days in {5, 6}):
        return first, Cadence.WEEK
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    is_whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if is_whole and months in {1, 3, 12} and (first.month - 1) % months == 0:
        return first, {1: Cadence.MONTH, 3: Cadence.QUARTER, 12: Cadence.YEAR}[months]
    raise ValueError("is no whole week, month, quarter or year")
