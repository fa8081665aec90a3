"""A running period of one KPI: what it brought so far, which days are over, and how past periods went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.availability import share
from kpidesk.domain.course import first_period, period, starts, usual
from kpidesk.domain.entities import Kpi
from kpidesk.domain.entries import Flags, Floats, Ints
from kpidesk.domain.measures import quotient
from kpidesk.domain.rollup import roll_up
from kpidesk.domain.terms import Cadence

if TYPE_CHECKING:
    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.domain.entries import Coverage, Entries
    from kpidesk.domain.frame import Frame

TRAILING_WEEKS = 13
RECENT_WEEKS = 4
DAYS_A_WEEK = 5


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """One KPI in a running period; arrays have shape (reps,), NaN is missing."""

    kpi: Kpi
    cadence: Cadence
    first: int
    """Day number on which the period starts."""
    end: int
    """Day number after its last day."""
    value: Floats
    """Actual so far."""
    estimated: Flags
    """A week at the edge of the period had to be shared out."""
    target: Floats
    """Prorated target of the whole period."""
    high: Floats
    """Upper edge of a band, for the whole period."""
    elapsed: Floats
    """Share of the period that is over, as its days carry the target; NaN for a rep who never works in it."""
    days_done: Floats
    """Days the rep worked in it so far."""
    days_left: Floats
    """Days the rep will still work in it."""
    daily_rate: Floats
    """Actual for each available day of the last 4 closed weeks."""
    reached: Floats
    """Share of the result that is usual by now after past periods; NaN where fewer than 4 are known."""
    past: Ints
    """Past periods behind `reached`, 0 where there are too few."""
    before: Floats
    """Actual of the 13 weeks before the period."""
    before_weeks: Floats
    """Weeks the rep was available in them and of which the values are known."""

    @property
    def usual(self) -> Floats:
        """Share of the result that is usual by now: by the course of past periods, else by the days alone."""
        return np.where(np.isnan(self.reached), self.elapsed, self.reached)


def running(frame: Frame, kpi: Kpi, entries: Entries, coverage: Coverage, cadence: Cadence) -> Running:
    """The running period of a KPI that adds up.

    Args:
        frame: The day looked at.
        kpi: A KPI whose values add up.
        entries: Its values, as far back as `first_day_needed`.
        coverage: Its covered spans.
        cadence: Which period: the month, the quarter …
    """
    first, end = period(frame.calendar, cadence, frame.on)
    entries = entries.rows(entries.start <= frame.on)
    edges = np.array([first, end])
    goal = frame.targets(kpi, edges)
    weights, worked = frame.weights(kpi, first, end), frame.available(kpi, first, end)
    elapsed = quotient(share(weights, first, first, frame.on), share(weights, first, first, end))
    reached, past = usual(frame, kpi, entries, coverage, elapsed, starts(frame.calendar, cadence, first))
    rolled = roll_up(entries, coverage, kpi, edges, frame.attendance)
    before, weeks = trailing(frame, kpi, entries, coverage, first)
    return Running(
        kpi=kpi,
        cadence=cadence,
        first=first,
        end=end,
        value=rolled.value[:, 0],
        estimated=rolled.estimated[:, 0],
        target=goal.value[:, 0],
        high=goal.high[:, 0],
        elapsed=elapsed,
        days_done=share(worked, first, first, frame.on),
        days_left=share(worked, first, frame.on, end),
        daily_rate=_daily_rate(frame, kpi, entries, coverage),
        reached=reached,
        past=past,
        before=before,
        before_weeks=weeks,
    )


def first_day_needed(calendar: FiscalCalendar, cadence: Cadence, on: int) -> int:
    """The earliest day number from which values matter: reading older ones changes nothing."""
    first = period(calendar, cadence, on)[0]
    return min(first_period(calendar, cadence, on), first - 7 * TRAILING_WEEKS, on - 366)


def trailing(frame: Frame, kpi: Kpi, entries: Entries, coverage: Coverage, first: int) -> tuple[Floats, Floats]:
    """Actual of the 13 weeks before a period, and the weeks behind it; both of shape (reps,).

    They end where the period begins: what it brought so far is evidence of its own and must not count twice.
    """
    edges = np.array([first - 7 * TRAILING_WEEKS, first])
    rolled = roll_up(entries, coverage, kpi, edges, frame.attendance)
    days = frame.available(kpi, int(edges[0]), first).sum(axis=1)
    return rolled.numerator[:, 0], days / DAYS_A_WEEK * rolled.known[:, 0]


def _daily_rate(frame: Frame, kpi: Kpi, entries: Entries, coverage: Coverage) -> Floats:
    edges = frame.edges[-RECENT_WEEKS - 1 :]
    values = roll_up(entries, coverage, kpi, edges, frame.attendance).value
    days = frame.available(kpi, int(edges[0]), int(edges[-1])).sum(axis=1)
    return quotient(np.where(np.isnan(values).all(axis=1), np.nan, np.nansum(values, axis=1)), days)
