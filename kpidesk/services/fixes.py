"""One-click answers to questions and problems of an import: each is a change of its recipe, and can be taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Cadence, Unit
from kpidesk.intake.doubts import About, Meaning
from kpidesk.intake.recipes import DateColumn, DateOrder, KpiRule, Layout, Recipe
from kpidesk.intake.values import Numbers, is_missing, says_thousands
from kpidesk.services.column_uses import Part, Use, assign, uses
from kpidesk.services.kpis import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kpidesk.intake.problems import Problem
    from kpidesk.services.transfer_reports import Preview


class Fixing(StrEnum):
    """What a fix changes."""

    SHEET = "sheet"
    TABLE = "table"
    HEADER_ROW = "header_row"
    REP = "rep"
    DATE = "date"
    VALUE = "value"
    DATE_ORDER = "date_order"
    YEAR = "year"
    PERIOD = "period"
    """All values are for one period."""
    DECIMAL = "decimal"
    CADENCE = "cadence"
    KPI = "kpi"
    RULES = "rules"
    EDIT_RULES = "edit_rules"
    """Say in a dialog what is counted; changes nothing by itself."""
    COLUMN = "column"
    """Give a column to a KPI."""
    KPI_COLUMN = "kpi_column"
    """Say which column holds the KPI that a recipe names, the example."""
    MISSING = "missing"
    LEAVE_OUT = "leave_out"
    SCALE = "scale"
    """The numbers of a column are thousands."""
    PERCENT = "percent"
    """The numbers of a column are whole percents."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One change. With `off` it takes that change back."""

    kind: Fixing
    value: str = ""
    column: str = ""
    means: Meaning = ""
    """What the example in question would be."""
    example: str = ""
    rules: tuple[KpiRule, ...] = ()
    off: bool = False


_ASKED = {
    About.SHEET: Fixing.SHEET,
    About.TABLE: Fixing.TABLE,
    About.REP: Fixing.REP,
    About.DATE: Fixing.DATE,
    About.VALUE: Fixing.VALUE,
    About.DATE_ORDER: Fixing.DATE_ORDER,
    About.YEAR: Fixing.YEAR,
    About.PERIOD: Fixing.PERIOD,
    About.DECIMAL: Fixing.DECIMAL,
    About.CADENCE: Fixing.CADENCE,
    About.KPI: Fixing.KPI,
    About.COLUMN: Fixing.KPI_COLUMN,
}
_PARTS = {Fixing.REP: Part.REP, Fixing.DATE: Part.DATE, Fixing.VALUE: Part.VALUE}
_NUMBERS = frozenset({Part.KPI, Part.TARGET, Part.VALUE, Part.BESIDE, Part.AMOUNT, Part.PERIOD})
_DATES = frozenset({Part.DATE, Part.DATES})
_HEADERS = 5
_TOTAL = re.compile(r"\b(?:total|totals|subtotal|sum|summe|gesamt|zwischensumme|somme|suma|average|durchschnitt)\b")


def answers(preview: Preview) -> list[Fix]:
    """The ways out of the question a preview asks."""
    question = preview.question
    if question is None:
        return []
    found = []
    if preview.rules and question.about in {About.LAYOUT, About.VALUE}:
        found.append(Fix(Fixing.RULES, rules=preview.rules))
    if question.about is About.LAYOUT or (preview.rules and question.about is About.VALUE):
        found.append(Fix(Fixing.EDIT_RULES))
    if question.about is About.HEADER_ROW:
        found += [Fix(Fixing.HEADER_ROW, str(row), means=line) for row, line in preview.top[:_HEADERS]]
    kind = _ASKED.get(question.about)
    if kind is not None and not (preview.rules and question.about is About.VALUE):
        found += [Fix(kind, each.value, means=each.means, example=question.example) for each in question.answers]
    return found


