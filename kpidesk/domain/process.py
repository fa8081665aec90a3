"""Natural process limits: is a change signal or noise? XmR charts adjusted to sales data (domain brief 2.8)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from kpidesk.domain.entities import Aggregation, Direction, Kpi, Unit
from kpidesk.domain.entries import Flags, Floats, Ints
from kpidesk.domain.rates import SMALLEST_DENOMINATOR
from kpidesk.domain.trends import lag_one

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
class Scale:
    """The scale on which the points of a KPI scatter evenly."""

    forward: Callable[[Floats], Floats]
    backward: Callable[[float], float]


PLAIN = Scale(lambda x: x, lambda y: y)
ROOT = Scale(lambda x: np.sqrt(x + 3 / 8), lambda y: max(y, 0.0) ** 2 - 3 / 8)
LOG = Scale(np.log1p, math.expm1)


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
        recent = self.signals[-within:]
        at = np.flatnonzero(recent)
        return int(recent[at[-1]]) if len(at) else 0


def natural_limits(points: Floats, scale: Scale = PLAIN) -> Limits | None:
    """Limits from the first 20 points, none of them missing, or None with fewer than 12.

    Mean +- 3 sigma with sigma = max(mean moving range / 1.128, standard deviation), moving ranges over 3.267 times
    their mean dropped once (Wheeler; NHS "Making Data Count").
    """
    if len(points) < TRIAL:
        return None
    base = scale.forward(points[:BASELINE])
    moves = np.abs(np.diff(base))
    usual = moves[moves <= 3.267 * moves.mean()]
    mean_move = float(usual.mean()) if len(usual) else 0.0
    sigma = max(mean_move / 1.128, float(base.std(ddof=1)))
    centre = float(base.mean())
    floor = 0.0 if float(points[:BASELINE].min()) >= 0 else -math.inf
    return Limits(
        centre=scale.backward(centre),
        lower=max(scale.backward(centre - 3 * sigma), floor),
        upper=scale.backward(centre + 3 * sigma),
        sigma=sigma,
        trial=len(points) < BASELINE,
    )


def process(values: Floats, kpi: Kpi, denominators: Floats | None = None) -> Process | None:
    """Limits and signals of the closed periods of one KPI, or None where limits would mean nothing.

    R1: a point beyond 3 sigma. R2: a run of 9 points on one side of the centre, 10 if neighbours correlate by 0.3 or
    more; it confirms a new level, and the limits are computed anew from its start once 12 points of it are known.
    Counts with a mean under 15 scatter evenly as square roots, money as logarithms; rates count only with 5 cases or
    more.

    Args:
        values: Shape (periods,), oldest first, NaN for missing.
        kpi: Its definition.
        denominators: Cases behind each value of a rate, NaN where unknown.
    """
    usable = ~np.isnan(values)
    if denominators is not None and kpi.aggregation is Aggregation.RATIO:
        usable &= ~(denominators < SMALLEST_DENOMINATOR)
    at = np.flatnonzero(usable)
    points = values[at]
    if len(points) < TRIAL or _rare(points[:BASELINE], kpi):
        return None
    signals = np.zeros(len(values), np.int8)
    begin, limits, found = _walk(points, kpi)
    signals[at] = found
    return Process(limits, signals, int(at[begin]) if begin else None)


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


def _counts(kpi: Kpi) -> bool:
    return kpi.unit is Unit.COUNT and kpi.aggregation is Aggregation.SUM


def _rare(base: Floats, kpi: Kpi) -> bool:
    # Money that comes in less than every other week is a rare event as well, whatever the amounts.
    few = _counts(kpi) and base.mean() < RARE
    return bool(few or (kpi.aggregation is Aggregation.SUM and np.median(base) == 0))


def _scale(points: Floats, kpi: Kpi) -> Scale:
    if points.min() < 0:
        return PLAIN
    if kpi.unit in {Unit.CURRENCY, Unit.CURRENCY_PER_DAY}:
        return LOG
    return ROOT if _counts(kpi) and points[:BASELINE].mean() < FEW else PLAIN


def _walk(points: Floats, kpi: Kpi) -> tuple[int, Limits, npt.NDArray[np.int8]]:
    """The start of the newest baseline, its limits, and the signals of all points."""
    begin, found = 0, np.zeros(len(points), np.int8)
    while True:
        rest = points[begin:]
        scale = _scale(rest, kpi)
        limits = natural_limits(rest, scale)
        if limits is None:
            raise ValueError("a baseline needs 12 points")
        scaled = scale.forward(rest)
        base = scaled[:BASELINE]
        above = scaled - base.mean()
        # Points on the mean are on no side; what binary fractions leave over is no difference.
        side = np.where(np.abs(above) <= _DUST * max(1.0, abs(base.mean())), 0, np.sign(above)).astype(np.int64)
        needed = RUN_WHEN_SLUGGISH if lag_one(base) >= SLUGGISH else RUN
        runs = _runs(side)
        outside = np.abs(above) > 3 * limits.sigma + _DUST
        signal = outside | (runs >= needed)
        found[begin:] = np.where(signal, side, 0)
        moved = _new_level(runs, needed, len(rest))
        if moved is None:
            return begin, limits, found
        begin += moved


def _runs(side: Ints) -> Ints:
    """For each point, how many in a row up to it lie on its side of the centre; 0 on the centre."""
    lengths = np.zeros(len(side), np.int64)
    for at, now in enumerate(side):
        lengths[at] = 0 if now == 0 else 1 + (lengths[at - 1] if at and side[at - 1] == now else 0)
    return lengths


def _new_level(runs: Ints, needed: int, n: int) -> int | None:
    """Where the first confirmed new level begins, if it comes after the baseline's start and has 12 points by now."""
    confirmed: Flags = runs >= needed
    for at in np.flatnonzero(confirmed):
        start = int(at - runs[at] + 1)
        if start > 0 and n - start >= TRIAL:
            return start
    return None
