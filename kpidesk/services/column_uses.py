"""What each column of a file is for, and changing that: a recipe seen column by column. Nothing is read or written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.folding import fold
from kpidesk.intake.recipes import (
    REP_FIELDS,
    DateColumn,
    DateOrder,
    KpiRule,
    Layout,
    LongColumns,
    Measure,
    NewKpi,
    Recipe,
    RepColumns,
)
from kpidesk.services.kpis import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.entities import Kpi

Mapping: TypeAlias = Recipe
"""How a whole file is read; immutable."""


class Part(StrEnum):
    """What a column can be for; those from `PERIOD` on follow from the layout and the rules, column by column."""

    NOTHING = "nothing"
    REP = "rep"
    FIRST = "first"
    LAST = "last"
    DATE = "date"
    KPI = "kpi"
    TARGET = "target"
    KPI_NAME = "kpi_name"
    VALUE = "value"
    FIELD = "field"
    PERIOD = "period"
    DATES = "dates"
    AMOUNT = "amount"
    FILTER = "filter"
    NEW_KPI = "new_kpi"
    """A KPI of one's own, to be described first."""


@dataclass(frozen=True, slots=True)
class Use:
    """What a column is for; `keys` are KPI keys, or the one field of a rep."""

    part: Part
    keys: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The use as one word, to compare and look up."""
        return ":".join((self.part, *self.keys))


NOTHING = Use(Part.NOTHING)


def uses(recipe: Mapping, columns: tuple[str, ...]) -> list[Use]:
    """What each column is for."""
    found = [_use(recipe, fold(column)) for column in columns]
    if recipe.layout is Layout.WIDE:
        period = Use(Part.PERIOD)
        found = [
            period if use == NOTHING and _is_period(name) else use for use, name in zip(found, columns, strict=True)
        ]
    return found


def unused(recipe: Mapping, columns: tuple[str, ...]) -> list[str]:
    """The columns that are for nothing."""
    return [name for name, use in zip(columns, uses(recipe, columns), strict=True) if use == NOTHING]


def choices(layout: str | None, kpis: tuple[str, ...]) -> list[Use]:
    """The uses a column can be given in a layout, with the KPIs of these keys; rules say the others."""
    fields = [Use(Part.FIELD, (name,)) for name in REP_FIELDS]
    people = [Use(Part.REP), Use(Part.FIRST), Use(Part.LAST)]
    match layout:
        case Layout.RECORDS | Layout.ROSTER:
            own = []
        case Layout.WIDE:
            own = [Use(Part.KPI_NAME)]
        case Layout.LONG:
            own = [Use(Part.DATE), Use(Part.KPI_NAME), Use(Part.VALUE)]
        case _:
            own = [Use(Part.DATE), *(Use(Part.KPI, (key,)) for key in kpis), Use(Part.NEW_KPI)]
    return [NOTHING, *people, *own, *fields]


def assign(recipe: Mapping, column: str, use: Use) -> Mapping:
    """The recipe in which a column is for something else; what was for that before is for nothing."""
    recipe = _without(recipe, fold(column))
    rep, long = recipe.rep, recipe.long
    match use.part:
        case Part.REP:
            named = RepColumns(column=column, describes=rep.describes, leave_out=rep.leave_out)
            recipe = replace(recipe, rep=named)
        case Part.FIRST:
            recipe = replace(recipe, rep=replace(rep, column=None, value=None, first=column))
        case Part.LAST:
            recipe = replace(recipe, rep=replace(rep, column=None, value=None, last=column))
        case Part.FIELD:
            others = tuple(each for each in rep.describes if each[0] != use.keys[0])
            recipe = replace(recipe, rep=replace(rep, describes=(*others, (use.keys[0], column))))
        case Part.DATE:
            # The new column says its own cadence.
            recipe = replace(recipe, date=DateColumn(column))
        case Part.KPI:
            kept = tuple(rule for rule in recipe.kpis if rule.key != use.keys[0] or rule.target)
            recipe = replace(recipe, kpis=(*kept, KpiRule(use.keys[0], column=column)))
        case Part.KPI_NAME:
            recipe = replace(recipe, long=replace(long, kpi=column))
        case Part.VALUE:
            recipe = replace(recipe, long=replace(long, value=column))
        case _:
            pass
    return recipe


def assign_new(recipe: Mapping, column: str, key: str, define: NewKpi) -> Mapping:
    """The recipe in which a column holds a KPI of one's own."""
    recipe = _without(recipe, fold(column))
    return replace(recipe, kpis=(*recipe.kpis, KpiRule(key, column=column, define=define)))


