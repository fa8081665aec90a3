"""When to meet next: the agreed rhythm, moved off weekends, holidays and leave."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.entities import Leave

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from kpidesk.domain.entities import Holiday, Rep

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days on which a rep cannot be met; a half day off leaves the other half."""

    leaves: tuple[Leave, ...] = ()
    holidays: frozenset[dt.date] = frozenset()

    @classmethod
    def of(cls, rep: Rep, leaves: Iterable[Leave], holidays: Iterable[Holiday]) -> Self:
        """The days off of a rep, out of those of everybody."""
        return cls(
            tuple(
                sorted((each for each in leaves if each.rep_id == rep.id and each.share >= 1), key=lambda e: e.first)
            ),
            frozenset(each.on for each in holidays if each.calendar == rep.holidays and each.share >= 1),
        )


def next_day(last: dt.date, cadence_days: int, on: dt.date, off: DaysOff | None = None) -> dt.date:
    """The day of the next one-on-one: one rhythm after the last, never before `on`.

    A weekend or a holiday moves to the working day after; leave moves to the first working day after it.
    """
    off = off or DaysOff()
    day = max(last + dt.timedelta(days=cadence_days), on)
    while True:
        leave = next((each for each in off.leaves if each.first <= day <= each.last), None)
        if leave is not None:
            day = leave.last + dt.timedelta(days=1)
        elif day.weekday() >= SATURDAY:
            day += dt.timedelta(days=7 - day.weekday())
        elif day in off.holidays:
            day += dt.timedelta(days=1)
        else:
            return day
