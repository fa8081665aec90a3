"""The usual course of a period: which share of its result past periods had reached at the same point."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.calendars import working_days_until
from kpidesk.domain.entries import Floats, Ints
from kpidesk.domain.measures import quotient
from kpidesk.domain.rollup import roll_up

if TYPE_CHECKING:
    from kpidesk.domain.calendars import Days, FiscalCalendar
    from kpidesk.domain.entities import Kpi
    from kpidesk.domain.entries import Coverage, Entries
    from kpidesk.domain.frame import Frame
    from kpidesk.domain.terms import Cadence

FEWEST_PERIODS = 4
"""Past periods from which their course replaces the elapsed share (domain brief 2.6)."""
PAST_PERIODS = 8
"""How many past periods are looked at."""
_KNOWN = 0.9
"""Share of the days the rep worked that must be known for a past period to count."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """How the past periods of each rep ran up to one point; arrays have shape (reps,), NaN is not known."""

    ahead: Floats
    """Share of the results that was reached by then, less the share of the days; negative where sales come late."""
    error: Floats
    """Standard error of it: jackknife over the periods."""
    periods: Ints
    """Past periods it rests on; 0 where fewer than 4 are known."""

    @property
    def sure(self) -> Floats:
        """`ahead` as far as chance does not explain it.

        Few periods with few deals wander by chance: it is weighted by 1 - (error / ahead)^2, at least 0
        (James & Stein, 1961).
        """
        weight = np.maximum(np.nan_to_num(1 - quotient(self.error, self.ahead) ** 2), 0)
        return np.where(np.isnan(self.ahead), np.nan, weight * self.ahead)


def usual(
    frame: Frame, kpi: Kpi, entries: Entries, coverage: Coverage, elapsed: Floats, begins: Days
) -> tuple[Floats, Ints]:
    """Share of the result that is usual at the elapsed share of each rep, and the past periods behind it.

    The result of a rep's past periods up to the day with the same share of working days over their whole result: sales
    are back-loaded (the "hockey stick"; domain brief 2.6). NaN where fewer than 4 past periods are known.

    Args:
        frame: The day looked at.
        kpi: A KPI whose values add up.
        entries: Its values, back to the first of `begins`.
        coverage: Its covered spans.
        elapsed: Share of the running period that is over for each rep, shape (reps,).
        begins: Starts of the past periods and of the running one.
    """
    reached, past = np.full(len(elapsed), np.nan), np.zeros(len(elapsed), np.int64)
    points = np.round(elapsed, 2)
    for point in np.unique(points[(points > 0) & (points < 1)]):
        rows = np.flatnonzero(points == point)
        early, whole, over = _courses(frame, kpi, entries, coverage, begins, float(point))
        found = course(early[rows], whole[rows], over)
        reached[rows] = elapsed[rows] + found.sure
        past[rows] = found.periods
    return reached, past


def period(calendar: FiscalCalendar, cadence: Cadence, on: int) -> tuple[int, int]:
    """First day number of the period a day falls in, and the one after its last."""
    day = np.array([on])
    return int(calendar.starts(cadence, day)[0]), int(calendar.ends(cadence, day)[0])


def starts(calendar: FiscalCalendar, cadence: Cadence, first: int) -> Days:
    """Starts of the past periods looked at and of the running one, which begins on day `first`."""
    found = [first]
    for _ in range(PAST_PERIODS):
        found.append(period(calendar, cadence, found[-1] - 1)[0])
    return np.array(found[::-1], np.int64)


def first_period(calendar: FiscalCalendar, cadence: Cadence, on: int) -> int:
    """Day number on which the earliest past period looked at begins."""
    return int(starts(calendar, cadence, period(calendar, cadence, on)[0])[0])


def course(early: Floats, whole: Floats, over: Floats) -> Course:
    """How past periods ran up to one point.

    Args:
        early: Result up to that point, shape (reps, past periods).
        whole: Result of the whole period; NaN where it is not known.
        over: Share of the days of each period up to that point, shape (past periods,).
    """
    used = ~np.isnan(whole) & (whole > 0)
    n = used.sum(axis=1)
    top, bottom = np.where(used, early - over * whole, 0.0), np.where(used, whole, 0.0)
    all_top, all_bottom = top.sum(axis=1), bottom.sum(axis=1)
    without = np.where(used, quotient(all_top[:, None] - top, all_bottom[:, None] - bottom), 0.0)
    spread = np.where(used, without - quotient(without.sum(axis=1), n)[:, None], 0.0)
    error = np.sqrt(quotient(n - 1.0, n) * (spread**2).sum(axis=1))
    enough = n >= FEWEST_PERIODS
    ahead = np.where(enough, quotient(all_top, all_bottom), np.nan)
    return Course(ahead, np.where(enough, error, np.nan), np.where(enough, n, 0))


def _courses(
    frame: Frame, kpi: Kpi, entries: Entries, coverage: Coverage, begins: Days, elapsed: float
) -> tuple[Floats, Floats, Floats]:
    """Result of the past periods up to a day, in the end, and the share of the days that was over on that day."""
    pairs = [(int(first), int(end)) for first, end in itertools.pairwise(begins)]
    weights = [frame.numbers.schedules.full_time(first, end, kpi) for first, end in pairs]
    days = [day_at(each, elapsed) for each in weights]
    over = np.array([each[:until].sum() / each.sum() for each, until in zip(weights, days, strict=True)])
    cuts = [first + until for (first, _end), until in zip(pairs, days, strict=True)]
    edges = np.append(np.column_stack([begins[:-1], cuts]).ravel(), begins[-1])
    rolled = roll_up(entries, coverage, kpi, edges, frame.attendance)
    worked = frame.attendance.available(int(edges[0]), int(edges[-1]))
    needed = np.add.reduceat(worked, edges[:-1] - edges[0], axis=1)
    known = rolled.known * np.diff(working_days_until(edges))
    sure = np.where(rolled.cut | (known < _KNOWN * needed), np.nan, rolled.value)
    early, late = sure[:, 0::2], sure[:, 1::2]
    return early, early + late, over


def day_at(weights: Floats, elapsed: float) -> int:
    """Days after which at least a share of the weights of a period is over: at least one, and not all.

    Args:
        weights: Of each day of the period, shape (days,).
        elapsed: The share, 0 to 1.
    """
    over = np.cumsum(weights)
    at = int(np.searchsorted(over, elapsed * over[-1] - 1e-9)) + 1
    return min(max(at, 1), len(weights) - 1)
