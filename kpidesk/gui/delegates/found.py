"""A place where words were found: the words underlined, below them whom, when and where; a lock on private notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from kpidesk.domain.finding import Found
from kpidesk.gui import icons, paint, theme
from kpidesk.gui.delegates.base import EDGE, row_height, text
from kpidesk.gui.delegates.marked import marked
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from kpidesk.gui.delegates.base import Index

_ICON = 14


class FoundDelegate(QStyledItemDelegate):
    """Paints ENTITY, a `Found`, and META."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, rect, found = theme.current(), QRectF(option.rect), index.data(Role.ENTITY)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, t.colour("selected" if selected else "hover"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), t.colour("grid"))
        if selected:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height() - 1), t.colour("accent"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, rect.adjusted(0, 0, 0, -1), 2)
        if isinstance(found, Found):
            self._paint_found(painter, rect.adjusted(t.px(EDGE), 0, -t.px(EDGE), -1), found, text(index, Role.META))

    def _paint_found(self, painter: QPainter, rect: QRectF, found: Found, about: str) -> None:
        upper, lower = theme.line(FontRole.BODY), theme.line(FontRole.META)
        top = rect.top() + (rect.height() - upper - lower) / 2
        left = rect.left()
        if found.private:
            side = theme.px(_ICON)
            picture = icons.pixmap("lock", "text", _ICON, painter.device().devicePixelRatioF())
            painter.drawPixmap(round(left), round(top + (upper - side) / 2), picture)
            left += side + theme.px(6)
        line = QRectF(left, top, rect.right() - left, upper)
        marked(painter, line, found.snippet, found.marks, FontRole.BODY)
        below = QRectF(rect.left(), top + upper, rect.width(), lower)
        paint.label(painter, below, about, FontRole.META, "muted")
