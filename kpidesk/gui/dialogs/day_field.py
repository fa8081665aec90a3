"""A labelled line for a day, which says itself what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from kpidesk.domain.capture import read_day
from kpidesk.gui import formats
from kpidesk.gui.capture_words import locale_words
from kpidesk.gui.dialogs.field import Field

if TYPE_CHECKING:
    import datetime as dt


class DayField(Field):
    """Shows a day by the system's locale and reads one as people type it: 23 Jul 2026, 2026-07-23, Fri, in 2 weeks.

    What was understood stands in the line, with its year, as soon as the line is left.
    """

    def __init__(self, label: str, name: str, today: dt.date, *, needed: bool = False) -> None:
        """`today` is what a day without a year is counted from; `needed` refuses an empty line."""
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(formats.dated(today))
        super().__init__(label, self.line)
        self._today, self._needed = today, needed
        self.line.editingFinished.connect(self._show_understood)

    def show_day(self, day: dt.date | None) -> None:
        """Put a day into the line, or nothing."""
        self.line.setText(formats.dated(day) if day else "")

    def read(self) -> dt.date | None:
        """The day, or None; the field is `wrong` when there should be one and is none."""
        text, example = self.line.text().strip(), formats.dated(self._today)
        found = self._understood()
        if text and found is None:
            said = self.tr("“%1” is not a day. Type it like %2.")
            if not self._needed:
                said = self.tr("“%1” is not a day. Type it like %2, or leave it empty.")
            self.complain(formats.fill(said, text, example))
        elif not text and self._needed:
            self.complain(formats.fill(self.tr("Type a day, such as %1."), example))
        return found

    def _understood(self) -> dt.date | None:
        text = self.line.text().strip()
        return read_day(text, self._today, locale_words()) if text else None

    def _show_understood(self) -> None:
        found = self._understood()
        if found is not None:
            self.show_day(found)
