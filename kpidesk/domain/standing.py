"""The scorecard of a rep: one standing for each KPI, with its pace, trend and signal."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.board import Board, Quadrant
from kpidesk.domain.calendars import Days
from kpidesk.domain.columns import Basis, Column
from kpidesk.domain.days import to_date
from kpidesk.domain.entities import Kpi, Rep
from kpidesk.domain.entries import Flags, Floats
from kpidesk.domain.measures import STATUSES, attainment
from kpidesk.domain.pace import Pace, chance_of_count, pace
from kpidesk.domain.process import Limits, Process, processes
from kpidesk.domain.rates import small
from kpidesk.domain.running import DAYS_A_WEEK
from kpidesk.domain.terms import Aggregation, Cadence, Kind, Status, Trend, Unit
from kpidesk.domain.trends import trends

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN_WEEKS = 26


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where a rep stands on one KPI; None and NaN are missing."""

    kpi: Kpi
    basis: Basis
    cadence: Cadence
    value: float | None
    estimated: bool
    """Whether the value holds a share of a week that lies on the edge of its period."""
    target: float | None
    target_high: float | None
    """Upper edge of a band."""
    attainment: float | None
    pace: float | None
    """Pace index inside a running period: actual over what an even pace would have brought."""
    pace_detail: Pace | None
    chance: float | None
    """Probability that the running period ends at its target, for counts; that of the outlook."""
    status: Status
    statuses: tuple[Status, ...]
    """By week as in `series`: how the recent value of that week stood; none inside a running period."""
    status_since: dt.date | None
    """Start of the week since which the status is the same; None for longer than is looked at, or without one."""
    trend: Trend | None
    signal: str | None
    """Up or down if the newest two closed weeks left the natural limits or made a long run, be it good or bad."""
    process: Process | None
    weeks: int
    """Weeks with data among those looked at."""
    last_value_on: dt.date | None
    denominator: float | None
    """Cases behind a rate; under 5 it is told in counts."""
    series: Floats
    """The newest 26 closed weeks, oldest first."""
    target_series: Floats
    numerators: Floats
    denominators: Floats
    away: Flags
    """Weeks in which the rep was available on fewer than 3 days: no misses, no streaks."""

    @property
    def limits(self) -> Limits | None:
        """The natural process limits, if there is enough to compute them from."""
        return self.process.limits if self.process else None

    @property
    def attainments(self) -> Floats:
        """Attainment of each week."""
        high = np.full(len(self.series), math.nan if self.target_high is None else self.target_high)
        return attainment(self.series, self.target_series, self.kpi.direction, high)

    @property
    def small(self) -> bool:
        """Whether the value is a rate of so few cases that it must be told in counts."""
        return self.kpi.aggregation is Aggregation.RATIO and small(self.denominator)


@dataclass(frozen=True, slots=True, eq=False)
class Scorecard:
    """Where a rep stands; the status comes from leading KPIs only."""

    rep: Rep
    on: dt.date
    quadrant: Quadrant | None
    status: Status
    leading: tuple[Standing, ...]
    lagging: tuple[Standing, ...]
    leading_attainment: float | None
    """The leading index, as a fraction."""
    lagging_attainment: float | None
    """Quota attainment to date."""
    pace: float | None
    """What the quota attainment would be at the usual pace."""
    week_starts: Days
    """Day numbers of the weeks of all series."""

    @property
    def standings(self) -> tuple[Standing, ...]:
        """All of them, leading first."""
        return self.leading + self.lagging

    def standing(self, key: str) -> Standing | None:
        """The standing on the KPI with a key, if it is on the scorecard."""
        return next((each for each in self.standings if each.kpi.key == key), None)


def scorecard(board: Board, rep: int) -> Scorecard:
    """The scorecard of the rep at a position of the board."""
    return _scorecards(board, [rep])[0]


def scorecards(board: Board) -> list[Scorecard]:
    """The scorecards of all reps, in the order of the board."""
    return _scorecards(board, range(len(board.frame.numbers.reps)))


def _scorecards(board: Board, reps: Sequence[int]) -> list[Scorecard]:
    """The scorecards of some reps; limits and trends of all their series are worked out together."""
    order = sorted(range(len(board.columns)), key=lambda at: _rank(board.columns[at].kpi))
    cells = [(rep, board.columns[at]) for rep in reps for at in order if board.listed[rep, at]]
    standings: dict[int, list[Standing]] = {rep: [] for rep in reps}
    for (rep, made), found, moves in zip(cells, *_course(cells), strict=True):
        standings[rep].append(_standing(made, rep, found, moves))
    return [_scorecard(board, rep, standings[rep]) for rep in reps]


