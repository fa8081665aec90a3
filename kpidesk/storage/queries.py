"""Values out of the file, as columns of numbers."""

from __future__ import annotations

import math
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import sqlalchemy as sa

from kpidesk.domain.entries import Coverage, Entries, Floats, Ints
from kpidesk.storage.database import ASIDE
from kpidesk.storage.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kpidesk.domain.entities import Id

_LONGEST = 366
"""Days of the longest period a value covers: one that starts a year earlier may still reach in."""
_FEW = 40
"""So many reps or KPIs are looked up one by one instead of reading them all."""
_DAYS, _SOURCES = 2**11, 2**20
_KEPT = "kpidesk_kept"
_EXACT = 2**53
"""Below this a float holds every whole number, so that rep, KPI, day, length and source travel as one of them."""

Numbered: TypeAlias = "list[tuple[int, int]]"
"""The small numbers of some reps or KPIs in order, each with its position in the caller's list."""


def entries(connection: sa.Connection, reps: Sequence[Id], kpis: Sequence[Id], first: int, end: int) -> Entries:
    """Values of some reps and KPIs that touch the days from `first` up to, not including, `end`.

    `Entries.rep` and `Entries.kpi` are positions in `reps` and `kpis`. Sorted by rep, KPI and start.
    """
    # What is not committed yet may still be taken back.
    state = None if connection.get_execution_options().get("kpidesk_write") else version(connection)
    kept: Kept | None = connection.info.get(_KEPT)
    if kept is not None and kept.holds(state, reps, kpis, first, end):
        return kept.part(reps, kpis, first, end)
    numbers = _numbered(connection, "rep", reps), _numbered(connection, "kpi", kpis)
    found = _entries(connection, *numbers, first, end)
    if state is not None and len(reps) > 1 and len(kpis) > 1:
        made = Kept.of(state, reps, kpis, (first, end), found)
        connection.info[_KEPT] = made if kept is None or made.replaces(kept) else kept
    return found


def forget(connection: sa.Connection) -> None:
    """Let go of the values read last: the next question goes to the file."""
    connection.info.pop(_KEPT, None)


def _entries(connection: sa.Connection, reps: Numbered, kpis: Numbered, first: int, end: int) -> Entries:
    if not reps or not kpis:
        return Entries.empty()
    rep, kpi, day = reps[0][0], kpis[0][0], first - _LONGEST
    shape = (reps[-1][0] - rep + 1, kpis[-1][0] - kpi + 1, max(end - day, 1), _DAYS, _SOURCES)
    if math.prod(shape) > _EXACT:
        parts = [(half, kpis) for half in _halves(reps)] if len(reps) > 1 else [(reps, half) for half in _halves(kpis)]
        one, other = (_entries(connection, *part, first, end) for part in parts)
        return one.joined(other)
    # What the driver hands over costs by the column, so whole numbers are packed into one; as a float, which it makes
    # faster. Joined this way round SQLite seeks once a rep and KPI instead of reading all values between two days.
    worth = [float(math.prod(shape[at + 1 :])) for at in range(len(shape))]
    query = f"""
        SELECT (e.rep_no - {rep}) * {worth[0]} + (e.kpi_no - {kpi}) * {worth[1]} + (e.start - {day}) * {worth[2]}
            + e.days * {worth[3]} + e.source, e.numerator, ifnull(e.denominator, 9e999)
        FROM rep CROSS JOIN kpi CROSS JOIN kpi_entry e
        WHERE rep.no IN ({_marks(reps)}) AND kpi.no IN ({_marks(kpis)}) AND e.rep_no = rep.no AND e.kpi_no = kpi.no
        AND e.start >= {day} AND e.start < {end} AND e.start + e.days > {first}"""
    asked = (*dict(reps), *dict(kpis))
    packed, numerator, denominator = _columns(connection, query, 3, asked)
    rep_no, kpi_no, start, days, source = np.unravel_index(packed.astype(np.int64), shape)
    return Entries(
        _lookup(reps)[rep_no + rep],
        _lookup(kpis)[kpi_no + kpi],
        start + day,
        days,
        numerator,
        np.where(np.isinf(denominator), np.nan, denominator),
        source,
    )


