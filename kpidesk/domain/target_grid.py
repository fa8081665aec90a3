"""What targets amount to in each period: converted, prorated, piecewise over changes (domain brief 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.availability import full_time
from kpidesk.domain.calendars import Days, FiscalCalendar, working_days_until
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import Aggregation, Cadence, Kpi, Rep, Scope, Target
from kpidesk.domain.entries import Flags, Floats, Ints
from kpidesk.domain.targets import WIDEST_FIRST, prorates, subject, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from kpidesk.domain.entities import Id

_CADENCES = tuple(Cadence)


@dataclass(frozen=True, slots=True, eq=False)
class TargetGrid:
    """Targets by rep and period, shape (reps, periods); NaN is no target. `high` is the upper edge of a band."""

    value: Floats
    high: Floats


def target_grid(
    targets: Iterable[Target],
    kpi: Kpi,
    reps: Sequence[Rep],
    edges: Days,
    calendar: FiscalCalendar,
    weights: Floats | None = None,
) -> TargetGrid:
    """The targets of one KPI in some periods.

    For sums each working day carries its share of the target in force that day, so a weekly target of 12 is 12 x
    working days / 5 by month, and a change in mid-period counts piecewise. Ratios take the mean over the days,
    snapshots and medians the target of the last day. The first target of all holds for the whole period of its own
    cadence in which it starts; a period for which part of the days have no target has none.

    Args:
        targets: Targets of any KPIs and reps.
        kpi: The KPI.
        reps: The reps, one row each.
        edges: Period starts and the end of the last, shape (periods + 1,).
        calendar: How the company cuts the year.
        weights: Available days of each rep from edges[0] on, shape (reps, days), as `availability.available` gives
            them; None counts full time. Only sums where more is better are prorated by it.
    """
    mine = sorted((t for t in targets if t.kpi_id == kpi.id), key=lambda t: t.valid_from)
    shape = (len(reps), len(edges) - 1)
    if not mine:
        return TargetGrid(np.full(shape, np.nan), np.full(shape, np.nan))
    days = np.arange(edges[0], edges[-1], dtype=np.int64)
    which = _in_force(mine, reps, days, calendar)
    values = np.array([t.value for t in mine])
    highs = np.array([np.nan if t.high is None else t.high for t in mine])
    if kpi.aggregation is Aggregation.SUM:
        cadences = np.array([_CADENCES.index(t.cadence) for t in mine])
        own = weights if weights is not None and prorates(kpi) else None
        pieces = _pieces(which, cadences, edges, calendar, own)
        return TargetGrid(_summed(pieces, values, shape), _summed(pieces, highs, shape))
    if kpi.aggregation is Aggregation.RATIO:
        return TargetGrid(_mean(values, which, edges), _mean(highs, which, edges))
    last = which[:, edges[1:] - edges[0] - 1]
    return TargetGrid(_picked(values, last), _picked(highs, last))


def target_series(
    targets: Iterable[Target],
    kpi: Kpi,
    rep: Rep,
    edges: Days,
    calendar: FiscalCalendar,
    weights: Floats | None = None,
) -> Floats:
    """The targets of one KPI and rep, shape (periods,); see `target_grid`."""
    return np.asarray(target_grid(targets, kpi, [rep], edges, calendar, weights).value[0], np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Pieces:
    """Runs of days of one rep and period under one target and within one period of its cadence; shape (pieces,)."""

    cell: Ints
    which: Ints
    share: Floats
    """Available working days of the run over the working days of the target's own period."""
    lacking: Flags
    """The rep works on these days, but no target holds."""
    present: Flags
    """A target holds and these are working days, taken off or not."""


