"""Values of an import, written in bulk: what they replace is kept, so that an import can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import numpy as np
import sqlalchemy as sa

from kpidesk.storage.tables import import_, kpi, rep
from kpidesk.storage.value_batches import kpis_of, packing, reps_of, starts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import TracebackType

    import numpy.typing as npt

    from kpidesk.domain.entities import Id
    from kpidesk.storage.value_batches import Batch

Span: TypeAlias = tuple[int, int, int, int]
"""Numbers of rep and KPI, first and last day number."""

ChangeRow: TypeAlias = tuple[int, int, int, int, float | None, float | None, bool]
"""Numbers of rep and KPI, first day number, days, value before and after, and whether it was typed by hand."""

_AT_ONCE = 50
"""Rows in one statement; one row a statement takes half as long again."""
_CACHE = -6_144
"""KiB of pages kept while writing. Sorted values walk through the table, so that more would only be memory."""

LONGEST = 400
"""More days than any value covers: a year of 53 weeks has 371. Values further apart cannot share a day."""

_WRITTEN = "rep_no, kpi_no, start, days, numerator, denominator, source"
COLUMNS = f"{_WRITTEN}, typed_on"
KEY = "rep_no, kpi_no, start"
KEY_COLUMNS = "rep_no INTEGER NOT NULL, kpi_no INTEGER NOT NULL, start INTEGER NOT NULL"
SAME = "a.rep_no = b.rep_no AND a.kpi_no = b.kpi_no"
# A value that did not change is left alone and keeps its import; the file then grows by nothing.
_UPSERT = f"""INSERT INTO kpi_entry ({_WRITTEN}) VALUES {{rows}}
    ON CONFLICT (rep_no, kpi_no, start) DO UPDATE SET days = excluded.days, numerator = excluded.numerator,
    denominator = excluded.denominator, source = excluded.source, typed_on = NULL
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
        self._first: int | None = None
        self._last: int | None = None
        self._was_empty = True

    def __enter__(self) -> Self:
        # A busy trigger costs nothing while nothing is replaced, which is the usual first import.
        source = f"OLD.source {{}} {self._number}"
        self._cache = self._one("PRAGMA cache_size")
        self._run(f"PRAGMA cache_size = {_CACHE}")
        self._run(f"CREATE TEMP TABLE import_repeat ({KEY_COLUMNS})")
        self._run(f"CREATE TEMP TABLE import_seen ({KEY_COLUMNS}, PRIMARY KEY ({KEY})) WITHOUT ROWID")
        for gone, event in enumerate(("UPDATE", "DELETE")):
            self._run(
                f"CREATE TEMP TRIGGER import_{event} BEFORE {event} ON main.kpi_entry WHEN {source.format('<>')} "
                f"BEGIN INSERT INTO kpi_entry_past (replaced_by, {COLUMNS}, gone) "
                f"VALUES ({self._number}, {_olds()}, {gone}); END"
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
        self._run(f"PRAGMA cache_size = {self._cache}")

    def write(self, found: Iterable[Batch], watch: Callable[[int], None] = lambda _done: None) -> None:
        """Write values, the last one where a key comes twice; `watch` is told how many are done, and may raise."""
        cursor = self._cursor()
        done = 0
        for batch in found:
            # Binding NULL is dear, so that values without a denominator have their own statement.
            place = f"(?, ?, ?, ?, ?, {'NULL' if batch.bottoms is None else '?'}, {self._number})"
            self._span(batch)
            for rows in batch.rows():
                self._given += len(rows)
                self._touched += _upsert(cursor, rows, place)
                if self._covers:
                    seen = "INSERT OR IGNORE INTO import_seen VALUES (?, ?, ?)"
                    cursor.executemany(seen, map(itemgetter(0, 1, 2), rows))
                done += len(rows)
                watch(done)
        self._updated = self._one(f"SELECT count(*) FROM kpi_entry_past WHERE replaced_by = {self._number}")
        self._remove_overlapped()

    def cover(self, spans: Sequence[Span], today: int) -> None:
        """Remove what the file covers but does not have, and remember up to `today` that it covers it."""
        cursor = self._cursor()
        cursor.executemany(
            f"""DELETE FROM kpi_entry AS a WHERE a.rep_no = ? AND a.kpi_no = ? AND a.start BETWEEN ? AND ?
            AND NOT EXISTS (SELECT 1 FROM import_seen AS b WHERE {SAME} AND a.start = b.start)""",
            spans,
        )
        known = [(self._number, r, k, first, min(last, today)) for r, k, first, last in spans if first <= today]
        cursor.executemany(
            "INSERT INTO kpi_coverage (source, rep_no, kpi_no, first, last) VALUES (?, ?, ?, ?, ?)", known
        )

    def restate(self, found: Sequence[Batch]) -> None:
        """Remember the runs of values that were there already just as the file says; ask when all is written."""
        if self._given == self._touched:
            return
        insert = "INSERT INTO kpi_restated (source, rep_no, kpi_no, first, last) VALUES (?, ?, ?, ?, ?)"
        stored = f"SELECT {packing()} FROM kpi_entry WHERE rep_no = ? ORDER BY kpi_no, start"
        cursor = self._cursor()
        for rep_no in sorted({int(rep_no) for batch in found for rep_no in np.unique(batch.reps)}):
            given = np.concatenate([batch.keys_of(rep_no) for batch in found])
            there = np.fromiter(chain.from_iterable(cursor.execute(stored, (rep_no,))), np.int64)
            cursor.executemany(insert, [(self._number, *run) for run in _runs(there, given)])

    def first_repeated(self) -> tuple[str, str, int] | None:
        """Rep, KPI and first day number of the first value that the file gives twice."""
        query = """SELECT r.name, k.name, a.start FROM import_repeat AS a JOIN rep AS r ON r.no = a.rep_no
            JOIN kpi AS k ON k.no = a.kpi_no ORDER BY a.rep_no, a.kpi_no, a.start LIMIT 1"""
        row = self._connection.exec_driver_sql(query).first()
        return None if row is None else (row[0], row[1], row[2])

    def written(self) -> Written:
        """The counts."""
        past = f"SELECT count(*) FROM kpi_entry_past WHERE replaced_by = {self._number}"
        return Written(
            new=self._touched - self._updated - self._one("SELECT count(*) FROM import_repeat"),
            changed=self._one(past),
            same=self._given - self._touched,
            typed=self._one(f"{past} AND source = 0"),
            repeated=self._one("SELECT count(*) FROM (SELECT DISTINCT rep_no, kpi_no, start FROM import_repeat)"),
            first=self._first,
            last=self._last,
        )

    def _span(self, batch: Batch) -> None:
        starts = starts_of(batch.keys)
        first, last = int(starts.min()), int((starts + batch.days).max()) - 1
        self._first = first if self._first is None else min(self._first, first)
        self._last = last if self._last is None else max(self._last, last)

    def _remove_overlapped(self) -> None:
        """A new value replaces every other one that shares a day with it: weeks replace days and days weeks."""
        if self._was_empty or not self._touched:
            return
        longest = self._one(f"SELECT coalesce(max(days), 0) FROM kpi_entry WHERE source <> {self._number}")
        self._run(
            f"""DELETE FROM kpi_entry WHERE (rep_no, kpi_no, start) IN (
            SELECT b.rep_no, b.kpi_no, b.start FROM kpi_entry AS a JOIN kpi_entry AS b ON {SAME}
            AND b.start > a.start - {longest} AND b.start < a.start + a.days AND b.start + b.days > a.start
            AND b.start <> a.start WHERE a.source = {self._number} AND b.source <> {self._number})"""
        )

    def _run(self, statement: str) -> None:
        self._connection.exec_driver_sql(statement)

    def _one(self, query: str) -> int:
        return int(self._connection.exec_driver_sql(query).scalar_one())

    def _cursor(self) -> Any:
        return self._connection.connection.cursor()


def _runs(stored: npt.NDArray[np.int64], given: npt.NDArray[np.int64]) -> list[tuple[int, int, int, int]]:
    """Rep, KPI, first and last first day of each run of given values; it ends where one stands between that was not.

    Both arrays hold keys of one rep, `stored` in their order.
    """
    if not len(stored):
        return []
    is_given, kpis = np.isin(stored, given), kpis_of(stored)
    next_goes_on = np.append(is_given[1:] & (kpis[1:] == kpis[:-1]), False)
    goes_on = np.append(False, is_given[:-1] & (kpis[1:] == kpis[:-1]))
    first, last = stored[is_given & ~goes_on], stored[is_given & ~next_goes_on]
    columns = reps_of(first), kpis_of(first), starts_of(first), starts_of(last)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _olds() -> str:
    return ", ".join(f"OLD.{name}" for name in COLUMNS.split(", "))


def _upsert(cursor: Any, rows: Sequence[tuple[int | float, ...]], place: str) -> int:
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


_REPLACED = f"""FROM kpi_entry_past AS a LEFT JOIN kpi_entry AS b ON {SAME} AND a.start = b.start
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
