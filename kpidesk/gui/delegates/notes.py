"""A note to be read: wrapped plain text in a box; a private one in its hatched band with a lock."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from kpidesk.gui import icons, paint, theme
from kpidesk.gui.delegates.base import Index, text
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_SIDE, _GAP, _BAND, _PAD = 16, 8, 7, 10


class NoteDelegate(QStyledItemDelegate):
    """Paints TITLE and META on one line and the text below; ARCHIVED stands for private."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        # Room for the scroll bar is kept free, so that its coming and going never breaks the lines anew.
        wide = option.widget.width() - theme.px(14)
        around = theme.px(2 * (_SIDE + _PAD)) + 2 * self._band(index)
        high = _laid_out(text(index, Qt.ItemDataRole.DisplayRole), wide - around)[1]
        head = theme.line(FontRole.BODY)
        return QSize(wide, high + head + theme.px(2 * _PAD + 4 + _GAP) + 2 * self._band(index))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, band, private = theme.current(), self._band(index), bool(index.data(Role.ARCHIVED))
        outer = QRectF(option.rect).adjusted(t.px(_SIDE), 0, -t.px(_SIDE), -t.px(_GAP))
        if private:
            paint.box(painter, outer, "raised", None, 6)
            paint.hatch(painter, outer.adjusted(1, 1, -1, -1))
            paint.box(painter, outer, None, "control", 6, dashed=True)
            paint.box(painter, outer.adjusted(band, band, -band, -band), "raised", None, 4)
        else:
            paint.box(painter, outer, None, "border", 6)
        inner = outer.adjusted(band + t.px(_PAD), band + t.px(_PAD), -band - t.px(_PAD), -band - t.px(_PAD))
        self._paint_head(painter, inner, index, private=private)
        below = inner.adjusted(0, theme.line(FontRole.BODY) + t.px(4), 0, 0)
        painter.setPen(t.colour("text"))
        _laid_out(text(index, Qt.ItemDataRole.DisplayRole), below.width())[0].draw(painter, below.topLeft())
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, outer, 6)

    def _paint_head(self, painter: QPainter, rect: QRectF, index: Index, *, private: bool) -> None:
        side, high = theme.px(14), theme.line(FontRole.BODY)
        ratio = painter.device().devicePixelRatioF()
        picture = icons.pixmap("lock" if private else "eye", "text" if private else "text2", 14, ratio)
        painter.drawPixmap(round(rect.left()), round(rect.top() + (high - side) / 2), picture)
        left = rect.left() + side + theme.px(6)
        title = text(index, Role.TITLE)
        wide = min(paint.text_width(title, FontRole.GROUP) + 2, rect.right() - left)
        paint.label(painter, QRectF(left, rect.top(), wide, high), title, FontRole.GROUP, "text")
        left += wide + theme.px(_GAP)
        meta = QRectF(left, rect.top(), rect.right() - left, high)
        paint.label(painter, meta, text(index, Role.META), FontRole.META, "muted")

    def _band(self, index: Index) -> int:
        return _BAND if index.data(Role.ARCHIVED) else 0


def _laid_out(shown: str, wide: float) -> tuple[QTextLayout, int]:
    """A text in lines that end where a word does, and how high they are; a word longer than a line is broken."""
    layout = QTextLayout(shown.replace("\n", "\u2028"), theme.font(FontRole.BODY))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    high = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(wide, 40))
        line.setPosition(QPointF(0, high))
        high += max(line.height(), theme.line(FontRole.BODY))
    layout.endLayout()
    return layout, ceil(high)
