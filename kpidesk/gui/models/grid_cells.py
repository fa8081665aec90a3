"""The cells of a value grid: how each is painted, its status, and which differ between two grids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from kpidesk.domain.measures import STATUSES, Codes, status_now
from kpidesk.domain.rates import SMALLEST_DENOMINATOR
from kpidesk.domain.terms import Aggregation, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entries import Flags, Floats, Ints
    from kpidesk.services.value_grid import ValueGrid


Cells: TypeAlias = "tuple[Ints | slice | int, Ints | slice | int]"
"""Rows and columns, as numpy takes them."""
ALL: Cells = slice(None), slice(None)


@dataclass(frozen=True, slots=True)
class CellLook:
    """What the delegate paints of a cell beside its text."""

    status: Status
    by_hand: bool
    running: bool


CLOSED = [CellLook(status, by_hand, running=False) for status in STATUSES for by_hand in (False, True)]
"""The looks of closed periods, by status code and then by whether they were typed."""


def codes(grid: ValueGrid, cells: Cells = ALL, *, judged: bool) -> Codes:
    """Status codes of some cells; a running period has none, nor a rate with fewer than 5 cases."""
    reached = grid.table.attainment[cells]
    running = np.arange(len(grid.table.edges) - 1)[cells[1]] == len(grid.table.edges) - 2
    return status_now(np.where(running | small_rates(grid, cells) | (not judged), np.nan, reached))


def small_rates(grid: ValueGrid, cells: Cells = ALL) -> Flags:
    """Which values of some cells are rates of so few cases that they are told in counts."""
    if grid.table.kpi.aggregation is not Aggregation.RATIO:
        return np.zeros(grid.table.attainment[cells].shape, bool)
    return np.asarray(grid.table.rolled.denominator[cells] < SMALLEST_DENOMINATOR, np.bool_)


def changed_cells(before: ValueGrid, grid: ValueGrid, among: Sequence[int]) -> tuple[Ints, Ints]:
    """Rows and columns of the cells of some rows in which anything differs that a cell shows."""
    one, other = before.table, grid.table
    pairs = (
        (before.source, grid.source),
        (one.attainment, other.attainment),
        (one.rolled.value, other.rolled.value),
        (one.rolled.denominator, other.rolled.denominator),
    )
    rows = np.array(among, np.int64)
    differs = np.zeros((len(rows), len(one.edges) - 1), bool)
    for old, new in pairs:
        if old is not new:
            differs |= bits(old[rows]) != bits(new[rows])
    at, columns = np.nonzero(differs)
    return rows[at], columns


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
