"""Values of an import, written in bulk: what they replace is kept, so that an import can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import sqlalchemy as sa

from kpidesk.domain.days import day_number
from kpidesk.storage.tables import import_, kpi, rep

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import TracebackType

    from kpidesk.domain.entities import Id, Import

Entry: TypeAlias = tuple[int, int, int, int, float] | tuple[int, int, int, int, float, float]
"""Numbers of rep and KPI, first day number, days, numerator and, for a ratio with two sides, denominator."""

Span: TypeAlias = tuple[int, int, int, int]
"""Numbers of rep and KPI, first and last day number."""

ChangeRow: TypeAlias = tuple[int, int, int, int, float | None, float | None, bool]
"""Numbers of rep and KPI, first day number, days, value before and after, and whether it was typed by hand."""

_BATCH = 25_000
_AT_ONCE = 50
"""Rows in one statement; one row a statement takes half as long again."""

_COLUMNS = "rep_no, kpi_no, start, days, numerator, denominator, source"
_KEY = "rep_no, kpi_no, start"
_KEY_COLUMNS = "rep_no INTEGER NOT NULL, kpi_no INTEGER NOT NULL, start INTEGER NOT NULL"
_SAME = "a.rep_no = b.rep_no AND a.kpi_no = b.kpi_no"
# A value that did not change is left alone and keeps its import; the file then grows by nothing.
_UPSERT = f"""INSERT INTO kpi_entry ({_COLUMNS}) VALUES {{rows}}
    ON CONFLICT (rep_no, kpi_no, start) DO UPDATE SET days = excluded.days, numerator = excluded.numerator,
    denominator = excluded.denominator, source = excluded.source
    WHERE numerator IS NOT excluded.numerator OR denominator IS NOT excluded.denominator OR days IS NOT excluded.days"""


@dataclass(frozen=True, slots=True)
class Written:
    """What an import did to the values."""

    new: int
    changed: int
    """Replaced by other numbers, or removed because the file covers their day and has none."""
    same: int
    typed: int
    """Of the changed ones, those typed by hand."""
    repeated: int
    """Values the file itself gives twice with different numbers; the last one was kept."""
    first: int | None
    last: int | None
    """First and last day number of all values in the file."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking back an import did to the values."""

    removed: int
    restored: int
    kept: int
    """Values typed by hand since the import, left as they are."""


def next_number(connection: sa.Connection) -> int:
    """The number of the next import; numbers of taken back imports are not used again."""
    return (connection.scalar(sa.select(sa.func.max(import_.c.no))) or 0) + 1


def rep_number(connection: sa.Connection, ident: Id) -> int:
    """The small number by which values refer to a rep."""
    return int(connection.scalars(sa.select(rep.c.no).where(rep.c.id == ident)).one())


def kpi_number(connection: sa.Connection, ident: Id) -> int:
    """The small number by which values refer to a KPI."""
    return int(connection.scalars(sa.select(kpi.c.no).where(kpi.c.id == ident)).one())


