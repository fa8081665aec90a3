"""The pulse of a team: how a leading KPI runs on average for each rep, and what the results of all reps add up to."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.calendars import Days
from kpidesk.domain.columns import Basis, Column
from kpidesk.domain.entities import Kpi
from kpidesk.domain.entries import Flags, Floats
from kpidesk.domain.measures import STATUSES, attainment, quotient, status_now
from kpidesk.domain.terms import Aggregation, Cadence, Kind, Status

if TYPE_CHECKING:
    from kpidesk.domain.board import Board

FEWEST_FOR_BAND = 4
"""With fewer reps in a week than this their middle half says nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class KpiPulse:
    """A leading KPI over the team; arrays have shape (weeks,), NaN is missing."""

    kpi: Kpi
    cadence: Cadence
    value: float
    """Mean over reps of where each stands; for rates the cases of all reps together."""
    target: float
    status: Status
    counts: tuple[tuple[Status, int], ...]
    """Reps by status, best first."""
    mean: Floats
    low: Floats
    """Lower edge of the middle half of the reps."""
    high: Floats
    targets: Floats
    week_starts: Days


@dataclass(frozen=True, slots=True)
class Result:
    """A lagging KPI over the team."""

    kpi: Kpi
    basis: Basis
    cadence: Cadence
    value: float
    target: float
    attainment: float
    pace: float | None
    """Share of the target an even pace would have brought by now, inside a running period."""


def leading_pulse(board: Board, weeks: int, most: int = 4) -> tuple[KpiPulse, ...]:
    """The leading KPIs that are on most scorecards, in the manager's order, over the newest closed weeks."""
    found = [(at, made) for at, made in enumerate(board.columns) if made.kpi.kind is Kind.LEADING]
    shared = sorted(found, key=lambda pair: (-_reps_with_value(board, pair[0]), pair[1].kpi.position))[:most]
    chosen = [pair for pair in shared if _reps_with_value(board, pair[0])]
    chosen.sort(key=lambda pair: (pair[1].kpi.position, pair[1].kpi.name))
    starts = board.frame.edges[:-1][-weeks:]
    return tuple(_pulse(made, board.listed[:, at], weeks, starts) for at, made in chosen)


def results(board: Board, most: int = 3) -> tuple[Result, ...]:
    """The lagging KPIs of the whole team, in the manager's order."""
    found = [
        (made, board.listed[:, at])
        for at, made in enumerate(board.columns)
        if made.kpi.kind is Kind.LAGGING and _reps_with_value(board, at)
    ]
    found.sort(key=lambda pair: (pair[0].kpi.position, pair[0].kpi.name))
    return tuple(_result(made, listed, _source(board, made)) for made, listed in found[:most])


def _source(board: Board, made: Column) -> Column | None:
    """The column whose target a quota attainment is a share of."""
    if not made.kpi.is_share_of_target or made.basis is not Basis.TO_DATE:
        return None
    return next((each for each in board.columns if each.kpi.key == made.kpi.numerator_key), None)


def _reps_with_value(board: Board, at: int) -> int:
    return int(np.count_nonzero(board.listed[:, at] & ~np.isnan(board.columns[at].value)))


def _pulse(made: Column, listed: Flags, weeks: int, starts: Days) -> KpiPulse:
    series = np.where(made.away, np.nan, made.series)[listed, -weeks:]
    goals = made.target_series[listed, -weeks:]
    # A week off has a target of 0, which is nobody's target.
    goals = np.where(goals == 0, np.nan, goals)
    value, target = _typical(made, listed), _mean(made.target[listed])
    reached = attainment(np.array([value]), np.array([target]), made.kpi.direction)
    statuses = [STATUSES[int(code)] for code in made.status[listed]]
    enough = np.count_nonzero(~np.isnan(series), axis=0) >= FEWEST_FOR_BAND
    low, high = _quantile(series, 25), _quantile(series, 75)
    return KpiPulse(
        kpi=made.kpi,
        cadence=made.cadence,
        value=value,
        target=target,
        status=STATUSES[int(status_now(reached)[0])],
        counts=tuple((each, statuses.count(each)) for each in reversed(STATUSES) if each in statuses),
        mean=_means(series),
        low=np.where(enough, low, np.nan),
        high=np.where(enough, high, np.nan),
        targets=_means(goals),
        week_starts=starts,
    )


def _typical(made: Column, listed: Flags) -> float:
    cases = np.where(np.isnan(made.value), np.nan, made.denominator)[listed]
    if made.kpi.aggregation is Aggregation.RATIO and np.nansum(cases) > 0:
        return float(np.nansum(made.value[listed] * cases) / np.nansum(cases))
    return _mean(made.value[listed])


def _result(made: Column, listed: Flags, source: Column | None) -> Result:
    value, target, pace = _typical(made, listed), _mean(made.target[listed]), None
    if source is not None:
        known = listed & ~np.isnan(source.value) & ~np.isnan(source.target)
        value = float(quotient(source.value[known].sum(), source.target[known].sum()))
        pace = _weighted(source.due[known], source.target[known])
    elif made.basis is Basis.TO_DATE:
        due = made.due[listed]
        if made.kpi.aggregation is Aggregation.SUM:
            value, target = _sum(made.value[listed]), _sum(made.target[listed])
            pace = _weighted(due, made.target[listed])
        else:
            pace = _mean(due)
    reached = float(attainment(np.array([value]), np.array([target]), made.kpi.direction)[0])
    return Result(made.kpi, made.basis, made.cadence, value, target, reached, pace)


def _weighted(shares: Floats, weights: Floats) -> float | None:
    known = ~np.isnan(shares) & ~np.isnan(weights)
    total = float(weights[known].sum())
    return float((shares[known] * weights[known]).sum() / total) if total > 0 else None


def _sum(values: Floats) -> float:
    return float(np.nansum(values)) if not np.isnan(values).all() else float("nan")


def _mean(values: Floats) -> float:
    return float(np.nanmean(values)) if not np.isnan(values).all() else float("nan")


def _means(values: Floats) -> Floats:
    """Mean of each column, NaN where nothing is known."""
    known = np.count_nonzero(~np.isnan(values), axis=0)
    return quotient(np.nansum(values, axis=0), known.astype(np.float64))


def _quantile(values: Floats, percent: float) -> Floats:
    with warnings.catch_warnings():
        # Weeks in which nobody has a value stay missing, which is what is wanted.
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(np.nanpercentile(values, percent, axis=0), np.float64)
