"""A captured line in the language of the window: the names it knows, and what its chips say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from kpidesk.domain.capture import Promise, Words, words_of
from kpidesk.domain.commitments import level_cadence
from kpidesk.domain.wording import flows
from kpidesk.gui import formats

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kpidesk.domain.entities import Kpi

_FORMS = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)


def tr(text: str) -> str:
    """Translate a text about captured lines."""
    return QCoreApplication.translate("capture", text)


def locale_words(manager: str = "") -> Words:
    """The words of the window's language, with the days, months and figures of the system's locale."""
    locale = QLocale()
    shape = locale.dateFormat(QLocale.FormatType.ShortFormat)
    days = [
        [name(day, form) for name in (locale.dayName, locale.standaloneDayName) for form in _FORMS]
        for day in range(1, 8)
    ]
    months = [
        [name(month, form) for name in (locale.monthName, locale.standaloneMonthName) for form in _FORMS]
        for month in range(1, 13)
    ]
    return words_of(
        locale.name(),
        weekdays=days,
        months=months,
        decimal=locale.decimalPoint(),
        day_first=shape.lower().find("d") < shape.lower().find("m"),
        names=names_of(manager),
    )


def names_of(manager: str) -> list[str]:
    """How a manager may be named before a colon."""
    return [manager, *manager.split()[:1]]


def owner(promise: Promise, rep_name: str) -> str:
    """Who takes it on."""
    return rep_name if promise.owner == "rep" else tr("You")


def due(day: dt.date | None, on: dt.date) -> str:
    """The full day it is due: by Fri 28 Aug, with the year where that is another one."""
    if day is None:
        return tr("no due day")
    shown = formats.weekday(day) if day.year == on.year else f"{formats.weekday(day)} {day.year}"
    return formats.fill(tr("by %1"), shown)


def level(promise: Promise, currency: str) -> str:
    """What is promised, and from where: "10 a week, now 9.8 (4 weeks)"; empty without a KPI."""
    kpi, found = promise.kpi, promise.level
    if kpi is None:
        return ""
    if found.baseline is None:
        now = tr("no data yet")
    else:
        said = tr("now %1 (1 week)") if found.weeks == 1 else tr("now %1 (%2 weeks)")
        now = formats.fill(said, formats.amount(found.baseline, kpi.unit, currency), str(found.weeks))
    if found.expected is None:
        return now
    return f"{amount(found.expected, kpi, currency)}, {now}"


def amount(value: float, kpi: Kpi, currency: str) -> str:
    """A level with what it is per: 10 a week."""
    shown = formats.amount(value, kpi.unit, currency)
    return f"{shown} {formats.a_period(level_cadence(kpi))}" if flows(kpi) else shown


def choices(kpis: Iterable[Kpi]) -> str:
    """Which KPIs may be meant: "Meetings booked or Meetings held?"."""
    names = [each.name for each in kpis]
    return formats.fill(tr("%1 or %2?"), ", ".join(names[:-1]), names[-1])
