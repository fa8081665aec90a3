"""A bullet bar as a widget."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Kind
from kpidesk.gui import paint, theme
from kpidesk.gui.widgets.painted import Painted


class BulletBar(Painted):
    """A bar against an ink tick at the target or the pace; print the number beside it."""

    def __init__(
        self, kind: Kind = Kind.LEADING, width: int = 60, *, stretch: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind, self._width = kind, width
        self._fraction: float | None = None
        self._tick: float | None = None
        if stretch:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_value(None)

    def set_value(self, fraction: float | None, tick: float | None = 1.0) -> None:
        """Show a share of the target (1.0 is on target, None is missing) with the tick at another share."""
        self._fraction, self._tick = fraction, tick
        if fraction is None:
            self.setAccessibleName(self.tr("No data"))
        else:
            said = self.tr("{0} percent, mark at {1}")
            self.setAccessibleName(said.format(round(100 * fraction), round(100 * (tick or 0))))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._width), theme.px(16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint.bullet(QPainter(self), QRectF(self.rect()), self._fraction, self._tick, self._kind)
