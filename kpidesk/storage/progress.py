"""Keeping how far a running one-on-one has come: one row, replaced every few seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from kpidesk.domain.entities import Id, Progress
from kpidesk.domain.terms import MeetingStatus
from kpidesk.storage import records
from kpidesk.storage.tables import one_on_one, progress

if TYPE_CHECKING:
    from kpidesk.storage.database import Connection


def of(connection: Connection, meeting_id: Id) -> Progress | None:
    """The progress of a one-on-one, if it was kept."""
    return next(iter(records.select(connection, Progress, one_on_one_id=meeting_id)), None)


def begin(connection: Connection, new: Progress) -> None:
    """Keep it in place of what was kept before."""
    connection.execute(sa.delete(progress).where(progress.c.one_on_one_id == new.one_on_one_id))
    records.insert_all(connection, [new])


def keep(connection: Connection, new: Progress) -> None:
    """The same while the one-on-one runs; nothing happens any more once it has ended."""
    runs = sa.select(one_on_one.c.id).where(
        one_on_one.c.id == new.one_on_one_id, one_on_one.c.status == MeetingStatus.RUNNING
    )
    if connection.execute(runs).first() is not None:
        begin(connection, new)
