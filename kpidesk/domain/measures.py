"""How a value stands against its target: attainment, status, streaks; on arrays with time on the last axis."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from kpidesk.domain.terms import Direction, Status

if TYPE_CHECKING:
    from kpidesk.domain.entries import Flags, Floats

Codes = npt.NDArray[np.uint8]


STATUSES = (Status.NONE, Status.RISK, Status.WATCH, Status.GOOD)
"""Status by code, as the array functions return it."""

_NONE, _RISK, _WATCH, _GOOD = range(4)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a status changes; the settings hold one for KPIs and one for whole reps."""

    enter_good: float = 1.00
    leave_good: float = 0.95
    enter_risk: float = 0.80
    leave_risk: float = 0.85
    dwell: int = 2
    """Periods a status lasts at least before it may change."""
    index_cap: float = 1.2
    """What one KPI can contribute to the leading index at most."""


PER_KPI = Thresholds()
"""Closed periods of one KPI (domain brief 2.7)."""

AT_ONCE = Thresholds(enter_good=0.95, leave_good=0.95, enter_risk=0.80, leave_risk=0.80, dwell=1)
"""Where there is no history to hold on to: the leading index of a rep, and the pace inside a running period."""


def attainment(value: Floats, target: Floats, direction: Direction, high: Floats | None = None) -> Floats:
    """Attainment of a target, uncapped; NaN where value or target is missing (domain brief 2.5).

    Up: value / target, and no attainment of a target of 0. Down: 2 - value / target between 0 and 2, which is defined
    at 0 and symmetric. Band: 1 inside, else 1 - distance / middle, at least 0.

    Args:
        value: Actual values.
        target: Targets, for a band the lower edge; any shape that fits `value`.
        direction: Which way is better.
        high: Upper edge of the band; the lower edge where it is missing.
    """
    value, target = np.broadcast_arrays(np.asarray(value, float), np.asarray(target, float))
    if direction is Direction.UP:
        return quotient(value, target)
    if direction is Direction.DOWN:
        at_zero = np.where(np.isnan(value), np.nan, np.where(value == 0, 1.0, 0.0))
        return np.where(target == 0, at_zero, np.clip(2 - quotient(value, target), 0, 2))
    top = target if high is None else np.where(np.isnan(high), target, high)
    distance = np.maximum(np.maximum(target - value, value - top), 0)
    outside = np.maximum(1 - quotient(distance, (target + top) / 2), 0)
    return np.where(distance == 0, 1.0, outside)


def index(attainments: Floats, cap: float = PER_KPI.index_cap, axis: int = -1) -> Floats:
    """The leading index: mean of min(attainment, cap) over KPIs; NaN where none has one (domain brief 2.5)."""
    has = ~np.isnan(attainments)
    total = np.asarray(np.where(has, np.minimum(attainments, cap), 0.0).sum(axis=axis), np.float64)
    return quotient(total, np.asarray(has.sum(axis=axis), np.float64))


def statuses(attainments: Floats, thresholds: Thresholds = PER_KPI) -> Codes:
    """Status codes (see `STATUSES`) of closed periods, oldest first on the last axis, with hysteresis and dwell.

    Red, amber and green of the domain brief 2.7 are risk, watch and good. A missing period has no status and is
    forgotten: what follows starts afresh.
    """
    bounds, steps, shown = _machine(thresholds)
    zones = np.moveaxis(_zones(attainments, bounds), -1, 0)
    places = np.empty(zones.shape, np.uint8)
    place = np.zeros(zones.shape[1:], np.uint8)
    for at, zone in enumerate(zones):
        places[at] = place = steps[place, zone]
    return np.moveaxis(shown[places], 0, -1)


def status_now(attainments: Floats, thresholds: Thresholds = AT_ONCE) -> Codes:
    """Status codes of single attainments without a history; same shape."""
    bounds, steps, shown = _machine(thresholds)
    return np.asarray(shown[steps[0, _zones(attainments, bounds)]], np.uint8)


def unchanged(codes: Codes) -> npt.NDArray[np.int64]:
    """Where the newest status of each series began: the position of the first of the equal codes at its end."""
    differs = codes != codes[..., -1:]
    newest_other = codes.shape[-1] - 1 - np.argmax(differs[..., ::-1], axis=-1)
    return np.asarray(np.where(differs.any(axis=-1), newest_other + 1, 0), np.int64)


def streak(attainments: Floats, skipped: Flags | None = None) -> int:
    """Closed periods in a row up to the newest: positive at or above target, negative below (domain brief 2.10).

    Args:
        attainments: Shape (periods,), oldest first; a missing one breaks the streak.
        skipped: Periods that neither count nor break, such as weeks of leave.
    """
    kept = attainments if skipped is None else attainments[~skipped]
    if not len(kept) or np.isnan(kept[-1]):
        return 0
    hit = bool(kept[-1] >= 1)
    same = ~np.isnan(kept) & ((kept >= 1) == hit)
    broken = np.flatnonzero(~same)
    length = len(kept) - 1 - int(broken[-1]) if len(broken) else len(kept)
    return length if hit else -length


def quotient(top: Floats, bottom: Floats) -> Floats:
    """One over the other, NaN where the lower is 0 or either is missing."""
    missing = np.full(np.broadcast_shapes(np.shape(top), np.shape(bottom)), np.nan)
    return np.asarray(np.divide(top, bottom, out=missing, where=np.asarray(bottom) != 0), np.float64)


def trailing_sum(values: Floats, width: int) -> Floats:
    """Sum of each value and the `width` - 1 before it, on the last axis; missing values count as nothing."""
    sums = np.cumsum(np.nan_to_num(values), axis=-1)
    before = np.zeros_like(sums)
    before[..., width:] = sums[..., :-width]
    return np.asarray(sums - before, dtype=np.float64)


@cache
def _machine(thresholds: Thresholds) -> tuple[tuple[float, ...], Codes, Codes]:
    """The rules as a table, so that each period of many series is one look-up.

    Returns:
        The attainments at which anything changes; the next place by place and zone, where a zone is how many of them
        an attainment reaches and one more is missing; the status code of each place. A place is a status and for how
        many periods it lasts, as far as that matters.
    """
    t, dwell = thresholds, max(thresholds.dwell, 1)
    bounds = tuple(sorted({t.enter_good, t.leave_good, t.enter_risk, t.leave_risk}))
    steps = np.zeros((len(STATUSES) * dwell, len(bounds) + 2), np.uint8)
    for place in range(len(steps)):
        state, held = place // dwell, place % dwell + 1
        for zone, reached in enumerate((-np.inf, *bounds)):
            wanted = _next(state, reached, t)
            stays = state not in {_NONE, wanted} and held < t.dwell
            new = state if stays else wanted
            steps[place, zone] = new * dwell + (min(held + 1, dwell) if new == state else 1) - 1
    return bounds, steps, (np.arange(len(steps)) // dwell).astype(np.uint8)


def _zones(attainments: Floats, bounds: tuple[float, ...]) -> Codes:
    """How many of the bounds each attainment reaches; one more than all is missing."""
    zones = sum((attainments >= bound for bound in bounds), np.zeros(np.shape(attainments), np.uint8))
    return np.asarray(np.where(np.isnan(attainments), len(bounds) + 1, zones), np.uint8)


def _next(state: int, reached: float, t: Thresholds) -> int:
    if state == _RISK and reached < t.leave_risk:
        return _RISK
    if state == _GOOD and reached >= t.leave_good:
        return _GOOD
    return _RISK if reached < t.enter_risk else _GOOD if reached >= t.enter_good else _WATCH
