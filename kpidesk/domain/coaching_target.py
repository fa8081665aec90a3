"""How the coaching target of a rep comes about: which targets, for how many of the days (domain brief 2.3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.availability import Attendance, Schedules, shortest_relief
from kpidesk.domain.days import day_number, to_date
from kpidesk.domain.entities import Kpi, Rep, Target
from kpidesk.domain.target_grid import in_force, target_grid
from kpidesk.domain.targets import prorates
from kpidesk.domain.terms import Aggregation, Cadence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.domain.entries import Ints


@dataclass(frozen=True, slots=True)
class Piece:
    """A target and the days of the period that it holds for."""

    target: Target
    days: float
    """Days the rep works, holidays, leave and part time taken out."""
    whole: float
    """Working days of the target's own period for somebody who is never away."""


@dataclass(frozen=True, slots=True)
class CoachingTarget:
    """The coaching target of the running period, which is that of the target in force today."""

    cadence: Cadence
    start: dt.date
    value: float
    """NaN when part of the days have no target."""
    high: float
    """Upper edge of a band, else NaN."""
    pieces: tuple[Piece, ...]
    prorated: bool
    """Whether days away lower it; never for rates, stocks and what should be low."""
    ramping: bool
    """Whether a ramp-up schedule lowers it."""
    weighted: bool
    """Whether a season or fixed quarter shares weigh the days."""


def coaching_target(
    targets: Iterable[Target], kpi: Kpi, rep: Rep, schedules: Schedules, on: dt.date, calendar: FiscalCalendar
) -> CoachingTarget | None:
    """The coaching target of a rep in the period that holds the day `on`, or None when no target holds that day."""
    mine = sorted((each for each in targets if each.kpi_id == kpi.id), key=lambda each: each.valid_from)
    attendance, today = Attendance([rep], schedules), np.array([day_number(on)], np.int64)
    if not mine:
        return None
    newest = int(in_force(mine, attendance, today, calendar)[0, 0])
    if newest < 0:
        return None
    cadence = mine[newest].cadence
    edges = np.array([calendar.starts(cadence, today)[0], calendar.ends(cadence, today)[0]], np.int64)
    days = np.arange(edges[0], edges[1], dtype=np.int64)
    which = in_force(mine, attendance, days, calendar)[0]
    found = target_grid(mine, kpi, attendance, edges, calendar)
    first, end = int(edges[0]), int(edges[1])
    there = attendance.available(first, end, shortest_leave=shortest_relief(kpi))[0]
    season, sums = schedules.season(kpi), kpi.aggregation is Aggregation.SUM
    weights = schedules.full_time(first, end, kpi)
    return CoachingTarget(
        cadence=cadence,
        start=to_date(first),
        value=float(found.value[0, 0]),
        high=float(found.high[0, 0]),
        pieces=_pieces(mine, which, there, attendance, calendar, days),
        prorated=prorates(kpi),
        ramping=prorates(kpi) and bool((attendance.ramp(first, end)[0][there > 0] < 1).any()),
        weighted=sums and (len(set(weights[weights > 0].tolist())) > 1 or bool(season.quarters)),
    )


def _pieces(
    targets: list[Target],
    which: Ints,
    there: np.ndarray[tuple[int], np.dtype[np.float64]],
    attendance: Attendance,
    calendar: FiscalCalendar,
    days: Ints,
) -> tuple[Piece, ...]:
    found = []
    turns = np.flatnonzero(np.append(True, which[1:] != which[:-1]))
    for at, stop in zip(turns, np.append(turns[1:], len(which)), strict=True):
        if which[at] < 0:
            continue
        target = targets[int(which[at])]
        begin, end = (int(each(target.cadence, days[at : at + 1])[0]) for each in (calendar.starts, calendar.ends))
        worked = attendance.schedules.full_time(begin, end)
        found.append(Piece(target, float(there[at:stop].sum()), float(np.count_nonzero(worked))))
    return tuple(found)
