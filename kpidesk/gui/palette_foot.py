"""The foot of the command palette: its keys, and how much of what fits is listed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.palette_model import tr
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel


class PaletteFoot(QFrame):
    """One line below the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "palettefoot")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for keys, text in (
            (("Up", "Down"), tr("choose")),
            (("Return",), tr("run")),
            (("Tab",), tr("narrow to one kind")),
        ):
            for key in keys:
                row.addWidget(Kbd(key))
            row.addWidget(PlainLabel(text, FontRole.META, "muted"))
            row.addSpacing(8)
        row.addStretch(1)
        self._count = PlainLabel("", FontRole.META, "muted")
        row.addWidget(self._count)

    def say(self, shown: int, total: int) -> None:
        """Say how many of all are listed."""
        self._count.setText(formats.fill(tr("%1 of %2"), str(shown), str(total)))