class ValueWriter:
    """Writes the values of one import inside the caller's transaction; a context, so that its triggers never stay."""

    def __init__(self, connection: sa.Connection, number: int, *, covers: bool) -> None:
        """Set the import's number; `covers` says that `cover` will follow, for which every value must be remembered."""
        self._connection, self._number, self._covers = connection, number, covers
        self._given = self._touched = self._updated = 0
        self._spans: set[tuple[int, int]] = set()
        self._was_empty = True

    def __enter__(self) -> Self:
        # A busy trigger costs nothing while nothing is replaced, which is the usual first import.
        keep = f"INSERT INTO kpi_entry_past (replaced_by, {_COLUMNS}) VALUES ({self._number}, {_olds()});"
        source = f"OLD.source {{}} {self._number}"
        self._run(f"CREATE TEMP TABLE import_repeat ({_KEY_COLUMNS})")
        self._run(f"CREATE TEMP TABLE import_seen ({_KEY_COLUMNS}, PRIMARY KEY ({_KEY})) WITHOUT ROWID")
        for event in ("UPDATE", "DELETE"):
            self._run(
                f"CREATE TEMP TRIGGER import_{event} BEFORE {event} ON main.kpi_entry "
                f"WHEN {source.format('<>')} BEGIN {keep} END"
            )
        self._run(
            f"CREATE TEMP TRIGGER import_twice BEFORE UPDATE ON main.kpi_entry WHEN {source.format('=')} "
            "BEGIN INSERT INTO import_repeat VALUES (OLD.rep_no, OLD.kpi_no, OLD.start); END"
        )
        self._was_empty = not self._one("SELECT EXISTS (SELECT 1 FROM kpi_entry)")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:  # else the transaction takes them back, and its connection may not be fit for statements
            for name in ("UPDATE", "DELETE", "twice"):
                self._run(f"DROP TRIGGER temp.import_{name}")
            self._run("DROP TABLE temp.import_repeat")
            self._run("DROP TABLE temp.import_seen")

    def write(self, entries: Iterable[Entry]) -> None:
        """Write values, the last one where a key comes twice. Sorted batches keep the pages of the table together."""
        cursor = self._cursor()
        numbers = iter(entries)
        while batch := list(islice(numbers, _BATCH)):
            batch.sort(key=itemgetter(0, 1, 2))
            self._given += len(batch)
            self._spans |= set(map(itemgetter(2, 3), batch))
            # Binding NULL is dear, so that values without a denominator have their own statement.
            for width, tail in ((5, "NULL"), (6, "?")):
                rows = [entry for entry in batch if len(entry) == width]
                self._touched += _upsert(cursor, rows, f"(?, ?, ?, ?, ?, {tail}, {self._number})")
            if self._covers:
                seen = "INSERT OR IGNORE INTO import_seen VALUES (?, ?, ?)"
                cursor.executemany(seen, map(itemgetter(0, 1, 2), batch))
        self._updated = self._one(f"SELECT count(*) FROM kpi_entry_past WHERE replaced_by = {self._number}")
        self._remove_overlapped()

    def cover(self, spans: Sequence[Span], today: int) -> None:
        """Remove what the file covers but does not have, and remember up to `today` that it covers it."""
        cursor = self._cursor()
        cursor.executemany(
            f"""DELETE FROM kpi_entry AS a WHERE a.rep_no = ? AND a.kpi_no = ? AND a.start BETWEEN ? AND ?
            AND NOT EXISTS (SELECT 1 FROM import_seen AS b WHERE {_SAME} AND a.start = b.start)""",
            spans,
        )
        known = [(self._number, r, k, first, min(last, today)) for r, k, first, last in spans if first <= today]
        cursor.executemany(
            "INSERT INTO kpi_coverage (source, rep_no, kpi_no, first, last) VALUES (?, ?, ?, ?, ?)", known
        )

    def written(self) -> Written:
        """The counts."""
        past = f"SELECT count(*) FROM kpi_entry_past WHERE replaced_by = {self._number}"
        return Written(
            new=self._touched - self._updated - self._one("SELECT count(*) FROM import_repeat"),
            changed=self._one(past),
            same=self._given - self._touched,
            typed=self._one(f"{past} AND source = 0"),
            repeated=self._one("SELECT count(*) FROM (SELECT DISTINCT rep_no, kpi_no, start FROM import_repeat)"),
            first=min((start for start, _ in self._spans), default=None),
            last=max((start + days - 1 for start, days in self._spans), default=None),
        )

    def _remove_overlapped(self) -> None:
        """A new value replaces every other one that shares a day with it: weeks replace days and days weeks."""
        if self._was_empty or not self._touched:
            return
        longest = self._one(f"SELECT coalesce(max(days), 0) FROM kpi_entry WHERE source <> {self._number}")
        self._run(
            f"""DELETE FROM kpi_entry WHERE (rep_no, kpi_no, start) IN (
            SELECT b.rep_no, b.kpi_no, b.start FROM kpi_entry AS a JOIN kpi_entry AS b ON {_SAME}
            AND b.start > a.start - {longest} AND b.start < a.start + a.days AND b.start + b.days > a.start
            AND b.start <> a.start WHERE a.source = {self._number} AND b.source <> {self._number})"""
        )

    def _run(self, statement: str) -> None:
        self._connection.exec_driver_sql(statement)

    def _one(self, query: str) -> int:
        return int(self._connection.exec_driver_sql(query).scalar_one())

    def _cursor(self) -> Any:
        return self._connection.connection.cursor()


def _olds() -> str:
    return ", ".join(f"OLD.{name}" for name in _COLUMNS.split(", "))


def _upsert(cursor: Any, rows: list[Entry], place: str) -> int:
    """Write rows of one width, sorted; the number of rows that were new or changed."""
    whole = len(rows) - len(rows) % _AT_ONCE
    touched = 0
    if whole:
        statement = _UPSERT.format(rows=", ".join([place] * _AT_ONCE))
        groups = (list(chain.from_iterable(rows[at : at + _AT_ONCE])) for at in range(0, whole, _AT_ONCE))
        touched += cursor.executemany(statement, groups).rowcount
    if rest := rows[whole:]:
        touched += cursor.executemany(_UPSERT.format(rows=place), rest).rowcount
    return touched


_REPLACED = f"""FROM kpi_entry_past AS a LEFT JOIN kpi_entry AS b ON {_SAME} AND a.start = b.start
    AND b.source = a.replaced_by WHERE a.replaced_by = {{no}}"""


def counts(connection: sa.Connection, number: int) -> dict[int, tuple[int, int, int]]:
    """How many values of each KPI import `number` added, changed and removed, by the KPI's number."""
    run = connection.exec_driver_sql
    own = run(f"SELECT kpi_no, count(*) FROM kpi_entry WHERE source = {number} GROUP BY kpi_no")
    written = {int(kpi_no): int(count) for kpi_no, count in own}
    replaced = f"SELECT a.kpi_no, count(b.start), count(*) {_REPLACED.format(no=number)} GROUP BY a.kpi_no"
    past = {kpi_no: (changed, every - changed) for kpi_no, changed, every in run(replaced)}
    found = {}
    for kpi_no in {*written, *past}:
        changed, removed = past.get(kpi_no, (0, 0))
        found[kpi_no] = written.get(kpi_no, 0) - changed, changed, removed
    return found


