"""Holidays in Settings: listed, added, changed, deleted and pasted, each in one step that can be undone."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from kpidesk.domain.entities import Holiday, new_id
from kpidesk.gui.dialogs.holiday import HolidayDialog
from kpidesk.gui.dialogs.holiday_paste import HolidayPasteDialog

GOOD_FRIDAY = Holiday(new_id(), dt.date(2026, 4, 3), "Good Friday")
CHRISTMAS = Holiday(new_id(), dt.date(2026, 12, 25), "Christmas Day")
EPIPHANY = Holiday(new_id(), dt.date(2027, 1, 6), "Epiphany", "Bavaria")


@pytest.fixture
def page(window):
    QApplication.clipboard().clear()
    window.context.desk.schedules.keep_holidays([GOOD_FRIDAY, CHRISTMAS, EPIPHANY])
    window.go("settings")
    window.page.turn_to("holidays_card")
    return window.page


@pytest.fixture
def card(page):
    return page.holidays


def names(window):
    return [each.name for each in window.context.desk.schedules.holidays()]


def dialog_of(card, kind):
    return card.findChild(kind)


def test_the_next_holiday_is_chosen_first(card):
    assert card.rows.current == CHRISTMAS
    assert card.count.text() == "3"


def test_a_file_without_holidays_says_what_that_means(empty_window):
    empty_window.go("settings")
    empty_window.page.turn_to("holidays_card")
    card = empty_window.page.holidays
    assert not card.view.isVisible()
    assert not card.edit.isEnabled()


def test_a_holiday_is_added_with_its_calendar_and_half_a_day(card, window, qtbot):
    card.add.click()
    dialog = dialog_of(card, HolidayDialog)
    dialog.day.line.setText("24 Dec 2026")
    dialog._called.setText(" Christmas  Eve ")
    dialog._off.setCurrentIndex(1)
    dialog._calendar.setCurrentText("bavaria")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    found = next(each for each in window.context.desk.schedules.holidays() if each.on == dt.date(2026, 12, 24))
    assert (found.name, found.calendar, found.share) == ("Christmas Eve", "Bavaria", 0.5)
    window.editor.undo()
    assert len(names(window)) == card.model.total == 3


def test_enter_changes_the_chosen_holiday(card, window, qtbot):
    card.view.setFocus()
    qtbot.keyClick(card.view, Qt.Key.Key_Return)
    dialog = dialog_of(card, HolidayDialog)
    assert dialog.day.line.text() == "25 Dec 2026"
    dialog._called.setText("Xmas")
    dialog.save()
    assert card.rows.current.name == "Xmas"
    assert names(window) == ["Good Friday", "Xmas", "Epiphany"]


@pytest.mark.parametrize(
    ("day", "name", "where", "says"),
    [
        ("soon", "Boxing Day", "holiday_day", "“soon” is not a day"),
        ("", "Boxing Day", "holiday_day", "Type a day, such as"),
        ("26 Dec 2026", " ", "holiday_name", "needs a name"),
        ("25 Dec 2026", "Boxing Day", "holiday_day", "is a holiday already: Christmas Day"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_kept(card, window, day, name, where, says):
    card.add.click()
    dialog = dialog_of(card, HolidayDialog)
    dialog.day.line.setText(day)
    dialog._called.setText(name)
    dialog.save()
    field = dialog.findChild(QLineEdit, where)
    assert says in field.accessibleDescription()
    assert dialog.focusWidget() is field
    assert len(names(window)) == 3


def test_several_are_deleted_and_brought_back(card, window, qtbot):
    card.view.setFocus()
    card.view.selectAll()
    qtbot.keyClick(card.view, Qt.Key.Key_Delete)
    assert names(window) == []
    assert not card.delete.isEnabled()
    window.editor.undo()
    assert window.context.desk.schedules.holidays() == [GOOD_FRIDAY, CHRISTMAS, EPIPHANY]


def test_one_is_deleted_and_the_message_brings_it_back(card, window):
    card.delete.click()
    assert names(window) == ["Good Friday", "Epiphany"]
    card._bring_back([CHRISTMAS])
    assert names(window) == ["Good Friday", "Christmas Day", "Epiphany"]


def test_the_clipboard_is_shown_first_and_kept_in_one_step(card, window):
    QApplication.clipboard().setText(
        "Day\tName\n2027-12-24\tChristmas Eve\n2026-12-25\tXmas\n2026-04-03\tGood Friday\n"
    )
    card.paste.click()
    dialog = dialog_of(card, HolidayPasteDialog)
    assert dialog._meaning.text() == ("1 new, 1 gets another name, 1 is there already: 25 Dec 2026 to 24 Dec 2027.")
    dialog.save()
    assert names(window) == ["Good Friday", "Xmas", "Epiphany", "Christmas Eve"]
    window.editor.undo()
    assert names(window) == ["Good Friday", "Christmas Day", "Epiphany"]


def test_a_clipboard_without_holidays_is_left_alone(card):
    QApplication.clipboard().setText("Call Maya back")
    card.ask_block()
    assert dialog_of(card, HolidayPasteDialog)._text.toPlainText() == ""


def test_a_wrong_line_is_named_and_nothing_is_kept_until_it_is_right(card, window):
    card.ask_block()
    dialog = dialog_of(card, HolidayPasteDialog)
    dialog._text.setPlainText("2027-12-24\tChristmas Eve\nsoon\tMay Day")
    dialog.save()
    assert "Line 2: “soon” is not a date" in dialog._text.accessibleDescription()
    assert len(names(window)) == 3
    dialog._text.setPlainText("2027-12-24\tChristmas Eve\n2027-05-01\tMay Day")
    assert dialog._text.accessibleDescription() == ""
    dialog.save()
    assert len(names(window)) == 5


def test_a_block_without_anything_new_says_so(card, window):
    card.ask_block()
    dialog = dialog_of(card, HolidayPasteDialog)
    dialog.save()
    assert "There is no new holiday here" in dialog._text.accessibleDescription()
    assert dialog.isVisible()
