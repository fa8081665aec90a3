"""Topics that wait to be discussed: of the rep or of the manager, and what of them is on an agenda already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain import fallbacks
from kpidesk.domain.carrying import inserted, renumbered
from kpidesk.domain.coming import WAITING
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import AgendaItem, OneOnOne, Rep, Topic, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.fence import check
from kpidesk.domain.terms import ItemState, Section
from kpidesk.services import briefing
from kpidesk.services.agendas import differences, items_of
from kpidesk.storage import records

if TYPE_CHECKING:
    from kpidesk.services.history import History
    from kpidesk.storage.database import Connection, Database

MINUTES = 3
"""What a topic gets on an agenda that is kept already."""


class TopicService:
    """Changes topics; every change is one step that can be undone. Those that wait are `MeetingService.topics`."""

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self._history = history

    def add(self, new: Topic, meeting: OneOnOne | None = None) -> Change:
        """Keep a topic until it was discussed; it comes on the agenda of `meeting`, if that is kept already.

        Raises:
            UserError: It has no text.
        """
        _expect_text(new.text)
        edits = [Edit(None, new)]
        with self._database.read() as connection:
            rep = records.find(connection, Rep, new.rep_id)
            items = items_of(connection, meeting.id) if meeting else []
            cap = briefing.workspace(connection).forecast_cap
        if meeting is not None and rep is not None and any(each.state is ItemState.ACCEPTED for each in items):
            ordered = renumbered(inserted(items, _item(new, rep, meeting)))
            check(ordered, meeting.minutes, cap)
            edits += differences(items, ordered)
        return self._history.do(f"Add “{new.text}”", edits)

    def change(self, before: Topic, after: Topic) -> Change:
        """Keep other words of a topic, or who raised it; where an agenda names it, it says so there too.

        Raises:
            UserError: It has no text.
        """
        _expect_text(after.text)
        with self._database.read() as connection:
            rep = records.find(connection, Rep, before.rep_id)
            named = _alone(connection, before)
        edits = [Edit(before, after)]
        if rep is not None:
            edits += [Edit(each, _reworded(each, before, after, rep)) for each in named]
        return self._history.do(f"Change “{after.text}”", [each for each in edits if each.before != each.after])

    def remove(self, topic: Topic) -> Change:
        """Drop a topic, and the agenda items to come that are about nothing else."""
        with self._database.read() as connection:
            named = _alone(connection, topic)
        return self._history.do(f"Remove “{topic.text}”", [Edit(topic, None), *(Edit(each, None) for each in named)])


def _expect_text(text: str) -> None:
    if not text.strip():
        raise UserError("A topic needs a text. Type it and try again.")


def _alone(connection: Connection, topic: Topic) -> list[AgendaItem]:
    """Items of one-on-ones to come that are about this topic and no other."""
    meetings = [each.id for each in records.select(connection, OneOnOne, rep_id=topic.rep_id) if each.status in WAITING]
    items = records.select(connection, AgendaItem, "position", "id", one_on_one_id=meetings, section=Section.REP_TOPICS)
    return [each for each in items if each.evidence.get("topics") == [str(topic.id)]]


def _item(topic: Topic, rep: Rep, meeting: OneOnOne) -> AgendaItem:
    told = fallbacks.topic(rep, topic)
    return AgendaItem(
        new_id(),
        meeting.id,
        0,
        Section.REP_TOPICS,
        told.title,
        told.why,
        MINUTES,
        rule=told.rule,
        evidence={**told.evidence, "subject": told.subject},
        raised_by_rep=topic.raised_by_rep,
    )


def _reworded(item: AgendaItem, before: Topic, after: Topic, rep: Rep) -> AgendaItem:
    """The item with the words of the topic, unless the manager chose others."""
    old, new = fallbacks.topic(rep, before), fallbacks.topic(rep, after)
    return replace(
        item,
        title=new.title if item.title == old.title else item.title,
        why=new.why if item.why == old.why else item.why,
        evidence={**item.evidence, "raised_by_rep": after.raised_by_rep},
        raised_by_rep=after.raised_by_rep,
    )
