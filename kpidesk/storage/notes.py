"""Saving a note while it is typed: one statement that a newer text elsewhere makes miss."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import sqlalchemy as sa

from kpidesk.domain.coming import WAITING
from kpidesk.domain.entities import Id, Note
from kpidesk.domain.errors import NotFoundError, StaleEditError, UserError
from kpidesk.domain.terms import Visibility
from kpidesk.storage import records
from kpidesk.storage.tables import note, one_on_one

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection


def save_text(connection: sa.Connection, ident: Id, base_revision: int, text: str, now: dt.datetime) -> Note:
    """Replace the text of a note if it still has `base_revision`; saving the same save twice changes nothing more.

    Raises:
        StaleEditError: The note was saved elsewhere after `base_revision`.
        NotFoundError: The note is gone.
        UserError: Its one-on-one is over.
    """
    return _save(connection, ident, base_revision, "text", text, now)


def save_visibility(
    connection: sa.Connection, ident: Id, base_revision: int, visibility: Visibility, now: dt.datetime
) -> Note:
    """Share a note or make it private again, if it still has `base_revision`; errors as for `save_text`."""
    return _save(connection, ident, base_revision, "visibility", visibility, now)


def count_private(connection: sa.Connection, rep_ids: Collection[Id], begin: dt.datetime, end: dt.datetime) -> int:
    """How many private notes about some reps were begun from `begin` up to, not including, `end`; no text is read."""
    private = sa.and_(note.c.visibility == Visibility.PRIVATE, note.c.rep_id.in_(rep_ids))
    query = (
        sa.select(sa.func.count()).select_from(note).where(private, note.c.created_at >= begin, note.c.created_at < end)
    )
    return connection.execute(query).scalar_one()


def _save(
    connection: sa.Connection, ident: Id, base_revision: int, column: str, value: object, now: dt.datetime
) -> Note:
    given = {"note_id": ident, "base": base_revision, "value": value, "now": now}
    if row := connection.execute(_SAVES[column], given).one_or_none():
        return Note(*row)
    saved = records.find(connection, Note, ident)
    if saved is None:
        raise NotFoundError("This note is no longer there. Copy its text and add it as a new note.")
    # A commit may be durable though it was reported as failed: then the repeated save finds its own work.
    if getattr(saved, column) == value and saved.revision == base_revision + 1:
        return saved
    if saved.revision == base_revision:
        raise UserError("This one-on-one is over and its notes are locked. Copy your text into an amendment.")
    raise StaleEditError("This note was changed elsewhere in the meantime. Copy your text, then look at the newer one.")


def _statement(column: str) -> sa.UpdateBase:
    """Made once, since making it takes as long as carrying it out: a note is saved at every pause in typing."""
    over = sa.select(one_on_one.c.id).where(
        one_on_one.c.id == note.c.one_on_one_id, one_on_one.c.status.not_in(WAITING)
    )
    base = sa.bindparam("base", type_=sa.Integer)
    new = {column: sa.bindparam("value", type_=note.c[column].type), "revision": base + 1}
    return (
        sa.update(note)
        .where(note.c.id == sa.bindparam("note_id"), note.c.revision == base, ~over.exists())
        .values(**new, updated_at=sa.bindparam("now"))
        .returning(*(note.c[field.name] for field in fields(Note)))
    )


_SAVES = {column: _statement(column) for column in ("text", "visibility")}
