"""The KPIs an agenda item rests on, as both who talk may see them: the rep's own numbers, and nothing of others."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.columns import Basis
from kpidesk.domain.entities import Kpi
from kpidesk.domain.terms import Cadence, Kind, Status
from kpidesk.gui.models.reps_model import WEEKS
from kpidesk.gui.sparklines import Series

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.entities import AgendaItem
    from kpidesk.domain.standing import Scorecard, Standing

_MOST = 3
"""Most KPIs shown for one item."""


@dataclass(frozen=True, slots=True)
class ItemKpi:
    """Status, value, target and the newest 13 closed weeks of a KPI, oldest first; None is missing."""

    kpi: Kpi
    basis: Basis
    cadence: Cadence
    status: Status
    value: float | None
    target: float | None
    weeks: tuple[float | None, ...]
    targets: tuple[float | None, ...]

    def series(self) -> Series:
        """The sparkline; results of a running period pile up, so weekly targets would mislead there."""
        targets = None if self.kpi.kind is Kind.LAGGING else _numbers(self.targets)
        return Series(_numbers(self.weeks), targets, self.kpi.kind)


def item_kpi(standing: Standing) -> ItemKpi:
    """What a standing says of one KPI, without its chances, limits and paces."""
    return ItemKpi(
        standing.kpi,
        standing.basis,
        standing.cadence,
        standing.status,
        standing.value,
        standing.target,
        _known(standing.series[-WEEKS:]),
        _known(standing.target_series[-WEEKS:]),
    )


def item_kpis(item: AgendaItem | None, card: Scorecard) -> tuple[ItemKpi, ...]:
    """The KPIs an item rests on: its own, the lever, and the one a promise was about."""
    if item is None:
        return ()
    lever = item.evidence.get("lever") or {}
    own = next((each.kpi.key for each in card.standings if each.kpi.id == item.kpi_id), None)
    keys = (own, item.evidence.get("subject"), lever.get("kpi"), item.evidence.get("commitment_kpi"))
    found = [card.standing(key) for key in dict.fromkeys(keys) if isinstance(key, str)]
    return tuple(item_kpi(each) for each in found if each is not None)[:_MOST]


def _known(values: Iterable[float]) -> tuple[float | None, ...]:
    # NaN is not even itself, and two of these are compared.
    return tuple(None if math.isnan(each) else float(each) for each in values)


def _numbers(values: Iterable[float | None]) -> tuple[float, ...]:
    return tuple(math.nan if each is None else each for each in values)
