"""The template dialog: steppers that stop at the cap, points, and what is wrong said where it is wrong."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from kpidesk.domain.terms import Section
from kpidesk.gui.dialogs.template import TemplateDialog


@pytest.fixture
def templates(context):
    return context.desk.templates


@pytest.fixture
def edit(context, templates, qtbot):
    around = QWidget()
    qtbot.addWidget(around)

    def make(name="weekly"):
        dialog = TemplateDialog(around, context, templates.named(name))
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


def press(qtbot, stepper, key, times):
    for _ in range(times):
        qtbot.keyClick(stepper, key)


def test_the_forecast_stops_at_the_cap_and_says_why(edit, qtbot):
    dialog = edit()
    forecast = dialog.minutes.sections[Section.FORECAST]
    press(qtbot, forecast, Qt.Key.Key_Plus, 9)
    assert forecast.value() == 6
    said = "Forecast is at its limit of 6 of 30 minutes. The limit is set under This file."
    assert dialog.minutes.limit.text() == forecast.accessibleDescription() == said
    assert "at its limit of 6" in forecast.toolTip()
    press(qtbot, forecast, Qt.Key.Key_Minus, 1)
    assert dialog.minutes.limit.text() == forecast.accessibleDescription() == ""
    dialog.minutes.length.set_current("60")
    press(qtbot, forecast, Qt.Key.Key_Plus, 9)
    assert forecast.value() == 12


def test_a_lower_cap_of_the_file_is_the_limit_but_takes_nothing_away_unasked(edit, context, templates):
    desk = context.desk
    desk.team.name_workspace(dataclasses.replace(desk.team.workspace(), forecast_cap=0.05))
    dialog = edit()
    forecast = dialog.minutes.sections[Section.FORECAST]
    assert (forecast.value(), forecast.maximum()) == (4, 4)
    assert "limit of 1 of 30 minutes" in dialog.minutes.limit.text()
    before = desk.history.undo_label
    dialog.save()
    assert desk.history.undo_label == before
    assert templates.named("weekly").lengths.plan(30, 1.0).sections[Section.FORECAST] == 4


def test_minutes_that_do_not_add_up_are_said_and_not_kept(edit, templates, qtbot):
    dialog = edit()
    dialog.minutes.length.set_current("45")
    press(qtbot, dialog.minutes.sections[Section.FOCUS], Qt.Key.Key_Plus, 2)
    assert dialog.minutes.sum.text() == "47 of 45 min: take 2 off"
    dialog.minutes.length.set_current("15")
    dialog.tabs.setCurrentIndex(1)
    dialog.save()
    assert dialog.isVisible()
    assert dialog.tabs.currentIndex() == 0
    assert dialog.minutes.length.current() == "45"
    assert dialog.minutes.wrong.text().startswith("45 minutes: the sections of 45 minutes add up to 47")
    assert dialog.minutes.wrong.isVisible()
    press(qtbot, dialog.minutes.sections[Section.CLOSE], Qt.Key.Key_Minus, 2)
    assert not dialog.minutes.wrong.isVisible()
    dialog.save()
    assert not dialog.isVisible()
    assert templates.named("weekly").plan(45, 0.2).sections[Section.FOCUS] == 18


def test_saving_without_a_change_is_no_step(edit, context):
    before = context.editor.undo_label
    for name in ("weekly", "ramping", "monthly", "quarterly", "first"):
        edit(name).save()
    assert context.editor.undo_label == before


@pytest.mark.parametrize(("name", "says"), [(" ", "needs one"), ("RAMPING", "already a template called Ramping")])
def test_a_name_that_cannot_be_is_said_at_the_field(edit, name, says):
    dialog = edit()
    dialog._called.setText(name)
    dialog.save()
    field = dialog.findChild(QLineEdit, "template_name")
    assert says in field.accessibleDescription()
    assert dialog.focusWidget() is field


def test_points_are_added_typed_moved_and_removed_by_keyboard(edit, templates, qtbot):
    dialog = edit("first")
    dialog.tabs.setCurrentIndex(1)
    points = dialog.points
    points.list.setFocus()
    qtbot.keyClick(points.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [each.title for each in points.points()][:2] == ["How we will work together", "Getting to know each other"]
    qtbot.keyClick(points.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(points.list, Qt.Key.Key_Delete)
    points.add.click()
    assert points.title.hasFocus()
    qtbot.keyClicks(points.title, "Where we sit")
    qtbot.keyClicks(points.first, "Which desk, {rep}?")
    dialog.save()
    kept = templates.named("first").points
    assert [each.title for each in kept] == [
        "How we will work together",
        "The numbers we will both look at",
        "Where we sit",
    ]
    assert kept[-1].questions == ("Which desk, {rep}?",)
    assert kept[1].signal == "ALIGN"


@pytest.mark.parametrize(
    ("line", "text", "says"),
    [
        ("first", "What of {kpi}?", "{kpi} is not known. Use {rep}"),
        ("title", "How we will work TOGETHER", "another point has it"),
        ("title", "", "it needs one"),
    ],
)
def test_what_is_wrong_with_a_point_is_said_at_its_field(edit, templates, line, text, says):
    dialog = edit("first")
    before = templates.named("first")
    control = getattr(dialog.points, line)
    control.setText(text)
    control.textEdited.emit(text)
    dialog.save()
    assert dialog.isVisible()
    assert dialog.tabs.currentIndex() == 1
    assert says in control.accessibleDescription()
    assert templates.named("first") == before
