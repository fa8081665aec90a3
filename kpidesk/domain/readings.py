"""One KPI of one rep, week by week, as the rules and the verdicts read it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.columns import recent_weeks
from kpidesk.domain.days import to_date
from kpidesk.domain.entities import Kpi
from kpidesk.domain.entries import Flags, Floats
from kpidesk.domain.measures import STATUSES, attainment, statuses, streak
from kpidesk.domain.pace import Pace
from kpidesk.domain.process import Process, process
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Status, Trend
from kpidesk.domain.trends import trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.standing import Scorecard, Standing

RECENT = 4
"""Closed weeks a "now" is made of."""

PERIOD_DAYS = {Cadence.DAY: 1, Cadence.WEEK: 7, Cadence.MONTH: 31, Cadence.QUARTER: 92, Cadence.YEAR: 366}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Closed weeks, oldest first, and where the running period stands. Arrays have shape (weeks,); NaN is missing."""

    kpi: Kpi
    starts: tuple[dt.date, ...]
    """First day of each week."""
    values: Floats
    targets: Floats
    attainments: Floats
    numerators: Floats
    denominators: Floats
    away: Flags
    """Weeks in which the rep was not there; they neither count nor break a streak."""
    statuses: tuple[Status, ...]
    """By week: that of the scorecard then."""
    process: Process | None = None
    trend: Trend | None = None
    pace: Pace | None = None
    """The running month, quarter or year, for a KPI whose target is that long."""
    to_date: tuple[float, float] | None = None
    """Value so far and target of that period."""
    period: Cadence = Cadence.WEEK
    """The period the target belongs to."""
    chance: float | None = None
    """Probability that the running period ends at its target, for counts."""
    last_value_on: dt.date | None = None

    @staticmethod
    def of(
        kpi: Kpi,
        starts: Sequence[dt.date],
        values: Sequence[float] | Floats,
        targets: Sequence[float] | Floats | float = math.nan,
        *,
        numerators: Sequence[float] | Floats | None = None,
        denominators: Sequence[float] | Floats | None = None,
        away: Sequence[bool] | Flags | None = None,
        pace: Pace | None = None,
        to_date: tuple[float, float] | None = None,
        period: Cadence = Cadence.WEEK,
        chance: float | None = None,
    ) -> Reading:
        """A reading from its weekly series, all of one length, with limits and trend worked out."""
        series = np.asarray(values, float)
        missing = np.full(series.shape, np.nan)
        goals = np.broadcast_to(np.asarray(targets, float), series.shape)
        cases = missing if denominators is None else np.asarray(denominators, float)
        known = np.flatnonzero(~np.isnan(series))
        off = np.zeros(series.shape, np.bool_) if away is None else np.asarray(away, np.bool_)
        path = recent_weeks(series, goals, off, kpi.direction, missing)[2]
        return Reading(
            kpi=kpi,
            starts=tuple(starts),
            values=series,
            targets=goals,
            attainments=attainment(series, goals, kpi.direction),
            numerators=missing if numerators is None else np.asarray(numerators, float),
            denominators=cases,
            away=off,
            statuses=tuple(STATUSES[int(code)] for code in statuses(path)),
            process=process(series, kpi, None if denominators is None else cases) if len(series) else None,
            trend=trend(series) if len(series) else None,
            pace=pace,
            to_date=to_date,
            period=period,
            chance=chance,
            last_value_on=starts[int(known[-1])] + dt.timedelta(days=6) if len(known) else None,
        )

    @property
    def known(self) -> int:
        """Weeks with a value."""
        return int(np.count_nonzero(~np.isnan(self.values)))

    @property
    def missing_lately(self) -> int:
        """Weeks without a value among the last four the rep was there."""
        present = self.values[~self.away][-RECENT:]
        return min(RECENT, len(self.values)) - int(np.count_nonzero(~np.isnan(present)))

    @property
    def signal(self) -> int:
        """1 above, -1 below the natural limits or in a long run within the last two weeks, else 0."""
        return self.process.latest() if self.process else 0

    @property
    def value(self) -> float:
        """The last four weeks: their mean, of a rate all its cases, of a level the newest; NaN without any."""
        return self.over(RECENT)

    @property
    def target(self) -> float:
        """What `value` is held against: the mean target of the weeks with a value, else of the last four."""
        recent, has = self.targets[-RECENT:], ~np.isnan(self.values[-RECENT:])
        used = recent[has & ~np.isnan(recent)]
        used = used if len(used) else recent[~np.isnan(recent)]
        return float(used.mean()) if len(used) else math.nan

    @property
    def hits(self) -> int:
        """Weeks in a row up to the newest at or above target (positive) or below it (negative)."""
        return streak(self.attainments, self.away)

    @property
    def better(self) -> int:
        """Sign of a good change: -1 where less is better, else 1."""
        return -1 if self.kpi.direction is Direction.DOWN else 1

    def over(self, weeks: int, before: int = 0) -> float:
        """The value over `weeks` weeks, the newest `before` left out; NaN without any."""
        part = self._part(weeks, before)
        values, bottom = self.values[part], self.denominators[part]
        has = ~np.isnan(values)
        if not has.any():
            return math.nan
        if self.kpi.aggregation is Aggregation.RATIO and bool(np.all(bottom[has] > 0)):
            return float(self.numerators[part][has].sum() / bottom[has].sum())
        return float(values[has].mean() if self.kpi.aggregation in _AVERAGED else values[has][-1])

    def cases(self, weeks: int, before: int = 0) -> tuple[float, float] | None:
        """Successes and cases of a rate over some weeks, or None where they are not known."""
        part = self._part(weeks, before)
        has = ~np.isnan(self.numerators[part]) & ~np.isnan(self.denominators[part])
        if not has.any():
            return None
        return float(self.numerators[part][has].sum()), float(self.denominators[part][has].sum())

    def attained(self, weeks: int = RECENT) -> float:
        """Attainment of the mean target over some weeks; NaN without target or values."""
        recent = self.attainments[-weeks:]
        both = ~np.isnan(recent)
        if not both.any():
            return math.nan
        value, target = self.over(weeks), float(self.targets[-weeks:][both].mean())
        if self.kpi.direction is Direction.BAND:
            return float(recent[both].mean())
        return float(attainment(np.asarray(value), np.asarray(target), self.kpi.direction))

    def _part(self, weeks: int, before: int) -> slice:
        end = len(self.values) - before
        return slice(max(end - weeks, 0), max(end, 0))


_AVERAGED = frozenset({Aggregation.SUM, Aggregation.RATIO, Aggregation.DISTINCT, Aggregation.RECOMPUTE})


def readings(card: Scorecard) -> tuple[Reading, ...]:
    """The readings of a scorecard, leading first."""
    starts = tuple(to_date(int(day)) for day in card.week_starts)
    return tuple(_reading(standing, starts) for standing in card.standings)


def _reading(standing: Standing, starts: tuple[dt.date, ...]) -> Reading:
    both = standing.value is not None and standing.target is not None and standing.pace_detail is not None
    return Reading(
        kpi=standing.kpi,
        starts=starts[-len(standing.series) :] if len(standing.series) else (),
        values=standing.series,
        targets=standing.target_series,
        attainments=standing.attainments,
        numerators=standing.numerators,
        denominators=standing.denominators,
        away=standing.away,
        statuses=standing.statuses,
        process=standing.process,
        trend=standing.trend,
        pace=standing.pace_detail,
        to_date=(standing.value or 0.0, standing.target or 0.0) if both else None,
        period=standing.cadence,
        chance=standing.chance,
        last_value_on=standing.last_value_on,
    )
