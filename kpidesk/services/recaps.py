"""The recap of one one-on-one, for the rep: what both agreed on, in shared words only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.terms import CommitmentStatus, Owner, Section
from kpidesk.reports.model import Recap, RecapPromise, RecapTopic, SharedNote

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.entities import AgendaItem, Commitment, Id
    from kpidesk.services.meetings import SharedView

_TOPICS = (Section.REP_TOPICS, Section.FOCUS, Section.FORECAST)
"""Wins and commitments have parts of their own in a recap; the close is what the recap itself is."""


def recap(view: SharedView, manager: str, next_on: dt.date | None) -> Recap:
    """The recap of what the rep may see of a one-on-one."""
    meeting, rep = view.meeting, view.rep
    by_item: dict[Id | None, list[SharedNote]] = {}
    shown = {item.id for item in view.items}
    for note in view.notes:
        if note.text.strip():
            place = note.agenda_item_id if note.agenda_item_id in shown else None
            by_item.setdefault(place, []).append(SharedNote.of(note, rep))
    minutes = meeting.minutes
    if meeting.started_at is not None and meeting.ended_at is not None:
        minutes = max(1, round((meeting.ended_at - meeting.started_at).total_seconds() / 60))
    return Recap(
        rep=rep.name,
        manager=manager,
        on=meeting.on,
        minutes=minutes,
        wins=tuple(win.text for win in view.recognitions),
        topics=tuple(
            RecapTopic(item.title, tuple(by_item.get(item.id, ())))
            for item in view.items
            if item.id in by_item or _talked_about(item, view.items)
        ),
        notes=tuple(by_item.get(None, ())),
        promises=tuple(
            _promise(each, rep.name, manager)
            for each in view.commitments
            if each.status is not CommitmentStatus.DROPPED
        ),
        next_on=next_on,
    )


def _talked_about(item: AgendaItem, items: tuple[AgendaItem, ...]) -> bool:
    """Ticked or timed; where nothing was ticked or timed, everything on the agenda counts."""
    if item.section not in _TOPICS:
        return False
    return item.checked or item.seconds_spent > 0 or not any(each.checked or each.seconds_spent for each in items)


def _promise(commitment: Commitment, rep: str, manager: str) -> RecapPromise:
    who = rep if commitment.owner is Owner.REP else manager or "Your manager"
    return RecapPromise(who, commitment.text, commitment.due)
