"""What rep and manager want to talk about: each topic a line that can be typed over, and an empty one for the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.entities import Topic, new_id
from kpidesk.gui import formats, theme
from kpidesk.gui.pages.prepare_parts import tr
from kpidesk.gui.widgets.buttons import Button

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.domain.entities import Rep

_LONGEST = 200
_STAYS = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})


class TopicLine(QWidget):
    """Who raised it, the text, and a way to drop it. Enter or leaving keeps the text, Esc puts it back."""

    kept = Signal(str)
    turned = Signal()
    """The other of the two raised it."""
    removed = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._name, self._by_rep = "", "", True
        place = str(number) if number else "new"
        self.who = Button("", size="small")
        self.who.setObjectName(f"topic_who_{place}")
        self.who.clicked.connect(self.turned)
        self.text = QLineEdit()
        self.text.setObjectName(f"topic_text_{place}")
        self.text.setMaxLength(_LONGEST)
        self.text.returnPressed.connect(self._keep)
        self.text.installEventFilter(self)
        self.remove = Button("", "ghost", icon="x", size="small", name=tr("Remove topic"))
        self.remove.setObjectName(f"topic_remove_{place}")
        self.remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.who)
        row.addWidget(self.text, 1)
        row.addWidget(self.remove)
        if not number:
            self.remove.hide()

    @property
    def by_rep(self) -> bool:
        """Whether the rep raised it."""
        return self._by_rep

    def show_topic(self, text: str, rep: Rep, *, by_rep: bool) -> None:
        """Show another topic; an empty one asks for a new one."""
        self._text, self._by_rep = text, by_rep
        name = rep.first_name if by_rep else tr("You")
        self.who.setText(name)
        self.who.setAccessibleName(formats.fill(tr("Raised by %1, press to change"), name))
        self.who.updateGeometry()
        self.text.setText(text)
        self.text.setCursorPosition(0)
        asked = formats.fill(tr("Topic of %1, Enter keeps it"), rep.first_name) if by_rep else tr("Your topic")
        self.text.setPlaceholderText(asked)
        self.text.setAccessibleName(formats.fill(tr("Topic: %1"), text) if text else asked)
        self.remove.setAccessibleName(formats.fill(tr("Remove topic: %1"), text))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and event.reason() not in _STAYS:
            self._keep()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.text.setText(self._text)
            return True
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        text = " ".join(self.text.text().split())
        if text != self._text:
            if not text:
                # An emptied line is no topic; the button beside it removes one.
                self.text.setText(self._text)
                return
            self._text = text
            self.kept.emit(text)


class TopicList(QWidget):
    """The topics that wait, oldest first, and a line for one more."""

    added = Signal(object)
    """A new `Topic`."""
    changed = Signal(object, object)
    """A `Topic` as it was and as it is to be."""
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rep: Rep | None = None
        self._on: dt.date | None = None
        self._topics: tuple[Topic, ...] = ()
        self._lines: list[TopicLine] = []
        self.new = TopicLine(0)
        self.new.kept.connect(self._add)
        self.new.turned.connect(self._turn_new)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.new)
        theme.on_change(self.updateGeometry)

    @property
    def lines(self) -> list[TopicLine]:
        """The lines of the topics that wait."""
        return [each for each in self._lines if not each.isHidden()]

    def show_topics(self, topics: Sequence[Topic], rep: Rep, on: dt.date) -> None:
        """Show the topics of another rep, or changed ones; what is being typed stays."""
        other = self._rep is None or rep.id != self._rep.id
        if not other and tuple(topics) == self._topics:
            return
        self._rep, self._on, self._topics = rep, on, tuple(topics)
        while len(self._lines) < len(topics):
            self._make_line(len(self._lines))
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(topics))
            if at < len(topics):
                line.show_topic(topics[at].text, rep, by_rep=topics[at].raised_by_rep)
        if other:
            self.new.show_topic("", rep, by_rep=True)

    def _make_line(self, at: int) -> None:
        line = TopicLine(at + 1)
        line.kept.connect(lambda text: self._change(at, text))
        line.turned.connect(lambda: self._turn(at))
        line.removed.connect(lambda: self.removed.emit(self._topics[at]))
        self._lines.append(line)
        self._column.insertWidget(at, line)

    def _add(self, text: str) -> None:
        if self._rep is None or self._on is None:
            return
        by_rep = self.new.by_rep
        self.new.show_topic("", self._rep, by_rep=by_rep)
        self.added.emit(Topic(new_id(), self._rep.id, text, self._on, by_rep))

    def _change(self, at: int, text: str) -> None:
        self.changed.emit(self._topics[at], replace(self._topics[at], text=text))

    def _turn(self, at: int) -> None:
        topic = self._topics[at]
        self.changed.emit(topic, replace(topic, raised_by_rep=not topic.raised_by_rep))

    def _turn_new(self) -> None:
        if self._rep is not None:
            typed = self.new.text.text()
            self.new.show_topic("", self._rep, by_rep=not self.new.by_rep)
            self.new.text.setText(typed)
