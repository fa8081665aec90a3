"""What stands around the value grid: the last weeks together at the right, the team at the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.gui import paint, theme
from kpidesk.gui.delegates.value_cells import CORNER, PAD
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.kpis_headers import lines
from kpidesk.gui.widgets.painted import Painted

if TYPE_CHECKING:
    from kpidesk.gui.models.values_model import ValuesModel
    from kpidesk.gui.pages.kpis_cells import ValuesTable

SUMMARY = 76
_MARK = 9
_EDGE = 16


class Summaries(QWidget):
    """The column at the right: the last weeks together, with the status."""

    def __init__(self, model: ValuesModel, table: ValuesTable) -> None:
        super().__init__()
        self._model, self._table = model, table
        self.setObjectName("values_summary")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self.title = ""
        table.verticalScrollBar().valueChanged.connect(self.update)
        theme.on_change(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        wide = max((paint.text_width(each.text, FontRole.STRONG) for each in self._model.summaries), default=0.0)
        wide = max(wide + theme.px(_MARK + 6), paint.text_width(self.title, FontRole.META))
        return QSize(max(theme.px(SUMMARY), round(wide) + theme.px(PAD + _EDGE)), 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = self._table.horizontalHeader().height()
        painter.setClipRect(0, top, self.width(), self.height() - top)
        for row, summary in enumerate(self._model.summaries):
            y = self._table.rowViewportPosition(row)
            high = self._table.rowHeight(row)
            if y + high < 0 or y > self.height():
                continue
            rect = QRect(0, top + y, self.width(), high)
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.current().colour("grid"))
            inside = QRectF(rect).adjusted(0, 0, -theme.px(_EDGE), -1)
            paint.label(
                painter, inside, summary.text, FontRole.STRONG, "text", Qt.AlignmentFlag.AlignRight, elide=False
            )
            if summary.text:
                side = theme.px(_MARK)
                left = inside.right() - paint.text_width(summary.text, FontRole.STRONG) - theme.px(6) - side
                paint.status_mark(painter, QRectF(left, inside.top(), side, inside.height()), summary.status)
        painter.setClipping(False)
        t = theme.current()
        painter.fillRect(0, 0, self.width(), top, t.colour("surface"))
        painter.fillRect(0, top - 1, self.width(), 1, t.colour("grid"))
        inside = QRectF(0, 0, self.width() - theme.px(_EDGE), top - 1)
        paint.label(painter, inside, self.title, FontRole.META, "muted", Qt.AlignmentFlag.AlignRight, elide=False)


class TeamRow(QWidget):
    """The row at the bottom: the whole team by period, and over the last weeks."""

    def __init__(self, model: ValuesModel, table: ValuesTable) -> None:
        super().__init__()
        self._model, self._table = model, table
        self.setObjectName("team_row")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.title, self.recent = "", ""
        table.horizontalScrollBar().valueChanged.connect(self.update)
        table.horizontalHeader().sectionResized.connect(self.update)
        theme.on_change(self.updateGeometry)

    def refresh(self) -> None:
        """Say and show the newest numbers."""
        closed = self._model.team[-2] if len(self._model.team) > 1 else ""
        period = self._model.period(len(self._model.team) - 2) if len(self._model.team) > 1 else ""
        self.setAccessibleName(f"{self.title}: {closed or self.tr('no value')}, {period}; {self.recent}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, max(theme.px(28), theme.line(FontRole.BODY) + 6))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t, high = QPainter(self), theme.current(), self.height()
        painter.fillRect(self.rect(), t.colour("surface"))
        names, header = self._table.viewport().x(), self._table.horizontalHeader()
        right = names + self._table.viewport().width()
        painter.setClipRect(names, 0, right - names, high)
        last = len(self._model.team) - 1
        for column in range(max(header.visualIndexAt(0), 0), last + 1):
            x = names + header.sectionViewportPosition(column)
            if x > right:
                break
            rect = QRect(x, 0, header.sectionSize(column), high)
            painter.fillRect(rect.right(), 0, 1, high, t.colour("grid"))
            inside = QRectF(rect).adjusted(0, 0, -t.px(PAD), 0)
            role, tone = (FontRole.BODY, "muted") if column == last else (FontRole.ROW, "text")
            text = self._model.team[column]
            paint.label(painter, inside, text, role, tone, Qt.AlignmentFlag.AlignRight, elide=False)
        painter.setClipping(False)
        lines(painter, QRect(0, 0, names, high + 1))
        paint.label(painter, QRectF(t.px(_EDGE), 0, names - t.px(24), high), self.title, FontRole.ROW, "text")
        inside = QRectF(right, 0, self.width() - right - t.px(_EDGE), high)
        paint.label(painter, inside, self.recent, FontRole.STRONG, "text", Qt.AlignmentFlag.AlignRight, elide=False)


class HandCorner(Painted):
    """The ink corner of a typed cell, as a legend."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(CORNER), theme.px(CORNER))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = QPainter(self), theme.px(CORNER)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("accent"))
        painter.drawPolygon(QPolygonF([QPointF(0, 0), QPointF(side, 0), QPointF(side, side)]))
