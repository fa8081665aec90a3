"""What to look back at in a meeting: the last three one-on-ones, and all KPIs at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kpidesk.domain.terms import CommitmentStatus
from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.models.item_kpis import item_kpi
from kpidesk.gui.pages.meeting_evidence import Evidence
from kpidesk.gui.pages.meeting_promises import rule, who_and_when
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from kpidesk.domain.entities import Commitment, Rep
    from kpidesk.gui.pages.meeting_room import Past, Room

_MOST_LINES = 6
"""Lines of a note that are shown; the rest is on the Meetings page."""


class PastCard(Card):
    """The last three one-on-ones: shared notes and what was agreed. Nothing private is in them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Last one-on-ones"), compact=True, parent=parent)
        self.setObjectName("meeting_past")
        self._scroll = _scroll("past_list", tr("Last one-on-ones"))
        self.body.addWidget(self._scroll)

    def show_room(self, room: Room) -> None:
        """Show what came before this one-on-one."""
        inner, column = _column()
        found = room.past()
        for at, past in enumerate(found):
            if at:
                column.addSpacing(8)
                column.addWidget(rule())
                column.addSpacing(8)
            _put(column, past, room.rep)
        if not found:
            column.addWidget(PlainLabel(tr("This is the first one with a record."), FontRole.META, "muted", wrap=True))
        column.addStretch(1)
        _replace(self._scroll, inner)


class StripCard(Card):
    """Every KPI of the rep in one line, leading ones first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("KPIs"), compact=True, parent=parent)
        self.setObjectName("meeting_kpis")
        self._scroll = _scroll("meeting_kpi_list", tr("KPIs"))
        self.body.addWidget(self._scroll)

    def show_room(self, room: Room) -> None:
        """Show where the rep stands."""
        inner, column = _column()
        for each in room.card.standings:
            column.addWidget(Evidence(item_kpi(each), room.currency, brief=True))
        if not room.card.standings:
            column.addWidget(PlainLabel(tr("No KPI has values or a target yet."), FontRole.META, "muted", wrap=True))
        column.addStretch(1)
        _replace(self._scroll, inner)


def _put(column: QVBoxLayout, past: Past, rep: Rep) -> None:
    column.addWidget(PlainLabel(formats.weekday(past.meeting.on), FontRole.GROUP, "text2"))
    lines = [line for note in past.notes for line in note.text.splitlines() if line.strip()]
    for line in lines[:_MOST_LINES]:
        column.addWidget(PlainLabel(line.strip(), wrap=True))
    if len(lines) > _MOST_LINES:
        more = formats.fill(tr("%1 more lines on the Meetings page"), str(len(lines) - _MOST_LINES))
        column.addWidget(PlainLabel(more, FontRole.META, "muted", wrap=True))
    for each in past.agreed:
        column.addWidget(PlainLabel(_promise(each, rep), FontRole.META, "text2", wrap=True))
    if not lines and not past.agreed:
        column.addWidget(PlainLabel(tr("No shared notes, nothing agreed."), FontRole.META, "muted", wrap=True))


def _promise(commitment: Commitment, rep: Rep) -> str:
    states = {
        CommitmentStatus.DONE: tr("done"),
        CommitmentStatus.MISSED: tr("missed"),
        CommitmentStatus.DROPPED: tr("dropped"),
    }
    state = states.get(commitment.status, tr("open"))
    return f"{commitment.text} ({who_and_when(commitment, rep)}, {state})"


def _scroll(name: str, said: str) -> Scroll:
    made = Scroll(QWidget(), said, focus=True)
    made.setObjectName(name)
    return made


def _replace(scroll: Scroll, inner: QWidget) -> None:
    at = scroll.verticalScrollBar().value()
    scroll.setWidget(inner)
    inner.setAutoFillBackground(False)
    scroll.verticalScrollBar().setValue(at)


def _column() -> tuple[QWidget, QVBoxLayout]:
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(16, 8, 16, 8)
    column.setSpacing(2)
    return inner, column
