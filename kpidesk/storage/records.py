"""Entities in, entities out. One mapping for all of them: a table's columns are the entity's fields."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

import sqlalchemy as sa

from kpidesk.domain.days import day_number, to_date
from kpidesk.domain.entities import Entity, Id, KpiEntry
from kpidesk.domain.errors import StaleEditError, UserError
from kpidesk.storage.tables import TABLES, kpi, kpi_entry, rep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.edits import Edit, Step

E = TypeVar("E")
Numbers: TypeAlias = tuple[dict[Id, int], dict[Id, int]]
"""The small numbers of reps and of KPIs in this file, by id."""


def find(connection: sa.Connection, kind: type[E], ident: Id) -> E | None:
    """The entity with this id, or None."""
    return next(iter(select(connection, kind, id=ident)), None)


def select(connection: sa.Connection, kind: type[E], *order: str, limit: int | None = None, **equal: object) -> list[E]:
    """All entities of `kind` whose fields equal the given values.

    `order` names fields, the first weighs most; a leading minus turns one round. A collection or a query means "one
    of these".
    """
    table = TABLES[kind]
    columns = [table.c[field.name] for field in dataclasses.fields(cast("Any", kind))]
    where = [_equals(table.c[name], value) for name, value in equal.items()]
    ways = [table.c[name[1:]].desc() if name.startswith("-") else table.c[name] for name in order]
    query = sa.select(*columns).where(*where).order_by(*ways).limit(limit)
    return [kind(*row) for row in connection.execute(query).all()]


def _equals(column: sa.Column[Any], value: object) -> sa.ColumnElement[bool]:
    return column.in_(value) if isinstance(value, (list, tuple, set, frozenset, sa.SelectBase)) else column == value


def insert_all(connection: sa.Connection, entities: Iterable[Entity]) -> None:
    """Insert many entities, kind by kind in the order they come."""
    batch: list[Entity] = []
    for entity in entities:
        if batch and type(entity) is not type(batch[0]):
            _insert(connection, batch)
            batch = []
        batch.append(entity)
    if batch:
        _insert(connection, batch)


def _insert(connection: sa.Connection, batch: list[Entity]) -> None:
    if isinstance(batch[0], KpiEntry):
        numbers = entry_numbers(connection)
        rows = [_entry_row(numbers, cast("KpiEntry", entry)) for entry in batch]
        connection.execute(sa.insert(kpi_entry), rows)
    else:
        connection.execute(sa.insert(TABLES[type(batch[0])]), [_row(entity) for entity in batch])


def apply(connection: sa.Connection, step: Step) -> None:
    """Carry out every edit of `step` inside the caller's transaction.

    Raises:
        StaleEditError: an entity is no longer as the edit's `before` says.
        UserError: a rule of the file forbids it (a name taken, something still in use).
    """
    numbers: Numbers | None = None
    for edit in step.edits:
        try:
            if isinstance(edit.entity, KpiEntry):
                # A paste brings thousands of values: the numbers are read once, and again after other edits.
                numbers = numbers or entry_numbers(connection)
                _apply_entry(connection, edit, numbers)
            else:
                numbers = None
                _apply(connection, edit)
        except sa.exc.IntegrityError as error:
            raise UserError(_broken_rule(edit, error)) from error


def _apply(connection: sa.Connection, edit: Edit) -> None:
    table = TABLES[type(edit.entity)]
    if edit.before is None:
        connection.execute(sa.insert(table).values(_row(edit.entity)))
        return
    same = table.c.id == _row(edit.before)["id"]
    if find(connection, type(edit.before), _row(edit.before)["id"]) != edit.before:
        raise StaleEditError("This was changed elsewhere in the meantime. Look again, then repeat your change.")
    if edit.after is None:
        connection.execute(sa.delete(table).where(same))
    else:
        connection.execute(sa.update(table).where(same).values(_row(edit.after)))


def _row(entity: Entity) -> dict[str, Any]:
    return {field.name: getattr(entity, field.name) for field in dataclasses.fields(entity)}


def _broken_rule(edit: Edit, error: sa.exc.IntegrityError) -> str:
    what = type(edit.entity).__name__.lower()
    name = getattr(edit.entity, "name", "") or getattr(edit.entity, "text", "")
    if "UNIQUE" in str(error.orig):
        return f"There is already a {what} called “{name}”. Choose another name."
    if "FOREIGN KEY" in str(error.orig):
        return f"This {what} belongs to something that is no longer there. Look again, then repeat your change."
    return f"The {what} “{name}” has a value that is not allowed. Nothing was changed."


def entry_numbers(connection: sa.Connection) -> Numbers:
    """The small numbers by which values refer to reps and to KPIs in this file."""
    reps = dict(connection.execute(sa.select(rep.c.id, rep.c.no)).all())
    kpis = dict(connection.execute(sa.select(kpi.c.id, kpi.c.no)).all())
    return reps, kpis


def find_entry(connection: sa.Connection, rep_id: Id, kpi_id: Id, day: int) -> KpiEntry | None:
    """The value recorded from day number `day` on, or None."""
    query = (
        sa.select(kpi_entry)
        .join(rep, rep.c.no == kpi_entry.c.rep_no)
        .join(kpi, kpi.c.no == kpi_entry.c.kpi_no)
        .where(rep.c.id == rep_id, kpi.c.id == kpi_id, kpi_entry.c.start == day)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    typed_on = None if row.typed_on is None else to_date(row.typed_on)
    return KpiEntry(rep_id, kpi_id, to_date(row.start), row.days, row.numerator, row.denominator, row.source, typed_on)


def _entry_row(numbers: Numbers, entry: KpiEntry) -> dict[str, Any]:
    reps, kpis = numbers
    if entry.rep_id not in reps or entry.kpi_id not in kpis:
        raise UserError("The rep or the KPI of this value is no longer there. Look again, then repeat your change.")
    return {
        "rep_no": reps[entry.rep_id],
        "kpi_no": kpis[entry.kpi_id],
        "start": day_number(entry.start),
        "days": entry.days,
        "numerator": entry.numerator,
        "denominator": entry.denominator,
        "source": entry.source,
        "typed_on": None if entry.typed_on is None else day_number(entry.typed_on),
    }


def _apply_entry(connection: sa.Connection, edit: Edit, numbers: Numbers) -> None:
    entry = cast("KpiEntry", edit.entity)
    row = _entry_row(numbers, entry)
    key = sa.and_(*(kpi_entry.c[name] == row[name] for name in ("rep_no", "kpi_no", "start")))
    found = connection.execute(sa.select(kpi_entry).where(key)).mappings().one_or_none()
    before = None if edit.before is None else _entry_row(numbers, cast("KpiEntry", edit.before))
    if (None if found is None else dict(found)) != before:
        raise StaleEditError("This value was changed elsewhere in the meantime. Look again, then repeat your change.")
    connection.execute(sa.delete(kpi_entry).where(key))
    if edit.after is not None:
        connection.execute(sa.insert(kpi_entry).values(row))
