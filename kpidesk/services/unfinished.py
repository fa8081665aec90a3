"""What is typed about a one-on-one before it is entered, kept so that no crash takes it along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.storage import unfinished

if TYPE_CHECKING:
    from kpidesk.domain.entities import OneOnOne
    from kpidesk.domain.terms import Line
    from kpidesk.storage.database import Database


class UnfinishedService:
    """The lines of one-on-ones as they were left. Typing is not undone, so this stays out of the history."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def text(self, meeting: OneOnOne, line: Line) -> str:
        """What stands on a line; empty if nothing does."""
        with self._database.read() as connection:
            return unfinished.text(connection, meeting.id, line)

    def keep(self, meeting: OneOnOne, line: Line, typed: str) -> None:
        """Keep what stands on a line now; the empty line too.

        Raises:
            UserError: It could not be written; what was kept before still is.
        """
        with self._database.write(numbers=False) as connection:
            unfinished.keep(connection, meeting.id, line, typed)
