"""Moving an agenda item with the mouse: the grip that is held, and the line where the item would go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

_NEAR_EDGE = 24
"""Pixels from the end of the list at which it scrolls on."""


class Grip(Painted):
    """Six dots that are held to move what they belong to; the keyboard has Alt and the arrows."""

    pressed = Signal()
    carried = Signal(QPoint)
    """Where on the screen it is carried."""
    let_go = Signal(QPoint)
    put_back = Signal()
    """The move was called off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPoint | None = None
        self._carrying, self._lit = False, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def light(self, *, on: bool) -> None:
        """Darken while the pointer is over what it moves."""
        self._lit = on
        self.update()

    def call_off(self) -> None:
        """Forget the move under way."""
        if self._pressed is not None:
            self._pressed, self._carrying = None, False
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.put_back.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(24), theme.px(24))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("text2" if self._lit or self._carrying else "control"))
        painter.translate(self.width() / 2 - theme.px(5), self.height() / 2 - theme.px(8))
        for x in (3, 7):
            for y in (3.5, 8, 12.5):
                side = theme.px(2.6)
                painter.drawEllipse(QRectF(theme.px(x) - side / 2, theme.px(y) - side / 2, side, side))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.globalPosition().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pressed.emit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        at = event.globalPosition().toPoint()
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._carrying or far:
            self._carrying = True
            self.carried.emit(at)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        carried, self._pressed, self._carrying = self._carrying, None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if carried:
            self.let_go.emit(event.globalPosition().toPoint())


class InsertLine(QWidget):
    """A line of ink, 1 px high, where a carried item would go."""

    def __init__(self, area: QScrollArea, inner: QWidget, gap: int) -> None:
        """`gap` is the room between two rows of `inner`, in pixels."""
        super().__init__(inner)
        self.setObjectName("insert_line")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._area, self._inner, self._gap = area, inner, gap
        self.hide()

    def show_at(self, point: QPoint, rows: Sequence[QWidget]) -> int:
        """Show the line nearest to a point on the screen; return the number of `rows` above it."""
        y = self._inner.mapFromGlobal(point).y()
        above = sum(row.geometry().center().y() < y for row in rows)
        row = rows[above - 1] if above else rows[0]
        top = row.geometry().bottom() + 1 + self._gap // 2 if above else row.geometry().top() - self._gap // 2
        self.setGeometry(row.x(), top, row.width(), 1)
        self.show()
        self.raise_()
        self._area.ensureVisible(row.x(), y, 0, _NEAR_EDGE)
        return above

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().colour("text"))
