"""What is not as usual with a rep on a day: gone, away, still ramping, or working part time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.cohorts import tenure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.availability import Schedules
    from kpidesk.domain.entities import Leave, Rep


@dataclass(frozen=True, slots=True)
class RampMonth:
    """A month of a ramp, counted from 1, and how many the ramp has."""

    month: int
    months: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Why less than usual may be expected of a rep on a day; nothing of it for most reps on most days."""

    starts_on: dt.date | None = None
    """The day of hiring, while it is to come."""
    last_day: dt.date | None = None
    """The day of leaving, past or to come."""
    away_until: dt.date | None = None
    """The last day of the leave that takes in the day."""
    half_days: bool = False
    """Whether that leave leaves part of each day."""
    ramp: RampMonth | None = None
    """While less than the full target is carried because the rep is new (domain brief 2.13)."""
    working_share: float = 1.0


def presence(rep: Rep, schedules: Schedules, on: dt.date) -> Presence:
    """What is not as usual with a rep on a day."""
    if rep.left_on is not None and rep.left_on < on:
        return Presence(last_day=rep.left_on)
    leave = _leave_on(schedules.leaves, rep, on)
    return Presence(
        starts_on=rep.hired_on if rep.hired_on is not None and rep.hired_on > on else None,
        last_day=rep.left_on,
        away_until=leave.last if leave else None,
        half_days=leave is not None and leave.share < 1,
        ramp=ramp_month(rep, schedules, on),
        working_share=rep.working_share,
    )


def ramp_month(rep: Rep, schedules: Schedules, on: dt.date) -> RampMonth | None:
    """The month of the ramp that a day falls in; None where the full target is carried."""
    schedule = schedules.ramp_of(rep, rep.role)
    if schedule is None or rep.hired_on is None:
        return None
    month = tenure(rep.hired_on, on)
    if not 0 <= month < len(schedule.shares) or schedule.shares[month] >= 1:
        return None
    return RampMonth(month + 1, len(schedule.shares))


def _leave_on(leaves: Iterable[Leave], rep: Rep, on: dt.date) -> Leave | None:
    return next((each for each in leaves if each.rep_id == rep.id and each.first <= on <= each.last), None)
