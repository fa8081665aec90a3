"""An icon that is not a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from typing_extensions import override

from kpidesk.gui import icons, theme
from kpidesk.gui.widgets.painted import Painted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class IconLabel(Painted):
    """A Lucide icon in the colour of a token; `name` is said to screen readers only if it carries meaning."""

    def __init__(
        self, icon: str, tone: str = "text2", size: int = 16, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._size = icon, tone, size
        self.setAccessibleName(name)

    def set_icon(self, icon: str, tone: str = "text2") -> None:
        """Show another icon or colour."""
        self._icon, self._tone = icon, tone
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        picture = icons.pixmap(self._icon, self._tone, self._size, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, picture)
