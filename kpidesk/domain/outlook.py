"""The outlook of a running period: projection, range, chance and what it still takes (domain brief 2.6)."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.cohorts import roles
from kpidesk.domain.deals import FEWEST_DEALS
from kpidesk.domain.entities import Kpi
from kpidesk.domain.entries import Floats, Ints
from kpidesk.domain.pace import Pace, pace, too_early
from kpidesk.domain.projection import Projection, draw_amounts, draw_counts, projected, projected_count
from kpidesk.domain.running import DAYS_A_WEEK
from kpidesk.domain.standing import number
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.deals import Deals
    from kpidesk.domain.entities import Rep
    from kpidesk.domain.running import Running

FEWEST_WEEKS = 4.0
"""Weeks of the own past from which a rep's own rate is used; with fewer that of the role."""


class Method(StrEnum):
    """How the end of a period was worked out."""

    COUNT = "count"
    """Gamma-Poisson: the rate of events so far and in the 13 weeks before."""
    DEALS = "deals"
    """Draws of so many won deals of resampled sizes."""
    LINE = "line"
    """The value so far over the share that is usual by now; it has no range."""


class Reason(StrEnum):
    """Why something cannot be said."""

    NO_DATA = "no_data"
    """Nothing was recorded in the period."""
    TOO_EARLY = "too_early"
    """Under a fifth of the period, or under 3 working days, are over."""
    NO_HISTORY = "no_history"
    """Nothing is known of the weeks before, neither of the rep nor of the role."""
    NOT_COUNTED = "not_counted"
    """Neither a count nor money whose deals are counted: there is nothing to draw from."""
    FEW_DEALS = "few_deals"
    """Fewer than 8 won deals have a known size."""
    SOME_WITHOUT = "some_without"
    """Of some reps of a team no range can be told, so there is none of the team."""


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """Where one KPI of a rep or a team is heading; None is "cannot be said"."""

    kpi: Kpi
    cadence: Cadence
    first: int
    """Day number on which the period starts."""
    end: int
    """Day number after its last day."""
    value: float | None
    target: float
    pace: Pace | None
    projection: Projection | None
    """Range and chance; None with a reason."""
    method: Method | None
    n: int
    """Events behind the projection, in the period and the 13 weeks before it; for a line the days that are over."""
    past: int
    """Past periods whose course replaces the elapsed share; 0 for an even pace."""
    reason: Reason | None
    sizes: int = 0
    """Won deals whose sizes were drawn for a rep."""
    endings: Floats | None = None
    """Equally likely ends of the period, shape (draws,), whether or not it is too early to tell them."""
    reps: int = 1
    """Reps added up."""
    left_out: int = 0
    """Reps with a target of whom nothing is known yet."""

    @property
    def expected(self) -> float | None:
        """The projected end of the period."""
        if self.projection is not None:
            return self.projection.expected
        return self.pace.projection if self.pace else None

    @property
    def required_per_week(self) -> float | None:
        """What each remaining week of five available days must bring."""
        rate = self.pace.required_run_rate if self.pace else None
        return None if rate is None else rate * DAYS_A_WEEK


def has_outlook(kpi: Kpi) -> bool:
    """Whether a KPI adds up towards a target where more is better."""
    return kpi.aggregation is Aggregation.SUM and kpi.direction is Direction.UP


def outlook(now: Running, reps: Sequence[Rep], at: int, deals: Deals | None = None, seed: int = 0) -> Outlook | None:
    """The outlook of the rep at a position on one KPI; None without a target or without available days.

    Args:
        now: The running period.
        reps: All reps, in the order of its arrays.
        at: Position of the rep.
        deals: The won deals behind money, if they are counted.
        seed: Source of all draws; the same seed, data and day give the same outlook.
    """
    start = _start(now, at)
    if start is None or start.reason is not None:
        return start
    chance = np.random.default_rng([seed, zlib.crc32(f"{reps[at].name} {now.kpi.key}".encode())])
    events, before = (deals.count, deals.before) if deals else (now.value, now.before)
    mean = _weekly_mean(before, now.before_weeks, roles(reps), at)
    rate = _Rate(float(events[at]), float(before[at]), mean, *_weeks(now, at))
    if now.kpi.unit is Unit.COUNT:
        made = _of_counts(start, rate, chance)
    elif deals is None:
        made = replace(start, reason=Reason.NOT_COUNTED)
    else:
        made = _of_deals(start, rate, chance, deals.sizes(at))
    return told(made, float(now.days_done[at]))


