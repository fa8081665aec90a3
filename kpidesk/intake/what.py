"""What the rows of a table are, and which KPIs and targets its columns or texts hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.intake import suggestions, who
from kpidesk.intake.clues import says_target
from kpidesk.intake.doubts import About, DoubtError
from kpidesk.intake.grids import period_columns
from kpidesk.intake.recipes import How, KpiRule, Layout
from kpidesk.intake.values import as_text

if TYPE_CHECKING:
    from kpidesk.intake.clues import Clues
    from kpidesk.intake.recipes import Recipe


COUNTED = "If each row is a deal or an activity, say in a recipe what to count."


def layout(clues: Clues, recipe: Recipe) -> Layout:
    """What one row is, by the rules of the recipe or else by the columns.

    Raises:
        DoubtError: none of the layouts fits; deals and activities need rules.
    """
    rules = recipe.kpis
    if any(rule.measure.how is not How.SUM or rule.measure.of or rule.date for rule in rules):
        return Layout.RECORDS
    if any(rule.match for rule in rules):
        return Layout.LONG
    if len(period_columns(clues.table)) > 1:
        return Layout.WIDE
    if kpi_column(clues, recipe) is not None:
        return Layout.LONG
    if rules or column_rules(clues):
        return Layout.COLUMNS
    if _is_roster(clues, recipe):
        return Layout.ROSTER
    raise DoubtError(
        f"{clues.table.where}: how its rows become KPI values could not be decided. No column is named like a KPI. "
        f"{COUNTED}{_countable(clues, recipe)}",
        About.LAYOUT,
    )


def kpi_column(clues: Clues, recipe: Recipe) -> str | None:
    """The column that names KPIs: its texts are those of the rules, or KPIs themselves."""
    if recipe.long.kpi:
        return recipe.long.kpi
    wanted = {fold(rule.match or rule.key) for rule in recipe.kpis}
    for column in clues.columns:
        if column.name == recipe.rep.column or column.numeric or column.dates or not column.texts:
            continue
        if not wanted and suggestions.is_stage(column):
            continue  # "Won" there is a stage of deals, not the KPI of that name
        hits = sum(fold(text) in wanted if wanted else clues.key(text) is not None for text in column.texts)
        if hits and (wanted or hits >= 0.5 * len(column.texts)):
            return column.name
    return None


def column_rules(clues: Clues) -> list[KpiRule]:
    """A rule for each column of numbers that is named like a KPI, or like the target of one."""
    found: dict[tuple[str, bool], KpiRule] = {}
    for column in clues.columns:
        if column.numeric:
            key, target = clues.key(column.name), clues.is_about_targets
            if key is None:
                key, target = clues.target_key(column.name), True
            if key is not None:
                found.setdefault((key, target), KpiRule(key, column=column.name, target=target))
    return list(found.values())


def rules_by_text(clues: Clues, column: str, *, target: bool) -> tuple[KpiRule, ...]:
    """A rule for each text of the column that names KPIs, so far as it names one."""
    found: dict[str, KpiRule] = {}
    for text in clues.texts(column):
        key = clues.key(text)
        if key is not None:
            found.setdefault(key, KpiRule(key, match=text, target=target))
    return tuple(found.values())


def holds_targets(clues: Clues, column: str) -> bool:
    """Whether the numbers of a column are targets: its name says so, or the title, sheet or file does."""
    return says_target(column) or clues.is_about_targets


def title_rules(clues: Clues) -> tuple[KpiRule, ...]:
    """Rules for the KPIs that a title, the sheet or the file is called like."""
    keys = {key for title in clues.titles() if (key := clues.key(title) or clues.target_key(title))}
    return tuple(KpiRule(key, target=clues.is_about_targets) for key in sorted(keys))


def column_of(clues: Clues, rule: KpiRule) -> str:
    """The column that is named like the KPI of a rule.

    Raises:
        UserError: there is none.
    """
    names = {fold(rule.key), *([fold(rule.define.name)] if rule.define else [])}
    named = clues.target_key if rule.target else clues.key
    for column in clues.columns:
        if fold(column.name) in names or named(column.name) == rule.key or clues.key(column.name) == rule.key:
            return column.name
    raise UserError(f'{clues.table.where}: which column holds “{rule.key}”? Say it in the recipe: column = "…".')


def _is_roster(clues: Clues, recipe: Recipe) -> bool:
    """Whether every row is about somebody else and describes them, and no other column has dates."""
    rep = who.described(clues, recipe.rep)
    ats = [clues.table.at(name) for name in (rep.column, rep.first, rep.last) if name]
    names = [tuple(fold(as_text(row[at])) for at in ats if at < len(row)) for row in clues.table.head]
    described = {column for _, column in rep.describes}
    dated = any(column.dates and column.name not in described for column in clues.columns)
    return bool(ats and described) and not dated and len(set(names)) == len(names)


def _countable(clues: Clues, recipe: Recipe) -> str:
    """A sentence with what could be counted, empty if nothing."""
    rules = suggestions.rules(clues.columns, clues.key, recipe.rep.column)
    said = ", ".join(f"{rule.key} by “{rule.date}”" for rule in rules)
    return f" Could be: {said}." if said else ""
