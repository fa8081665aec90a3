"""Which period a recorded value falls in, and what is known of each period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.calendars import Days, working_days_until
from kpidesk.domain.entries import BY_HAND, Coverage, Entries, Flags, Floats, Ints

if TYPE_CHECKING:
    from kpidesk.domain.availability import Attendance

LONGEST_SPLIT = 1.5
"""A value is split over a period edge only if it spans at most this many lengths of the shorter period beside it."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Values cut to periods: `cell` = rep x periods + period, all arrays of shape (parts,)."""

    cell: Ints
    numerator: Floats
    denominator: Floats
    split: Flags
    workdays: Ints
    too_long: Flags
    """Shape (reps, periods): a value reaches into this period that spans too long to say anything about it."""


def place(entries: Entries, edges: Days, attendance: Attendance) -> Placed:
    """Put each value of one KPI into its period; one that straddles an edge is split by the days the rep worked.

    Calendar months are rolled up from days; weeks straddle them, so a split is only an estimate (domain brief 2.1).
    For somebody who worked on none of its days it is split by plain working days.

    Args:
        entries: Values of one KPI, none missing.
        edges: Period starts and the end of the last, shape (periods + 1,).
        attendance: The reps, one row each: when they work.
    """
    periods = len(edges) - 1
    first, last = period_of(entries.start, edges), period_of(entries.end - 1, edges)
    whole = first == last
    # The stretches before the first and after the last edge have no length to compare with.
    lengths = np.concatenate(([np.inf], np.diff(edges), [np.inf]))
    shorter = np.minimum(lengths[first + 1], lengths[last + 1])
    fits = ~whole & (last - first == 1) & (entries.days <= LONGEST_SPLIT * shorter)
    cut = edges[np.clip(last, 0, periods)]
    rows = np.flatnonzero(fits)
    early = np.full(len(entries), np.nan)
    early[rows] = _share_before(entries.rows(rows), cut[rows], attendance)
    everything = np.ones(len(entries))
    parts = [_part(entries, first, whole & (first >= 0) & (first < periods), (entries.start, entries.end), everything)]
    # Nothing is known of a period none of the value belongs to.
    parts.append(_part(entries, first, fits & (first >= 0) & (early > 0), (entries.start, cut), early))
    parts.append(_part(entries, last, fits & (last < periods) & (early < 1), (cut, entries.end), 1 - early))
    rep, period, numerator, denominator, workdays = (np.concatenate(column) for column in zip(*parts, strict=True))
    split = np.arange(len(rep)) >= len(parts[0][0])
    too_long = _reach(entries, first, last, ~whole & ~fits, (len(attendance.reps), periods))
    return Placed(rep * periods + period, numerator, denominator, split, workdays, too_long)


def period_of(days: Days, edges: Days) -> Ints:
    """The period each day falls in: -1 before the first edge, the number of periods after the last."""
    return np.searchsorted(edges, days, side="right").astype(np.int64) - 1


def without_overridden(entries: Entries) -> Entries:
    """Leave out imported values that lie within a longer value typed by hand, so that nothing is counted twice."""
    typed = np.flatnonzero((entries.source == BY_HAND) & (entries.days > 1))
    if not len(typed) or not np.any(entries.source != BY_HAND):
        return entries
    typed = typed[np.lexsort((entries.start[typed], entries.rep[typed]))]
    shift = int(entries.end.max() - entries.start.min()) + 1
    key = entries.rep * shift + entries.start - entries.start.min()
    at = np.searchsorted(key[typed], key, side="right") - 1
    owner = typed[np.maximum(at, 0)]
    inside = (at >= 0) & (entries.rep[owner] == entries.rep) & (entries.end[owner] >= entries.end)
    return entries.rows(~(inside & (entries.source != BY_HAND)))


def covered(coverage: Coverage, edges: Days, n_reps: int) -> tuple[Flags, Ints]:
    """Which periods the spans of one KPI touch, and on how many working days; both of shape (reps, periods)."""
    touched = np.zeros((n_reps, len(edges) - 1), bool)
    workdays = np.zeros(touched.shape, np.int64)
    spans = coverage.merged()
    if len(spans):
        begin = np.maximum(spans.first[:, None], edges[None, :-1])
        end = np.minimum(spans.last[:, None] + 1, edges[None, 1:])
        inside = end > begin
        np.logical_or.at(touched, spans.rep, inside)
        known = np.where(inside, working_days_until(end) - working_days_until(begin), 0)
        np.add.at(workdays, spans.rep, known)
    return touched, workdays


def _part(
    entries: Entries, period: Ints, which: Flags, days: tuple[Days, Days], share: Floats
) -> tuple[Ints, Ints, Floats, Floats, Ints]:
    """Rep and period of some values, the share of their two sides that lies between two days, and its working days."""
    rows = np.flatnonzero(which)
    begin, end = (each[rows] for each in days)
    numerator, denominator = entries.numerator[rows] * share[rows], entries.denominator[rows] * share[rows]
    return entries.rep[rows], period[rows], numerator, denominator, working_days_until(end) - working_days_until(begin)


def _share_before(entries: Entries, cut: Days, attendance: Attendance) -> Floats:
    """Which share of each value belongs before a day within it."""
    if not len(entries):
        return np.zeros(0)
    first, end = int(entries.start.min()), int(entries.end.max())
    worked = attendance.available(first, end)
    piled = np.concatenate([np.zeros((len(worked), 1)), np.cumsum(worked, axis=1)], axis=1)
    before, within = (
        piled[entries.rep, day - first] - piled[entries.rep, entries.start - first] for day in (cut, entries.end)
    )
    plain_before, plain = (working_days_until(day) - working_days_until(entries.start) for day in (cut, entries.end))
    # A span of weekend days only has no working days to share by.
    days = np.where(plain > 0, plain_before / np.maximum(plain, 1), (cut - entries.start) / entries.days)
    return np.where(within > 0, np.divide(before, within, out=days.copy(), where=within > 0), days)


def _reach(entries: Entries, first: Ints, last: Ints, which: Flags, shape: tuple[int, int]) -> Flags:
    """The periods that some values touch, shape (reps, periods)."""
    n_reps, periods = shape
    rows = np.flatnonzero(which & (last >= 0) & (first < periods))
    steps = np.zeros((n_reps, periods + 1), np.int64)
    np.add.at(steps, (entries.rep[rows], np.maximum(first[rows], 0)), 1)
    np.add.at(steps, (entries.rep[rows], np.minimum(last[rows], periods - 1) + 1), -1)
    return np.cumsum(steps, axis=1)[:, :periods] > 0
