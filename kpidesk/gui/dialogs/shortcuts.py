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
        with_keys = [each for each in actions if not each.shortcut().isEmpty()]
        half = (len(with_keys) + 1) // 2
        for at, action in enumerate(with_keys):
            row, column = at % half, at // half * 2
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
            grid.addWidget(PlainLabel(action.text().replace("&", "")), row, column)
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
        close = Button(self.tr("Close"))
        close.setObjectName("close_shortcuts")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column_layout.addWidget(close)
        self.resize(theme.px(680), theme.px(520))
