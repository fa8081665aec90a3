"""At the bottom of a meeting that is over: what was added to the current item since, and the way to add more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.domain.amendments import amendments
from kpidesk.domain.terms import Visibility
from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from kpidesk.domain.entities import Id, Note
    from kpidesk.gui.pages.meeting_room import Room

_MOST = 3
"""Amendments that are shown here; all of them are on the Meetings page."""


class AmendmentBar(QFrame):
    """Amendments of one side of one item, with their dates; the note above stays as it was."""

    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("amendment_bar")
        self.setProperty("look", "card")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self._hint = PlainLabel("", tone="muted", wrap=True)
        self.add = Button(tr("Add amendment…"), icon="pencil")
        self.add.setObjectName("add_amendment")
        self.add.clicked.connect(self.add_wanted)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addLayout(self._lines)
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.add)
        self.hide()

    def show_item(self, room: Room, item: Id | None, visibility: Visibility) -> None:
        """Show the newest amendments of one side of an item, oldest first; before the end there is nothing to show."""
        found = [
            each
            for each in amendments(room.notes, room.meeting)
            if (each.agenda_item_id, each.visibility) == (item, visibility)
        ]
        self.setVisible(room.locked)
        while (old := self._lines.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in found[-_MOST:]:
            self._lines.addWidget(_Amendment(each))
        self._hint.setText(tr("This one-on-one is locked. What you add is kept with its date below the note."))
        self._hint.setVisible(not found)


class _Amendment(QWidget):
    """When it was added, who may read it, and its words."""

    def __init__(self, note: Note) -> None:
        super().__init__()
        private = note.visibility is Visibility.PRIVATE
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("lock" if private else "eye", "text2", 14, name=tr("Private") if private else ""))
        row.addWidget(PlainLabel(formats.dated(note.created_at.astimezone().date()), FontRole.GROUP, "text2"))
        row.addWidget(PlainLabel(note.text.strip(), wrap=True), 1)