def kpi_names(in_use: Iterable[Kpi], recipe: Mapping | None = None) -> dict[str, str]:
    """Names by key of the KPIs a column can be given: those in use, those a recipe defines, then the catalogue's."""
    names = {kpi.key: kpi.name for kpi in in_use}
    if recipe is not None:
        names |= {rule.key: rule.define.name for rule in recipe.kpis if rule.define is not None}
    offered = sorted(catalogue().values(), key=lambda kpi: kpi.name)
    return names | {kpi.key: kpi.name for kpi in offered if kpi.key not in names}


def _use(recipe: Recipe, column: str) -> Use:
    rep = recipe.rep
    named = {Part.REP: rep.column, Part.FIRST: rep.first, Part.LAST: rep.last, Part.DATE: recipe.date.column}
    named |= {Part.KPI_NAME: recipe.long.kpi, Part.VALUE: recipe.long.value}
    for part, name in named.items():
        if _same(name, column):
            return Use(part)
    for rule in recipe.kpis:
        if _same(rule.column, column):
            return Use(Part.TARGET if rule.target else Part.KPI, (rule.key,))
    return _by_rules(recipe, column) or next(
        (Use(Part.FIELD, (name,)) for name, described in rep.describes if _same(described, column)),
        NOTHING,
    )


def _by_rules(recipe: Recipe, column: str) -> Use | None:
    """What the rules of a recipe make of a column, if they name it."""
    sides = {rule.key: (rule.measure, rule.numerator, rule.denominator) for rule in recipe.kpis}
    dates = tuple(rule.key for rule in recipe.kpis if _same(rule.date, column))
    amounts = tuple(key for key, all_of in sides.items() if any(side and _same(side.of, column) for side in all_of))
    filters = tuple(
        key
        for key, all_of in sides.items()
        if any(_same(name, column) for side in all_of if side for name, _ in side.where)
    )
    for part, keys in ((Part.DATES, dates), (Part.AMOUNT, amounts), (Part.FILTER, filters)):
        if keys:
            return Use(part, keys)
    return None


def _without(recipe: Recipe, column: str) -> Recipe:
    """The recipe in which a column is for nothing."""
    rep, long = recipe.rep, recipe.long
    return replace(
        recipe,
        rep=replace(
            rep,
            column=_unless(rep.column, column),
            first=_unless(rep.first, column),
            last=_unless(rep.last, column),
            describes=tuple(each for each in rep.describes if not _same(each[1], column)),
        ),
        date=DateColumn() if _same(recipe.date.column, column) else recipe.date,
        long=LongColumns(_unless(long.kpi, column), _unless(long.value, column)),
        kpis=tuple(kept for rule in recipe.kpis if (kept := _rule_without(rule, column)) is not None),
    )


def _rule_without(rule: KpiRule, column: str) -> KpiRule | None:
    """A rule that no longer asks for a column in its conditions; None if it cannot do without it."""
    sides = [each for each in (rule.measure, rule.numerator, rule.denominator) if each is not None]
    if any(_same(name, column) for name in (rule.column, rule.date, *(each.of for each in sides))):
        return None

    def free(each: Measure | None) -> Measure | None:
        kept = None if each is None else tuple(pair for pair in each.where if not _same(pair[0], column))
        return None if each is None or kept is None else replace(each, where=kept)

    return replace(
        rule,
        measure=free(rule.measure) or rule.measure,
        numerator=free(rule.numerator),
        denominator=free(rule.denominator),
    )


def _is_period(name: str) -> bool:
    """Whether a header is a date, week, month or quarter, in either order of day and month."""
    from kpidesk.intake.dates import parse

    for order in (DateOrder.DMY, DateOrder.MDY):
        try:
            parse(name, order)
        except ValueError:
            continue
        return True
    return False


def _same(name: str | None, column: str) -> bool:
    return name is not None and fold(name) == column


def _unless(name: str | None, column: str) -> str | None:
    return None if _same(name, column) else name
