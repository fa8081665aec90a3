"""One line of a scorecard: status, KPI, the last 13 weeks, value and target, and a bar; it opens what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.domain.columns import Basis
from kpidesk.domain.terms import Aggregation, Cadence, Kind
from kpidesk.gui import formats, paint, theme, words
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.reps_model import WEEKS, series_of
from kpidesk.gui.models.reps_rows import value_of_target
from kpidesk.gui.widgets.bullet_bar import BulletBar
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.painted import Painted
from kpidesk.gui.widgets.sparkline import Sparkline
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    from kpidesk.domain.standing import Standing


def tr(text: str) -> str:
    """Translate a text of the scorecard."""
    return QCoreApplication.translate("scorecard", text)


class ValueOfTarget(Painted):
    """A bold value and a muted target, "9.8 / 12", at the right of a fixed room; a longer pair takes what it needs."""

    def __init__(self, room: int = 92, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room, self._value, self._target = room, "", ""

    def set_pair(self, value: str, target: str) -> None:
        """Show another pair."""
        self._value, self._target = value, f" / {target}"
        self.setAccessibleName(formats.fill(tr("%1 of %2"), value, target))
        self._remeasure()

    @override
    def sizeHint(self) -> QSize:
        wide = paint.text_width(self._value, FontRole.STRONG) + paint.text_width(self._target, FontRole.BODY)
        return QSize(max(theme.px(self._room), round(wide) + 2), theme.line(FontRole.BODY))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        right = Qt.AlignmentFlag.AlignRight
        paint.label(painter, rect, self._target, FontRole.BODY, "muted", right, elide=False)
        rest = rect.adjusted(0, 0, -paint.text_width(self._target, FontRole.BODY), 0)
        paint.label(painter, rest, self._value, FontRole.STRONG, "text", right, elide=False)


class StandingLine(QAbstractButton):
    """The line of one KPI; leading lines are taller than lagging ones. It is checked while its evidence is open."""

    def __init__(self, kind: Kind, *, brief: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._kind = kind
        self.standing: Standing | None = None
        self._mark = StatusMark()
        leading = kind is Kind.LEADING
        self._name = PlainLabel(role=FontRole.ROW if leading else FontRole.BODY, elide=True)
        self._name.set_tone("text" if leading else "text2")
        self._name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._flag = IconLabel("flag", "leading", 14, name=tr("Focus agreed together"))
        self._spark = Sparkline(width=50 if brief else 64)
        gap = 8 if brief else 10
        self._value = ValueOfTarget(104 if brief else 102)
        self._bar = BulletBar(kind, 40 if brief else 60)
        name = QHBoxLayout()
        name.setSpacing(6)
        name.addWidget(self._name)
        name.addWidget(self._flag)
        name.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(gap)
        row.addWidget(self._mark)
        row.addLayout(name, 1)
        row.addWidget(self._spark)
        # Money may reach up to the line of the weeks, which stays in its place.
        row.addSpacing(-gap)
        row.addWidget(self._value)
        row.addWidget(self._bar)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.bind(self._restyle)

    def show_standing(self, standing: Standing, currency: str, *, focus: bool) -> None:
        """Show another KPI."""
        self.standing = standing
        self.setObjectName(f"standing_{standing.kpi.key}")
        self._mark.set_status(standing.status, tooltip(standing, currency))
        self._name.setText(standing.kpi.name)
        self._name.set_tip(tooltip(standing, currency))
        self._flag.setVisible(focus)
        value, target = value_of_target(standing, currency)
        self._value.set_pair(value, target)
        self._bar.set_value(standing.attainment, tick(standing))
        self._spark.set_series(series_of(standing, WEEKS), standing.kpi.name)
        self.setAccessibleName(f"{standing.kpi.name}. {tooltip(standing, currency)}")

    @override
    def sizeHint(self) -> QSize:
        return QWidget.sizeHint(self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        opens = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}
        if alone and (opens or (event.key() == Qt.Key.Key_Escape and self.isChecked())):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.underMouse() or self.isChecked():
            paint.box(QPainter(self), QRectF(self.rect()), "hover", None, 6)

    def _restyle(self) -> None:
        self.setMinimumHeight(max(theme.px(36 if self._kind is Kind.LEADING else 30), theme.line(FontRole.BODY) + 8))


def tick(standing: Standing) -> float | None:
    """Where the tick of a bar stands: at the target, or inside a running period at the pace."""
    if standing.target is None:
        return None
    detail = standing.pace_detail
    return detail.elapsed if standing.basis is Basis.TO_DATE and detail is not None else 1.0


def tooltip(standing: Standing, currency: str) -> str:
    """Status, value and target with their period: "At risk: 2.3 a week of 4, last 4 weeks"."""
    value, target = value_of_target(standing, currency)
    status = words.status_name(standing.status)
    if standing.target is None and standing.value is not None:
        return formats.fill(tr("%1, no target to hold it against yet"), value)
    if standing.basis is Basis.TO_DATE:
        text = formats.fill(tr("%1: %2 of %3 so far this %4"), status, value, target, period(standing.cadence))
        detail = standing.pace_detail
        return text if detail is None else f"{text}, {formats.fill(tr('pace %1'), formats.percent(detail.elapsed))}"
    if standing.basis is Basis.NEWEST:
        return formats.fill(tr("%1: %2 of %3, newest value"), status, value, target)
    per = ""
    if standing.kpi.aggregation in {Aggregation.SUM, Aggregation.DISTINCT}:
        per = f" {formats.a_period(standing.cadence)}"
    return formats.fill(tr("%1: %2%4 of %3, last 4 weeks"), status, value, target, per)


def period(cadence: Cadence) -> str:
    """The word for a period."""
    return {
        Cadence.DAY: tr("day"),
        Cadence.WEEK: tr("week"),
        Cadence.MONTH: tr("month"),
        Cadence.QUARTER: tr("quarter"),
        Cadence.YEAR: tr("year"),
    }[cadence]
