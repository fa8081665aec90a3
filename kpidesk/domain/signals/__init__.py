"""The signal rules, one small module a family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.signals import (
    ahead,
    cohort,
    commitments,
    leading,
    opportunities,
    pipeline,
    quality,
    rhythm,
    talks,
    wins,
    yields,
)

if TYPE_CHECKING:
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.signals.base import Candidate, Rule
    from kpidesk.domain.signals.thresholds import Thresholds

RULES: tuple[Rule, ...] = (
    *wins.RULES,
    *commitments.RULES,
    *leading.RULES,
    *cohort.RULES,
    *quality.RULES,
    *opportunities.RULES,
    *pipeline.RULES,
    *ahead.RULES,
    *yields.RULES,
    *rhythm.RULES,
    *talks.RULES,
)


def candidates(facts: Facts, thresholds: Thresholds) -> list[Candidate]:
    """What all rules that are not off would like to see on the agenda, family by family."""
    found = [candidate for rule in RULES for candidate in rule(facts, thresholds)]
    return [candidate for candidate in found if candidate.rule not in thresholds.off]
