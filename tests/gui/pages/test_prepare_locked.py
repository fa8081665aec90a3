"""The Prepare page of a one-on-one that is over: everything can be read, nothing can be changed."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from kpidesk.domain.entities import Topic, new_id
from kpidesk.domain.terms import MeetingStatus
from tests.gui.conftest import TODAY


def known(desk, ident):
    return next(each for each in desk.meetings.one_on_ones() if each.id == ident)


@pytest.fixture
def held(window):
    """Maya's agenda after the one-on-one."""
    desk = window.context.desk
    window.go("prepare", desk.team.rep("Maya"))
    meeting = window.page.plan.meeting
    desk.meetings.start(meeting, dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC), TODAY)
    desk.meetings.end(known(desk, meeting.id), dt.datetime(2026, 8, 20, 12, 30, tzinfo=dt.UTC), {})
    window.go("prepare", known(desk, meeting.id))
    return window.page


@pytest.fixture
def cancelled(window):
    """A one-on-one that was called off before anything was prepared."""
    desk = window.context.desk
    meeting = desk.planning.propose(desk.team.rep("Priya"), TODAY)
    desk.meetings.schedule(meeting)
    desk.meetings.cancel(known(desk, meeting.id), "Ill")
    window.go("prepare", known(desk, meeting.id))
    return window.page


def test_it_says_that_it_is_over_and_locked(held):
    assert held.window_title == "Agenda: Maya Okafor"
    assert held.parts.state.text() == "Over, locked"
    assert held.agenda.findChild(object, "agenda_state").text() == (
        "This one-on-one is over. Its agenda stays as it was; add an amendment to the meeting instead."
    )


def test_no_handle_is_left(held):
    for card in held.agenda.shown:
        assert card.grip.isHidden()
        assert card.stepper.isHidden()
        assert not any(action.isEnabled() for action in card.actions())
    assert held.agenda.offers == []
    assert held.agenda.add.isHidden()
    assert held.agenda.keep.isHidden()
    assert held.agenda.length.isHidden()
    assert not held.parts.template.isEnabled()
    assert held.last.mine.note.editor.isReadOnly()
    assert not [each for each in held.evidence.findChildren(QAbstractButton) if each.objectName().startswith("add_E")]


def test_no_key_changes_anything(held, qtbot):
    before = held.context.desk.agendas.items(held.plan.meeting)
    card = held.agenda.shown[2]
    card.setFocus()
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_P):
        qtbot.keyClick(card, key)
    qtbot.keyClick(card, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert not card.rewording.isVisible()
    assert held.context.desk.agendas.items(held.plan.meeting) == before


def test_the_menu_offers_only_what_changes_nothing_here(held):
    assert set(held.gestures()) <= {"new_topic", "left_out", "share", "prep_note"}


def test_the_way_on_is_the_meeting(window, held):
    meeting = held.plan.meeting
    assert held.parts.start.text() == "Show the meeting"
    held.parts.start.click()
    assert window.page._chosen.meeting.id == meeting.id


def test_a_topic_of_the_rep_waits_for_the_next_time_and_leaves_the_agenda_alone(held):
    before = held.context.desk.agendas.items(held.plan.meeting)
    rep = held.plan.rep
    held.last.mine.topics.added.emit(Topic(new_id(), rep.id, "A car for the north", TODAY))
    assert "A car for the north" in [each.text for each in held.context.desk.meetings.topics(rep)]
    assert held.context.desk.agendas.items(held.plan.meeting) == before


def test_one_that_was_called_off_has_no_proposal(cancelled):
    assert cancelled.plan.meeting.status is MeetingStatus.CANCELLED
    assert cancelled.agenda.shown == []
    assert cancelled.agenda.keep.isHidden()
    assert "did not take place" in cancelled.agenda.findChild(object, "agenda_state").text()
