"""What the end of a one-on-one settles, and where that goes which was not talked about."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import AgendaItem, Commitment, Recognition, Topic, new_id
from kpidesk.domain.terms import CommitmentStatus, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpidesk.domain.entities import Id, OneOnOne

_OWN = frozenset({Section.REP_TOPICS, Section.FOCUS})
"""Sections whose own points wait as topics; the others are drawn up anew each time."""


class Later(StrEnum):
    """Where an agenda item goes that was not ticked."""

    TOPIC = "topic"
    """It waits as a topic and is on the next agenda."""
    PROMISES = "promises"
    """Open commitments come first next time anyway."""
    NUMBERS = "numbers"
    """It comes up again if the numbers still say so."""
    ALWAYS = "always"
    """It is part of every talk."""


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
) -> list[Edit]:
    """The edits that end a talk: what was ticked is done with, what was not goes on.

    Ticked topics are discussed, ticked wins become recognitions, own points without a tick become topics, and
    commitments that were due and are still open are carried.

    Args:
        meeting: The one-on-one that ends.
        items: Its accepted agenda items.
        topics: Topics of the rep that wait.
        owed: Open commitments with the rep.
        spent: Seconds by agenda item.
    """
    timed = [replace(each, seconds_spent=spent.get(each.id, each.seconds_spent)) for each in items]
    edits = [Edit(old, new) for old, new in zip(items, timed, strict=True) if old != new]
    done = {text for each in items if each.checked for text in each.evidence.get("topics", ())}
    edits += [Edit(each, replace(each, discussed_on=meeting.on)) for each in topics if str(each.id) in done]
    for each in items:
        if each.checked and each.section is Section.WINS:
            won = Recognition(new_id(), meeting.rep_id, meeting.on, each.title, each.kpi_id, meeting.id)
            edits.append(Edit(None, won))
    edits += [Edit(None, each) for each in own_topics(meeting, items)]
    return edits + [
        Edit(each, replace(each, status=CommitmentStatus.CARRIED, times_carried=each.times_carried + 1))
        for each in owed
        if each.due is not None and each.due <= meeting.on
    ]


def own_topics(meeting: OneOnOne, items: Iterable[AgendaItem]) -> list[Topic]:
    """Topics that the own points without a tick become, so that they are on the next agenda."""
    return [
        Topic(new_id(), meeting.rep_id, each.title, meeting.on, raised_by_rep=each.raised_by_rep)
        for each in items
        if not each.checked and _is_own(each)
    ]


def _is_own(item: AgendaItem) -> bool:
    return item.rule is None and item.section in _OWN and not item.evidence.get("topics")
