"""The line at the bottom of a meeting: who does what by when, understood while it is typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from kpidesk.domain.capture import Decided, Level, Promise, capture, promise
from kpidesk.domain.readings import readings
from kpidesk.gui import theme
from kpidesk.gui.capture_words import locale_words
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.pages.meeting_chips import CaptureChips
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kpidesk.domain.entities import AgendaItem, Commitment, Id
    from kpidesk.domain.readings import Reading
    from kpidesk.gui.pages.meeting_room import Room

_LONGEST = 300
_ONE_ROW_FROM = 1010
_LEAST_TEXT = 260


class _Line(QLineEdit):
    """A line that leaves Ctrl+Z to the window when there is no typing to take back."""

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            if undo or (event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)


class CommitmentLine(QWidget):
    """One line of text, and in sight before anything is kept what was understood of it."""

    add_wanted = Signal(object)
    """A `Commitment`."""
    dropped = Signal(str)
    """What was typed and made way for something else, or for nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("commitment_line")
        self._room: Room | None = None
        self._due: dt.date | None = None
        self._words = locale_words()
        self._series: dict[Id, Reading] = {}
        self._decided = Decided()
        self._inside: bool | None = None
        self._label = QWidget()
        words = QHBoxLayout(self._label)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(8)
        words.addWidget(IconLabel("flag", "text"))
        words.addWidget(PlainLabel(tr("Commitment"), FontRole.ROW))
        self.text = _Line()
        self.text.setObjectName("commitment_text")
        self.text.setAccessibleName(tr("Commitment"))
        self.text.setProperty("sizing", "capture")
        self.text.setMaxLength(_LONGEST)
        self.text.setPlaceholderText(tr("10 discovery calls by Fri"))
        self.chips = CaptureChips("commitment")
        self.add = Button(tr("Add"), "primary", size="capture", keys="Ctrl+Return")
        self.add.setObjectName("commitment_add")
        self.add.setAccessibleName(tr("Add commitment"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.add.clicked.connect(self.keep)
        self.text.returnPressed.connect(self.keep)
        self.text.textChanged.connect(lambda _text: self._read())
        self.chips.decided.connect(self._on_decided)
        self.chips.left.connect(self.text.setFocus)
        theme.bind(self._arrange)

    def show_room(self, room: Room, due: dt.date) -> None:
        """Take over whom it is about and the usual day; what is typed stays, and what was left there comes back."""
        same = self._room is not None and self._room.meeting.id == room.meeting.id
        self._room, self._due = room, due
        self._words = locale_words(room.manager)
        self._series = {each.kpi.id: each for each in readings(room.card)}
        self.chips.set_words(self._words, room.kpis, room.rep.first_name, room.currency, room.card.on)
        if not same:
            self._clear()
            self.text.setText(room.typed[:_LONGEST])
        self._read()

    @property
    def promise(self) -> Promise | None:
        """What would be kept now; None while nothing is typed."""
        room, typed = self._room, self.text.text()
        if room is None or not typed.strip():
            return None
        found = capture(typed, room.rep, room.kpis, room.card.on, self._words, room.quarter_end)
        return promise(found, self._series, room.card.on, self._decided, self._due)

    @property
    def waiting(self) -> Commitment | None:
        """What stands on the line as it can be kept now: what is still to be decided about it is left as typed."""
        room, found = self._room, self.promise
        if room is None or found is None:
            return None
        made = found.commitment(room.rep, room.meeting.on, room.meeting)
        doubtful = self.chips.due.asks
        if not found.choices and not doubtful:
            return made
        return replace(made, text=" ".join(self.text.text().split()), due=None if doubtful else made.due)

    def suggest(self, item: AgendaItem) -> None:
        """Put the suggested commitment of an item on the line, to be changed or added."""
        room = self._room
        if room is None:
            return
        plan = dict(item.evidence.get("commitment") or {})
        self._drop()
        planned = next((each for each in room.kpis if each.key == plan.get("kpi")), None)
        kpi = planned or room.kpis_by_id.get(item.kpi_id) if item.kpi_id else planned
        level = Level(plan.get("baseline"), 0, plan["expected"]) if plan.get("expected") is not None else None
        due = dt.date.fromisoformat(plan["due"]) if plan.get("due") else None
        self.text.setText(item.suggested_commitment[:_LONGEST])
        self.chips.decide(Decided(kpi=(kpi,), due=(due,) if due else None, level=level))
        self.text.setFocus()

    def keep(self) -> None:
        """Ask for the commitment to be kept, or for what has to be decided first."""
        room, found = self._room, self.promise
        if room is None:
            return
        if found is None:
            self.text.setFocus()
        elif found.choices:
            self.chips.ask_kpi()
        elif self.chips.due.asks:
            self.chips.edit_due()
        else:
            self.add_wanted.emit(found.commitment(room.rep, room.meeting.on, room.meeting))

    def kept(self) -> None:
        """Make room for the next one."""
        self._clear()
        self.text.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._drop()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _on_decided(self, decided: Decided) -> None:
        self._decided = decided
        self._read()

    def take_back(self, typed: str) -> None:
        """Put words on the line again that were dropped."""
        self._clear()
        self.text.setText(typed)
        self.text.setFocus()

    def _drop(self) -> None:
        typed = self.text.text()
        self._clear()
        if typed.strip():
            self.dropped.emit(typed)

    def _clear(self) -> None:
        self._decided = Decided()
        self.chips.forget()
        # Setting a text forgets the typing, `clear` would not: after Enter, Ctrl+Z takes the commitment back.
        self.text.setText("")

    def _read(self) -> None:
        found = self.promise
        if found is not None:
            self.chips.show_promise(found)
        self.chips.setVisible(found is not None)
        self._arrange()

    def _arrange(self) -> None:
        """Chips stand in the line, or below it where they would leave no room to type in."""
        # The hint is that of the chips as they are now.
        layout = self.chips.layout()
        if layout is not None:
            layout.invalidate()
        wide = self.chips.sizeHint().width()
        inside = self.width() >= theme.px(_ONE_ROW_FROM) and self.text.width() - wide >= theme.px(_LEAST_TEXT)
        if inside != self._inside:
            self._inside = inside
            self._put(inside=inside)
        shown = inside and self.text.text() != ""
        self.text.setTextMargins(0, 0, wide + theme.px(16) if shown else 0, 0)

    def _put(self, *, inside: bool) -> None:
        for part in (self._label, self.text, self.chips, self.add):
            self._grid.removeWidget(part)
        self._grid.addWidget(self._label, 0, 0)
        self._grid.addWidget(self.text, 0, 1)
        self._grid.addWidget(self.add, 0, 2)
        self.chips.setContentsMargins(0, 0, theme.px(8) if inside else 0, 0)
        place = Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if inside else Qt.AlignmentFlag.AlignLeft)
        if inside:
            self._grid.addWidget(self.chips, 0, 1, place)
            self.chips.raise_()
        else:
            self._grid.addWidget(self.chips, 1, 1, 1, 2, place)
