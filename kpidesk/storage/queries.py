"""Values out of the file, as columns of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.entries import Coverage, Entries, positions
from kpidesk.storage.records import entry_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    import sqlalchemy as sa

    from kpidesk.domain.entities import Id

_LONGEST = 92
"""Days of the longest period a value covers: one that starts a quarter earlier may still reach in."""


def entries(connection: sa.Connection, reps: Sequence[Id], kpis: Sequence[Id], first: int, end: int) -> Entries:
    """Values of some reps and KPIs that touch the days from `first` up to, not including, `end`.

    `Entries.rep` and `Entries.kpi` are positions in `reps` and `kpis`. Sorted by rep, KPI and start.
    """
    rep_at, kpi_at = _positions(connection, reps, kpis)
    # Joined this way round SQLite seeks once for each rep and KPI instead of reading all values between two days.
    query = f"""
        SELECT e.rep_no, e.kpi_no, e.start, e.days, e.source, e.numerator, e.denominator
        FROM rep CROSS JOIN kpi CROSS JOIN kpi_entry e
        WHERE rep.no IN ({_list(rep_at)}) AND kpi.no IN ({_list(kpi_at)})
        AND e.rep_no = rep.no AND e.kpi_no = kpi.no AND e.start >= ? AND e.start < ? AND e.start + e.days > ?"""
    rows = connection.exec_driver_sql(query, (first - _LONGEST, end, first)).fetchall()
    if not rows:
        return Entries.empty()
    table = np.array([tuple(row) for row in rows], dtype=np.float64)
    rep_no, kpi_no, start, days, source = table[:, :5].astype(np.int64).T
    return Entries(
        _lookup(rep_at)[rep_no], _lookup(kpi_at)[kpi_no], start, days, table[:, 5].copy(), table[:, 6].copy(), source
    )


def coverage(connection: sa.Connection, reps: Sequence[Id], kpis: Sequence[Id]) -> Coverage:
    """The spans in which imports saw everything of some reps and KPIs."""
    rep_at, kpi_at = _positions(connection, reps, kpis)
    query = f"""
        SELECT rep_no, kpi_no, first, last FROM kpi_coverage
        WHERE rep_no IN ({_list(rep_at)}) AND kpi_no IN ({_list(kpi_at)}) ORDER BY rep_no, kpi_no, first"""
    rows = connection.exec_driver_sql(query).fetchall()
    return Coverage.of((rep_at[rep_no], kpi_at[kpi_no], first, last) for rep_no, kpi_no, first, last in rows)


def span(connection: sa.Connection, kpis: Sequence[Id]) -> tuple[int, int] | None:
    """First day and the day after the last of all values of some KPIs, as day numbers; None without any."""
    _reps, numbers = entry_numbers(connection)
    wanted = ", ".join(str(numbers[ident]) for ident in kpis if ident in numbers)
    row = connection.exec_driver_sql(
        f"SELECT min(start), max(start + days) FROM kpi_entry WHERE kpi_no IN ({wanted})"
    ).one()
    return None if row[0] is None else (int(row[0]), int(row[1]))


def last_days(connection: sa.Connection, reps: Sequence[Id], kpis: Sequence[Id]) -> dict[tuple[Id, Id], int]:
    """The last day each rep's values of each KPI cover, as a day number."""
    rep_at, kpi_at = _positions(connection, reps, kpis)
    query = f"""
        SELECT rep.no, kpi.no, (SELECT start + days - 1 FROM kpi_entry e WHERE e.rep_no = rep.no AND e.kpi_no = kpi.no
                                ORDER BY start DESC LIMIT 1) AS day
        FROM rep CROSS JOIN kpi WHERE rep.no IN ({_list(rep_at)}) AND kpi.no IN ({_list(kpi_at)}) AND day NOT NULL"""
    rows = connection.exec_driver_sql(query).fetchall()
    return {(reps[rep_at[rep_no]], kpis[kpi_at[kpi_no]]): int(day) for rep_no, kpi_no, day in rows}


def _positions(
    connection: sa.Connection, reps: Sequence[Id], kpis: Sequence[Id]
) -> tuple[dict[int, int], dict[int, int]]:
    """Where the small number of each rep and KPI stands in the caller's lists."""
    rep_numbers, kpi_numbers = entry_numbers(connection)
    at_rep, at_kpi = positions(reps), positions(kpis)
    return (
        {rep_numbers[ident]: at for ident, at in at_rep.items() if ident in rep_numbers},
        {kpi_numbers[ident]: at for ident, at in at_kpi.items() if ident in kpi_numbers},
    )


def _list(numbers: dict[int, int]) -> str:
    return ", ".join(map(str, sorted(numbers)))


def _lookup(positions_of: dict[int, int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    table = np.zeros(max(positions_of, default=0) + 1, dtype=np.int64)
    table[list(positions_of)] = list(positions_of.values())
    return table
