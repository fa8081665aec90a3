"""Pictures of the pages, as PNG files. Private notes are never on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from kpidesk.domain.errors import UserError
from kpidesk.gui.page_stack import PAGES

if TYPE_CHECKING:
    from pathlib import Path

    from kpidesk.gui.main_window import MainWindow


def take(window: MainWindow, folder: Path) -> list[Path]:
    """Grab every page of an open window into `folder`, numbered in the order of the navigation.

    Raises:
        UserError: a file could not be written.
    """
    if window.context.show_private:
        raise ValueError("a window that shows private notes must not be pictured")
    files = []
    for number, key in enumerate(PAGES, start=1):
        window.go(key)
        while window.jobs.busy or (window.page is not None and not window.page.complete):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        # Layouts settle in two rounds: the first gives sizes, the second wraps text to them.
        for _ in range(3):
            QApplication.processEvents()
        path = folder / f"{number:02d}-{key}.png"
        if not window.grab().save(str(path)):
            raise UserError(f"{path} cannot be written. Check that the folder may be written to.")
        files.append(path)
    return files