def hints(preview: Preview) -> list[Fix]:
    """What is likely meant and not asked: columns named like a KPI, and amounts in thousands."""
    found = [Fix(Fixing.COLUMN, key, column) for column, key in preview.likely.items()]
    titled = any(says_thousands(line) for row, line in preview.top if row < preview.header_row)
    for rule in preview.recipe.kpis:
        column = _numbers_of(rule)
        if column and rule.scale is None and (says_thousands(column) or (titled and _is_money(rule.key))):
            found.append(Fix(Fixing.SCALE, rule.key, column))
    return found


def _is_money(key: str) -> bool:
    known = catalogue()
    return key in known and known[key].unit is Unit.CURRENCY


def made(recipe: Recipe) -> list[Fix]:
    """The fixes a recipe holds already, each as the fix that takes it back."""
    found = [Fix(Fixing.MISSING, text, off=True) for text in recipe.file.missing]
    found += [Fix(Fixing.LEAVE_OUT, name, off=True) for name in recipe.rep.leave_out]
    kinds = {scale: kind for kind, scale in _SCALES.items()}
    scaled = [(kinds[rule.scale], rule) for rule in recipe.kpis if rule.scale in kinds]
    return found + [Fix(kind, rule.key, _numbers_of(rule), off=True) for kind, rule in scaled]


def of_problem(recipe: Recipe, columns: Sequence[str], problem: Problem) -> Fix | None:
    """The one change that would put a problem right, None if there is none."""
    if problem.column is None:
        return None
    if not problem.value:
        # All that is told of a column as a whole is that it may hold whole percents.
        return _percent_fix(recipe, problem.column) if problem.row is None else None
    parts = dict(zip(columns, (use.part for use in uses(recipe, tuple(columns))), strict=True))
    part, text = parts.get(problem.column), problem.value
    if part in _NUMBERS:
        return _number_fix(recipe, text)
    if part in _DATES:
        return _date_fix(recipe, text)
    if part in {Part.REP, Part.FIRST, Part.LAST} and heads_totals(text):
        return Fix(Fixing.LEAVE_OUT, text)
    return None


def heads_totals(name: str) -> bool:
    """Whether a name nobody has looks like a line of totals."""
    return _TOTAL.search(fold(name)) is not None


def leaving_out(recipe: Recipe, names: Iterable[str]) -> Recipe:
    """The recipe that leaves the rows of some more names out."""
    for name in names:
        recipe = _left_out(recipe, Fix(Fixing.LEAVE_OUT, name))
    return recipe


def without_left_out(recipe: Recipe) -> tuple[Recipe, list[str]]:
    """The recipe without the names it leaves out, but for totals, and those names."""
    names = [name for name in recipe.rep.leave_out if not heads_totals(name)]
    totals = tuple(name for name in recipe.rep.leave_out if heads_totals(name))
    return replace(recipe, rep=replace(recipe.rep, leave_out=totals)), names


def apply(recipe: Recipe, fix: Fix) -> Recipe:
    """The recipe with a fix made, or taken back."""
    if fix.kind in _OF_FILE:
        return replace(recipe, file=replace(recipe.file, **_OF_FILE[fix.kind](fix.value)))
    if fix.kind in _PARTS and not (fix.kind is Fixing.DATE and recipe.layout is Layout.RECORDS):
        return assign(recipe, fix.value, Use(_PARTS[fix.kind]))
    return _MADE[fix.kind](recipe, fix) if fix.kind in _MADE else recipe


def _dated(recipe: Recipe, fix: Fix) -> Recipe:
    rules = tuple(rule if rule.date else replace(rule, date=fix.value) for rule in recipe.kpis)
    return replace(recipe, kpis=rules, date=DateColumn(fix.value))


def _of_year(recipe: Recipe, fix: Fix) -> Recipe:
    return replace(recipe, date=replace(recipe.date, year=int(fix.value)))


def _in_column(recipe: Recipe, fix: Fix) -> Recipe:
    rules = tuple(
        replace(rule, column=fix.value) if rule.key == fix.example and rule.column is None else rule
        for rule in recipe.kpis
    )
    return replace(recipe, kpis=rules)


def _scaled(recipe: Recipe, fix: Fix) -> Recipe:
    scale = None if fix.off else _SCALES[fix.kind]
    rules = (
        replace(rule, scale=scale) if (rule.key, _numbers_of(rule)) == (fix.value, fix.column) else rule
        for rule in recipe.kpis
    )
    return replace(recipe, kpis=tuple(rules))


