"""Natural process limits: is a change signal or noise? XmR charts adjusted to sales data (domain brief 2.8)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from kpidesk.domain.entries import Flags, Floats, Ints
from kpidesk.domain.limits import at_most_all
from kpidesk.domain.measures import quotient
from kpidesk.domain.rates import SMALLEST_DENOMINATOR
from kpidesk.domain.terms import Aggregation, Direction, Unit
from kpidesk.domain.trends import lag_one, median

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Kpi

BASELINE = 20
TRIAL = 12
"""With fewer closed points than this there are no limits; with fewer than `BASELINE` they are trial limits."""
RUN = 9
RUN_WHEN_SLUGGISH = 10
SLUGGISH = 0.3
"""Lag-1 autocorrelation from which a run must be one point longer."""
FEW = 15.0
RARE = 1.0
"""A mean count below this makes weekly limits meaningless: chart months, or the time between events."""
_DUST = 1e-9


class Capability(StrEnum):
    """What the present way of working means for a target (domain brief 2.9)."""

    OUT_OF_REACH = "out_of_reach"
    RELIABLE = "reliable"
    BY_CHANCE = "by_chance"


@dataclass(frozen=True, slots=True)
class Limits:
    """Natural process limits, in the KPI's own unit."""

    centre: float
    lower: float
    upper: float
    sigma: float
    """On the scale the limits were computed on."""
    trial: bool
    """From 12 to 19 points only."""


_NOTHING = Limits(math.nan, math.nan, math.nan, math.nan, trial=True)


@dataclass(frozen=True, slots=True, eq=False)
class Process:
    """A series under its limits; `signals` has the shape of the series: 1 above, -1 below, 0 no signal or missing."""

    limits: Limits
    """The newest limits; they are computed anew from the start of a run that confirms a new level."""
    signals: npt.NDArray[np.int8]
    rebased_at: int | None = None
    """Position in the series from which the newest limits are computed, if a run has moved them."""

    def latest(self, within: int = 2) -> int:
        """The newest signal of the last `within` periods: 1, -1 or 0."""
        recent: list[int] = self.signals[-within:].tolist()
        return next((signal for signal in reversed(recent) if signal), 0)


def process(values: Floats, kpi: Kpi, denominators: Floats | None = None) -> Process | None:
    """Limits and signals of one series of shape (periods,); see `processes`."""
    return processes(values[None], [kpi], None if denominators is None else denominators[None])[0]


def processes(values: Floats, kpis: Sequence[Kpi], denominators: Floats | None = None) -> list[Process | None]:
    """Limits and signals of the closed periods of many series, None for those whose limits would mean nothing.

    R1: a point beyond 3 sigma. R2: a run of 9 points on one side of the centre, 10 if neighbours correlate by 0.3 or
    more; it confirms a new level, and the limits are computed anew from its start once 12 points of it are known.
    Counts with a mean under 15 scatter evenly as square roots, money that came in every period as logarithms; rates
    count only with 5 cases or more.

    Args:
        values: Shape (series, periods), oldest first, NaN for missing.
        kpis: The definition behind each series.
        denominators: Cases behind each value of a rate, NaN where unknown.
    """
    adds, counts, money, rates = _traits(kpis)
    few = np.zeros(values.shape, bool) if denominators is None else denominators < SMALLEST_DENOMINATOR
    usable = ~np.isnan(values) & ~(few & rates[:, None])
    # Points without gaps: their places in the series, then the points themselves.
    place = np.argsort(~usable, axis=1, kind="stable")
    points = np.take_along_axis(np.where(usable, values, np.nan), place, axis=1)
    n = usable.sum(axis=1)
    base = points[:, :BASELINE]
    # Money that comes in less than every other week is a rare event as well, whatever the amounts.
    rare = (counts & (_mean(base) < RARE)) | (adds & (median(base) == 0))
    told = np.flatnonzero((n >= TRIAL) & ~rare)
    begin, limits, found = _walk(points[told], counts[told], money[told])
    whole = np.array([at_most_all(kpi) for kpi in kpis], bool)[told].tolist()
    limits = [
        replace(each, upper=min(each.upper, 1.0)) if part else each for each, part in zip(limits, whole, strict=True)
    ]
    signals = np.zeros(values.shape, np.int8)
    signals[told[:, None], place[told]] = found
    made: list[Process | None] = [None] * len(values)
    for at, row in enumerate(told.tolist()):
        made[row] = Process(limits[at], signals[row], int(place[row, begin[at]]) if begin[at] else None)
    return made


def capability(target: float, limits: Limits, direction: Direction) -> Capability | None:
    """Whether the process, left as it is, hits its target always, never or by chance; None for a band."""
    if direction is Direction.BAND or math.isnan(target):
        return None
    below, above = target < limits.lower, target > limits.upper
    if direction is Direction.DOWN:
        below, above = above, below
    if above:
        return Capability.OUT_OF_REACH
    return Capability.RELIABLE if below else Capability.BY_CHANCE


@dataclass(frozen=True, slots=True, eq=False)
class _Levels:
    """Series under the limits of their baselines; arrays of shape (series,) or (series, points)."""

    centre: Floats
    sigma: Floats
    """Both on the scale on which the points scatter evenly."""
    root: Flags
    log: Flags
    floor: Floats
    side: Ints
    """1 above the centre, -1 below, 0 on it or no point."""
    runs: Ints
    """For each point, how many in a row up to it lie on its side of the centre; 0 on the centre."""
    needed: Ints
    """Length of a run that is a signal."""
    outside: Flags


