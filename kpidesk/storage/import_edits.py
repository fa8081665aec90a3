"""What an import says besides values: reps, aliases, KPIs and targets it made, and fields it set; to be taken back.

Each made row and each set field is one line of a journal, kept as SQLite keeps it. Lines about the same row or field
lie above each other in the order of the imports: taking one back lets the one above it rest on what lay below.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa

from kpidesk.domain import entities
from kpidesk.domain.edits import Edit, Step
from kpidesk.storage import records
from kpidesk.storage.tables import TABLES, cleared_value, import_edit, kpi, kpi_entry, metadata, rep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.entities import Entity

Row: TypeAlias = Mapping[str, Any]
"""A row as SQLite keeps it."""

_KINDS = {kind.__name__: kind for kind in (entities.Team, entities.Rep, entities.Alias, entities.Kpi, entities.Target)}
_WHOLE = ""
"""Instead of a field: the row itself was made."""
_SAME = object()
"""Instead of the value before: it is the same now."""


class Journal:
    """Carries out what an import does besides values, and remembers it; a context that keeps it at its end."""

    def __init__(self, connection: sa.Connection, number: int) -> None:
        """`number` is that of the import."""
        self._connection, self._number = connection, number
        self._lines: dict[tuple[str, UUID, str], Any] = {}
        """What was before, by kind, id and field."""

    def create(self, entity: Entity) -> None:
        """Make a row."""
        records.insert_all(self._connection, [entity])
        self._lines.setdefault(_key(entity, _WHOLE), None)

    def change(self, before: Entity, after: Entity) -> None:
        """Change a row."""
        row = _row(self._connection, before)
        records.apply(self._connection, Step("", (Edit(before, after),)))
        changed = [each.name for each in dataclasses.fields(before) if _differs(before, after, each.name)]
        if _key(before, _WHOLE) not in self._lines:
            for name in changed:
                self._lines.setdefault(_key(before, name), row[name])

    def restate(self, entity: Entity, *fields: str) -> None:
        """Remember that the file says what is there already: it stays if the import that said it first is undone."""
        keys = [_key(entity, name) for name in (_WHOLE, *fields)]
        if not all(key in self._lines for key in keys):
            row = _row(self._connection, entity)
            for key in keys:
                self._lines.setdefault(key, row if key[2] == _WHOLE else row[key[2]])

    def close(self) -> None:
        """Keep the lines, in the order in which things were made."""
        lines = [
            self._line(at, kind, ident, field, before)
            for at, ((kind, ident, field), before) in enumerate(self._lines.items())
        ]
        if lines:
            self._connection.execute(sa.insert(import_edit), lines)

    def _line(self, at: int, kind: str, ident: UUID, field: str, before: Any) -> dict[str, Any]:
        row = _native(self._connection, kind, ident) or {}
        about = ident.hex if kind == "Rep" else row.get("rep_id")
        return {
            "source": self._number,
            "position": at,
            "kind": kind,
            "ident": ident,
            "field": field,
            "before": before,
            "after": row if field == _WHOLE else row.get(field),
            "rep_id": None if about is None else entities.Id(about),
        }


def _key(entity: Entity, field: str) -> tuple[str, UUID, str]:
    return type(entity).__name__, entity.id, field  # type: ignore[union-attr]  # values are written elsewhere


def _differs(before: Entity, after: Entity, name: str) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


def _row(connection: sa.Connection, entity: Entity) -> Row:
    kind, ident, _ = _key(entity, _WHOLE)
    return _native(connection, kind, ident) or {}


def _native(connection: sa.Connection, kind: str, ident: UUID) -> Row | None:
    """A row as SQLite keeps it, without the small number, which a row that comes back gets anew."""
    query = f"SELECT * FROM {_table(kind)} WHERE id = ?"
    found = connection.exec_driver_sql(query, (ident.hex,)).mappings().one_or_none()
    return None if found is None else {name: value for name, value in found.items() if name != "no"}


def _table(kind: str) -> str:
    return TABLES[_KINDS[kind]].name


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one line: a row that is gone again, a field that is as before, or one left as it is."""

    kind: str
    ident: UUID
    name: str
    """Name of the row, for people; empty where it has none."""
    removed: bool = False
    kept: bool = False
    """Edited, or something hangs on it since the import."""


def made(connection: sa.Connection, number: int) -> dict[str, list[str]]:
    """Names of the rows an import made, by kind; for targets, which have none, as many empty ones."""
    columns = import_edit.c
    query = sa.select(columns.kind, columns.before, columns.after).where(
        columns.source == number, columns.field == _WHOLE
    )
    found: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for kind, before, after in connection.execute(query.order_by(columns.position)):
        if before is None:
            found[kind].append(str(after.get("name") or after.get("text") or ""))
    return found


def targets(connection: sa.Connection, number: int) -> list[tuple[entities.Target, float | None]]:
    """The targets an import made or changed, each with the value it had before; None for one it made."""
    columns = import_edit.c
    query = sa.select(columns.ident, columns.field, columns.before, columns.after).where(
        columns.source == number, columns.kind == "Target", columns.field.in_((_WHOLE, "value", "cadence"))
    )
    before: dict[UUID, Any] = {}
    for ident, field, old, new in connection.execute(query):
        if field == _WHOLE and old is None:
            before[ident] = None
        elif field != _WHOLE and old != new:
            before[ident] = old if field == "value" else before.get(ident, _SAME)
    there = records.select(connection, entities.Target, "rep_id", "kpi_id", "valid_from") if before else []
    return [(each, each.value if before[each.id] is _SAME else before[each.id]) for each in there if each.id in before]


