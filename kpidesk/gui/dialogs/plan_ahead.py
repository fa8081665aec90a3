"""Planning the next one-on-ones of everybody in one go."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QHeaderView, QSpinBox, QTimeEdit, QWidget
from typing_extensions import override

from kpidesk.domain.lengths import LONGEST, SHORTEST
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import formats, theme
from kpidesk.gui.delegates.base import row_height
from kpidesk.gui.delegates.cells import MeetingDelegate
from kpidesk.gui.delegates.choices import TickDelegate
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.plan_model import Col, PlanModel, PlanRow
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from kpidesk.domain.attention import Rhythm
    from kpidesk.domain.entities import OneOnOne, Rep
    from kpidesk.gui.context import Context

_NOON = dt.time(10)
_FEWEST, _MOST = 3, 6
"""Rows in sight at least and, before it scrolls, at first."""


class PlanAheadDialog(Sheet):
    """Lists every rep without a one-on-one ahead, with a day and time to change; planning is one step to undo."""

    wide = 640
    planned = Signal(int)
    """How many were planned."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, "plan_ahead", self.tr("Plan next one-on-ones"))
        self._context = context
        desk, on = context.desk, context.today()
        behind = {each.id: each for each in desk.planning.left_behind(on)}
        found = desk.planning.proposals(on)
        rows = [PlanRow(rep, new, self._meta(rep, each, behind.get(new.id))) for rep, each, new in found]
        ahead = [each for each in desk.meetings.around(on) if each.status is MeetingStatus.PLANNED]
        self.model = PlanModel(rows, ahead, {each.id: each.name for each in desk.team.reps()}, self)
        self._make_table()
        self._make_fields()
        at = QWidget()
        row = QHBoxLayout(at)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.timed)
        row.addWidget(self.time, 1)
        fields = (Field(self.tr("Day"), self.day), Field(self.tr("Time"), at), Field(self.tr("Length"), self.minutes))
        self._said = PlainLabel(self._intro(some=bool(rows)), FontRole.BODY, "text2", wrap=True)
        self._clash = PlainLabel("", FontRole.META, "watch", wrap=True)
        self._clash.setObjectName("plan_ahead_clash")
        self.lay_out(
            [self._said, self.table, self._whom, beside(*fields, shares=(3, 2, 2)), self._clash], self.tr("Plan")
        )
        self.model.dataChanged.connect(lambda *_changed: self._count())
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_current())
        self.table.setVisible(bool(rows))
        self.table.selectRow(0)
        self._show_current()
        self._count()
        (self.table if rows else self.leave).setFocus()
        theme.bind(self._keep_rows)

    @override
    def save(self) -> None:
        chosen = self.model.chosen
        if self._context.editor.do(lambda: self._context.desk.planning.plan(chosen)):
            said = self.tr("One one-on-one planned.") if len(chosen) == 1 else self.tr("%1 one-on-ones planned.")
            self._context.say(formats.fill(said, str(len(chosen))), self._context.editor.undo)
            self.planned.emit(len(chosen))
            self.accept()

    def _intro(self, *, some: bool) -> str:
        if not some:
            return self.tr("Every rep has a one-on-one ahead. There is nothing to plan.")
        return self.tr(
            "Reps with nothing planned, the longest overdue first. Days keep off leave, holidays and weekends."
        )

    def _meta(self, rep: Rep, found: Rhythm, behind: OneOnOne | None) -> str:
        if behind is not None:
            return formats.fill(self.tr("Planned for %1, not started"), formats.weekday(behind.on))
        cadence = formats.rhythm(rep.cadence_days)
        if found.last is None:
            return formats.fill(self.tr("Never met, %1"), cadence)
        return formats.fill(self.tr("Last met %1, %2"), formats.day(found.last.on), cadence)

    def _make_table(self) -> None:
        self.table = RowTable(name=self.tr("One-on-ones to plan"))
        self.table.setObjectName("plan_ahead_table")
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(Col.WHO, TickDelegate(self.table))
        self.table.setItemDelegateForColumn(Col.WHEN, MeetingDelegate(self.table))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.doubleClicked.connect(lambda _index: self.day.setFocus())

    def _make_fields(self) -> None:
        self._whom = PlainLabel("", FontRole.STRONG, elide=True)
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.day.setMinimumDate(formats.qdate(self._context.today()))
        self.timed = QCheckBox(self.tr("At"))
        self.time = QTimeEdit()
        self.time.setDisplayFormat("HH:mm")
        self.minutes = QSpinBox()
        self.minutes.setRange(SHORTEST, LONGEST)
        self.minutes.setSingleStep(5)
        self.minutes.setSuffix(self.tr(" min"))
        for control, name, said in (
            (self.day, "plan_ahead_day", self.tr("Day")),
            (self.timed, "plan_ahead_timed", self.tr("At a set time")),
            (self.time, "plan_ahead_time", self.tr("Time")),
            (self.minutes, "plan_ahead_minutes", self.tr("Minutes")),
        ):
            control.setObjectName(name)
            control.setAccessibleName(said)
        self.day.dateChanged.connect(self._on_edited)
        self.timed.toggled.connect(self._on_edited)
        self.time.timeChanged.connect(self._on_edited)
        self.minutes.valueChanged.connect(self._on_edited)

    def _current(self) -> PlanRow | None:
        return self.model.row_at(self.table.currentIndex().row())

    def _show_current(self) -> None:
        row = self._current()
        controls = (self.day, self.timed, self.time, self.minutes)
        for control in controls:
            control.setEnabled(row is not None)
        self._whom.setText(row.rep.name if row else "")
        if row is None:
            return
        blockers = [QSignalBlocker(control) for control in controls]
        at = row.meeting.at or _NOON
        self.day.setDate(formats.qdate(row.meeting.on))
        self.timed.setChecked(row.meeting.at is not None)
        self.time.setTime(QTime(at.hour, at.minute))
        self.time.setEnabled(row.meeting.at is not None)
        self.minutes.setValue(row.meeting.minutes)
        for each in blockers:
            each.unblock()

    def _on_edited(self, *_value: object) -> None:
        row = self._current()
        if row is None:
            return
        self.time.setEnabled(self.timed.isChecked())
        self.model.change(self.table.currentIndex().row(), self._edited(row.meeting))

    def _edited(self, meeting: OneOnOne) -> OneOnOne:
        on = self.day.date().toPython()
        at = self.time.time().toPython() if self.timed.isChecked() else None
        if not isinstance(on, dt.date) or not isinstance(at, dt.time | None):
            raise TypeError("Qt answered with something that is no day or time")
        return replace(meeting, on=on, at=at, minutes=self.minutes.value())

    def _count(self) -> None:
        chosen, clashing = len(self.model.chosen), self.model.clashing
        text = self.tr("Plan 1 one-on-one") if chosen == 1 else self.tr("Plan %1 one-on-ones")
        self.keep.setText(formats.fill(text, str(chosen)))
        self.keep.setEnabled(chosen > 0)
        said = self.tr("One of them is at the same time as another. You can plan it all the same.")
        if clashing != 1:
            said = self.tr("%1 of them are at the same time as another. You can plan them all the same.")
        self._clash.setText(formats.fill(said, str(clashing)))
        self._clash.setVisible(clashing > 0)

    def _keep_rows(self) -> None:
        rows = min(max(self.model.rowCount(), _FEWEST), _MOST)
        self.table.setMinimumHeight(rows * row_height() + theme.px(34))
