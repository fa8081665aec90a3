"""The rows of the KPI list: status mark, name over unit, value over target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)
from typing_extensions import override

from kpidesk.domain.terms import Kind
from kpidesk.gui import paint, theme, words
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.kpis_model import Index, KpiRow, KpisModel

if TYPE_CHECKING:
    from PySide6.QtGui import QHelpEvent, QPainter

_INSET, _PAD, _MARK, _GAP = 8, 8, 12, 10
_RIGHT = Qt.AlignmentFlag.AlignRight


class KpiRowDelegate(QStyledItemDelegate):
    """Paints group heads as tags and KPIs as two-line rows with an ink bar when chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notes = {
            Kind.LEADING: self.tr("what reps control"),
            Kind.LAGGING: self.tr("what follows later"),
        }

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, KpisModel):
            return
        entry, rect = model.entry(index.row()), QRectF(option.rect)
        if isinstance(entry, Kind):
            self._paint_head(painter, rect, entry)
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_back(painter, rect, option, selected=selected)
        px, inside = theme.px, rect.adjusted(theme.px(_INSET + _PAD), 0, -theme.px(_INSET + _PAD), 0)
        mark = QRectF(inside.left(), inside.top(), px(_MARK), inside.height())
        paint.status_mark(painter, mark, entry.status)
        self._paint_texts(painter, inside.adjusted(px(_MARK + _GAP), 0, 0, 0), entry, strong=selected)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        head = isinstance(model, KpisModel) and isinstance(model.entry(index.row()), Kind)
        if head:
            return QSize(0, max(theme.px(36), theme.line(FontRole.META) + 12) + (theme.px(8) if index.row() else 0))
        return QSize(0, max(theme.px(48), theme.line(FontRole.BODY) + theme.line(FontRole.META) + 12))

    @override
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        QToolTip.showText(event.globalPos(), words.tooltip(str(index.data(Qt.ItemDataRole.ToolTipRole) or "")), view)
        return True

    def _paint_head(self, painter: QPainter, rect: QRectF, kind: Kind) -> None:
        px, name = theme.px, words.kind_name(kind)
        high = max(px(36), theme.line(FontRole.META) + 12)
        line = QRectF(
            rect.left() + px(_INSET + _PAD), rect.bottom() - high, rect.width() - px(2 * (_INSET + _PAD)), high
        )
        wide = paint.tag_width(name, kind)
        paint.tag(painter, QRectF(line.left(), line.center().y() - px(10), wide, px(20)), name, kind)
        note = line.adjusted(wide + px(8), 0, 0, 0)
        paint.label(painter, note, self._notes[kind], FontRole.META, "muted")

    def _paint_back(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, *, selected: bool) -> None:
        t = theme.current()
        inset = rect.adjusted(t.px(_INSET), 0, -t.px(_INSET), 0)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, inset, "selected" if selected else "hover", None, 6)
        if selected:
            painter.fillRect(QRectF(rect.left(), rect.top() + 8, 3, rect.height() - 16), t.colour("accent"))
            if option.state & QStyle.StateFlag.State_HasFocus:
                paint.focus_ring(painter, inset, 6)

    def _paint_texts(self, painter: QPainter, rect: QRectF, entry: KpiRow, *, strong: bool) -> None:
        upper, lower = theme.line(FontRole.BODY) - theme.px(2), theme.line(FontRole.META)
        top = rect.top() + (rect.height() - upper - lower) / 2
        first = QRectF(rect.left(), top, rect.width(), upper)
        second = QRectF(rect.left(), top + upper, rect.width(), lower)
        role = FontRole.STRONG if strong else FontRole.ROW
        for line, texts, roles, tones in (
            (first, (entry.kpi.name, entry.value), (role, FontRole.STRONG), ("text", "text")),
            (second, (entry.phrase, entry.of), (FontRole.META, FontRole.META), ("muted", "muted")),
        ):
            wide = paint.text_width(texts[1], roles[1])
            paint.label(painter, line, texts[1], roles[1], tones[1], _RIGHT, elide=False)
            room = line.adjusted(0, 0, -wide - theme.px(8) if texts[1] else 0, 0)
            paint.label(painter, room, texts[0], roles[0], tones[0])
