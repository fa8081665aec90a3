"""Every page of the window by the keyboard alone: nothing is out of reach, nothing is a trap, the focus is in sight."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from kpidesk.gui.page_stack import PAGES
from tests.gui.controls import against_the_order, describe, subject_of, unreached, walk
from tests.journeys.manager import Manager

TODAY = dt.date(2026, 8, 20)
SIZES = ((1440, 868), (1100, 668))
RING = 8
"""Pixels around a control that its focus ring may take."""


@pytest.fixture
def manager(dressed, qtbot, desk):
    """A manager in front of the sample team, on the day it is made for."""
    desk.fill_sample(TODAY)
    return Manager(qtbot, desk, TODAY)


def check_the_walk(manager):
    """Tab comes to everything in reading order and back to its start; Shift+Tab is the same walk backwards."""
    window = manager.window
    for size in SIZES:
        window.resize(*size)
        manager.rest()
        reached = walk(window, manager.press)
        assert unreached(window, reached) == []
        home = next(at for at, each in enumerate(reached) if window.navigation.isAncestorOf(each))
        assert against_the_order(reached[home:] + reached[:home]) == []
        assert {*walk(window, manager.press, back=True)} == {*reached}


def unseen(window, reached):
    """Controls that look the same with the focus and without it."""
    found = []
    for control in reached:
        control.setFocus(Qt.FocusReason.TabFocusReason)
        bring_into_sight(control)
        around = QRect(control.mapTo(window, QPoint()), control.size()).adjusted(-RING, -RING, RING, RING)
        QApplication.processEvents()
        with_focus = window.grab(around).toImage()
        window.setFocus()
        QApplication.processEvents()
        if window.grab(around).toImage() == with_focus:
            found.append(describe(control))
    return found


def bring_into_sight(control):
    """What Tab does by itself."""
    around = control.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(control)
        around = around.parentWidget()


@pytest.mark.parametrize("key", PAGES)
def test_tab_walks_through_a_page_and_comes_back_and_the_focus_is_in_sight(manager, key):
    manager.window.go(key, subject_of(manager.desk, key, TODAY))
    manager.rest()
    assert unseen(manager.window, walk(manager.window, manager.press)) == []
    check_the_walk(manager)


@pytest.mark.parametrize("tab", range(1, 5))
def test_tab_walks_through_every_tab_of_the_settings(manager, tab):
    manager.window.go("settings")
    manager.page.tabs.setCurrentIndex(tab)
    manager.rest()
    check_the_walk(manager)


def test_tab_walks_through_a_running_one_on_one(manager):
    manager.window.go("meeting", subject_of(manager.desk, "meeting", TODAY))
    manager.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    manager.rest()
    assert manager.page.commitment.isVisible()
    check_the_walk(manager)


def test_tab_walks_through_a_file_to_import(manager, tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("Owner;Close Date;Amount\nMaya Okafor;2026-08-03;1200\nNobody Known;2026-08-04;x\n")
    manager.window.go("intake")
    manager.page.open_file(path)
    manager.rest()
    check_the_walk(manager)


def test_tab_comes_to_the_choice_that_is_made(manager):
    manager.window.go("reps")
    assert manager.window.navigation.focusPolicy() == Qt.FocusPolicy.NoFocus
    names = [each.objectName() for each in walk(manager.window, manager.press)]
    assert [each for each in names if each.startswith("nav_")] == ["nav_reps"]
    manager.window.navigation.focus_current()
    manager.press(Qt.Key.Key_Down)
    assert manager.window.windowTitle() == "KPIs – KPIdesk"
    assert manager.window.navigation.isAncestorOf(QApplication.focusWidget())


def test_news_is_reached_by_f6_and_taken_back_with_the_space_bar(manager):
    said = []
    manager.window.say("Archived.", lambda: said.append("undone"))
    manager.window.navigation.focus_current()
    manager.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    manager.press(Qt.Key.Key_Space)
    assert said == ["undone"]
