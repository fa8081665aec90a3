"""Keeping what was typed and not entered yet: one row a line of a one-on-one, replaced at each pause in typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from kpidesk.domain.entities import Id, Unfinished, new_id
from kpidesk.storage import records
from kpidesk.storage.tables import unfinished

if TYPE_CHECKING:
    from kpidesk.domain.terms import Line
    from kpidesk.storage.database import Connection


def text(connection: Connection, meeting_id: Id, line: Line) -> str:
    """What stands on a line; empty if nothing does."""
    found = records.select(connection, Unfinished, one_on_one_id=meeting_id, line=line)
    return found[0].text if found else ""


def keep(connection: Connection, meeting_id: Id, line: Line, typed: str) -> None:
    """Keep what stands on a line in place of what stood there before; an empty line leaves nothing behind."""
    here = (unfinished.c.one_on_one_id == meeting_id) & (unfinished.c.line == line)
    connection.execute(sa.delete(unfinished).where(here))
    if typed:
        records.insert_all(connection, [Unfinished(new_id(), meeting_id, line, typed)])
