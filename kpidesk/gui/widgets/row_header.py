"""The header of a row table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from kpidesk.gui import icons, paint, theme
from kpidesk.gui.delegates.base import EDGE, PAD
from kpidesk.gui.fonts import FontRole

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_CHEVRON = 12


class RowHeader(QHeaderView):
    """Muted column titles on a sunken strip, the sort chevron right behind the title."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("columns")
        self.setAccessibleName(self.tr("Columns"))
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(16)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(theme.px(32), theme.line(FontRole.HEADER) + 8))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        t = theme.current()
        first, last = self.visualIndex(logicalIndex) == 0, self.visualIndex(logicalIndex) == self.count() - 1
        with paint.saved(painter):
            painter.fillRect(rect, t.colour("sunken"))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, t.colour("border"))
            inside = QRectF(rect).adjusted(t.px(EDGE if first else PAD), 0, -t.px(EDGE if last else PAD), 0)
            self._paint_title(painter, inside, logicalIndex)

    def _paint_title(self, painter: QPainter, rect: QRectF, section: int) -> None:
        model, across = self.model(), self.orientation()
        title = str(model.headerData(section, across, Qt.ItemDataRole.DisplayRole) or "")
        align = model.headerData(section, across, Qt.ItemDataRole.TextAlignmentRole)
        right = bool(align) and bool(Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight)
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        room = theme.px(_CHEVRON + 2) if sorted_by else 0
        wide = min(paint.text_width(title, FontRole.HEADER) + 1, rect.width() - room)
        x = rect.right() - wide - room if right else rect.left()
        tone = "text2" if sorted_by else "muted"
        paint.label(painter, QRectF(x, rect.top(), wide, rect.height()), title, FontRole.HEADER, tone)
        if sorted_by:
            name = "chevron-down" if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder else "chevron-up"
            picture = icons.pixmap(name, tone, _CHEVRON, self.devicePixelRatioF())
            top = rect.top() + (rect.height() - theme.px(_CHEVRON)) / 2
            painter.drawPixmap(round(x + wide + theme.px(2)), round(top), picture)
