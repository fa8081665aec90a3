"""A ramp is chosen for a rep or for a role, shown month by month, and kept as one step."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from kpidesk.gui.dialogs.rep_ramp import Ramp, RampDialog

HIRED = dt.date(2026, 7, 1)


@pytest.fixture
def schedules(window):
    return window.context.desk.schedules


@pytest.fixture
def aisha(window, schedules):
    before = window.context.desk.team.rep("Aisha")
    after = replace(before, hired_on=HIRED)
    window.editor.do(lambda: schedules.change_rep(before, after))
    window.go("reps")
    window.page.table.select(after.id)
    return after


@pytest.fixture
def opened(window, aisha):
    def make():
        dialog = RampDialog(window.page, window.context, aisha)
        dialog.open()
        return dialog

    return make


def kept(schedules):
    return {each.role or each.rep_id: each.shares for each in schedules.ramps()}


def months(dialog):
    boxes = [each for each in dialog.cells.findChildren(QSpinBox) if each.isVisible()]
    return {each.accessibleName(): each.value() for each in boxes}


def test_without_a_ramp_there_are_no_months_and_it_says_what_a_ramp_is_not(opened):
    dialog = opened()
    assert dialog.choice.currentData() == Ramp.NONE
    assert months(dialog) == {}
    assert dialog._hint.text() == "Coaching target, not a pay quota."
    assert not dialog.cycle.isVisible()
    assert not dialog.months.isVisible()


def test_sales_development_ramps_over_four_months(opened, window, schedules, aisha):
    dialog = opened()
    dialog.choice.choose(Ramp.DEVELOPMENT)
    assert months(dialog) == {"Month 1": 25, "Month 2": 50, "Month 3": 75, "Month 4": 100}
    dialog.save()
    assert kept(schedules) == {aisha.id: (0.25, 0.5, 0.75, 1.0)}
    assert window.editor.undo_label == "Keep ramp of Aisha Rahman"
    assert window.page.detail.accessibleName() == "Aisha Rahman, ramping, month 2 of 4"
    window.editor.undo()
    assert kept(schedules) == {}
    assert window.page.detail.accessibleName() == "Aisha Rahman"


def test_a_closing_ramp_is_as_long_as_the_sales_cycle_and_a_quarter(opened, schedules, aisha):
    dialog = opened()
    dialog.choice.choose(Ramp.CLOSING)
    assert months(dialog) == {}
    dialog.save()
    assert dialog.isVisible()
    assert "how many days a sale takes" in dialog._cycle.accessibleDescription()
    dialog._cycle.setValue(120)
    assert list(months(dialog).values()) == [0, 0, 25, 50, 50, 75, 100]
    dialog.save()
    assert kept(schedules) == {aisha.id: (0, 0, 0.25, 0.5, 0.5, 0.75, 1.0)}


def test_typing_in_a_month_makes_it_a_ramp_of_one_s_own(opened, schedules, aisha, qtbot):
    dialog = opened()
    dialog.choice.choose(Ramp.DEVELOPMENT)
    dialog.cells.findChild(QSpinBox, "month_2").setValue(60)
    assert dialog.choice.currentData() == Ramp.OWN
    assert list(months(dialog).values()) == [25, 60, 75, 100]
    dialog._months.setValue(6)
    assert list(months(dialog).values()) == [25, 60, 75, 100, 100, 100]
    dialog._months.setValue(2)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert kept(schedules) == {aisha.id: (0.25, 0.6)}


def test_a_kept_ramp_is_shown_again(opened, schedules, aisha):
    schedules.keep_ramp((0.1, 0.9), rep=aisha)
    dialog = opened()
    assert dialog.choice.currentData() == Ramp.OWN
    assert months(dialog) == {"Month 1": 10, "Month 2": 90}
    assert dialog._months.value() == 2


def test_the_ramp_of_a_role_holds_for_everyone_with_it(opened, window, schedules, aisha):
    dialog = opened()
    dialog.whom.choose("role")
    dialog.choice.choose(Ramp.DEVELOPMENT)
    dialog.save()
    assert kept(schedules) == {"AE": (0.25, 0.5, 0.75, 1.0)}
    assert window.page.detail.accessibleName() == "Aisha Rahman, ramping, month 2 of 4"
    again = opened()
    assert again.choice.currentText() == "As every AE"
    assert not again.cells.isEnabled()
    assert list(months(again).values()) == [25, 50, 75, 100]


def test_a_rep_can_be_without_the_ramp_of_their_role(opened, window, schedules, aisha):
    schedules.keep_ramp((0.25, 0.5), role="AE")
    dialog = opened()
    dialog.choice.choose(Ramp.NONE)
    dialog.save()
    assert window.page.detail.accessibleName() == "Aisha Rahman"
    again = opened()
    assert again.choice.currentData() == Ramp.NONE
    again.choice.choose(Ramp.ROLE)
    again.save()
    assert kept(schedules) == {"AE": (0.25, 0.5)}


def test_a_ramp_of_a_role_ends(opened, schedules):
    schedules.keep_ramp((0.25, 0.5), role="AE")
    dialog = opened()
    dialog.whom.choose("role")
    dialog.choice.choose(Ramp.NONE)
    dialog.save()
    assert kept(schedules) == {}


def test_without_a_first_day_it_says_that_nothing_counts(window):
    maya = replace(window.context.desk.team.rep("Maya"), hired_on=None, role="")
    dialog = RampDialog(window, window.context, maya)
    assert "Maya has no first day yet" in dialog._hint.text()
    assert dialog.whom.count() == 1


def test_it_opens_from_the_menu_bar(window, aisha):
    window.menus.actions["ramp"].trigger()
    assert window.page.findChild(RampDialog).windowTitle() == "Ramp of Aisha Rahman"
