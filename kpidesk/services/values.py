"""Rolled-up values of one KPI: rep by period, with targets and attainment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kpidesk.domain.availability import Attendance, Schedules
from kpidesk.domain.calendars import Days, FiscalCalendar, working_days
from kpidesk.domain.days import to_date
from kpidesk.domain.entities import Holiday, Kpi, Leave, PastRole, RampSchedule, Rep, Season, Target, Workspace, new_id
from kpidesk.domain.entries import Floats
from kpidesk.domain.errors import UserError
from kpidesk.domain.measures import attainment
from kpidesk.domain.rollup import Gap, Rolled, roll_up_all
from kpidesk.domain.target_grid import TargetGrid, target_grid
from kpidesk.domain.terms import Aggregation, Cadence, Unit
from kpidesk.domain.year_before import YearBefore, span_before
from kpidesk.storage import queries, records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.storage.database import Connection

REASONS = {
    Gap.NONE: None,
    Gap.NO_DATA: "no data",
    Gap.EMPTY_DENOMINATOR: "nothing to divide by",
    Gap.TOO_COARSE: "only a longer period is known",
    Gap.CANNOT_BE_ROLLED_UP: "cannot be rolled up",
}
"""Why a period has no value."""
ENOUGH_KNOWN = 0.9
"""Share of the days worked that must be known of both years to compare them."""
_MOST_PERIODS = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class ValueTable:
    """One KPI by rep and period; arrays have shape (reps, periods), NaN is missing."""

    kpi: Kpi
    reps: tuple[Rep, ...]
    edges: Days
    rolled: Rolled
    target: Floats
    high: Floats
    """Upper edge of the target of a band."""
    attainment: Floats

    def rows(self) -> list[dict[str, Any]]:
        """One dict for each rep and period, as the command line answers; money to the cent."""
        found = []
        for r, rep in enumerate(self.reps):
            for p, start in enumerate(self.edges[:-1]):
                found.append(
                    {
                        "rep": rep.name,
                        "kpi": self.kpi.key,
                        "period_start": to_date(int(start)),
                        "value": rounded(self.rolled.value[r, p], self.kpi.unit),
                        "estimated": bool(self.rolled.estimated[r, p]),
                        "reason": REASONS[Gap(int(self.rolled.gap[r, p]))],
                        "numerator": rounded(self.rolled.numerator[r, p], self.kpi.unit),
                        "denominator": rounded(self.rolled.denominator[r, p], self.kpi.unit),
                        "target": rounded(self.target[r, p], self.kpi.unit),
                        "attainment": rounded(self.attainment[r, p], Unit.PERCENT),
                    }
                )
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What every calculation on values needs, read in one go."""

    workspace: Workspace
    reps: tuple[Rep, ...]
    kpis: tuple[Kpi, ...]
    targets: tuple[Target, ...]
    schedules: Schedules

    @property
    def calendar(self) -> FiscalCalendar:
        """How the company cuts the year."""
        return FiscalCalendar.of(self.workspace)

    @property
    def attendance(self) -> Attendance:
        """When the reps work."""
        return Attendance(self.reps, self.schedules)

    def only(self, rep: Rep) -> Facts:
        """The same facts with one rep only."""
        return replace(self, reps=(rep,))

    def needed(self, kpi: Kpi) -> tuple[Kpi, ...]:
        """The KPI itself and those it is a ratio of."""
        keys = {kpi.key, kpi.numerator_key, kpi.denominator_key}
        return tuple(each for each in self.kpis if each.key in keys)


def rolled(connection: Connection, facts: Facts, kpis: Sequence[Kpi], edges: Days) -> dict[str, Rolled]:
    """Values of some KPIs by key, each of shape (reps, periods)."""
    reps, ids = [rep.id for rep in facts.reps], [kpi.id for kpi in kpis]
    first, end = int(edges[0]), int(edges[-1])
    parts = queries.entries(connection, reps, ids, first, end).per_kpi(len(kpis))
    found = roll_up_all(parts, queries.coverage(connection, reps, ids), kpis, edges, facts.attendance)
    for kpi in kpis:
        if kpi.is_share_of_target and kpi.numerator_key in found:
            won = next(each for each in kpis if each.key == kpi.numerator_key)
            found[kpi.key] = _quota(found[kpi.key], found[won.key], targets_of(facts, won, edges).value)
    return found


def targets_of(facts: Facts, kpi: Kpi, edges: Days) -> TargetGrid:
    """Coaching targets of one KPI by rep and period, prorated by the days each rep could work."""
    return target_grid(facts.targets, kpi, facts.attendance, edges, facts.calendar)


