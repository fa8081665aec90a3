"""A one-on-one from its start to what is added days later, by the keyboard alone."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kpidesk.domain.terms import MeetingStatus, Owner, Visibility
from tests.journeys.manager import CTRL, RETURN, SHIFT, Manager

TODAY = dt.date(2026, 8, 20)
KEY = Qt.Key


@pytest.fixture
def manager(dressed, qtbot, desk):
    """A manager in front of the sample team, on the day it is made for."""
    desk.fill_sample(TODAY)
    return Manager(qtbot, desk, TODAY)


def type_in(manager, text):
    manager.qtbot.keyClicks(QApplication.focusWidget(), text)


def meeting_of(manager, rep):
    return next(each for each in manager.desk.meetings.one_on_ones(rep.id) if each.on == TODAY)


def dialog_of(manager):
    """The dialog that opened, with the keyboard in it."""
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    manager.until(lambda: (focus := QApplication.focusWidget()) is not None and dialog.isAncestorOf(focus))
    return dialog


def start(manager):
    """The list of meetings begins with the next one; Ctrl+Enter starts it."""
    manager.go(KEY.Key_4)
    manager.press(RETURN, CTRL)
    return manager.page


def take_notes(manager, page):
    """F6 goes round, Space checks, Ctrl+Down goes on; what is typed belongs to the item and to one side."""
    page.agenda.view.setFocus()
    manager.press(KEY.Key_Space)
    manager.press(KEY.Key_Down, CTRL)
    while QApplication.focusWidget() is not page.notes.editor:
        manager.press(KEY.Key_F6)
    type_in(manager, "- Budget owner joins")
    manager.press(KEY.Key_P, CTRL, SHIFT)
    type_in(manager, "sounds tired")
    manager.press(KEY.Key_P, CTRL, SHIFT)


def agree(manager):
    """Two promises, one of them the manager's own."""
    manager.press(KEY.Key_L, CTRL)
    type_in(manager, "10 discovery calls by Fri")
    manager.press(RETURN)
    type_in(manager, "me: intro to pricing by 28 Aug")
    manager.press(RETURN, CTRL)


def end(manager):
    """Ctrl+Shift+Enter says back, Enter ends; the recap that comes up is read and left with Escape."""
    manager.press(RETURN, CTRL, SHIFT)
    dialog_of(manager)
    manager.press(KEY.Key_8)
    manager.press(RETURN)
    recap = dialog_of(manager)
    text = recap.preview.toPlainText()
    manager.press(KEY.Key_Escape)
    return text


def amend(manager, text):
    manager.window.menus.actions["amend"].trigger()
    dialog = dialog_of(manager)
    type_in(manager, text)
    dialog.save()


def undo(manager):
    # Where there is no window manager, nobody else gives the keyboard back after a dialog.
    manager.window.activateWindow()
    manager.until(manager.window.isActiveWindow)
    manager.window.setFocus()
    manager.press(KEY.Key_Z, CTRL)


def test_a_one_on_one_by_the_keyboard_alone(manager):
    desk, rep = manager.desk, manager.desk.team.rep("Maya")
    page = start(manager)
    second = page.room.items[1]
    take_notes(manager, page)
    manager.press(KEY.Key_F8)
    assert page.mirroring.window.isVisible()
    manager.press(KEY.Key_F8)
    assert page.mirroring.window is None
    agree(manager)
    manager.press(KEY.Key_F9)
    kept = desk.meetings.progress(meeting_of(manager, rep))
    assert (kept.paused, kept.item_id) == (True, second.id)
    manager.press(KEY.Key_F9)
    recap = end(manager)
    assert "10 discovery calls" in recap
    assert "tired" not in recap
    over = meeting_of(manager, rep)
    assert over.status is MeetingStatus.HELD
    assert [(each.text, each.owner, each.due) for each in desk.meetings.shared_view(rep, over).commitments] == [
        ("10 discovery calls", Owner.REP, dt.date(2026, 8, 28)),
        ("intro to pricing", Owner.MANAGER, dt.date(2026, 8, 28)),
    ]
    assert {(each.agenda_item_id, each.visibility): each.text for each in desk.meetings.notes(rep, over)} == {
        (second.id, Visibility.SHARED): "- Budget owner joins",
        (second.id, Visibility.PRIVATE): "sounds tired",
        (None, Visibility.PRIVATE): "Said back at the end:\n- 8 of 10 sure: 10 discovery calls",
    }
    amend(manager, "She joined on Monday.")
    assert len(desk.meetings.notes(rep, over)) == 4
    undo(manager)
    assert len(desk.meetings.notes(rep, over)) == 3
    undo(manager)
    assert desk.meetings.running() == meeting_of(manager, rep)
