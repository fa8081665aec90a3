"""What a value grid shows of its numbers, and what differs between two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.measures import Codes, status_now
from kpidesk.domain.rates import SMALLEST_DENOMINATOR
from kpidesk.domain.terms import Aggregation

if TYPE_CHECKING:
    from kpidesk.domain.entries import Flags, Floats, Ints
    from kpidesk.services.value_grid import ValueGrid


def codes(grid: ValueGrid, rows: Ints | slice = slice(None), *, judged: bool) -> Codes:
    """Status codes of all closed periods of some rows; of a rate with fewer than 5 cases there is none."""
    reached = np.array(grid.table.attainment[rows])
    if not judged:
        reached[:] = np.nan
    reached[:, -1] = np.nan
    reached[small_rates(grid, rows)] = np.nan
    return status_now(reached)


def small_rates(grid: ValueGrid, rows: Ints | slice | int = slice(None)) -> Flags:
    """Which values of some rows are rates of so few cases that they are told in counts."""
    if grid.table.kpi.aggregation is not Aggregation.RATIO:
        return np.zeros(grid.table.attainment[rows].shape, bool)
    return np.asarray(grid.table.rolled.denominator[rows] < SMALLEST_DENOMINATOR, np.bool_)


def changed_rows(before: ValueGrid, grid: ValueGrid) -> Ints:
    """The rows in which anything differs that a cell shows."""
    one, other = before.table, grid.table
    pairs = (
        (before.source, grid.source),
        (one.attainment, other.attainment),
        (one.rolled.value, other.rolled.value),
        (one.rolled.denominator, other.rolled.denominator),
    )
    differs = np.zeros(len(one.reps), bool)
    for old, new in pairs:
        if old is not new:
            differs |= (bits(old) != bits(new)).any(axis=1)
    return np.flatnonzero(differs)


def bits(values: Floats | Ints) -> Ints:
    """The same bytes as whole numbers, among which a missing value equals another."""
    return np.ascontiguousarray(values).view(np.int64)


def same_place(one: ValueGrid, other: ValueGrid) -> bool:
    """Whether two grids have the same cells: KPI, periods and reps."""
    return (
        one.table.kpi == other.table.kpi
        and one.cadence is other.cadence
        and one.table.reps == other.table.reps
        and np.array_equal(one.table.edges, other.table.edges)
    )
