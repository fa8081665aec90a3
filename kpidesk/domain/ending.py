"""What the end of a one-on-one settles, and where that goes which was not talked about."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import AgendaItem, Commitment, Recognition, Topic, new_id
from kpidesk.domain.terms import CommitmentStatus, Section

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kpidesk.domain.entities import Id, OneOnOne

_OWN = frozenset({Section.REP_TOPICS, Section.FOCUS})
"""Sections whose own points wait as topics; the others are drawn up anew each time."""


GLANCE_SECONDS = 30
"""Less time on an item than this is passing by."""


class Later(StrEnum):
    """Where an agenda item goes that was not talked about."""

    TOPIC = "topic"
    """It waits as a topic and is on the next agenda."""
    PROMISES = "promises"
    """Open commitments come first next time anyway."""
    NUMBERS = "numbers"
    """It comes up again if the numbers still say so."""
    ALWAYS = "always"
    """It is part of every talk."""


def talked_about(item: AgendaItem, noted: Collection[Id], spent: Mapping[Id, int]) -> bool:
    """Whether an item was ticked, noted on or given time; `noted` are items with notes, `spent` seconds by item."""
    return item.checked or item.id in noted or spent.get(item.id, item.seconds_spent) >= GLANCE_SECONDS


def later(item: AgendaItem) -> Later:
    """Where an item goes that was not talked about."""
    if item.evidence.get("topics") or _is_own(item):
        return Later.TOPIC
    return {Section.COMMITMENTS: Later.PROMISES, Section.CLOSE: Later.ALWAYS}.get(item.section, Later.NUMBERS)


def settle(
    meeting: OneOnOne,
    items: Sequence[AgendaItem],
    topics: Iterable[Topic],
    owed: Iterable[Commitment],
    spent: Mapping[Id, int],
    noted: Collection[Id] = (),
) -> list[Edit]:
    """The edits that end a talk: what was talked about is done with, what was not goes on.

    Topics talked about are discussed, ticked wins become recognitions, own points not talked about become topics, and
    commitments that were due and are still open are carried.

    Args:
        meeting: The one-on-one that ends.
        items: Its accepted agenda items.
        topics: Topics of the rep that wait.
        owed: Open commitments with the rep.
        spent: Seconds by agenda item.
        noted: Agenda items with notes.
    """
    timed = [replace(each, seconds_spent=spent.get(each.id, each.seconds_spent)) for each in items]
    edits = [Edit(old, new) for old, new in zip(items, timed, strict=True) if old != new]
    left = [each for each in items if not talked_about(each, noted, spent)]
    done = {text for each in items if each not in left for text in each.evidence.get("topics", ())}
    edits += [Edit(each, replace(each, discussed_on=meeting.on)) for each in topics if str(each.id) in done]
    for each in items:
        if each.checked and each.section is Section.WINS:
            won = Recognition(new_id(), meeting.rep_id, meeting.on, each.title, each.kpi_id, meeting.id)
            edits.append(Edit(None, won))
    edits += [Edit(None, each) for each in own_topics(meeting, left)]
    return edits + [
        Edit(each, replace(each, status=CommitmentStatus.CARRIED, times_carried=each.times_carried + 1))
        for each in owed
        if each.due is not None and each.due <= meeting.on
    ]


def own_topics(meeting: OneOnOne, items: Iterable[AgendaItem]) -> list[Topic]:
    """Topics that the own points among items become, so that they are on the next agenda."""
    return [
        Topic(new_id(), meeting.rep_id, each.title, meeting.on, raised_by_rep=each.raised_by_rep)
        for each in items
        if _is_own(each)
    ]


def _is_own(item: AgendaItem) -> bool:
    return item.rule is None and item.section in _OWN and not item.evidence.get("topics")
