"""The way to the command palette for the pointer: looks like a line to type into, and opens the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_WIDE = 300


class FindButton(Button):
    """Triggers the action of the menu bar, so that the palette is opened in one way only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        text = self.tr("Search or run a command")
        super().__init__(text, "field", icon="search", keys="Ctrl+K", spread=True, role=FontRole.BODY, parent=parent)
        self.setObjectName("find_anything")
        self.clicked.connect(self._open)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(_WIDE), super().sizeHint().height())

    def _open(self) -> None:
        action = self.window().findChild(QAction, "action_palette")
        if action is not None:
            action.trigger()
