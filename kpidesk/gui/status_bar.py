"""The status bar: saved, which file, and that nothing leaves this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTime
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class StatusBar(QStatusBar):
    """Calm facts at the bottom of the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(0, 0, 8, 0)
        self._saved = PlainLabel("", FontRole.META, "muted")
        self._saved.setObjectName("status_saved")
        self._file = PlainLabel(self.tr("No file yet"), FontRole.META, "muted", elide=True)
        self._file.setObjectName("status_file")
        self.set_file(None)
        self._saved_row = _row(IconLabel("check", "muted", 14), self._saved)
        self._saved_row.hide()
        promise = self.tr("Offline by design. Nothing leaves this computer.")
        offline = PlainLabel(promise, FontRole.META, "muted", elide=True)
        shortcuts = PlainLabel(self.tr("Shortcuts"), FontRole.META, "muted")
        self.addWidget(self._saved_row)
        self.addWidget(_row(IconLabel("file", "muted", 14), self._file))
        self.addPermanentWidget(_row(IconLabel("plug", "muted", 14), offline))
        self.addPermanentWidget(_row(Kbd("F1"), shortcuts))

    def set_file(self, path: Path | None) -> None:
        """Name the open file; None: there is none."""
        self._file.setText(path.name if path else self.tr("No file yet"))
        self._file.set_tip(str(path or ""))

    def saved(self, at: dt.datetime) -> None:
        """Say when the last change reached the disk."""
        time = QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)
        self._saved.setText(formats.fill(self.tr("Saved %1"), time))
        self._saved_row.show()


def _row(*parts: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(16, 0, 0, 0)
    layout.setSpacing(6)
    for part in parts:
        layout.addWidget(part)
    row.setContentsMargins(0, 0, 8, 0)
    return row
