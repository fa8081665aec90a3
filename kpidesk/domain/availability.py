"""When the reps of a team work, and which share of a target each of their days carries (domain brief 2.2, 2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from kpidesk.domain.days import day_number
from kpidesk.domain.entities import Holiday, Id, Kpi, Leave, PastRole, RampSchedule, Rep, Season, new_id
from kpidesk.domain.entries import Floats, positions
from kpidesk.domain.roles import ALWAYS, posts, role_word
from kpidesk.domain.targets import prorates
from kpidesk.domain.terms import KpiClass, Scope

if TYPE_CHECKING:
    from kpidesk.domain.calendars import Days

LONG_LEAVE = 5
"""Outcome targets are relieved only by a leave of at least this many working days (domain brief 2.3)."""

_PLAIN = Season(new_id())

Members: TypeAlias = tuple[list[int], int, int]
"""Rows of reps, and the days from and up to which they belong to something."""


@dataclass(frozen=True, slots=True)
class Schedules:
    """Leave, holidays, roles, ramps and seasons of a team."""

    leaves: Sequence[Leave] = ()
    holidays: Sequence[Holiday] = ()
    past_roles: Sequence[PastRole] = ()
    ramps: Sequence[RampSchedule] = ()
    seasons: Sequence[Season] = ()

    def season(self, kpi: Kpi | None = None) -> Season:
        """The season of a KPI: its own, else the one for all KPIs, else five equal days a week."""
        by_kpi = {season.kpi_id: season for season in self.seasons}
        return by_kpi.get(kpi.id if kpi else None) or by_kpi.get(None) or _PLAIN

    def full_time(self, first: int, end: int, kpi: Kpi | None = None) -> Floats:
        """Weight of each day from `first` up to, not including, `end` for somebody who is never away; shape (days,).

        Neither holidays nor leave are taken out: this is what a target is divided by (domain brief 2.3).
        """
        season = self.season(kpi)
        days = np.arange(first, end, dtype=np.int64)
        weekdays = np.array(season.weekdays, np.float64)[(days + 3) % 7]
        if len(set(season.months)) == 1:
            return weekdays
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
        return weekdays * np.array(season.months, np.float64)[months]

    def ramp_of(self, rep: Rep, role: str) -> RampSchedule | None:
        """The schedule of a rep in a role: their own before the role's."""
        own = next((each for each in self.ramps if each.rep_id == rep.id), None)
        return own or next(
            (each for each in self.ramps if each.rep_id is None and role_word(each.role) == role_word(role)), None
        )


ALWAYS_THERE = Schedules()
"""Nobody is ever away."""


