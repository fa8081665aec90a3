"""All shortcuts on one sheet (F1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction


class ShortcutsDialog(QDialog):
    """Lists every action of the menu bar that has keys."""

    def __init__(self, parent: QWidget, actions: Iterable[QAction]) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setWindowTitle(self.tr("Shortcuts"))
        self.setAccessibleName(self.tr("Shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(6)
        with_keys = [(text, keys) for each in actions for text, keys in [_told(each)] if keys]
        half = (len(with_keys) + 1) // 2
        for at, (text, keys) in enumerate(with_keys):
            row, column = at % half, at // half * 2
            grid.addWidget(PlainLabel(text), row, column)
            grid.addWidget(Kbd(keys), row, column + 1)
        inside = QWidget()
        inside.setLayout(grid)
        area = QScrollArea()
        area.setObjectName("shortcuts_list")
        area.setAccessibleName(self.tr("Shortcuts"))
        area.setWidget(inside)
        area.setWidgetResizable(True)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(24, 16, 24, 16)
        column_layout.setSpacing(12)
        column_layout.addWidget(PlainLabel(self.tr("Shortcuts"), FontRole.TITLE))
        column_layout.addWidget(area, 1)
        close = Button(self.tr("Close"), "primary")
        close.setObjectName("close_shortcuts")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column_layout.addWidget(close)
        self.resize(theme.px(760), theme.px(520))


def _told(action: QAction) -> tuple[str, str]:
    """Text and keys of an action; keys of a card that has the keyboard stand behind a tab in its text."""
    text, _tab, told = action.text().replace("&", "").partition("\t")
    return text, action.shortcut().toString(QKeySequence.SequenceFormat.PortableText) or told
