"""Is coaching happening? One-on-ones due, held and on time, and commitments kept, for one rep and period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.terms import CommitmentStatus, MeetingStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Commitment, Leave
    from kpidesk.reports.model import Period, RepSummary

GRACE = 2
"""Working days after the due day in which a one-on-one is still on time (domain brief 5)."""


@dataclass(frozen=True, slots=True)
class Coaching:
    """Counts for one rep in one period."""

    due: int
    """One-on-ones that the agreed cadence asked for."""
    on_time: int
    """Of those due, held at most two working days late."""
    held: int
    cancelled: int
    """Cancelled, or the rep did not come."""
    days_since: int | None
    """From the newest one-on-one to the end of the period."""
    open: int
    overdue: int
    done: int
    """Commitments closed as done in the period."""
    due_commitments: int
    """Commitments that fell due in the period."""
    done_on_time: int
    """Of those, done by their day."""


def coaching(line: RepSummary, period: Period) -> Coaching:
    """The counts for one rep."""
    held = sorted(meeting.one_on_one.on for meeting in line.meetings if meeting.held)
    status = [meeting.one_on_one.status for meeting in line.meetings]
    due, on_time = rhythm(line, held, period)
    all_of = [tracked.commitment for tracked in line.commitments]
    opened = [tracked.commitment for tracked in line.commitments if tracked.open]
    fell_due = [each for each in all_of if _within(each.due, period) and each.status is not CommitmentStatus.DROPPED]
    last = line.last_held
    return Coaching(
        due=due,
        on_time=on_time,
        held=len(held),
        cancelled=status.count(MeetingStatus.CANCELLED) + status.count(MeetingStatus.NO_SHOW),
        days_since=None if last is None else (period.last - last).days,
        open=len(opened),
        overdue=sum(1 for each in opened if overdue(each, period.last)),
        done=sum(1 for each in all_of if each.status is CommitmentStatus.DONE and _within(each.closed_on, period)),
        due_commitments=len(fell_due),
        done_on_time=sum(1 for each in fell_due if _in_time(each)),
    )


def overdue(commitment: Commitment, on: dt.date) -> bool:
    """Whether an open commitment should have been kept before `on`."""
    waits = commitment.status in {CommitmentStatus.OPEN, CommitmentStatus.CARRIED}
    return waits and commitment.due is not None and commitment.due < on


def rhythm(line: RepSummary, held: Sequence[dt.date], period: Period) -> tuple[int, int]:
    """How many one-on-ones fell due by the agreed cadence, and how many of those were on time.

    Each is due one cadence after the one before it, after leave if that day lies in one; the first of a rep without
    any before the period is due one cadence after its start, or after the day of hire. One that still has its two days
    of grace is not counted yet.
    """
    cadence = dt.timedelta(days=max(line.rep.cadence_days, 1))
    begin = max(period.first, line.rep.hired_on or period.first)
    at = line.last_held_before or begin
    waiting = list(held)
    due_count = on_time = 0
    while True:
        due = _after_leave(max(at + cadence, begin), line.leaves)
        limit = _working_days_later(due, GRACE)
        if waiting and waiting[0] <= limit:
            at = waiting.pop(0)
            on_time += 1
        elif limit <= period.last:
            # Missed: what comes next counts for a later one.
            at = waiting.pop(0) if waiting and waiting[0] < due + cadence else due
        else:
            return due_count, on_time
        due_count += 1


def _after_leave(day: dt.date, leaves: Sequence[Leave]) -> dt.date:
    for leave in sorted(leaves, key=lambda each: each.first):
        if leave.first <= day <= leave.last:
            day = leave.last + dt.timedelta(days=1)
    return day


def _working_days_later(day: dt.date, count: int) -> dt.date:
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _within(day: dt.date | None, period: Period) -> bool:
    return day is not None and period.first <= day <= period.last


def _in_time(commitment: Commitment) -> bool:
    if commitment.status is not CommitmentStatus.DONE or commitment.due is None:
        return False
    return commitment.closed_on is None or commitment.closed_on <= commitment.due
