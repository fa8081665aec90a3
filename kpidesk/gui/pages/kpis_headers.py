"""The headers of the value grid, and how its cells and edges are ruled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from kpidesk.gui import paint, theme
from kpidesk.gui.delegates.value_cells import PAD
from kpidesk.gui.fonts import FontRole

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Periods(QHeaderView):
    """W23, W24 … at the right of their columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("value_periods")
        self.setAccessibleName(self.tr("Periods"))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(16)
        self.setHighlightSections(False)

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, max(theme.px(26), theme.line(FontRole.META) + 8))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        head(painter, rect, str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal)), right=True)


class Names(QHeaderView):
    """The reps at the left."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setObjectName("value_reps")
        self.setAccessibleName(self.tr("Reps"))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        t = theme.current()
        painter.fillRect(rect, t.colour("raised"))
        lines(painter, rect)
        name = str(self.model().headerData(logicalIndex, Qt.Orientation.Vertical))
        inside = QRectF(rect).adjusted(t.px(16), 0, -t.px(8), -1)
        paint.label(painter, inside, name, FontRole.BODY, "text")


class Corner(QWidget):
    """The title over the names."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        head(QPainter(self), self.rect(), self.tr("Rep"), right=False)


def head(painter: QPainter, rect: QRect, text: str, *, right: bool) -> None:
    """Paint a column title on the surface, with the lines of the grid."""
    t = theme.current()
    painter.fillRect(rect, t.colour("surface"))
    lines(painter, rect)
    inside = QRectF(rect).adjusted(t.px(16), 0, -t.px(PAD), -1)
    if right:
        paint.label(painter, inside, text, FontRole.META, "muted", Qt.AlignmentFlag.AlignRight, elide=False)
    else:
        paint.label(painter, inside, text, FontRole.META, "muted")


def lines(painter: QPainter, rect: QRect) -> None:
    """Paint the right and bottom line of a cell."""
    colour = theme.current().colour("grid")
    painter.fillRect(rect.right(), rect.top(), 1, rect.height(), colour)
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour)
