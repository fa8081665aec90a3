"""Rates of small numbers: what they may say and how sure they are (domain brief 2.4)."""

from __future__ import annotations

import math

SMALLEST_DENOMINATOR = 5
"""A rate of fewer cases than this is told as "3 of 4", and gets no status."""

Z_80 = 1.2816
"""Normal quantile of an 80% interval."""

PRIOR_WEIGHT = 20.0
"""Cases the cohort's rate counts for when a rate is shrunk towards it."""


def small(denominator: float | None) -> bool:
    """Whether a rate has too few cases to be shown as a percentage."""
    return denominator is not None and not math.isnan(denominator) and denominator < SMALLEST_DENOMINATOR


def counts_text(numerator: float, denominator: float) -> str:
    """A rate in plain counts: "3 of 4"."""
    return f"{numerator:g} of {denominator:g}"


def wilson(numerator: float, denominator: float, z: float = Z_80) -> tuple[float, float] | None:
    """The Wilson score interval of a rate (E. B. Wilson, 1927), or None without cases.

    Args:
        numerator: Successes.
        denominator: Cases.
        z: Normal quantile; 1.2816 gives an 80% interval.
    """
    if not denominator > 0:
        return None
    rate = min(max(numerator / denominator, 0.0), 1.0)
    scale = 1 + z * z / denominator
    centre = (rate + z * z / (2 * denominator)) / scale
    half = z * math.sqrt(rate * (1 - rate) / denominator + (z / denominator) ** 2 / 4) / scale
    return max(centre - half, 0.0), min(centre + half, 1.0)


def shrunk(numerator: float, denominator: float, cohort_rate: float, weight: float = PRIOR_WEIGHT) -> float:
    """A rate drawn towards the rate of the cohort, the more the fewer cases it has: (n + m p0) / (d + m)."""
    return (numerator + weight * cohort_rate) / (denominator + weight)
