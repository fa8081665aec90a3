"""The pipeline of a rep for the period after this one: what is open, and how opportunities usually end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from kpidesk.domain.entities import Id, Opportunity, Stage
from kpidesk.domain.terms import Cadence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.calendars import FiscalCalendar

FEWEST_DECIDED = 5
"""Decided opportunities without which nothing is said about how they usually end."""
_LOOK_BACK = 365


@dataclass(frozen=True, slots=True)
class Period:
    """A period to come, and the target of the rep's result in it."""

    first: dt.date
    end: dt.date
    """The day after its last."""
    cadence: Cadence
    target: float


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What is open on a day, and how the opportunities decided in the year before it went."""

    open: tuple[Opportunity, ...] = ()
    decided: int = 0
    won: int = 0
    cycle_days: float | None = None
    """Median days from opening to winning."""
    at_once: float = 0.0
    """Share of the won amount that was opened in the very period in which it was won."""
    ahead: Period | None = None
    """The period after the running one."""

    @property
    def win_rate(self) -> float | None:
        """Won of decided, as the mean of Beta(won + 1, lost + 1); None with too few (domain brief 3.9)."""
        return win_rate(self.won, self.decided)

    @property
    def coverage(self) -> float | None:
        """What is open and expected in the period ahead, over its target."""
        if self.ahead is None or not self.ahead.target > 0:
            return None
        first, end = self.ahead.first, self.ahead.end
        due = [each for each in self.open if each.expected_on is not None and first <= each.expected_on < end]
        return sum(each.amount or 0.0 for each in due) / self.ahead.target

    @property
    def required(self) -> float | None:
        """The coverage that is needed: what is not won at once, over the win rate (domain brief 1)."""
        return None if self.win_rate is None else (1 - self.at_once) / self.win_rate


def win_rate(won: float, decided: float) -> float | None:
    """The mean of Beta(won + 1, lost + 1), None with fewer than five decided (domain brief 3.9)."""
    return (won + 1) / (decided + 2) if decided >= FEWEST_DECIDED else None


def pipeline(
    opportunities: Iterable[Opportunity],
    stages: Iterable[Stage],
    on: dt.date,
    calendar: FiscalCalendar,
    ahead: Period | None,
) -> Pipeline:
    """The pipeline of a rep as it stands on a day; nothing dated after it counts."""
    won: dict[Id | None, bool | None] = {each.id: each.won for each in stages}
    begun = [each for each in opportunities if each.opened_on is None or each.opened_on <= on]
    since = on - dt.timedelta(days=_LOOK_BACK)
    decided = [each for each in begun if won.get(each.stage_id) is not None and _closed(each, since, on)]
    wins = [each for each in decided if won[each.stage_id]]
    cycles = [(each.closed_on - each.opened_on).days for each in wins if each.closed_on and each.opened_on]
    cadence = ahead.cadence if ahead else Cadence.QUARTER
    at_once = [
        each
        for each in wins
        if each.opened_on and each.closed_on and calendar.start(cadence, each.closed_on) <= each.opened_on
    ]
    amount = sum(each.amount or 0.0 for each in wins)
    return Pipeline(
        open=tuple(each for each in begun if _open(each, on, won=won.get(each.stage_id))),
        decided=len(decided),
        won=len(wins),
        cycle_days=float(median(cycles)) if cycles else None,
        at_once=sum(each.amount or 0.0 for each in at_once) / amount if amount else 0.0,
        ahead=ahead,
    )


def _closed(each: Opportunity, since: dt.date, on: dt.date) -> bool:
    return each.closed_on is not None and since < each.closed_on <= on


def _open(each: Opportunity, on: dt.date, *, won: bool | None) -> bool:
    return each.closed_on > on if each.closed_on is not None else won is None
