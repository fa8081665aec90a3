"""A person's initials in a ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from typing_extensions import override

from kpidesk.gui import paint, theme, words
from kpidesk.gui.widgets.painted import Painted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Avatar(Painted):
    """Initials of a name; `size` 28 in rows, 40 in heads (design pixels)."""

    def __init__(self, name: str = "", size: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show another person."""
        self._initials = words.initials(name)
        self.setAccessibleName(name)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint.avatar(QPainter(self), QRectF(self.rect()), self._initials)
