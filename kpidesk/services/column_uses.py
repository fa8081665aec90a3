"""What each column of a file is for, and changing that: a recipe seen column by column. Nothing is read or written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.folding import fold
from kpidesk.intake.recipes import (
    REP_FIELDS,
    DateColumn,
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
    YEAR = "year"
    """The year of dates that have none."""
    KPI = "kpi"
    TARGET = "target"
    KPI_NAME = "kpi_name"
    VALUE = "value"
    BESIDE = "beside"
    """The target that stands beside the value in a file with one value a row."""
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
        from kpidesk.intake.dating import period_texts

        period, named = Use(Part.PERIOD), set(period_texts(columns))
        found = [period if use == NOTHING and name in named else use for use, name in zip(found, columns, strict=True)]
    return found


def unused(recipe: Mapping, columns: tuple[str, ...]) -> list[str]:
    """The columns that are for nothing."""
    return [name for name, use in zip(columns, uses(recipe, columns), strict=True) if use == NOTHING]


def choices(layout: str | None, kpis: tuple[str, ...]) -> list[Use]:
    """The uses a column can be given in a layout, with the KPIs of these keys and their targets.

    Rules say what else a column can be for.
    """
    fields = [Use(Part.FIELD, (name,)) for name in REP_FIELDS]
    people = [Use(Part.REP), Use(Part.FIRST), Use(Part.LAST)]
    targets: list[Use] = []
    match layout:
        case Layout.RECORDS | Layout.ROSTER:
            own = []
        case Layout.WIDE:
            own = [Use(Part.KPI_NAME)]
        case Layout.LONG:
            own = [Use(Part.DATE), Use(Part.YEAR), Use(Part.KPI_NAME), Use(Part.VALUE), Use(Part.BESIDE)]
        case _:
            own = [Use(Part.DATE), Use(Part.YEAR), *(Use(Part.KPI, (key,)) for key in kpis), Use(Part.NEW_KPI)]
            targets = [Use(Part.TARGET, (key,)) for key in kpis]
    return [NOTHING, *people, *own, *fields, *targets]


def assign(recipe: Mapping, column: str, use: Use) -> Mapping:
    """The recipe in which a column is for something else; what was for that before is for nothing."""
    defined = {rule.key: rule.define for rule in recipe.kpis if rule.define is not None}
    recipe = _without(recipe, fold(column))
    match use.part:
        case Part.REP | Part.FIRST | Part.LAST | Part.FIELD:
            return replace(recipe, rep=_named(recipe.rep, column, use))
        case Part.DATE:
            # The new column says its own cadence.
            return replace(recipe, date=DateColumn(column))
        case Part.YEAR:
            return replace(recipe, date=replace(recipe.date, year=column))
        case Part.KPI | Part.TARGET:
            key, target = use.keys[0], use.part is Part.TARGET
            kept = tuple(rule for rule in recipe.kpis if (rule.key, rule.target) != (key, target))
            rule = KpiRule(key, column=column, target=target, define=defined.get(key))
            return replace(recipe, kpis=(*kept, rule))
        case part if part in _OF_LONG:
            return replace(recipe, long=replace(recipe.long, **{_OF_LONG[part]: column}))
        case _:
            return recipe


_OF_LONG = {Part.KPI_NAME: "kpi", Part.VALUE: "value", Part.BESIDE: "target"}


def _named(rep: RepColumns, column: str, use: Use) -> RepColumns:
    """Where the rep stands, with a column that is for the name or for a field of the rep."""
    match use.part:
        case Part.REP:
            return RepColumns(column=column, describes=rep.describes, leave_out=rep.leave_out)
        case Part.FIRST:
            return replace(rep, column=None, value=None, first=column)
        case Part.LAST:
            return replace(rep, column=None, value=None, last=column)
        case _:
            others = tuple(each for each in rep.describes if each[0] != use.keys[0])
            return replace(rep, describes=(*others, (use.keys[0], column)))


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
    named |= {Part.YEAR: recipe.date.year if isinstance(recipe.date.year, str) else None}
    named |= {Part.KPI_NAME: recipe.long.kpi, Part.VALUE: recipe.long.value, Part.BESIDE: recipe.long.target}
    for part, name in named.items():
        if _same(name, column):
            return Use(part)
    if any(_same(name, column) for name in rep.columns):
        return Use(Part.REP)
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
    rep, long, year = recipe.rep, recipe.long, recipe.date.year
    columns = tuple(each for each in rep.columns if not _same(each, column))
    if rep.columns and not columns:
        rep = replace(rep, column=None)
    date = replace(recipe.date, year=_unless(year, column) if isinstance(year, str) else year)
    return replace(
        recipe,
        rep=replace(
            rep,
            column=_unless(rep.column, column),
            first=_unless(rep.first, column),
            last=_unless(rep.last, column),
            describes=tuple(each for each in rep.describes if not _same(each[1], column)),
            columns=columns,
        ),
        date=DateColumn() if _same(date.column, column) else date,
        long=LongColumns(*(_unless(name, column) for name in (long.kpi, long.value, long.target))),
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


def _same(name: str | None, column: str) -> bool:
    return name is not None and fold(name) == column


def _unless(name: str | None, column: str) -> str | None:
    return None if _same(name, column) else name
