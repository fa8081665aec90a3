"""Cells of text and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from typing_extensions import override

from kpidesk.gui import paint, theme
from kpidesk.gui.delegates.base import CellDelegate, Index, shade, status, text, two_lines
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_MARK = 10


class TextDelegate(CellDelegate):
    """One line of text (DisplayRole); with `marks` a small mark before it when the item has a STATUS.

    Without marks it asks the model for one role only, so a large grid repaints faster than Qt's own styled cells.
    """

    lines = 1

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        role: FontRole = FontRole.BODY,
        tone: str = "text",
        marks: bool = False,
    ) -> None:
        super().__init__(parent)
        self._align = align
        self._role = role
        self._tone = tone
        self._marks = marks

    @override
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        shown = text(index, Qt.ItemDataRole.DisplayRole)
        if not self._marks:
            paint.label(painter, rect, shown, self._role, self._tone, self._align)
            return
        mark = status(index)
        if mark is not None:
            side = theme.px(_MARK)
            room = rect.width() - side - theme.px(6)
            wide = min(paint.text_width(shown, self._role), room) if self._align & Qt.AlignmentFlag.AlignRight else room
            left = rect.right() - wide - theme.px(6) - side
            paint.status_mark(painter, QRectF(left, rect.top(), side, rect.height()), mark)
            rect = QRectF(rect.right() - wide, rect.top(), wide, rect.height())
        paint.label(painter, rect, shown, self._role, shade(index, self._tone), self._align)

    @override
    def width(self, index: Index) -> int:
        mark = theme.px(_MARK + 6) if self._marks else 0
        return round(paint.text_width(text(index, Qt.ItemDataRole.DisplayRole), self._role)) + mark + 1


class TwoLineDelegate(CellDelegate):
    """A title over a muted meta line (TITLE, META)."""

    title_role = FontRole.ROW

    @override
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        tokens = (shade(index, "text"), "muted")
        two_lines(painter, rect, text(index, Role.TITLE), text(index, Role.META), self.title_role, tokens)

    @override
    def width(self, index: Index) -> int:
        title = paint.text_width(text(index, Role.TITLE), self.title_role)
        return round(max(title, paint.text_width(text(index, Role.META), FontRole.META))) + 1


class MeetingDelegate(TwoLineDelegate):
    """The next one-on-one: its time over the last one; an overdue one (STATUS given) starts with a mark."""

    @override
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        mark = status(index)
        if mark is None:
            super().paint_cell(painter, rect, index)
            return
        side, gap = theme.px(_MARK), theme.px(6)
        upper, lower = theme.line(FontRole.BODY) - theme.px(2), theme.line(FontRole.META)
        top = rect.top() + (rect.height() - upper - lower) / 2
        paint.status_mark(painter, QRectF(rect.left(), top, side, upper), mark)
        title = QRectF(rect.left() + side + gap, top, rect.width() - side - gap, upper)
        paint.label(painter, title, text(index, Role.TITLE), FontRole.BODY, shade(index, "text"))
        meta = QRectF(rect.left(), top + upper, rect.width(), lower)
        paint.label(painter, meta, text(index, Role.META), FontRole.META, "muted")

    @override
    def width(self, index: Index) -> int:
        return super().width(index) + (theme.px(_MARK + 6) if status(index) is not None else 0)


class StatusDelegate(CellDelegate):
    """A status mark alone (STATUS); the model gives the cell its accessible name and tooltip."""

    side = 14

    @override
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        mark = status(index)
        if mark is not None:
            side = theme.px(self.side)
            paint.status_mark(painter, QRectF(rect.left(), rect.top(), side, rect.height()), mark)

    @override
    def width(self, index: Index) -> int:
        return theme.px(self.side)
