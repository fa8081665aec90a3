"""Who is next, from the calendar alone: no number is needed for it, so it can be shown first."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kpidesk.domain.attention import Rhythm, rhythm
from kpidesk.domain.entities import ItemState, MeetingStatus
from kpidesk.gui import formats
from kpidesk.gui.pages.today_lines import Appointment, Prep, tr
from kpidesk.gui.pages.today_next import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from kpidesk.domain.entities import AgendaItem, Id, OneOnOne, Rep
    from kpidesk.services.desk import Desk

_WAITING = frozenset({MeetingStatus.PLANNED, MeetingStatus.RUNNING})


def upcoming(meetings: Iterable[OneOnOne], active: AbstractSet[Id], on: dt.date) -> list[OneOnOne]:
    """One-on-ones to come with active reps, the next first; a running one comes before all."""
    found = [each for each in meetings if each.status in _WAITING and each.on >= on and each.rep_id in active]
    return sorted(found, key=lambda each: (each.status is not MeetingStatus.RUNNING, each.on, each.at or dt.time.max))


def brief(desk: Desk, on: dt.date) -> list[Appointment]:
    """The next one-on-ones with what the calendar says of them."""
    reps = {rep.id: rep for rep in desk.team.reps()}
    meetings = desk.meetings.one_on_ones()
    coming = upcoming(meetings, reps.keys(), on)[: ROWS + 1]
    return [
        Appointment(
            each,
            reps[each.rep_id],
            about="",
            prep=prep(desk.meetings.items(each), ""),
            meta="" if at else meta(each, reps[each.rep_id], rhythm(reps[each.rep_id], meetings, on)),
        )
        for at, each in enumerate(coming)
    ]


def prep(items: Sequence[AgendaItem], note: str) -> Prep:
    """How far a one-on-one is prepared; `note` is said when nothing was done yet."""
    accepted = {each.section for each in items if each.state is ItemState.ACCEPTED}
    if accepted:
        n = len(accepted)
        said = tr("1 section") if n == 1 else formats.fill(tr("%1 sections"), str(n))
        return Prep("circle-check", "good", tr("Ready"), said)
    if items:
        return Prep("contrast", "text2", tr("Draft"), formats.fill(tr("%1 suggestions"), str(len(items))))
    return Prep("circle", "muted", tr("Not prepared"), note)


def meta(meeting: OneOnOne, rep: Rep, rhythm_: Rhythm) -> str:
    """Length, rhythm and the last time."""
    parts = [formats.fill(tr("%1 min"), str(meeting.minutes)), formats.rhythm(rep.cadence_days)]
    parts.append(formats.fill(tr("last on %1"), formats.day(rhythm_.last.on)) if rhythm_.last else tr("the first one"))
    return ", ".join(parts)
