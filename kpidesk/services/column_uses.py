"""What each column of a file is for, and changing that: a recipe seen column by column. Nothing is read or written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.entities import Cadence
from kpidesk.domain.folding import fold
from kpidesk.intake.recipes import (
    REP_FIELDS,
    DateColumn,
    DateOrder,
    FileOptions,
    KpiRule,
    Layout,
    LongColumns,
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


@dataclass(frozen=True, slots=True)
class Use:
    """What a column is for; `keys` are KPI keys, or the one field of a rep."""

    part: Part
    keys: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The use as one word, to compare and look up."""
        return ":".join((self.part, *self.keys))


class Setting(StrEnum):
    """What can be said about the file as a whole; empty means detected."""

    LAYOUT = "layout"
    NUMBERS = "numbers"
    DATES = "dates"
    CADENCE = "cadence"
    DELIMITER = "delimiter"
    ENCODING = "encoding"


NUMBERS = {".": (".", ","), ",": (",", "."), "space": (",", " "), "swiss": (".", "’")}
"""Ways to write 1234.56, as decimal sign and thousands separator."""

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


def choices(layout: str | None, kpis: tuple[str, ...]) -> list[Use]:
    """The uses a column can be given in a layout, with the KPIs of these keys; none where rules say it all."""
    if layout in {Layout.RECORDS, Layout.WIDE}:
        return []
    fields = [Use(Part.FIELD, (name,)) for name in REP_FIELDS]
    people = [Use(Part.REP), Use(Part.FIRST), Use(Part.LAST)]
    if layout == Layout.LONG:
        return [NOTHING, *people, Use(Part.DATE), Use(Part.KPI_NAME), Use(Part.VALUE), *fields]
    return [NOTHING, *people, Use(Part.DATE), *(Use(Part.KPI, (key,)) for key in kpis), *fields]


def assign(recipe: Mapping, column: str, use: Use) -> Mapping:
    """The recipe in which a column is for something else; what was for that before is for nothing."""
    recipe = _without(recipe, fold(column))
    rep, long = recipe.rep, recipe.long
    match use.part:
        case Part.REP:
            recipe = replace(recipe, rep=RepColumns(column=column, describes=rep.describes))
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


def setting(recipe: Mapping, which: Setting) -> str:
    """What was said about the file, empty where it is detected."""
    options = recipe.file
    match which:
        case Setting.LAYOUT:
            return recipe.layout or ""
        case Setting.NUMBERS:
            said = (options.decimal, options.thousands)
            return next((key for key, signs in NUMBERS.items() if signs == said), "")
        case Setting.DATES:
            return options.date_order or ""
        case Setting.CADENCE:
            return recipe.date.cadence or ""
        case Setting.DELIMITER:
            return options.delimiter or ""
        case Setting.ENCODING:
            return options.encoding or ""


def with_setting(recipe: Mapping, which: Setting, value: str) -> Mapping:
    """The recipe with something else said about the file, or left to detection by an empty value.

    Where the columns themselves change, what they are for is left to detection again.
    """
    match which:
        case Setting.LAYOUT:
            return Recipe(recipe.name, Layout(value) if value else None, recipe.file)
        case Setting.NUMBERS:
            decimal, thousands = NUMBERS.get(value, (None, None))
            return replace(recipe, file=replace(recipe.file, decimal=decimal, thousands=thousands))
        case Setting.DATES:
            return replace(recipe, file=replace(recipe.file, date_order=DateOrder(value) if value else None))
        case Setting.CADENCE:
            return replace(recipe, date=replace(recipe.date, cadence=Cadence(value) if value else None))
        case Setting.DELIMITER:
            return Recipe(recipe.name, file=FileOptions(encoding=recipe.file.encoding, delimiter=value or None))
        case Setting.ENCODING:
            return Recipe(recipe.name, file=FileOptions(encoding=value or None, delimiter=recipe.file.delimiter))


def kpi_names(in_use: Iterable[Kpi]) -> dict[str, str]:
    """Names by key of the KPIs a column can be given: those in use first, then what the catalogue offers."""
    names = {kpi.key: kpi.name for kpi in in_use}
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
        kpis=tuple(rule for rule in recipe.kpis if not _same(rule.column, column)),
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
