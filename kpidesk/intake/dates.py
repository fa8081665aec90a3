"""Dates as people write them: any order, month names, weeks, quarters, ranges, serials; decided for whole columns."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Cadence
from kpidesk.intake import ranges
from kpidesk.intake.doubts import About, Answer, DoubtError
from kpidesk.intake.months import MONTHS
from kpidesk.intake.recipes import DateOrder
from kpidesk.intake.values import Cell, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


When: TypeAlias = tuple[dt.date, Cadence]
"""The first day a text names, and how long a time it names."""

_TIME = re.compile(
    r"(?:(?<=\d{8})t\d{4}(?:\d\d)?z?"
    r"|[t ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:am|pm|uhr)?\s*(?:z|utc|gmt|[+-]\d{2}:?\d{2})?)$"
)
_SPACED = re.compile(r"(?<=\d)([./]) +(?=\d)")
_DIGITS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\.?")
_SERIALS = range(20_000, 80_000)
_FIRST_SERIAL = dt.date(1899, 12, 30)
_SATURDAY, _SUNDAY = 5, 6
YEARS = range(1950, 2101)
"""The years that dates can be of."""


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 2:
        number += 2000 if number < 70 else 1900
    if number not in YEARS:
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
_WK = r"(?:w|kw|cw|wk|week|woche|kalenderwoche|semaine|sem\.|s)"
_QTR = r"(?:quartal|quarter|qtr|trimestre|trim)"
_GAP = r"[-/., ']"
_YR = r"(\d{4}|\d{2})"
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., When]], ...] = (
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), lambda y, m, d: (dt.date(_year(y), int(m), int(d)), Cadence.DAY)),
    (re.compile(rf"(\d{{4}})[-/. ]*{_WK}[. ]*(\d{{1,2}})"), _week),
    (re.compile(rf"{_WK}[. ]*(\d{{1,2}}){_GAP}+{_YR}"), lambda w, y: _week(y, w)),
    (re.compile(rf"(\d{{1,2}})\. ?(?:kw|woche|kalenderwoche){_GAP}*{_YR}"), lambda w, y: _week(y, w)),
    (re.compile(r"(\d{4})[-/. ]*[qt]([1-4])"), _quarter),
    (re.compile(rf"[qt]([1-4]){_GAP}*{_YR}"), lambda q, y: _quarter(y, q)),
    (re.compile(rf"([1-4])q{_GAP}*{_YR}"), lambda q, y: _quarter(y, q)),
    (re.compile(rf"([1-4])(?:\.|st|nd|rd|th|er|e|eme|o)? ?{_QTR}{_GAP}*{_YR}"), lambda q, y: _quarter(y, q)),
    (re.compile(rf"{_QTR} ?([1-4]){_GAP}*{_YR}"), lambda q, y: _quarter(y, q)),
    (re.compile(rf"fy ?'?{_YR}[-/. ]*q([1-4])"), _quarter),
    (re.compile(rf"q([1-4])[-/. ]*fy ?'?{_YR}"), lambda q, y: _quarter(y, q)),
    (re.compile(rf"(\d{{1,2}})\.?[-/ ]*({_MON})\.?,?[-/ ]*{_YR}"), _named),
    (re.compile(rf"({_MON})\.? +(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}})"), lambda m, d, y: _named(d, m, y)),
    (re.compile(rf"({_MON})\.?[-/ ']*{_YR}"), lambda m, y: _month(y, m)),
    (re.compile(rf"(\d{{4}})[-/. ]+({_MON}|\d{{1,2}})\.?"), _month),
    (re.compile(r"(\d{1,2})[-/.](\d{4})"), lambda m, y: _month(y, m)),
    (re.compile(r"(\d{4})"), lambda y: (dt.date(_year(y), 1, 1), Cadence.YEAR)),
)
_WEEKDAY = re.compile(
    r"(?:mon(?:day|tag)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    r"|mo|di|mi|do|fr|sa|so|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)[.,]* +(?=\d|[a-z]{3,}\.? +\d)"
)
_WEEK_OF = re.compile(
    r"(?:week (?:of|commencing|beginning|starting|start)|w/?c|w/b|woche (?:vom|ab)|semaine du)[.:]* +(?=\S*\d|[a-z])"
)
_ASIDE = re.compile(r"(\S.*?) ?\(([^()]*\d[^()]*)\)")
_WEEK_TO = re.compile(r"(?:week (?:ending|end)|w/e|woche bis)[.:]* +(?=\S*\d|[a-z])")


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
    return _text(_bare(text), order)


def in_either_order(text: str) -> When | None:
    """A date whether its day or its month comes first, where it does not matter which; None if it is none."""
    for order in (DateOrder.DMY, DateOrder.MDY):
        try:
            return parse(text, order)
        except ValueError:
            continue
    return None


def _bare(text: str) -> str:
    """A folded text without time, weekday and gaps: "Mon, 5. 1. 2026 10:00"."""
    return _SPACED.sub(r"\1", _WEEKDAY.sub("", _TIME.sub("", text), count=1))


def _text(text: str, order: DateOrder | None) -> When:
    if digits := _DIGITS.fullmatch(text):
        return _by_order(digits, order), Cadence.DAY
    if aside := _ASIDE.fullmatch(text):
        return _said_twice(aside[1], aside[2], order)
    if week := _WEEK_OF.match(text) or _WEEK_TO.match(text):
        return _week_around(*parse(text[week.end() :], order), is_last=_WEEK_TO.match(text) is not None), Cadence.WEEK
    if both := ranges.ends(text):
        return ranges.period(*(parse(end, order)[0] for end in both))
    for form, read in _FORMS:
        if found := form.fullmatch(text):
            try:
                return read(*found.groups())
            except ValueError as error:
                raise ValueError(_why(error)) from error
    raise ValueError("is not a date")


def _said_twice(text: str, aside: str, order: DateOrder | None) -> When:
    """A period with its days, or its year, in brackets: "KW 5 (26.01.2026 - 01.02.2026)", "KW 5 (2026)"."""
    if aside.isdigit():
        return _text(f"{text} {aside}", order)
    found = _text(aside, order)
    if not any(sign.isdigit() for sign in text):
        raise ValueError("is not a date")
    return found


def _week_around(day: dt.date, own: Cadence, *, is_last: bool) -> dt.date:
    """The first day of the week that begins or ends with a day: a Monday, or a Sunday where the text says that."""
    if own is not Cadence.DAY:
        raise ValueError("is not a date")
    if day.weekday() == (_SATURDAY if is_last else _SUNDAY):
        return day - dt.timedelta(days=6 if is_last else 0)
    return day - dt.timedelta(days=day.weekday())


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
    for text in sorted({day for cell in cells if isinstance(cell, str) for day in _days_of(cell)}):
        digits = _DIGITS.fullmatch(text)
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


def _days_of(cell: str) -> Iterable[str]:
    """The text of a day without time and weekday, or those of the two ends of a range."""
    text = _WEEK_TO.sub("", _WEEK_OF.sub("", _bare(fold(cell)), count=1), count=1)
    return ranges.ends(text) or (text,)


def _day(digits: re.Match[str], order: DateOrder) -> dt.date | None:
    try:
        return _by_order(digits, order)
    except ValueError:
        return None
