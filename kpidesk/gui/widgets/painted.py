"""The base of widgets that are one painted shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.gui import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QSize


class Painted(QWidget):
    """A widget of fixed size by its hint, measured and painted anew when the theme or the text scale changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.on_change(self._remeasure)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _remeasure(self) -> None:
        self.updateGeometry()
        self.update()
