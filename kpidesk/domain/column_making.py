"""Making the column of a KPI: what a recent value is, and how it is judged, by what the KPI is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.availability import share
from kpidesk.domain.columns import FEWEST_WEEKS, RECENT, Basis, Column, recent_weeks, recent_width
from kpidesk.domain.entries import Coverage, Entries, Flags, Floats
from kpidesk.domain.frame import target_cadence
from kpidesk.domain.measures import (
    AT_ONCE,
    Codes,
    attainment,
    status_now,
    statuses,
    trailing_sum,
    unchanged,
)
from kpidesk.domain.pace import EARLIEST_DAYS, EARLIEST_SHARE
from kpidesk.domain.rates import SMALLEST_DENOMINATOR
from kpidesk.domain.running import running
from kpidesk.domain.terms import Aggregation, Cadence, KpiClass

if TYPE_CHECKING:
    from kpidesk.domain.entities import Kpi
    from kpidesk.domain.frame import Frame
    from kpidesk.domain.rollup import Rolled

_FRESH_DAYS = {Cadence.DAY: 28, Cadence.WEEK: 28, Cadence.MONTH: 62, Cadence.QUARTER: 184, Cadence.YEAR: 366}


def column(
    frame: Frame, kpi: Kpi, entries: Entries, coverage: Coverage, rolled: Rolled, past: Entries | None = None
) -> Column:
    """Where all reps stand on one KPI.

    Args:
        frame: The day and the weeks looked at.
        kpi: The KPI.
        entries: Its values.
        coverage: Its covered spans.
        rolled: Its weekly values, derived ones included.
        past: Older values, from which the usual course of a period is known.
    """
    entries = entries.rows(entries.start <= frame.on)
    start = _begin(frame, kpi, entries, coverage, rolled)
    if kpi.aggregation is Aggregation.SUM and start.cadence not in {Cadence.DAY, Cadence.WEEK}:
        made = _to_date(frame, start, entries, coverage, past or Entries.empty())
    elif kpi.aggregation is Aggregation.SUM:
        made = _recent_weeks(frame, start)
    elif kpi.aggregation is Aggregation.RATIO:
        made = _recent_rate(frame, start, _newest(frame, start, entries))
    else:
        made = _newest(frame, start, entries)
    return _young_says_nothing(made, frame)


def share_of_target(kpi: Kpi, of: Column, frame: Frame) -> Column:
    """The column of a KPI that is another one over its target, such as quota attainment; 1 unless it has its own."""
    own = frame.targets(kpi, np.array([frame.on, frame.on + 1])).value[:, 0]
    target = np.where(np.isnan(own), 1.0, own)
    value = attainment(of.value, of.target, of.kpi.direction)
    expected = target * of.due
    judged = np.where(np.isnan(of.judged), np.nan, attainment(value, expected, kpi.direction))
    nothing = np.full(of.series.shape, np.nan)
    # Within the running period the weekly values pile up to the value of today.
    begin = int(frame.calendar.starts(of.cadence, np.array([frame.on]))[0])
    sums = np.cumsum(np.where(frame.edges[:-1] >= begin, np.nan_to_num(of.series), 0.0), axis=1)
    piled = _quotient(sums, of.target[:, None], of.target[:, None] > 0)
    return replace(
        of,
        kpi=kpi,
        value=value,
        target=target,
        high=np.full(len(value), np.nan),
        attainment=attainment(value, target, kpi.direction),
        judged=judged,
        statuses=np.zeros(of.series.shape, np.uint8),
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
    worked = frame.available(kpi, int(edges[0]), int(edges[-1]))
    weekly = frame.targets(kpi, edges)
    usable = ~np.isnan(rolled.value) & ~rolled.cut
    series = np.where(usable, rolled.value, np.nan)
    presence = np.add.reduceat(worked, edges[:-1] - edges[0], axis=1)
    none = np.full(n, np.nan)
    recent = share(worked, int(edges[0]), edges[-1] - 7 * RECENT, edges[-1])
    total = np.where(usable[:, -RECENT:].any(axis=1), np.nansum(series[:, -RECENT:], axis=1), np.nan)
    long = entries.rows(entries.days > 7)
    long_weeks = np.bincount(long.rep, long.days.astype(np.float64), n) // 7
    return Column(
        kpi=kpi,
        basis=Basis.RECENT_WEEKS,
        cadence=target_cadence(kpi, frame.targets_of.get(kpi.id, ()), frame.on),
        value=none,
        estimated=np.zeros(n, bool),
        as_of=none,
        target=weekly.value[:, -1],
        high=weekly.high[:, -1],
        attainment=none,
        judged=none,
        statuses=np.zeros(series.shape, np.uint8),
        status=np.zeros(n, np.uint8),
        since=none,
        weeks=np.maximum(usable.sum(axis=1), long_weeks).astype(np.int64),
        last_day=_last_day(frame, kpi, entries, coverage),
        denominator=none,
        elapsed=none,
        due=none,
        before=none,
        days_done=none,
        days_left=none,
        daily_rate=np.divide(total, recent, out=none.copy(), where=recent > 0),
        series=series,
        target_series=weekly.value,
        numerators=np.where(usable, rolled.numerator, np.nan),
        denominators=np.where(usable, rolled.denominator, np.nan),
        away=presence < 3,
    )


def _recent_weeks(frame: Frame, start: Column) -> Column:
    value, target, path = recent_weeks(
        start.series, start.target_series, start.away, start.kpi.direction, start.high[:, None]
    )
    shown = np.where(np.isnan(target[:, -1]), start.target, target[:, -1])
    codes = statuses(path)
    return replace(
        start,
        value=value[:, -1],
        target=shown,
        attainment=path[:, -1],
        judged=path[:, -1],
        statuses=codes,
        status=codes[:, -1],
        since=_since(frame, codes),
    )


def _recent_rate(frame: Frame, start: Column, newest: Column) -> Column:
    width = recent_width(start.kpi, start.cadence)
    known = ~np.isnan(start.denominators)
    cases = trailing_sum(np.where(known, start.denominators, 0), width)
    value = _quotient(trailing_sum(np.where(known, start.numerators, 0), width), cases, cases > 0)
    # Where no two sides are known by week, the newest recorded rate stands in.
    weekly = np.asarray(known.any(axis=1))
    path = attainment(value, start.target_series, start.kpi.direction, start.high[:, None])
    path = np.where(cases >= SMALLEST_DENOMINATOR, path, np.nan)
    shown = attainment(value[:, -1], start.target, start.kpi.direction, start.high)
    codes = statuses(path)
    return replace(
        newest,
        basis=Basis.RECENT_WEEKS,
        value=np.where(weekly, value[:, -1], newest.value),
        attainment=np.where(weekly, shown, newest.attainment),
        judged=np.where(weekly, path[:, -1], newest.judged),
        statuses=np.where(weekly[:, None], codes, newest.statuses).astype(np.uint8),
        status=np.where(weekly, codes[:, -1], newest.status).astype(np.uint8),
        since=np.where(weekly, _since(frame, codes), newest.since),
        denominator=np.where(weekly, cases[:, -1], newest.denominator),
    )


def _to_date(frame: Frame, start: Column, entries: Entries, coverage: Coverage, past: Entries) -> Column:
    now = running(frame, start.kpi, past.joined(entries), coverage, start.cadence)
    direction, due = start.kpi.direction, now.usual
    ripe = (now.elapsed >= EARLIEST_SHARE) & (now.days_done >= EARLIEST_DAYS)
    judged = np.where(ripe, attainment(now.value, now.target * due, direction, now.high * due), np.nan)
    return replace(
        start,
        basis=Basis.TO_DATE,
        value=now.value,
        estimated=now.estimated,
        target=now.target,
        high=now.high,
        attainment=attainment(now.value, now.target, direction, now.high),
        judged=judged,
        status=status_now(judged, AT_ONCE),
        elapsed=now.elapsed,
        due=due,
        before=_quotient(now.before, now.before_weeks, now.before_weeks >= FEWEST_WEEKS),
        days_done=now.days_done,
        days_left=now.days_left,
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
    as_of = np.full(n, np.nan)
    as_of[found] = over.end[last[found]] - 1
    value = np.where(np.isnan(cases), numerator, _quotient(numerator, cases, cases > 0))
    now = attainment(value, start.target, start.kpi.direction, start.high)
    path = attainment(_held(start.series, fresh // 7), start.target_series, start.kpi.direction, start.high[:, None])
    path[:, -1] = np.where(cases < SMALLEST_DENOMINATOR, np.nan, now)
    codes = statuses(path)
    return replace(
        start,
        basis=Basis.NEWEST,
        value=value,
        as_of=as_of,
        attainment=now,
        judged=path[:, -1],
        statuses=codes,
        status=codes[:, -1],
        since=_since(frame, codes),
        denominator=cases,
    )


def _since(frame: Frame, codes: Codes) -> Floats:
    begin = unchanged(codes)
    # A mean takes two weeks, so the first week looked at has no status of its own.
    return np.where(begin > 1, frame.edges[begin], np.nan)


def _young_says_nothing(made: Column, frame: Frame) -> Column:
    """Under 4 weeks of data there is no verdict; nor on the results of somebody still ramping (domain brief 2.13)."""
    enough = made.weeks >= FEWEST_WEEKS
    if made.kpi.kpi_class is KpiClass.OUTCOME:
        enough &= ~frame.ramping
    shown = enough & ~np.isnan(made.judged)
    return replace(
        made,
        judged=np.where(enough, made.judged, np.nan),
        statuses=np.where(shown[:, None], made.statuses, 0).astype(np.uint8),
        status=np.where(shown, made.status, 0).astype(np.uint8),
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
