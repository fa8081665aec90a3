"""A key hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from typing_extensions import override

from kpidesk.gui import paint, theme, words
from kpidesk.gui.widgets.painted import Painted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Kbd(Painted):
    """Prints a shortcut such as "Ctrl+Return" as the system writes it; it sets no shortcut."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = words.key_hint(keys)
        self.setAccessibleName(self._text)

    @override
    def sizeHint(self) -> QSize:
        return QSize(paint.kbd_width(self._text), theme.px(18))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint.kbd(QPainter(self), QRectF(self.rect()), self._text)
