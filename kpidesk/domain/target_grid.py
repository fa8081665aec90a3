"""What targets amount to in each period: converted, prorated, piecewise over changes (domain brief 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.availability import Attendance
from kpidesk.domain.calendars import Days, FiscalCalendar
from kpidesk.domain.days import day_number, to_date
from kpidesk.domain.entities import Kpi, Target
from kpidesk.domain.entries import Flags, Floats, Ints
from kpidesk.domain.targets import WIDEST_FIRST, prorates, subject
from kpidesk.domain.terms import Aggregation, Cadence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CADENCES = tuple(Cadence)


@dataclass(frozen=True, slots=True, eq=False)
class TargetGrid:
    """Targets by rep and period, shape (reps, periods); NaN is no target. `high` is the upper edge of a band."""

    value: Floats
    high: Floats


def target_grid(
    targets: Iterable[Target],
    kpi: Kpi,
    attendance: Attendance,
    edges: Days,
    calendar: FiscalCalendar,
) -> TargetGrid:
    """The coaching targets of one KPI in some periods.

    For sums each day carries its share of the target in force that day, so a weekly target of 12 is 12 x working days
    / 5 by month, and a change in mid-period counts piecewise; where more is better, a day the rep is away carries
    nothing. Ratios take the mean over the days, snapshots and medians the target of the last day. The first target of
    all holds for the whole period of its own cadence in which it starts; a period for which part of the days have no
    target has none.

    Args:
        targets: Targets of any KPIs and reps.
        kpi: The KPI.
        attendance: The reps, one row each: when they work, in which role, and how the year is weighted.
        edges: Period starts and the end of the last, shape (periods + 1,).
        calendar: How the company cuts the year.
    """
    mine = sorted((t for t in targets if t.kpi_id == kpi.id), key=lambda t: t.valid_from)
    if not mine:
        shape = (len(attendance.reps), len(edges) - 1)
        return TargetGrid(np.full(shape, np.nan), np.full(shape, np.nan))
    spread = _Spread(kpi, attendance, edges, calendar)
    stretches = spread.stretches(mine)
    which = in_force(mine, attendance, stretches, calendar)
    values = np.array([t.value for t in mine])
    highs = np.array([np.nan if t.high is None else t.high for t in mine])
    if kpi.aggregation is Aggregation.SUM:
        shares = spread.shares(mine, which, stretches)
        return TargetGrid(_summed(shares, which, values), _summed(shares, which, highs))
    begin = np.searchsorted(stretches, edges[:-1])
    if kpi.aggregation is Aggregation.RATIO:
        days = np.diff(np.append(stretches, edges[-1]))
        return TargetGrid(_mean(values, which, days, begin), _mean(highs, which, days, begin))
    last = which[:, np.searchsorted(stretches, edges[1:] - 1, side="right") - 1]
    return TargetGrid(_picked(values, last), _picked(highs, last))


@dataclass(frozen=True, slots=True, eq=False)
class _Shares:
    """What the target in force contributes in each stretch of days; arrays have shape (reps, stretches)."""

    share: Floats
    """What the days of the stretch carry over what all days of the target's own period carry."""
    lacking: Flags
    """The rep works on these days, but no target holds."""
    present: Flags
    """A target holds and these are working days, taken off or not."""
    begin: Ints
    """Position of the first stretch of each period, shape (periods,)."""


