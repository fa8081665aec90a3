"""Rows that match a name of a file with a rep: the name, a list to choose from, and a box to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from kpidesk.gui import formats, icons, paint, theme
from kpidesk.gui.delegates.base import Index, paint_row, text, two_lines
from kpidesk.gui.delegates.cells import TwoLineDelegate
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.roles import Role
from kpidesk.gui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from kpidesk.gui.models.names_model import NamesModel

_SIDE, _GAP, _TICK, _BOX = 16, 12, 16, 32
_SHARE = 0.55
"""Of the row's width goes to the list."""


class NameDelegate(TwoLineDelegate):
    """TITLE over META, then what becomes of the name (TEXT, FRACTION) in a box that opens the list, then the tick."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        paint_row(painter, rect, option.widget, option.state.value, index.row(), first=True, last=True)
        box, tick = box_rect(rect), tick_rect(rect)
        ratio = painter.device().devicePixelRatioF()
        side, gap = theme.px(_SIDE), theme.px(_GAP)
        inside = QRectF(rect).adjusted(side, 0, 0, -1)
        inside.setRight(box.left() - theme.px(16) - 2 * gap)
        two_lines(painter, inside, text(index, Role.TITLE), text(index, Role.META), FontRole.ROW, ("text", "muted"))
        to = QPointF(box.left() - gap - theme.px(16), rect.center().y() - theme.px(8))
        painter.drawPixmap(to, icons.pixmap("chevron-right", "muted", 16, ratio))
        self._paint_box(painter, box, index, ratio)
        self._paint_tick(painter, tick, option, on=index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked)

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = ChoiceBox(parent)
        editor.setObjectName("name_choice")
        editor.setAccessibleName(text(index, Role.TITLE))
        model: NamesModel = index.model()  # type: ignore[assignment]  # what this delegate is for
        for group in model.choices(index.row()):
            if editor.count():
                editor.insertSeparator(editor.count())
            for choice in group:
                share = "" if choice.confidence is None else f"  {formats.percent(choice.confidence)}"
                editor.addItem(choice.label + share, choice.answer)
        editor.activated.connect(lambda _at: self._finish(editor))
        QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, ChoiceBox):
            editor.choose(index.data(Qt.ItemDataRole.EditRole))

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, ChoiceBox) and editor.property("chosen"):
            model.setData(index, editor.currentData())

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(box_rect(option.rect).toAlignedRect())

    @override
    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if isinstance(event, QMouseEvent):
            released = event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton
            if not released:
                return False
            view: Any = option.widget
            if tick_rect(option.rect).adjusted(-8, -8, 8, 8).contains(event.position()):
                return toggle(view, index)
            if box_rect(option.rect).contains(event.position()):
                view.edit(index)
                return True
        return False

    def _finish(self, editor: ChoiceBox) -> None:
        editor.setProperty("chosen", True)  # noqa: FBT003  # Qt's own signature
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    @staticmethod
    def _paint_box(painter: QPainter, box: QRectF, index: Index, ratio: float) -> None:
        t, suggested = theme.current(), bool(index.data(Role.ARCHIVED))
        paint.box(painter, box, "raised", "control", t.px(6))
        arrow = QPointF(box.right() - t.px(24), box.center().y() - t.px(8))
        painter.drawPixmap(arrow, icons.pixmap("chevron-down", "text2", 16, ratio))
        inside, share = box.adjusted(t.px(10), 0, -t.px(32), 0), index.data(Role.FRACTION)
        if share is not None:
            shown = formats.percent(share)
            paint.label(painter, inside, shown, FontRole.META, "muted", Qt.AlignmentFlag.AlignRight)
            inside.setRight(inside.right() - paint.text_width(shown, FontRole.META) - t.px(8))
        paint.label(painter, inside, text(index, Role.TEXT), FontRole.BODY, "text2" if suggested else "text")

    @staticmethod
    def _paint_tick(painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, *, on: bool) -> None:
        box = QStyleOptionViewItem(option)
        box.rect = rect.toAlignedRect()
        box.state = QStyle.StateFlag.State_Enabled | (QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off)
        indicator = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        option.widget.style().drawPrimitive(indicator, box, painter, option.widget)


def box_rect(rect: QRect) -> QRectF:
    """Where the list of a row is."""
    right = tick_rect(rect).left() - theme.px(_GAP)
    wide = rect.width() * _SHARE - theme.px(_SIDE + _TICK + _GAP)
    high = min(float(theme.px(_BOX)), rect.height() - 4.0)
    high = max(high, theme.line(FontRole.BODY) + 4.0)
    return QRectF(right - wide, rect.top() + (rect.height() - high) / 2, wide, high)


def tick_rect(rect: QRect) -> QRectF:
    """Where the box to tick of a row is."""
    side = theme.px(_TICK)
    return QRectF(rect.right() - theme.px(_SIDE) - side, rect.top() + (rect.height() - side) / 2, side, side)


def toggle(view: QAbstractItemView, index: Index) -> bool:
    """Tick a row or take the tick away; where there is no suggestion the list opens instead."""
    on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    after = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
    if not view.model().setData(index, after, Qt.ItemDataRole.CheckStateRole):
        view.edit(index)
    return True


class NamesView(QListView):
    """The list of names; Space ticks, and Enter, F2 or Alt+Down opens the list of the row."""

    @override
    def keyPressEvent(self, event: Any) -> None:
        index = self.currentIndex()
        opens = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers()
        opens |= event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
        if index.isValid() and opens:
            self.edit(index)
        elif index.isValid() and event.key() == Qt.Key.Key_Space:
            toggle(self, index)
        else:
            super().keyPressEvent(event)
