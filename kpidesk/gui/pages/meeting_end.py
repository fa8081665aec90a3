"""Ending a one-on-one: what was agreed is said back, the next one is planned, then it locks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.ending import Later, later
from kpidesk.domain.entities import Commitment, OneOnOne
from kpidesk.gui import formats
from kpidesk.gui.dialogs.day_field import DayField
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import clock, tr
from kpidesk.gui.pages.meeting_promises import who_and_when
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import FormScroll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import AgendaItem, Id
    from kpidesk.gui.pages.meeting_head import Times
    from kpidesk.gui.pages.meeting_room import Room

_NOT_ASKED, _MOST_SURE = -1, 10


@dataclass(frozen=True, slots=True)
class Ending:
    """What the dialog found out."""

    following: OneOnOne | None
    """The next one-on-one, to be planned."""
    aside: str
    """What stays with the manager, in words; empty if nothing was said."""
    promised: Commitment | None = None
    """What still stood on the commitment line and is to be kept."""


class EndDialog(Sheet):
    """Says what will be kept, asks what is left to ask, and ends it once."""

    wide = 560
    end_wanted = Signal(object)
    """An `Ending`."""

    def __init__(
        self,
        parent: QWidget,
        room: Room,
        times: Times,
        notes: int,
        following: OneOnOne,
        *,
        left: Sequence[AgendaItem],
        waiting: Commitment | None,
        planned: bool,
        private: bool,
    ) -> None:
        """Lay it out.

        Args:
            parent: The page it belongs to.
            room: The one-on-one that is to end.
            times: How long it took.
            notes: How many notes were written.
            following: The next one as the rhythm has it, or as it is planned already.
            left: Items that were not talked about.
            waiting: What stands on the commitment line and was not entered.
            planned: Whether `following` is planned already.
            private: Whether anything is asked that would be kept in a private note.
        """
        super().__init__(parent, "end", formats.fill(tr("End the one-on-one with %1"), room.rep.first_name))
        self._room, self._following, self._waiting = room, following, waiting
        self._sure: dict[Id, QSpinBox] = {}
        self.leave.setText(tr("Keep going"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_spent(times, notes), tone="text2", wrap=True))
        self._say_back(column, private=private)
        self._say_left(column, left)
        self._ask_next(column, planned=planned)
        self.mood = _mood()
        if private:
            self._ask_mood(column)
        column.addStretch(1)
        scroll = FormScroll(inside, self.windowTitle())
        scroll.grown.connect(self.make_room)
        locks = tr("After this notes and agenda are locked; what comes later is added with its date. Nothing is sent.")
        hint = PlainLabel(locks, FontRole.META, "muted", wrap=True)
        self.lay_out([scroll, hint], tr("End meeting"))
        first = next(iter(self._sure.values()), None) or (self.day.line if self.day else self.mood)
        first.setFocus()

    @override
    def save(self) -> None:
        self.forget_problems()
        following = self._read_next()
        if self.day is not None and self.day.wrong:
            self.go_to_problem()
            return
        self.accept()
        self.end_wanted.emit(Ending(following, self._aside(), self._taken))

    def _say_back(self, column: QVBoxLayout, *, private: bool) -> None:
        column.addWidget(PlainLabel(tr("Say back together"), FontRole.GROUP, "text2"))
        for each in self._room.agreed:
            column.addLayout(self._promise(each, private=private))
        self.take: QCheckBox | None = None
        if self._waiting is not None:
            column.addLayout(self._offer(self._waiting, private=private))
        if not self._room.agreed and self._waiting is None:
            column.addWidget(PlainLabel(tr("Nothing was agreed yet. Go back to write down one promise."), wrap=True))
        elif private:
            said = tr("How sure, 0 to 10, is remembered for you alone. Below 7: what would make it an 8?")
            column.addWidget(PlainLabel(said, FontRole.META, "muted", wrap=True))

    def _promise(self, commitment: Commitment, *, private: bool) -> QHBoxLayout:
        said = f"{who_and_when(commitment, self._room.rep)}: {commitment.text}"
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(PlainLabel(said, wrap=True), 1)
        if private:
            sure = QSpinBox()
            sure.setRange(_NOT_ASKED, _MOST_SURE)
            sure.setSpecialValueText("–")
            sure.setValue(_NOT_ASKED)
            sure.setObjectName(f"sure_{commitment.id}")
            sure.setAccessibleName(formats.fill(tr("How sure, 0 to 10: %1"), commitment.text))
            self._sure[commitment.id] = sure
            row.addWidget(sure)
        return row

    def _offer(self, waiting: Commitment, *, private: bool) -> QHBoxLayout:
        """What was typed and not entered is kept with the others unless its tick is taken away."""
        self.take = QCheckBox()
        self.take.setObjectName("end_take")
        self.take.setAccessibleName(formats.fill(tr("Keep what is on the commitment line: %1"), waiting.text))
        self.take.setChecked(True)
        row = self._promise(waiting, private=private)
        row.insertWidget(0, self.take)
        row.insertWidget(2, PlainLabel(tr("not entered yet"), FontRole.META, "muted"))
        if (sure := self._sure.get(waiting.id)) is not None:
            self.take.toggled.connect(sure.setEnabled)
        return row

    @property
    def _taken(self) -> Commitment | None:
        return self._waiting if self.take is not None and self.take.isChecked() else None

    def _say_left(self, column: QVBoxLayout, left: Sequence[AgendaItem]) -> None:
        if not left:
            return
        column.addSpacing(4)
        column.addWidget(PlainLabel(tr("Not talked about"), FontRole.GROUP, "text2"))
        ways = {
            Later.TOPIC: tr("waits as a topic for the next agenda"),
            Later.PROMISES: tr("open promises come first next time"),
            Later.NUMBERS: tr("comes up again if the numbers still say so"),
            Later.ALWAYS: tr("is part of every one-on-one"),
        }
        for each in left:
            column.addWidget(PlainLabel(f"{each.title}: {ways[later(each)]}", FontRole.META, "text2", wrap=True))

    def _ask_next(self, column: QVBoxLayout, *, planned: bool) -> None:
        column.addSpacing(4)
        self.plan: QCheckBox | None = None
        self.day: DayField | None = None
        when = f"{formats.weekday(self._following.on)} {formats.time(self._following.at)}".strip()
        if planned:
            column.addWidget(PlainLabel(tr("Next one-on-one"), FontRole.GROUP, "text2"))
            column.addWidget(PlainLabel(formats.fill(tr("%1, planned already."), when), wrap=True))
            return
        self.plan = QCheckBox(tr("Plan the next one-on-one"))
        self.plan.setObjectName("end_plan")
        self.plan.setAccessibleName(self.plan.text())
        self.plan.setChecked(True)
        said = formats.fill(tr("Day, from your rhythm: %1"), formats.rhythm(self._room.rep.cadence_days))
        self.day = DayField(said, "end_next_day", self._room.card.on, needed=True)
        self.day.show_day(self._following.on)
        self.plan.toggled.connect(self.day.setEnabled)
        column.addWidget(self.plan)
        column.addWidget(self.day)

    def _ask_mood(self, column: QVBoxLayout) -> None:
        label = PlainLabel(tr("Mood of the talk, for you alone"), FontRole.GROUP, "text2")
        label.setBuddy(self.mood)
        column.addSpacing(4)
        column.addWidget(label)
        column.addWidget(self.mood)

    def _read_next(self) -> OneOnOne | None:
        if self.plan is None or self.day is None or not self.plan.isChecked():
            return None
        day = self.day.read()
        if day is not None and day <= self._room.meeting.on:
            self.day.complain(tr("The next one-on-one comes after this one. Type a later day."))
        return replace(self._following, on=day) if day else None

    def _aside(self) -> str:
        """What goes into the private note: how sure each promise is, and the mood."""
        lines = [
            formats.fill(tr("- %1 of 10 sure: %2"), str(self._sure[each.id].value()), each.text)
            for each in (*self._room.agreed, self._taken)
            if each is not None and each.id in self._sure and self._sure[each.id].value() > _NOT_ASKED
        ]
        said = [tr("Said back at the end:"), *lines] if lines else []
        mood = self.mood.currentData()
        if mood:
            said.append(formats.fill(tr("Mood of the talk: %1, %2 of 5"), self.mood.currentText().lower(), str(mood)))
        return "\n".join(said)


def _mood() -> ChoiceBox:
    box = ChoiceBox()
    box.setObjectName("end_mood")
    box.setAccessibleName(tr("Mood of the talk, for you alone"))
    box.addItem(tr("Not noted"), 0)
    for at, text in enumerate((tr("Hard"), tr("Low"), tr("Even"), tr("Good"), tr("Very good")), start=1):
        box.addItem(text, at)
    return box


def _spent(times: Times, notes: int) -> str:
    counted = formats.counted(notes, tr("1 note."), tr("%1 notes.")) if notes else tr("No notes.")
    if not times.measured:
        return counted
    said = formats.fill(tr("%1 of %2, forecast %3."), clock(times.elapsed), clock(times.total), clock(times.forecast))
    return f"{said} {counted}"
