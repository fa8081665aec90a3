"""Pace inside a running period: where it is heading and what it still takes (domain brief 2.6)."""

from __future__ import annotations

import math
from dataclasses import dataclass

EARLIEST_SHARE = 0.2
EARLIEST_DAYS = 3
PRIOR_WEEKS = 4.0
"""Weeks the rate of the trailing quarter counts for in a projection."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a running period stands; None is "cannot be said"."""

    elapsed: float
    """Share of the available days that are over, 0 to 1."""
    expected: float
    """What an even pace would have brought by now."""
    index: float | None
    """Actual over expected; None while it is too early for a verdict."""
    projection: float | None
    """Where an even pace ends; None while it is too early."""
    required_run_rate: float | None
    """What each remaining available day must bring; 0 when the target is reached, None when no day remains."""
    strain: float | None
    """Required run-rate over the rate of the last four weeks."""


def pace(
    value: float, target: float, done: float, total: float, remaining_days: float, daily_rate: float | None = None
) -> Pace | None:
    """The pace of an additive KPI towards its prorated target, or None without a target or available days.

    Args:
        value: Actual so far.
        target: Prorated target T* of the whole period.
        done: Weights of the available days that are over; also their number for the three-day rule.
        total: Weights of all available days of the period.
        remaining_days: Available days still to come.
        daily_rate: Actual for each available day of the last four weeks.
    """
    if math.isnan(value) or math.isnan(target) or target <= 0 or total <= 0:
        return None
    elapsed = done / total
    expected = target * elapsed
    early = elapsed < EARLIEST_SHARE or done < EARLIEST_DAYS
    open_amount = max(target - value, 0.0)
    run_rate = open_amount / remaining_days if remaining_days > 0 else (0.0 if open_amount == 0 else None)
    strain = run_rate / daily_rate if run_rate is not None and daily_rate is not None and daily_rate > 0 else None
    return Pace(
        elapsed=elapsed,
        expected=expected,
        index=None if early else value / expected,
        projection=None if early else value / elapsed,
        required_run_rate=run_rate,
        strain=strain,
    )


def chance_of_count(value: float, target: float, weeks_done: float, weeks_left: float, weekly_mean: float) -> float:
    """Probability that a count reaches its target by the end of the period.

    Gamma-Poisson: the rate's prior is the weekly mean of the trailing 13 weeks with the weight of 4 weeks; what is
    still to come follows a negative binomial (domain brief 2.6).

    Args:
        value: Count so far.
        target: Count to reach.
        weeks_done: Weeks over.
        weeks_left: Weeks to come.
        weekly_mean: Mean of the trailing 13 weeks.
    """
    needed = math.ceil(target - value)
    if needed <= 0:
        return 1.0
    shape = value + PRIOR_WEEKS * weekly_mean
    if shape <= 0 or weeks_left <= 0:
        return 0.0
    stop = (weeks_done + PRIOR_WEEKS) / (weeks_done + PRIOR_WEEKS + weeks_left)
    # Terms of the negative binomial: p(0) = stop ** shape, p(k) = p(k - 1) (shape + k - 1) / k (1 - stop).
    term = stop**shape
    below = term
    for k in range(1, needed):
        term *= (shape + k - 1) / k * (1 - stop)
        below += term
    return float(min(max(1.0 - below, 0.0), 1.0))
