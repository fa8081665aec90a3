"""The KPIs an agenda item rests on, each with its last weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.columns import Basis
from kpidesk.domain.terms import Aggregation
from kpidesk.gui import formats, paint, sparklines, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.models.coaching_words import this_period
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.painted import Painted
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kpidesk.gui.models.item_kpis import ItemKpi


class Looks(NamedTuple):
    """Type roles and the height of the chart, for a side column or to be read from afar."""

    name: FontRole = FontRole.ROW
    value: FontRole = FontRole.STRONG
    per: FontRole = FontRole.BODY
    target: FontRole = FontRole.SMALL
    chart: int = 50
    below: bool = False
    """Whether the value has a line of its own."""


NEAR, FAR = Looks(), Looks(FontRole.FAR_META, FontRole.NOTE_HEADING, FontRole.FAR_META, FontRole.META, 64, below=True)


class Evidence(QWidget):
    """Status, KPI and value; with the last weeks below unless `brief`."""

    def __init__(self, shown: ItemKpi, currency: str, *, brief: bool = False, looks: Looks = NEAR) -> None:
        super().__init__()
        value, per = _value(shown, currency)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(StatusMark(shown.status))
        head.addWidget(PlainLabel(shown.kpi.name, looks.name, elide=True), 1)
        words = QHBoxLayout()
        words.setSpacing(4)
        words.addWidget(PlainLabel(value, looks.value))
        if per:
            words.addWidget(PlainLabel(per, looks.per, "muted"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        column.addLayout(head)
        if looks.below:
            words.addStretch(1)
            column.addLayout(words)
        else:
            head.addLayout(words)
        if not brief:
            column.addWidget(_Chart(shown, currency, looks))
        target = formats.amount(shown.target, shown.kpi.unit, currency)
        self.setAccessibleName(formats.fill(tr("%1: %2 %3, target %4"), shown.kpi.name, value, per, target))


class _Chart(Painted):
    """The last 13 weeks with the target at its height."""

    def __init__(self, shown: ItemKpi, currency: str, looks: Looks) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._series, self._looks = shown.series(), looks
        target = formats.amount(shown.target, shown.kpi.unit, currency)
        self._target = formats.fill(tr("of %1"), target) if shown.target is not None else ""

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(self._looks.chart))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect, role = QPainter(self), QRectF(self.rect()), self._looks.target
        room = paint.text_width(self._target, role) + theme.px(6) if self._target else 0
        chart = rect.adjusted(0, 0, -room, 0)
        sparklines.draw(painter, chart, self._series)
        high = theme.line(role)
        pad = theme.px(4)
        # The target stands at 1 of the drawn range of 0.4 to 1.4.
        share = (1 - sparklines.LOW) / (sparklines.HIGH - sparklines.LOW)
        y = chart.bottom() - pad - (chart.height() - 2 * pad) * share
        label = QRectF(chart.right() + theme.px(2), min(max(y - high / 2, 0), rect.height() - high), room, high)
        paint.label(painter, label, self._target, role, "muted", elide=False)


def _value(shown: ItemKpi, currency: str) -> tuple[str, str]:
    value = formats.amount(shown.value, shown.kpi.unit, currency)
    if shown.kpi.aggregation not in {Aggregation.SUM, Aggregation.DISTINCT}:
        return value, ""
    to_date = shown.basis is Basis.TO_DATE
    return value, this_period(shown.cadence) if to_date else formats.a_period(shown.cadence)
