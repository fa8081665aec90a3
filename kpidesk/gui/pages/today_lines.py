"""What the card of the next one-on-ones tells of each, and the lines of those after the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kpidesk.domain.entities import OneOnOne, Rep
from kpidesk.domain.terms import MeetingStatus, Status
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.avatar import Avatar
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.click_row import ClickRow
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.prep_mark import Prepared, PrepMark

if TYPE_CHECKING:
    import datetime as dt


def tr(text: str) -> str:
    """Translate a text of the card."""
    return QCoreApplication.translate("next", text)


@dataclass(frozen=True, slots=True)
class Prep:
    """How far a one-on-one is prepared, in a word, with a note."""

    prepared: Prepared
    word: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about the next one-on-one: what it is about, a mark, the strong part and the rest."""

    label: str
    status: Status | None
    strong: str
    rest: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """A one-on-one as the card shows it."""

    meeting: OneOnOne
    rep: Rep
    about: str
    prep: Prep
    meta: str = ""
    facts: tuple[Fact, ...] = ()


class AppointmentRow(ClickRow):
    """One of the others: when, who, how far prepared, and a button to prepare; a click on the row does the same."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        prepare = Button(tr("Prepare"), size="small", stretch=True)
        super().__init__(prepare, parent)
        self.meeting: OneOnOne | None = None
        self._time = PlainLabel("", FontRole.ROW)
        self._day = PlainLabel("", FontRole.META, "muted")
        self._avatar = Avatar()
        self._name = PlainLabel("", FontRole.ROW, elide=True)
        self._about = PlainLabel("", FontRole.META, "muted", elide=True)
        self._mark = PrepMark()
        self._word = PlainLabel("", FontRole.META, "muted")
        self._note = PlainLabel("", FontRole.META, "muted", elide=True)
        self._note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.prepare = prepare
        self.prepare.setObjectName(f"prepare_{number + 1}")
        self.more = Button("", "ghost", icon="ellipsis", size="small", name=tr("More"))
        self.more.setObjectName(f"more_{number + 1}")
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self._mark)
        state.addWidget(self._word)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 8, 2)
        row.setSpacing(12)
        self._when, self._who = _pair(self._time, self._day), _pair(self._name, self._about)
        row.addWidget(self._when)
        row.addWidget(self._avatar)
        row.addWidget(self._who, 2)
        row.addLayout(state)
        row.addWidget(self._note, 2)
        row.addWidget(self.prepare)
        row.addSpacing(-8)
        row.addWidget(self.more)
        self.setProperty("look", "cardfoot" if number else "")
        theme.bind(self._restyle)

    def show_appointment(self, found: Appointment, on: dt.date) -> None:
        """Show another one-on-one."""
        meeting = self.meeting = found.meeting
        self._time.setText(formats.time(meeting.at) or tr("Any time"))
        self._day.setText(tr("Today") if meeting.on == on else formats.weekday(meeting.on))
        self._avatar.set_name(found.rep.name)
        self._name.setText(found.rep.name)
        self._about.setText(found.about)
        self._mark.set_prepared(found.prep.prepared)
        self._word.setText(found.prep.word)
        self._word.set_tone(found.prep.prepared.value)
        self._note.setText(found.prep.note)
        texts = {Prepared.NOT: tr("Prepare"), Prepared.DRAFT: tr("Continue"), Prepared.READY: tr("Open")}
        self.prepare.setText(texts[found.prep.prepared])
        self.more.setAccessibleName(formats.fill(tr("More for %1"), found.rep.name))
        self.prepare.setAccessibleName(f"{self.prepare.text()}, {found.rep.name}")
        self.setAccessibleName(f"{found.rep.name}, {self._day.text()} {self._time.text()}, {found.prep.word}")

    def _restyle(self) -> None:
        self._when.setFixedWidth(theme.px(80))
        self._word.setFixedWidth(theme.px(80))
        self.prepare.setFixedWidth(theme.px(80))
        self.setMinimumHeight(max(theme.px(46), theme.line(FontRole.BODY) + theme.line(FontRole.META) + 8))
        self.setMaximumHeight(theme.px(64))


def soon(meeting: OneOnOne, on: dt.date, now: dt.datetime) -> str:
    """How long until it begins: "in 18 minutes" on the day itself, else the day."""
    if meeting.status is MeetingStatus.RUNNING:
        return tr("Running now")
    if meeting.on != on:
        return formats.weekday(meeting.on)
    local = now.astimezone()
    if meeting.at is None or local.date() != on:
        return tr("Today")
    minutes = (meeting.at.hour - local.hour) * 60 + meeting.at.minute - local.minute
    if minutes == 0:
        return tr("Now")
    if minutes < 0:
        return formats.fill(tr("%1 min ago"), str(-minutes)) if minutes > -120 else tr("Today")
    return formats.fill(tr("in %1 minutes"), str(minutes)) if minutes < 90 else tr("Today")


def _pair(upper: PlainLabel, lower: PlainLabel) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addStretch(1)
    column.addWidget(upper)
    column.addWidget(lower)
    column.addStretch(1)
    return widget
