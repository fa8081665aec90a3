"""What to do when the window should close over a text that could not be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from kpidesk.gui.dialogs.notice import notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpidesk.gui.main_window import MainWindow


def ask(window: MainWindow, lose: Callable[[], object]) -> QMessageBox:
    """Ask whether to stay, which is the default, or to `lose` the text and close."""
    box = notice(
        window,
        "unsaved",
        window.tr("Not saved yet"),
        window.tr("Something you typed is not saved yet. KPIdesk keeps trying; the page says why it fails."),
        window.tr("Copy the text elsewhere, or make room on the disk, before you close."),
    )
    stay = box.addButton(window.tr("Stay"), QMessageBox.ButtonRole.RejectRole)
    away = box.addButton(window.tr("Close and lose the text"), QMessageBox.ButtonRole.DestructiveRole)
    stay.setObjectName("stay")
    away.setObjectName("close_and_lose")
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    away.clicked.connect(lambda _checked=False: lose())
    box.open()
    return box
