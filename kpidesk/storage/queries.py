"""Values out of the file, as columns of numbers."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa

from kpidesk.domain.entries import Coverage, Entries, Floats, Ints
from kpidesk.storage.database import ASIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Id

_LONGEST = 366
"""Days of the longest period a value covers: one that starts a year earlier may still reach in."""
_FEW = 40
"""So many reps or KPIs are looked up one by one instead of reading them all."""
_SERIES, _DAYS, _SOURCES = 2**20, 2**11, 2**20
"""Whole numbers travel packed into two, below 2**53: what the driver hands over costs by the column."""


def entries(connection: sa.Connection, reps: Sequence[Id], kpis: Sequence[Id], first: int, end: int) -> Entries:
    """Values of some reps and KPIs that touch the days from `first` up to, not including, `end`.

    `Entries.rep` and `Entries.kpi` are positions in `reps` and `kpis`. Sorted by rep, KPI and start.
    """
    rep_at, kpi_at = _positions(connection, "rep", reps), _positions(connection, "kpi", kpis)
    # Joined this way round SQLite seeks once for each rep and KPI instead of reading all values between two days.
    query = f"""
        SELECT e.rep_no * {_SERIES} + e.kpi_no, (e.start * {_DAYS} + e.days) * {_SOURCES} + e.source,
            e.numerator, ifnull(e.denominator, 9e999)
        FROM rep CROSS JOIN kpi CROSS JOIN kpi_entry e
        WHERE rep.no IN ({_list(rep_at)}) AND kpi.no IN ({_list(kpi_at)}) AND e.rep_no = rep.no AND e.kpi_no = kpi.no
        AND e.start >= {first - _LONGEST} AND e.start < {end} AND e.start + e.days > {first}"""
    series, packed, numerator, denominator = _columns(connection, query, 4)
    rep_no, kpi_no = np.divmod(series.astype(np.int64), _SERIES)
    span, source = np.divmod(packed.astype(np.int64), _SOURCES)
    start, days = np.divmod(span, _DAYS)
    return Entries(
        _lookup(rep_at)[rep_no],
        _lookup(kpi_at)[kpi_no],
        start,
        days,
        numerator,
        np.where(np.isinf(denominator), np.nan, denominator),
        source,
    )


def version(connection: sa.Connection) -> tuple[object, int, int]:
    """What differs as soon as anything that numbers rest on may have changed since, whoever changed it.

    SQLite counts what others wrote for each connection by itself, so the connection is part of it.
    """
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - an open connection has one
    (others,) = driver.execute("PRAGMA data_version").fetchone()
    return driver, int(others), int(driver.total_changes) - connection.info.get(ASIDE, 0)


def coverage(connection: sa.Connection, reps: Sequence[Id], kpis: Sequence[Id]) -> Coverage:
    """The spans in which imports saw everything of some reps and KPIs, by rep, KPI and first day."""
    rep_at, kpi_at = _positions(connection, "rep", reps), _positions(connection, "kpi", kpis)
    query = f"""
        SELECT rep_no, kpi_no, first, last FROM kpi_coverage
        WHERE rep_no IN ({_list(rep_at)}) AND kpi_no IN ({_list(kpi_at)}) ORDER BY rep_no, kpi_no, first"""
    rep_no, kpi_no, first, last = _columns(connection, query, 4).astype(np.int64)
    return Coverage(_lookup(rep_at)[rep_no], _lookup(kpi_at)[kpi_no], first, last)


def span(connection: sa.Connection, kpis: Sequence[Id]) -> tuple[int, int] | None:
    """First day and the day after the last of all values of some KPIs, as day numbers; None without any."""
    wanted = _list(_positions(connection, "kpi", kpis))
    # The last to start may end before a longer one that started earlier.
    of_series = f"""
        SELECT (SELECT min(start) FROM kpi_entry e WHERE e.rep_no = rep.no AND e.kpi_no = kpi.no) AS first,
            (SELECT max(start + days) FROM kpi_entry e WHERE e.rep_no = rep.no AND e.kpi_no = kpi.no AND e.start >=
                (SELECT max(start) FROM kpi_entry e WHERE e.rep_no = rep.no AND e.kpi_no = kpi.no) - {_LONGEST}) AS end
        FROM rep CROSS JOIN kpi WHERE kpi.no IN ({wanted})"""
    row = connection.exec_driver_sql(f"SELECT min(first), max(end) FROM ({of_series})").one()
    return None if row[0] is None else (int(row[0]), int(row[1]))


def _columns(connection: sa.Connection, query: str, width: int) -> Floats:
    """The columns of a query of numbers, none of them NULL, shape (columns, rows); no row is kept as a tuple."""
    # The driver's own rows: what SQLAlchemy adds to each costs more than the row.
    rows: Any = connection.exec_driver_sql(query).cursor
    try:
        numbers = np.fromiter(chain.from_iterable(rows), np.float64)
    except connection.dialect.loaded_dbapi.Error as error:
        # What goes wrong while rows come in is explained like all else.
        raise sa.exc.DatabaseError(query, None, error) from error
    return np.ascontiguousarray(numbers.reshape(-1, width).T)


def _positions(connection: sa.Connection, table: str, ids: Sequence[Id]) -> dict[int, int]:
    """Where the small number of each rep or KPI stands in the caller's list."""
    # The ids are hexadecimal digits, so nothing in them needs quoting.
    only = f" WHERE id IN ({', '.join(repr(ident.hex) for ident in ids)})" if len(ids) <= _FEW else ""
    numbers: dict[str, int] = dict(connection.exec_driver_sql(f'SELECT id, no FROM "{table}"{only}').all())
    return {numbers[ident.hex]: at for at, ident in enumerate(ids) if ident.hex in numbers}


def _list(numbers: dict[int, int]) -> str:
    return ", ".join(map(str, sorted(numbers)))


def _lookup(positions_of: dict[int, int]) -> Ints:
    table = np.zeros(max(positions_of, default=0) + 1, dtype=np.int64)
    table[list(positions_of)] = list(positions_of.values())
    return table