_SCALES = {Fixing.SCALE: 1000.0, Fixing.PERCENT: 0.01}


def _percent_fix(recipe: Recipe, column: str) -> Fix | None:
    rule = next((each for each in recipe.kpis if fold(_numbers_of(each)) == fold(column)), None)
    return None if rule is None or rule.scale is not None else Fix(Fixing.PERCENT, rule.key, _numbers_of(rule))


def _numbers_of(rule: KpiRule) -> str:
    """The column whose numbers a rule takes, empty if it counts."""
    return rule.column or rule.measure.of or ""


def _missing(recipe: Recipe, fix: Fix) -> Recipe:
    return replace(recipe, file=replace(recipe.file, missing=_with(recipe.file.missing, fix)))


def _left_out(recipe: Recipe, fix: Fix) -> Recipe:
    return replace(recipe, rep=replace(recipe.rep, leave_out=_with(recipe.rep.leave_out, fix)))


def _every(recipe: Recipe, fix: Fix) -> Recipe:
    return replace(recipe, date=replace(recipe.date, cadence=Cadence(fix.value)))


_OF_FILE: dict[Fixing, Callable[[str], dict[str, Any]]] = {
    Fixing.SHEET: lambda value: {"sheet": value},
    Fixing.TABLE: lambda value: {"table": int(value)},
    Fixing.HEADER_ROW: lambda value: {"header_row": int(value)},
    Fixing.DATE_ORDER: lambda value: {"date_order": DateOrder(value)},
    Fixing.DECIMAL: lambda value: {"decimal": value, "thousands": None},
}
_MADE: dict[Fixing, Callable[[Recipe, Fix], Recipe]] = {
    Fixing.DATE: _dated,
    Fixing.CADENCE: _every,
    Fixing.YEAR: _of_year,
    Fixing.PERIOD: lambda recipe, fix: replace(recipe, date=replace(recipe.date, value=fix.value)),
    Fixing.KPI_COLUMN: _in_column,
    Fixing.KPI: lambda recipe, fix: replace(recipe, kpis=(KpiRule(fix.value),)),
    Fixing.RULES: lambda recipe, fix: with_rules(recipe, fix.rules),
    Fixing.COLUMN: lambda recipe, fix: assign(recipe, fix.column, Use(Part.KPI, (fix.value,))),
    Fixing.MISSING: _missing,
    Fixing.LEAVE_OUT: _left_out,
    Fixing.SCALE: _scaled,
    Fixing.PERCENT: _scaled,
}


def with_rules(recipe: Recipe, rules: Sequence[KpiRule]) -> Recipe:
    """The recipe that counts, sums or divides rows, each of which is a deal or an activity."""
    return Recipe(recipe.name, Layout.RECORDS, recipe.file, recipe.rep, DateColumn(), kpis=tuple(rules))


def _number_fix(recipe: Recipe, text: str) -> Fix | None:
    if is_missing(text) or not any(sign.isdigit() for sign in text):
        return Fix(Fixing.MISSING, text)
    if recipe.file.decimal is None:
        return None  # decided over the whole column: another sign would cost more than it gains
    other = "." if recipe.file.decimal == "," else ","
    means = Numbers(other).fits(text)
    return None if means is None else Fix(Fixing.DECIMAL, other, means=means, example=text)


def _date_fix(recipe: Recipe, text: str) -> Fix | None:
    from kpidesk.intake.dates import parse

    others = {DateOrder.DMY: DateOrder.MDY, DateOrder.MDY: DateOrder.DMY}
    order = others.get(recipe.file.date_order) if recipe.file.date_order else None
    if order is None:
        return None
    try:
        return Fix(Fixing.DATE_ORDER, order, means=parse(text, order)[0], example=text)
    except ValueError:
        return None


def _with(texts: tuple[str, ...], fix: Fix) -> tuple[str, ...]:
    others = tuple(text for text in texts if fold(text) != fold(fix.value))
    return others if fix.off else (*others, fix.value)
