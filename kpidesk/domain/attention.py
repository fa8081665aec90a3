"""What a manager should not overlook: a rhythm that broke, a leading KPI that slips, a promise left alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.coming import WAITING
from kpidesk.domain.entities import Commitment, OneOnOne, Rep
from kpidesk.domain.terms import CommitmentStatus, Direction, MeetingStatus, Status, Trend

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kpidesk.domain.entities import Id
    from kpidesk.domain.standing import Scorecard, Standing

STALE_DAYS = 21
"""Days without an update after which a commitment is stale (rule C2, domain brief 4.5)."""
OVERDUE_DAYS = 7
"""Days past its due day after which a commitment without an update is stale."""
MISS_WEEKS = 4
"""Weeks below target in a row that are a slip, not a bad week (rule L2, domain brief 4.5)."""

_BAD = {Direction.UP: Trend.FALLING, Direction.DOWN: Trend.RISING}
"""A band has no bad way to move, only an outside."""
_GOOD = {Direction.UP: Trend.RISING, Direction.DOWN: Trend.FALLING}
_OPEN = frozenset({CommitmentStatus.OPEN, CommitmentStatus.CARRIED})


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a rep was met last and will be met next."""

    last: OneOnOne | None
    """The newest one-on-one that took place."""
    upcoming: OneOnOne | None
    """The next one planned, today included, or the one that is running."""
    due_on: dt.date | None
    """The day the agreed rhythm asks for the next one; None before the first."""
    overdue_days: int
    """Days past `due_on` with nothing planned; 0 when the rhythm holds."""

    @property
    def begun(self) -> bool:
        """Whether there was a one-on-one or will be one: until then no day can be late."""
        return self.last is not None or self.upcoming is not None


def rhythm(rep: Rep, meetings: Iterable[OneOnOne], on: dt.date) -> Rhythm:
    """The rhythm of the one-on-ones with a rep, seen on a day."""
    own = sorted((each for each in meetings if each.rep_id == rep.id), key=lambda each: (each.on, each.at or dt.time()))
    held = [each for each in own if each.status is MeetingStatus.HELD and each.on <= on]
    planned = [each for each in own if each.status in WAITING and each.on >= on]
    due = held[-1].on + dt.timedelta(days=rep.cadence_days) if held else None
    late = 0 if due is None or planned else max(0, (on - due).days)
    return Rhythm(held[-1] if held else None, planned[0] if planned else None, due, late)


def is_open(commitment: Commitment) -> bool:
    """Whether a commitment still waits to be kept or dropped."""
    return commitment.status in _OPEN


def fell_since(commitment: Commitment, last: OneOnOne | None) -> bool:
    """Whether a commitment fell due or was closed after the last one-on-one, which makes it news in the next one."""
    if last is None or commitment.status is CommitmentStatus.DROPPED:
        return False
    return any(day is not None and day > last.on for day in (commitment.due, commitment.closed_on))


def idle_days(commitment: Commitment, on: dt.date) -> int:
    """Days since anything was last said about a commitment."""
    return (on - (commitment.updated_on or commitment.agreed_on)).days


def is_stale(commitment: Commitment, on: dt.date) -> bool:
    """Whether an open commitment waits for a word: no update for long, or due a while ago and not spoken of since."""
    if not is_open(commitment):
        return False
    if idle_days(commitment, on) >= STALE_DAYS:
        return True
    due = commitment.due
    unspoken = due is not None and (commitment.updated_on is None or commitment.updated_on <= due)
    return due is not None and unspoken and (on - due).days >= OVERDUE_DAYS


def slipping(card: Scorecard, focus: Collection[Id] = ()) -> Standing | None:
    """The leading KPI at risk that slips most: it moves the wrong way, or missed its target for weeks.

    One that was agreed as a `focus` comes before all others: it is what both watch.
    """
    found = [each for each in card.leading if each.status is Status.RISK and (goes_wrong(each) or _misses(each))]
    return min(
        found,
        key=lambda each: (each.kpi.id not in focus, not goes_wrong(each), each.attainment or 0.0),
        default=None,
    )


def goes_wrong(standing: Standing) -> bool:
    """Whether the trend of a KPI is clear and bad."""
    return standing.trend is not None and standing.trend is _BAD.get(standing.kpi.direction)


def goes_well(standing: Standing) -> bool:
    """Whether the trend of a KPI is clear and good."""
    return standing.trend is not None and standing.trend is _GOOD.get(standing.kpi.direction)


def missed_weeks(standing: Standing) -> int:
    """Closed weeks in a row below target up to the newest, weeks away left out; 0 when the newest hit it."""
    # The rhythm of meetings is asked for before the first page shows; numpy can wait until numbers are.
    from kpidesk.domain.measures import streak

    return max(0, -streak(standing.attainments, standing.away))


def _misses(standing: Standing) -> bool:
    return missed_weeks(standing) >= MISS_WEEKS
