"""Trends of many series at once: the Theil-Sen slope and the Mann-Kendall test (domain brief 2.11)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from kpidesk.domain.entries import Flags, Floats, Ints
from kpidesk.domain.measures import quotient
from kpidesk.domain.terms import Trend

SHORTEST = 8
WINDOW = 13
SURE = 0.10
"""A trend is named only if chance alone would show it less often than this …"""
NOTICEABLE = 0.10
"""… and only if it moves by at least this share of the median over the window."""
_EXACT = 10
"""Up to this many points the test counts all orders instead of trusting the normal distribution."""


@dataclass(frozen=True, slots=True, eq=False)
class MannKendall:
    """The Mann-Kendall test of some series, arrays of shape (series,)."""

    s: Ints
    """Pairs that rise minus pairs that fall."""
    variance: Floats
    z: Floats
    p: Floats
    """Two-sided; NaN with fewer than 8 points."""
    slope: Floats
    """Theil-Sen slope, which the autocorrelation is measured without."""


def theil_sen(values: Floats) -> Floats:
    """Median slope over all pairs of points, in units for each period; missing points are left out (Sen, 1968).

    Args:
        values: Shape (series, periods), NaN for missing.

    Returns:
        Shape (series,); NaN with fewer than two points.
    """
    i, j = np.triu_indices(values.shape[1], 1)
    return median((values[:, j] - values[:, i]) / (j - i))


def mann_kendall(values: Floats) -> MannKendall:
    """Test series of shape (series, periods) for a monotonic trend.

    Ties lower the variance; a significant lag-1 autocorrelation of the detrended points raises it (Hamed & Rao,
    1998). Up to 10 points without ties and without autocorrelation the p-value is exact.
    """
    known = ~np.isnan(values)
    n = known.sum(axis=1)
    i, j = np.triu_indices(values.shape[1], 1)
    s = np.nansum(np.sign(values[:, j] - values[:, i]), axis=1).astype(np.int64)
    # Each point of a group of t equal ones carries a t-th of the group's share.
    equal = (values[:, :, None] == values[:, None, :]).sum(axis=2)
    ties = np.where(known, (equal - 1) * (2 * equal + 5), 0).sum(axis=1)
    slope = theil_sen(values)
    inflation = _inflation(values - slope[:, None] * np.arange(values.shape[1]), n)
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18 * inflation
    z = np.divide(s - np.sign(s), np.sqrt(variance), out=np.zeros(len(s)), where=variance > 0)
    exact = (n <= _EXACT) & (equal.max(axis=1, initial=0) <= 1) & (inflation == 1)
    p = [
        math.nan if m < SHORTEST else _exact_p(m, abs(pairs)) if alone else math.erfc(abs(at) / math.sqrt(2))
        for m, pairs, alone, at in zip(n.tolist(), s.tolist(), exact.tolist(), z.tolist(), strict=True)
    ]
    return MannKendall(s, variance, z, np.array(p, np.float64), slope)


def trends(values: Floats, window: int = WINDOW) -> list[Trend | None]:
    """The trend of the newest `window` periods of each series, or None with fewer than 8 points in them.

    Rising or falling only if p < 0.10 and the slope over the window is at least 10% of the median.

    Args:
        values: Shape (series, periods), oldest first, NaN for missing.
        window: Periods looked at.
    """
    recent = np.asarray(values, np.float64)[:, -window:]
    test = mann_kendall(recent)
    p, slope = test.p, test.slope
    noticeable = (np.abs(slope * recent.shape[1]) >= NOTICEABLE * np.abs(median(recent))) & (slope != 0)
    moves = np.where(~(p >= SURE) & noticeable, np.where(slope > 0, 1, -1), 0)
    names = (Trend.STEADY, Trend.RISING, Trend.FALLING)
    return [None if math.isnan(sure) else names[move] for sure, move in zip(p.tolist(), moves.tolist(), strict=True)]


def trend(values: Floats, window: int = WINDOW) -> Trend | None:
    """The trend of one series; see `trends`."""
    return trends(np.asarray(values, np.float64)[None], window)[0]


def median(values: Floats) -> Floats:
    """Median of each row without its missing values, NaN where there are none."""
    ordered = np.sort(values, axis=1)
    n = (~np.isnan(ordered)).sum(axis=1)
    if not ordered.shape[1]:
        return np.full(len(ordered), np.nan)
    rows = np.arange(len(ordered))
    # Missing values are sorted to the end.
    return np.asarray(
        (ordered[rows, np.maximum(n - 1, 0) // 2] + ordered[rows, np.minimum(n // 2, values.shape[1] - 1)]) / 2
    )


def lag_one(values: Floats) -> Floats:
    """Autocorrelation of neighbouring points by row, 0 for a constant series; missing points are left out."""
    points = packed(values)
    n = (~np.isnan(points)).sum(axis=1)
    mean = quotient(np.nansum(points, axis=1), n.astype(np.float64))
    deviation = np.nan_to_num(points - mean[:, None])
    spread = (deviation**2).sum(axis=1)
    product = (deviation[:, 1:] * deviation[:, :-1]).sum(axis=1)
    return np.asarray(np.divide(product, spread, out=np.zeros(len(points)), where=spread > 0), np.float64)


def packed(values: Floats) -> Floats:
    """Each row with its missing values moved to the end."""
    missing = np.isnan(values)
    if not missing.any():
        return values
    return np.take_along_axis(values, np.argsort(missing, axis=1, kind="stable"), axis=1)


def _inflation(detrended: Floats, n: Ints) -> Floats:
    r = lag_one(detrended)
    significant: Flags = r > 1.96 / np.sqrt(np.maximum(n, 1))
    found = np.ones(len(detrended))
    for row in np.flatnonzero(significant):
        lags = np.arange(1, n[row])
        found[row] = 1 + 2 * ((1 - lags / n[row]) * r[row] ** lags).sum()
    return found


@cache
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
