"""The targets of KPIs: set, changed, ended, deleted, and what one amounts to for a rep."""

from __future__ import annotations

import math
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from kpidesk.domain.coaching_target import CoachingTarget, coaching_target
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import Id, Kpi, PastRole, Rep, Target, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.limits import LARGEST, number_fault
from kpidesk.domain.roles import role_word
from kpidesk.domain.targets import TargetError, TargetPart, validate_target
from kpidesk.domain.terms import Aggregation, Cadence, Scope
from kpidesk.services.values import read_facts
from kpidesk.storage import records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.services.history import History
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Database


class TargetService:
    """Gestures on targets; each is one step that can be undone."""

    def __init__(self, database: Database, history: History, team: TeamService) -> None:
        self._database = database
        self._history = history
        self._team = team

    def coaching(self, kpi: Kpi, rep: Rep, on: dt.date) -> CoachingTarget | None:
        """What the target of a rep amounts to in the running period, or None when none holds today."""
        with self._database.read() as connection:
            facts = read_facts(connection, archived=True)
        return coaching_target(facts.targets, kpi, rep, facts.schedules, on, facts.calendar)

    def add(self, target: Target) -> Change:
        """Keep a new target.

        Raises:
            TargetError: a part of it is wrong, or another one of the same scope starts on the same day.
        """
        return self._keep("Set", None, target)

    def change(self, before: Target, after: Target) -> Change:
        """Keep a changed target.

        Raises:
            TargetError: a part of it is wrong, or another one of the same scope starts on the same day.
        """
        return self._keep("Change", before, after)

    def end(self, before: Target, last: dt.date) -> Change:
        """Let a target hold up to a day, its last; then the next wider scope holds.

        Raises:
            TargetError: it starts later than that.
        """
        return self._keep("End", before, replace(before, valid_to=last))

    def delete(self, before: Target) -> Change:
        """Take a target out as if it had never been set."""
        return self._history.do(f"Delete target for {self._kpi(before).name}", [Edit(before, None)])

    def set_target(
        self,
        kpi: str,
        value: float | None,
        *,
        on: dt.date,
        cadence: Cadence | None = None,
        rep: str | None = None,
        role: str | None = None,
        team: str | None = None,
        note: str = "",
        high: float | None = None,
        until: dt.date | None = None,
    ) -> tuple[Target, Target | None]:
        """Set a target for a rep, a role, a team or everyone from the day `on` on; 0 and past days are fine.

        `high` is the upper edge of a band, `until` the last day. A target of the same scope and day gives way. Without
        a `cadence` it is for the same period as the newest one.

        Returns:
            The target, and the one that gave way, if any.

        Raises:
            UserError: the value is no number, it ends before it starts, or the KPI, rep, role or team is unknown.
        """
        if value is None or not math.isfinite(value):
            raise UserError("A target needs a KPI and a number: kpidesk targets set discovery_held 12")
        found = self._team.kpi(kpi)
        target = Target(
            id=new_id(),
            kpi_id=found.id,
            value=value,
            cadence=cadence or usual_cadence(found, self._team.targets(found.id)),
            valid_from=on,
            scope=Scope.REP if rep else Scope.ROLE if role else Scope.TEAM if team else Scope.DEFAULT,
            rep_id=self._team.rep(rep).id if rep else None,
            role=self._role(role) if role else None,
            team_id=self._team_id(team) if team else None,
            high=high,
            note=note,
            valid_to=until,
        )
        same = next((each for each in self._team.targets(found.id) if _same_place(each, target)), None)
        target = target if same is None else replace(target, id=same.id)
        self._keep("Set", same, target)
        return target, same

    def _keep(self, gesture: str, before: Target | None, after: Target) -> Change:
        kpi = self._kpi(after)
        validate_target(after, self._team.targets(kpi.id))
        for part, value in ((TargetPart.VALUE, after.value), (TargetPart.HIGH, after.high)):
            fault = None if value is None else number_fault(kpi, value)
            if value is not None and fault is not None:
                do = "Type 0 or more" if -LARGEST <= value < 0 else "Type a smaller one"
                raise TargetError(part, f"{fault[:1].upper()}{fault[1:]}. {do}.")
        return self._history.do(f"{gesture} target for {kpi.name}", [Edit(before, after)])

    def _kpi(self, target: Target) -> Kpi:
        found = next((each for each in self._team.kpis(archived=True) if each.id == target.kpi_id), None)
        if found is None:
            raise NotFoundError("The KPI of this target does not exist any more. Nothing was changed.")
        return found

    def _role(self, name: str) -> str:
        with self._database.read() as connection:
            past = [each.role for each in records.select(connection, PastRole)]
        roles = [*past, *(rep.role for rep in self._team.reps(archived=True))]
        held = {role_word(role): role for role in roles if role_word(role)}
        if role_word(name) not in held:
            there_are = f"Roles: {', '.join(sorted(held.values()))}." if held else "No rep has a role yet."
            raise NotFoundError(f"No rep has the role “{name}”. {there_are}")
        return held[role_word(name)]

    def _team_id(self, name: str) -> Id:
        for ident, team in self._team.teams().items():
            if fold(team.name) == fold(name):
                return ident
        raise NotFoundError(f"No team is called “{name}”. See: kpidesk reps")


def usual_cadence(kpi: Kpi, targets: Sequence[Target] = ()) -> Cadence:
    """That of the newest of its targets; without one weekly for what is added up often, else the KPI's own cadence."""
    if targets:
        return max(targets, key=attrgetter("valid_from")).cadence
    daily = kpi.cadence is Cadence.DAY and kpi.aggregation is Aggregation.SUM
    return Cadence.WEEK if daily else kpi.cadence


def _same_place(one: Target, other: Target) -> bool:
    return (one.scope, one.rep_id, one.role, one.team_id, one.valid_from) == (
        other.scope,
        other.rep_id,
        other.role,
        other.team_id,
        other.valid_from,
    )
