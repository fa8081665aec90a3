"""Planning ahead: the next one-on-ones of everybody at once, and what follows one that is skipped."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain.attention import Rhythm, rhythm
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import Holiday, Leave, OneOnOne, Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.scheduling import DaysOff, following, next_day
from kpidesk.domain.terms import MeetingStatus
from kpidesk.services.schedules import days_off
from kpidesk.storage import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.services.history import History
    from kpidesk.services.meetings import MeetingService
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Database


class PlanningService:
    """Proposes dates and keeps them; every change is one step that can be undone."""

    def __init__(self, database: Database, history: History, team: TeamService, meetings: MeetingService) -> None:
        self._database = database
        self._history = history
        self._team = team
        self._meetings = meetings

    def whom_next(self, on: dt.date) -> Rep | None:
        """The rep of the next planned one-on-one; with none planned, the one whose rhythm is due first."""
        meetings = self._meetings.around(on)
        found = [(rep, rhythm(rep, meetings, on)) for rep in self._team.reps() if rep.active(on)]
        planned = [(each.upcoming.on, each.upcoming.at or dt.time.max, rep) for rep, each in found if each.upcoming]
        if planned:
            return min(planned, key=lambda each: each[:2])[2]
        due = [(each.due_on, rep) for rep, each in found if each.due_on]
        return min(due, key=lambda each: each[0])[1] if due else None

    def propose(self, rep: Rep, on: dt.date) -> OneOnOne:
        """The next one-on-one as the agreed rhythm has it, off weekends and leave; not planned yet."""
        known = self._meetings.one_on_ones(rep.id)
        past = [each for each in known if each.status is MeetingStatus.HELD and each.on <= on]
        with self._database.read() as connection:
            off = days_off(connection, rep)
        if not past:
            return OneOnOne(new_id(), rep.id, next_day(on, 0, on, off))
        day = next_day(past[0].on, rep.cadence_days, on, off)
        return OneOnOne(new_id(), rep.id, day, past[0].at, past[0].minutes)

    def left_behind(self, on: dt.date) -> list[OneOnOne]:
        """One-on-ones with active reps that were planned for a day that is over and never began, the oldest first."""
        active = {rep.id for rep in self._team.reps() if rep.active(on)}
        with self._database.read() as connection:
            planned = records.select(connection, OneOnOne, "on", "at", "id", status=MeetingStatus.PLANNED)
        return [each for each in planned if each.on < on and each.rep_id in active]

    def unplanned(self, on: dt.date) -> list[tuple[Rep, Rhythm]]:
        """Active reps whom nothing is planned with, the longest overdue first, then by name."""
        around = self._meetings.around(on)
        by_rep: dict[object, list[OneOnOne]] = {}
        for each in around:
            by_rep.setdefault(each.rep_id, []).append(each)
        active = [rep for rep in self._team.reps() if rep.active(on)]
        found = [(rep, rhythm(rep, by_rep.get(rep.id, ()), on)) for rep in active]
        waiting = [(rep, each) for rep, each in found if each.upcoming is None]
        return sorted(waiting, key=lambda pair: (pair[1].due_on or dt.date.max, pair[0].name))

    def proposals(self, on: dt.date) -> list[tuple[Rep, Rhythm, OneOnOne]]:
        """The next one-on-one of everybody without one, from the day after `on`; nothing is planned yet.

        Days keep off leave, holidays and weekends, times keep off what is planned and off each other. One that was
        left behind is proposed to be moved, so that its agenda comes along.
        """
        behind = {each.rep_id: each for each in self.left_behind(on)}
        with self._database.read() as connection:
            leaves, holidays = records.select(connection, Leave, "first"), records.select(connection, Holiday, "on")
        taken = [each for each in self._meetings.around(on) if each.status is MeetingStatus.PLANNED]
        found = []
        for rep, each in self.unplanned(on):
            off = DaysOff.of(rep, leaves, holidays)
            new = following(rep, each.last, on + dt.timedelta(days=1), off, taken)
            old = behind.get(rep.id)
            new = replace(old, on=new.on, at=new.at) if old else new
            taken.append(new)
            found.append((rep, each, new))
        return found

    def plan(self, new: Sequence[OneOnOne]) -> Change:
        """Plan several one-on-ones together; those that are planned already are moved.

        Raises:
            UserError: There is none.
        """
        if not new:
            raise UserError("No one-on-one is chosen. Tick at least one rep.")
        label = "Plan one-on-one" if len(new) == 1 else f"Plan {len(new)} one-on-ones"
        with self._database.read() as connection:
            known = {each.id: each for each in records.select(connection, OneOnOne, id=[each.id for each in new])}
        return self._history.do(label, [_planned(known.get(each.id), each) for each in new])

    def after(self, meeting: OneOnOne, on: dt.date) -> OneOnOne:
        """The one-on-one that would follow one that is skipped; not planned yet."""
        with self._database.read() as connection:
            rep = records.find(connection, Rep, meeting.rep_id)
            leaves = records.select(connection, Leave, "first", rep_id=meeting.rep_id)
            holidays = records.select(connection, Holiday, "on")
        if rep is None:
            raise UserError("The rep of this one-on-one is no longer there. Look again.")
        taken = [each for each in self._meetings.around(on) if each.status is MeetingStatus.PLANNED]
        return following(rep, meeting, max(on, meeting.on), DaysOff.of(rep, leaves, holidays), taken)

    def skip(self, meeting: OneOnOne, reason: str, instead: OneOnOne | None) -> Change:
        """Call a planned one-on-one off and plan the next in its place; what was open comes up then.

        Raises:
            UserError: It is no longer planned.
        """
        if meeting.status is not MeetingStatus.PLANNED:
            raise UserError(f"This one-on-one is {meeting.status}, not planned. Look again, then repeat your change.")
        called_off = replace(meeting, status=MeetingStatus.CANCELLED, reason=reason)
        edits = [Edit(meeting, called_off), *([Edit(None, instead)] if instead else [])]
        return self._history.do("Skip one-on-one" if instead else "Cancel one-on-one", edits)


def _planned(before: OneOnOne | None, after: OneOnOne) -> Edit:
    moved = before.times_moved + (before.on != after.on) if before else 0
    return Edit(before, replace(after, times_moved=moved))