class Attendance:
    """Who works when: some reps and their schedules. What was asked once is kept.

    The arrays it hands out are not to be changed.
    """

    def __init__(self, reps: Sequence[Rep], schedules: Schedules = ALWAYS_THERE) -> None:
        self.reps, self.schedules = reps, schedules
        past: dict[Id, list[PastRole]] = {}
        for each in schedules.past_roles:
            past.setdefault(each.rep_id, []).append(each)
        self.posts = [posts(rep, past.get(rep.id, ())) for rep in reps]
        """The posts of each rep; together they cover all days."""
        self._members: dict[tuple[Scope, Id | str | None], list[Members]] | None = None
        self._available: dict[tuple[int, int, int], Floats] = {}
        self._ramps: dict[tuple[int, int], Floats] = {}

    def members(self, scope: Scope, subject: Id | str | None) -> Sequence[Members]:
        """For which reps a target of a scope may be: a rep, a role, a team or everyone."""
        if self._members is None:
            self._members = self._work_out_members()
        return self._members.get((scope, subject), ())

    def available(self, first: int, end: int, *, shortest_leave: int = 1) -> Floats:
        """Which part of each day each rep works, shape (reps, days), 0 to 1.

        Working days, less leave and holidays, times the part-time share; nothing before hire and after exit
        (domain brief 2.2). A rep without a hire date counts from the beginning.

        Args:
            first: Day number of the first column.
            end: Day number after the last column.
            shortest_leave: Leaves and holidays with fewer working days than this change nothing.
        """
        key = (first, end, shortest_leave)
        if key not in self._available:
            self._available[key] = self._work_out(first, end, shortest_leave)
        return self._available[key]

    def weights(self, kpi: Kpi, first: int, end: int) -> Floats:
        """The share of a KPI's target that each day of each rep carries, shape (reps, days).

        Available part of the day x season x ramp (domain brief 2.3); the ramp only for sums where more is better.
        """
        parts = self.available(first, end, shortest_leave=shortest_relief(kpi))
        weights = parts * self.schedules.full_time(first, end, kpi)
        return weights * self.ramp(first, end) if prorates(kpi) else weights

    def ramp(self, first: int, end: int) -> Floats:
        """Which share of a full target each rep carries on each day, shape (reps, days); 1 without a schedule.

        A tenure month runs from the day of hiring to the same day of the next month (domain brief 2.13).
        """
        if (first, end) not in self._ramps:
            self._ramps[first, end] = self._work_out_ramp(first, end)
        return self._ramps[first, end]

    def _work_out_members(self) -> dict[tuple[Scope, Id | str | None], list[Members]]:
        rows: dict[tuple[Scope, Id | str | None], dict[tuple[int, int], list[int]]] = {}
        for row, rep in enumerate(self.reps):
            belongs: list[tuple[Scope, Id | str | None, int, int]] = [(Scope.DEFAULT, None, -ALWAYS, ALWAYS)]
            belongs.append((Scope.REP, rep.id, -ALWAYS, ALWAYS))
            if rep.team_id is not None:
                belongs.append((Scope.TEAM, rep.team_id, -ALWAYS, ALWAYS))
            roles = [(role_word(post.role), post.first, post.end) for post in self.posts[row]]
            belongs += [(Scope.ROLE, *role) for role in roles if role[0] is not None]
            for scope, whom, first, end in belongs:
                rows.setdefault((scope, whom), {}).setdefault((first, end), []).append(row)
        return {of: [(who, *span) for span, who in spans.items()] for of, spans in rows.items()}

    def _work_out(self, first: int, end: int, shortest_leave: int) -> Floats:
        worked = (self.schedules.full_time(first, end) > 0).astype(np.float64)
        parts = np.tile(worked, (len(self.reps), 1))
        row = positions([rep.id for rep in self.reps])
        if shortest_leave <= 1:
            self._take_holidays(parts, first)
        for leave in self.schedules.leaves:
            begin, stop = day_number(leave.first), day_number(leave.last) + 1
            if leave.rep_id in row and (self.schedules.full_time(begin, stop) > 0).sum() >= shortest_leave:
                span = _columns(begin, stop, first)
                parts[row[leave.rep_id], span] = np.minimum(parts[row[leave.rep_id], span], 1 - leave.share)
        for at, rep in enumerate(self.reps):
            for post in self.posts[at]:
                if post.working_share < 1:
                    parts[at, _columns(post.first, post.end, first)] *= post.working_share
            if rep.hired_on is not None:
                parts[at, : max(day_number(rep.hired_on) - first, 0)] = 0
            if rep.left_on is not None:
                parts[at, max(day_number(rep.left_on) + 1 - first, 0) :] = 0
        return parts

    def _work_out_ramp(self, first: int, end: int) -> Floats:
        shares = np.ones((len(self.reps), end - first))
        if not self.schedules.ramps or end <= first:
            return shares
        days = np.arange(first, end, dtype=np.int64).astype("datetime64[D]")
        months = days.astype("datetime64[M]")
        day_of_month = (days - months).astype(np.int64) + 1
        for at, rep in enumerate(self.reps):
            if rep.hired_on is None:
                continue
            hired = rep.hired_on.year * 12 + rep.hired_on.month - 1 - 1970 * 12
            tenure = months.astype(np.int64) - hired - (day_of_month < rep.hired_on.day)
            for post in self.posts[at]:
                schedule = self.schedules.ramp_of(rep, post.role)
                if schedule is None:
                    continue
                span = _columns(post.first, post.end, first)
                steps = np.array([*schedule.shares, 1.0])
                shares[at, span] = steps[np.clip(tenure[span], 0, len(schedule.shares))]
        return shares

    def _take_holidays(self, parts: Floats, first: int) -> None:
        calendars = np.array([rep.holidays for rep in self.reps], object)
        for holiday in self.schedules.holidays:
            at = day_number(holiday.on) - first
            if 0 <= at < parts.shape[1]:
                rows = np.flatnonzero(calendars == holiday.calendar)
                parts[rows, at] = np.minimum(parts[rows, at], 1 - holiday.share)


def shortest_relief(kpi: Kpi) -> int:
    """The shortest leave, in working days, that lowers the coaching target of a KPI."""
    return LONG_LEAVE if kpi.kpi_class is KpiClass.OUTCOME else 1


def share(weights: Floats, first: int, begin: Days | int, end: Days | int) -> Floats:
    """Sum of the weights of each rep from `begin` up to `end`, shape (reps,); column 0 is day number `first`."""
    return np.asarray(weights[:, _columns(int(begin), int(end), first)].sum(axis=1), dtype=np.float64)


def _columns(begin: int, end: int, first: int) -> slice:
    return slice(max(begin - first, 0), max(end - first, 0))