def _rank(kpi: Kpi) -> tuple[int, str]:
    return kpi.position, kpi.name


def _scorecard(board: Board, rep: int, standings: Sequence[Standing]) -> Scorecard:
    return Scorecard(
        rep=board.frame.numbers.reps[rep],
        on=to_date(board.frame.on),
        quadrant=board.quadrant(rep),
        status=board.status(rep),
        leading=tuple(each for each in standings if each.kpi.kind is Kind.LEADING),
        lagging=tuple(each for each in standings if each.kpi.kind is Kind.LAGGING),
        leading_attainment=number(board.leading[rep]),
        lagging_attainment=number(board.lagging[rep]),
        pace=number(board.pace[rep]),
        week_starts=board.frame.edges[:-1][-SHOWN_WEEKS:],
    )


def _course(cells: Sequence[tuple[int, Column]]) -> tuple[Sequence[Process | None], Sequence[Trend | None]]:
    """Limits and trend of some series; what piles up towards a target has no trend of its own, nor limits within it."""
    if not cells:
        return (), ()
    # Weeks away say nothing about the way of working.
    worked = np.stack([np.where(made.away[rep], np.nan, made.series[rep]) for rep, made in cells])
    cases = np.stack([made.denominators[rep] for rep, made in cells])
    kpis = [made.kpi for _rep, made in cells]
    piles = [made.kpi.is_share_of_target for _rep, made in cells]
    limited = [
        None if pile and made.basis is Basis.TO_DATE else found
        for (_rep, made), pile, found in zip(cells, piles, processes(worked, kpis, cases), strict=True)
    ]
    return limited, [None if pile else moves for pile, moves in zip(piles, trends(worked), strict=True)]


def number(value: float) -> float | None:
    """A plain number, or None for a missing one."""
    return None if math.isnan(value) else float(value)


def _standing(made: Column, rep: int, found: Process | None, moves: Trend | None) -> Standing:
    signal = found.latest() if found else 0
    detail = _pace(made, rep)
    return Standing(
        kpi=made.kpi,
        basis=made.basis,
        cadence=made.cadence,
        value=number(made.value[rep]),
        estimated=bool(made.estimated[rep]),
        target=number(made.target[rep]),
        target_high=number(made.high[rep]),
        attainment=number(made.attainment[rep]),
        pace=detail.index if detail else None,
        pace_detail=detail,
        chance=_chance(made, rep),
        status=STATUSES[int(made.status[rep])],
        statuses=tuple(STATUSES[int(code)] for code in made.statuses[rep, -SHOWN_WEEKS:]),
        status_since=to_date(int(made.since[rep])) if made.status[rep] and not math.isnan(made.since[rep]) else None,
        trend=moves,
        signal={1: "up", -1: "down"}.get(signal),
        process=found,
        weeks=int(made.weeks[rep]),
        last_value_on=None if math.isnan(made.last_day[rep]) else to_date(int(made.last_day[rep])),
        denominator=number(made.denominator[rep]),
        series=made.series[rep, -SHOWN_WEEKS:],
        target_series=made.target_series[rep, -SHOWN_WEEKS:],
        numerators=made.numerators[rep, -SHOWN_WEEKS:],
        denominators=made.denominators[rep, -SHOWN_WEEKS:],
        away=made.away[rep, -SHOWN_WEEKS:],
    )


def _pace(made: Column, rep: int) -> Pace | None:
    if made.basis is not Basis.TO_DATE:
        return None
    return pace(
        float(made.value[rep]),
        float(made.target[rep]),
        float(made.elapsed[rep]),
        1.0,
        float(made.days_left[rep]),
        number(made.daily_rate[rep]),
        number(made.due[rep]),
        float(made.days_done[rep]),
    )


def _chance(made: Column, rep: int) -> float | None:
    mean = float(made.before[rep])
    if made.basis is not Basis.TO_DATE or made.kpi.unit is not Unit.COUNT or math.isnan(mean):
        return None
    weeks, due = float(made.days_done[rep] + made.days_left[rep]) / DAYS_A_WEEK, float(made.due[rep])
    value, target = float(made.value[rep]), float(made.target[rep])
    if math.isnan(value + target + due):
        return None
    return chance_of_count(value, target, due * weeks, (1 - due) * weeks, mean)
