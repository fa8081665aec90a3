"""What the rows of a table are, and which KPIs and targets its columns or texts hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpidesk.domain.folding import fold
from kpidesk.intake import suggestions, who
from kpidesk.intake.clues import answers, listed, says_target
from kpidesk.intake.dating import period_texts
from kpidesk.intake.doubts import About, DoubtError
from kpidesk.intake.recipes import How, KpiRule, Layout
from kpidesk.intake.values import as_text, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.intake.clues import Clues
    from kpidesk.intake.columns import Profile
    from kpidesk.intake.recipes import Recipe


_TWIN = re.compile(r" \(\d+\)$")
"""What tells a column from another one of the same name."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PARTS = re.compile(r"\s[-–—|]\s|[:|,;()]|\b(?:per|by|pro|je|par)\b")
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
    if len(period_texts(clues.table.columns)) > 1:
        return Layout.WIDE
    if kpi_column(clues, recipe) is not None:
        return Layout.LONG
    if rules or recipe.rep.columns or column_rules(clues):
        return Layout.COLUMNS
    if _is_roster(clues, recipe):
        return Layout.ROSTER
    raise DoubtError(
        f"{clues.table.where}: how its rows become KPI values could not be decided. {_no_kpi(clues)} "
        f"{COUNTED}{countable(clues, recipe)}",
        About.LAYOUT,
    )


def _no_kpi(clues: Clues) -> str:
    """Why no column gives a KPI: none is named like one, or the one that is holds something else than numbers."""
    named = next((each for each in clues.columns if clues.key(each.name) or clues.target_key(each.name)), None)
    if named is None or not named.texts:
        return "No column is named like a KPI."
    held = f"what it holds is hardly numbers, such as “{named.texts[0][:40]}”."
    return f"Column “{named.name}” is named like a KPI, but {held}"


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
        if hits and (wanted or (hits >= 0.5 * len(column.texts) and _is_full(clues, column))):
            return column.name
    return None


def _is_full(clues: Clues, column: Profile) -> bool:
    """Whether nearly every row has a text in a column, as one that names KPIs does."""
    at = clues.table.at(column.name)
    rows = [row for row in clues.table.head if sum(not is_blank(cell) for cell in row) > 1]
    filled = sum(at < len(row) and not is_blank(row[at]) for row in rows)
    return filled >= 0.9 * len(rows)


def column_rules(clues: Clues) -> list[KpiRule]:
    """A rule for each column of numbers that is named like a KPI, or like the target of one.

    Where several columns mean one KPI, the one of its very name is taken; if none has it, the rule names no column.
    """
    found: dict[tuple[str, bool], list[Profile]] = {}
    for column in clues.columns:
        if column.some_numbers:
            key, target = clues.key(column.name), clues.is_about_targets
            if key is None:
                key, target = clues.target_key(column.name), True
            if key is not None:
                found.setdefault((key, target), []).append(column)
    return [KpiRule(key, column=_only(clues, key, each), target=target) for (key, target), each in found.items()]


def _only(clues: Clues, key: str, columns: Sequence[Profile]) -> str | None:
    """The one of some columns that holds a KPI; None if several may."""
    likely = _exact(clues, key, columns) or columns
    return likely[0].name if len(likely) == 1 else None


def _exact(clues: Clues, key: str, columns: Sequence[Profile]) -> list[Profile]:
    """Those of some columns that have the very name of a KPI."""
    return [each for each in columns if clues.known.kpi_key(_TWIN.sub("", each.name)) == key]


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
    parts = (part for title in clues.titles() for part in (title, *_PARTS.split(_YEAR.sub(" ", title))))
    keys = {key for part in parts if (key := clues.key(part) or clues.target_key(part))}
    return tuple(KpiRule(key, target=clues.is_about_targets) for key in sorted(keys))


def column_of(clues: Clues, rule: KpiRule) -> str:
    """The column that is named like the KPI of a rule.

    Raises:
        DoubtError: there is none, or several are.
    """
    names = {fold(rule.key), *([fold(rule.define.name)] if rule.define else [])}
    usual = [each for each in clues.columns if fold(each.name) in names or clues.key(each.name) == rule.key]
    targets = [each for each in clues.columns if rule.target and clues.target_key(each.name) == rule.key]
    found = targets or [each for each in usual if fold(each.name) in names] or _exact(clues, rule.key, usual) or usual
    if len(found) == 1:
        return found[0].name
    offered = found or [each for each in clues.columns if each.some_numbers]
    raise DoubtError(
        f"{clues.table.where}: which column holds “{rule.key}”: {listed(each.name for each in offered)}? "
        f'Say it in a recipe: [[kpi]] key = "{rule.key}" with column = "…".',
        About.COLUMN,
        answers(offered),
        rule.key,
    )


def _is_roster(clues: Clues, recipe: Recipe) -> bool:
    """Whether every row is about somebody else and describes them, and no other column has dates."""
    rep = who.described(clues, recipe.rep)
    ats = [clues.table.at(name) for name in (rep.column, rep.first, rep.last) if name]
    names = [tuple(fold(as_text(row[at])) for at in ats if at < len(row)) for row in clues.table.head]
    described = {column for _, column in rep.describes}
    dated = any(column.dates and column.name not in described for column in clues.columns)
    return bool(ats and described) and not dated and len(set(names)) == len(names)


def countable(clues: Clues, recipe: Recipe) -> str:
    """A sentence with what could be counted, empty if nothing."""
    rules = suggestions.rules(clues.columns, clues.key, recipe.rep.column)
    said = ", ".join(f"{rule.key} by “{rule.date}”" for rule in rules)
    return f" Could be: {said}." if said else ""
