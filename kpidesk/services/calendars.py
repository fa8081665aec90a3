"""One-on-ones to and from calendars: a file to hand on, and a calendar read, looked at, then taken as one step."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kpidesk.domain import calendar_plan
from kpidesk.domain.appointments import Roster
from kpidesk.domain.entities import Alias, OneOnOne
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import MeetingStatus
from kpidesk.storage import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kpidesk.domain.calendar_plan import CalendarPlan, Line
    from kpidesk.domain.edits import Change
    from kpidesk.domain.entities import Rep
    from kpidesk.services.history import History
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Database

HORIZON = 91
"""Days ahead that a calendar is read: a quarter. Later dates come with a later file."""


class CalendarService:
    """Writes and reads calendar files; `zone` is the one that days and times are in, None is this computer's."""

    def __init__(self, database: Database, history: History, team: TeamService, zone: dt.tzinfo | None = None) -> None:
        self._database, self._history, self._team, self._zone = database, history, team, zone

    def export(self, path: Path, on: dt.date, now: dt.datetime, rep: Rep | None = None) -> list[OneOnOne]:
        """Write the one-on-ones planned from a day on, with one rep or all, and say which; whole or not at all.

        Raises:
            UserError: none is planned, or the file cannot be written.
        """
        with self._database.read() as connection:
            found = records.select(connection, OneOnOne, "on", "at", "id", status=MeetingStatus.PLANNED)
        ahead = [each for each in found if each.on >= on and rep in {None, self._reps.get(each.rep_id)}]
        if not ahead:
            whom = f" with {rep.name}" if rep else ""
            raise UserError(f"No one-on-one{whom} is planned from {on} on. Plan one first.")
        self.write(path, ahead, now)
        return ahead

    def write(self, path: Path, meetings: Sequence[OneOnOne], now: dt.datetime) -> None:
        """Write these one-on-ones as a calendar file.

        Raises:
            UserError: the file cannot be written.
        """
        from kpidesk.reports.calendar import CalendarEvent, as_calendar
        from kpidesk.reports.files import write_text

        if path.suffix.lower() != ".ics":
            raise UserError(f"{path.name}: the name of a calendar file ends in .ics. Choose such a name.")
        reps = self._reps
        events = [CalendarEvent(each, reps[each.rep_id].name) for each in meetings if each.rep_id in reps]
        write_text(path, as_calendar(events, now, self._zone))

    def read(self, path: Path, on: dt.date) -> CalendarPlan:
        """What the one-on-ones in a calendar file would change from a day on; nothing is changed.

        Raises:
            UserError: the file is unreadable, hostile or no calendar.
        """
        from kpidesk.intake.calendars import Reading

        roster = self._roster(on)
        last = on + dt.timedelta(days=HORIZON)
        reading = Reading(on, last, roster.mentions, self._zone)
        appointments = reading.read(path)
        with self._database.read() as connection:
            meetings = records.select(connection, OneOnOne, "on", "at", "id")
        return calendar_plan.plan(appointments, roster, meetings, last, reading.hints)

    def take(self, lines: Iterable[Line]) -> Change:
        """Plan, move and call off what the lines say, in one step that can be undone.

        Raises:
            UserError: a one-on-one was changed since the calendar was read; nothing was changed.
        """
        return self._history.do("Import calendar", calendar_plan.edits(lines))

    @property
    def _reps(self) -> dict[object, Rep]:
        return {each.id: each for each in self._team.reps(archived=True)}

    def _roster(self, on: dt.date) -> Roster:
        reps = [each for each in self._team.reps() if each.active(on)]
        with self._database.read() as connection:
            aliases = records.select(connection, Alias)
        return Roster(reps, aliases, self._team.workspace().manager)
