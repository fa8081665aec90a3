"""What the rep may see of a one-on-one: read on its own, so that private notes are never even loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpidesk.domain.entities import AgendaItem, Commitment, Note, OneOnOne, Recognition, Rep
from kpidesk.domain.terms import Visibility
from kpidesk.services import endings
from kpidesk.storage import records

if TYPE_CHECKING:
    from kpidesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class SharedView:
    """A one-on-one without its private notes."""

    rep: Rep
    meeting: OneOnOne
    items: tuple[AgendaItem, ...]
    notes: tuple[Note, ...]
    commitments: tuple[Commitment, ...]
    recognitions: tuple[Recognition, ...]


def view(connection: Connection, rep: Rep, meeting: OneOnOne) -> SharedView:
    """Read what is shared of a one-on-one with a rep."""
    here: dict[str, Any] = {"rep_id": rep.id, "one_on_one_id": meeting.id}
    return SharedView(
        rep,
        meeting,
        tuple(endings.accepted(connection, meeting.id)),
        tuple(records.select(connection, Note, "created_at", "id", visibility=Visibility.SHARED, **here)),
        tuple(records.select(connection, Commitment, "agreed_on", "no", **here)),
        tuple(records.select(connection, Recognition, "on", "id", **here)),
    )
