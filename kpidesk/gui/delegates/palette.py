"""The rows of the command palette: a heading, or picture, label with the typed letters underlined, meta and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from kpidesk.gui import icons, paint, theme, words
from kpidesk.gui.delegates.marked import marked
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.palette_model import Entry
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from kpidesk.gui.delegates.base import Index

ROW, HEADING = 40, 30
_SIDE, _PICTURE, _GAP, _MARK = 8, 28, 12, 12


def row_height() -> int:
    """The height of an entry."""
    return max(theme.px(ROW), theme.line(FontRole.BODY) + theme.px(12))


class PaletteDelegate(QStyledItemDelegate):
    """Paints what the model gives as ENTITY: a text is a heading."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = isinstance(index.data(Role.ENTITY), Entry)
        return QSize(0, row_height() if entry else max(theme.px(HEADING), theme.line(FontRole.META) + theme.px(14)))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, rect = index.data(Role.ENTITY), QRectF(option.rect)
        if not isinstance(row, Entry):
            below = rect.adjusted(theme.px(16), theme.px(8), -theme.px(16), 0)
            paint.label(painter, below, str(row), FontRole.HEADER, "muted")
            return
        box = rect.adjusted(theme.px(_SIDE), 0, -theme.px(_SIDE), 0)
        if option.state & QStyle.StateFlag.State_Selected:
            paint.box(painter, box, "selected", "accent" if theme.current().outlined else None, 6)
            bar = QRectF(box.left(), box.center().y() - theme.px(10), 3, theme.px(20))
            painter.fillRect(bar, theme.current().colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, box, "hover", None, 6)
        self._paint_entry(painter, box.adjusted(theme.px(_SIDE), 0, -theme.px(_SIDE), 0), row)

    def _paint_entry(self, painter: QPainter, rect: QRectF, entry: Entry) -> None:
        self._paint_picture(painter, QRectF(rect.left(), rect.top(), theme.px(_PICTURE), rect.height()), entry)
        inside = rect.adjusted(theme.px(_PICTURE + _GAP), 0, 0, 0)
        if entry.keys:
            shown, high = words.key_hint(entry.keys), theme.px(18)
            wide = paint.kbd_width(shown)
            paint.kbd(painter, QRectF(inside.right() - wide, rect.center().y() - high / 2, wide, high), shown)
            inside.setRight(inside.right() - wide - theme.px(_GAP))
        if entry.status:
            side = theme.px(_MARK)
            mark = QRectF(inside.right() - side, inside.center().y() - side / 2, side, side)
            paint.status_mark(painter, mark, entry.status)
            inside.setRight(inside.right() - side - theme.px(_GAP))
        wanted = paint.text_width(entry.label, FontRole.ROW) + 1
        meta = min(paint.text_width(entry.meta, FontRole.META) + 1 if entry.meta else 0, inside.width() * 0.45)
        label = min(wanted, inside.width() - (meta + theme.px(_GAP) if meta else 0))
        place = QRectF(inside.left(), rect.top(), label, rect.height())
        marked(painter, place, entry.label, entry.marks, FontRole.ROW)
        if meta:
            left = inside.left() + label + theme.px(_GAP)
            behind = QRectF(left, rect.top(), inside.right() - left, rect.height())
            paint.label(painter, behind, entry.meta, FontRole.META, "muted")

    def _paint_picture(self, painter: QPainter, rect: QRectF, entry: Entry) -> None:
        if not entry.icon:
            paint.avatar(painter, rect, words.initials(entry.label))
            return
        side = theme.px(16)
        picture = icons.pixmap(entry.icon, "text2", 16, painter.device().devicePixelRatioF())
        painter.drawPixmap(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), picture)
