"""The team pulse as a table: all its KPIs week by week."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.days import to_date
from kpidesk.domain.measures import STATUSES, attainment, status_now
from kpidesk.gui import formats, typed_numbers, words
from kpidesk.gui.charts.series_words import NOTHING
from kpidesk.gui.models.figures_model import Cell, Figures
from kpidesk.gui.models.kpi_rows import value_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.team_pulse import KpiPulse


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("pulse", text)


def figures(pulses: Sequence[KpiPulse], title: str, currency: str) -> Figures:
    """A row for each KPI and week, as the panels show them."""
    heads = (
        tr("KPI"),
        tr("Week"),
        tr("Average per rep"),
        tr("Middle half from"),
        tr("Middle half to"),
        tr("Target"),
        tr("Status"),
    )
    return Figures(title, heads, tuple(row for pulse in pulses for row in _rows(pulse, currency)))


def _rows(pulse: KpiPulse, currency: str) -> list[tuple[Cell, ...]]:
    codes = status_now(attainment(pulse.mean, pulse.targets, pulse.kpi.direction))
    found = []
    for at, start in enumerate(pulse.week_starts):
        numbers = [float(each[at]) for each in (pulse.mean, pulse.low, pulse.high, pulse.targets)]
        status = Cell(words.status_name(STATUSES[int(codes[at])])) if codes[at] else NOTHING
        week = Cell(formats.week_from(to_date(int(start))))
        cells = (_number(each, pulse, currency) for each in numbers)
        found.append((Cell(pulse.kpi.name), week, *cells, status))
    return found


def _number(value: float, pulse: KpiPulse, currency: str) -> Cell:
    if isnan(value):
        return NOTHING
    return Cell(value_text(value, pulse.kpi, currency), typed_numbers.exact(value, pulse.kpi.unit))
