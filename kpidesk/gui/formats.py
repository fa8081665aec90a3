"""Numbers, money and days as the window prints them, by the system's locale; missing is a dash."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, QTime

from kpidesk.domain.terms import Cadence, Unit

if TYPE_CHECKING:
    from kpidesk.domain.calendars import FiscalCalendar

MISSING = "–"
_LEFTWARDS = frozenset({"R", "AL"})
_ISOLATE, _POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_LARGE = ((1e9, "B", 2), (1e6, "M", 2), (1e3, "k", 1))


def amount(value: float | None, unit: Unit, currency: str = "", *, exact: bool = False) -> str:
    """A value with its sign of unit: 9.8, 63%, €14.4k, 6.4 h; counts keep one decimal where they have any.

    `exact` prints money in full instead of in thousands.
    """
    if value is None or not math.isfinite(value):
        return MISSING
    if unit is Unit.PERCENT:
        return percent(value)
    if unit in {Unit.CURRENCY, Unit.CURRENCY_PER_DAY}:
        shown = money(value, currency, exact=exact)
        return shown if unit is Unit.CURRENCY else fill(QCoreApplication.translate("formats", "%1 a day"), shown)
    ending = {Unit.HOURS: " h", Unit.MINUTES: " min", Unit.DAYS: " d"}.get(unit, "")
    return number(value, 2 if unit is Unit.RATIO else 1) + ending


def number(value: float | None, decimals: int = 1) -> str:
    """A number with at most `decimals` decimals, none if it is whole."""
    if value is None or not math.isfinite(value):
        return MISSING
    whole = abs(value - round(value)) < 0.5 * 10**-decimals
    return QLocale().toString(float(value), "f", 0 if whole else decimals)


def counted(many: int, one: str, more: str) -> str:
    """A number of things in words: `one` as it stands, else `more` with the number in the place of its %1."""
    return one if many == 1 else fill(more, number(many))


def fixed(value: float | None, decimals: int = 1) -> str:
    """A number with exactly `decimals` decimals, for columns that are read downwards."""
    if value is None or not math.isfinite(value):
        return MISSING
    return QLocale().toString(float(value), "f", decimals)


def percent(fraction: float | None, decimals: int = 0) -> str:
    """A fraction as a percentage: 0.63 becomes 63%."""
    if fraction is None or not math.isfinite(fraction):
        return MISSING
    return f"{QLocale().toString(fraction * 100, 'f', decimals)}%"


def signed(value: float) -> str:
    """A whole number with its sign: +12, −3, 0."""
    whole = round(value)
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{number(abs(whole))}"


def money(value: float | None, currency: str, *, exact: bool = False) -> str:
    """Money, from a thousand on in k, M or B: €890, €14.4k, €1.21M."""
    if value is None or not math.isfinite(value):
        return MISSING
    sign = currency_sign(currency)
    minus = "−" if value < 0 else ""
    size = abs(value)
    if not exact:
        for step, letter, decimals in _LARGE:
            if size >= step:
                digits = QLocale().toString(size / step, "f", decimals if size / step < 100 else 0)
                point = QLocale().decimalPoint()
                digits = digits.rstrip("0").rstrip(point) if point in digits else digits
                return f"{minus}{sign}{digits}{letter}"
    return f"{minus}{sign}{QLocale().toString(size, 'f', 0 if size == round(size) else 2)}"


def currency_sign(currency: str) -> str:
    """The sign of a currency, or its code and a space."""
    return {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CHF": "CHF ", "": ""}.get(currency, f"{currency} ")


def qdate(day: dt.date) -> QDate:
    """A day as Qt knows it."""
    return QDate(day.year, day.month, day.day)


def about(number: str) -> str:
    """A printed number that is only an estimate."""
    return f"≈ {number}"


def day(of: dt.date | None) -> str:
    """A day and month: 6 Aug."""
    return MISSING if of is None else QLocale().toString(qdate(of), "d MMM")


def weekday(of: dt.date | None) -> str:
    """A day with its weekday: Thu 20 Aug."""
    return MISSING if of is None else QLocale().toString(qdate(of), "ddd d MMM")


def long_day(of: dt.date) -> str:
    """A day in full: Thursday 20 August."""
    return QLocale().toString(qdate(of), "dddd d MMMM")


def dated(of: dt.date | None) -> str:
    """A day with its year: 6 Aug 2026."""
    return MISSING if of is None else QLocale().toString(qdate(of), "d MMM yyyy")


def month(of: dt.date, *, short: bool = False) -> str:
    """The name of a month: August, or Aug."""
    shape = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return QLocale().standaloneMonthName(of.month, shape)


def running_period(cadence: Cadence, on: dt.date, calendar: FiscalCalendar, *, short: bool = False) -> str:
    """The running month, quarter or fiscal year: August (short: Aug), Q3, 2026; empty for days and weeks."""
    year, quarter = calendar.quarter(on)
    match cadence:
        case Cadence.MONTH:
            return month(calendar.naming_day(on), short=short)
        case Cadence.QUARTER:
            return f"Q{quarter}"
        case Cadence.YEAR:
            return str(year)
        case _:
            return ""


def time(of: dt.time | None) -> str:
    """A time of day: 14:00."""
    return "" if of is None else QLocale().toString(QTime(of.hour, of.minute), "HH:mm")


def week(of: dt.date) -> str:
    """The ISO week that a day falls in: W33."""
    return f"W{of.isocalendar().week}"


def week_from(start: dt.date) -> str:
    """The number of the week that begins on a day, whatever day weeks start on: the ISO week of its fourth day."""
    return week(start + dt.timedelta(days=3))


def a_period(cadence: Cadence) -> str:
    """What a rate is per: a week, a month."""
    words = {
        Cadence.DAY: QCoreApplication.translate("formats", "a day"),
        Cadence.WEEK: QCoreApplication.translate("formats", "a week"),
        Cadence.MONTH: QCoreApplication.translate("formats", "a month"),
        Cadence.QUARTER: QCoreApplication.translate("formats", "a quarter"),
        Cadence.YEAR: QCoreApplication.translate("formats", "a year"),
    }
    return words[cadence]


def rhythm(days: int) -> str:
    """How often a rep is met: every week, every 2 weeks, every 10 days."""
    if days == 7:
        return QCoreApplication.translate("formats", "every week")
    if days % 7 == 0:
        return fill(QCoreApplication.translate("formats", "every %1 weeks"), str(days // 7))
    return fill(QCoreApplication.translate("formats", "every %1 days"), str(days))


def with_local_days(sentence: str) -> str:
    """A sentence of the core with its days (2026-08-06) as the window prints them: 6 Aug 2026."""

    def printed(found: re.Match[str]) -> str:
        day = QDate.fromString(found[0], Qt.DateFormat.ISODate)
        return QLocale().toString(day, "d MMM yyyy") if day.isValid() else found[0]

    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", printed, sentence)


def fill(text: str, *values: str) -> str:
    """Put values in the place of %1, %2 …, each once, so that a "%2" inside a name stays what it is."""
    return re.sub(r"%([1-9])", lambda found: isolated(values[int(found[1]) - 1]), text)


def isolated(value: str) -> str:
    """A value that keeps its own direction of reading to itself; one that reads from left to right is left as it is.

    Without the isolates, numbers and punctuation after an Arabic or Hebrew name would jump to its other side
    (Unicode Standard Annex 9).
    """
    return f"{_ISOLATE}{value}{_POP}" if has_leftwards(value) else value


def has_leftwards(value: str) -> bool:
    """Whether letters in it are read from right to left."""
    return not value.isascii() and any(unicodedata.bidirectional(letter) in _LEFTWARDS for letter in value)
