"""Saying an agenda item in other words, in its place on the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui.pages.prepare_parts import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

LONGEST_TITLE, LONGEST_WHY = 200, 400
_STAYS = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})
"""Ways to lose the keyboard that are no leaving."""


class Rewording(QWidget):
    """A line for the title and one for the reason. Enter or leaving keeps both, Esc puts both back."""

    kept = Signal(str, str)
    put_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.why = QLineEdit(), QLineEdit()
        self._open = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for line, name, said, longest in (
            (self.title, "reword_title", tr("What it is about"), LONGEST_TITLE),
            (self.why, "reword_why", tr("Why it is on the agenda"), LONGEST_WHY),
        ):
            line.setObjectName(name)
            line.setAccessibleName(said)
            line.setPlaceholderText(said)
            line.setMaxLength(longest)
            line.returnPressed.connect(self._keep)
            line.installEventFilter(self)
            column.addWidget(line)

    @property
    def is_open(self) -> bool:
        """Whether something is being reworded."""
        return self._open

    def begin(self, title: str, why: str) -> None:
        """Show what it says now, ready to be typed over."""
        self._open = True
        self.title.setText(title)
        self.why.setText(why)
        self.title.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._open = False
            self.put_back.emit()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        left = isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and event.reason() not in _STAYS
        if left and not self.title.hasFocus() and not self.why.hasFocus():
            self._keep()
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        if self._open:
            self._open = False
            self.kept.emit(self.title.text(), self.why.text())
