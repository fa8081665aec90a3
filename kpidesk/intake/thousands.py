"""Amounts in thousands: said by the name of a column, or by what stands above the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.intake.values import as_text, says_thousands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.intake.recipes import Recipe
    from kpidesk.intake.tables import Table


def unscaled(table: Table, recipe: Recipe) -> Iterator[str]:
    """A sentence for each KPI whose numbers are said to be thousands while its rule does not say it."""
    for rule in recipe.kpis:
        for column in dict.fromkeys(filter(None, (rule.column, rule.measure.of))):
            if rule.scale is None and says_thousands(column):
                yield (
                    f"Column “{column}” says thousands; its numbers were taken as they are. "
                    f"If they are thousands, say scale = 1000 for “{rule.key}” in a recipe."
                )
    title = next((text for row in table.above[:-1] for text in map(as_text, row) if says_thousands(text)), None)
    if title is not None and recipe.kpis and all(rule.scale is None for rule in recipe.kpis):
        yield (
            f"“{title[:80]}” above the table says thousands; its numbers were taken as they are. "
            "If they are thousands, say scale = 1000 in a recipe for the KPIs that are amounts."
        )
