"""One-on-ones as lists show them: a page at a time, counted, and all their days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from kpidesk.domain.entities import Commitment, Note, OneOnOne, Recognition, Topic
from kpidesk.domain.terms import Visibility
from kpidesk.storage import meeting_lists, records

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.entities import Id, Rep
    from kpidesk.domain.meeting_totals import MeetingDay, Totals, Wanted
    from kpidesk.domain.terms import MeetingStatus
    from kpidesk.storage.database import Database

PAGE = 100
"""As many one-on-ones are read at once."""


class Order(NamedTuple):
    """By what a list is sorted: `rep`, `on`, `minutes`, `done`, `notes` or `commitments`, and which way."""

    by: str = "on"
    down: bool = True


@dataclass(frozen=True, slots=True)
class Loose:
    """What was written down about a rep outside of one-on-ones, the newest first."""

    notes: tuple[Note, ...]
    commitments: tuple[Commitment, ...]
    topics: tuple[Topic, ...]
    wins: tuple[Recognition, ...]


class MeetingListService:
    """What is asked about many one-on-ones at once. Private notes are not even counted unless `private`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, ident: Id) -> OneOnOne | None:
        """The one-on-one with this id as it is in the file now."""
        with self._database.read() as connection:
            return records.find(connection, OneOnOne, ident)

    def page(
        self, wanted: Wanted, order: Order, *, private: bool, offset: int = 0, limit: int = PAGE
    ) -> list[tuple[OneOnOne, Totals]]:
        """Some of the one-on-ones that fit, from `offset` on, each with its totals."""
        with self._database.read() as connection:
            found = meeting_lists.page(
                connection, wanted, order.by, down=order.down, private=private, offset=offset, limit=limit
            )
            totals = meeting_lists.totals(connection, [each.id for each in found], private=private)
        return [(each, totals[each.id]) for each in found]

    def counts(self, wanted: Wanted, *, private: bool) -> dict[MeetingStatus, int]:
        """How many one-on-ones fit, by status."""
        with self._database.read() as connection:
            return meeting_lists.counts(connection, wanted, private=private)

    def days(
        self, rep_id: Id | None = None, begin: dt.date | None = None, end: dt.date | None = None
    ) -> list[MeetingDay]:
        """All one-on-ones of a rep, or of all, from one day to another; newest first."""
        with self._database.read() as connection:
            return meeting_lists.days(connection, rep_id, begin, end)

    def loose(self, rep: Rep, *, private: bool) -> Loose:
        """What was written down about a rep outside of one-on-ones; private notes are read only if `private`."""
        here: dict[str, Any] = {"rep_id": rep.id, "one_on_one_id": None}
        shared: dict[str, Any] = {} if private else {"visibility": Visibility.SHARED}
        with self._database.read() as connection:
            return Loose(
                tuple(records.select(connection, Note, "-created_at", "id", **here, **shared)),
                tuple(records.select(connection, Commitment, "-agreed_on", "id", **here)),
                tuple(records.select(connection, Topic, "-raised_on", "id", rep_id=rep.id)),
                tuple(records.select(connection, Recognition, "-on", "id", **here)),
            )
