"""A labelled line for a day, which says itself what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from kpidesk.gui import formats
from kpidesk.gui.dialogs.field import Field, read_day

if TYPE_CHECKING:
    import datetime as dt


class DayField(Field):
    """Shows a day by the system's locale and reads one as people type it."""

    def __init__(self, label: str, name: str, today: dt.date, *, needed: bool = False) -> None:
        """`today` is the example of how a day is typed; `needed` refuses an empty line."""
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(formats.dated(today))
        super().__init__(label, self.line)
        self._example, self._needed = formats.dated(today), needed

    def show_day(self, day: dt.date | None) -> None:
        """Put a day into the line, or nothing."""
        self.line.setText(formats.dated(day) if day else "")

    def read(self) -> dt.date | None:
        """The day, or None; the field is `wrong` when there should be one and is none."""
        text = self.line.text().strip()
        found = read_day(text) if text else None
        if text and found is None:
            said = self.tr("“%1” is not a day. Type it like %2.")
            if not self._needed:
                said = self.tr("“%1” is not a day. Type it like %2, or leave it empty.")
            self.complain(formats.fill(said, text, self._example))
        elif not text and self._needed:
            self.complain(formats.fill(self.tr("Type a day, such as %1."), self._example))
        return found
