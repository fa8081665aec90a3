"""The signal rules, one small module a family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.signals import commitments, leading, pipeline, quality, rhythm, wins

if TYPE_CHECKING:
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.signals.base import Candidate, Rule, Thresholds

RULES: tuple[Rule, ...] = (
    *wins.RULES,
    *commitments.RULES,
    *leading.RULES,
    *quality.RULES,
    *pipeline.RULES,
    *rhythm.RULES,
)


def candidates(facts: Facts, thresholds: Thresholds) -> list[Candidate]:
    """What all rules would like to see on the agenda, family by family."""
    return [candidate for rule in RULES for candidate in rule(facts, thresholds)]
