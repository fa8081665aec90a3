"""The open commitments under a scorecard: tick one to close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kpidesk.domain.attention import is_stale
from kpidesk.domain.terms import Owner, Status
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.reps_standing import tr
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from kpidesk.domain.entities import Commitment


class OpenCommitments(QWidget):
    """A heading with a way to add one, and one line for each open commitment."""

    done_wanted = Signal(object)
    """A `Commitment`."""
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add = Button(self.tr("Add"), "link", name=self.tr("Add a commitment"))
        self.add.setObjectName("rep_add_commitment")
        self.add.clicked.connect(self.add_wanted)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Open commitments"), FontRole.GROUP, "text2"), 1)
        head.addWidget(self.add)
        self._none = PlainLabel(self.tr("Nothing is open."), FontRole.META, "muted")
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 10, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(self._none)

    def show_commitments(self, commitments: Sequence[Commitment], on: dt.date) -> None:
        """Show those of another rep."""
        self._none.setVisible(not commitments)
        while len(self._lines) < len(commitments):
            line = _Line(len(self._lines), self.done_wanted.emit)
            self._lines.append(line)
            self._column.addWidget(line)
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(commitments))
            if at < len(commitments):
                line.show_commitment(commitments[at], on)


class _Line(QWidget):
    """A box to tick, what was promised, and by when."""

    def __init__(self, number: int, done: Callable[[Commitment], None]) -> None:
        super().__init__()
        self._commitment: Commitment | None = None
        self._done = done
        self.box = QCheckBox()
        self.box.setObjectName(f"rep_commitment_{number + 1}")
        self.box.clicked.connect(self._on_ticked)
        self._text = PlainLabel(elide=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._mark = StatusMark(Status.WATCH, 10)
        self._due = PlainLabel("", FontRole.META, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.box)
        row.addWidget(self._text, 1)
        row.addSpacing(4)
        row.addWidget(self._mark)
        row.addWidget(self._due)
        theme.bind(self._restyle)

    def show_commitment(self, commitment: Commitment, on: dt.date) -> None:
        self._commitment = commitment
        text = commitment.text
        if commitment.owner is Owner.MANAGER:
            text = formats.fill(self.tr("You: %1"), text)
        self._text.setText(text)
        late = commitment.due is not None and commitment.due < on
        due, tone = due_words(commitment, on), "watch" if late else "muted"
        self._due.setText(due)
        self._due.set_tone(tone)
        self._mark.setVisible(late or is_stale(commitment, on))
        self.box.setChecked(False)
        self.box.setAccessibleName(f"{text}, {due}" if due else text)

    def _on_ticked(self) -> None:
        if self._commitment is not None:
            self._done(self._commitment)

    def _restyle(self) -> None:
        self.setMinimumHeight(max(theme.px(32), theme.line(FontRole.BODY) + 8))


def due_words(commitment: Commitment, on: dt.date) -> str:
    """By when: "Due 15 Aug" once that day has come, "To 11 Sep" before."""
    if commitment.due is None:
        return ""
    text = tr("Due %1") if commitment.due <= on else tr("To %1")
    return formats.fill(text, formats.day(commitment.due))
