"""Where a rep stands among peers: a place without names, and for rates whether chance alone explains it.

Methods of the domain brief 2.12: mid-rank percentile, told the more coarsely the smaller the cohort; rates by funnel
limits around the cohort's sum over sum instead of a league table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.cohorts import peers
from kpidesk.domain.columns import Basis
from kpidesk.domain.days import to_date
from kpidesk.domain.entities import Kpi
from kpidesk.domain.funnel import LEVELS, binomial_limits
from kpidesk.domain.measures import quotient
from kpidesk.domain.rates import SMALLEST_DENOMINATOR
from kpidesk.domain.terms import Aggregation, Direction, Unit

if TYPE_CHECKING:
    from kpidesk.domain.board import Board
    from kpidesk.domain.columns import Column
    from kpidesk.domain.entries import Flags, Floats

FEWEST = 5
"""Peers with a value, the rep included, without whom nothing is shown."""
QUARTILES_FROM = 8
PERCENTILE_FROM = 20
MOST_CASES = 10_000
"""Nobody handles more cases in a few weeks: what has more is a sum of money."""
_DUST = 1e-9


class Side(StrEnum):
    """On which side of the middle, or of the funnel, a value lies; by its size, whichever way is better."""

    BELOW = "below"
    MIDDLE = "middle"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a value in a cohort, no finer than its size allows."""

    n: int
    """Peers with a value, the rep included."""
    side: Side
    """Of the middle of the cohort."""
    quartile: int | None
    """1, the smallest values, to 4; from 8 peers on."""
    percentile: float | None
    """Mid-rank percentile, 0 to 100; from 20 peers on."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """A rate beside the rate of its cohort."""

    n: int
    """Peers with cases, the rep included."""
    cases: float
    """Cases of the rep."""
    rate: float
    """Of the cohort: sum over sum."""
    inner: tuple[float, float]
    """95% limits around it for so many cases."""
    outer: tuple[float, float]
    """99.8% limits."""
    side: Side
    """Outside of the inner limits, or in the middle: no more than chance."""
    strong: bool
    """Outside of the outer limits."""


@dataclass(frozen=True, slots=True)
class Peers:
    """One KPI of a rep beside the cohort."""

    kpi: Kpi
    value: float
    """Of the rep."""
    middle: float
    """Median of the cohort; of a running period what the rep would have at the median's daily rate."""
    place: Place | None
    """Of everything but counted rates and bands."""
    funnel: Funnel | None
    """Of counted rates."""

    @property
    def side(self) -> Side:
        """Where the value lies, by place or funnel."""
        found = self.place or self.funnel
        return found.side if found else Side.MIDDLE

    @property
    def good(self) -> bool | None:
        """Whether that is the better side; None in the middle."""
        if self.side is Side.MIDDLE:
            return None
        return (self.side is Side.ABOVE) == (self.kpi.direction is Direction.UP)


def mid_rank(values: Floats, value: float) -> float:
    """Mid-rank percentile of a value among others, itself included: (below + half of the equal) / n x 100."""
    return float((np.count_nonzero(values < value) + np.count_nonzero(values == value) / 2) / len(values) * 100)


def place(values: Floats, value: float) -> Place | None:
    """The place of a value among those of its cohort, itself included; None for fewer than 5 or a missing one.

    Args:
        values: Shape (peers,); missing ones are left out.
        value: That of the rep.
    """
    known = values[~np.isnan(values)]
    if len(known) < FEWEST or np.isnan(value):
        return None
    percentile, middle = mid_rank(known, value), float(np.median(known))
    return Place(
        n=len(known),
        side=Side.MIDDLE if value == middle else Side.ABOVE if value > middle else Side.BELOW,
        quartile=min(int(percentile // 25) + 1, 4) if len(known) >= QUARTILES_FROM else None,
        percentile=percentile if len(known) >= PERCENTILE_FROM else None,
    )


def funnel(numerators: Floats, denominators: Floats, rep: int) -> Funnel | None:
    """A rate of counted cases beside its cohort; None with fewer than 5 peers with cases, or 5 own cases.

    Args:
        numerators: Successes of the cohort, shape (peers,); missing ones are left out.
        denominators: Cases.
        rep: Position of the rep among them.
    """
    known = ~np.isnan(numerators) & (denominators > 0)
    n, cases = int(known.sum()), float(denominators[rep])
    if n < FEWEST or not known[rep] or cases < SMALLEST_DENOMINATOR:
        return None
    rate, own = float(numerators[known].sum() / denominators[known].sum()), float(numerators[rep] / cases)
    inner, outer = (binomial_limits(rate, cases, level) for level in LEVELS)
    return Funnel(
        n=n,
        cases=cases,
        rate=rate,
        inner=inner,
        outer=outer,
        side=_side(own, inner),
        strong=_side(own, outer) is not Side.MIDDLE,
    )


def among_peers(board: Board, rep: int) -> tuple[Peers, ...]:
    """Each KPI on the scorecard of the rep at a position of the board, beside the peers who have it too.

    A KPI is left out where fewer than five of them have a value, and a band, which has no better side.
    """
    numbers = board.frame.numbers
    cohort = peers(numbers.reps, rep, to_date(board.frame.on))
    found = (_beside(made, cohort & board.listed[:, at], rep) for at, made in enumerate(board.columns))
    return tuple(each for each in found if each is not None)


def _beside(made: Column, cohort: Flags, rep: int) -> Peers | None:
    value = float(made.value[rep])
    if not cohort[rep] or np.isnan(value) or made.kpi.direction is Direction.BAND:
        return None
    own = int(np.count_nonzero(cohort[:rep]))
    denominators = made.denominator[cohort]
    if not np.isnan(denominators[own]) and counted(made.kpi, made.value[cohort], denominators):
        beside = funnel(made.value[cohort] * denominators, denominators, own)
        return None if beside is None else Peers(made.kpi, value, beside.rate, None, beside)
    # Sums of a running period are compared by available day, since nobody had the same days.
    scale = made.days_done if made.basis is Basis.TO_DATE and made.kpi.aggregation is Aggregation.SUM else 1.0
    daily = quotient(made.value, np.broadcast_to(scale, made.value.shape))
    where = place(daily[cohort], float(daily[rep]))
    if where is None:
        return None
    middle = float(np.nanmedian(daily[cohort]) * np.broadcast_to(scale, made.value.shape)[rep])
    return Peers(made.kpi, value, middle, where, None)


def counted(kpi: Kpi, rates: Floats, cases: Floats) -> bool:
    """Whether a rate is so many of so many cases, and not money over money: only then do binomial limits hold."""
    if kpi.unit is not Unit.PERCENT or kpi.aggregation is not Aggregation.RATIO or kpi.is_share_of_target:
        return False
    known = ~np.isnan(rates) & ~np.isnan(cases)
    rates, cases = rates[known], cases[known]
    return bool(((rates >= 0) & (rates <= 1) & (cases == np.rint(cases)) & (cases <= MOST_CASES)).all())


def _side(value: float, limits: tuple[float, float]) -> Side:
    return Side.BELOW if value < limits[0] - _DUST else Side.ABOVE if value > limits[1] + _DUST else Side.MIDDLE
