"""A sparkline as a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.gui import sparklines, theme
from kpidesk.gui.widgets.painted import Painted

if TYPE_CHECKING:
    from kpidesk.gui.sparklines import Series


class Sparkline(Painted):
    """Draws one series, 64 by 28 design pixels unless told; its accessible name is the caller's sentence."""

    def __init__(
        self,
        series: Series | None = None,
        width: int = 64,
        height: int = 28,
        *,
        stretch: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._series, self._width, self._height = series, width, height
        if stretch:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_series(self, series: Series | None, sentence: str = "") -> None:
        """Show another series; `sentence` says in words what the line shows."""
        self._series = series
        self.setAccessibleName(sentence)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._width), theme.px(self._height))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._series is not None:
            sparklines.draw(QPainter(self), QRectF(self.rect()), self._series)
