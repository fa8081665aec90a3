"""Targets: which one holds for whom and when."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.domain.roles import role_word
from kpidesk.domain.terms import Aggregation, Direction, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.entities import Id, Kpi, Target

WIDEST_FIRST = (Scope.DEFAULT, Scope.TEAM, Scope.ROLE, Scope.REP)
"""Scopes from the widest to the nearest, which wins."""


class TargetPart(StrEnum):
    """What of a target can be wrong."""

    VALUE = "value"
    HIGH = "high"
    WHOM = "whom"
    SINCE = "since"
    UNTIL = "until"


class TargetError(UserError):
    """A target that cannot be, and which part of it is wrong."""

    def __init__(self, part: TargetPart, sentence: str) -> None:
        super().__init__(sentence)
        self.part = part


def subject(target: Target) -> Id | str | None:
    """Whom a target is for: a rep's id, a role in lower case, a team's id, or None for everyone."""
    by_scope: Mapping[Scope, Id | str | None] = {
        Scope.REP: target.rep_id,
        Scope.ROLE: role_word(target.role),
        Scope.TEAM: target.team_id,
        Scope.DEFAULT: None,
    }
    return by_scope[target.scope]


def prorates(kpi: Kpi) -> bool:
    """Whether leave, hire and exit lower the target: only for sums where more is better (domain brief 2.3)."""
    return kpi.aggregation is Aggregation.SUM and kpi.direction is Direction.UP


def validate_target(target: Target, others: Iterable[Target]) -> None:
    """Check a target before it is kept.

    Raises:
        TargetError: It is no number, ends before it starts, its band is upside down, it is for nobody, or another of
            the same scope starts on the same day.
    """
    part = TargetPart
    for edge, value in ((part.VALUE, target.value), (part.HIGH, target.high)):
        if value is not None and not math.isfinite(value):
            raise TargetError(edge, "The target is not a number. Type a number such as 12 or 0.25.")
    if target.high is not None and target.high < target.value:
        sentence = f"The band runs from {target.value:g} down to {target.high:g}. Put the lower edge first."
        raise TargetError(part.HIGH, sentence)
    if target.valid_to is not None and target.valid_to < target.valid_from:
        sentence = f"The target ends on {target.valid_to} before it starts on {target.valid_from}."
        raise TargetError(part.UNTIL, f"{sentence} Change one of the two days.")
    if target.scope is not Scope.DEFAULT and subject(target) in {None, ""}:
        sentence = f"The target is for one {target.scope} but does not say which. Choose a {target.scope}."
        raise TargetError(part.WHOM, sentence)
    for other in others:
        same = (other.kpi_id, other.scope, subject(other)) == (target.kpi_id, target.scope, subject(target))
        if same and other.id != target.id and other.valid_from == target.valid_from:
            sentence = f"A target of {other.value:g} already starts on {other.valid_from}."
            raise TargetError(part.SINCE, f"{sentence} Change it, or pick another day.")
