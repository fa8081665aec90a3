"""Asking quietly why something was taken off the agenda: one line that waits, and never has to be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.prepare_parts import tr
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kpidesk.domain.entities import Id

_LONGEST = 200


class WhyStrip(QFrame):
    """Names what was left out, offers three reasons and a line for another."""

    said = Signal(object, str)
    """The id of the item, and the reason."""
    left = Signal()
    """It was answered or put aside; the keyboard belongs to the agenda again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("why_strip")
        self.setAccessibleName(tr("Why it was left out"))
        self.setProperty("look", "banner")
        self._item: Id | None = None
        self._text = PlainLabel("", FontRole.META, "text2", elide=True)
        self.line = QLineEdit()
        self.line.setObjectName("why_line")
        self.line.setAccessibleName(tr("Why it was left out"))
        self.line.setPlaceholderText(tr("Or in your words, Enter keeps it"))
        self.line.setMaxLength(_LONGEST)
        self.line.returnPressed.connect(lambda: self._say(self.line.text()))
        self.buttons = [
            self._button("why_later", tr("Not this time")),
            self._button("why_solved", tr("Solved")),
            self._button("why_wrong", tr("The numbers mislead")),
        ]
        away = Button("", "ghost", icon="x", size="small", name=tr("Give no reason"))
        away.setObjectName("why_none")
        away.clicked.connect(self._leave)
        above = QHBoxLayout()
        above.addWidget(self._text, 1)
        above.addWidget(away)
        below = QHBoxLayout()
        below.setSpacing(8)
        for each in self.buttons:
            below.addWidget(each)
        below.addWidget(self.line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 12, 8)
        column.setSpacing(2)
        column.addLayout(above)
        column.addLayout(below)
        self.hide()

    @property
    def item(self) -> Id | None:
        """What the reason is asked for."""
        return self._item

    def ask(self, item: Id, title: str) -> None:
        """Ask for the reason of another item, without taking the keyboard."""
        self._item = item
        self._text.setText(formats.fill(tr("“%1” is left out. Why?"), title))
        self.line.clear()
        self.show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _button(self, name: str, text: str) -> Button:
        button = Button(text, size="small")
        button.setObjectName(name)
        button.clicked.connect(lambda: self._say(text))
        return button

    def _say(self, reason: str) -> None:
        if self._item is not None and reason.strip():
            self.said.emit(self._item, reason.strip())
        self._leave()

    def _leave(self) -> None:
        self._item = None
        self.hide()
        self.left.emit()
