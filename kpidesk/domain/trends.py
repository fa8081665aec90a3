"""Trend of a series: the Theil-Sen slope and the Mann-Kendall test (domain brief 2.11)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.terms import Trend

if TYPE_CHECKING:
    from kpidesk.domain.entries import Floats

SHORTEST = 8
WINDOW = 13
SURE = 0.10
"""A trend is named only if chance alone would show it less often than this …"""
NOTICEABLE = 0.10
"""… and only if it moves by at least this share of the median over the window."""


@dataclass(frozen=True, slots=True)
class MannKendall:
    """The Mann-Kendall test of a series."""

    s: int
    """Pairs that rise minus pairs that fall."""
    variance: float
    z: float
    p: float
    """Two-sided."""


def theil_sen(values: Floats) -> float:
    """Median slope over all pairs of points, in units for each period; missing points are left out (Sen, 1968)."""
    x, y = _points(values)
    i, j = np.triu_indices(len(y), 1)
    return float(np.median((y[j] - y[i]) / (x[j] - x[i]))) if len(i) else math.nan


def mann_kendall(values: Floats) -> MannKendall | None:
    """Test for a monotonic trend, or None with fewer than 8 points.

    Ties lower the variance; a significant lag-1 autocorrelation of the detrended points raises it (Hamed & Rao,
    1998). Up to 10 points without ties and without autocorrelation the p-value is exact.
    """
    x, y = _points(values)
    n = len(y)
    if n < SHORTEST:
        return None
    i, j = np.triu_indices(n, 1)
    s = int(np.sign(y[j] - y[i]).sum())
    ties = np.unique(y, return_counts=True)[1]
    variance = float(n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    inflation = _inflation(y - theil_sen(values) * x)
    variance *= inflation
    z = (s - np.sign(s)) / math.sqrt(variance) if variance > 0 else 0.0
    exact = n <= 10 and bool(ties.max() == 1) and inflation == 1
    return MannKendall(s, variance, float(z), _exact_p(n, abs(s)) if exact else math.erfc(abs(z) / math.sqrt(2)))


def trend(values: Floats, window: int = WINDOW) -> Trend | None:
    """The trend of the newest `window` periods, or None with fewer than 8 points in them.

    Rising or falling only if p < 0.10 and the slope over the window is at least 10% of the median.
    """
    recent = np.asarray(values, float)[-window:]
    test = mann_kendall(recent)
    if test is None:
        return None
    slope = theil_sen(recent)
    noticeable = abs(slope * len(recent)) >= NOTICEABLE * abs(float(np.nanmedian(recent))) and slope != 0
    if test.p >= SURE or not noticeable:
        return Trend.STEADY
    return Trend.RISING if slope > 0 else Trend.FALLING


def lag_one(values: Floats) -> float:
    """Autocorrelation of neighbouring points, 0 for a constant series; missing points are left out."""
    points = values[~np.isnan(values)]
    deviation = points - points.mean() if len(points) else points
    spread = float((deviation**2).sum())
    return float((deviation[1:] * deviation[:-1]).sum()) / spread if spread > 0 else 0.0


def _points(values: Floats) -> tuple[Floats, Floats]:
    at = np.flatnonzero(~np.isnan(values))
    return at.astype(np.float64), np.asarray(values, float)[at]


def _inflation(detrended: Floats) -> float:
    n, r = len(detrended), lag_one(detrended)
    if r <= 1.96 / math.sqrt(n):
        return 1.0
    lags = np.arange(1, n)
    return float(1 + 2 * ((1 - lags / n) * r**lags).sum())


def _exact_p(n: int, s: int) -> float:
    counts = _orders(n)
    pairs = n * (n - 1) // 2
    # A series with k pairs out of order has S = pairs - 2 k.
    at_least = sum(count for k, count in enumerate(counts) if pairs - 2 * k >= s)
    return min(1.0, 2 * at_least / math.factorial(n))


@cache
def _orders(n: int) -> tuple[int, ...]:
    """How many orders of n distinct points have 0, 1, 2 … pairs out of order."""
    counts = [1]
    for size in range(2, n + 1):
        wider = [0] * (len(counts) + size - 1)
        for k, count in enumerate(counts):
            for more in range(size):
                wider[k + more] += count
        counts = wider
    return tuple(counts)
