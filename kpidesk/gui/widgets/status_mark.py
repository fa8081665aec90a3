"""A status mark as a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import paint, theme, words
from kpidesk.gui.widgets.painted import Painted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class StatusMark(Painted):
    """Circle, triangle, diamond or dashed ring, named "On target", "Watch", "At risk" or "No data"."""

    def __init__(self, status: Status = Status.NONE, size: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.set_status(status)

    def status(self) -> Status:
        """Return the status shown."""
        return self._status

    def set_status(self, status: Status, tip: str = "") -> None:
        """Show another status; `tip` says value, target and weeks."""
        self._status = status
        self.setAccessibleName(words.status_name(status))
        self.setToolTip(words.tooltip(tip or words.status_name(status)))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint.status_mark(QPainter(self), QRectF(self.rect()), self._status)
