"""What a recipe, or a reading that was detected, must not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.intake import what
from kpidesk.intake.doubts import About, DoubtError
from kpidesk.intake.recipes import How
from kpidesk.intake.values import as_text

if TYPE_CHECKING:
    from kpidesk.intake.clues import Clues
    from kpidesk.intake.recipes import KpiRule, Recipe
    from kpidesk.intake.tables import Table

_FEW, _SOME = 2, 0.2
"""How many rows, and which share of them, may be about a rep and period of which another row tells already."""


def check_repeats(clues: Clues, table: Table, recipe: Recipe) -> None:
    """Ask where many rows are about one rep and period, so that a row is not all there is to know of it.

    Raises:
        DoubtError: they are.
    """
    rep = recipe.rep
    ats = [table.at(name) for name in (rep.column, rep.first, rep.last, recipe.date.column) if name]
    first: dict[tuple[str, ...], int] = {}
    again: list[tuple[int, int, tuple[str, ...]]] = []
    rows = 0
    for number, row in enumerate(table.head, table.header_row + 1):
        key = tuple(as_text(row[at]) if at < len(row) else "" for at in ats)
        if all(key):
            rows += 1
            if first.setdefault(key, number) != number:
                again.append((first[key], number, key))
    if len(again) <= max(_FEW, _SOME * rows):
        return
    one, other, key = again[0]
    raise DoubtError(
        f"{table.where}: rows {one} and {other} are both about {' and '.join(f'“{text}”' for text in key)}, and so on, "
        f"so that a row is not the value of a rep and period. {what.COUNTED}{what.countable(clues, recipe)}",
        About.LAYOUT,
    )


def check_records_rule(rule: KpiRule) -> None:
    """Refuse a block for another layout: a row of records is no value yet, nor a target.

    Raises:
        UserError: the rule names a column of values, a text to match, or targets.
    """
    odd = {"column": rule.column, "match": rule.match, "target": rule.target}
    found = " and ".join(f"“{word}”" for word, said in odd.items() if said)
    if found:
        raise UserError(
            f"Recipe, KPI “{rule.key}”: {found} does not fit layout “records”, where a block says measure, of, where "
            "and date. Take the block out, or put it into a recipe of its own with layout = “columns”."
        )


def numeric_columns(recipe: Recipe) -> set[str]:
    """The columns from which numbers are read."""
    names = {recipe.long.value, recipe.long.target, *(rule.column for rule in recipe.kpis)}
    for rule in recipe.kpis:
        sides = (rule.measure, rule.numerator, rule.denominator)
        names |= {each.of for each in sides if each is not None and each.how not in {How.COUNT, How.DISTINCT}}
    return {name for name in names if name}
