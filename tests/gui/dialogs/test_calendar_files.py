"""A calendar file in the window: looked at, ticked, taken in one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from kpidesk.gui.dialogs.calendar_files import CalendarDialog, show_calendar, write_calendar
from kpidesk.gui.models.calendar_lines_model import CalendarLinesModel
from kpidesk.gui.roles import Role
from tests.gui.conftest import TODAY

WAIT = 30_000
FILE = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:s\nSUMMARY:1:1 Jonas\nDTSTART:20261012T090000\nDURATION:PT30M\n"
    "RRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT\nBEGIN:VEVENT\nUID:t\nSUMMARY:<b>Maya Okafor</b> and Jonas Lindqvist\n"
    "DTSTART:20261013T090000\nDURATION:PT30M\nEND:VEVENT\nBEGIN:VEVENT\nUID:m\nSUMMARY:1:1 Maya\n"
    "DTSTART:20260821T090000\nDURATION:PT30M\nEND:VEVENT\nEND:VCALENDAR\n"
)


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "outlook.ics"
    made.write_text(FILE, encoding="utf-8")
    return made


@pytest.fixture
def dialog(window, path, qtbot):
    show_calendar(window, window.context, path)
    qtbot.waitUntil(lambda: window.findChild(CalendarDialog) is not None, timeout=WAIT)
    return window.findChild(CalendarDialog)


def days(window, name):
    desk = window.context.desk
    rep = desk.team.rep(name)
    return {each.on.isoformat() for each in desk.meetings.one_on_ones(rep.id) if each.on > TODAY}


def test_lines_are_ticked_off_and_the_rest_is_taken_in_one_step(window, dialog, qtbot):
    assert [dialog.model.index(at).data(Role.TITLE) for at in range(dialog.model.rowCount())] == [
        "Maya Okafor, Fri 21 Aug 09:00",
        "Jonas Lindqvist, Mon 12 Oct 09:00",
        "Jonas Lindqvist, Mon 19 Oct 09:00",
    ]
    assert dialog.model.index(0).data(Role.META) == "Moves from Thu 20 Aug 14:00. “1:1 Maya”"
    assert dialog.left_out.model.index(0).data(Role.META).startswith("More than one of your reps is in it. “<b>")
    assert dialog.keep.text() == "Plan 2, move 1"
    qtbot.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.keep.text() == "Plan 2"
    before = days(window, "Maya"), days(window, "Jonas")
    dialog.save()
    assert days(window, "Maya") == before[0]
    assert days(window, "Jonas") == before[1] | {"2026-10-12", "2026-10-19"}
    assert window.editor.undo_label == "Import calendar"
    window.editor.undo()
    assert (days(window, "Maya"), days(window, "Jonas")) == before


def test_with_nothing_ticked_nothing_can_be_taken(dialog):
    for row in range(dialog.model.rowCount()):
        dialog.model.setData(dialog.model.index(row), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert not dialog.keep.isEnabled()


def test_taken_again_it_says_that_nothing_is_new(window, dialog, path):
    dialog.save()
    plan = window.context.desk.calendars.read(path, TODAY)
    again = CalendarDialog(window, window.context, path.name, plan)
    assert again._summary() == "3 are planned already. Nothing is new up to Thu 19 Nov."
    assert not again.keep.isEnabled()


def test_a_file_that_is_no_calendar_is_refused_in_one_sentence(window, path, qtbot):
    path.write_text("Subject,Date\n", encoding="utf-8")
    show_calendar(window, window.context, path)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "refused") is not None, timeout=WAIT)
    assert "is no calendar file" in window.findChild(QMessageBox, "refused").text()


def test_all_planned_ones_are_written(window, tmp_path):
    write_calendar(window.context, tmp_path / "all.ics")
    assert (tmp_path / "all.ics").read_text(encoding="utf-8").count("BEGIN:VEVENT") == 6
    assert "Written: all.ics, 6 one-on-ones" in window._toast.accessibleName()


def test_one_alone_is_written(window, tmp_path):
    desk = window.context.desk
    meeting = next(each for each in desk.meetings.one_on_ones() if each.on == TODAY)
    write_calendar(window.context, tmp_path / "one.ics", meeting)
    assert (tmp_path / "one.ics").read_text(encoding="utf-8").count("BEGIN:VEVENT") == 1
    write_calendar(window.context, tmp_path / "nowhere" / "one.ics", meeting)
    assert "There is no folder" in window.findChild(QMessageBox, "refused").text()


def test_the_model_keeps_to_the_rules_of_models(window, path, qtmodeltester):
    plan = window.context.desk.calendars.read(path, TODAY)
    qtmodeltester.check(CalendarLinesModel([line for line in plan.lines if line.changes], ticked=True))
