"""When reps work: leave, holidays, dated roles, part time, ramps, and the weight of weekdays and months."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain import schedule_checks as checks
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import Holiday, Id, Leave, PastRole, RampSchedule, Rep, Season, new_id
from kpidesk.domain.roles import has_moved, role_word
from kpidesk.domain.scheduling import DaysOff
from kpidesk.storage import records

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kpidesk.domain.holidays import HolidayBlock
    from kpidesk.services.history import History
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Connection, Database


def days_off(connection: Connection, rep: Rep) -> DaysOff:
    """The days on which a rep cannot be met."""
    leaves = records.select(connection, Leave, "first", rep_id=rep.id)
    return DaysOff.of(rep, leaves, records.select(connection, Holiday, "on", calendar=rep.holidays))


class ScheduleService:
    """Reads and changes when reps work and how a target is spread; every change is one step that can be undone."""

    def __init__(self, database: Database, history: History, team: TeamService) -> None:
        self._database = database
        self._history = history
        self._team = team

    def leaves(self, rep_id: Id) -> list[Leave]:
        """Leave of one rep, oldest first."""
        with self._database.read() as connection:
            return records.select(connection, Leave, "first", rep_id=rep_id)

    def days_off(self, rep: Rep) -> DaysOff:
        """The days on which a rep cannot be met."""
        with self._database.read() as connection:
            return days_off(connection, rep)

    def keep_leave(self, rep: Rep, new: Leave) -> Change:
        """Add leave, or keep a changed one.

        Raises:
            UserError: it ends before it starts, or overlaps other leave.
        """
        known = self.leaves(rep.id)
        checks.check_leave(new, known)
        before = next((each for each in known if each.id == new.id), None)
        return self._history.do(f"Keep leave of {rep.name}", [Edit(before, new)])

    def drop_leave(self, rep: Rep, leave: Leave) -> Change:
        """Take leave back."""
        return self._history.do(f"Delete leave of {rep.name}", [Edit(leave, None)])

    def holidays(self) -> list[Holiday]:
        """All holidays, oldest first; `calendar` is empty for the company's own."""
        with self._database.read() as connection:
            return records.select(connection, Holiday, "on", "calendar")

    def calendars(self) -> list[str]:
        """Names of the holiday calendars in use, besides the company's own."""
        names = {each.calendar for each in self.holidays()} | {each.holidays for each in self._team.reps()}
        return sorted(names - {""})

    def read_holidays(self, text: str, *, month_first: bool) -> HolidayBlock:
        """What a block copied from a spreadsheet would add and change; see `intake.holidays.read`."""
        from kpidesk.intake import holidays

        return holidays.read(text, self.holidays(), self.calendars(), month_first=month_first)

    def keep_holidays(self, new: Sequence[Holiday]) -> Change:
        """Add holidays, or keep changed ones, all of them or none.

        Raises:
            UserError: one has no name, or its day is a holiday of that calendar already.
        """
        known = {each.id: each for each in self.holidays()}
        after = known | {each.id: each for each in new}
        for each in new:
            checks.check_holiday(each, after.values())
        return self._history.do("Keep holidays", [Edit(known.get(each.id), each) for each in new])

    def drop_holidays(self, holidays: Iterable[Holiday]) -> Change:
        """Delete holidays."""
        return self._history.do("Delete holidays", [Edit(each, None) for each in holidays])

    def past_roles(self, rep_id: Id) -> list[PastRole]:
        """What a rep was before, the earliest first."""
        with self._database.read() as connection:
            return records.select(connection, PastRole, "last", rep_id=rep_id)

    def change_rep(
        self, before: Rep, after: Rep, since: dt.date | None = None, forget: Collection[PastRole] = ()
    ) -> Change:
        """Keep a changed rep whose role or part-time share is new since a day; None corrects the present one.

        The time of a past role in `forget` counts with what came after it.

        Raises:
            UserError: the name is taken, or the day does not fit with hiring and earlier changes.
        """
        self._team.check(after)
        edits = [Edit(each, None) for each in forget]
        if since is not None and has_moved(before, after):
            checks.check_role_change(after, since, [each for each in self.past_roles(before.id) if each not in forget])
            last = since - dt.timedelta(days=1)
            edits.append(Edit(None, PastRole(new_id(), before.id, before.role, last, before.working_share)))
        return self._history.do(f"Change {after.name}", [*edits, Edit(before, after)])

    def ramps(self) -> list[RampSchedule]:
        """All ramp schedules: those of roles and of single reps."""
        with self._database.read() as connection:
            return records.select(connection, RampSchedule, "role")

    def keep_ramp(self, shares: Sequence[float], *, rep: Rep | None = None, role: str | None = None) -> Change:
        """Set the ramp of a rep or of a role; no shares end it.

        Raises:
            UserError: a share is not between 0 and 1.
        """
        whom = rep.id if rep else None
        known = next(
            (
                each
                for each in self.ramps()
                if each.rep_id == whom and (rep is not None or role_word(each.role) == role_word(role))
            ),
            None,
        )
        label = f"Keep ramp of {rep.name if rep else role}"
        if not shares:
            return self._history.do(label, [Edit(known, None)] if known else [])
        new = RampSchedule(known.id if known else new_id(), tuple(shares), None if rep else role, whom)
        checks.check_ramp(new)
        return self._history.do(label, [Edit(known, new)])

    def season(self, kpi_id: Id | None = None) -> Season | None:
        """The weights kept for one KPI, or with None those for all; None where there are none."""
        with self._database.read() as connection:
            return next(iter(records.select(connection, Season, kpi_id=kpi_id)), None)

    def keep_season(self, new: Season) -> Change:
        """Keep the weights of weekdays, months and quarters of one KPI or of all.

        Raises:
            UserError: a weight is no weight, or the shares of the quarters do not add up to 1.
        """
        checks.check_season(new)
        known = self.season(new.kpi_id)
        return self._history.do("Change seasons", [Edit(known, replace(new, id=known.id) if known else new)])

    def drop_season(self, season: Season) -> Change:
        """Go back to the weights for all KPIs, or to five equal days a week."""
        return self._history.do("Change seasons", [Edit(season, None)])
