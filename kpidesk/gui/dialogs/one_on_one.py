"""Planning a one-on-one, moving it, and calling it off."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)
from typing_extensions import override

from kpidesk.domain.attention import rhythm
from kpidesk.domain.entities import OneOnOne, Rep, new_id
from kpidesk.domain.lengths import LONGEST, SHORTEST
from kpidesk.domain.scheduling import next_day
from kpidesk.gui import formats
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.template_choice import TemplateChoice

if TYPE_CHECKING:
    from kpidesk.gui.context import Context

_LONGEST_REASON = 300


def schedule(parent: QWidget, context: Context, rep: Rep | None = None) -> OneOnOneDialog:
    """Ask whom to meet and when; without reps it says so and asks nothing."""
    dialog = OneOnOneDialog(parent, context, rep=rep)
    dialog.open()
    return dialog


def reschedule(parent: QWidget, context: Context, meeting: OneOnOne) -> OneOnOneDialog:
    """Ask for another day or time of a planned one-on-one."""
    dialog = OneOnOneDialog(parent, context, meeting=meeting)
    dialog.open()
    return dialog


def cancel(parent: QWidget, context: Context, meeting: OneOnOne) -> CancelDialog:
    """Ask why a planned one-on-one is called off."""
    dialog = CancelDialog(parent, context, meeting)
    dialog.open()
    return dialog


def skip(parent: QWidget, context: Context, meeting: OneOnOne) -> CancelDialog:
    """Ask why a planned one-on-one is skipped; the next one is planned in its place, unless that is unticked."""
    dialog = CancelDialog(parent, context, meeting, instead=True)
    dialog.open()
    return dialog


class OneOnOneDialog(Sheet):
    """Rep, template, day, time and minutes; a new one starts from what the agreed rhythm proposes.

    Planning and moving are one step that can be undone.
    """

    wide = 500
    planned = Signal(object)
    """The `OneOnOne` as it was planned or moved."""

    def __init__(
        self, parent: QWidget, context: Context, *, rep: Rep | None = None, meeting: OneOnOne | None = None
    ) -> None:
        super().__init__(parent, "one_on_one", self.tr("Move one-on-one") if meeting else self.tr("New one-on-one"))
        self._context, self._before = context, meeting
        self._reps = context.desk.team.reps(archived=meeting is not None)
        self._make_controls()
        self._lay_out()
        for each in self._reps:
            self.rep.addItem(each.name, each.id)
        if meeting is not None:
            self.rep.choose(meeting.rep_id)
            self._show(meeting)
        else:
            wanted = rep or context.desk.planning.whom_next(context.today())
            self.rep.choose(wanted.id if wanted else None)
            self.rep.currentIndexChanged.connect(self._propose)
            self._propose()
        self.rep.setEnabled(meeting is None and bool(self._reps))
        self.minutes.setEnabled(meeting is None)
        self.keep.setEnabled(bool(self._reps))
        (self.day if meeting else self.rep).setFocus()

    @override
    def save(self) -> None:
        rep = self._chosen()
        if rep is None:
            return
        on = self.day.date().toPython()
        at = self.time.time().toPython() if self.timed.isChecked() else None
        if not isinstance(on, dt.date) or not isinstance(at, dt.time | None):
            raise TypeError("Qt answered with something that is no day or time")
        meetings, before = self._context.desk.meetings, self._before
        if before is not None:
            done = self._context.editor.do(lambda: meetings.reschedule(before, on, at, self.reason.text().strip()))
            meeting = before
        else:
            shape = self.template.currentData()
            meeting = OneOnOne(new_id(), rep.id, on, at, self.minutes.value(), template_id=shape)
            done = self._context.editor.do(lambda: meetings.schedule(meeting))
        if not done:
            return
        when = f"{formats.weekday(on)} {formats.time(at)}".strip()
        self._context.say(formats.fill(self.tr("One-on-one with %1: %2."), rep.name, when))
        self.planned.emit(meeting)
        self.accept()

    def _make_controls(self) -> None:
        self.rep = ChoiceBox()
        self.template = TemplateChoice("one_on_one_template")
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.timed = QCheckBox(self.tr("At"))
        self.timed.setChecked(True)
        self.time = QTimeEdit()
        self.time.setDisplayFormat("HH:mm")
        self.timed.toggled.connect(self.time.setEnabled)
        self.minutes = QSpinBox()
        self.minutes.setRange(SHORTEST, LONGEST)
        self.minutes.setSingleStep(5)
        self.minutes.setSuffix(self.tr(" min"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST_REASON)
        for control, name, said in (
            (self.rep, "one_on_one_rep", self.tr("Rep")),
            (self.day, "one_on_one_day", self.tr("Day")),
            (self.timed, "one_on_one_timed", self.tr("At a set time")),
            (self.time, "one_on_one_time", self.tr("Time")),
            (self.minutes, "one_on_one_minutes", self.tr("Minutes")),
            (self.reason, "one_on_one_reason", self.tr("Reason")),
        ):
            control.setObjectName(name)
            control.setAccessibleName(said)
        self._hint = PlainLabel("", FontRole.META, "muted", wrap=True)

    def _lay_out(self) -> None:
        at = QWidget()
        row = QHBoxLayout(at)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.timed)
        row.addWidget(self.time, 1)
        when = (Field(self.tr("Day"), self.day), Field(self.tr("Time"), at), Field(self.tr("Length"), self.minutes))
        whom = [Field(self.tr("Rep"), self.rep)]
        whom += [Field(self.tr("Template"), self.template)] if self._before is None else []
        parts: list[QWidget | QLayout] = [beside(*whom), beside(*when, shares=(3, 2, 2))]
        if self._before is not None:
            parts.append(Field(self.tr("Reason, if you want to remember it"), self.reason))
        self.lay_out([*parts, self._hint], self.tr("Move") if self._before else self.tr("Plan"))

    def _propose(self) -> None:
        rep = self._chosen()
        if rep is None:
            self._hint.setText(self.tr("Add a rep first, then plan a one-on-one."))
            return
        desk, on = self._context.desk, self._context.today()
        proposed, cadence = desk.planning.propose(rep, on), formats.rhythm(rep.cadence_days)
        said = formats.fill(self.tr("Day proposed from your rhythm with %1: %2."), rep.first_name, cadence)
        planned = rhythm(rep, desk.meetings.one_on_ones(rep.id), on).upcoming
        if planned is not None:
            day = next_day(planned.on, rep.cadence_days, on, desk.schedules.days_off(rep))
            proposed = replace(proposed, on=day, at=planned.at, minutes=planned.minutes)
            before = formats.fill(self.tr("%1 is planned already."), formats.weekday(planned.on))
            said = f"{before} {said}"
        self._show(proposed)
        self._hint.setText(said)
        usual = formats.fill(self.tr("As usual: %1"), desk.templates.of(rep, proposed.on).name)
        self.template.offer(desk.templates.all(), self.template.currentData(), usual)

    def _show(self, meeting: OneOnOne) -> None:
        self.day.setDate(formats.qdate(meeting.on))
        self.timed.setChecked(meeting.at is not None or self._before is None)
        at = meeting.at or dt.time(10)
        self.time.setTime(QTime(at.hour, at.minute))
        self.time.setEnabled(self.timed.isChecked())
        self.minutes.setValue(meeting.minutes)

    def _chosen(self) -> Rep | None:
        return next((each for each in self._reps if each.id == self.rep.currentData()), None)


class CancelDialog(Sheet):
    """Asks for a reason, and whether the next one is planned with it. It is one step that can be undone.

    Whatever belongs to the one-on-one stays.
    """

    wide = 500
    cancelled = Signal()

    def __init__(self, parent: QWidget, context: Context, meeting: OneOnOne, *, instead: bool = False) -> None:
        """`instead` ticks the next one-on-one at first."""
        super().__init__(parent, "cancel", self.tr("Skip one-on-one") if instead else self.tr("Cancel one-on-one"))
        self.leave.setText(self.tr("Keep it"))
        self._context, self._meeting = context, meeting
        self.reason = QLineEdit()
        self.reason.setObjectName("cancel_reason")
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setMaxLength(_LONGEST_REASON)
        said = self.tr("Agenda, notes and topics stay, and open commitments come up next time.")
        hint = PlainLabel(said, FontRole.META, "muted", wrap=True)
        self._next = context.desk.planning.after(meeting, context.today())
        when = f"{formats.weekday(self._next.on)} {formats.time(self._next.at)}".strip()
        self.instead = QCheckBox(formats.fill(self.tr("Plan the next one for %1"), when))
        self.instead.setObjectName("cancel_instead")
        self.instead.setAccessibleName(self.instead.text())
        self.instead.setChecked(instead)
        asked = Field(self.tr("Reason, if you want to remember it"), self.reason)
        self.lay_out([asked, self.instead, hint], self.windowTitle())
        self.reason.setFocus()

    @override
    def save(self) -> None:
        planning, reason = self._context.desk.planning, self.reason.text().strip()
        following = self._next if self.instead.isChecked() else None
        if self._context.editor.do(lambda: planning.skip(self._meeting, reason, following)):
            self.cancelled.emit()
            self.accept()
