"""The result the team's quota is set on, and how much of it is reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.columns import Basis
from kpidesk.domain.entities import Kpi
from kpidesk.domain.terms import Unit

if TYPE_CHECKING:
    from kpidesk.reports.model import LeadershipSummary


@dataclass(frozen=True, slots=True)
class Quota:
    """The team's quota; the attainment is sum over sum, never a mean of attainments."""

    kpi: Kpi
    period: str
    """The running period: "quarter"."""
    result: float
    target: float
    complete: bool
    """Whether every result stands beside its target, so that sums may be compared."""

    @property
    def attainment(self) -> float | None:
        """Share of the quota that is reached; None without a quota."""
        return self.result / self.target if self.target else None


def quota(summary: LeadershipSummary) -> Quota | None:
    """The quota as the board understands it: money before counts, then in the order of the KPIs."""
    found = [
        each
        for line in summary.reps
        for each in line.card.lagging
        if each.basis is Basis.TO_DATE and each.target is not None and each.kpi.unit is not Unit.PERCENT
    ]
    if not found:
        return None
    kpi = min((each.kpi for each in found), key=lambda kpi: (kpi.unit is not Unit.CURRENCY, kpi.position))
    own = [each for each in found if each.kpi.key == kpi.key]
    # A rep with a result but no target, or a target but no result, would make the sums unlike.
    both = [each for each in own if each.value is not None]
    everyone = [line.card.standing(kpi.key) for line in summary.reps]
    lonely = [each for each in everyone if each is not None and (each.value is None) != (each.target is None)]
    return Quota(
        kpi=kpi,
        period=own[0].cadence.value,
        result=sum(each.value or 0.0 for each in both),
        target=sum(each.target or 0.0 for each in both),
        complete=bool(both) and not lonely,
    )
