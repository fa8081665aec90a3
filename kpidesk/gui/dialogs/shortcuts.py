"""All shortcuts on one sheet (F1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu, QMenuBar

_WIDE, _HIGH, _TWO_COLUMNS = 800, 640, 720
"""Design pixels; where the screen has no room for two columns the groups stand below each other."""

Group = tuple[str, list[tuple[str, str]]]
"""A heading and the lines below it: what is done, by which keys."""


class ShortcutsDialog(QDialog):
    """Lists every action of the menu bar that has keys, menu by menu, then the keys of lists, fields and borders."""

    def __init__(self, parent: QWidget, bar: QMenuBar) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setWindowTitle(self.tr("Shortcuts"))
        self.setAccessibleName(self.tr("Shortcuts"))
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(16, 8, 16, 8)
        columns.setSpacing(40)
        room = self.screen().availableGeometry().size()
        every = [*_of_menus(bar), (self.tr("Lists, fields and borders"), self._others())]
        for groups in _halves(every) if room.width() >= theme.px(_TWO_COLUMNS) else (every,):
            columns.addWidget(_column(groups), 1, Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setObjectName("shortcuts_list")
        area.setAccessibleName(self.tr("Shortcuts"))
        area.setWidget(inside)
        area.setWidgetResizable(True)
        close = Button(self.tr("Close"), "primary")
        close.setObjectName("close_shortcuts")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        sheet = QVBoxLayout(self)
        sheet.setContentsMargins(8, 20, 8, 20)
        sheet.setSpacing(12)
        title = PlainLabel(self.tr("Shortcuts"), FontRole.TITLE)
        title.setContentsMargins(16, 0, 16, 0)
        sheet.addWidget(title)
        sheet.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addStretch(1)
        foot.addWidget(close)
        sheet.addLayout(foot)
        self.resize(min(theme.px(_WIDE), room.width()), min(theme.px(_HIGH), room.height()))

    def _others(self) -> list[tuple[str, str]]:
        """Keys that belong to whatever has the keyboard, and stand in no menu."""
        return [
            (self.tr("Next column or card"), "F6"),
            (self.tr("The one before"), "Shift+F6"),
            (self.tr("Tick, or choose"), "Space"),
            (self.tr("Open a list"), "Alt+Down"),
            (self.tr("Edit the line or the value"), "F2"),
            (self.tr("Delete the line"), "Del"),
            (self.tr("What else can be done with it"), "Shift+F10"),
            (self.tr("Keep a value and go down"), "Return"),
            (self.tr("Put a value back, close a dialog"), "Esc"),
            (self.tr("Copy a block of values"), "Ctrl+C"),
            (self.tr("Paste a block of values"), "Ctrl+V"),
            (self.tr("Save as PDF while sharing"), "Ctrl+Shift+E"),
            (self.tr("Save as Markdown while sharing"), "Ctrl+Shift+M"),
            (self.tr("Move a border between panes"), "←→↑↓"),
            (self.tr("Put a border back"), "Return"),
        ]


def _of_menus(bar: QMenuBar) -> Iterator[Group]:
    """The menus that have keys; what stands in a menu inside another belongs to the outer one."""
    for action in bar.actions():
        menu: QMenu | None = action.menu()  # type: ignore[assignment]
        lines = [told for each in _inside(menu) if (told := _told(each))[1]] if menu is not None else []
        if lines:
            yield _plain(action.text()), lines


def _inside(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner: QMenu | None = action.menu()  # type: ignore[assignment]
        if inner is None:
            yield action
        else:
            yield from _inside(inner)


def _told(action: QAction) -> tuple[str, str]:
    """Text and keys of an action; keys of a card that has the keyboard stand behind a tab in its text."""
    text, _tab, told = action.text().partition("\t")
    return _plain(text).removesuffix("…"), action.shortcut().toString(QKeySequence.SequenceFormat.PortableText) or told


def _plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _halves(groups: list[Group]) -> tuple[list[Group], list[Group]]:
    """Two columns about as long as each other; a group stays whole."""
    sizes = [len(lines) + 2 for _title, lines in groups]
    at = min(range(len(groups) + 1), key=lambda cut: abs(sum(sizes[:cut]) - sum(sizes[cut:])))
    return groups[:at], groups[at:]


def _column(groups: list[Group]) -> QWidget:
    column = QWidget()
    grid = QGridLayout(column)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    for title, lines in groups:
        row = grid.rowCount()
        grid.addWidget(PlainLabel(title, FontRole.GROUP, "text2"), row, 0, 1, 2, Qt.AlignmentFlag.AlignBottom)
        grid.setRowMinimumHeight(row, theme.px(36 if row > 1 else 20))
        for at, (text, keys) in enumerate(lines, start=row + 1):
            grid.addWidget(PlainLabel(text, elide=True), at, 0)
            grid.addWidget(Kbd(keys), at, 1, Qt.AlignmentFlag.AlignRight)
    return column
