"""A series of a KPI in words: as a table of figures, and as the sentences under its chart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication

from kpidesk.domain.measures import STATUSES
from kpidesk.domain.process import BASELINE, Capability
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Unit
from kpidesk.gui import formats, typed_numbers, words
from kpidesk.gui.models.figures_model import Cell, Figures
from kpidesk.gui.models.kpi_rows import value_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpidesk.domain.entries import Floats
    from kpidesk.gui.charts.series import KpiSeries

NOTHING = Cell(formats.MISSING, "")


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("series", text)


def figures(series: KpiSeries, title: str) -> Figures:
    """All that a chart of the series shows, a row for each period; columns without anything in them are left out."""
    kpi, found = series.kpi, series.signals
    columns: list[tuple[str, Callable[[int], Cell]]] = [
        (period(series.cadence), lambda at: Cell(series.heads[at])),
        (tr("Value"), lambda at: _value(series, at)),
    ]
    if kpi.aggregation is Aggregation.RATIO and not np.isnan(series.denominators).all():
        columns.append((tr("Cases"), lambda at: _cases(series, at)))
    if kpi.direction is Direction.BAND and not np.isnan(series.highs).all():
        columns.append((tr("Target from"), lambda at: _amount(series, series.targets, at)))
        columns.append((tr("Target to"), lambda at: _amount(series, series.highs, at)))
    elif not np.isnan(series.targets).all():
        columns.append((tr("Target"), lambda at: _amount(series, series.targets, at)))
    if series.stale is not None and series.stale.any():
        columns.append((tr("Older than a week"), lambda at: _stale(series, at)))
    if series.year_before is not None:
        columns.append((tr("Year before"), lambda at: _before(series, at)))
        columns.append((tr("Change"), lambda at: _change(series, at)))
    limits = series.limits
    if limits is not None:
        edges = ((tr("Lower limit"), limits.lower), (tr("Upper limit"), limits.upper))
        for head, edge in edges:
            text = Cell(value_text(edge, kpi, series.currency), typed_numbers.exact(edge, kpi.unit))
            columns.append((head, lambda at, text=text: text if at >= series.limits_from else NOTHING))  # type: ignore[misc]
    if series.statuses.any():
        columns.append((tr("Status"), lambda at: _status(series, at)))
    if limits is not None:
        columns.append((tr("Signal"), lambda at: Cell(_signal(int(found[at])), "" if not found[at] else None)))
    rows = tuple(tuple(make(at) for _head, make in columns) for at in range(len(series.values)))
    return Figures(title, tuple(head for head, _make in columns), rows, begin=-1)


def findings(series: KpiSeries, *, brief: bool = False) -> str:
    """What the series says of its target, as sentences: capability, a streak, and unless `brief` the limits' basis."""
    parts = (_capability(series), _streak(series), "" if brief else _basis(series))
    return " ".join(each for each in parts if each)


def period(cadence: Cadence) -> str:
    """What a period is called over its column."""
    return {
        Cadence.DAY: tr("Day"),
        Cadence.WEEK: tr("Week"),
        Cadence.MONTH: tr("Month"),
        Cadence.QUARTER: tr("Quarter"),
        Cadence.YEAR: tr("Year"),
    }[cadence]


def rate(numerator: float, denominator: float) -> str:
    """A rate in plain counts: "3 of 4"."""
    return formats.fill(tr("%1 of %2"), formats.number(numerator), formats.number(denominator))


def _value(series: KpiSeries, at: int) -> Cell:
    value = float(series.values[at])
    if math.isnan(value):
        return NOTHING
    text = value_text(value, series.kpi, series.currency)
    if series.small[at]:
        text = rate(float(series.numerators[at]), float(series.denominators[at]))
    elif series.estimated[at]:
        text = formats.about(text)
    return Cell(text, typed_numbers.exact(value, series.kpi.unit))


