"""What a calendar changes about the planned one-on-ones: proposed line by line, done only when confirmed."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpidesk.domain.appointments import Appointment
from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import Id, OneOnOne, Rep
from kpidesk.domain.terms import CalendarStep, MeetingStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpidesk.domain.appointments import Roster

NEAR = 3
"""Days by which a planned one-on-one may be apart from one of the calendar and still be meant by it."""
USUAL_MINUTES = 30

_IDS = uuid.UUID("6f1c1f0a-6a3e-5d7e-9f6b-0c3a6b1d2e47")
"""The space of ids made from those of calendars: reading a file again finds what it brought before."""
_OURS = "@kpidesk"
_PASSED = {MeetingStatus.HELD, MeetingStatus.RUNNING, MeetingStatus.NO_SHOW}


@dataclass(frozen=True, slots=True)
class Line:
    """One appointment with a rep and what becomes of it; `reason` says why it is left out."""

    step: CalendarStep
    rep: Rep
    appointment: Appointment
    before: OneOnOne | None = None
    after: OneOnOne | None = None
    reason: str = ""

    @property
    def changes(self) -> bool:
        """Whether taking it changes anything."""
        return self.step in {CalendarStep.PLAN, CalendarStep.MOVE, CalendarStep.CANCEL}


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """A calendar file read against the one-on-ones there are."""

    lines: tuple[Line, ...]
    """By day, those that are the same included."""
    last: dt.date
    """The last day looked at; a series goes on after it."""
    hints: tuple[str, ...] = ()
    """What was odd about the file, in sentences."""

    def of(self, step: CalendarStep) -> list[Line]:
        """The lines of one kind."""
        return [line for line in self.lines if line.step is step]


def plan(
    appointments: Iterable[Appointment],
    roster: Roster,
    meetings: Sequence[OneOnOne],
    last: dt.date,
    hints: Sequence[str] = (),
) -> CalendarPlan:
    """What the appointments would change.

    An appointment is a one-on-one known by its id; else the one planned with the rep on that day; else the nearest one
    planned within three days, which moves. Of two on a day the first counts. The length of a known one stays as it is.
    """
    found = [(each, whom) for each in appointments if (whom := roster.whom(each))]
    lines = [Line(CalendarStep.LEAVE_OUT, whom.rep, each, reason=whom.reason) for each, whom in found if whom.reason]
    made = _Matching(meetings)
    made.take([(each, whom.rep) for each, whom in found if not whom.reason])
    lines += made.lines
    return CalendarPlan(tuple(sorted(lines, key=_place)), last, tuple(hints))


def edits(lines: Iterable[Line]) -> list[Edit]:
    """The changes that lines stand for."""
    return [Edit(line.before, line.after) for line in lines if line.changes]


def ident(appointment: Appointment) -> Id:
    """The id that the one-on-one of an appointment has: our own when we wrote the event, else one made from its own."""
    if appointment.uid.endswith(_OURS) and not appointment.original:
        try:
            return uuid.UUID(appointment.uid.removesuffix(_OURS))
        except ValueError:
            pass
    return uuid.uuid5(_IDS, f"{appointment.uid}\n{appointment.original}")


class _Matching:
    """Finds for each appointment the one-on-one it means; each is meant at most once."""

    def __init__(self, meetings: Sequence[OneOnOne]) -> None:
        self.lines: list[Line] = []
        self._known = {each.id: each for each in meetings}
        self._of: dict[Id, list[OneOnOne]] = {}
        for each in meetings:
            self._of.setdefault(each.rep_id, []).append(each)
        self._claimed: set[Id] = set()

    def take(self, found: Sequence[tuple[Appointment, Rep]]) -> None:
        """Settle all of them: first those known by id, then by day, then by nearness."""
        rest = self._once_a_day(sorted(found, key=lambda each: (each[0].cancelled, _when(each[0]))))
        for finder in (self._by_id, self._by_day, self._nearby):
            left = []
            for appointment, rep in rest:
                known = finder(appointment, rep)
                if known is None:
                    left.append((appointment, rep))
                else:
                    self._claimed.add(known.id)
                    self._settle(appointment, rep, known)
            rest = left
        for appointment, rep in rest:
            if not appointment.cancelled:
                self._add(appointment, rep)

    def _once_a_day(self, found: Iterable[tuple[Appointment, Rep]]) -> list[tuple[Appointment, Rep]]:
        seen: set[tuple[Id, dt.date]] = set()
        kept = []
        for appointment, rep in found:
            if not appointment.cancelled and (rep.id, appointment.on) in seen:
                reason = "There is another one-on-one with the same rep on that day."
                self.lines.append(Line(CalendarStep.LEAVE_OUT, rep, appointment, reason=reason))
                continue
            if not appointment.cancelled:
                seen.add((rep.id, appointment.on))
            kept.append((appointment, rep))
        return kept

    def _by_id(self, appointment: Appointment, rep: Rep) -> OneOnOne | None:
        known = self._known.get(ident(appointment))
        return known if known and known.rep_id == rep.id else None

    def _by_day(self, appointment: Appointment, rep: Rep) -> OneOnOne | None:
        if appointment.cancelled:
            return None
        there = [each for each in self._free(rep) if each.on == appointment.on]
        live = [each for each in there if each.status is not MeetingStatus.CANCELLED]
        return min(live, key=lambda each: each.at or dt.time.max, default=None)

    def _nearby(self, appointment: Appointment, rep: Rep) -> OneOnOne | None:
        if appointment.cancelled:
            return None
        near = [
            each
            for each in self._free(rep)
            if each.status is MeetingStatus.PLANNED and abs((each.on - appointment.on).days) <= NEAR
        ]
        return min(near, key=lambda each: (abs((each.on - appointment.on).days), each.on), default=None)

    def _free(self, rep: Rep) -> list[OneOnOne]:
        return [each for each in self._of.get(rep.id, ()) if each.id not in self._claimed]

    def _settle(self, appointment: Appointment, rep: Rep, known: OneOnOne) -> None:
        if appointment.cancelled:
            if known.status is MeetingStatus.PLANNED:
                after = replace(known, status=MeetingStatus.CANCELLED)
                self.lines.append(Line(CalendarStep.CANCEL, rep, appointment, known, after))
            return
        if known.status is MeetingStatus.CANCELLED:
            reason = "It was called off in KPIdesk."
            self.lines.append(Line(CalendarStep.LEAVE_OUT, rep, appointment, known, reason=reason))
        elif known.status in _PASSED or (known.on, known.at) == (appointment.on, appointment.at):
            self.lines.append(Line(CalendarStep.SAME, rep, appointment, known))
        else:
            self.lines.append(Line(CalendarStep.MOVE, rep, appointment, known, _moved(known, appointment)))

    def _add(self, appointment: Appointment, rep: Rep) -> None:
        number = ident(appointment)
        if number in self._known:
            # Somebody else's by now: the event changed hands.
            number = uuid.uuid5(number, str(rep.id))
        if number in self._known:
            self._settle(appointment, rep, self._known[number])
            return
        new = OneOnOne(number, rep.id, appointment.on, appointment.at, appointment.minutes or USUAL_MINUTES)
        self.lines.append(Line(CalendarStep.PLAN, rep, appointment, None, new))


def _moved(known: OneOnOne, appointment: Appointment) -> OneOnOne:
    after = replace(known, on=appointment.on, at=appointment.at)
    return replace(after, times_moved=known.times_moved + 1) if after.on != known.on else after


def _when(appointment: Appointment) -> tuple[dt.date, dt.time]:
    return appointment.on, appointment.at or dt.time.max


def _place(line: Line) -> tuple[dt.date, dt.time, str]:
    return (*_when(line.appointment), line.rep.name)
