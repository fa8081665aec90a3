"""Trying an import out: in memory, on a copy of what it would touch, so that the file itself is only read."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa

from kpidesk.storage.driver import driver
from kpidesk.storage.imports import LONGEST
from kpidesk.storage.tables import (
    alias,
    import_,
    import_edit,
    kpi,
    kpi_coverage,
    kpi_entry,
    kpi_entry_past,
    kpi_restated,
    metadata,
    rep,
    target,
    team,
)
from kpidesk.storage.value_batches import kpis_of, packed, reps_of, starts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpidesk.storage.database import Database
    from kpidesk.storage.imports import Span
    from kpidesk.storage.value_batches import Batch

_WHOLE = (team, rep, alias, kpi, target, import_)
"""What is copied row by row: few rows, in the order in which they refer to each other."""
_EMPTY = (import_edit, kpi_coverage, kpi_entry_past, kpi_restated)
"""What an import only adds to."""


@contextmanager
def copy(database: Database, values: Sequence[Batch], spans: Sequence[Span]) -> Iterator[sa.Connection]:
    """A connection to such a copy, in which the values and spans of an import can be written; nothing of it stays.

    Whoever writes into the file meanwhile is neither waited for nor kept waiting, and it may be read-only.
    """
    module = driver()
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: module.connect(":memory:", uri=True, check_same_thread=False, isolation_level=None),
        module=module,
        poolclass=sa.pool.StaticPool,
    )
    try:
        with database.explained(), engine.connect() as connection:
            _fill(connection, database.address, _touched(values, spans))
            connection.exec_driver_sql("BEGIN")
            yield connection
    finally:
        engine.dispose()


def _fill(connection: sa.Connection, address: str, touched: Sequence[Span]) -> None:
    run = connection.exec_driver_sql
    for pragma in ("foreign_keys=ON", "trusted_schema=OFF", "temp_store=MEMORY"):
        run(f"PRAGMA {pragma}")
    metadata.create_all(connection, [*_WHOLE, *_EMPTY, kpi_entry])
    run("ATTACH ? AS team_file", (address,))
    run("BEGIN")  # all of it as it is at one moment
    for table in _WHOLE:
        columns = ", ".join(f'"{column.name}"' for column in table.c)
        run(f'INSERT INTO main."{table.name}" ({columns}) SELECT {columns} FROM team_file."{table.name}"')
    run(f"CREATE TEMP TABLE touched ({', '.join(f'{name} INTEGER' for name in ('rep_no', 'kpi_no', 'first', 'last'))})")
    if touched:
        run("INSERT INTO touched VALUES (?, ?, ?, ?)", list(touched))
    columns = ", ".join(f"e.{column.name}" for column in kpi_entry.c)
    run(
        f"""INSERT INTO main.kpi_entry SELECT {columns} FROM touched AS t CROSS JOIN team_file.kpi_entry AS e
        WHERE e.rep_no = t.rep_no AND e.kpi_no = t.kpi_no AND e.start BETWEEN t.first - {LONGEST} AND t.last"""
    )
    run("COMMIT")
    run("DETACH team_file")


def _touched(values: Sequence[Batch], spans: Sequence[Span]) -> list[Span]:
    """Numbers of rep and KPI, first and last day number of all that is said about the two; each pair once."""
    found: dict[tuple[int, int], tuple[int, int]] = {}

    def add(rep_no: int, kpi_no: int, first: int, last: int) -> None:
        before = found.get((rep_no, kpi_no), (first, last))
        found[rep_no, kpi_no] = min(first, before[0]), max(last, before[1])

    for batch in values:
        reps, kpis, starts = reps_of(batch.keys), kpis_of(batch.keys), starts_of(batch.keys)
        # Sorted by rep, KPI and day: a pair begins where one of the two changes.
        begins = np.flatnonzero(np.diff(packed(reps, kpis, 0), prepend=-1))
        lasts = np.maximum.reduceat(starts + batch.days, begins) - 1
        columns = reps[begins], kpis[begins], starts[begins], lasts
        for pair in zip(*(column.tolist() for column in columns), strict=True):
            add(*pair)
    for span in spans:
        add(*span)
    return [(*pair, *days) for pair, days in found.items()]