def _traits(kpis: Sequence[Kpi]) -> tuple[Flags, Flags, Flags, Flags]:
    """Which series add up, are counts, are money, are rates."""
    adds = [kpi.aggregation is Aggregation.SUM for kpi in kpis]
    counts = [kpi.unit is Unit.COUNT for kpi in kpis]
    money = [kpi.unit in {Unit.CURRENCY, Unit.CURRENCY_PER_DAY} for kpi in kpis]
    rates = [kpi.aggregation is Aggregation.RATIO for kpi in kpis]
    return (
        np.array(adds, bool),
        np.array(counts, bool) & np.array(adds, bool),
        np.array(money, bool),
        np.array(rates, bool),
    )


def _walk(points: Floats, counts: Flags, money: Flags) -> tuple[Ints, list[Limits], npt.NDArray[np.int8]]:
    """The start of the newest baseline, its limits, and the signals of all points; NaN only after the points."""
    begin, found = np.zeros(len(points), np.int64), np.zeros(points.shape, np.int8)
    limits: list[Limits] = [_NOTHING] * len(points)
    rows, at = np.arange(len(points)), np.arange(points.shape[1])
    while len(rows):
        # The points from each baseline on, moved to the front.
        wanted = begin[rows, None] + at
        rest = np.take_along_axis(points[rows], np.minimum(wanted, points.shape[1] - 1), axis=1)
        rest[wanted >= points.shape[1]] = np.nan
        n = (~np.isnan(rest)).sum(axis=1)
        levels = _levels(rest, counts[rows], money[rows])
        signal = levels.outside | (levels.runs >= levels.needed[:, None])
        inside = at < n[:, None]
        row, column = np.nonzero(inside)
        found[rows[row], wanted[row, column]] = np.where(signal, levels.side, 0)[row, column]
        for row_, each in zip(rows.tolist(), _limits(levels, n), strict=True):
            limits[row_] = each
        # A new level begins with the first confirmed run that starts later and has 12 points by now.
        start = at - levels.runs + 1
        moved = (levels.runs >= levels.needed[:, None]) & (start > 0) & (n[:, None] - start >= TRIAL)
        goes = np.flatnonzero(moved.any(axis=1))
        rows = rows[goes]
        begin[rows] += start[goes, moved[goes].argmax(axis=1)]
    return begin, limits, found


def _levels(points: Floats, counts: Flags, money: Flags) -> _Levels:
    """Limits from the first 20 points: mean +- 3 sigma with sigma = max(mean moving range / 1.128, standard deviation).

    Moving ranges over 3.267 times their mean are dropped once (Wheeler; NHS "Making Data Count").
    """
    lowest = np.nanmin(points, axis=1)
    # Weeks without any money are no part of a log-normal: with them the limits would reach to the sky.
    log = money & (lowest > 0)
    root = counts & (lowest >= 0) & (_mean(points[:, :BASELINE]) < FEW) & ~log
    scaled = points.copy()
    scaled[log], scaled[root] = np.log1p(points[log]), np.sqrt(points[root] + 3 / 8)
    base = scaled[:, :BASELINE]
    centre, moves = _mean(base), np.abs(np.diff(base, axis=1))
    usual = _mean(np.where(moves <= 3.267 * _mean(moves)[:, None], moves, np.nan))
    n = (~np.isnan(base)).sum(axis=1)
    spread = np.sqrt(np.nansum((base - centre[:, None]) ** 2, axis=1) / (n - 1))
    sigma = np.maximum(usual / 1.128, spread)
    above = scaled - centre[:, None]
    # Points on the mean are on no side; what binary fractions leave over is no difference.
    dust = _DUST * np.maximum(1.0, np.abs(centre))
    side = np.where(np.abs(above) > dust[:, None], np.sign(above), 0).astype(np.int64)
    return _Levels(
        centre=centre,
        sigma=sigma,
        root=root,
        log=log,
        floor=np.where(np.nanmin(points[:, :BASELINE], axis=1) >= 0, 0.0, -np.inf),
        side=side,
        runs=_runs(side),
        needed=np.where(lag_one(base) >= SLUGGISH, RUN_WHEN_SLUGGISH, RUN),
        outside=np.abs(above) > (3 * sigma + _DUST)[:, None],
    )


def _limits(levels: _Levels, n: Ints) -> list[Limits]:
    """The limits in each KPI's own unit, of series with `n` points."""

    def unscaled(y: Floats) -> Floats:
        plain = np.where(levels.root, np.maximum(y, 0.0) ** 2 - 3 / 8, y)
        return np.where(levels.log, np.expm1(np.where(levels.log, y, 0.0)), plain)

    centre = unscaled(levels.centre)
    lower = np.maximum(unscaled(levels.centre - 3 * levels.sigma), levels.floor)
    upper = unscaled(levels.centre + 3 * levels.sigma)
    columns = (centre, lower, upper, levels.sigma, n < BASELINE)
    return [Limits(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _runs(side: Ints) -> Ints:
    at = np.arange(side.shape[1])
    turns = np.ones(side.shape, bool)
    turns[:, 1:] = side[:, 1:] != side[:, :-1]
    begun = np.maximum.accumulate(np.where(turns, at, 0), axis=1)
    return np.where(side == 0, 0, at - begun + 1)


def _mean(values: Floats) -> Floats:
    """Mean of each row without its missing values."""
    return quotient(np.nansum(values, axis=1), (~np.isnan(values)).sum(axis=1).astype(np.float64))
