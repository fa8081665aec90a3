"""A column that scrolls inside a card, on the card's own background."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class Scroll(QScrollArea):
    """Scrolls `content` up and down; by default the focus goes to what is inside, not to the area."""

    def __init__(self, content: QWidget, name: str = "", *, focus: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focus else Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        # Qt fills both with the page's colour, which is not the card's.
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