def changes(connection: sa.Connection, number: int, most: int) -> list[ChangeRow]:
    """The first values that import `number` changed or removed, by rep, KPI and day."""
    query = f"""SELECT a.rep_no, a.kpi_no, a.start, a.days, a.numerator, a.denominator, b.numerator, b.denominator,
        a.source = 0 {_REPLACED.format(no=number)} ORDER BY a.rep_no, a.kpi_no, a.start LIMIT {most}"""
    rows = connection.exec_driver_sql(query)
    return [(*row[:4], _ratio(row[4], row[5]), _ratio(row[6], row[7]), bool(row[8])) for row in rows]


def _ratio(top: float | None, bottom: float | None) -> float | None:
    if top is None or bottom is None:
        return top
    return top / bottom if bottom else None


def undo(connection: sa.Connection, taken: Import, heir: int | None = None) -> Undone:
    """Take the values of an import back, inside the caller's transaction. Values typed by hand since then stay.

    Args:
        connection: A write transaction.
        taken: The import to take back.
        heir: Number of a later import that gave all the same values again and keeps them.
    """
    number = taken.no
    run = connection.exec_driver_sql
    kept = int(run(_KEPT.format(no=number, **_days(taken))).scalar_one())
    _hand_over(connection, number, heir)
    removed = run(f"DELETE FROM kpi_entry WHERE source = {number}").rowcount
    restored = run(
        f"""INSERT INTO kpi_entry ({_COLUMNS}) SELECT {_COLUMNS} FROM kpi_entry_past AS a
        WHERE a.replaced_by = {number} AND NOT EXISTS (SELECT 1 FROM kpi_entry AS b WHERE {_SAME}
        AND b.start < a.start + a.days AND b.start + b.days > a.start)"""
    ).rowcount
    run(f"DELETE FROM kpi_entry_past WHERE replaced_by = {number}")
    run(f"DELETE FROM kpi_coverage WHERE source = {number}")
    return Undone(removed, restored, kept)


# A value typed by hand was typed since the import if it stands where the import wrote or removed something.
_KEPT = """SELECT count(*) FROM kpi_entry AS a WHERE a.source = 0 AND (
    EXISTS (SELECT 1 FROM kpi_entry_past AS p WHERE p.replaced_by = {no} AND p.rep_no = a.rep_no
        AND p.kpi_no = a.kpi_no AND p.start = a.start)
    OR EXISTS (SELECT 1 FROM kpi_coverage AS c WHERE c.source = {no} AND c.rep_no = a.rep_no
        AND c.kpi_no = a.kpi_no AND a.start BETWEEN c.first AND c.last)
    OR (a.start BETWEEN {first} AND {last} AND (a.rep_no, a.kpi_no) IN (
        SELECT DISTINCT rep_no, kpi_no FROM kpi_entry WHERE source = {no})))"""


def _days(taken: Import) -> dict[str, int]:
    first = 0 if taken.first_day is None else day_number(taken.first_day)
    return {"first": first, "last": first - 1 if taken.last_day is None else day_number(taken.last_day)}


def _hand_over(connection: sa.Connection, number: int, heir: int | None) -> None:
    """Give later imports what is theirs: values they found unchanged, and the values before those they replaced."""
    run = connection.exec_driver_sql
    later = f"""SELECT max(b.source) FROM kpi_coverage AS b WHERE b.source > {number} AND {_SAME}
        AND a.start BETWEEN b.first AND b.last"""
    theirs = str(heir) if heir is not None else f"({later})"
    run(f"CREATE TEMP TABLE undo_later (replaced_by INTEGER NOT NULL, {_KEY_COLUMNS})")
    run(f"INSERT INTO undo_later SELECT replaced_by, {_KEY} FROM kpi_entry_past WHERE source = {number}")
    run(
        f"""INSERT INTO undo_later SELECT * FROM (SELECT {theirs} AS replaced_by, {_KEY} FROM kpi_entry AS a
        WHERE a.source = {number}) WHERE replaced_by NOT NULL"""
    )
    run(f"UPDATE kpi_entry AS a SET source = coalesce({theirs}, a.source) WHERE a.source = {number}")
    run(f"DELETE FROM kpi_entry_past WHERE source = {number}")
    run(
        f"""INSERT INTO kpi_entry_past (replaced_by, {_COLUMNS})
        SELECT b.replaced_by, a.rep_no, a.kpi_no, a.start, a.days, a.numerator, a.denominator, a.source
        FROM undo_later AS b JOIN kpi_entry_past AS a ON {_SAME} AND a.start = b.start AND a.replaced_by = {number}"""
    )
    run(f"DELETE FROM kpi_entry_past WHERE replaced_by = {number} AND ({_KEY}) IN (SELECT {_KEY} FROM undo_later)")
    run("DROP TABLE temp.undo_later")
