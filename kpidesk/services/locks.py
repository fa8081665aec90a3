"""A one-on-one that is over is locked: its notes and its agenda stay as they were when it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.coming import WAITING
from kpidesk.domain.entities import AgendaItem, Commitment, Note, OneOnOne
from kpidesk.domain.errors import UserError
from kpidesk.storage import records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.edits import Edit, Step
    from kpidesk.domain.entities import Id
    from kpidesk.storage.database import Connection

LOCKED = "This one-on-one is over and locked. Add an amendment instead; it is kept with its date."


def refuse_locked(connection: Connection, meetings: Iterable[Id]) -> None:
    """Refuse to touch one-on-ones that are over.

    Raises:
        UserError: One of them is.
    """
    wanted = set(meetings)
    if not wanted:
        return
    found = records.select(connection, OneOnOne, id=wanted)
    if any(each.status not in WAITING for each in found):
        raise UserError(LOCKED)


def touched(step: Step) -> set[Id]:
    """The one-on-ones whose record a step changes; a new note is an amendment and changes none."""
    return {ident for edit in step.edits if (ident := _record_of(edit)) is not None}


def _record_of(edit: Edit) -> Id | None:
    entity = edit.entity
    if isinstance(entity, OneOnOne):
        return None if edit.before is None else entity.id
    if isinstance(entity, AgendaItem) or (isinstance(entity, Note) and edit.before is not None):
        return entity.one_on_one_id
    # What was agreed lives on: it is kept, moved or dropped later. But nothing is agreed in it any more.
    return entity.one_on_one_id if isinstance(entity, Commitment) and edit.before is None else None
