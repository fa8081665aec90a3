"""The board: where every rep stands, worked out for all of them in one vectorised pass."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.column_making import column, share_of_target
from kpidesk.domain.columns import Basis, Column
from kpidesk.domain.entries import Flags, Floats, positions
from kpidesk.domain.frame import WEEKS, Frame, Numbers, frame_on
from kpidesk.domain.measures import AT_ONCE, STATUSES, Codes, index, status_now
from kpidesk.domain.pace import EARLIEST_SHARE
from kpidesk.domain.rollup import roll_up_all
from kpidesk.domain.terms import Kind, Unit

if TYPE_CHECKING:
    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.domain.terms import Status


class Quadrant(StrEnum):
    """Leading index against quota attainment: what is done now against what was reached so far."""

    PLANTING_SEEDS = "planting_seeds"
    STRONG = "strong"
    REBUILD = "rebuild"
    LOOKS_FINE = "looks_fine"


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """Where every rep stands on one day; arrays have shape (reps,), NaN is unknown."""

    frame: Frame
    columns: tuple[Column, ...]
    """One for each KPI, in the order of the numbers."""
    listed: Flags
    """Shape (reps, KPIs): the KPI belongs on the rep's scorecard."""
    leading: Floats
    """The leading index: mean of min(attainment, 1.2) over the leading KPIs."""
    lagging: Floats
    """Quota attainment to date."""
    pace: Floats
    """What the attainment would be at the usual pace: by the course of past periods, else by available days."""
    codes: Codes
    """Status codes of the reps, from leading KPIs only."""

    def status(self, rep: int) -> Status:
        """The status of the rep at a position."""
        return STATUSES[int(self.codes[rep])]

    def quadrant(self, rep: int) -> Quadrant | None:
        """The corner of the leading-against-lagging chart, or None while a side is unknown or it is too early."""
        leading, lagging, pace = self.leading[rep], self.lagging[rep], self.pace[rep]
        if np.isnan(leading + lagging + pace) or pace < EARLIEST_SHARE:
            return None
        if leading >= AT_ONCE.enter_good:
            return Quadrant.STRONG if lagging >= pace else Quadrant.PLANTING_SEEDS
        return Quadrant.LOOKS_FINE if lagging >= pace else Quadrant.REBUILD


def board(numbers: Numbers, on: int, calendar: FiscalCalendar, weeks: int = WEEKS) -> Board:
    """Work out where every rep stands on the morning of a day; nothing dated after it counts.

    Args:
        numbers: Reps, KPIs, their values, targets and leaves.
        on: Day number of the day looked at. Weeks count only once they are over.
        calendar: How the company cuts the year.
        weeks: Closed weeks to look back on.
    """
    frame = frame_on(numbers, on, calendar, weeks)
    columns = _columns(frame)
    listed = _listed(numbers, columns)
    leads = np.array([kpi.kind is Kind.LEADING for kpi in numbers.kpis], bool)
    judged = _stacked([made.judged for made in columns], len(numbers.reps))
    leading = index(np.where(listed & leads, judged, np.nan))
    quota = _quota(columns)
    nothing = np.full(len(numbers.reps), np.nan)
    pace = nothing if quota is None else quota.due
    return Board(
        frame=frame,
        columns=columns,
        listed=listed,
        leading=leading,
        lagging=nothing if quota is None else quota.attainment,
        pace=pace,
        codes=status_now(leading),
    )


def _columns(frame: Frame) -> tuple[Column, ...]:
    numbers = frame.numbers
    parts = numbers.entries.per_kpi(len(numbers.kpis))
    past = numbers.past.per_kpi(len(numbers.kpis))
    rolled = roll_up_all(parts, numbers.coverage, numbers.kpis, frame.edges, frame.attendance)
    made = {
        kpi.key: column(frame, kpi, parts[at], numbers.coverage.of_kpi(at), rolled[kpi.key], past[at])
        for at, kpi in enumerate(numbers.kpis)
    }
    return tuple(_completed(made[kpi.key], made, frame) for kpi in numbers.kpis)


def _completed(own: Column, made: dict[str, Column], frame: Frame) -> Column:
    """A column that rests on other KPIs, with what only those know."""
    source = made.get(own.kpi.numerator_key or "")
    if source is None:
        return own
    if own.kpi.is_share_of_target and np.isnan(own.last_day).all() and source.basis is Basis.TO_DATE:
        return share_of_target(own.kpi, source, frame)
    return replace(own, last_day=np.where(np.isnan(own.last_day), source.last_day, own.last_day))


def _listed(numbers: Numbers, columns: tuple[Column, ...]) -> Flags:
    known = [~np.isnan(made.value) | (made.weeks > 0) | ~np.isnan(made.target) for made in columns]
    listed = _stacked(known, len(numbers.reps)).astype(bool)
    place = positions([kpi.id for kpi in numbers.kpis])
    for row, rep in enumerate(numbers.reps):
        chosen = numbers.chosen.get(rep.id)
        if chosen is not None:
            listed[row] = False
            listed[row, [place[kpi] for kpi in chosen if kpi in place]] = True
    return listed


def _quota(columns: tuple[Column, ...]) -> Column | None:
    """The result the quota is set on: money before counts, then in the order of the KPIs."""
    results = [
        made
        for made in columns
        if made.kpi.kind is Kind.LAGGING and made.basis is Basis.TO_DATE and not np.isnan(made.target).all()
    ]
    return min(results, key=lambda made: (made.kpi.unit is not Unit.CURRENCY, made.kpi.position), default=None)


def _stacked(parts: list[Floats] | list[Flags], n_reps: int) -> Floats:
    return np.column_stack(parts) if parts else np.zeros((n_reps, 0))
