"""Rows with something before their two lines: a box to tick, or the place in a ranking."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from kpidesk.gui import paint, theme
from kpidesk.gui.delegates.base import EDGE, Index, text
from kpidesk.gui.delegates.cells import TwoLineDelegate
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.roles import Role

_BOX, _PLACE, _GAP = 16, 24, 10


class TickDelegate(TwoLineDelegate):
    """A box (CheckStateRole), then TITLE over META; a click anywhere in the row or Space ticks it."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        side, on = theme.px(_BOX), index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        box = QStyleOptionViewItem(option)
        box.rect = QRect(option.rect.x() + theme.px(EDGE), option.rect.center().y() - side // 2, side, side)
        box.state = QStyle.StateFlag.State_Enabled | (QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off)
        indicator = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        option.widget.style().drawPrimitive(indicator, box, painter, option.widget)

    @override
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        super().paint_cell(painter, rect.adjusted(theme.px(_BOX + _GAP), 0, 0, 0), index)

    @override
    def width(self, index: Index) -> int:
        return super().width(index) + theme.px(_BOX + _GAP)

    @override
    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if isinstance(event, QMouseEvent):
            if event.type() != QEvent.Type.MouseButtonRelease or event.button() != Qt.MouseButton.LeftButton:
                return False
            on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            after = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            return model.setData(index, after, Qt.ItemDataRole.CheckStateRole)
        return super().editorEvent(event, model, option, index)


class PlaceDelegate(TwoLineDelegate):
    """The place in a ranking (TEXT) in a box, dashed while there is none, then TITLE over META."""

    @override
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        side, place = theme.px(_PLACE), text(index, Role.TEXT)
        box = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        paint.box(painter, box, "accent" if place else None, None if place else "control", 4, dashed=not place)
        if place:
            paint.label(painter, box, place, FontRole.GROUP, "on_accent", Qt.AlignmentFlag.AlignHCenter, elide=False)
        super().paint_cell(painter, rect.adjusted(side + theme.px(_GAP), 0, 0, 0), index)

    @override
    def width(self, index: Index) -> int:
        return super().width(index) + theme.px(_PLACE + _GAP)
