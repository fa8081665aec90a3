"""Choosing a template: on the Prepare page, from the menu, and when a one-on-one is planned."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from kpidesk.domain.entities import OneOnOne, new_id
from kpidesk.domain.templates import Standard
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui.dialogs import one_on_one
from tests.gui.conftest import TODAY


@pytest.fixture
def meetings(window):
    return window.context.desk.meetings


def known(meetings, ident):
    return next(each for each in meetings.one_on_ones() if each.id == ident)


def point_titles(page):
    return {each.title for each in page.plan.points if each.rule == "POINT"}


def test_a_kept_agenda_takes_another_template_by_keyboard_and_back(window, meetings, qtbot):
    window.go("prepare", window.context.desk.team.rep("Maya"))
    page = window.page
    meeting = page.plan.meeting
    assert page.plan.kept
    assert page.parts.template.template().name == "Weekly"
    page.parts.template.setFocus()
    qtbot.keyClicks(page.parts.template, "Quarterly")
    assert known(meetings, meeting.id).template_id == Standard.QUARTERLY.id
    assert point_titles(page) == {"The agreed numbers: still the right ones?"}
    assert page.parts.template.template().name == "Quarterly KPI review"
    assert page.plan.agenda.forecast_minutes <= page.plan.agenda.forecast_limit
    window.editor.undo()
    assert known(meetings, meeting.id) == meeting
    assert page.parts.template.template().name == "Weekly"


def test_a_proposal_takes_the_template_and_keeps_it(window, meetings):
    desk = window.context.desk
    rep = next(each for each in desk.team.reps() if not _planned(desk, each))
    window.go("prepare", rep)
    page = window.page
    assert not page.plan.planned
    page.parts.template.choose(Standard.FIRST.id)
    assert page.plan.agenda.template == "First one-on-one"
    assert window.editor.undo_label is None
    page.keep()
    assert known(meetings, page.plan.meeting.id).template_id == Standard.FIRST.id
    assert page.parts.template.template().name == "First one-on-one"


def _planned(desk, rep):
    upcoming = (MeetingStatus.PLANNED, MeetingStatus.RUNNING)
    return [each for each in desk.meetings.one_on_ones(rep.id) if each.on >= TODAY and each.status in upcoming]


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing")
def test_the_menu_offers_the_templates_where_the_head_has_no_room(window, qtbot):
    window.go("prepare", window.context.desk.team.rep("Maya"))
    page = window.page
    window.resize(800, 700)
    assert not page.parts.template.isVisible()
    window.menus.actions["template"].trigger()
    menu = window.findChild(QMenu, "prepare_template_menu")
    assert [each.text() for each in menu.actions() if each.isChecked()] == ["Weekly"]
    next(each for each in menu.actions() if each.text() == "Ramping").trigger()
    menu.close()
    assert page.parts.template.template().name == "Ramping"
    window.go("reps")
    assert not window.menus.actions["template"].isEnabled()


def test_planning_offers_the_usual_template_and_the_others(window, meetings, qtbot):
    dialog = one_on_one.schedule(window, window.context, window.context.desk.team.rep("Maya"))
    assert dialog.template.currentText() == "As usual: Weekly"
    assert dialog.template.template() is None
    planned: list[OneOnOne] = []
    dialog.planned.connect(planned.append)
    dialog.template.setFocus()
    qtbot.keyClick(dialog.template, Qt.Key.Key_End)
    dialog.save()
    assert known(meetings, planned[0].id).template_id == Standard.FIRST.id
    window.editor.undo()
    usual = one_on_one.schedule(window, window.context, window.context.desk.team.rep("Maya"))
    usual.planned.connect(planned.append)
    usual.save()
    assert known(meetings, planned[1].id).template_id is None


def test_a_held_one_on_one_keeps_its_template(window, meetings):
    maya = window.context.desk.team.rep("Maya")
    held = OneOnOne(new_id(), maya.id, TODAY, status=MeetingStatus.HELD, template_id=Standard.MONTHLY.id)
    meetings.schedule(held)
    window.go("prepare", held)
    assert not window.page.parts.template.isEnabled()
    assert window.page.parts.template.template().name == "Monthly strategy"
