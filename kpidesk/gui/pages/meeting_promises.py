"""What was agreed, line by line, with a box to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.domain.terms import CommitmentStatus, Owner
from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from kpidesk.domain.entities import Commitment, Rep


class PromiseLine(QWidget):
    """A box to tick, what was promised, by whom and when."""

    ticked = Signal(object, bool)
    """The `Commitment`, and whether it is done."""

    def __init__(self, commitment: Commitment, rep: Rep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self.box.setObjectName(f"agreed_{commitment.id}")
        self.box.setChecked(commitment.status is CommitmentStatus.DONE)
        self.box.clicked.connect(lambda done: self.ticked.emit(commitment, done))
        said = who_and_when(commitment, rep)
        self.box.setAccessibleName(f"{commitment.text}, {said}")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(commitment.text, wrap=True))
        words.addWidget(PlainLabel(said, FontRole.META, "muted", elide=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(10)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


def who_and_when(commitment: Commitment, rep: Rep) -> str:
    """Who takes it on, and by when: Maya, by Mon 24 Aug."""
    who = rep.first_name if commitment.owner is Owner.REP else tr("You")
    return formats.fill(tr("%1, by %2"), who, formats.weekday(commitment.due)) if commitment.due else who


def rule() -> QFrame:
    """A thin line between rows."""
    line = QFrame()
    line.setProperty("look", "rule")
    line.setFixedHeight(1)
    return line
