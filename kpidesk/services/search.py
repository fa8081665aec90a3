"""Finding words in all that was written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.storage import search

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.entities import Id
    from kpidesk.domain.finding import Found
    from kpidesk.storage.database import Database


class SearchService:
    """Full text of notes, agendas, commitments, topics and wins."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(
        self,
        words: str,
        *,
        private: bool = False,
        rep_id: Id | None = None,
        kpi_id: Id | None = None,
        begin: dt.date | None = None,
        end: dt.date | None = None,
        limit: int = 50,
    ) -> list[Found]:
        """Where all words occur, newest first; private notes are looked into only if asked for.

        Args:
            words: Words or beginnings of words; what stands in quotes is one phrase.
            private: Whether the answer is for the manager's own eyes.
            rep_id: Only about this rep.
            kpi_id: Only what belongs to this KPI.
            begin: The first day looked at.
            end: The last day looked at.
            limit: How many places at most.
        """
        with self._database.ask() as driver:
            return search.find(
                driver,
                words,
                private=private,
                rep_id=rep_id,
                kpi_id=kpi_id,
                begin=begin,
                end=end,
                limit=limit,
            )
