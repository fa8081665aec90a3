"""What stands in the window while no file is open: the ways on after one could not be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kpidesk.gui import formats
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.empty_state import Drawing, EmptyState

if TYPE_CHECKING:
    from pathlib import Path


class NoFile(QWidget):
    """Says which file is not open; another can be opened, or a backup of it put in its place."""

    open_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("no_file")
        self.setProperty("look", "page")
        self.setAccessibleName(self.tr("No file is open"))
        self.open = Button(self.tr("Open another file…"), "primary", icon="folder-open", keys="Ctrl+O")
        self.open.setObjectName("open_another")
        self.restore = Button(self.tr("Restore a backup…"), icon="history")
        self.restore.setObjectName("restore_backup")
        self.open.clicked.connect(self.open_wanted)
        self.restore.clicked.connect(self.restore_wanted)
        said = formats.fill(
            self.tr("%1 could not be opened and was left as it is. A backup of it can be put in its place."), path.name
        )
        self._state = EmptyState(Drawing.TEAM, self.accessibleName(), said, self.open)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._state)
        column.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def set_compact(self, *, compact: bool) -> None:
        """Fit into a narrow window, as the pages do."""
        self._state.show_drawing(shown=not compact)
