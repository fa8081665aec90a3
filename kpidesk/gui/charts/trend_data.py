"""From the value grid to the trend that is drawn: closed periods, limits, target steps, and the texts beside them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.entities import Cadence, Direction, Kpi
from kpidesk.domain.process import process
from kpidesk.domain.team_standing import adds_up, team_series
from kpidesk.gui import formats
from kpidesk.gui.models import value_words
from kpidesk.gui.models.kpi_rows import tr, value_text
from kpidesk.reports.figures import Trend, TrendBand

if TYPE_CHECKING:
    from kpidesk.domain.entries import Floats
    from kpidesk.services.value_grid import ValueGrid

SHOWN, LOOKED_AT = 26, 78


def team_trend(grid: ValueGrid, currency: str) -> Trend:
    """The whole team over the newest 26 closed periods."""
    rolled, kpi = grid.table.rolled, grid.table.kpi
    values = team_series(kpi, _worked(grid), rolled.numerator, rolled.denominator)
    targets = np.where(grid.table.target == 0, np.nan, grid.table.target)
    aims = _sums(targets) if adds_up(kpi) else _middles(targets)
    return _trend(grid, values, aims, None, currency)


def rep_trend(grid: ValueGrid, row: int, currency: str) -> Trend:
    """One rep in front of all the others."""
    worked = _worked(grid)
    targets = np.where(grid.table.target == 0, np.nan, grid.table.target)
    others = np.delete(worked, row, axis=0)
    return _trend(grid, worked[row], targets[row], others, currency, grid.table.rolled.denominator[row])


def span(trend: Trend, cadence: Cadence) -> str:
    """How many periods are shown: "26 weeks"."""
    names = {
        Cadence.DAY: tr("%1 days"),
        Cadence.WEEK: tr("%1 weeks"),
        Cadence.MONTH: tr("%1 months"),
        Cadence.QUARTER: tr("%1 quarters"),
        Cadence.YEAR: tr("%1 years"),
    }
    return names[cadence].replace("%1", str(len(trend.heads)))


def sentence(trend: Trend, kpi: Kpi, whom: str, currency: str) -> str:
    """What the chart shows, in one sentence, for those who do not see it."""
    known = np.flatnonzero(~np.isnan(trend.values))
    if not len(known):
        return f"{kpi.name}: {value_words.tr('no values yet')}"
    first, last = int(known[0]), int(known[-1])
    said = tr("%1, %2: from %3 in %4 to %5 in %6.")
    begin, end = (value_text(float(trend.values[at]), kpi, currency) for at in (first, last))
    said = formats.fill(said, kpi.name, whom, begin, trend.heads[first], end, trend.heads[last])
    return f"{said} {trend.target_label}".strip()


def _worked(grid: ValueGrid) -> Floats:
    """Values of closed, wholly covered periods in which the rep was there; a week off has a target of 0."""
    rolled = grid.table.rolled
    values = np.where(rolled.cut | (grid.table.target == 0), np.nan, rolled.value)
    values[:, -1] = np.nan
    return values


def _trend(
    grid: ValueGrid,
    values: Floats,
    targets: Floats,
    others: Floats | None,
    currency: str,
    cases: Floats | None = None,
) -> Trend:
    kpi = grid.table.kpi
    closed = slice(max(len(values) - 1 - SHOWN, 0), len(values) - 1)
    heads = [value_words.period_head(start, grid.cadence) for start in grid.starts[closed]]
    shown, aims = values[closed], targets[closed]
    known = np.flatnonzero(~np.isnan(shown))
    newest = float(shown[known[-1]]) if len(known) else math.nan
    aim = float(aims[-1]) if len(aims) else math.nan
    return Trend(
        heads=heads,
        values=shown,
        targets=aims,
        print=lambda value: formats.amount(value, kpi.unit, currency),
        value_label=value_text(newest, kpi, currency) if len(known) else "",
        target_label="" if math.isnan(aim) else tr("Target %1").replace("%1", formats.amount(aim, kpi.unit, currency)),
        step=_step(aims, kpi, currency),
        band=_band(values, closed, kpi, currency, cases),
        others=None if others is None else others[:, closed],
    )


def _band(values: Floats, closed: slice, kpi: Kpi, currency: str, cases: Floats | None) -> TrendBand | None:
    looked = slice(max(closed.stop - LOOKED_AT, 0), closed.stop)
    whole = values[looked]
    if kpi.is_share_of_target or not len(whole):
        return None
    first = int(np.argmax(~np.isnan(whole)))
    found = process(whole[first:], kpi, None if cases is None else cases[looked][first:])
    if found is None:
        return None
    begin = max(looked.start + first + (found.rebased_at or 0) - closed.start, 0)
    limits = found.limits
    return TrendBand(
        begin=begin,
        lower=limits.lower,
        upper=limits.upper,
        lower_label=tr("Lower limit %1").replace("%1", value_text(limits.lower, kpi, currency)),
        upper_label=tr("Upper limit %1").replace("%1", value_text(limits.upper, kpi, currency)),
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
            return at, text.replace("%1", old).replace("%2", new)
    return None


def _middles(targets: Floats) -> Floats:
    """The middle target of the reps in each period, which a rep on leave does not move."""
    found = np.full(targets.shape[1], np.nan)
    for at in range(targets.shape[1]):
        known = targets[:, at][~np.isnan(targets[:, at])]
        if len(known):
            found[at] = np.median(known)
    return found


def _sums(targets: Floats) -> Floats:
    return np.where(np.isnan(targets).all(axis=0), np.nan, np.nansum(targets, axis=0))
