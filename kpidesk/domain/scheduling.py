"""When to meet next: the agreed rhythm, moved off weekends, holidays and leave, at a time that is free."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpidesk.domain.entities import Id, Leave, OneOnOne, new_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from kpidesk.domain.entities import Holiday, Rep

SATURDAY = 5
OPENS, CLOSES = dt.time(9), dt.time(17)
"""The hours between which a time is proposed; the time of last time is proposed whatever it is."""
STEP = 30
"""Minutes from one proposed time to the next."""
MOST_A_DAY = 6
"""One-on-ones on one day beyond which no more are proposed for it."""


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


def following(rep: Rep, last: OneOnOne | None, on: dt.date, off: DaysOff, taken: Iterable[OneOnOne]) -> OneOnOne:
    """The next one-on-one with a rep as the rhythm has it, at the time of last time if the manager is free then.

    Args:
        rep: Whom to meet.
        last: The one-on-one before it; without one the rhythm starts at once.
        on: The first day it may be on.
        off: Days on which the rep cannot be met.
        taken: What the manager has planned already.
    """
    by_day: dict[dt.date, list[OneOnOne]] = {}
    for each in taken:
        by_day.setdefault(each.on, []).append(each)
    wanted = last.at if last else OPENS
    minutes = last.minutes if last else OneOnOne(new_id(), rep.id, on).minutes
    day = next_day(last.on if last else on, rep.cadence_days if last else 0, on, off)
    while True:
        busy = by_day.get(day, [])
        found = _free(OneOnOne(new_id(), rep.id, day, wanted, minutes), busy) if len(busy) < MOST_A_DAY else None
        if found is not None:
            return found
        day = next_day(day, 1, day, off)


def clashes(meetings: Iterable[OneOnOne]) -> dict[Id, list[OneOnOne]]:
    """For each one-on-one that has some: the others that take place at the same time."""
    by_day: dict[dt.date, list[OneOnOne]] = {}
    for each in meetings:
        by_day.setdefault(each.on, []).append(each)
    found = {
        each.id: [other for other in day if other.id != each.id and overlap(each, other)]
        for day in by_day.values()
        for each in day
    }
    return {ident: others for ident, others in found.items() if others}


def overlap(one: OneOnOne, other: OneOnOne) -> bool:
    """Whether two one-on-ones take place at the same time; one without a time of day fits anywhere."""
    if one.on != other.on or one.at is None or other.at is None:
        return False
    first, second = _minute(one.at), _minute(other.at)
    return first < second + other.minutes and second < first + one.minutes


def _free(wanted: OneOnOne, busy: Sequence[OneOnOne]) -> OneOnOne | None:
    """The one-on-one at its own time, or at the nearest one on its day that is free; None where none is."""
    if wanted.at is None:
        return wanted
    at = _minute(wanted.at)
    starts = range(_minute(OPENS), _minute(CLOSES) - wanted.minutes + 1, STEP)
    for minute in [at, *sorted(starts, key=lambda each: (abs(each - at), each))]:
        tried = replace(wanted, at=dt.time(minute // 60, minute % 60))
        if not any(overlap(tried, each) for each in busy):
            return tried
    return None


def _minute(at: dt.time) -> int:
    return at.hour * 60 + at.minute
