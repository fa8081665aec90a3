"""Which percent KPIs of a file have values too large to be fractions, so that all of them must be judged together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.limits import largest_share
from kpidesk.storage.value_batches import kpis_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.services.importing import Gathered


def in_doubt(gathered: Gathered) -> dict[int, float]:
    """Numbers of such KPIs, each with the largest fraction it can be; none whose scale the recipe says."""
    said = {rule.key for rule in gathered.recipe.kpis if rule.scale is not None}
    found: dict[int, float] = {}
    for number, highest in _highest(gathered):
        kpi = gathered.kpis.by_number()[number]
        largest = largest_share(kpi)
        if largest is not None and highest > largest and kpi.key not in said:
            found[number] = largest
    return found


def tell_records(gathered: Gathered, doubts: dict[int, float]) -> None:
    """Report such KPIs of records, of which many rows make one value, so that none of them is to blame."""
    columns = {rule.key: rule.measure.of for rule in gathered.recipe.kpis}
    for number in doubts:
        kpi = gathered.kpis.by_number()[number]
        name, column = kpi.name, columns.get(kpi.key)
        said = (
            f"{name}: some values are far above 100%. If the file holds whole percents, say scale = 0.01 in the recipe."
        )
        gathered.tally.note(None, column, None, said)


def _highest(gathered: Gathered) -> Iterator[tuple[int, float]]:
    """Number of each KPI and its highest value in each part of what was gathered, if that is above 1."""
    for batch in gathered.values:
        values = np.abs(batch.tops)
        if batch.bottoms is not None:
            values = np.divide(values, batch.bottoms, out=np.zeros_like(values), where=batch.bottoms != 0)
        above = values > 1
        kpis = kpis_of(batch.keys[above])
        for number in np.unique(kpis).tolist():
            yield number, float(values[above][kpis == number].max())
    for fact in gathered.targets:
        yield fact.kpi, abs(fact.value)