def _pieces(which: Ints, cadences: Ints, edges: Days, calendar: FiscalCalendar, weights: Floats | None) -> _Pieces:
    periods = len(edges) - 1
    days = np.arange(edges[0], edges[-1], dtype=np.int64)
    begins, whole = np.zeros((len(_CADENCES), len(days)), np.int64), np.ones((len(_CADENCES), len(days)))
    for code in np.unique(cadences):
        begins[code] = calendar.starts(_CADENCES[code], days)
        whole[code] = working_days_until(calendar.ends(_CADENCES[code], days)) - working_days_until(begins[code])
    cadence, column = cadences[np.maximum(which, 0)], np.arange(len(days))
    period = np.repeat(np.arange(periods), np.diff(edges))
    cell = (np.arange(len(which))[:, None] * periods + period).ravel()
    target, begin = which.ravel(), begins[cadence, column].ravel()
    turns = (cell[1:] != cell[:-1]) | (target[1:] != target[:-1]) | (begin[1:] != begin[:-1])
    at = np.flatnonzero(np.append(True, turns))
    work = np.broadcast_to(full_time(int(edges[0]), int(edges[-1])), which.shape)
    available = np.add.reduceat((work if weights is None else weights).ravel(), at)
    of = whole[cadence, column].ravel()[at]
    share = np.divide(available, of, out=np.zeros(len(at)), where=of > 0)
    holds = target[at] >= 0
    present = holds & (np.add.reduceat(work.ravel(), at) > 0)
    return _Pieces(cell[at], target[at], share, ~holds & (available > 0), present)


def _summed(pieces: _Pieces, values: Floats, shape: tuple[int, int]) -> Floats:
    size = shape[0] * shape[1]
    amounts = np.where(pieces.which >= 0, values[np.maximum(pieces.which, 0)] * pieces.share, 0.0)
    total = np.bincount(pieces.cell, amounts, size)
    whole = np.bincount(pieces.cell, pieces.lacking, size) == 0
    present = np.bincount(pieces.cell, pieces.present, size) > 0
    return np.asarray(np.where(present & whole, total, np.nan), np.float64).reshape(shape)


def _in_force(targets: Sequence[Target], reps: Sequence[Rep], days: Days, calendar: FiscalCalendar) -> Ints:
    """Position of the target in force by rep and day, -1 for none; `targets` by valid_from."""
    which = np.full((len(reps), len(days)), -1, np.int64)
    first = int(days[0])
    rows_of = _rows_by_subject(reps, {target.scope for target in targets})
    for scope in WIDEST_FIRST:
        layer = np.full(which.shape, -1, np.int64)
        for at, target in enumerate(targets):
            if target.scope is not scope:
                continue
            rows = rows_of.get((scope, subject(target)), [])
            layer[rows, max(day_number(target.valid_from) - first, 0) :] = at
            if target.valid_to is not None:
                layer[rows, max(day_number(target.valid_to) + 1 - first, 0) :] = -1
        which = np.where(layer >= 0, layer, which)
    _reach_back(which, targets, days, calendar)
    return which


def _rows_by_subject(reps: Sequence[Rep], scopes: AbstractSet[Scope]) -> dict[tuple[Scope, Id | str | None], list[int]]:
    rows: dict[tuple[Scope, Id | str | None], list[int]] = {}
    for row, rep in enumerate(reps):
        for scope in scopes:
            if (whom := subject_of(rep, scope)) is not None or scope is Scope.DEFAULT:
                rows.setdefault((scope, whom), []).append(row)
    return rows


def _reach_back(which: Ints, targets: Sequence[Target], days: Days, calendar: FiscalCalendar) -> None:
    """Let the first target of each rep hold from the start of the period it begins in."""
    first = np.argmax(which >= 0, axis=1)
    for row in np.flatnonzero((which >= 0).any(axis=1) & (first > 0)):
        at = int(which[row, first[row]])
        begin = int(calendar.starts(targets[at].cadence, days[first[row] : first[row] + 1])[0])
        which[row, max(begin - int(days[0]), 0) : first[row]] = at


def _mean(values: Floats, which: Ints, edges: Days) -> Floats:
    has: Flags = which >= 0
    at = edges[:-1] - edges[0]
    count = np.add.reduceat(has, at, axis=1, dtype=np.float64)
    total = np.add.reduceat(np.where(has, values[np.maximum(which, 0)], 0.0), at, axis=1)
    low = np.minimum.reduceat(np.where(has, values[np.maximum(which, 0)], np.inf), at, axis=1)
    high = np.maximum.reduceat(np.where(has, values[np.maximum(which, 0)], -np.inf), at, axis=1)
    mean = np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
    # One target throughout is itself, not its rounded mean.
    return np.where(low == high, low, mean)


def _picked(values: Floats, which: Ints) -> Floats:
    return np.where(which >= 0, values[np.maximum(which, 0)], np.nan)
