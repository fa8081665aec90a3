"""A line to filter or search with."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from kpidesk.gui import icons, paint, theme, words


class SearchField(QLineEdit):
    """A line edit with a magnifier at the left and, while empty, its shortcut at the right (`keys` is only printed)."""

    def __init__(self, placeholder: str, keys: str = "", *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = words.key_hint(keys) if keys else ""
        self._side = 14 if small else 16
        if small:
            self.setProperty("sizing", "small")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setAccessibleDescription(self._keys)
        self.textChanged.connect(self.update)
        theme.bind(self._restyle)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(self._side)
        picture = icons.pixmap("search", "muted", self._side, self.devicePixelRatioF())
        painter.drawPixmap(theme.px(10), round((self.height() - side) / 2), picture)
        if self._keys and not self.text():
            wide, high = paint.kbd_width(self._keys), theme.px(18)
            place = QRectF(self.width() - theme.px(9) - wide, (self.height() - high) / 2, wide, high)
            paint.kbd(painter, place, self._keys)

    def _restyle(self) -> None:
        right = paint.kbd_width(self._keys) + theme.px(4) if self._keys else 0
        self.setTextMargins(theme.px(self._side + 8), 0, right, 0)
        self.updateGeometry()
