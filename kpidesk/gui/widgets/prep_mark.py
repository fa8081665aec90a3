"""How far a one-on-one is prepared, as a mark: an empty circle, a half one, or a full one with a tick."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.widgets.painted import Painted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SIDE = 14
_TICK = QPolygonF([QPointF(4.2, 7.2), QPointF(6.3, 9.2), QPointF(9.9, 5.2)])


class Prepared(Enum):
    """How far; the value is the colour token of the mark and of the word beside it."""

    NOT = "muted"
    DRAFT = "text2"
    READY = "good"


class PrepMark(Painted):
    """Stands beside a word that says the same, so it says nothing to a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prepared = Prepared.NOT

    def set_prepared(self, prepared: Prepared) -> None:
        """Show another state."""
        self._prepared = prepared
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(_SIDE), theme.px(_SIDE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.current()
        colour = look.colour(self._prepared.value)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / _SIDE, self.height() / _SIDE)
        ring = QRectF(2, 2, 10, 10)
        painter.setPen(QPen(colour, 1.5))
        if self._prepared is Prepared.READY:
            painter.setBrush(colour)
            painter.drawEllipse(ring)
            pen = QPen(look.colour("raised"), 1.5)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(_TICK)
            return
        painter.drawEllipse(ring)
        if self._prepared is Prepared.DRAFT:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            # The left half, in sixteenths of a degree from three o'clock.
            painter.drawPie(ring, 90 * 16, 180 * 16)
