"""Where in the year the Today page is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.terms import Cadence
from kpidesk.gui import formats

if TYPE_CHECKING:
    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.gui.models.team_data import TeamData


def tr(text: str) -> str:
    """Translate a text of the page."""
    return QCoreApplication.translate("today", text)


def subtitle(calendar: FiscalCalendar, data: TeamData, today: int) -> str:
    """Week and quarter of the day, and how many one-on-ones it has."""
    at, of = week_of_quarter(calendar, data.on)
    week = _fourth_day(calendar, data.on).isocalendar().week
    where = formats.fill(tr("Week %1, Q%2 week %3 of %4."), str(week), str(data.quarter), str(at), str(of))
    words = (tr("No one-on-one today."), tr("One one-on-one today."), tr("Two one-on-ones today."))
    said = words[today] if today < len(words) else formats.fill(tr("%1 one-on-ones today."), str(today))
    return f"{where} {said}"


def week_of_quarter(calendar: FiscalCalendar, on: dt.date) -> tuple[int, int]:
    """Which week of the quarter a day is in, and how many it has; a week belongs where its fourth day is."""
    first = calendar.start(Cadence.QUARTER, on)
    days = [first + dt.timedelta(days=at) for at in range((calendar.next_start(Cadence.QUARTER, on) - first).days)]
    fourths = sorted({each for day in days if first <= (each := _fourth_day(calendar, day)) <= days[-1]})
    at = sum(each <= _fourth_day(calendar, on) for each in fourths)
    return max(1, at), len(fourths)


def _fourth_day(calendar: FiscalCalendar, on: dt.date) -> dt.date:
    return calendar.start(Cadence.WEEK, on) + dt.timedelta(days=3)
