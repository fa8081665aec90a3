"""The KPIs an agenda item rests on, each with its last weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.columns import Basis
from kpidesk.domain.terms import Aggregation
from kpidesk.gui import formats, paint, sparklines, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.models.reps_model import WEEKS, series_of
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.painted import Painted
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kpidesk.domain.entities import AgendaItem
    from kpidesk.domain.standing import Scorecard, Standing

_MOST = 3
"""Most KPIs shown for one item."""


def standings(item: AgendaItem | None, card: Scorecard) -> list[Standing]:
    """The KPIs an item rests on: its own, the lever, and the one a promise was about."""
    if item is None:
        return []
    lever = item.evidence.get("lever") or {}
    own = next((each.kpi.key for each in card.standings if each.kpi.id == item.kpi_id), None)
    keys = (own, item.evidence.get("subject"), lever.get("kpi"), item.evidence.get("commitment_kpi"))
    found = [card.standing(key) for key in dict.fromkeys(keys) if isinstance(key, str)]
    return [each for each in found if each is not None][:_MOST]


class Evidence(QWidget):
    """Status, KPI and value; with the last weeks below unless `brief`."""

    def __init__(self, standing: Standing, currency: str, *, brief: bool = False) -> None:
        super().__init__()
        value, per = _value(standing, currency)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(StatusMark(standing.status))
        head.addWidget(PlainLabel(standing.kpi.name, FontRole.ROW, elide=True), 1)
        words = QHBoxLayout()
        words.setSpacing(4)
        words.addWidget(PlainLabel(value, FontRole.STRONG))
        if per:
            words.addWidget(PlainLabel(per, FontRole.BODY, "muted"))
        head.addLayout(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        column.addLayout(head)
        if not brief:
            column.addWidget(_Chart(standing, currency))
        target = formats.amount(standing.target, standing.kpi.unit, currency)
        self.setAccessibleName(formats.fill(tr("%1: %2 %3, target %4"), standing.kpi.name, value, per, target))


class _Chart(Painted):
    """The last 13 weeks with the target at its height."""

    def __init__(self, standing: Standing, currency: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._series = series_of(standing, WEEKS)
        target = formats.amount(standing.target, standing.kpi.unit, currency)
        self._target = formats.fill(tr("of %1"), target) if standing.target is not None else ""

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(50))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        room = paint.text_width(self._target, FontRole.SMALL) + theme.px(6) if self._target else 0
        chart = rect.adjusted(0, 0, -room, 0)
        sparklines.draw(painter, chart, self._series)
        high = theme.line(FontRole.SMALL)
        pad = theme.px(4)
        # The target stands at 1 of the drawn range of 0.4 to 1.4.
        share = (1 - sparklines.LOW) / (sparklines.HIGH - sparklines.LOW)
        y = chart.bottom() - pad - (chart.height() - 2 * pad) * share
        label = QRectF(chart.right() + theme.px(2), min(max(y - high / 2, 0), rect.height() - high), room, high)
        paint.label(painter, label, self._target, FontRole.SMALL, "muted", elide=False)


def _value(standing: Standing, currency: str) -> tuple[str, str]:
    value = formats.amount(standing.value, standing.kpi.unit, currency)
    flows = standing.kpi.aggregation in {Aggregation.SUM, Aggregation.DISTINCT}
    if flows and standing.basis is not Basis.TO_DATE:
        return value, formats.a_period(standing.cadence)
    return value, ""
