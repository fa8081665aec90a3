"""The right of a meeting: what helps with the current item, the last one-on-ones, and the KPIs at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from kpidesk.domain.terms import CommitmentStatus
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.models.item_kpis import item_kpis
from kpidesk.gui.pages.meeting_agenda import asks
from kpidesk.gui.pages.meeting_evidence import Evidence
from kpidesk.gui.pages.meeting_past import PastCard, StripCard
from kpidesk.gui.pages.meeting_promises import PromiseLine, rule
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll, put_in
from kpidesk.gui.widgets.segmented import Segment, Segmented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import AgendaItem, Commitment
    from kpidesk.gui.pages.meeting_room import Room

_PARTS = ("item", "past", "kpis")


class MeetingSide(QWidget):
    """Three views: this item with what was agreed, the last three one-on-ones, and all KPIs."""

    done_wanted = Signal(object, bool)
    """A `Commitment` was ticked, or its tick taken back."""
    use_wanted = Signal()
    """The suggested commitment of the item is to be put on the commitment line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("meeting_side")
        self.switch = Segmented(
            [Segment("item", tr("This item")), Segment("past", tr("Last three")), Segment("kpis", tr("KPIs"))],
            name=tr("What helps"),
            small=True,
        )
        self.switch.setObjectName("meeting_side_switch")
        for key in _PARTS:
            self.switch.button(key).setObjectName(f"meeting_side_{key}")
        self.evidence = Card(tr("Evidence"), compact=True)
        self.evidence.right.addWidget(PlainLabel(tr("for this item"), FontRole.META, "muted"))
        self.ask = Card(tr("Ask"), compact=True)
        self.ask.right.addWidget(PlainLabel(tr("instead of telling"), FontRole.META, "muted"))
        self.agreed = Card(tr("Agreed today"), compact=True)
        self.use = Button(tr("Use the suggestion"), "link")
        self.use.setObjectName("use_suggestion")
        self.use.clicked.connect(self.use_wanted)
        self.agreed.right.addWidget(self.use)
        for card, name in ((self.evidence, "evidence"), (self.ask, "ask"), (self.agreed, "agreed")):
            card.setObjectName(f"meeting_{name}")
        self._area = Scroll(QWidget(), tr("Agreed today"), focus=True)
        self._area.setObjectName("agreed_list")
        self.agreed.body.addWidget(self._area)
        self.past, self.kpis = PastCard(), StripCard()
        self._stack = QStackedWidget()
        for part in (self._item(), self.past, self.kpis):
            self._stack.addWidget(part)
        self._room: Room | None = None
        self.switch.changed.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.switch)
        column.addWidget(self._stack, 1)

    def show_room(self, room: Room) -> None:
        """Show what was agreed, what is open from before, and what came before."""
        self._room = room
        self._turn(self.switch.current())
        self._show_promises(room.agreed, room.open_before, room)

    def show_item(self, item: AgendaItem | None, room: Room) -> None:
        """Turn to another item."""
        found = item_kpis(item, room.card)
        body = _body(self.evidence, 16, 8)
        for each in found:
            body.addWidget(Evidence(each, room.currency))
        self.evidence.setVisible(bool(found))
        questions = asks(item)
        self.ask.setVisible(bool(questions))
        body = _body(self.ask, 16, 4)
        for at, question in enumerate(questions):
            if at:
                body.addWidget(rule())
            label = PlainLabel(question, wrap=True)
            label.setContentsMargins(0, 0, 0, 0)
            body.addSpacing(5)
            body.addWidget(label)
            body.addSpacing(5)
        self.use.setVisible(item is not None and bool(item.suggested_commitment) and not room.locked)

    def mark_done(self) -> bool:
        """Tick the commitment that has the keyboard, or go to the first one; False when there is none."""
        boxes = self._area.findChildren(QCheckBox)
        focus = QApplication.focusWidget()
        chosen = next((box for box in boxes if box is focus), None)
        if chosen is not None:
            chosen.click()
        elif boxes:
            self.switch.set_current("item")
            boxes[0].setFocus()
        return bool(boxes)

    def _turn(self, key: str) -> None:
        """Show another view; what nobody looks at is not made."""
        self._stack.setCurrentIndex(_PARTS.index(key))
        if self._room is not None and key == "past":
            self.past.show_room(self._room)
        elif self._room is not None and key == "kpis":
            self.kpis.show_room(self._room)

    def _show_promises(self, agreed: Sequence[Commitment], before: Sequence[Commitment], room: Room) -> None:
        self.agreed.set_count(str(len(agreed)) if agreed else "")
        focus = QApplication.focusWidget()
        focused = focus.objectName() if focus is not None and self._area.isAncestorOf(focus) else ""
        inner = QWidget()
        inner.setObjectName("agreed_inner")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 4, 16, 8)
        column.setSpacing(0)
        for at, each in enumerate(agreed):
            if at:
                column.addWidget(rule())
            column.addWidget(self._line(each, room))
        if not agreed:
            said = PlainLabel(
                tr("Nothing yet. Ctrl+L writes down who does what by when."), FontRole.META, "muted", wrap=True
            )
            column.addWidget(said)
        if before:
            column.addSpacing(8)
            column.addWidget(PlainLabel(tr("Open from before"), FontRole.GROUP, "text2"))
            for each in before:
                column.addWidget(self._line(each, room))
        column.addStretch(1)
        put_in(self._area, inner)
        again = inner.findChild(QCheckBox, focused) if focused else None
        if isinstance(again, QCheckBox):
            again.setFocus()

    def _line(self, commitment: Commitment, room: Room) -> PromiseLine:
        line = PromiseLine(commitment, room.rep)
        line.ticked.connect(self.done_wanted)
        # Of a locked one-on-one the promises live on, and may still be ticked.
        line.box.setEnabled(commitment.status is not CommitmentStatus.DROPPED)
        return line

    def _item(self) -> QWidget:
        for card in (self.evidence, self.ask):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.evidence)
        column.addWidget(self.ask)
        column.addWidget(self.agreed, 1)
        return part


def _body(card: Card, side: int, above: int) -> QVBoxLayout:
    """An empty column in place of what the card showed."""
    while (old := card.body.takeAt(0)) is not None:
        widget = old.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    fresh = QWidget()
    column = QVBoxLayout(fresh)
    column.setContentsMargins(side, above, side, above + 2)
    column.setSpacing(0)
    card.body.addWidget(fresh)
    return column
