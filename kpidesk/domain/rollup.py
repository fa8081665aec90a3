"""The roll-up: recorded values become one value for each rep and period, or say why they cannot (domain brief 2.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from kpidesk.domain.calendars import Days, working_days_until
from kpidesk.domain.entries import Coverage, Entries, Flags, Floats, Ints
from kpidesk.domain.measures import quotient
from kpidesk.domain.placing import Placed, covered, period_of, place, without_overridden
from kpidesk.domain.terms import Aggregation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.availability import Attendance
    from kpidesk.domain.entities import Kpi


class Gap(IntEnum):
    """Why a period has no value."""

    NONE = 0
    """It has one."""
    NO_DATA = 1
    """Nothing was recorded."""
    EMPTY_DENOMINATOR = 2
    """A ratio of something to nothing."""
    TOO_COARSE = 3
    """Only values of much longer periods are known."""
    CANNOT_BE_ROLLED_UP = 4
    """Several medians, distinct counts or bare rates, which cannot be added up."""


@dataclass(frozen=True, slots=True, eq=False)
class Rolled:
    """One KPI by rep and period; all arrays have shape (reps, periods), NaN is missing.

    For sums `numerator` equals `value`; for ratios it is divided by `denominator`, which is NaN everywhere else.
    """

    value: Floats
    numerator: Floats
    denominator: Floats
    estimated: Flags
    """A recorded value was split over the edge of this period."""
    gap: npt.NDArray[np.uint8]
    """Codes of `Gap`."""
    known: Floats
    """Share of the working days for which anything is known, 0 to 1."""
    cut: Flags
    """What an import covers begins or ends inside this period, so that it may still grow."""
    as_of: Floats
    """Day number of the snapshot a value is; NaN for everything else."""


def roll_up(entries: Entries, coverage: Coverage, kpi: Kpi, edges: Days, attendance: Attendance) -> Rolled:
    """Roll the values of one KPI up to periods.

    SUM adds; RATIO divides sums, never averages rates; LAST takes the newest value that ends in the period; MEDIAN,
    DISTINCT and RECOMPUTE pass on a single value and refuse several. An imported value inside a longer one typed by
    hand is ignored.

    Args:
        entries: Values of this KPI only.
        coverage: Spans of this KPI only; inside them a sum without entries is a true 0.
        kpi: Its definition.
        edges: Period starts and the end of the last, shape (periods + 1,), as `FiscalCalendar.edges` gives them.
        attendance: The reps, the rows of the result, and when they work.
    """
    entries = without_overridden(entries.rows(~np.isnan(entries.numerator)))
    placed = place(entries, edges, attendance)
    shape = (len(attendance.reps), len(edges) - 1)
    touched, covered_days = covered(coverage, edges, shape[0])
    if kpi.aggregation is Aggregation.SUM:
        rolled = _sums(placed, touched, shape)
    elif kpi.aggregation is Aggregation.RATIO:
        rolled = _ratios(placed, shape)
    elif kpi.aggregation is Aggregation.LAST:
        rolled = _newest(entries, edges, shape)
    else:
        rolled = _single(placed, shape)
    known_days = np.maximum(_added(placed.cell, placed.workdays, shape), covered_days)
    workdays = np.diff(working_days_until(edges))
    known = np.where(workdays > 0, np.minimum(known_days / np.maximum(workdays, 1), 1.0), 1.0)
    seen = touched | ~np.isnan(rolled.value)
    grows = kpi.aggregation in {Aggregation.SUM, Aggregation.RATIO}
    return replace(rolled, known=np.where(seen, known, 0.0), cut=touched & (covered_days < workdays) & grows)


def roll_up_all(
    parts: Sequence[Entries], coverage: Coverage, kpis: Sequence[Kpi], edges: Days, attendance: Attendance
) -> dict[str, Rolled]:
    """Roll up several KPIs, by key; a ratio of two KPIs fills the periods in which it has no values of its own.

    `parts` are the values of each KPI, as `Entries.per_kpi` gives them.
    """
    own = {
        kpi.key: roll_up(parts[at], coverage.of_kpi(at), kpi, edges, attendance) for at, kpi in enumerate(kpis)
    }  # fmt: skip
    return {kpi.key: _derived(kpi, own) for kpi in kpis}


def _sums(placed: Placed, touched: Flags, shape: tuple[int, int]) -> Rolled:
    count = _added(placed.cell, None, shape)
    total = _added(placed.cell, placed.numerator, shape)
    zero = touched & ~placed.too_long
    value = np.where((count > 0) | zero, total, np.nan)
    return _rolled(value, value, np.full(shape, np.nan), placed, count)


def _ratios(placed: Placed, shape: tuple[int, int]) -> Rolled:
    count = _added(placed.cell, None, shape)
    # A bare rate, imported or typed without its two sides, has no weight and can only stand alone.
    bare = _added(placed.cell, np.isnan(placed.denominator), shape) > 0
    top = np.where(count > 0, _added(placed.cell, placed.numerator, shape), np.nan)
    bottom = np.where((count > 0) & ~bare, _added(placed.cell, placed.denominator, shape), np.nan)
    whole = _added(placed.cell, placed.split, shape) == 0
    value = np.where(bare, np.where((count == 1) & whole, top, np.nan), quotient(top, bottom))
    rolled = _rolled(value, top, bottom, placed, count)
    gap = np.where(bare & np.isnan(value), Gap.CANNOT_BE_ROLLED_UP, rolled.gap)
    gap = np.where((count > 0) & ~bare & (bottom == 0), Gap.EMPTY_DENOMINATOR, gap)
    return replace(rolled, gap=gap.astype(np.uint8), numerator=np.where(bare, np.nan, top))


def _single(placed: Placed, shape: tuple[int, int]) -> Rolled:
    count = _added(placed.cell, None, shape)
    alone = (count == 1) & (_added(placed.cell, placed.split, shape) == 0)
    top = np.where(alone, _added(placed.cell, placed.numerator, shape), np.nan)
    bottom = np.where(alone, _added(placed.cell, placed.denominator, shape), np.nan)
    value = np.where(np.isnan(bottom), top, quotient(top, bottom))
    rolled = _rolled(value, top, bottom, placed, count)
    gap = np.where((count > 0) & ~alone, Gap.CANNOT_BE_ROLLED_UP, rolled.gap)
    return replace(rolled, gap=gap.astype(np.uint8), estimated=np.zeros(shape, bool))


def _newest(entries: Entries, edges: Days, shape: tuple[int, int]) -> Rolled:
    period = period_of(entries.end - 1, edges)
    inside = entries.rows((period >= 0) & (period < shape[1]))
    cell = inside.rep * shape[1] + period_of(inside.end - 1, edges)
    order = np.lexsort((inside.source, inside.start, inside.end, cell))
    last = order[np.append(cell[order][1:] != cell[order][:-1], True)] if len(order) else order
    top, bottom = np.full(shape, np.nan), np.full(shape, np.nan)
    top.flat[cell[last]] = inside.numerator[last]
    bottom.flat[cell[last]] = inside.denominator[last]
    as_of = np.full(shape, np.nan)
    as_of.flat[cell[last]] = inside.end[last] - 1
    value = np.where(np.isnan(bottom), top, quotient(top, bottom))
    gap = np.where(~np.isnan(value), Gap.NONE, np.where(bottom == 0, Gap.EMPTY_DENOMINATOR, Gap.NO_DATA))
    flags = np.zeros(shape, bool)
    return Rolled(value, top, bottom, flags, gap.astype(np.uint8), np.zeros(shape), flags, as_of)


def _rolled(value: Floats, top: Floats, bottom: Floats, placed: Placed, count: Floats) -> Rolled:
    gap = np.where(placed.too_long & (count == 0), Gap.TOO_COARSE, Gap.NO_DATA)
    gap = np.where(np.isnan(value), gap, Gap.NONE).astype(np.uint8)
    estimated = (_added(placed.cell, placed.split, value.shape) > 0) & ~np.isnan(value)
    nothing, never = np.zeros(value.shape), np.full(value.shape, np.nan)
    return Rolled(value, top, bottom, estimated, gap, nothing, np.zeros(value.shape, bool), never)


def _derived(kpi: Kpi, own: dict[str, Rolled]) -> Rolled:
    mine = own[kpi.key]
    top, bottom = own.get(kpi.numerator_key or ""), own.get(kpi.denominator_key or "")
    if top is None or bottom is None:
        return mine
    fill = np.isnan(mine.value) & (mine.gap == Gap.NO_DATA)
    numerator = np.where(fill, top.value, mine.numerator)
    denominator = np.where(fill, bottom.value, mine.denominator)
    value = np.where(fill, quotient(top.value, bottom.value), mine.value)
    gap = np.where(fill & (bottom.value == 0), Gap.EMPTY_DENOMINATOR, np.where(np.isnan(value), mine.gap, Gap.NONE))
    return Rolled(
        value,
        numerator,
        denominator,
        np.where(fill, top.estimated | bottom.estimated, mine.estimated) & ~np.isnan(value),
        gap.astype(np.uint8),
        np.where(fill, np.minimum(top.known, bottom.known), mine.known),
        np.where(fill, top.cut | bottom.cut, mine.cut),
        mine.as_of,
    )


def _added(cell: Ints, weights: Floats | Ints | Flags | None, shape: tuple[int, int]) -> Floats:
    sums = np.bincount(cell, None if weights is None else weights.astype(np.float64), shape[0] * shape[1])
    return sums.reshape(shape).astype(np.float64)
