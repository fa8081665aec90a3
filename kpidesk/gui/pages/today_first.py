"""The first of the next one-on-ones in full: when, who, what it is about, and the buttons to begin or prepare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.today_lines import Appointment, Fact, soon, tr
from kpidesk.gui.widgets.avatar import Avatar
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.prep_mark import Prepared, PrepMark
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QResizeEvent

    from kpidesk.domain.entities import OneOnOne

_BESIDE_FROM = 560
"""Design pixels from which the buttons stand at the right; else between the name and what it is about."""


class FirstLines(QWidget):
    """The next one-on-one, with what it is about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._time = PlainLabel("", FontRole.RESULT)
        self._soon = PlainLabel("", FontRole.META, "muted")
        self._avatar = Avatar()
        self._name = PlainLabel("", FontRole.LEAD, elide=True)
        self._meta = PlainLabel("", FontRole.META, "muted", elide=True)
        self._facts = [_FactLine() for _ in range(4)]
        self._mark = PrepMark()
        self._word = PlainLabel("", FontRole.META)
        self.start = Button(tr("Start meeting"), "primary", keys="Ctrl+Return", stretch=True)
        self.start.setObjectName("start_meeting")
        self.prep = Button(tr("Open prep"), stretch=True)
        self.prep.setObjectName("open_prep")
        self.more = Button("", "ghost", icon="ellipsis", size="small", name=tr("More"))
        self.more.setObjectName("more_first")
        self._beside: bool | None = None
        self._when, self._about, self._doing = QWidget(self), QWidget(self), QWidget(self)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.addLayout(self._who(), 0, 1)
        self._fill_when()
        self._fill_about()
        self._fill_doing()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.bind(self._restyle)

    def show_appointment(self, found: Appointment, on: dt.date, now: dt.datetime, *, starts: bool) -> None:
        """Show another one-on-one; `starts` tells whether it can begin now."""
        meeting = found.meeting
        self._time.setText(formats.time(meeting.at) or formats.day(meeting.on))
        self.show_time(meeting, on, now)
        self._avatar.set_name(found.rep.name)
        self._name.setText(found.rep.name)
        self._meta.setText(found.meta)
        for at, line in enumerate(self._facts):
            line.setVisible(at < len(found.facts))
            if at < len(found.facts):
                line.show_fact(found.facts[at])
        self._mark.set_prepared(found.prep.prepared)
        # What waits to be prepared is told by the facts below.
        told = found.prep.note and found.prep.prepared is not Prepared.NOT
        self._word.setText(f"{found.prep.word}, {found.prep.note}" if told else found.prep.word)
        self._word.set_tone(found.prep.prepared.value)
        running = meeting.status is MeetingStatus.RUNNING
        self.start.setText((tr("Go on") if running else tr("Start meeting")) if starts else tr("Prepare"))
        self.start.setAccessibleName(f"{self.start.text()}, {found.rep.name}")
        self.more.setAccessibleName(formats.fill(tr("More for %1"), found.rep.name))
        self.prep.setVisible(starts)
        self.prep.setAccessibleName(f"{self.prep.text()}, {found.rep.name}")
        self.setAccessibleName(f"{found.rep.name}, {self._time.text()}, {self._soon.text()}")

    def show_time(self, meeting: OneOnOne, on: dt.date, now: dt.datetime) -> None:
        """Say how soon a one-on-one begins."""
        self._soon.setText(soon(meeting, on, now))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _fill_when(self) -> None:
        column = QVBoxLayout(self._when)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._time)
        column.addWidget(self._soon)
        column.addStretch(1)

    def _who(self) -> QHBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._meta)
        person = QHBoxLayout()
        person.setSpacing(10)
        person.addWidget(self._avatar)
        person.addLayout(names, 1)
        return person

    def _fill_about(self) -> None:
        column = QVBoxLayout(self._about)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in self._facts:
            column.addWidget(line)
        column.addStretch(1)

    def _fill_doing(self) -> None:
        self._state = QHBoxLayout()
        self._state.setSpacing(6)
        self._state.addStretch(1)
        self._state.addWidget(self._mark)
        self._state.addWidget(self._word)
        self._state.addWidget(self.more)
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.start)
        self._buttons.addWidget(self.prep)
        column = QVBoxLayout(self._doing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._state)
        column.addLayout(self._buttons)
        column.addStretch(1)

    def _arrange(self) -> None:
        beside = self.width() >= theme.px(_BESIDE_FROM)
        if beside == self._beside:
            return
        self._beside = beside
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for part in (self._when, self._about, self._doing):
            self._grid.removeWidget(part)
        self._grid.addWidget(self._when, 0, 0, 2 if beside else 1, 1)
        self._buttons.setDirection(down if beside else across)
        if beside:
            self._grid.addWidget(self._about, 1, 1)
            self._grid.addWidget(self._doing, 0, 2, 2, 1)
        else:
            self._grid.addWidget(self._doing, 1, 0, 1, 3)
            self._grid.addWidget(self._about, 2, 0, 1, 3)

    def _restyle(self) -> None:
        self._time.setMinimumWidth(theme.px(92))
        self._arrange()


class _FactLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._label = PlainLabel("", FontRole.META, "muted")
        self._mark = StatusMark()
        self._strong = PlainLabel("", FontRole.STRONG)
        self._rest = PlainLabel("", elide=True)
        self._rest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy = self._mark.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._mark.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._label)
        row.addWidget(self._mark)
        row.addSpacing(8)
        row.addWidget(self._strong)
        row.addWidget(self._rest, 1)
        theme.bind(self._restyle)

    def show_fact(self, fact: Fact) -> None:
        self._label.setText(fact.label)
        self._mark.setVisible(fact.status is not None)
        if fact.status is not None:
            self._mark.set_status(fact.status)
        self._strong.setText(fact.strong)
        self._strong.setVisible(bool(fact.strong))
        self._rest.setText(fact.rest)
        self.setAccessibleName(f"{fact.label}: {fact.strong}{fact.rest}")

    def _restyle(self) -> None:
        self._label.setFixedWidth(theme.px(56))
        self.setMinimumHeight(theme.px(22))
