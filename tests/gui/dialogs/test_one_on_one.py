import datetime as dt

import pytest
from PySide6.QtCore import QDate, QTime

from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui.dialogs.one_on_one import OneOnOneDialog, cancel, reschedule, schedule


@pytest.fixture
def context(window):
    return window.context


@pytest.fixture
def planned(context):
    meetings = context.desk.meetings.one_on_ones()
    return next(each for each in meetings if each.status is MeetingStatus.PLANNED)


def known(context, meeting):
    return next(each for each in context.desk.meetings.one_on_ones() if each.id == meeting.id)


def test_the_day_comes_from_the_agreed_rhythm(window, context):
    dialog = schedule(window, context, context.desk.team.rep("Jonas"))
    assert dialog.rep.currentText() == "Jonas Lindqvist"
    assert dialog.day.date() == QDate(2026, 8, 20)
    assert dialog.time.time() == QTime(13, 0)
    assert dialog.minutes.value() == 30


def test_with_one_planned_already_the_next_is_proposed_after_it(window, context):
    dialog = schedule(window, context, context.desk.team.rep("Priya"))
    assert dialog.day.date() == QDate(2026, 9, 3)
    assert dialog._hint.text().startswith("Thu 20 Aug is planned already.")


def test_another_rep_gets_another_proposal(window, context):
    dialog = schedule(window, context, context.desk.team.rep("Jonas"))
    dialog.rep.setCurrentText("Maya Okafor")
    assert dialog.day.date() == QDate(2026, 9, 3)
    assert dialog.time.time() == QTime(14, 0)


def test_planning_is_one_step_that_can_be_undone(window, context, qtbot):
    before = len(context.desk.meetings.one_on_ones())
    dialog = schedule(window, context, context.desk.team.rep("Maya"))
    dialog.day.setDate(QDate(2026, 9, 3))
    dialog.timed.setChecked(False)
    dialog.minutes.setValue(45)
    with qtbot.waitSignal(dialog.planned) as said:
        dialog.save()
    made = known(context, said.args[0])
    assert (made.on, made.at, made.minutes, made.status) == (dt.date(2026, 9, 3), None, 45, MeetingStatus.PLANNED)
    context.editor.undo()
    assert len(context.desk.meetings.one_on_ones()) == before


def test_without_reps_nothing_can_be_planned_and_it_says_what_to_do(empty_window):
    dialog = schedule(empty_window, empty_window.context)
    assert not dialog.keep.isEnabled()
    assert "Add a rep first" in dialog._hint.text()
    dialog.save()
    assert empty_window.context.desk.meetings.one_on_ones() == []


def test_moving_keeps_the_agenda_and_the_reason(window, context, planned):
    items = context.desk.meetings.items(planned)
    dialog = reschedule(window, context, planned)
    dialog.day.setDate(QDate(2026, 9, 1))
    dialog.reason.setText("Customer visit")
    dialog.save()
    moved = known(context, planned)
    assert (moved.on, moved.reason) == (dt.date(2026, 9, 1), "Customer visit")
    assert context.desk.meetings.items(moved) == items


def test_the_rep_of_a_planned_meeting_cannot_be_changed(window, context, planned):
    dialog = OneOnOneDialog(window, context, meeting=planned)
    assert not dialog.rep.isEnabled()


def test_cancelling_keeps_the_reason(window, context, planned):
    dialog = cancel(window, context, planned)
    dialog.reason.setText("Maya is ill")
    dialog.save()
    assert known(context, planned).status is MeetingStatus.CANCELLED
    assert known(context, planned).reason == "Maya is ill"
