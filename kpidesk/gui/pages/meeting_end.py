"""Ending a one-on-one: what was agreed is said back, then it locks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.domain.terms import Owner
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import clock, tr
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import AgendaItem, Commitment, Rep
    from kpidesk.gui.pages.meeting_head import Times


class EndDialog(QDialog):
    """Says what will be kept, and asks once."""

    end_wanted = Signal()

    def __init__(
        self,
        parent: QWidget,
        rep: Rep,
        times: Times,
        items: Sequence[AgendaItem],
        agreed: Sequence[Commitment],
        notes: int,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("end_dialog")
        title = formats.fill(tr("End the one-on-one with %1"), rep.first_name)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(title, FontRole.TITLE, wrap=True))
        spent = formats.fill(
            tr("%1 of %2, forecast %3."), clock(times.elapsed), clock(times.total), clock(times.forecast)
        )
        column.addWidget(PlainLabel(f"{spent} {_notes(notes)}", tone="text2", wrap=True))
        column.addWidget(PlainLabel(tr("Say back together"), FontRole.GROUP, "text2"))
        for each in agreed:
            who = rep.first_name if each.owner is Owner.REP else tr("You")
            due = formats.fill(tr(", by %1"), formats.weekday(each.due)) if each.due else ""
            column.addWidget(PlainLabel(f"{who}: {each.text}{due}", wrap=True))
        if not agreed:
            column.addWidget(PlainLabel(tr("Nothing was agreed yet. Go back to write down one promise."), wrap=True))
        left = [each.title for each in items if not each.checked]
        if left:
            said = formats.fill(tr("Not checked: %1"), ", ".join(left))
            column.addWidget(PlainLabel(said, FontRole.META, "muted", wrap=True))
        column.addWidget(
            PlainLabel(
                tr("After this the notes are locked for typing. Nothing is sent."), FontRole.META, "muted", wrap=True
            )
        )
        column.addSpacing(8)
        column.addLayout(self._buttons())
        theme.bind(self._restyle)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        back = Button(tr("Keep going"))
        back.setObjectName("end_back")
        back.clicked.connect(self.reject)
        end = Button(tr("End meeting"), "primary")
        end.setObjectName("end_meeting_now")
        end.setDefault(True)
        end.clicked.connect(self._on_end)
        row.addWidget(back)
        row.addWidget(end)
        return row

    def _on_end(self) -> None:
        self.accept()
        self.end_wanted.emit()

    def _restyle(self) -> None:
        self.setMinimumWidth(theme.px(480))


def _notes(count: int) -> str:
    if count == 1:
        return tr("1 note.")
    return formats.fill(tr("%1 notes."), str(count)) if count else tr("No notes.")
