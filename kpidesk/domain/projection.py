"""Where a running period may end, as a range and a chance: counts, and money as won deals (domain brief 2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.pace import chance_of_count, count_to_come, posterior

if TYPE_CHECKING:
    from kpidesk.domain.entries import Floats, Ints

DRAWS = 4_000
LOW, HIGH = 0.1, 0.9
"""Ends of the 80% range."""


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """The end of a period; in the unit of the KPI."""

    expected: float
    low: float
    """A tenth of all endings lies below."""
    high: float
    """A tenth of all endings lies above."""
    chance: float
    """Probability that the target is reached, 0 to 1."""


def projected_count(
    value: float, target: float, weeks_done: float, weeks_left: float, weekly_mean: float
) -> Projection:
    """The end of a count, exactly, from the negative binomial; arguments as of `pace.chance_of_count`."""
    to_come = count_to_come(value, weeks_done, weeks_left, weekly_mean)
    below = np.cumsum(to_come)
    return Projection(
        expected=value + float((np.arange(len(to_come)) * to_come).sum()),
        low=value + float(np.searchsorted(below, LOW)),
        high=value + float(np.searchsorted(below, HIGH)),
        chance=chance_of_count(value, target, weeks_done, weeks_left, weekly_mean),
    )


def projected(endings: Floats, target: float) -> Projection:
    """The end of a period from equally likely endings, shape (draws,)."""
    low, high = np.quantile(endings, (LOW, HIGH), method="inverted_cdf")
    return Projection(float(endings.mean()), float(low), float(high), float(np.mean(endings >= target - 1e-9)))


def draw_counts(
    value: float, weeks_done: float, weeks_left: float, weekly_mean: float, chance: np.random.Generator
) -> Ints:
    """Draws of how many more there will be, shape (draws,): the distribution of `pace.count_to_come`."""
    shape, behind = posterior(value, weeks_done, weekly_mean)
    if shape <= 0 or weeks_left <= 0:
        return np.zeros(DRAWS, np.int64)
    return chance.poisson(chance.gamma(shape, weeks_left / behind, DRAWS)).astype(np.int64)


def draw_amounts(counts: Ints, sizes: Floats, chance: np.random.Generator) -> Floats:
    """What so many deals bring, each drawn from the sizes of won deals (bootstrap; Efron, 1979).

    Args:
        counts: Deals of each draw, shape (draws,).
        sizes: Sizes of won deals, at least one.
        chance: Source of the draws.

    Returns:
        Shape (draws,).
    """
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    piled = np.concatenate(([0.0], np.cumsum(chance.choice(sizes, total))))
    return np.asarray(piled[ends] - piled[ends - counts], np.float64)
