"""Taking the values of an import back: what lay below comes up again, or sinks below what came later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from kpidesk.domain.days import day_number
from kpidesk.storage.imports import COLUMNS, KEY, KEY_COLUMNS, LONGEST, SAME
from kpidesk.storage.tables import cleared_value, kpi, rep

if TYPE_CHECKING:
    from kpidesk.domain.entities import Import

_OVERLAP = f"{SAME} AND b.start < a.start + a.days AND b.start + b.days > a.start"


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking back an import did to the values."""

    removed: int
    restored: int
    kept: int
    """Values typed by hand since the import, left as they are."""
    cleared: int
    """Periods cleared by hand since the import, left empty."""


def undo(connection: sa.Connection, taken: Import) -> Undone:
    """Take the values of an import back, inside the caller's transaction.

    Values typed by hand since then stay, and what was cleared by hand since then stays empty.
    A value that a later import found unchanged becomes that import's own. What this import replaced lies below its
    values in `kpi_entry_past`: it comes back, or goes below the later import that has its place.
    """
    number = taken.no
    run = connection.exec_driver_sql
    kept = int(run(_KEPT.format(**_told(taken, typed=True))).scalar_one())
    cleared = _clear(connection, taken)
    _find_owners(connection, number)
    run(f"UPDATE kpi_entry AS a SET source = ({_OWNER}) WHERE source = {number} AND EXISTS ({_OWNER})")
    removed = run(f"DELETE FROM kpi_entry WHERE source = {number}").rowcount
    _sink(connection, number)
    restored = run(
        f"""INSERT INTO kpi_entry ({COLUMNS}) SELECT {COLUMNS} FROM kpi_entry_past AS a WHERE a.replaced_by = {number}
        AND NOT EXISTS (SELECT 1 FROM kpi_entry AS b WHERE {_OVERLAP} AND b.start > a.start - {LONGEST})"""
    ).rowcount
    for table, column in (("kpi_entry_past", "replaced_by"), ("kpi_coverage", "source"), ("kpi_restated", "source")):
        run(f"DELETE FROM {table} WHERE {column} = {number}")
    for name in ("undo_cleared", "undo_value", "undo_restated", "undo_later"):
        run(f"DROP TABLE temp.{name}")
    return Undone(removed, restored, kept, cleared)


def _clear(connection: sa.Connection, taken: Import) -> int:
    """Let go of what the import replaced where it was cleared by hand since then: how many periods that are."""
    run = connection.exec_driver_sql
    run(f"CREATE TEMP TABLE undo_cleared ({KEY_COLUMNS}, days INTEGER, source INTEGER)")
    query = sa.select(rep.c.no, kpi.c.no, cleared_value.c.start, cleared_value.c.days, cleared_value.c.source)
    query = query.where(rep.c.id == cleared_value.c.rep_id, kpi.c.id == cleared_value.c.kpi_id)
    found = connection.execute(query.where(cleared_value.c.newest >= taken.no))
    rows = [(rep_no, kpi_no, day_number(start), *rest) for rep_no, kpi_no, start, *rest in found]
    if not rows:
        return 0
    run("INSERT INTO undo_cleared VALUES (?, ?, ?, ?, ?)", rows)
    count = int(run(_CLEARED.format(**_told(taken, typed=False))).scalar_one())
    overlap = f"EXISTS (SELECT 1 FROM undo_cleared AS b WHERE {_OVERLAP})"
    run(f"DELETE FROM kpi_entry_past AS a WHERE replaced_by = {taken.no} AND {overlap}")
    return count


def _find_owners(connection: sa.Connection, number: int) -> None:
    """List the values of the import, in sight or replaced since, with the later import that has or replaced each."""
    run = connection.exec_driver_sql
    run(f"CREATE TEMP TABLE undo_restated AS SELECT * FROM kpi_restated WHERE source > {number}")
    run("CREATE INDEX temp.undo_restated_key ON undo_restated (rep_no, kpi_no, first)")
    restated = f"SELECT min(b.source) FROM undo_restated AS b WHERE {SAME} AND a.start BETWEEN b.first AND b.last"
    run(f"CREATE TEMP TABLE undo_value ({KEY_COLUMNS}, replaced_by INTEGER, gone INTEGER, owner INTEGER)")
    run(
        f"""INSERT INTO undo_value SELECT {KEY}, NULL, NULL, ({restated})
        FROM kpi_entry AS a WHERE source = {number}"""
    )
    run(
        f"""INSERT INTO undo_value SELECT {KEY}, replaced_by, gone,
            min(replaced_by, coalesce(({restated}), replaced_by))
        FROM kpi_entry_past AS a WHERE source = {number}"""
    )
    run(f"CREATE INDEX temp.undo_key ON undo_value ({KEY})")


