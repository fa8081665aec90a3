"""What the Meetings page reads: lists, lanes, places in the text, and one one-on-one with all that belongs to it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from kpidesk.domain.coming import WAITING
from kpidesk.domain.meeting_totals import Wanted
from kpidesk.gui.models.meeting_days import MeetingDays
from kpidesk.gui.models.meetings_model import MeetingRow
from kpidesk.gui.models.timeline_model import Lane, lanes
from kpidesk.gui.pages.meetings_detail import MeetingFile
from kpidesk.gui.pages.meetings_timeline import span
from kpidesk.services.meeting_lists import Order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.commitments import Verdict
    from kpidesk.domain.entities import Id, Note, OneOnOne, Rep
    from kpidesk.domain.finding import Found
    from kpidesk.domain.terms import MeetingStatus
    from kpidesk.gui.context import Context
    from kpidesk.gui.pages.meetings_filters import MeetingsFilters
    from kpidesk.services.meeting_lists import Loose

_SEARCHED = 500
"""As many places in the text are looked through for one-on-ones to list."""
_BEFORE = 182
"""Days before the timeline in which a gap may have begun."""


class Chosen(NamedTuple):
    """A one-on-one and whom it is with."""

    meeting: OneOnOne
    rep: Rep


class MeetingsSource:
    """Reads for the page; private notes are read, counted and searched only where they may be shown at all."""

    def __init__(self, context: Context) -> None:
        self._desk, self._today, self._private = context.desk, context.today, context.show_private
        self.reps: dict[Id, Rep] = {}
        self._days: MeetingDays | None = None
        self._verdicts: dict[Id, dict[Id, Verdict]] = {}

    def reload(self) -> None:
        """Read the reps anew and forget what was worked out of the file as it was."""
        self.reps = {each.id: each for each in self._desk.team.reps(archived=True)}
        self._days, self._verdicts = None, {}

    def page(self, wanted: Wanted, order: str, *, down: bool, offset: int, limit: int) -> list[MeetingRow]:
        """Some of the one-on-ones that are wanted, in an order, from `offset` on."""
        way = Order(order, down)
        found = self._desk.meeting_lists.page(wanted, way, private=self._private, offset=offset, limit=limit)
        return [MeetingRow(meeting, self.reps[meeting.rep_id], totals) for meeting, totals in found]

    def counts(self, wanted: Wanted) -> Mapping[MeetingStatus, int]:
        """How many are wanted, by status."""
        return self._desk.meeting_lists.counts(wanted, private=self._private)

    def planned(self) -> int:
        """How many are planned, the one that runs included."""
        return sum(self.counts(Wanted(statuses=WAITING)).values())

    def usual(self) -> Id | None:
        """The one-on-one to begin with: the next planned one, else the newest."""
        ahead = self.page(Wanted(statuses=WAITING, begin=self._today()), "on", down=False, offset=0, limit=1)
        found = ahead or self.page(Wanted(), "on", down=True, offset=0, limit=1)
        return found[0].meeting.id if found else None

    def find(self, filters: MeetingsFilters, limit: int) -> list[Found]:
        """So many of the newest places in the text that fit the filters."""
        begin, end = filters.span(self._today())
        return self._desk.search.find(
            filters.text,
            private=self._private,
            rep_id=filters.rep_id,
            kpi_id=filters.kpi_id,
            begin=begin,
            end=end,
            limit=limit,
        )

    def wanted(self, filters: MeetingsFilters) -> Wanted:
        """What the filters ask for, the text among them."""
        return filters.wanted(self._today(), self._among(filters))

    def lanes(self, filters: MeetingsFilters) -> list[Lane]:
        """The timeline of the reps that the filters let through."""
        on, among, one = self._today(), self._among(filters), filters.rep_id
        first, last = span(*filters.span(on), on)
        found = self._desk.meeting_lists.days(one, first - dt.timedelta(days=_BEFORE), last)
        days = [each for each in found if among is None or each.id in among]
        met = {each.rep_id for each in days}

        def shown(rep: Rep) -> bool:
            return rep.id == one if one else rep.id in met or (among is None and not rep.archived)

        return lanes(filter(shown, self.reps.values()), days, filters.statuses, (first, last), on)

    def chosen(self, ident: Id | None) -> Chosen | None:
        """The one-on-one with this id as it is in the file now."""
        meeting = self._desk.meeting_lists.find(ident) if ident else None
        return Chosen(meeting, self.reps[meeting.rep_id]) if meeting else None

    def file(self, chosen: Chosen) -> MeetingFile:
        """A one-on-one with all that belongs to it."""
        rep, meeting = chosen.rep, chosen.meeting
        view = self._desk.meetings.shared_view(rep, meeting)
        notes: Iterable[Note] = self._desk.meetings.notes(rep, meeting) if self._private else view.notes
        return MeetingFile(meeting, rep, view.items, tuple(notes), view.commitments, self._today(), view.recognitions)

    def loose(self, rep: Rep) -> Loose:
        """What was written down about a rep outside of one-on-ones."""
        return self._desk.meeting_lists.loose(rep, private=self._private)

    def verdicts(self, rep: Rep) -> Mapping[Id, Verdict]:
        """What the numbers say about the commitments with a rep; worked out once."""
        if rep.id not in self._verdicts:
            tracked = self._desk.preparation.tracked(rep, self._today())
            self._verdicts[rep.id] = {each.commitment.id: each.verdict for each in tracked if each.kpi is not None}
        return self._verdicts[rep.id]

    def _among(self, filters: MeetingsFilters) -> frozenset[Id] | None:
        """The one-on-ones whose rep, day or reason fits the text, and those it was found in; None without a text."""
        if not filters.text:
            return None
        self._days = self._days or MeetingDays(self._desk)
        found = self.find(filters, _SEARCHED) if filters.searching else []
        met = {each.meeting_id for each in found if each.meeting_id is not None}
        return frozenset(self._days.with_words(filters.text) | met)
