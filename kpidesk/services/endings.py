"""What ending a one-on-one changes, and putting one back that was started by mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kpidesk.domain.edits import Edit
from kpidesk.domain.ending import settle
from kpidesk.domain.entities import AgendaItem, Commitment, Note, OneOnOne, Topic, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import CommitmentStatus, ItemState, MeetingStatus, Visibility
from kpidesk.storage import progress, records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kpidesk.domain.entities import Id
    from kpidesk.storage.database import Connection

OPEN = (CommitmentStatus.OPEN, CommitmentStatus.CARRIED)


def accepted(connection: Connection, meeting_id: Id) -> list[AgendaItem]:
    """The accepted agenda items of a one-on-one, in order."""
    return records.select(connection, AgendaItem, "position", "id", one_on_one_id=meeting_id, state=ItemState.ACCEPTED)


def ending(
    connection: Connection, meeting: OneOnOne, now: dt.datetime, seconds: Mapping[Id, int], aside: str
) -> list[Edit]:
    """The edits that end a running one-on-one; see `MeetingService.end`."""
    kept = progress.of(connection, meeting.id)
    spent = {UUID(ident): whole for ident, whole in kept.spent.items()} if kept else {}
    edits = [Edit(meeting, replace(meeting, status=MeetingStatus.HELD, ended_at=now))]
    edits += settle(
        meeting,
        accepted(connection, meeting.id),
        records.select(connection, Topic, rep_id=meeting.rep_id, discussed_on=None),
        records.select(connection, Commitment, rep_id=meeting.rep_id, status=OPEN),
        {**spent, **seconds},
        _noted(connection, meeting),
    )
    return edits + ([_aside(connection, meeting, aside, now)] if aside else [])


def putting_back(connection: Connection, meeting: OneOnOne) -> list[Edit]:
    """The edits that make a running one-on-one a planned one again; see `MeetingService.put_back`."""
    here: dict[str, Any] = {"one_on_one_id": meeting.id}
    written = any(each.text.strip() for each in records.select(connection, Note, **here))
    ticked = any(each.checked for each in accepted(connection, meeting.id))
    if written or ticked or records.select(connection, Commitment, limit=1, **here):
        raise UserError("Something was written, agreed or checked in this one-on-one. End it instead.")
    kept = progress.of(connection, meeting.id)
    day = kept.planned_on if kept else meeting.on
    return [Edit(meeting, replace(meeting, status=MeetingStatus.PLANNED, started_at=None, on=day))]


def _noted(connection: Connection, meeting: OneOnOne) -> set[Id]:
    """The agenda items with notes on them."""
    notes = records.select(connection, Note, one_on_one_id=meeting.id)
    return {each.agenda_item_id for each in notes if each.agenda_item_id and each.text.strip()}


def _aside(connection: Connection, meeting: OneOnOne, text: str, now: dt.datetime) -> Edit:
    """Put a text below the private note on the whole talk, or make it one."""
    place: dict[str, Any] = {"one_on_one_id": meeting.id, "agenda_item_id": None, "visibility": Visibility.PRIVATE}
    found = records.select(connection, Note, "-created_at", limit=1, **place)
    if not found:
        new = Note(new_id(), meeting.rep_id, text, now, Visibility.PRIVATE, meeting.id, None, now)
        return Edit(None, new)
    joined = f"{found[0].text.rstrip()}\n\n{text}" if found[0].text.strip() else text
    return Edit(found[0], replace(found[0], text=joined, updated_at=now, revision=found[0].revision + 1))
