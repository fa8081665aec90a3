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
    from kpidesk.domain.calendars import Days
    from kpidesk.domain.entries import Flags, Floats, Ints

FRESH_DAYS = 7
"""Snapshots up to so many days old still count as of the same day."""


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """A KPI over the team; NaN is missing."""

    kpi: Kpi
    basis: Basis
    cadence: Cadence
    value: float
    stale: int
    """Reps whose snapshot is older than a week, so that the team's is not of one day (domain brief 2.4)."""
    target: float
    expected: float
    """The target, or inside a running period what an even pace would have brought by now."""
    status: Status
    weeks: int
    """Weeks with data of the rep who has most."""
    rated: bool
    """Whether any rep has enough weeks for a status."""


def rolls_up(kpi: Kpi) -> bool:
    """Whether values of several reps make one of the team; medians and distinct counts do not (domain brief 2.4)."""
    return kpi.across in {Aggregation.SUM, Aggregation.LAST, Aggregation.RATIO}


def adds_up(kpi: Kpi) -> bool:
    """Whether the team's number is a total; leading KPIs are told as the average of a rep, who controls them."""
    return kpi.kind is Kind.LAGGING and kpi.across in {Aggregation.SUM, Aggregation.LAST}


def team_standing(made: Column, listed: Flags, on: int, quotas: Floats | None = None) -> TeamStanding:
    """The standing of the team from those of the reps who have the KPI on their scorecard.

    Rates are the cases of all reps together, never a mean of rates; a rate whose cases are unknown is left out. What
    cannot be rolled up has no value.

    Args:
        made: The KPI's column.
        listed: Shape (reps,): whose scorecard it is on.
        on: Day number of the day looked at.
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
    elif kpi.across is Aggregation.RATIO:
        cases = np.nan_to_num(made.denominator if quotas is None else quotas)
        judged = value = _weighted(made.value, cases, both)
        target, expected = _mean(made.target[aimed]), _mean((made.target * due)[aimed])
    else:
        value, target = _mean(made.value[both & rolls_up(kpi)]), _mean(made.target[aimed])
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
        stale=int((on - made.as_of[both] > FRESH_DAYS).sum()) if rolls_up(kpi) else 0,
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
    return quotient(total, count) if rolls_up(kpi) else np.full(len(count), np.nan)


def stale_snapshots(as_of: Floats, ends: Days) -> Ints:
    """How many reps have a snapshot more than a week older than the end of each period; shape (periods,).

    Args:
        as_of: Day numbers of the snapshots, shape (reps, periods); NaN for none.
        ends: Day numbers of the last days of the periods.
    """
    return np.asarray((ends - as_of > FRESH_DAYS).sum(axis=0), np.int64)


def _weighted(values: Floats, cases: Floats, where: Flags) -> float:
    total = float(cases[where].sum())
    return float((values[where] * cases[where]).sum() / total) if total > 0 else float("nan")


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def _sum(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.sum()) if len(known) else float("nan")