def typed_days(
    connection: sa.Connection, reps: Sequence[Id], kpi: Id, first: int, end: int
) -> dict[tuple[int, int], int]:
    """The day number on which a value was typed, by position of the rep and first day, where that is known.

    Of the values of one KPI that start on the days from `first` up to, not including, `end`.
    """
    rep_at, kpi_at = _numbered(connection, "rep", reps), _numbered(connection, "kpi", [kpi])
    query = f"""
        SELECT rep_no, start, typed_on FROM kpi_entry
        WHERE rep_no IN ({_marks(rep_at)}) AND kpi_no IN ({_marks(kpi_at)}) AND start >= ? AND start < ?
        AND typed_on IS NOT NULL"""
    at = dict(rep_at)
    with _rows(connection, query, (*at, *dict(kpi_at), first, end)) as rows:
        return {(at[rep_no], start): day for rep_no, start, day in rows}


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
    rep_at, kpi_at = _numbered(connection, "rep", reps), _numbered(connection, "kpi", kpis)
    query = f"""
        SELECT rep_no, kpi_no, first, last FROM kpi_coverage
        WHERE rep_no IN ({_marks(rep_at)}) AND kpi_no IN ({_marks(kpi_at)}) ORDER BY rep_no, kpi_no, first"""
    found = _columns(connection, query, 4, (*dict(rep_at), *dict(kpi_at))).astype(np.int64)
    rep_no, kpi_no, first, last = found
    return Coverage(_lookup(rep_at)[rep_no], _lookup(kpi_at)[kpi_no], first, last)


def span(connection: sa.Connection, kpis: Sequence[Id]) -> tuple[int, int] | None:
    """First day and the day after the last of all values of some KPIs, as day numbers; None without any."""
    wanted = dict(_numbered(connection, "kpi", kpis))
    # The last to start may end before a longer one that started earlier.
    of_series = f"""
        SELECT (SELECT min(start) FROM kpi_entry e WHERE e.rep_no = rep.no AND e.kpi_no = kpi.no) AS first,
            (SELECT max(start + days) FROM kpi_entry e WHERE e.rep_no = rep.no AND e.kpi_no = kpi.no AND e.start >=
                (SELECT max(start) FROM kpi_entry e WHERE e.rep_no = rep.no AND e.kpi_no = kpi.no) - {_LONGEST}) AS end
        FROM rep CROSS JOIN kpi WHERE kpi.no IN ({_marks(wanted)})"""
    row = connection.exec_driver_sql(f"SELECT min(first), max(end) FROM ({of_series})", tuple(wanted)).one()
    return None if row[0] is None else (int(row[0]), int(row[1]))


def covered_span(connection: sa.Connection, kpis: Sequence[Id]) -> tuple[int, int] | None:
    """First day and the day after the last of what imports cover of some KPIs, as day numbers; None without any."""
    wanted = dict(_numbered(connection, "kpi", kpis))
    query = f"SELECT min(first), max(last) + 1 FROM kpi_coverage WHERE kpi_no IN ({_marks(wanted)})"
    row = connection.exec_driver_sql(query, tuple(wanted)).one()
    return None if row[0] is None else (int(row[0]), int(row[1]))


def _columns(connection: sa.Connection, query: str, width: int, asked: tuple[float, ...]) -> Floats:
    """The columns of a query of numbers, none of them NULL, shape (columns, rows); no row is kept as a tuple."""
    with _rows(connection, query, asked) as rows:
        numbers = np.fromiter(chain.from_iterable(rows), np.float64)
    return np.ascontiguousarray(numbers.reshape(-1, width).T)


@contextmanager
def _rows(connection: sa.Connection, query: str, asked: tuple[object, ...]) -> Iterator[Iterable[tuple[Any, ...]]]:
    """The driver's own rows: what SQLAlchemy adds to a statement and to each row costs more than they do."""
    driver: Any = connection.connection.driver_connection
    try:
        yield driver.execute(query, asked)
    except connection.dialect.loaded_dbapi.Error as error:
        # What goes wrong while rows come in is explained like all else.
        raise sa.exc.DatabaseError(query, None, error) from error


def _numbered(connection: sa.Connection, table: str, ids: Sequence[Id]) -> Numbered:
    at = {ident.hex: at for at, ident in enumerate(ids)}
    few = len(ids) <= _FEW
    query = f'SELECT id, no FROM "{table}" {f"WHERE id IN ({_marks(ids)})" if few else ""} ORDER BY no'
    with _rows(connection, query, tuple(at) if few else ()) as rows:
        return [(no, at[ident]) for ident, no in rows if ident in at]


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _halves(numbers: Numbered) -> tuple[Numbered, Numbered]:
    return numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]


def _lookup(numbers: Numbered) -> Ints:
    table = np.zeros(max(dict(numbers), default=0) + 1, dtype=np.int64)
    table[list(dict(numbers))] = list(dict(numbers).values())
    return table
