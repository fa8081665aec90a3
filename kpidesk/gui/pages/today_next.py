"""The next one-on-ones: the first in full, the others one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QVBoxLayout, QWidget

from kpidesk.domain.coming import SHOWN
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui.pages.today_first import FirstLines
from kpidesk.gui.pages.today_lines import Appointment, AppointmentRow, tr
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.domain.entities import OneOnOne


class NextCard(Card):
    """Who is next, why, and how far it is prepared."""

    start_wanted = Signal(object)
    """A `OneOnOne` to start."""
    prepare_wanted = Signal(object)
    """A `OneOnOne` to prepare."""
    move_wanted = Signal(object)
    """A `OneOnOne` to be moved to another day or time."""
    skip_wanted = Signal(object)
    """A `OneOnOne` that is not to take place."""
    all_wanted = Signal()
    plan_wanted = Signal()
    ahead_wanted = Signal()
    """The next one-on-ones of everybody are to be planned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Next one-on-ones"), parent=parent)
        self.setObjectName("next_card")
        ahead = Button(tr("Plan ahead…"), "link")
        ahead.setObjectName("plan_ahead")
        ahead.clicked.connect(self.ahead_wanted)
        self.right.addWidget(ahead)
        self.right.setSpacing(16)
        link = Button(tr("All meetings"), "link")
        link.setObjectName("all_meetings")
        link.clicked.connect(self.all_wanted)
        self.right.addWidget(link)
        # From the outside in: under a stylesheet every widget that moves into another is styled anew, with all in it.
        self._list = QWidget()
        scroll = Scroll(self._list, tr("Next one-on-ones"), parent=self)
        scroll.setObjectName("next_list")
        self.body.addWidget(scroll, 1)
        self.first = FirstLines(self._list)
        self.first.start.clicked.connect(self._on_start)
        self.first.prep.clicked.connect(self._on_prep)
        self.first.more.clicked.connect(
            lambda: self._offer(self.first.more, self._current.meeting if self._current else None)
        )
        self._rule = QFrame(self._list)
        self._rule.setProperty("look", "rule")
        self._rule.setFixedHeight(1)
        self._rows = [AppointmentRow(at, self._list) for at in range(SHOWN - 1)]
        for row in self._rows:
            row.prepare.clicked.connect(lambda _checked=False, row=row: self.prepare_wanted.emit(row.meeting))
            row.more.clicked.connect(lambda _checked=False, row=row: self._offer(row.more, row.meeting))
        self._nothing = QWidget(self._list)
        self._plan = Button(tr("New one-on-one"), icon="plus")
        self._plan.setObjectName("plan_first")
        self._plan.clicked.connect(self.plan_wanted)
        self._current: Appointment | None = None
        self._starts = False
        self._lay_out()

    def show_appointments(self, found: Sequence[Appointment], on: dt.date, now: dt.datetime) -> None:
        """Show what comes next; the first is the next."""
        self._current = found[0] if found else None
        self._nothing.setVisible(not found)
        self.first.setVisible(bool(found))
        self._rule.setVisible(len(found) > 1)
        if self._current is not None:
            meeting = self._current.meeting
            self._starts = meeting.status is MeetingStatus.RUNNING or meeting.on == on
            self.first.show_appointment(self._current, on, now, starts=self._starts)
        for at, row in enumerate(self._rows, start=1):
            row.setVisible(at < len(found))
            if at < len(found):
                row.show_appointment(found[at], on)

    def show_time(self, on: dt.date, now: dt.datetime) -> None:
        """Say anew how soon the next one begins."""
        if self._current is not None:
            self.first.show_time(self._current.meeting, on, now)

    def primary(self) -> None:
        """Start the next one-on-one if it is today, else prepare it."""
        if self._current is None:
            self.plan_wanted.emit()
        else:
            self._on_start()

    @property
    def chosen(self) -> OneOnOne | None:
        """The one-on-one of the row that has the keyboard, else the first."""
        focus = QApplication.focusWidget()
        row = next((each for each in self._rows if focus is not None and each.isAncestorOf(focus)), None)
        if row is not None:
            return row.meeting
        return self._current.meeting if self._current else None

    def menu(self, meeting: OneOnOne) -> QMenu:
        """What else can be done with a one-on-one."""
        menu = QMenu(self)
        menu.setObjectName("next_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, text, wanted in (
            ("move", tr("Move to another day or time…"), self.move_wanted),
            ("skip", tr("Skip with a reason…"), self.skip_wanted),
        ):
            action = menu.addAction(text)
            action.setObjectName(f"next_{name}")
            action.setEnabled(meeting.status is MeetingStatus.PLANNED)
            action.triggered.connect(lambda _checked=False, wanted=wanted: wanted.emit(meeting))
        return menu

    def _offer(self, button: Button, meeting: OneOnOne | None) -> None:
        if meeting is not None:
            self.menu(meeting).popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_start(self) -> None:
        if self._current is None:
            return
        if self._starts:
            self.start_wanted.emit(self._current.meeting)
        else:
            self.prepare_wanted.emit(self._current.meeting)

    def _on_prep(self) -> None:
        if self._current is not None:
            self.prepare_wanted.emit(self._current.meeting)

    def _lay_out(self) -> None:
        nothing = QVBoxLayout(self._nothing)
        nothing.setSpacing(12)
        nothing.addStretch(1)
        said = tr(
            "Nothing is planned. Plan a one-on-one: agenda items are suggested, and you accept the ones you want."
        )
        text = PlainLabel(said, tone="text2", wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.addWidget(text)
        nothing.addWidget(self._plan, 0, Qt.AlignmentFlag.AlignHCenter)
        nothing.addStretch(1)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.first)
        column.addWidget(self._rule)
        for row in self._rows:
            column.addWidget(row, 1)
        column.addWidget(self._nothing, 1)
        column.addStretch(0)
