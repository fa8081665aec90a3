"""From the value grid to the trend that is drawn: closed periods, limits, target steps, and the texts beside them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kpidesk.domain.calendars import working_days_until
from kpidesk.domain.process import process
from kpidesk.domain.team_standing import adds_up, stale_snapshots, team_series
from kpidesk.domain.terms import Aggregation, Direction
from kpidesk.domain.trends import median
from kpidesk.domain.year_before import change, places_before
from kpidesk.gui import formats
from kpidesk.gui.charts.series import KpiSeries
from kpidesk.gui.models import value_words
from kpidesk.gui.models.kpi_rows import tr, value_text
from kpidesk.reports.figures import Trend, TrendBand

if TYPE_CHECKING:
    from kpidesk.domain.entities import Kpi
    from kpidesk.domain.entries import Flags, Floats
    from kpidesk.services.value_grid import ValueGrid

SHOWN, LOOKED_AT = 26, 78


def team_course(grid: ValueGrid, currency: str, *, judged: bool) -> KpiSeries:
    """The whole team over the newest 26 closed periods; `judged` as in `KpiSeries`."""
    rolled, kpi = grid.table.rolled, grid.table.kpi
    worked = _worked(grid)
    values = team_series(kpi, worked, rolled.numerator, rolled.denominator)
    known = ~np.isnan(worked) & ~np.isnan(rolled.denominator)
    tops, bottoms = (_sums(np.where(known, each, np.nan)) for each in (rolled.numerator, rolled.denominator))
    over = _sums if adds_up(kpi) else _middles
    low, high = (over(_target(grid, each)) for each in (grid.table.target, grid.table.high))
    away = np.zeros(len(values), bool)
    estimated = np.asarray(rolled.estimated.any(axis=0), np.bool_)
    found = _course(grid, _Parts(values, low, high, tops, bottoms, estimated), away, currency, judged=judged)
    return replace(found, stale=stale_snapshots(rolled.as_of, grid.table.edges[1:] - 1)[_closed(grid)])


def rep_course(grid: ValueGrid, row: int, currency: str, *, judged: bool) -> KpiSeries:
    """One rep over the newest 26 closed periods."""
    rolled = grid.table.rolled
    low, high = (_target(grid, each)[row] for each in (grid.table.target, grid.table.high))
    parts = _Parts(_worked(grid)[row], low, high, rolled.numerator[row], rolled.denominator[row], rolled.estimated[row])
    return _course(grid, parts, grid.table.target[row] == 0, currency, judged=judged)


def others(grid: ValueGrid, row: int) -> Floats:
    """The same periods of everyone else, shape (reps - 1, periods)."""
    return np.delete(_worked(grid), row, axis=0)[:, _closed(grid)]


def trend(series: KpiSeries, beside: Floats | None = None) -> Trend:
    """The drawing of a series, with faint lines of others beside it."""
    kpi, currency = series.kpi, series.currency
    known = np.flatnonzero(~np.isnan(series.values))
    newest = float(series.values[known[-1]]) if len(known) else math.nan
    return Trend(
        heads=series.heads,
        values=series.values,
        targets=series.targets,
        print=lambda value: formats.amount(value, kpi.unit, currency),
        value_label=value_text(newest, kpi, currency) if len(known) else "",
        target_label=_target_label(series),
        step=_step(series.targets, kpi, currency),
        band=_band(series),
        others=beside,
        highs=None if np.isnan(series.highs).all() else series.highs,
        signals=series.signals,
    )


def sentence(series: KpiSeries, shown: Trend, whom: str) -> str:
    """What the chart shows, in one sentence, for those who do not see it."""
    kpi, known = series.kpi, np.flatnonzero(~np.isnan(series.values))
    if not len(known):
        return f"{kpi.name}: {value_words.tr('no values yet')}"
    first, last = int(known[0]), int(known[-1])
    said = tr("%1, %2: from %3 in %4 to %5 in %6.")
    begin, end = (value_text(float(series.values[at]), kpi, series.currency) for at in (first, last))
    said = formats.fill(said, kpi.name, whom, begin, series.heads[first], end, series.heads[last])
    return f"{said} {shown.target_label}".strip()


def _target_label(series: KpiSeries) -> str:
    """The newest target, with both edges of a band."""
    edges = [float(each[-1]) for each in (series.targets, series.highs) if len(each) and not math.isnan(each[-1])]
    said = [formats.amount(each, series.kpi.unit, series.currency) for each in edges]
    shape = {1: tr("Target %1"), 2: tr("Target %1 to %2")}.get(len(said), "")
    return formats.fill(shape, *said)


def _closed(grid: ValueGrid) -> slice:
    """The newest periods that are over."""
    end = grid.table.rolled.value.shape[1] - 1
    return slice(max(end - SHOWN, 0), end)


def _worked(grid: ValueGrid) -> Floats:
    """Values of closed, wholly covered periods in which the rep was there; a week off has a target of 0."""
    rolled = grid.table.rolled
    values = np.where(rolled.cut | (grid.table.target == 0), np.nan, rolled.value)
    values[:, -1] = np.nan
    return values


def _target(grid: ValueGrid, edge: Floats) -> Floats:
    """Targets, or the upper edges of bands, of the periods in which the rep was there."""
    return np.where(grid.table.target == 0, np.nan, edge)


class _Parts(NamedTuple):
    """What a series is made of, over all periods of the grid; shape (periods,)."""

    values: Floats
    targets: Floats
    highs: Floats
    numerators: Floats
    denominators: Floats
    estimated: Flags


def _course(grid: ValueGrid, parts: _Parts, away: Flags, currency: str, *, judged: bool) -> KpiSeries:
    kpi, closed = grid.table.kpi, _closed(grid)
    looked = slice(max(closed.stop - LOOKED_AT, 0), closed.stop)
    whole = parts.values[looked]
    first = int(np.argmax(~np.isnan(whole))) if len(whole) else 0
    cases = parts.denominators[looked][first:] if kpi.aggregation is Aggregation.RATIO else None
    found = None if kpi.is_share_of_target or not len(whole) else process(whole[first:], kpi, cases)
    before, changes = _year_before(grid, parts.values)
    return KpiSeries(
        kpi=kpi,
        cadence=grid.cadence,
        currency=currency,
        heads=[value_words.period_head(start, grid.cadence) for start in grid.starts[closed]],
        **{name: each[closed] for name, each in parts._asdict().items()},
        away=away[closed],
        year_before=before,
        changes=changes,
        process=found,
        since=looked.start + first - closed.start,
        judged=judged,
    )


def _year_before(grid: ValueGrid, values: Floats) -> tuple[Floats | None, Floats | None]:
    """The same periods a year before and the change since, None where there is no such value at all."""
    places, closed = places_before(grid.calendar, grid.cadence, grid.table.edges), _closed(grid)
    before = np.where(places >= 0, values[np.maximum(places, 0)], np.nan)
    days = np.diff(working_days_until(grid.table.edges)).astype(np.float64)
    pairs = zip(values.tolist(), before.tolist(), days.tolist(), days[np.maximum(places, 0)].tolist(), strict=True)
    changes = np.array([change(grid.table.kpi, *each) for each in pairs])
    return (None, None) if np.isnan(before[closed]).all() else (before[closed], changes[closed])


def _band(series: KpiSeries) -> TrendBand | None:
    limits = series.limits
    if limits is None:
        return None
    lower = tr("Trial lower limit %1") if limits.trial else tr("Lower limit %1")
    upper = tr("Trial upper limit %1") if limits.trial else tr("Upper limit %1")
    return TrendBand(
        begin=series.limits_from,
        lower=limits.lower,
        upper=limits.upper,
        lower_label=formats.fill(lower, value_text(limits.lower, series.kpi, series.currency)),
        upper_label=formats.fill(upper, value_text(limits.upper, series.kpi, series.currency)),
        rebased=series.rebased,
    )


def _step(aims: Floats, kpi: Kpi, currency: str) -> tuple[int, str] | None:
    """The newest lasting change of the target; a week shortened by leave is none."""
    for at in range(len(aims) - 2, 1, -1):
        before, after = aims[at - 2 : at], aims[at : at + 2]
        if np.isnan(before).any() or np.isnan(after).any() or before[1] == after[0]:
            continue
        if before[0] == before[1] and after[0] == after[1]:
            raised = (after[0] > before[1]) != (kpi.direction is Direction.DOWN)
            text = tr("Target raised %1 → %2") if raised else tr("Target lowered %1 → %2")
            if kpi.direction is Direction.DOWN:
                text = tr("Target changed %1 → %2")
            old, new = (formats.amount(float(each), kpi.unit, currency) for each in (before[1], after[0]))
            return at, formats.fill(text, old, new)
    return None


def _middles(targets: Floats) -> Floats:
    """The middle target of the reps in each period, which a rep on leave does not move."""
    return median(targets.T)


def _sums(values: Floats) -> Floats:
    """Sum over the reps in each period, NaN where nothing is known."""
    return np.where(np.isnan(values).all(axis=0), np.nan, np.nansum(values, axis=0))
