"""The cells of the value grid: tint and mark where below target, ink corner where typed, editing in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import paint, theme
from kpidesk.gui.fonts import FontRole

if TYPE_CHECKING:
    from kpidesk.gui.models.values_model import Index, ValuesModel
    from kpidesk.gui.theme import Theme

MARK, CORNER, PAD = 7, 7, 10
_SOFT = {Status.WATCH: "watch_soft", Status.RISK: "risk_soft"}
_SELECTED: int = QStyle.StateFlag.State_Selected.value
_RIGHT = Qt.AlignmentFlag.AlignRight
_STEPS = {Qt.Key.Key_Return: (1, 0), Qt.Key.Key_Enter: (1, 0), Qt.Key.Key_Tab: (0, 1), Qt.Key.Key_Backtab: (0, -1)}


class ValueDelegate(QStyledItemDelegate):
    """Asks the model for a prepared text and look, so a large grid repaints about as fast as plain text.

    The lines between the cells and the edge of the current one are the table's to paint, all at once.
    """

    kept = Signal(int, int)
    """A typed value was taken; carries how many rows down and columns on the cursor should go."""
    opened = Signal()
    """A cell is being edited."""
    closed = Signal()
    """It no longer is."""

    def __init__(self, model: ValuesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._marks: dict[tuple[Status, str, float, float], QPixmap] = {}
        self._index = QPersistentModelIndex()

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column, rect, t = index.column(), option.rect, theme.current()
        texts, looks = self._model.cells(index.row())
        text, look = texts[column], looks[column]
        if option.state.value & _SELECTED:
            painter.fillRect(rect, t.colour("selected"))
        elif look.running:
            painter.fillRect(rect, t.colour("surface"))
        elif look.status in _SOFT and not t.outlined:
            painter.fillRect(rect, t.colour(_SOFT[look.status]))
        if look.status in _SOFT:
            side = t.px(MARK)
            mark = self._mark(look.status, t, painter.device().devicePixelRatioF())
            painter.drawPixmap(rect.x() + t.px(6), rect.y() + (rect.height() - 1 - side) // 2, mark)
        if look.by_hand:
            side = t.px(CORNER)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("accent"))
            top = QPointF(rect.x() + rect.width() - 1, rect.y())
            painter.drawPolygon(QPolygonF([top - QPointF(side, 0), top, top + QPointF(0, side)]))
        if self._model.wrong and (index.row(), column) in self._model.wrong:
            edge(painter, QRectF(rect).adjusted(0, 0, -1, -1), t.colour("risk"))
        if text:
            right, middle = rect.x() + rect.width() - t.px(PAD), rect.y() + (rect.height() - 1) / 2
            paint.number(painter, right, middle, text, "muted" if look.running else "text")

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("cell_editor")
        editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.setFrame(False)
        editor.setFont(theme.font(FontRole.BODY))
        editor.setTextMargins(0, 0, theme.px(PAD) - 4, 0)
        editor.setAccessibleName(self._model.where(index.row(), index.column()))
        self._index = QPersistentModelIndex(index)
        self.opened.emit()
        return editor

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        super().destroyEditor(editor, index)
        self.closed.emit()

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # A reload while typing must not take the text away.
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(2, 2, -3, -3))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            if event.key() == Qt.Key.Key_Escape:
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.RevertModelCache)
                return True
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._keep(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _keep(self, editor: QLineEdit, step: tuple[int, int]) -> None:
        model = self._index.model()
        if self._index.isValid() and not model.setData(self._index, editor.text(), Qt.ItemDataRole.EditRole):
            # The reason is said beside the grid; the text stays to be put right.
            editor.selectAll()
            return
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.kept.emit(*step)

    def _mark(self, status: Status, t: Theme, ratio: float) -> QPixmap:
        key = (status, t.name, t.scale, ratio)
        found = self._marks.get(key)
        if found is None:
            side = t.px(MARK)
            found = QPixmap(round(side * ratio), round(side * ratio))
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            paint.status_mark(painter, QRectF(0, 0, side, side), status)
            painter.end()
            self._marks[key] = found
        return found


def cursor(painter: QPainter, rect: QRectF, tone: str) -> None:
    """Paint the ink edge of the current cell, with its handle."""
    t = theme.current()
    colour = t.colour(tone)
    edge(painter, rect, colour)
    right, bottom = rect.x() + rect.width(), rect.y() + rect.height()
    painter.fillRect(QRectF(right - 5, bottom - 5, 6, 6), t.colour("raised"))
    painter.fillRect(QRectF(right - 4, bottom - 4, 5, 5), colour)


def edge(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Paint an edge of two pixels inside a rectangle."""
    x, y, wide, high = rect.x(), rect.y(), rect.width(), rect.height()
    for side in (
        QRectF(x, y, wide, 2),
        QRectF(x, y + high - 2, wide, 2),
        QRectF(x, y, 2, high),
        QRectF(x + wide - 2, y, 2, high),
    ):
        painter.fillRect(side, colour)
