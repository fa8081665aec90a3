"""The lists behind the tabs of a rep: past and planned one-on-ones, all commitments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from kpidesk.domain.attention import is_open, is_stale
from kpidesk.domain.terms import CommitmentStatus, MeetingStatus, Owner, Status
from kpidesk.gui import formats, words
from kpidesk.gui.delegates.cells import MeetingDelegate
from kpidesk.gui.models.lines_model import Line, LinesModel
from kpidesk.gui.pages.reps_promises import due_words
from kpidesk.gui.pages.reps_standing import tr
from kpidesk.gui.roles import Role
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.row_table import RowTable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from kpidesk.domain.entities import Commitment, OneOnOne


class LinesList(QStackedWidget):
    """A list, or a sentence when there is nothing in it."""

    opened = Signal(object)
    """The entity of the row that was opened by Enter or a double click."""

    def __init__(self, name: str, title: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = LinesModel(self)
        self.view = RowTable(name=title)
        self.view.setObjectName(name)
        self.view.setModel(self.model)
        self.view.setItemDelegate(MeetingDelegate(self.view))
        self.view.horizontalHeader().hide()
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.view.activated.connect(self._on_activated)
        self._nothing = PlainLabel(nothing, tone="text2", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self._nothing)
        column.addStretch(1)
        self.addWidget(self.view)
        self.addWidget(empty)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show other rows."""
        self.model.set_rows(lines)
        self.setCurrentIndex(0 if lines else 1)

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(Role.ENTITY))


def meeting_lines(meetings: Iterable[OneOnOne], on: dt.date) -> list[Line]:
    """One-on-ones, newest first."""
    ordered = sorted(meetings, key=lambda each: (each.on, str(each.at or "")), reverse=True)
    return [
        Line(
            each,
            f"{formats.weekday(each.on)} {formats.time(each.at)}".rstrip(),
            f"{words.meeting_status(each, on)}, {formats.fill(tr('%1 min'), str(each.length))}",
            muted=each.status in {MeetingStatus.CANCELLED, MeetingStatus.NO_SHOW},
        )
        for each in ordered
    ]


def commitment_lines(commitments: Iterable[Commitment], on: dt.date) -> list[Line]:
    """Commitments, open ones first, then the newest."""
    ordered = sorted(commitments, key=lambda each: (not is_open(each), -each.agreed_on.toordinal()))
    return [
        Line(
            each,
            formats.fill(tr("You: %1"), each.text) if each.owner is Owner.MANAGER else each.text,
            _commitment_words(each, on),
            Status.WATCH if is_stale(each, on) else None,
            muted=not is_open(each),
        )
        for each in ordered
    ]


def _commitment_words(commitment: Commitment, on: dt.date) -> str:
    agreed = formats.fill(tr("agreed %1"), formats.day(commitment.agreed_on))
    if is_open(commitment):
        due = due_words(commitment, on) or tr("No day set")
        return f"{due}, {agreed}"
    word = {
        CommitmentStatus.DONE: tr("Done %1"),
        CommitmentStatus.MISSED: tr("Missed %1"),
    }.get(commitment.status, tr("Dropped %1"))
    return f"{formats.fill(word, formats.day(commitment.closed_on)).rstrip()}, {agreed}"
