"""When to meet next: the agreed rhythm, moved off weekends and leave."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.entities import Leave

SATURDAY = 5


def next_day(last: dt.date, cadence_days: int, on: dt.date, leaves: Iterable[Leave] = ()) -> dt.date:
    """The day of the next one-on-one: one rhythm after the last, never before `on`.

    A weekend moves to the Monday after; leave moves to the first working day after it.
    """
    day = max(last + dt.timedelta(days=cadence_days), on)
    away = sorted(leaves, key=lambda leave: leave.first)
    while True:
        leave = next((each for each in away if each.first <= day <= each.last), None)
        if leave is not None:
            day = leave.last + dt.timedelta(days=1)
        elif day.weekday() >= SATURDAY:
            day += dt.timedelta(days=7 - day.weekday())
        else:
            return day
