"""Targets: which one holds for whom and when."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.entities import Aggregation, Direction, Id, Kpi, Rep, Scope, Target
from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.entries import Floats

WIDEST_FIRST = (Scope.DEFAULT, Scope.TEAM, Scope.ROLE, Scope.REP)
"""Scopes from the widest to the nearest, which wins."""


def subject(target: Target) -> Id | str | None:
    """Whom a target is for: a rep's id, a role in lower case, a team's id, or None for everyone."""
    by_scope: Mapping[Scope, Id | str | None] = {
        Scope.REP: target.rep_id,
        Scope.ROLE: _role(target.role),
        Scope.TEAM: target.team_id,
        Scope.DEFAULT: None,
    }
    return by_scope[target.scope]


def subject_of(rep: Rep, scope: Scope) -> Id | str | None:
    """What the subject of a target of this scope must be to be for this rep."""
    of_rep: Mapping[Scope, Id | str | None] = {
        Scope.REP: rep.id,
        Scope.ROLE: _role(rep.role),
        Scope.TEAM: rep.team_id,
        Scope.DEFAULT: None,
    }
    return of_rep[scope]


def applies_to(target: Target, rep: Rep) -> bool:
    """Whether a target is for this rep, be it through role, team or default."""
    whom = subject(target)
    return whom == subject_of(rep, target.scope) and (target.scope is Scope.DEFAULT or whom is not None)


def resolve(targets: Iterable[Target], kpi: Kpi, rep: Rep, day: dt.date) -> Target | None:
    """The target that holds on `day`: rep before role before team before default, the newest of a scope first.

    Within a scope a newer target replaces an older one for good; when the newest has ended, the next wider scope holds.
    """
    newest: dict[Scope, Target] = {}
    for target in targets:
        if target.kpi_id != kpi.id or target.valid_from > day or not applies_to(target, rep):
            continue
        if target.scope not in newest or newest[target.scope].valid_from < target.valid_from:
            newest[target.scope] = target
    for scope in reversed(WIDEST_FIRST):
        found = newest.get(scope)
        if found is not None and (found.valid_to is None or found.valid_to >= day):
            return found
    return None


def prorated(target: float, available: Floats, full: Floats) -> float:
    """The coaching target T* = T x sum of available weights / sum of full-time weights (domain brief 2.3)."""
    whole = float(np.sum(full))
    return target * float(np.sum(available)) / whole if whole else math.nan


def prorates(kpi: Kpi) -> bool:
    """Whether leave, hire and exit lower the target: only for sums where more is better (domain brief 2.3)."""
    return kpi.aggregation is Aggregation.SUM and kpi.direction is Direction.UP


def validate_target(target: Target, others: Iterable[Target]) -> None:
    """Check a target before it is kept.

    Raises:
        UserError: It is no number, ends before it starts, its band is upside down, it is for nobody, or another of
            the same scope starts on the same day.
    """
    if not math.isfinite(target.value) or (target.high is not None and not math.isfinite(target.high)):
        raise UserError("The target is not a number. Type a number such as 12 or 0.25.")
    if target.high is not None and target.high < target.value:
        raise UserError(f"The band runs from {target.value:g} down to {target.high:g}. Put the lower edge first.")
    if target.valid_to is not None and target.valid_to < target.valid_from:
        raise UserError(
            f"The target ends on {target.valid_to} before it starts on {target.valid_from}. Change one of the two days."
        )
    if target.scope is not Scope.DEFAULT and subject(target) in {None, ""}:
        raise UserError(f"The target is for one {target.scope} but does not say which. Choose a {target.scope}.")
    for other in others:
        same = (other.kpi_id, other.scope, subject(other)) == (target.kpi_id, target.scope, subject(target))
        if same and other.id != target.id and other.valid_from == target.valid_from:
            raise UserError(
                f"A target of {other.value:g} already starts on {other.valid_from}. Change it, or pick another day."
            )


def _role(role: str | None) -> str | None:
    return role.strip().casefold() if role else None