def undo(connection: sa.Connection, number: int) -> list[Taken]:
    """Take the lines of an import back, the last one first, inside the caller's transaction.

    Run after the values are undone. What was edited since then stays, and so does what something else hangs on.
    """
    columns = import_edit.c
    query = sa.select(import_edit).where(columns.source == number).order_by(columns.position.desc())
    found: list[Taken] = []
    for line in [dict(each) for each in connection.execute(query).mappings()]:
        connection.execute(sa.delete(import_edit).where(_is(line)))
        taken = _take_back(connection, line)
        if taken is not None:
            found.append(taken)
    return found


def _take_back(connection: sa.Connection, line: Row) -> Taken | None:
    """Take one line back; None if somebody else said the same before or since."""
    upper = _above(connection, line)
    row = _native(connection, line["kind"], line["ident"])
    name = str((row or {}).get("name") or (row or {}).get("text") or "")
    kept = Taken(line["kind"], line["ident"], name, kept=True)
    if upper is not None:
        if line["field"] != _WHOLE and upper["before"] != line["after"]:
            return kept
        connection.execute(sa.update(import_edit).where(_is(upper)).values(before=line["before"]))
        return None
    if row is None or line["before"] == line["after"]:
        return None
    if line["field"] != _WHOLE:
        return _put_back(connection, line, row, kept)
    return None if line["before"] is not None else _remove(connection, line, row, kept)


def _above(connection: sa.Connection, line: Row) -> Row | None:
    """The line of the next import about the same row or field."""
    columns = import_edit.c
    same = (columns[name] == line[name] for name in ("kind", "ident", "field"))
    query = sa.select(import_edit).where(columns.source > line["source"], *same).order_by(columns.source).limit(1)
    found = connection.execute(query).mappings().one_or_none()
    return None if found is None else dict(found)


def _remove(connection: sa.Connection, line: Row, row: Row, kept: Taken) -> Taken:
    """Remove a row the import made, unless it was edited since or something hangs on it."""
    owner = _owner(connection, line)
    if owner is not None:
        _give_to(connection, line, owner)
        return kept
    if dict(row) != line["after"] or _hangs_on(connection, line, row):
        return kept
    connection.exec_driver_sql(f"DELETE FROM {_table(line['kind'])} WHERE id = ?", (line["ident"].hex,))
    return dataclasses.replace(kept, removed=True, kept=False)


def _give_to(connection: sa.Connection, line: Row, owner: int) -> None:
    """Let a later import be the one that made a row."""
    at = import_edit.c
    first = connection.scalar(sa.select(sa.func.min(at.position)).where(at.source == owner)) or 0
    connection.execute(sa.insert(import_edit).values({**line, "source": owner, "position": first - 1}))


def _is(line: Row) -> sa.ColumnElement[bool]:
    return sa.and_(import_edit.c.source == line["source"], import_edit.c.position == line["position"])


def _put_back(connection: sa.Connection, line: Row, row: Row, kept: Taken) -> Taken:
    """Set a field as it was, unless it was edited since."""
    field = line["field"]
    used = field == "archived" and line["before"] and _owner(connection, line) is not None
    if row[field] != line["after"] or used:
        return kept
    back = f"UPDATE {_table(line['kind'])} SET {field} = ? WHERE id = ?"
    connection.exec_driver_sql(back, (line["before"], line["ident"].hex))
    return dataclasses.replace(kept, kept=False)


def _owner(connection: sa.Connection, line: Row) -> int | None:
    """The later import that needs a rep or KPI this import made, since it has values of it."""
    numbers = {"Rep": (rep, kpi_entry.c.rep_no), "Kpi": (kpi, kpi_entry.c.kpi_no)}
    if line["kind"] not in numbers:
        return None
    table, column = numbers[line["kind"]]
    query = sa.select(sa.func.min(kpi_entry.c.source)).join(table, table.c.no == column)
    found = connection.scalar(query.where(table.c.id == line["ident"], kpi_entry.c.source > line["source"]))
    return None if found is None else int(found)


def _hangs_on(connection: sa.Connection, line: Row, row: Row) -> bool:
    """Whether anything refers to a row."""
    table = TABLES[_KINDS[line["kind"]]]
    numbers = {"id": line["ident"].hex}
    if "no" in table.c:
        query = f"SELECT no FROM {table.name} WHERE id = ?"
        numbers["no"] = connection.exec_driver_sql(query, (line["ident"].hex,)).scalar_one()
    if any(_refers(connection, *each, numbers) for each in _references(table)):
        return True
    others = "SELECT EXISTS (SELECT 1 FROM kpi WHERE ? IN (numerator_key, denominator_key))"
    return "key" in row and bool(connection.exec_driver_sql(others, (row["key"],)).scalar_one())


def _references(table: sa.Table) -> Iterable[tuple[str, str, str]]:
    """Every table and column that refers to a column of `table`; that a value was cleared holds nothing."""
    for other in set(metadata.sorted_tables) - {cleared_value}:
        for key in other.foreign_keys:
            if key.column.table is table:
                yield other.name, key.parent.name, key.column.name


def _refers(connection: sa.Connection, table: str, column: str, to: str, numbers: Mapping[str, Any]) -> bool:
    query = f"SELECT EXISTS (SELECT 1 FROM {table} WHERE {column} = ?)"
    return bool(connection.exec_driver_sql(query, (numbers[to],)).scalar_one())
