"""The window's one door to change: do, undo, redo, then tell every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpidesk.domain.edits import Change
    from kpidesk.services.history import History


class Editor(QObject):
    """Carries out gestures and announces what they changed."""

    changed = Signal(object)
    """A `Change`: pages concerned reload."""
    refused = Signal(str)
    """A sentence for the user: nothing was changed."""

    def __init__(self, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history

    @property
    def undo_label(self) -> str | None:
        """What undo would take back."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        """What redo would do again."""
        return self._history.redo_label

    def do(self, gesture: Callable[[], Change]) -> bool:
        """Carry out a service's gesture; False when it was refused, and why was said."""
        try:
            change = gesture()
        except UserError as error:
            self.refused.emit(str(error))
            return False
        self.changed.emit(change)
        return True

    def undo(self) -> None:
        """Take back the last step."""
        self.do(self._history.undo)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.do(self._history.redo)
