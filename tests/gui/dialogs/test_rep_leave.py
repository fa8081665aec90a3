"""Time off is added, changed, deleted and brought back by keyboard; what is wrong is said at the day."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from kpidesk.domain.entities import Leave, new_id
from kpidesk.gui.dialogs.rep_leave import LeaveDialog


@pytest.fixture
def maya(window):
    return window.context.desk.team.rep("Maya")


@pytest.fixture
def chloe(window):
    found = window.context.desk.team.rep("Chloé")
    assert window.context.desk.schedules.leaves(found.id) == []
    return found


@pytest.fixture
def dialog(window, chloe, qtbot):
    return opened(window, chloe, qtbot)


def opened(window, rep, qtbot):
    window.go("reps")
    window.page.table.select(rep.id)
    dialog = LeaveDialog(window.page, window.context, rep)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def line(dialog, name):
    return dialog.findChild(QLineEdit, f"time_off_{name}")


def fill(dialog, qtbot, first, last="", reason=""):
    for name, text in (("first", first), ("last", last), ("reason", reason)):
        line(dialog, name).setText(text)
    qtbot.keyClick(line(dialog, "reason"), Qt.Key.Key_Return)


def leaves(window, rep):
    return [(each.first, each.last, each.reason, each.share) for each in window.context.desk.schedules.leaves(rep.id)]


def button(dialog, name):
    return dialog.findChild(QAbstractButton, f"time_off_{name}")


def test_without_time_off_the_list_says_what_it_is_for(dialog):
    assert dialog.list.currentWidget() is not dialog.view
    assert "Add the days Chloé is away" in dialog.list.currentWidget().text()
    assert not button(dialog, "change").isEnabled()
    assert not button(dialog, "delete").isEnabled()
    assert not button(dialog, "undo").isEnabled()


def test_time_off_is_added_and_the_form_is_free_for_the_next(dialog, window, chloe, qtbot):
    fill(dialog, qtbot, "17 Aug 2026", "2026-08-28", "  Summer   holiday ")
    assert leaves(window, chloe) == [(dt.date(2026, 8, 17), dt.date(2026, 8, 28), "Summer holiday", 1.0)]
    assert dialog.view.currentIndex().data() == "17 Aug to 28 Aug 2026"
    assert line(dialog, "first").text() == ""
    assert line(dialog, "first").hasFocus()
    assert window.editor.undo_label == "Keep leave of Chloé Martin"


def test_a_single_half_day_needs_one_day_only(dialog, window, chloe, qtbot):
    dialog._share.choose(0.5)
    fill(dialog, qtbot, "24/12/2026")
    day = dt.date(2026, 12, 24)
    assert leaves(window, chloe) == [(day, day, "", 0.5)]
    spoken = dialog.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "24 Dec 2026. No reason given, half days"
    assert dialog._share.currentText() == "Whole days"


@pytest.mark.parametrize(
    ("first", "last", "field", "says"),
    [
        ("", "", "first", "Type a day, such as 20 Aug 2026."),
        ("soon", "", "first", "“soon” is not a day. Type it like 20 Aug 2026."),
        ("1 Sept 2026", "later", "last", "“later” is not a day. Type it like 20 Aug 2026, or leave it empty."),
        ("4 Sept 2026", "1 Sept 2026", "last", "ends on 1 Sept 2026 before it starts on 4 Sept 2026"),
        ("28 Aug 2026", "1 Sept 2026", "first", "From 17 Aug 2026 to 28 Aug 2026 there is leave already"),
    ],
)
def test_what_is_wrong_is_said_at_the_day(dialog, window, chloe, qtbot, first, last, field, says):
    fill(dialog, qtbot, "17 Aug 2026", "28 Aug 2026")
    fill(dialog, qtbot, first, last)
    assert says in line(dialog, field).accessibleDescription()
    assert line(dialog, field).hasFocus()
    assert (line(dialog, "first").text(), line(dialog, "last").text()) == (first, last)
    assert len(leaves(window, chloe)) == 1


def test_enter_on_a_row_changes_it_in_the_form(dialog, window, chloe, qtbot):
    fill(dialog, qtbot, "17 Aug 2026", "28 Aug 2026", "Summer")
    dialog.view.setFocus()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert line(dialog, "first").text() == "17 Aug 2026"
    assert dialog.keep.text() == "Save"
    assert dialog._heading.text() == "Change 17 Aug to 28 Aug 2026"
    line(dialog, "last").setText("4 Sept 2026")
    dialog.keep.click()
    assert leaves(window, chloe) == [(dt.date(2026, 8, 17), dt.date(2026, 9, 4), "Summer", 1.0)]
    assert dialog.keep.text() == "Add"


def test_a_change_can_be_left_for_another_day(dialog, window, chloe, qtbot):
    fill(dialog, qtbot, "17 Aug 2026", "28 Aug 2026")
    button(dialog, "change").click()
    button(dialog, "new").click()
    fill(dialog, qtbot, "1 Oct 2026")
    assert len(leaves(window, chloe)) == 2


def test_delete_takes_it_back_and_undo_brings_it_again(dialog, window, chloe, qtbot):
    fill(dialog, qtbot, "17 Aug 2026", "28 Aug 2026", "Summer")
    before = leaves(window, chloe)
    dialog.view.setFocus()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Delete)
    assert leaves(window, chloe) == []
    button(dialog, "undo").click()
    assert leaves(window, chloe) == before
    dialog.view.setFocus()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert leaves(window, chloe) == []
    assert not button(dialog, "undo").isEnabled()


def test_what_is_being_changed_is_deleted_with_the_form(dialog, window, chloe, qtbot):
    fill(dialog, qtbot, "17 Aug 2026")
    button(dialog, "change").click()
    button(dialog, "delete").click()
    assert dialog.keep.text() == "Add"
    assert leaves(window, chloe) == []


def test_undo_here_takes_back_nothing_that_was_done_elsewhere(dialog, window, qtbot):
    fill(dialog, qtbot, "17 Aug 2026")
    maya = window.context.desk.team.rep("Maya")
    window.editor.do(lambda: window.context.desk.team.archive_rep(maya))
    dialog.undo()
    assert window.context.desk.team.rep("Maya").archived


def test_newest_first_and_what_is_over_is_muted(window, maya, qtbot):
    desk = window.context.desk
    desk.schedules.keep_leave(maya, Leave(new_id(), maya.id, dt.date(2026, 8, 17), dt.date(2026, 8, 28), share=0.25))
    dialog = opened(window, maya, qtbot)
    assert dialog.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == (
        "17 Aug to 28 Aug 2026. No reason given, 25% of each day, now"
    )
    assert dialog._model.index(1).data() == "13 Apr to 17 Apr 2026"
    dialog.view.setFocus()
    qtbot.keyClick(dialog.view, Qt.Key.Key_F2)
    assert dialog._share.currentData() == 0.25


def test_targets_and_the_head_of_the_rep_follow_at_once(dialog, window, chloe, qtbot):
    before = window.page.table.current.card.pace
    fill(dialog, qtbot, "3 Aug 2026", "28 Aug 2026")
    assert window.page.table.current.rep == chloe
    assert window.page.table.current.card.pace != before
    assert window.page.detail.accessibleName() == "Chloé Martin, on leave until 28 Aug"
    dialog.undo()
    assert window.page.table.current.card.pace == before
    assert window.page.detail.accessibleName() == "Chloé Martin"


def test_it_opens_from_the_menu_bar_on_the_selected_rep(window, chloe):
    window.go("reps")
    window.page.table.select(chloe.id)
    window.menus.actions["time_off"].trigger()
    dialog = window.page.findChild(LeaveDialog)
    assert dialog.windowTitle() == "Time off of Chloé Martin"
    assert QApplication.activeModalWidget() is dialog
