"""Changing the KPI set: take from the catalogue, define, archive, set targets."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kpidesk import paths
from kpidesk.domain.catalogue import Catalogue, parse
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import Aggregation, Cadence, Id, Kpi, Scope, Target, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.targets import validate_target

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kpidesk.services.history import History
    from kpidesk.services.team import TeamService


@cache
def catalogue() -> Catalogue:
    """The built-in catalogue, read once."""
    return parse(paths.resource("catalogue.toml").read_text(encoding="utf-8"))


class KpiService:
    """Gestures on KPIs and their targets."""

    def __init__(self, history: History, team: TeamService) -> None:
        self._history = history
        self._team = team

    def take_into_use(self, keys: Iterable[str]) -> list[Kpi]:
        """Take catalogue KPIs into use; those in use already are left as they are, archived ones come back.

        Raises:
            NotFoundError: a key is not in the catalogue; nothing was changed.
        """
        known = {kpi.key: kpi for kpi in self._team.kpis(archived=True)}
        edits: list[Edit] = []
        for key in dict.fromkeys(keys):
            before = known.get(key)
            if before is None:
                edits.append(Edit(None, catalogue().take(key)))
            elif before.archived:
                edits.append(Edit(before, replace(before, archived=False)))
        self._history.do("Take KPIs into use", edits)
        return [edit.after for edit in edits if isinstance(edit.after, Kpi)]

    def define(self, kpi: Kpi) -> Change:
        """Add a KPI of one's own.

        Raises:
            UserError: key or name is empty or taken.
        """
        self._check(kpi)
        return self._history.do(f"Add {kpi.name}", [Edit(None, kpi)])

    def change(self, before: Kpi, after: Kpi) -> Change:
        """Keep a changed definition."""
        self._check(after)
        return self._history.do(f"Change {after.name}", [Edit(before, after)])

    def archive(self, before: Kpi) -> Change:
        """Take a KPI out of the lists; its values, targets and past agendas stay."""
        return self._history.do(f"Archive {before.name}", [Edit(before, replace(before, archived=True))])

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
    ) -> Target:
        """Set a target for a rep, a role, a team or everyone from the day `on` on; 0 and past days are fine.

        A target of the same scope and day is replaced. `high` is the upper edge of a band.

        Raises:
            UserError: the value is no number, or the KPI, rep or team is unknown.
        """
        if value is None or not math.isfinite(value):
            raise UserError("A target needs a KPI and a number: kpidesk targets set discovery_held 12")
        found = self._team.kpi(kpi)
        scope = Scope.REP if rep else Scope.ROLE if role else Scope.TEAM if team else Scope.DEFAULT
        target = Target(
            id=new_id(),
            kpi_id=found.id,
            value=value,
            cadence=cadence or _usual_cadence(found),
            valid_from=on,
            scope=scope,
            rep_id=self._team.rep(rep).id if rep else None,
            role=role,
            team_id=self._team_id(team) if team else None,
            high=high,
            note=note,
        )
        others = self._team.targets(found.id)
        same = next((each for each in others if _same_place(each, target)), None)
        if same is not None:
            target = replace(target, id=same.id)
        validate_target(target, [each for each in others if each is not same])
        self._history.do(f"Set target for {found.name}", [Edit(same, target)])
        return target

    def _team_id(self, name: str) -> Id:
        for ident, team in self._team.teams().items():
            if fold(team.name) == fold(name):
                return ident
        raise NotFoundError(f"No team is called “{name}”. See: kpidesk reps")

    def _check(self, kpi: Kpi) -> None:
        if not kpi.key.strip() or not kpi.name.strip():
            raise UserError("A KPI needs a key and a name. Type both and try again.")
        for each in self._team.kpis(archived=True):
            if each.id != kpi.id and (each.key == kpi.key or fold(each.name) == fold(kpi.name)):
                raise UserError(f"There is already a KPI called {each.name}. Choose another name.")


def _usual_cadence(kpi: Kpi) -> Cadence:
    """Weekly for what is added up often, else the KPI's own cadence."""
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
