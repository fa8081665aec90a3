"""Pace inside a running period: where it is heading and what it still takes (domain brief 2.6)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kpidesk.domain.entries import Floats

EARLIEST_SHARE = 0.2
EARLIEST_DAYS = 3
PRIOR_WEEKS = 4.0
"""Weeks the rate of the trailing quarter counts for in a projection."""
REPLAN_STRAIN = 2.0
REPLAN_SHARE = 0.67
_TAIL = 12.0
"""Standard deviations above the mean at which a distribution of counts is cut off."""
_DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a running period stands; None is "cannot be said"."""

    elapsed: float
    """Share of the available days that are over, 0 to 1."""
    reached: float
    """Share of the period's result that is usual by now: `elapsed`, or what past periods had reached."""
    expected: float
    """What the usual pace would have brought by now."""
    index: float | None
    """Actual over expected; None while it is too early for a verdict."""
    projection: float | None
    """Where the usual pace ends; None while it is too early."""
    required_run_rate: float | None
    """What each remaining available day must bring; 0 when the target is reached, None when no day remains."""
    strain: float | None
    """Required run-rate over the rate of the last four weeks."""

    @property
    def replan(self) -> bool:
        """Whether so much would be needed so late that the plan must change: "replan", not "push"."""
        return self.strain is not None and self.strain > REPLAN_STRAIN and self.elapsed > REPLAN_SHARE


def too_early(elapsed: float, days_done: float) -> bool:
    """Whether a period is too young for a verdict: under a fifth of it or under three available days are over."""
    return elapsed < EARLIEST_SHARE or days_done < EARLIEST_DAYS


def pace(
    value: float,
    target: float,
    done: float,
    total: float,
    remaining_days: float,
    daily_rate: float | None = None,
    reached: float | None = None,
    days_done: float | None = None,
) -> Pace | None:
    """The pace of an additive KPI towards its prorated target, or None without a target or available days.

    Args:
        value: Actual so far.
        target: Prorated target T* of the whole period.
        done: Weights of the available days that are over.
        total: Weights of all available days of the period.
        remaining_days: Available days still to come.
        daily_rate: Actual for each available day of the last four weeks.
        reached: Share past periods had reached by now, which replaces the elapsed share: sales are back-loaded.
        days_done: Available days that are over, for the three-day rule; `done` where every day weighs 1.
    """
    if math.isnan(value) or math.isnan(target) or target <= 0 or total <= 0:
        return None
    elapsed = done / total
    share = elapsed if reached is None else reached
    expected = target * share
    silent = too_early(elapsed, done if days_done is None else days_done) or share <= 0
    open_amount = max(target - value, 0.0)
    run_rate = open_amount / remaining_days if remaining_days > 0 else (0.0 if open_amount == 0 else None)
    strain = run_rate / daily_rate if run_rate is not None and daily_rate is not None and daily_rate > 0 else None
    return Pace(
        elapsed=elapsed,
        reached=share,
        expected=expected,
        index=None if silent else value / expected,
        projection=None if silent else value / share,
        required_run_rate=run_rate,
        strain=strain,
    )


def chance_of_count(value: float, target: float, weeks_done: float, weeks_left: float, weekly_mean: float) -> float:
    """Probability that a count reaches its target by the end of the period; see `count_to_come`.

    Args:
        value: Count so far.
        target: Count to reach.
        weeks_done: Weeks over.
        weeks_left: Weeks to come.
        weekly_mean: Mean of the trailing 13 weeks.
    """
    needed = math.ceil(target - value - _DUST)
    if needed <= 0:
        return 1.0
    below = count_to_come(value, weeks_done, weeks_left, weekly_mean)[:needed].sum()
    return float(min(max(1.0 - below, 0.0), 1.0))


def count_to_come(value: float, weeks_done: float, weeks_left: float, weekly_mean: float) -> Floats:
    """Probability of 0, 1, 2 … more until the end of the period.

    Gamma-Poisson: the rate's prior is the weekly mean of the trailing 13 weeks with the weight of 4 weeks, so that
    what is still to come follows a negative binomial (domain brief 2.6; Gelman et al., Bayesian Data Analysis, 2.6).

    Returns:
        Shape (counts,), from 0 to far into the upper tail.
    """
    shape, behind = posterior(value, weeks_done, weekly_mean)
    if shape <= 0 or weeks_left <= 0:
        return np.ones(1)
    stop = behind / (behind + weeks_left)
    mean = shape * (1 - stop) / stop
    k = np.arange(1, math.ceil(mean + _TAIL * math.sqrt(mean / stop)) + 20, dtype=np.float64)
    # In logarithms: p(0) = stop ** shape, p(k) = p(k - 1) (shape + k - 1) / k (1 - stop).
    steps = np.log((shape + k - 1) / k) + math.log1p(-stop)
    return np.asarray(np.exp(np.append(0.0, np.cumsum(steps)) + shape * math.log(stop)), np.float64)


def posterior(value: float, weeks_done: float, weekly_mean: float) -> tuple[float, float]:
    """Shape, and rate in weeks, of the Gamma distribution of the weekly rate."""
    return value + PRIOR_WEEKS * weekly_mean, weeks_done + PRIOR_WEEKS