def measured(facts: Facts, kpi: Kpi, edges: Days, found: Rolled) -> ValueTable:
    """Values of one KPI with their targets and attainment."""
    target = targets_of(facts, kpi, edges)
    reached = attainment(found.value, target.value, kpi.direction, target.high)
    return ValueTable(kpi, facts.reps, edges, found, target.value, target.high, reached)


def table(
    connection: Connection, facts: Facts, kpi: Kpi, cadence: Cadence, span: tuple[dt.date, dt.date]
) -> ValueTable:
    """Values of one KPI for all reps of `facts` in every period that touches `span`, first and last day included."""
    first, last = span
    if last < first:
        raise UserError(f"The period ends on {last} before it starts on {first}. Change one of the two days.")
    if (last - first).days > _MOST_PERIODS:
        raise UserError(f"From {first} to {last} is too long. Choose less than {_MOST_PERIODS} days.")
    edges = facts.calendar.edges(cadence, first, last)
    return measured(facts, kpi, edges, rolled(connection, facts, facts.needed(kpi), edges)[kpi.key])


def beside_year_before(
    connection: Connection, facts: Facts, kpi: Kpi, cadence: Cadence, days: tuple[int, int]
) -> YearBefore | None:
    """A KPI of the one rep of `facts` in some days and in the same ones a year before, or None if too little is known.

    Args:
        connection: A read transaction.
        facts: With one rep.
        kpi: The KPI.
        cadence: Which period begins on the first of the days.
        days: The first, and the one after the last.
    """
    spans = [np.array(each) for each in (days, span_before(facts.calendar, cadence, *days))]
    now, before = (rolled(connection, facts, facts.needed(kpi), each)[kpi.key] for each in spans)
    worked = [float(facts.attendance.available(int(first), int(end))[0].sum()) for first, end in spans]
    if kpi.aggregation is Aggregation.SUM:
        workdays = [working_days(int(first), int(end)) for first, end in spans]
        known = (float(each.known[0, 0]) * days for each, days in zip((now, before), workdays, strict=True))
        if any(has < ENOUGH_KNOWN * needed for has, needed in zip(known, worked, strict=True)):
            return None
    first, end = (int(day) for day in spans[1])
    made = YearBefore(kpi, first, end, float(now.value[0, 0]), float(before.value[0, 0]), *worked)
    return None if np.isnan(made.change) else made


def read_facts(connection: Connection, *, archived: bool = False) -> Facts:
    """Reps, KPIs, targets and schedules of the file; with `archived`, also what left the lists."""
    workspace = records.select(connection, Workspace)
    reps = records.select(connection, Rep, "name")
    kpis = records.select(connection, Kpi, "-kind", "position", "name")
    return Facts(
        workspace[0] if workspace else Workspace(new_id(), ""),
        tuple(rep for rep in reps if archived or not rep.archived),
        tuple(kpi for kpi in kpis if archived or not kpi.archived),
        tuple(records.select(connection, Target, "valid_from")),
        Schedules(
            records.select(connection, Leave, "first"),
            records.select(connection, Holiday, "on"),
            records.select(connection, PastRole, "last"),
            records.select(connection, RampSchedule),
            records.select(connection, Season),
        ),
    )


def recorded_span(connection: Connection, kpis: Sequence[Kpi]) -> tuple[dt.date, dt.date] | None:
    """First and last day of which something is known of some KPIs, or None without any.

    Where an import covers a KPI that is added up, a rep without rows has a true 0.
    """
    added_up = [kpi.id for kpi in kpis if kpi.aggregation is Aggregation.SUM]
    found = queries.span(connection, [kpi.id for kpi in kpis]), queries.covered_span(connection, added_up)
    spans = [span for span in found if span is not None]
    if not spans:
        return None
    return to_date(min(first for first, _end in spans)), to_date(max(end for _first, end in spans) - 1)


def _quota(own: Rolled, won: Rolled, quota: Floats) -> Rolled:
    """The attainment of a quota: what was won over the whole quota of the period, where nothing else was recorded."""
    fill = np.isnan(own.value)
    value = np.where(fill, np.divide(won.value, quota, out=np.full_like(quota, np.nan), where=quota > 0), own.value)
    return replace(
        won,
        value=value,
        numerator=np.where(fill, won.value, own.numerator),
        denominator=np.where(fill, quota, own.denominator),
        gap=np.where(np.isnan(value), Gap.NO_DATA, Gap.NONE).astype(np.uint8),
    )


def rounded(value: float | None, unit: Unit) -> float | None:
    """A number free of the dust of binary fractions: money to the cent, all else to ten digits."""
    if value is None or not np.isfinite(value):
        return None
    return round(float(value), 2 if unit is Unit.CURRENCY else 10)
