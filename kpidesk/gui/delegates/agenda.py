"""A line of the agenda in a meeting: kind, check, title and time; the current one also its reason and what is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import formats, icons, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import AgendaLine, clock, tr
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from kpidesk.gui.delegates.base import Index

_PAD, _CHECK, _GAP = 16, 22, 10


class AgendaDelegate(QStyledItemDelegate):
    """Paints an `AgendaLine` (ENTITY); the selected line is the one being talked about."""

    def __init__(self, parent: QStyledItemDelegate | None = None) -> None:
        super().__init__(parent)
        self.paused = False
        self.measured = True
        """Whether times are shown; without them there are minutes planned and nothing else."""

    @staticmethod
    def check_rect(rect: QRectF, *, current: bool) -> QRectF:
        """Where the check of a line in `rect` is; at least 24 px high to be hit."""
        side = theme.px(_CHECK)
        top = theme.px(11) if current else (rect.height() - side) / 2
        return QRectF(rect.left() + theme.px(_PAD), rect.top() + top, side, side)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: AgendaLine = index.data(Role.ENTITY)
        high = max(theme.px(52), theme.line(FontRole.BODY) + theme.px(16))
        view = option.widget
        current = getattr(view, "currentIndex", None)
        if current is not None and current().row() == index.row() and line.item is not None:
            high = theme.px(12 + 10) + theme.line(FontRole.BODY) + theme.line(FontRole.META)
            high += theme.px(4 + 14) + theme.line(FontRole.META) if self.measured else 0
        return QSize(theme.px(200), high)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: AgendaLine = index.data(Role.ENTITY)
        t, rect = theme.current(), QRectF(option.rect)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        if on or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, t.colour("selected" if on else "hover"))
        if line.item is not None:
            edge = rect.adjusted(0, 0 if on else t.px(8), 0, 0 if on else -t.px(8))
            edge.setWidth(t.px(4 if on else 3))
            painter.fillRect(edge, t.colour(line.kind.value if line.kind else "border_strong"))
        check = self.check_rect(rect, current=on and line.item is not None)
        self._paint_check(painter, check, line)
        left = check.right() + t.px(_GAP)
        high = theme.line(FontRole.BODY)
        first = QRectF(left, check.center().y() - high / 2, rect.right() - t.px(_PAD) - left, high)
        right = self._paint_time(painter, first, line) if line.item is not None else first.right()
        role = FontRole.STRONG if on else FontRole.BODY if line.checked else FontRole.ROW
        title = QRectF(first.left(), first.top(), right - t.px(8) - first.left(), high)
        paint.label(painter, title, line.title, role, "text2" if line.checked and not on else "text")
        if on and line.item is not None:
            self._paint_more(painter, first.translated(0, high + t.px(2)), line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, rect, 2)

    def _paint_check(self, painter: QPainter, rect: QRectF, line: AgendaLine) -> None:
        if line.item is None:
            side = theme.px(16)
            picture = icons.pixmap("file-text", "text2", 16, painter.device().devicePixelRatioF())
            painter.drawPixmap(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), picture)
            return
        fill, edge = ("accent", "accent") if line.checked else ("raised", "control")
        paint.box(painter, rect, fill, edge, rect.height() / 2)
        if line.checked:
            side = theme.px(14)
            picture = icons.pixmap("check", "on_accent", 14, painter.device().devicePixelRatioF())
            painter.drawPixmap(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), picture)

    def _paint_time(self, painter: QPainter, rect: QRectF, line: AgendaLine) -> float:
        """Paint planned time, and before it the time taken; return where that begins."""
        if not self.measured:
            line = replace(line, spent=0)
        planned = f" / {clock(line.planned)}" if line.spent else clock(line.planned)
        right = Qt.AlignmentFlag.AlignRight
        paint.label(painter, rect, planned, FontRole.META, "muted", right)
        at = rect.right() - paint.text_width(planned, FontRole.META)
        if line.spent:
            taken = clock(line.spent)
            before = QRectF(rect.left(), rect.top(), at - rect.left(), rect.height())
            paint.label(painter, before, taken, FontRole.GROUP, "watch" if line.over else "text", right)
            at -= paint.text_width(taken, FontRole.GROUP)
        if line.over:
            side = theme.px(10)
            at -= side + theme.px(4)
            paint.status_mark(painter, QRectF(at, rect.top(), side, rect.height()), Status.WATCH)
        return at

    def _paint_more(self, painter: QPainter, rect: QRectF, line: AgendaLine) -> None:
        t, high = theme.current(), theme.line(FontRole.META)
        row = QRectF(rect.left(), rect.top(), rect.width(), high)
        paint.label(painter, row, line.why, FontRole.META, "text2")
        if not self.measured:
            return
        track = QRectF(rect.left(), row.bottom() + t.px(8), rect.width(), t.px(6))
        paint.box(painter, track, "grid", None, t.px(3))
        if line.planned and line.spent:
            done = QRectF(track)
            done.setWidth(max(t.px(6), track.width() * min(1.0, line.spent / line.planned)))
            tone = "watch_fill" if line.over else line.kind.value if line.kind else "muted"
            paint.box(painter, done, tone, None, t.px(3))
        below = QRectF(rect.left(), track.bottom() + t.px(6), rect.width(), high)
        paint.label(painter, below, self._left_words(line), FontRole.META, "muted")
        if self.paused:
            paint.label(painter, below, tr("paused"), FontRole.GROUP, "watch", Qt.AlignmentFlag.AlignRight)

    def _left_words(self, line: AgendaLine) -> str:
        if line.over:
            return formats.fill(tr("%1 over"), clock(line.spent - line.planned))
        return formats.fill(tr("%1 left"), clock(line.planned - line.spent))
