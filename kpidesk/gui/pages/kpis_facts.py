"""The facts of a KPI's definition, name by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kpidesk.domain.terms import Aggregation, Cadence, Direction
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.kpi_rows import noun
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpidesk.domain.entities import Kpi, Season


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("kpis_definition", text)


class Facts(QWidget):
    """Names at the left, what is said of them at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Say other facts; the same ones again change nothing."""
        if tuple(facts) == self._shown:
            return
        self._shown = tuple(facts)
        while (item := self._column.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.deleteLater()
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme.px(44))
        for row, (name, said) in enumerate(facts):
            grid.addWidget(PlainLabel(name, FontRole.META, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PlainLabel(said, FontRole.META, "text2", wrap=True), row, 1)
        self._column.addWidget(inside)


def facts(kpi: Kpi, others: Iterable[Kpi], source: str, season: Season | None, currency: str) -> list[tuple[str, str]]:
    """What is said of a KPI beside its definition; `others` name the sides of a ratio and the quality KPI."""
    names = {each.key: each.name for each in others}
    better = {
        Direction.UP: tr("higher"),
        Direction.DOWN: tr("lower"),
        Direction.BAND: tr("inside the band"),
    }
    found = [(tr("Unit"), _unit(kpi, currency)), (tr("Better"), better[kpi.direction])]
    if kpi.numerator_key and kpi.denominator_key:
        top, bottom = (names.get(each, each) for each in (kpi.numerator_key, kpi.denominator_key))
        found.append((tr("Formula"), formats.fill(tr("%1 / %2"), top, bottom)))
    elif kpi.is_share_of_target:
        of = names.get(kpi.numerator_key or "", kpi.numerator_key or "")
        found.append((tr("Formula"), formats.fill(tr("%1 / its target"), of)))
    if kpi.pair_key:
        found.append((tr("Guard"), names.get(kpi.pair_key, kpi.pair_key)))
    if season is not None and kpi.aggregation is Aggregation.SUM:
        whose = tr("its own weights of days and months") if season.kpi_id else tr("the weights set for all KPIs")
        found.append((tr("Season"), whose))
    return [*found, (tr("Source"), source)]


def _unit(kpi: Kpi, currency: str) -> str:
    name = noun(kpi, currency)
    if kpi.aggregation is not Aggregation.SUM:
        return name
    per = {
        Cadence.DAY: tr("%1 per rep per day"),
        Cadence.WEEK: tr("%1 per rep per week"),
        Cadence.MONTH: tr("%1 per rep per month"),
        Cadence.QUARTER: tr("%1 per rep per quarter"),
        Cadence.YEAR: tr("%1 per rep per year"),
    }
    return formats.fill(per[kpi.cadence], name)
