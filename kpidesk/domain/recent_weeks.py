"""The newest closed weeks of everybody, and of the cohort of one rep: what uneven, busy and low are measured against.

For the rules alone. What they say on an agenda holds the rep's own numbers; a cohort has no names here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kpidesk.domain.cohorts import peers
from kpidesk.domain.entities import Kpi, Rep
from kpidesk.domain.entries import Floats
from kpidesk.domain.funnel import LEVELS, binomial_limits
from kpidesk.domain.measures import quotient
from kpidesk.domain.rates import SMALLEST_DENOMINATOR, shrunk
from kpidesk.domain.rollup import Rolled
from kpidesk.domain.terms import Aggregation, Direction, Unit

WEEKS = 8
"""Closed weeks a cohort is looked at through."""
FEWEST = 5
"""Peers with a value, the rep included, without whom nothing is compared (domain brief 2.12)."""
FEWEST_WEEKS = 6
"""Known weeks of the eight without which nothing is said about somebody."""
MOST_CASES = 10_000
"""Nobody handles more cases in a few weeks: what has more is a sum of money."""
_WEEK = 5.0
_AWAY_UNDER = 3.0


@dataclass(frozen=True, slots=True)
class CohortRate:
    """A rate beside those of the cohort (domain brief 2.4, 2.12)."""

    own: float
    shrunk: float
    """Drawn towards the rate of the cohort."""
    middle: float
    """Median of the shrunk rates."""
    low: float
    high: float
    """95% funnel limits around the rate of the cohort for so many cases."""
    n: int


@dataclass(frozen=True, slots=True, eq=False)
class CohortWeeks:
    """One KPI of a cohort; arrays have shape (peers, weeks), oldest week first, NaN is missing or away."""

    kpi: Kpi
    own: int
    """Row of the rep."""
    values: Floats
    numerators: Floats
    denominators: Floats
    days: Floats
    """Days each of them worked."""

    @property
    def levels(self) -> Floats:
        """The value of the eight weeks of each peer, shape (peers,): sums for five days of work, rates of all cases."""
        known = ~np.isnan(self.values)
        enough = known.sum(axis=1) >= FEWEST_WEEKS
        if self.kpi.aggregation is Aggregation.SUM:
            worked = np.where(known, self.days, 0.0).sum(axis=1)
            return np.where(enough, quotient(np.nansum(self.values, axis=1), worked) * _WEEK, np.nan)
        if self.kpi.aggregation is Aggregation.RATIO:
            return quotient(*self.cases(WEEKS))
        newest = np.where(known, np.arange(self.values.shape[1]), -1).max(axis=1)
        found = self.values[np.arange(len(newest)), np.maximum(newest, 0)]
        return np.where(enough & (self.kpi.aggregation is Aggregation.LAST), found, np.nan)

    @property
    def unevenness(self) -> Floats:
        """Standard deviation over mean of the weeks of each peer, shape (peers,); only sums have a rhythm."""
        if self.kpi.aggregation is not Aggregation.SUM:
            return np.full(len(self.values), np.nan)
        daily = quotient(self.values, self.days)
        count = (~np.isnan(daily)).sum(axis=1)
        mean = quotient(np.nansum(daily, axis=1), count.astype(np.float64))
        squares = np.nansum((daily - mean[:, None]) ** 2, axis=1)
        spread = np.sqrt(quotient(squares, np.maximum(count - 1.0, 0.0)))
        return np.where(count >= FEWEST_WEEKS, quotient(spread, mean), np.nan)

    @property
    def counted(self) -> bool:
        """Whether it is a rate of whole cases, which is compared by funnel limits and not by rank."""
        cases = self.denominators[~np.isnan(self.denominators)]
        counts = self.kpi.unit is Unit.PERCENT and self.kpi.aggregation is Aggregation.RATIO
        return bool(counts and len(cases) and (cases == np.rint(cases)).all() and (cases <= MOST_CASES).all())

    def rank(self, fewest: int) -> float:
        """Share of the cohort the rep is above, ties counted half; NaN with fewer than `fewest` levels."""
        levels = self.levels
        known, own = levels[~np.isnan(levels)], levels[self.own]
        if len(known) < fewest or np.isnan(own):
            return float("nan")
        return float((np.count_nonzero(known < own) + np.count_nonzero(known == own) / 2) / len(known))

    def rate(self, weeks: int) -> CohortRate | None:
        """The rates of the newest weeks; None where the rep or too few others have five cases."""
        top, bottom = self.cases(weeks)
        known = ~np.isnan(bottom)
        if not self.counted or not known[self.own] or np.count_nonzero(known) < FEWEST:
            return None
        usual = float(top[known].sum() / bottom[known].sum())
        drawn = [shrunk(float(hits), float(of), usual) for hits, of in zip(top[known], bottom[known], strict=True)]
        own = drawn[int(np.count_nonzero(known[: self.own]))]
        limits = binomial_limits(usual, float(bottom[self.own]), LEVELS[0])
        hits, of = float(top[self.own]), float(bottom[self.own])
        return CohortRate(hits / of, own, float(np.median(drawn)), *limits, int(np.count_nonzero(known)))

    def cases(self, weeks: int) -> tuple[Floats, Floats]:
        """Numerators and denominators of the newest weeks of each peer, shape (peers,); NaN with under five cases."""
        bottom = np.nansum(self.denominators[:, -weeks:], axis=1)
        top = np.nansum(self.numerators[:, -weeks:], axis=1)
        few = bottom < SMALLEST_DENOMINATOR
        return np.where(few, np.nan, top), np.where(few, np.nan, bottom)


@dataclass(frozen=True, slots=True, eq=False)
class TeamWeeks:
    """The newest closed weeks of all active reps."""

    on: dt.date
    reps: tuple[Rep, ...]
    kpis: tuple[Kpi, ...]
    rolled: Mapping[str, Rolled]
    """By KPI, arrays of shape (reps, weeks)."""
    days: Floats
    """Days each rep worked, shape (reps, weeks)."""

    def cohort(self, rep: Rep) -> Mapping[str, CohortWeeks]:
        """The cohort of a rep by KPI; empty where it is too small, and without bands, which have no better side."""
        at = next((at for at, each in enumerate(self.reps) if each.id == rep.id), None)
        if at is None:
            return {}
        among = peers(self.reps, at, self.on)
        if np.count_nonzero(among) < FEWEST:
            return {}
        own, days = int(np.count_nonzero(among[:at])), self.days[among]
        away = days < _AWAY_UNDER
        found = {}
        for kpi in self.kpis:
            if kpi.direction is not Direction.BAND:
                made = self.rolled[kpi.key]
                hidden = away | made.cut[among]
                value, top, bottom = (
                    np.where(hidden, np.nan, part[among]) for part in (made.value, made.numerator, made.denominator)
                )
                found[kpi.key] = CohortWeeks(kpi, own, value, top, bottom, days)
        return found
