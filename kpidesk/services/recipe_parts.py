"""The words recipes are made of, for those who show and change recipes without reading files."""

from __future__ import annotations

from kpidesk.domain.errors import UserError
from kpidesk.intake.doubts import About, Question
from kpidesk.intake.recipes import (
    DateColumn,
    FileOptions,
    How,
    KpiRule,
    Layout,
    Measure,
    NewKpi,
    Recipe,
    Where,
    dumps,
)

__all__ = [
    "About",
    "DateColumn",
    "FileOptions",
    "How",
    "KpiRule",
    "Layout",
    "Measure",
    "NewKpi",
    "Question",
    "Recipe",
    "Where",
    "check_rules",
    "dumps",
]

OF_A_COLUMN = frozenset({How.SUM, How.MEAN, How.MIN, How.MAX, How.MEDIAN, How.DISTINCT})
"""Measures that need a column."""


def check_rules(rules: tuple[KpiRule, ...]) -> None:
    """Refuse rules that say too little.

    Raises:
        UserError: there is none, a KPI is counted twice, or a rule lacks its column, date or sides.
    """
    if not rules:
        raise UserError("Add at least one KPI to count.")
    seen: set[str] = set()
    for rule in rules:
        if rule.key in seen:
            raise UserError("One KPI is counted twice. Choose another KPI for one of the two.")
        seen.add(rule.key)
        if rule.date is None:
            raise UserError("Choose the column whose date says when it counts.")
        sides = (rule.numerator, rule.denominator) if rule.measure.how is How.RATIO else (rule.measure,)
        for side in sides:
            if side is None or (side.how in OF_A_COLUMN and side.of is None):
                raise UserError("Choose the column whose numbers are taken.")
            if any(not texts for _, texts in side.where):
                raise UserError("Tick at least one value of each condition, or remove the condition.")
