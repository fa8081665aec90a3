"""Buttons of which one is chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QButtonGroup


class ChoiceGroup(QButtonGroup):
    """An exclusive group: Tab comes to the chosen button, arrow keys go to the others.

    Qt leaves Tab with the button that had the focus last, also after another was chosen by the program.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.buttonToggled.connect(self._on_toggled)

    def _on_toggled(self, button: QAbstractButton, checked: bool) -> None:  # noqa: FBT001 - Qt's own signal
        if checked:
            for each in self.buttons():
                each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is button else Qt.FocusPolicy.ClickFocus)
