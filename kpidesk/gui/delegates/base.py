"""What every cell shares: the row's hover, selected and focus look, plain tooltips, heights that grow with the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import paint, theme, words
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QHelpEvent, QPainter

Index = QModelIndex | QPersistentModelIndex

PAD = 4
"""Design pixels left and right in a cell; two neighbours make the 8 px column gap."""
EDGE = 12
"""Design pixels before the first and after the last column."""


def row_height(lines: int = 2) -> int:
    """Return the height of a row: 48 for two lines and 36 for one at normal text size, growing with the text."""
    text = theme.line(FontRole.BODY) + (lines - 1) * theme.line(FontRole.META)
    return max(theme.px(48 if lines > 1 else 36), text + 12)


_SELECTED: int = QStyle.StateFlag.State_Selected.value
_HOVERED: int = QStyle.StateFlag.State_MouseOver.value


class CellDelegate(QStyledItemDelegate):
    """Paints the row's background, then leaves the inside of the cell to `paint_cell`.

    Override `paint_cell` and `width`. In tables column 0 carries the selection bar, so keep it leftmost.
    """

    lines = 2

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        """Paint what the cell shows into `rect`, the cell without its padding."""
        raise NotImplementedError

    def width(self, index: Index) -> int:
        """Return the width that the cell would like, without padding."""
        raise NotImplementedError

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # Called for every visible cell, so it asks Qt for as little as possible: no style, no save and restore.
        view, rect, column = option.widget, option.rect, index.column()
        first, last = column == 0, column == getattr(view, "last_column", 0)
        paint_row(painter, rect, view, option.state.value, index.row(), first=first, last=last)
        scale = theme.current().scale
        left, right = (EDGE if first else PAD) * scale, (EDGE if last else PAD) * scale
        inside = QRectF(rect.x() + left, rect.y(), rect.width() - left - right, rect.height() - 1)
        self.paint_cell(painter, inside, index)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.width(index) + theme.px(2 * PAD), row_height(self.lines))

    @override
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        # Tooltips show data; escaped, a name such as "<b>Bo</b>" stays a name.
        QToolTip.showText(event.globalPos(), words.tooltip(str(index.data(Qt.ItemDataRole.ToolTipRole) or "")), view)
        return True


def paint_row(
    painter: QPainter, rect: QRect, view: QWidget | None, state: int, row: int, *, first: bool, last: bool
) -> None:
    """Paint the cell's share of its row: fill, bottom line, selection bar and focus ring."""
    t = theme.current()
    selected, hover_row = state & _SELECTED, getattr(view, "hover_row", None)
    if selected or state & _HOVERED or hover_row == row:
        painter.fillRect(rect, t.colour("selected" if selected else "hover"))
    if hover_row is None:
        # A RowTable draws the lines between its rows itself, all at once.
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, t.colour("grid"))
    left, top, wide, high = rect.x(), rect.y(), rect.width(), rect.height() - 1
    if isinstance(view, QAbstractItemView) and view.hasFocus() and view.currentIndex().row() == row:
        colour = t.colour("focus")
        painter.fillRect(left, top, wide, 2, colour)
        painter.fillRect(left, top + high - 2, wide, 2, colour)
        if last:
            painter.fillRect(left + wide - 2, top, 2, high, colour)
        if first:
            painter.fillRect(left, top, 2, high, colour)
            left, top, high = left + 2, top + 2, high - 4
    if first and selected:
        painter.fillRect(left, top, 3, high, t.colour("accent"))


def text(index: Index, role: int) -> str:
    """Return a text of the item, empty when there is none."""
    found: Any = index.data(role)
    return "" if found is None else str(found)


def status(index: Index) -> Status | None:
    """Return the item's status; Qt hands string enums back as plain strings."""
    found: Any = index.data(Role.STATUS)
    return None if found is None else Status(found)


def shade(index: Index, tone: str) -> str:
    """Return the text colour of a cell: muted in archived rows."""
    return "muted" if index.data(Role.ARCHIVED) else tone


def two_lines(painter: QPainter, rect: QRectF, title: str, meta: str, role: FontRole, tokens: tuple[str, str]) -> None:
    """Paint a title and a meta line, centred together; without meta the title is centred alone."""
    upper, lower = theme.line(FontRole.BODY) - theme.px(2), theme.line(FontRole.META)
    if not meta:
        paint.label(painter, rect, title, role, tokens[0])
        return
    top = rect.top() + (rect.height() - upper - lower) / 2
    paint.label(painter, QRectF(rect.left(), top, rect.width(), upper), title, role, tokens[0])
    paint.label(painter, QRectF(rect.left(), top + upper, rect.width(), lower), meta, FontRole.META, tokens[1])
