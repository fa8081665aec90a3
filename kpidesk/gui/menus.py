"""The menu bar: every action of the window with its shortcut, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow, QMenu


def tr(text: str) -> str:
    """Translate a menu text."""
    return QCoreApplication.translate("menus", text)


class Menus:
    """Builds the menus and keeps the actions by name."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self.actions: dict[str, QAction] = {}
        self.of_page: set[str] = set()
        """Names of actions that only some pages can do."""
        self.of_file: set[str] = set()
        """Names of actions that need an open file."""

    def menu(self, title: str, name: str) -> QMenu:
        """Add a menu to the bar."""
        menu = self._window.menuBar().addMenu(title)
        menu.setObjectName(f"menu_{name}")
        return menu

    def add(self, menu: QMenu, name: str, text: str, slot: Callable[[], object], keys: str = "") -> QAction:
        """Add an action; `name` is how code and tests find it."""
        action = QAction(text, self._window)
        action.setObjectName(f"action_{name}")
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: slot())
        menu.addAction(action)
        self.actions[name] = action
        return action

    def choices(
        self, menu: QMenu, name: str, texts: dict[str, str], current: str, slot: Callable[[str], None]
    ) -> QActionGroup:
        """Add a group of which exactly one is chosen."""
        group = QActionGroup(self._window)
        for key, text in texts.items():
            action = self.add(menu, f"{name}_{key}", text, lambda key=key: slot(key))  # type: ignore[misc]
            action.setCheckable(True)
            action.setChecked(key == current)
            group.addAction(action)
        return group
