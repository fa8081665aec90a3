"""One window for each file: whoever opens a file that is open already is shown the window that has it.

Two windows would overwrite each other's changes. A lock that a killed process left behind is taken over.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

_CALL = "call"
"""A file by which another start asks for the window."""


class OneWindow(QObject):
    """What this process claims: one file at a time, given back when it ends, however it ends."""

    called = Signal()
    """The file was opened a second time."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """Claims are kept in `folder`, one folder for each file."""
        super().__init__(parent)
        self._folder = folder
        self._place: Path | None = None
        self._lock: QLockFile | None = None
        self._watcher: QFileSystemWatcher | None = None

    def claim(self, path: Path) -> bool:
        """Take the file at `path`, giving back the one before; False, and its window is called, if another has it."""
        place = self._folder / hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]
        if place == self._place:
            return True
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError:  # without a folder of one's own nothing can be claimed, nor be in another's way
            return True
        lock = QLockFile(str(place / "lock"))
        lock.setStaleLockTime(0)  # it is as old as the window, and gone with the process
        if not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError:
            with contextlib.suppress(OSError):
                (place / _CALL).touch()
            return False
        self.release()
        self._place, self._lock = place, lock
        self._watcher = QFileSystemWatcher([str(place)], self)
        self._watcher.directoryChanged.connect(self._look)
        return True

    def release(self) -> None:
        """Give the file back."""
        if self._lock is not None:
            self._lock.unlock()
        if self._watcher is not None:
            self._watcher.deleteLater()
        self._place = self._lock = self._watcher = None

    def _look(self) -> None:
        call = None if self._place is None else self._place / _CALL
        if call is not None and call.exists():
            with contextlib.suppress(OSError):
                call.unlink()
            self.called.emit()
