"""Where all reps stand on one KPI: recent value, target, attainment and status, one array row for each rep."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from kpidesk.domain.availability import share
from kpidesk.domain.entities import Aggregation, Cadence, Kpi
from kpidesk.domain.entries import Coverage, Entries, Flags, Floats, Ints
from kpidesk.domain.frame import Frame, target_cadence
from kpidesk.domain.measures import AT_ONCE, Codes, attainment, status_now, statuses, trailing_sum
from kpidesk.domain.pace import EARLIEST_DAYS, EARLIEST_SHARE
from kpidesk.domain.rates import SMALLEST_DENOMINATOR
from kpidesk.domain.rollup import Rolled, roll_up

FEWEST_WEEKS = 4
"""With fewer weeks of data than this nothing is judged."""
RECENT = 4
RECENT_BY_QUARTER = 13
_FRESH_DAYS = {Cadence.DAY: 28, Cadence.WEEK: 28, Cadence.MONTH: 62, Cadence.QUARTER: 184, Cadence.YEAR: 366}


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
    target: Floats
    high: Floats
    attainment: Floats
    judged: Floats
    """The attainment the status and the leading index rest on: inside a running period that is actual over expected."""
    status: Codes
    weeks: Ints
    """Weeks with data among those looked at."""
    last_day: Floats
    """Day number of the newest data."""
    denominator: Floats
    """Cases behind a rate."""
    done: Floats
    """Available days of the running period that are over, with the basis TO_DATE."""
    total: Floats
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


def column(frame: Frame, kpi: Kpi, entries: Entries, coverage: Coverage, rolled: Rolled) -> Column:
    """Where all reps stand on one KPI.

    Args:
        frame: The day and the weeks looked at.
        kpi: The KPI.
        entries: Its values.
        coverage: Its covered spans.
        rolled: Its weekly values, derived ones included.
    """
    entries = entries.rows(entries.start <= frame.on)
    start = _begin(frame, kpi, entries, coverage, rolled)
    if kpi.aggregation is Aggregation.SUM and start.cadence not in {Cadence.DAY, Cadence.WEEK}:
        made = _to_date(frame, start, entries, coverage)
    elif kpi.aggregation is Aggregation.SUM:
        made = _recent_weeks(start)
    elif kpi.aggregation is Aggregation.RATIO:
        made = _recent_rate(start, _newest(frame, start, entries))
    else:
        made = _newest(frame, start, entries)
    return _few_weeks_say_nothing(made)


def share_of_target(kpi: Kpi, of: Column, frame: Frame) -> Column:
    """The column of a KPI that is another one over its target, such as quota attainment; 1 unless it has its own."""
    own = frame.targets(kpi, np.array([frame.on, frame.on + 1])).value[:, 0]
    target = np.where(np.isnan(own), 1.0, own)
    value = attainment(of.value, of.target, of.kpi.direction)
    expected = target * np.divide(of.done, of.total, out=np.full(len(value), np.nan), where=of.total > 0)
    judged = np.where(np.isnan(of.judged), np.nan, attainment(value, expected, kpi.direction))
    nothing = np.full(of.series.shape, np.nan)
    # Within the running period the weekly values pile up to the value of today.
    begin = int(frame.calendar.starts(of.cadence, np.array([frame.on]))[0])
    piled = np.cumsum(np.where(frame.edges[:-1] >= begin, np.nan_to_num(of.series), 0.0), axis=1) / of.target[:, None]
    return replace(
        of,
        kpi=kpi,
        value=value,
        target=target,
        high=np.full(len(value), np.nan),
        attainment=attainment(value, target, kpi.direction),
        judged=judged,
        status=status_now(judged, AT_ONCE),
        daily_rate=attainment(of.daily_rate, of.target, of.kpi.direction),
        series=np.where((frame.edges[:-1] >= begin) & ~np.isnan(of.series), piled, np.nan),
        target_series=nothing,
        numerators=nothing,
        denominators=nothing,
    )


def _begin(frame: Frame, kpi: Kpi, entries: Entries, coverage: Coverage, rolled: Rolled) -> Column:
    """A column with its weekly series and nothing judged yet."""
    n, edges = len(frame.numbers.reps), frame.edges
    weights = frame.weights(kpi, int(edges[0]), int(edges[-1]))
    weekly = frame.targets(kpi, edges)
    usable = ~np.isnan(rolled.value) & ~rolled.cut
    series = np.where(usable, rolled.value, np.nan)
    presence = np.add.reduceat(weights, edges[:-1] - edges[0], axis=1)
    none = np.full(n, np.nan)
    recent = share(weights, int(edges[0]), edges[-1] - 7 * RECENT, edges[-1])
    total = np.where(usable[:, -RECENT:].any(axis=1), np.nansum(series[:, -RECENT:], axis=1), np.nan)
    long = entries.rows(entries.days > 7)
    long_weeks = np.bincount(long.rep, long.days.astype(np.float64), n) // 7
    return Column(
        kpi=kpi,
        basis=Basis.RECENT_WEEKS,
        cadence=target_cadence(kpi, frame.targets_of.get(kpi.id, ()), frame.on),
        value=none,
        target=weekly.value[:, -1],
        high=weekly.high[:, -1],
        attainment=none,
        judged=none,
        status=np.zeros(n, np.uint8),
        weeks=np.maximum(usable.sum(axis=1), long_weeks).astype(np.int64),
        last_day=_last_day(frame, kpi, entries, coverage),
        denominator=none,
        done=none,
        total=none,
        daily_rate=np.divide(total, recent, out=none.copy(), where=recent > 0),
        series=series,
        target_series=weekly.value,
        numerators=np.where(usable, rolled.numerator, np.nan),
        denominators=np.where(usable, rolled.denominator, np.nan),
        away=presence < 3,
    )


def _recent_weeks(start: Column) -> Column:
    # A week off has a target of 0: it is left out, not counted as a miss.
    used = ~np.isnan(start.series) & (start.target_series != 0) & ~(np.isnan(start.target_series) & start.away)
    count = trailing_sum(used, RECENT)
    value = _quotient(trailing_sum(np.where(used, start.series, 0), RECENT), count, count >= 2)
    aimed = used & ~np.isnan(start.target_series)
    goals = trailing_sum(aimed, RECENT)
    target = _quotient(trailing_sum(np.where(aimed, start.target_series, 0), RECENT), goals, goals > 0)
    path = attainment(value, target, start.kpi.direction, start.high[:, None])
    shown = np.where(np.isnan(target[:, -1]), start.target, target[:, -1])
    return replace(
        start,
        value=value[:, -1],
        target=shown,
        attainment=path[:, -1],
        judged=path[:, -1],
        status=statuses(path)[:, -1],
    )


def _recent_rate(start: Column, newest: Column) -> Column:
    width = RECENT if start.cadence in {Cadence.DAY, Cadence.WEEK, Cadence.MONTH} else RECENT_BY_QUARTER
    known = ~np.isnan(start.denominators)
    cases = trailing_sum(np.where(known, start.denominators, 0), width)
    value = _quotient(trailing_sum(np.where(known, start.numerators, 0), width), cases, cases > 0)
    # Where no two sides are known by week, the newest recorded rate stands in.
    weekly = known.any(axis=1)
    path = attainment(value, start.target_series, start.kpi.direction, start.high[:, None])
    path = np.where(cases >= SMALLEST_DENOMINATOR, path, np.nan)
    shown = attainment(value[:, -1], start.target, start.kpi.direction, start.high)
    return replace(
        newest,
        basis=Basis.RECENT_WEEKS,
        value=np.where(weekly, value[:, -1], newest.value),
        attainment=np.where(weekly, shown, newest.attainment),
        judged=np.where(weekly, path[:, -1], newest.judged),
        status=np.where(weekly, statuses(path)[:, -1], newest.status).astype(np.uint8),
        denominator=np.where(weekly, cases[:, -1], newest.denominator),
    )


def _to_date(frame: Frame, start: Column, entries: Entries, coverage: Coverage) -> Column:
    calendar, on = frame.calendar, np.array([frame.on])
    edges = np.array([calendar.starts(start.cadence, on)[0], calendar.ends(start.cadence, on)[0]])
    n = len(frame.numbers.reps)
    rolled = roll_up(entries, coverage, start.kpi, edges, n)
    weights = frame.weights(start.kpi, int(edges[0]), int(edges[1]))
    goal = frame.targets(start.kpi, edges)
    done, total = share(weights, int(edges[0]), edges[0], frame.on), share(weights, int(edges[0]), edges[0], edges[1])
    elapsed = np.divide(done, total, out=np.full(n, np.nan), where=total > 0)
    value, target, high = rolled.value[:, 0], goal.value[:, 0], goal.high[:, 0]
    ripe = (elapsed >= EARLIEST_SHARE) & (done >= EARLIEST_DAYS)
    judged = np.where(ripe, attainment(value, target * elapsed, start.kpi.direction, high * elapsed), np.nan)
    return replace(
        start,
        basis=Basis.TO_DATE,
        value=value,
        target=target,
        high=high,
        attainment=attainment(value, target, start.kpi.direction, high),
        judged=judged,
        status=status_now(judged, AT_ONCE),
        done=done,
        total=total,
    )


def _newest(frame: Frame, start: Column, entries: Entries) -> Column:
    fresh = _FRESH_DAYS[start.kpi.cadence]
    over = entries.rows((entries.end <= frame.on) & (entries.end > frame.on - fresh) & ~np.isnan(entries.numerator))
    n = len(frame.numbers.reps)
    last = np.full(n, -1, np.int64)
    order = np.lexsort((over.source, over.start, over.end))
    last[over.rep[order]] = order
    found = last >= 0
    numerator, cases = np.full(n, np.nan), np.full(n, np.nan)
    numerator[found], cases[found] = over.numerator[last[found]], over.denominator[last[found]]
    value = np.where(np.isnan(cases), numerator, _quotient(numerator, cases, cases > 0))
    now = attainment(value, start.target, start.kpi.direction, start.high)
    path = attainment(_held(start.series, fresh // 7), start.target_series, start.kpi.direction, start.high[:, None])
    path[:, -1] = np.where(cases < SMALLEST_DENOMINATOR, np.nan, now)
    return replace(
        start,
        basis=Basis.NEWEST,
        value=value,
        attainment=now,
        judged=path[:, -1],
        status=statuses(path)[:, -1],
        denominator=cases,
    )


def _few_weeks_say_nothing(made: Column) -> Column:
    enough = made.weeks >= FEWEST_WEEKS
    return replace(
        made,
        judged=np.where(enough, made.judged, np.nan),
        status=np.where(enough & ~np.isnan(made.judged), made.status, 0).astype(np.uint8),
    )


def _last_day(frame: Frame, kpi: Kpi, entries: Entries, coverage: Coverage) -> Floats:
    last = np.full(len(frame.numbers.reps), -np.inf)
    np.maximum.at(last, entries.rep, np.minimum(entries.end - 1, frame.on).astype(np.float64))
    if kpi.aggregation is Aggregation.SUM:
        seen = coverage.first <= frame.on
        np.maximum.at(last, coverage.rep[seen], np.minimum(coverage.last[seen], frame.on).astype(np.float64))
    return np.where(np.isinf(last), np.nan, last)


def _held(series: Floats, width: int) -> Floats:
    """Each week's value, or the newest of the `width` - 1 weeks before it."""
    at = np.where(np.isnan(series), -1, np.arange(series.shape[1]))
    newest = np.maximum.accumulate(at, axis=1)
    stale = np.arange(series.shape[1]) - newest >= width
    held = np.take_along_axis(series, np.maximum(newest, 0), axis=1)
    return np.where((newest < 0) | stale, np.nan, held)


def _quotient(top: Floats, bottom: Floats, where: Flags) -> Floats:
    return np.asarray(np.divide(top, bottom, out=np.full(np.shape(top), np.nan), where=where), np.float64)
