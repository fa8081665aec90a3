"""Available days: the working days of a rep without leave, before hire and after exit none (domain brief 2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.calendars import Days, working_days
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import Kpi, KpiClass, Leave, Rep
from kpidesk.domain.entries import Floats, positions

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG_LEAVE = 5
"""Outcome targets are relieved only by a leave of at least this many working days (domain brief 2.3)."""


def full_time(first: int, end: int) -> Floats:
    """Weight of each day from `first` up to, not including, `end`: 1 from Monday to Friday, else 0."""
    days = np.arange(first, end, dtype=np.int64)
    return ((days + 3) % 7 < 5).astype(np.float64)


def available(reps: Sequence[Rep], leaves: Sequence[Leave], first: int, end: int, *, shortest_leave: int = 1) -> Floats:
    """Weight of each day for each rep, shape (reps, days): 1 on a day the rep works, else 0.

    Args:
        reps: The reps, one row each; a rep without a hire date counts from the beginning.
        leaves: Leaves of any reps.
        first: Day number of the first column.
        end: Day number after the last column.
        shortest_leave: Leaves with fewer working days than this change nothing.
    """
    weights = np.tile(full_time(first, end), (len(reps), 1))
    row = positions([rep.id for rep in reps])
    for at, rep in enumerate(reps):
        if rep.hired_on is not None:
            weights[at, : max(day_number(rep.hired_on) - first, 0)] = 0
        if rep.left_on is not None:
            weights[at, max(day_number(rep.left_on) + 1 - first, 0) :] = 0
    for leave in leaves:
        begin, stop = day_number(leave.first), day_number(leave.last) + 1
        if leave.rep_id in row and working_days(begin, stop) >= shortest_leave:
            weights[row[leave.rep_id], max(begin - first, 0) : max(stop - first, 0)] = 0
    return weights


def shortest_relief(kpi: Kpi) -> int:
    """The shortest leave, in working days, that lowers the coaching target of a KPI."""
    return LONG_LEAVE if kpi.kpi_class is KpiClass.OUTCOME else 1


def share(weights: Floats, first: int, begin: Days | int, end: Days | int) -> Floats:
    """Sum of the weights of each rep from `begin` up to `end`, shape (reps,); column 0 is day number `first`."""
    return np.asarray(weights[:, max(int(begin) - first, 0) : max(int(end) - first, 0)].sum(axis=1), dtype=np.float64)
