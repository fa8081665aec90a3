"""A list to choose one value from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class ChoiceBox(QComboBox):
    """A combo box that finds its values by equality and elides what is too long.

    Qt's `findData` compares Python values by identity, and Qt cuts a long entry in the middle of a letter.
    """

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        # The style leaves a pixel at either side of the text.
        shown = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room - 2)
        option.currentText = shown
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def place_of(self, value: Any) -> int:
        """Where a value is, or -1."""
        return next((at for at in range(self.count()) if self.itemData(at) == value), -1)

    def choose(self, value: Any) -> None:
        """Turn to a value, or to the first one if it is not there."""
        self.setCurrentIndex(max(0, self.place_of(value)) if self.count() else -1)