def _cases(series: KpiSeries, at: int) -> Cell:
    top, bottom = float(series.numerators[at]), float(series.denominators[at])
    return NOTHING if math.isnan(bottom) or math.isnan(series.values[at]) else Cell(rate(top, bottom))


def _stale(series: KpiSeries, at: int) -> Cell:
    many = 0 if series.stale is None else int(series.stale[at])
    return Cell(formats.fill(tr("%1 reps") if many > 1 else tr("%1 rep"), formats.number(many))) if many else NOTHING


def _change(series: KpiSeries, at: int) -> Cell:
    found = math.nan if series.changes is None else float(series.changes[at])
    if math.isnan(found):
        return NOTHING
    points = series.kpi.unit is Unit.PERCENT
    text = formats.signed(found * 100) if points else f"{formats.signed(found * 100)}%"
    return Cell(formats.fill(tr("%1 points"), text) if points else text)


def _before(series: KpiSeries, at: int) -> Cell:
    value = math.nan if series.year_before is None else float(series.year_before[at])
    text = value_text(value, series.kpi, series.currency)
    return NOTHING if math.isnan(value) else Cell(text, typed_numbers.exact(value, series.kpi.unit))


def _amount(series: KpiSeries, values: Floats, at: int) -> Cell:
    value = float(values[at])
    if math.isnan(value):
        return NOTHING
    unit = series.kpi.unit
    return Cell(formats.amount(value, unit, series.currency), typed_numbers.exact(value, unit))


def _status(series: KpiSeries, at: int) -> Cell:
    code = int(series.statuses[at])
    return Cell(words.status_name(STATUSES[code])) if code else NOTHING


def _signal(signal: int) -> str:
    return {1: tr("Higher than usual"), -1: tr("Lower than usual")}.get(signal, formats.MISSING)


def _capability(series: KpiSeries) -> str:
    limits = series.limits
    if series.capability is None or limits is None:
        return ""
    said = {
        Capability.OUT_OF_REACH: tr("The present way of working cannot hit %1: it lands between %2 and %3."),
        Capability.RELIABLE: tr("The present way of working hits %1 reliably: it lands between %2 and %3."),
        Capability.BY_CHANCE: tr("Hit or miss by chance: the present way of working lands between %2 and %3."),
    }[series.capability]
    aim = formats.amount(float(series.targets[-1]), series.kpi.unit, series.currency)
    edges = (value_text(each, series.kpi, series.currency) for each in (limits.lower, limits.upper))
    return formats.fill(said, aim, *edges)


def _streak(series: KpiSeries) -> str:
    found, better = series.streak, series.kpi.direction
    if not found:
        return ""
    hit = {Direction.UP: tr("At or above target"), Direction.DOWN: tr("At or under target")}
    miss = {Direction.UP: tr("Below target"), Direction.DOWN: tr("Above target")}
    side = hit.get(better, tr("Inside the band")) if found > 0 else miss.get(better, tr("Outside the band"))
    return formats.fill(tr("%1 for %2 in a row."), side, count(abs(found), series.cadence))


def _basis(series: KpiSeries) -> str:
    limits = series.limits
    if limits is None:
        return ""
    parts = []
    if series.rebased:
        parts.append(formats.fill(tr("New level since %1."), series.heads[series.limits_from]))
    if limits.trial:
        parts.append(formats.fill(tr("Trial limits, firm from %1 on."), count(BASELINE, series.cadence)))
    return " ".join(parts)


def count(many: int, cadence: Cadence) -> str:
    """How many periods: "26 weeks"."""
    names = {
        Cadence.DAY: tr("%1 days"),
        Cadence.WEEK: tr("%1 weeks"),
        Cadence.MONTH: tr("%1 months"),
        Cadence.QUARTER: tr("%1 quarters"),
        Cadence.YEAR: tr("%1 years"),
    }
    return formats.fill(names[cadence], str(many))
