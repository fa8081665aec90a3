"""Keeping what is typed into a line before it is entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from kpidesk.domain.errors import UserError
from kpidesk.gui.widgets.note_saver import IDLE_MS, LATEST_MS, RETRY_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


class LineKeeper(QObject):
    """Keeps a line as notes are kept: after a pause and at least every second; what fails is tried again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place: Hashable = None
        self._keep: Callable[[str], None] = _nowhere
        self._text = self._kept = ""
        self._idle, self._latest = self._timer(IDLE_MS), self._timer(LATEST_MS)

    def turn_to(self, place: Hashable, keep: Callable[[str], None], kept: str) -> None:
        """Keep what is typed at another place from now on.

        Args:
            place: What the line belongs to; nothing happens when it does already.
            keep: Puts a text into the file, or raises a `UserError`.
            kept: What the file has.
        """
        if place == self._place:
            return
        self.flush()
        self._place, self._keep = place, keep
        self._text = self._kept = kept

    def touch(self, text: str) -> None:
        """Note that the line now reads `text`."""
        self._text = text
        if text != self._kept:
            self._idle.start(IDLE_MS)
            if not self._latest.isActive():
                self._latest.start()

    def flush(self) -> bool:
        """Keep it now; False when that failed, and then it is tried again."""
        self._idle.stop()
        self._latest.stop()
        if self._text == self._kept:
            return True
        try:
            self._keep(self._text)
        except UserError:
            self._idle.start(RETRY_MS)
            return False
        self._kept = self._text
        return True

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.flush)
        return timer


def _nowhere(_text: str) -> None:
    """Before the line belongs to anything."""
