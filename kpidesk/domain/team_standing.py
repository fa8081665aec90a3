"""Where a whole team stands on one KPI: leading ones on average for each rep, results added up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.columns import Basis, Column
from kpidesk.domain.entities import Kpi
from kpidesk.domain.measures import AT_ONCE, STATUSES, attainment, quotient, status_now
from kpidesk.domain.terms import Aggregation, Cadence, Kind, Status

if TYPE_CHECKING:
    from kpidesk.domain.entries import Flags, Floats


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """A KPI over the team; NaN is missing."""

    kpi: Kpi
    basis: Basis
    cadence: Cadence
    value: float
    target: float
    expected: float
    """The target, or inside a running period what an even pace would have brought by now."""
    status: Status
    weeks: int
    """Weeks with data of the rep who has most."""
    rated: bool
    """Whether any rep has enough weeks for a status."""


def adds_up(kpi: Kpi) -> bool:
    """Whether the team's number is a total; leading KPIs are told as the average of a rep, who controls them."""
    return kpi.kind is Kind.LAGGING and kpi.across in {Aggregation.SUM, Aggregation.LAST}


def team_standing(made: Column, listed: Flags, quotas: Floats | None = None) -> TeamStanding:
    """The standing of the team from those of the reps who have the KPI on their scorecard.

    Rates are the cases of all reps together, never a mean of rates; a rate whose cases are unknown is left out.

    Args:
        made: The KPI's column.
        listed: Shape (reps,): whose scorecard it is on.
        quotas: Of a KPI that is another one over its target, the target of each rep, so that the team's is both sides
            added up.
    """
    kpi = made.kpi
    both = listed & ~np.isnan(made.value)
    aimed = both & ~np.isnan(made.target)
    due = made.due if made.basis is Basis.TO_DATE else np.ones(len(made.value))
    if adds_up(kpi):
        value, target = _sum(made.value[both]), _sum(made.target[aimed])
        expected = _sum((made.target * due)[aimed])
        judged = _sum(made.value[aimed])
    elif kpi.aggregation is Aggregation.RATIO:
        cases = np.nan_to_num(made.denominator if quotas is None else quotas)
        judged = value = _weighted(made.value, cases, both)
        target, expected = _mean(made.target[aimed]), _mean((made.target * due)[aimed])
    else:
        value, target = _mean(made.value[both]), _mean(made.target[aimed])
        expected = _mean((made.target * due)[aimed])
        judged = value
    high = _mean(made.high[aimed])
    reached = attainment(np.array([judged]), np.array([expected]), kpi.direction, np.array([high]))
    rated = bool(np.any(made.status[listed] != 0))
    return TeamStanding(
        kpi=kpi,
        basis=made.basis,
        cadence=made.cadence,
        value=value,
        target=target,
        expected=expected,
        status=STATUSES[int(status_now(reached, AT_ONCE)[0])] if rated else Status.NONE,
        weeks=int(made.weeks[listed].max(initial=0)),
        rated=rated,
    )


def team_series(kpi: Kpi, values: Floats, numerators: Floats, denominators: Floats) -> Floats:
    """One value for each period from those of the reps, by the same rule as `team_standing`; shape (periods,).

    Args:
        kpi: The KPI.
        values: Shape (reps, periods), NaN for missing.
        numerators: Of rates; same shape.
        denominators: Of rates; same shape.
    """
    has = ~np.isnan(values)
    if kpi.across is Aggregation.RATIO:
        has &= ~np.isnan(denominators)
        top, bottom = np.where(has, numerators, 0.0).sum(axis=0), np.where(has, denominators, 0.0).sum(axis=0)
        return quotient(top, np.where(has.any(axis=0), bottom, 0.0))
    total, count = np.where(has, values, 0.0).sum(axis=0), has.sum(axis=0).astype(np.float64)
    if adds_up(kpi):
        return np.where(count > 0, total, np.nan)
    return quotient(total, count) if kpi.across in {Aggregation.SUM, Aggregation.LAST} else np.full(len(count), np.nan)


def _weighted(values: Floats, cases: Floats, where: Flags) -> float:
    total = float(cases[where].sum())
    return float((values[where] * cases[where]).sum() / total) if total > 0 else float("nan")


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def _sum(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.sum()) if len(known) else float("nan")
