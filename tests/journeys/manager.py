"""Somebody at the keyboard of the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QWidget

from kpidesk.gui.main_window import MainWindow
from kpidesk.settings import Settings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from kpidesk.services.desk import Desk

T = TypeVar("T", bound=QObject)
WAIT = 30_000
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
RETURN = Qt.Key.Key_Return
_PLAIN = Qt.KeyboardModifier.NoModifier


class Manager:
    """Presses keys where the focus is, clicks what has a name, and waits until the window is at rest."""

    def __init__(self, qtbot: QtBot, desk: Desk, today: dt.date) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.window = MainWindow(today=lambda: today, settings=Settings(), keep_settings=lambda _settings: None)
        self.window.resize(1440, 868)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        self.window.open(desk)
        self.until(self.window.isActiveWindow)
        self.rest()

    @property
    def page(self) -> Any:
        """The page in sight."""
        return self.window.page

    def until(self, reached: Callable[[], object]) -> None:
        """Let the window work until something is so."""
        self.qtbot.waitUntil(lambda: bool(reached()), timeout=WAIT)

    def rest(self) -> None:
        """Let the window work until nothing is left to do."""
        self.until(lambda: self.page is not None and self.page.complete and not self.window.jobs.busy)
        QApplication.processEvents()

    def press(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        """One key, with others held down, wherever the focus is."""
        modifiers = _PLAIN
        for each in held:
            modifiers |= each
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def go(self, digit: Qt.Key) -> Any:
        """Alt and a digit: the page that comes in sight."""
        # Where there is no window manager, nobody else gives the keyboard back after a dialog.
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        self.press(digit, ALT)
        self.rest()
        return self.page

    def click(self, button: str | QAbstractButton) -> None:
        """A click on a button that is in sight; a box is ticked with the space bar."""
        found = button if isinstance(button, QAbstractButton) else self.find(QAbstractButton, button)
        assert found.isVisible()
        assert found.isEnabled()
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton, pos=found.rect().center())

    def choose(self, listing: QAbstractItemView, text: str) -> None:
        """A click on the row of a list that says so."""
        model = listing.model()
        row = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == text)
        listing.scrollTo(model.index(row, 0))
        place = listing.visualRect(model.index(row, 0)).center()
        self.qtbot.mouseClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def tick(self, box: QAbstractButton) -> None:
        """The space bar on a box."""
        box.setFocus()
        self.press(Qt.Key.Key_Space)
        assert box.isChecked()

    def write(self, text: str, where: QWidget | None = None) -> None:
        """Click into a field, if one is named, and type."""
        if where is not None:
            room = where.viewport() if isinstance(where, QPlainTextEdit) else where
            self.qtbot.mouseClick(room, Qt.MouseButton.LeftButton)
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def fill(self, name: str, text: str) -> None:
        """Type a text in the place of what a line held."""
        line = self.find(QLineEdit, name)
        self.until(line.isActiveWindow)
        self.qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
        self.press(Qt.Key.Key_A, CTRL)
        self.write(text)
        assert line.text() == text

    def find(self, kind: type[T], name: str) -> T:
        """Something in sight by its object name."""
        found = self.window.findChild(kind, name)
        assert found is not None, f"there is no {name}"
        return found

    def undo_words(self) -> str:
        """What the Edit menu says it would take back."""
        return self.window.menus.actions["undo"].text().replace("&", "")
