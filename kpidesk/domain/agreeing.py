"""How a manager and a rep come to a small set of KPIs: each ranks alone, then the ranks are added up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.entities import Kpi
from kpidesk.domain.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST: Mapping[Kind, int] = {Kind.LEADING: 4, Kind.LAGGING: 2}
"""How many KPIs of a kind two people can keep an eye on."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A KPI with the place each gave it; None where it was left out."""

    kpi: Kpi
    by_rep: int | None
    by_manager: int | None
    total: int
    """Sum of both places; the lower, the more both want it."""


@dataclass(frozen=True, slots=True)
class Rankings:
    """Two rankings made blind, the most important KPI first; either may leave KPIs out."""

    by_rep: tuple[Kpi, ...]
    by_manager: tuple[Kpi, ...]

    @property
    def left_out(self) -> int:
        """The place that counts for a KPI that somebody left out: the one after the longer ranking."""
        return max(len(self.by_rep), len(self.by_manager)) + 1

    def added(self) -> list[Ranked]:
        """All ranked KPIs by the sum of their places (Borda count of truncated ballots), lowest first.

        Of equal sums, the one that neither put far down comes first, then leading before lagging.
        """
        rep = {each.id: at for at, each in enumerate(self.by_rep, start=1)}
        manager = {each.id: at for at, each in enumerate(self.by_manager, start=1)}

        def places(kpi: Kpi) -> tuple[int, int]:
            return rep.get(kpi.id, self.left_out), manager.get(kpi.id, self.left_out)

        kpis = {each.id: each for each in (*self.by_rep, *self.by_manager)}.values()
        found = [Ranked(each, rep.get(each.id), manager.get(each.id), sum(places(each))) for each in kpis]
        return sorted(
            found,
            key=lambda each: (
                each.total,
                max(places(each.kpi)),
                each.kpi.kind is Kind.LAGGING,
                each.kpi.position,
                each.kpi.name,
            ),
        )

    def proposed(self) -> list[Kpi]:
        """The set that follows: of each kind the first ones, as many as `MOST` allows."""
        added = [each.kpi for each in self.added()]
        return [each for kind, most in MOST.items() for each in [kpi for kpi in added if kpi.kind is kind][:most]]
