"""The cell of a spreadsheet in preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import paint, theme, words
from kpidesk.gui.delegates.base import Index, text
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QHelpEvent, QPainter
    from PySide6.QtWidgets import QAbstractItemView

_MARKS = {"●": Status.GOOD, "▲": Status.WATCH, "◆": Status.RISK, "◌": Status.NONE}
_TONES = {"616B7D": "muted", "434C5E": "text2", "1664A5": "leading", "82468C": "lagging"}
"""Text colours of the workbook and their tokens, so that the preview follows the theme."""
_LARGE = 14
_PAD = 8


class SheetDelegate(QStyledItemDelegate):
    """Paints what the workbook's style says, in the colours of the theme; DisplayRole and ENTITY (a `PreviewCell`)."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        cell: Any = index.data(Role.ENTITY)
        self._ground(painter, rect, cell, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        shown = text(index, Qt.ItemDataRole.DisplayRole)
        if cell is not None and shown:
            pad = theme.px(_PAD)
            self._words(painter, QRectF(rect).adjusted(pad, 0, -pad, -1), cell.style, shown)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        wide = paint.text_width(text(index, Qt.ItemDataRole.DisplayRole), FontRole.GROUP)
        return QSize(round(wide) + theme.px(2 * _PAD) + 2, theme.px(26))

    @override
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        QToolTip.showText(event.globalPos(), words.tooltip(text(index, Qt.ItemDataRole.ToolTipRole)), view)
        return True

    @staticmethod
    def _ground(painter: QPainter, rect: QRect, cell: Any, *, chosen: bool) -> None:
        t = theme.current()
        style = None if cell is None else cell.style
        if style is not None and style.fill == "sunken":
            painter.fillRect(rect, t.colour("surface"))
        if chosen:
            painter.fillRect(rect, t.colour("selected"))
        if style is not None and style.fill == "hatch":
            paint.hatch(painter, QRectF(rect))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, t.colour("grid"))
        if style is not None and style.line in {"cell", "head", "foot"}:
            painter.fillRect(rect.right(), rect.y(), 1, rect.height(), t.colour("grid"))
        if style is not None and style.line == "head":
            painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, t.colour("text"))
        if style is not None and style.line == "foot":
            painter.fillRect(rect.x(), rect.y(), rect.width(), 1, t.colour("text"))

    @staticmethod
    def _words(painter: QPainter, rect: QRectF, style: Any, shown: str) -> None:
        role = FontRole.GROUP if style.bold else FontRole.META
        if style.size >= _LARGE:
            role = FontRole.LEAD
        mark = _MARKS.get(shown[0])
        if mark is not None and len(shown) > 1:
            side = theme.px(10)
            paint.status_mark(painter, QRectF(rect.left(), rect.top(), side, rect.height()), mark)
            rect = rect.adjusted(side + theme.px(6), 0, 0, 0)
            shown = shown[1:].lstrip()
        align = Qt.AlignmentFlag.AlignRight if style.right else Qt.AlignmentFlag.AlignLeft
        tone = "text" if mark is not None else _TONES.get(style.colour, "text")
        paint.label(painter, rect, shown.replace("\n", " "), role, tone, align)
