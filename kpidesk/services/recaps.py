"""The recap of one one-on-one, for the rep: what both agreed on, in shared words only."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain.amendments import is_amendment
from kpidesk.domain.ending import talked_about
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import CommitmentStatus, MeetingStatus, Owner, Section
from kpidesk.reports.model import Recap, RecapPromise, RecapTopic, SharedNote

if TYPE_CHECKING:
    from kpidesk.domain.entities import Commitment, Id, OneOnOne, Rep
    from kpidesk.services.meetings import MeetingService
    from kpidesk.services.shared import SharedView
    from kpidesk.services.team import TeamService

_TOPICS = (Section.REP_TOPICS, Section.FOCUS, Section.FORECAST)
"""Wins and commitments have parts of their own in a recap; the close is what the recap itself is."""

_TAKES_PLACE = {MeetingStatus.PLANNED, MeetingStatus.RUNNING, MeetingStatus.HELD}


class RecapService:
    """Gathers recaps out of what the rep may see; private notes are never read here. Changes nothing."""

    def __init__(self, team: TeamService, meetings: MeetingService) -> None:
        self._team, self._meetings = team, meetings

    def last_held(self, rep: Rep, on: dt.date) -> OneOnOne:
        """The newest one-on-one held with a rep by a day.

        Raises:
            UserError: none was held up to `on`.
        """
        meetings = self._meetings.one_on_ones(rep.id)
        held = [each for each in meetings if each.status is MeetingStatus.HELD and each.on <= on]
        if not held:
            raise UserError(f"No one-on-one with {rep.name} was held yet, so there is nothing to recap.")
        return max(held, key=_when)

    def following(self, meeting: OneOnOne) -> OneOnOne | None:
        """The one-on-one with the same rep that comes next after another: planned, or held since."""
        known = self._meetings.one_on_ones(meeting.rep_id)
        later = [each for each in known if each.status in _TAKES_PLACE and _when(each) > _when(meeting)]
        return min(later, key=_when, default=None)

    def recap(self, rep: Rep, meeting: OneOnOne) -> Recap:
        """The recap of a one-on-one with a rep."""
        manager = rep.manager or self._team.workspace().manager
        return _recap(self._meetings.shared_view(rep, meeting), manager, self.following(meeting))


def _recap(view: SharedView, manager: str, following: OneOnOne | None) -> Recap:
    meeting, rep = view.meeting, view.rep
    by_item: dict[Id | None, list[SharedNote]] = {}
    shown = {item.id for item in view.items}
    for note in view.notes:
        if note.text.strip():
            place = note.agenda_item_id if note.agenda_item_id in shown else None
            by_item.setdefault(place, []).append(replace(SharedNote.of(note, rep), added=is_amendment(note, meeting)))
    return Recap(
        rep=rep.name,
        manager=manager,
        on=meeting.on,
        minutes=meeting.length,
        wins=tuple(win.text for win in view.recognitions),
        topics=tuple(
            RecapTopic(item.title, tuple(by_item.get(item.id, ())))
            for item in view.items
            if item.id in by_item or (item.section in _TOPICS and talked_about(item, (), {}))
        ),
        notes=tuple(by_item.get(None, ())),
        promises=tuple(
            _promise(each, rep.name, manager)
            for each in view.commitments
            if each.status is not CommitmentStatus.DROPPED
        ),
        next_on=following.on if following else None,
        next_at=following.at if following else None,
    )


def _when(meeting: OneOnOne) -> tuple[dt.date, dt.time]:
    return meeting.on, meeting.at or dt.time()


def _promise(commitment: Commitment, rep: str, manager: str) -> RecapPromise:
    who = rep if commitment.owner is Owner.REP else manager or "Your manager"
    return RecapPromise(who, commitment.text, commitment.due)