_OWNER = f"SELECT b.owner FROM undo_value AS b WHERE {SAME} AND a.start = b.start AND b.replaced_by IS NULL AND b.owner"


def _sink(connection: sa.Connection, number: int) -> None:
    """Move what the import replaced below the first later import that has a value or nothing in its place."""
    run = connection.exec_driver_sql
    # A value below later ones belongs to whoever found it unchanged, or is gone with this import.
    run(
        f"""UPDATE kpi_entry_past AS a SET source = (SELECT b.owner FROM undo_value AS b WHERE {SAME}
            AND a.start = b.start AND b.replaced_by = a.replaced_by)
        WHERE source = {number} AND EXISTS (SELECT 1 FROM undo_value AS b WHERE {SAME} AND a.start = b.start
            AND b.replaced_by = a.replaced_by AND b.owner < a.replaced_by)"""
    )
    run(f"DELETE FROM kpi_entry_past WHERE source = {number}")
    # Where this import's own value went by hand, nothing comes back: that was edited since then.
    gone_by_hand = f"NOT gone AND NOT EXISTS (SELECT 1 FROM undo_value AS b WHERE {SAME} AND a.start = b.start)"
    run(f"DELETE FROM kpi_entry_past AS a WHERE replaced_by = {number} AND {gone_by_hand}")
    touched = f"(rep_no, kpi_no) IN (SELECT rep_no, kpi_no FROM kpi_entry_past WHERE replaced_by = {number})"
    run(
        f"""CREATE TEMP TABLE undo_later AS
        SELECT {KEY}, days, source, 0 AS covers FROM kpi_entry WHERE source > {number} AND {touched}
        UNION ALL SELECT {KEY}, days, source, 0 FROM kpi_entry_past WHERE source > {number} AND {touched}
        UNION ALL SELECT rep_no, kpi_no, first, last - first + 1, source, 1 FROM kpi_coverage
        WHERE source > {number} AND {touched}
        UNION ALL SELECT {KEY}, 1, replaced_by, 0 FROM undo_value WHERE NOT gone"""
    )
    run("CREATE INDEX temp.undo_later_key ON undo_later (rep_no, kpi_no, start)")
    run(
        f"""INSERT OR IGNORE INTO kpi_entry_past (replaced_by, {COLUMNS}, gone)
        SELECT owner, {COLUMNS}, NOT EXISTS (SELECT 1 FROM undo_later AS b WHERE {SAME} AND b.start = a.start
            AND b.source = owner AND NOT b.covers)
        FROM (SELECT *, ({_HOLDER}) AS owner FROM kpi_entry_past AS a WHERE replaced_by = {number}) AS a
        WHERE owner NOT NULL"""
    )
    run(f"DELETE FROM kpi_entry_past AS a WHERE replaced_by = {number} AND EXISTS ({_HOLDER})")


# What a file covers is removed by its first day, what it has a value for by any day.
_HOLDER = f"""SELECT min(b.source) FROM undo_later AS b WHERE {_OVERLAP} AND (NOT b.covers OR a.start >= b.start)
    HAVING count(*)"""


# A place that the import emptied or filled. Among its own values a typed one may be older, which its day tells.
_ITS_PLACE = f"""(
    EXISTS (SELECT 1 FROM kpi_entry_past AS b WHERE b.replaced_by = {{no}} AND {_OVERLAP})
    OR EXISTS (SELECT 1 FROM kpi_coverage AS b WHERE b.source = {{no}} AND {SAME}
        AND a.start BETWEEN b.first AND b.last)
    OR ({{since}} AND a.start BETWEEN {{first}} AND {{last}} AND (a.rep_no, a.kpi_no) IN (
        SELECT DISTINCT rep_no, kpi_no FROM kpi_entry WHERE source = {{no}})))"""
_KEPT = f"SELECT count(*) FROM kpi_entry AS a WHERE a.source = 0 AND {_ITS_PLACE}"
_CLEARED = f"SELECT count(*) FROM undo_cleared AS a WHERE a.source = {{no}} OR {_ITS_PLACE}"


def _told(taken: Import, *, typed: bool) -> dict[str, Any]:
    """What the queries need to know of the import."""
    first = 0 if taken.first_day is None else day_number(taken.first_day)
    last = first - 1 if taken.last_day is None else day_number(taken.last_day)
    day = day_number(taken.at.astimezone().date())
    since = f"ifnull(a.typed_on, {day}) >= {day}" if typed else "TRUE"
    return {"no": taken.no, "first": first, "last": last, "since": since}
