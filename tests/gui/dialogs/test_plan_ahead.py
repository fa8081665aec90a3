"""Planning the next one-on-ones of everybody: seen, changed, and kept in one step."""

import datetime as dt

import pytest
from PySide6.QtCore import QDate, Qt, QTime

from kpidesk.domain.terms import MeetingStatus, Status
from kpidesk.gui.dialogs.plan_ahead import PlanAheadDialog
from kpidesk.gui.models.plan_model import Col
from kpidesk.gui.roles import Role


@pytest.fixture
def dialog(window):
    return PlanAheadDialog(window, window.context)


def planned(dialog):
    meetings = dialog._context.desk.meetings.one_on_ones()
    return [each for each in meetings if each.status is MeetingStatus.PLANNED]


def cell(dialog, row, role, column=Col.WHEN):
    return dialog.model.index(row, column).data(role)


def test_it_lists_who_has_nothing_planned_with_day_and_time(dialog):
    assert [dialog.model.row_at(row).rep.name for row in range(dialog.model.rowCount())] == [
        "Jonas Lindqvist",
        "Ben Carter",
    ]
    assert cell(dialog, 0, Role.META, Col.WHO) == "Last met 16 Jul, every 2 weeks"
    assert cell(dialog, 0, Role.TITLE) == "Fri 21 Aug 13:00"
    assert cell(dialog, 1, Role.TITLE) == "Fri 21 Aug 09:00"
    assert dialog.keep.text() == "Plan 2 one-on-ones"
    assert dialog._clash.isHidden()


def test_day_time_and_length_are_changed_and_a_clash_is_said(dialog):
    dialog.table.selectRow(0)
    dialog.day.setDate(QDate(2026, 8, 24))
    dialog.time.setTime(QTime(11, 15))
    dialog.minutes.setValue(45)
    meeting = dialog.model.row_at(0).meeting
    assert (meeting.on, meeting.at, meeting.minutes) == (dt.date(2026, 8, 24), dt.time(11, 15), 45)
    assert cell(dialog, 0, Role.META) == "Kenji Watanabe at 11:00 as well"
    assert Status(cell(dialog, 0, Role.STATUS)) is Status.WATCH
    assert dialog._clash.text().startswith("One of them is at the same time as another.")
    dialog.timed.setChecked(False)
    assert dialog.model.row_at(0).meeting.at is None
    assert cell(dialog, 0, Role.STATUS) is None
    dialog.table.selectRow(1)
    assert dialog.day.date() == QDate(2026, 8, 21)
    assert dialog.timed.isChecked()


def test_planning_keeps_what_is_ticked_in_one_step(dialog, qtbot):
    before = len(planned(dialog))
    who = dialog.model.index(1, Col.WHO)
    dialog.model.setData(who, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert dialog.keep.text() == "Plan 1 one-on-one"
    with qtbot.waitSignal(dialog.planned) as said:
        dialog.save()
    assert said.args == [1]
    assert len(planned(dialog)) == before + 1
    dialog._context.editor.undo()
    assert len(planned(dialog)) == before
    dialog.model.setData(dialog.model.index(0, Col.WHO), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert not dialog.keep.isEnabled()


def test_when_everybody_has_one_it_says_so(window, dialog):
    dialog.save()
    again = PlanAheadDialog(window, window.context)
    assert again._said.text() == "Every rep has a one-on-one ahead. There is nothing to plan."
    assert not again.keep.isEnabled()
    assert not again.day.isEnabled()


def test_the_model_is_a_sound_one(dialog, qtmodeltester):
    qtmodeltester.check(dialog.model)