def told(made: Outlook, days_done: float) -> Outlook:
    """The outlook without a verdict while the period is too young for one."""
    early = made.pace is not None and too_early(made.pace.elapsed, days_done)
    return replace(made, projection=None, method=None, reason=Reason.TOO_EARLY) if early else made


@dataclass(frozen=True, slots=True)
class _Rate:
    """Events so far and in the 13 weeks before, their weekly mean, and the weeks that are over and to come."""

    events: float
    before: float
    mean: float
    done: float
    left: float

    @property
    def known(self) -> bool:
        return not np.isnan(self.events) and not np.isnan(self.mean)

    @property
    def n(self) -> int:
        return round(self.events + float(np.nan_to_num(self.before)))


def _start(now: Running, at: int) -> Outlook | None:
    """The outlook by an even or the usual pace alone."""
    value, target, elapsed = float(now.value[at]), float(now.target[at]), float(now.elapsed[at])
    if not target > 0 or np.isnan(elapsed):
        return None
    done, left = float(now.days_done[at]), float(now.days_left[at])
    rate, usual = number(now.daily_rate[at]), float(now.usual[at])
    found = pace(value, target, elapsed, 1.0, left, rate, usual, done)
    return Outlook(
        kpi=now.kpi,
        cadence=now.cadence,
        first=now.first,
        end=now.end,
        value=number(value),
        target=target,
        pace=found,
        projection=None,
        method=None if found is None else Method.LINE,
        n=0 if found is None else round(done),
        past=int(now.past[at]),
        reason=Reason.NO_DATA if found is None else None,
    )


def _weeks(now: Running, at: int) -> tuple[float, float]:
    """Weeks that are over and to come, as the usual course of a period weighs them."""
    weeks, usual = float(now.days_done[at] + now.days_left[at]) / DAYS_A_WEEK, float(now.usual[at])
    return usual * weeks, (1 - usual) * weeks


def _weekly_mean(before: Floats, weeks: Floats, role: Ints, at: int) -> float:
    """Events a week before the period: of the rep, or with too short a past of the role; NaN without either."""
    known = ~np.isnan(before) & (weeks >= FEWEST_WEEKS)
    used = np.arange(len(before)) == at if known[at] else known & (role == role[at])
    return float(before[used].sum() / weeks[used].sum()) if used.any() else float("nan")


def _of_counts(start: Outlook, rate: _Rate, chance: np.random.Generator) -> Outlook:
    if not rate.known:
        return replace(start, reason=Reason.NO_HISTORY)
    to_come = draw_counts(rate.events, rate.done, rate.left, rate.mean, chance)
    return replace(
        start,
        projection=projected_count(rate.events, start.target, rate.done, rate.left, rate.mean),
        method=Method.COUNT,
        n=rate.n,
        endings=np.asarray(rate.events + to_come, np.float64),
    )


def _of_deals(start: Outlook, rate: _Rate, chance: np.random.Generator, sizes: Floats) -> Outlook:
    if not rate.known:
        return replace(start, reason=Reason.NO_HISTORY)
    if len(sizes) < FEWEST_DEALS:
        return replace(start, reason=Reason.FEW_DEALS)
    to_come = draw_counts(rate.events, rate.done, rate.left, rate.mean, chance)
    endings = (start.value or 0.0) + draw_amounts(to_come, sizes, chance)
    return replace(
        start,
        projection=projected(endings, start.target),
        method=Method.DEALS,
        n=rate.n,
        sizes=len(sizes),
        endings=endings,
    )
