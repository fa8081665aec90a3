"""Where all reps stand on one KPI: recent value, target, attainment and status, one array row for each rep."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kpidesk.domain.entities import Kpi
from kpidesk.domain.entries import Flags, Floats, Ints
from kpidesk.domain.measures import Codes, attainment, quotient, trailing_sum
from kpidesk.domain.terms import Aggregation, Cadence, Direction

FEWEST_WEEKS = 4
"""With fewer weeks of data than this nothing is judged."""
RECENT = 4
RECENT_BY_QUARTER = 13


class Basis(StrEnum):
    """What the value of a standing is."""

    RECENT_WEEKS = "recent_weeks"
    """Mean of the last 4 closed weeks; for rates, sum over sum of the last 4, or 13 by quarter and year."""
    TO_DATE = "to_date"
    """Total of the running month, quarter or year so far."""
    NEWEST = "newest"
    """The newest recorded value, as snapshots and medians can neither be added nor averaged."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One KPI; arrays of shape (reps,), or (reps, weeks) where said. NaN is missing."""

    kpi: Kpi
    basis: Basis
    cadence: Cadence
    """The period the target belongs to."""
    value: Floats
    estimated: Flags
    """The value holds a share of a week that lies on the edge of its period (domain brief 2.1)."""
    as_of: Floats
    """Day number of the newest recorded value, with the basis NEWEST."""
    target: Floats
    high: Floats
    attainment: Floats
    judged: Floats
    """The attainment the status and the leading index rest on: inside a running period that is actual over expected."""
    statuses: Codes
    """By week: how the recent value of that week stood, the newest last; none inside a running period, which has no
    past of its own."""
    status: Codes
    since: Floats
    """Day number on which the week starts since which the status is the same; NaN for all weeks looked at, and inside
    a running period, which is judged anew each day."""
    weeks: Ints
    """Weeks with data among those looked at."""
    last_day: Floats
    """Day number of the newest data."""
    denominator: Floats
    """Cases behind a rate."""
    elapsed: Floats
    """Share of the running period that is over, as its days carry the target; with the basis TO_DATE."""
    due: Floats
    """Share of its result that is usual by now: by the course of at least 4 past periods, else `elapsed`."""
    days_done: Floats
    """Days the rep worked in the running period so far."""
    days_left: Floats
    """Days the rep will still work in it."""
    before: Floats
    """Mean of a week in the 13 weeks before the running period; NaN with fewer than 4 of them."""
    daily_rate: Floats
    """Actual for each available day of the last 4 weeks."""
    series: Floats
    """By week."""
    target_series: Floats
    """By week."""
    numerators: Floats
    """By week."""
    denominators: Floats
    """By week."""
    away: Flags
    """By week: the rep was available on fewer than 3 of 5 days."""


def recent_width(kpi: Kpi, cadence: Cadence) -> int:
    """How many weeks a recent value is made of, for a KPI whose target has this cadence."""
    by_quarter = kpi.aggregation is Aggregation.RATIO and cadence in {Cadence.QUARTER, Cadence.YEAR}
    return RECENT_BY_QUARTER if by_quarter else RECENT


def recent_weeks(
    series: Floats, target_series: Floats, away: Flags, direction: Direction, high: Floats
) -> tuple[Floats, Floats, Floats]:
    """For each week the mean value and target of the last 4, and what is attained of it: what a status rests on.

    Args:
        series: Values by week, shape (..., weeks).
        target_series: Targets by week.
        away: Weeks off.
        direction: Which way is better.
        high: Upper edge of a band, a shape that fits `series`.
    """
    used = counted(series, target_series, away)
    count = trailing_sum(used.astype(np.float64), RECENT)
    value = np.where(count >= 2, quotient(trailing_sum(np.where(used, series, 0), RECENT), count), np.nan)
    aimed = used & ~np.isnan(target_series)
    goals = trailing_sum(aimed.astype(np.float64), RECENT)
    target = quotient(trailing_sum(np.where(aimed, target_series, 0), RECENT), goals)
    return value, target, attainment(value, target, direction, high)


def counted(series: Floats, target_series: Floats, away: Flags) -> Flags:
    """Which weeks count: a week off has a target of 0 and is left out, not counted as a miss."""
    return np.asarray(~np.isnan(series) & (target_series != 0) & ~(np.isnan(target_series) & away))