@dataclass(frozen=True, slots=True, eq=False)
class _Spread:
    """How the targets of a KPI are spread over the days from edges[0] to edges[-1]."""

    kpi: Kpi
    attendance: Attendance
    edges: Days
    calendar: FiscalCalendar

    def stretches(self, targets: Sequence[Target]) -> Days:
        """First days of the longest stretches within which nothing changes: no period, target or role."""
        first, end = int(self.edges[0]), int(self.edges[-1])
        days = np.arange(first, end, dtype=np.int64)
        since = [day_number(target.valid_from) for target in targets]
        over = [day_number(target.valid_to) + 1 for target in targets if target.valid_to is not None]
        moved = [post.first for posts in self.attendance.posts for post in posts[1:]]
        periods = [self.calendar.starts(self._within(each), days) for each in {target.cadence for target in targets}]
        found = np.unique(np.concatenate([self.edges[:-1], np.array(since + over + moved, np.int64), *periods]))
        return np.asarray(found[(found >= first) & (found < end)], np.int64)

    def shares(self, targets: Sequence[Target], which: Ints, stretches: Days) -> _Shares:
        """What the target in force contributes in each stretch."""
        first, end = int(self.edges[0]), int(self.edges[-1])
        whole = np.ones((len(_CADENCES), len(stretches)))
        cadences = np.array([_CADENCES.index(target.cadence) for target in targets])
        for code in np.unique(cadences):
            whole[code] = self._whole(_CADENCES[code], stretches)
        at, schedules = stretches - first, self.attendance.schedules
        full = np.add.reduceat(schedules.full_time(first, end, self.kpi), at)
        if prorates(self.kpi):
            carried = np.add.reduceat(self.attendance.weights(self.kpi, first, end), at, axis=1)
        else:
            carried = np.broadcast_to(full, which.shape)
        of = whole[cadences[np.maximum(which, 0)], np.arange(len(stretches))]
        holds = which >= 0
        return _Shares(
            share=np.divide(carried, of, out=np.zeros(which.shape), where=of > 0),
            lacking=~holds & (carried > 0),
            present=holds & (full > 0),
            begin=np.searchsorted(stretches, self.edges[:-1]),
        )

    def _within(self, cadence: Cadence) -> Cadence:
        return Cadence.QUARTER if cadence is Cadence.YEAR and self._quarters() else cadence

    def _quarters(self) -> tuple[float, ...]:
        return self.attendance.schedules.season(self.kpi).quarters

    def _whole(self, cadence: Cadence, days: Days) -> Floats:
        """What all days carry of the period of a cadence in which each day lies, shape (days,).

        Where the company fixes the shares of the quarters, a yearly target is spread quarter by quarter
        (domain brief 2.3).
        """
        within = self._within(cadence)
        begins, ends = self.calendar.starts(within, days), self.calendar.ends(within, days)
        first, end = int(begins.min()), int(ends.max())
        piled = np.append(0.0, np.cumsum(self.attendance.schedules.full_time(first, end, self.kpi)))
        carried = np.asarray(piled[ends - first] - piled[begins - first], np.float64)
        if within is not cadence:
            starts, back = np.unique(begins, return_inverse=True)
            shares = self._quarters()
            fixed = np.array([shares[self.calendar.quarter(to_date(int(start)))[1] - 1] for start in starts])[back]
            carried = np.divide(carried, fixed, out=np.full(len(days), np.inf), where=fixed > 0)
        return carried


def _summed(shares: _Shares, which: Ints, values: Floats) -> Floats:
    amounts = np.where(which >= 0, values[np.maximum(which, 0)] * shares.share, 0.0)
    total = np.add.reduceat(amounts, shares.begin, axis=1)
    whole = ~np.logical_or.reduceat(shares.lacking, shares.begin, axis=1)
    present = np.logical_or.reduceat(shares.present, shares.begin, axis=1)
    return np.asarray(np.where(present & whole, total, np.nan), np.float64)


def in_force(targets: Sequence[Target], attendance: Attendance, stretches: Days, calendar: FiscalCalendar) -> Ints:
    """Position of the target in force by rep and stretch, -1 for none; `targets` by valid_from.

    Within a scope a newer target replaces an older one for good; when the newest has ended, the next wider scope holds.
    """
    which = np.full((len(attendance.reps), len(stretches)), -1, np.int64)
    for scope in WIDEST_FIRST:
        layer = np.full(which.shape, -1, np.int64)
        for at, target in enumerate(targets):
            if target.scope is not scope:
                continue
            since = day_number(target.valid_from)
            over = None if target.valid_to is None else day_number(target.valid_to) + 1
            for rows, first, end in attendance.members(scope, subject(target)):
                stop = int(np.searchsorted(stretches, end))
                layer[rows, int(np.searchsorted(stretches, max(since, first))) : stop] = at
                if over is not None:
                    layer[rows, int(np.searchsorted(stretches, max(over, first))) : stop] = -1
        which = np.where(layer >= 0, layer, which)
    _reach_back(which, targets, stretches, calendar)
    return which


def _reach_back(which: Ints, targets: Sequence[Target], stretches: Days, calendar: FiscalCalendar) -> None:
    """Let the first target of each rep hold from the start of the period it begins in."""
    first = np.argmax(which >= 0, axis=1)
    late = np.flatnonzero((which >= 0).any(axis=1) & (first > 0))
    for column in np.unique(first[late]):
        rows = late[first[late] == column]
        for at in np.unique(which[rows, column]):
            begin = calendar.starts(targets[at].cadence, stretches[column : column + 1])[0]
            which[rows[which[rows, column] == at], int(np.searchsorted(stretches, begin)) : column] = at


def _mean(values: Floats, which: Ints, days: Ints, begin: Ints) -> Floats:
    has: Flags = which >= 0
    value = values[np.maximum(which, 0)]
    count = np.add.reduceat(has * days, begin, axis=1, dtype=np.float64)
    total = np.add.reduceat(np.where(has, value * days, 0.0), begin, axis=1)
    low = np.minimum.reduceat(np.where(has, value, np.inf), begin, axis=1)
    high = np.maximum.reduceat(np.where(has, value, -np.inf), begin, axis=1)
    mean = np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
    # One target throughout is itself, not its rounded mean.
    return np.where(low == high, low, mean)


def _picked(values: Floats, which: Ints) -> Floats:
    return np.where(which >= 0, values[np.maximum(which, 0)], np.nan)
