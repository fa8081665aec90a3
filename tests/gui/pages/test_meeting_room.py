"""In the room: time that goes on, quick capture, what helps at the side, the end and what can be added after it."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QMessageBox

from kpidesk.domain.entities import Kpi, OneOnOne, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import CommitmentStatus, Line, MeetingStatus, Owner, Visibility
from kpidesk.gui.dialogs.amendment import AmendmentDialog
from kpidesk.gui.dialogs.no_show import NoShowDialog
from kpidesk.gui.dialogs.share import ShareDialog
from kpidesk.gui.main_window import MainWindow
from kpidesk.gui.pages.meeting_end import EndDialog
from kpidesk.settings import Settings
from tests.gui.conftest import TODAY

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
POPUPS = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")


@pytest.fixture
def todays(sample_desk):
    maya = sample_desk.team.rep("Maya")
    return next(each for each in sample_desk.meetings.one_on_ones(maya.id) if each.on == TODAY)


@pytest.fixture
def page(window, todays):
    window.go("meeting", todays)
    window.page.primary()
    return window.page


@pytest.fixture
def press(qtbot, window):
    """Press a key on whatever has the keyboard."""

    def pressed(key, modifiers=Qt.KeyboardModifier.NoModifier):
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or window
        qtbot.keyClick(target, key, modifiers)

    return pressed


@pytest.fixture
def type_in(qtbot):
    def typed(text):
        qtbot.keyClicks(QApplication.focusWidget(), text)

    return typed


def now(page):
    return next(
        each for each in page.context.desk.meetings.one_on_ones(page.room.rep.id) if each.id == page.room.meeting.id
    )


def texts(widget):
    QApplication.processEvents()
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


# Time


def test_time_is_kept_as_it_passes_and_goes_on_after_a_restart(page, make_window, sample_desk):
    second = page.room.items[1]
    page.agenda.select(second.id)
    page.timer._last -= dt.timedelta(seconds=61)
    page.timer._on_tick()
    page.timer.pause(paused=True)
    # As after a crash: nothing is asked or told, another window opens the file.
    again = make_window(sample_desk)
    shown = again.page
    assert shown.objectName() == "page_meeting"
    assert shown.agenda.current.ident == second.id
    assert shown.timer.paused
    assert shown.agenda.pause.text() == "Go on"
    assert 61 <= shown.timer.seconds[second.id] < 66
    assert 61 <= shown.timer.times().elapsed < 66


def test_time_that_cannot_be_kept_is_said_calmly_and_tried_again(page, monkeypatch):
    works = page.timer._keep

    def refuse(_progress):
        raise UserError("The disk is full.")

    page.timer._keep = refuse
    page.timer.pause(paused=True)
    page._show_times()
    assert "not saved" in page.controls.clock.accessibleName()
    page.timer._keep = works
    page.timer.pause(paused=False)
    page._show_times()
    assert "not saved" not in page.controls.clock.accessibleName()


def test_switched_off_timers_measure_and_show_nothing(make_window, sample_desk, todays):
    window = make_window(sample_desk, Settings(timers=False))
    window.go("meeting", todays)
    window.page.primary()
    page = window.page
    page.timer._last -= dt.timedelta(seconds=60)
    page.timer._on_tick()
    assert page.timer.times().elapsed == 0
    assert not page.controls.clock.isVisible()
    assert not page.controls.forecast.isVisible()
    assert not page.agenda.pause.isVisible()
    page._pause()
    assert not page.timer.paused
    window.go("settings")
    window.page.computer.timers.click()
    assert window.settings.timers
    window.go("meeting")
    page.timer._on_tick()
    assert page.controls.clock.isVisible()
    assert page.agenda.pause.isVisible()


def test_started_by_mistake_it_is_put_back_by_the_menu(window, page):
    window.menus.actions["put_back"].trigger()
    assert page.room.meeting.status is MeetingStatus.PLANNED
    assert page.timer.times().elapsed == 0
    page.primary()
    page.commitment.text.setText("Call Acme")
    page.commitment.keep()
    window.menus.actions["put_back"].trigger()
    box = window.findChild(QMessageBox, "refused")
    assert "End it instead" in box.text()
    box.close()


def test_the_forecast_warns_in_words_at_its_plan_and_at_its_limit_and_does_nothing_else(page, window):
    forecast = next(each for each in page.room.items if each.section == "forecast")
    page.agenda.select(forecast.id)
    said: list[str] = []
    page.controls.forecast.warned.connect(said.append)
    for minutes, words in ((forecast.minutes, "plan 4:00 reached, limit 6:00"), (3, "limit 6:00 reached")):
        page.timer._last -= dt.timedelta(minutes=minutes)
        page.timer._on_tick()
        assert page.controls.forecast.accessibleName().endswith(words)
    assert said == [
        "Forecast has had its planned minutes.", "Forecast is at its limit. Back to what is in your hands.",
    ]  # fmt: skip
    assert QApplication.activeModalWidget() is None
    assert page.agenda.current.ident == forecast.id
    assert not page.timer.paused


# Quick capture


def test_ctrl_z_after_enter_takes_the_commitment_back_and_leaves_the_line_empty(page, press, type_in):
    press(Qt.Key.Key_L, CTRL)
    type_in("call Acme by Fri")
    press(Qt.Key.Key_Return)
    assert len(page.room.agreed) == 1
    press(Qt.Key.Key_Z, CTRL)
    assert (page.room.agreed, page.commitment.text.text()) == ((), "")
    type_in("call")
    press(Qt.Key.Key_Z, CTRL)
    assert (page.room.agreed, page.commitment.text.text()) == ((), "")
    press(Qt.Key.Key_Y, CTRL)
    assert page.commitment.text.text() == "call"


def test_a_line_becomes_a_commitment_with_everything_in_sight_before_enter(page, press, type_in):
    page.agenda.view.setFocus()
    press(Qt.Key.Key_L, CTRL)
    type_in("10 discovery calls by Fri")
    chips = page.commitment.chips
    assert [chip.text() for chip in (chips.kpi, chips.level, chips.due, chips.owner)] == [
        "Discovery calls", "10 a week, now 9.8 (4 weeks)", "by Fri 28 Aug", "Maya",
    ]  # fmt: skip
    assert chips.level.accessibleName() == "Level: 10 a week, now 9.8 (4 weeks)"
    press(Qt.Key.Key_Return)
    made = page.room.agreed[0]
    assert (made.text, made.owner, made.due) == ("10 discovery calls", Owner.REP, dt.date(2026, 8, 28))
    assert (made.baseline, made.expected) == (9.75, 10)
    assert page.commitment.text.text() == ""
    assert not chips.isVisible()
    assert page.side.agreed.count.text() == "1"


@POPUPS
def test_every_chip_is_changed_by_keyboard_and_stays_while_typing_goes_on(page, press, type_in):
    press(Qt.Key.Key_L, CTRL)
    type_in("intro to pricing tomorrow")
    line = page.commitment
    line.chips.owner.setFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert line.chips.owner.text() == "You"
    line.chips.due.setFocus()
    press(Qt.Key.Key_F2)
    type_in("in 2 weeks")
    press(Qt.Key.Key_Return)
    assert line.chips.due.text() == "by Thu 3 Sept"
    line.chips.kpi.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert line.promise.kpi is not None
    line.chips.level.setFocus()
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    type_in("12 a week")
    press(Qt.Key.Key_Return)
    assert line.promise.level.expected == 12
    assert line.text.hasFocus()
    type_in(" with Jonas")
    made = line.promise
    assert (made.owner, made.due, made.level.expected) == (Owner.MANAGER, dt.date(2026, 9, 3), 12)


def test_what_a_chip_cannot_read_stays_until_escape_puts_it_back(page, press, type_in):
    page.commitment.text.setText("call Acme tomorrow")
    page.commitment.chips.due.setFocus()
    press(Qt.Key.Key_F2)
    type_in("some day")
    press(Qt.Key.Key_Return)
    edit = page.commitment.chips.edit
    assert edit.isVisible()
    assert "cannot be read" in edit.accessibleDescription()
    press(Qt.Key.Key_Escape)
    assert not edit.isVisible()
    assert page.commitment.chips.due.text() == "by Fri 21 Aug"
    assert page.commitment.text.text() == "call Acme tomorrow"


@POPUPS
def test_two_kpis_of_one_noun_are_asked_for_and_never_guessed(page, press, window):
    desk = page.context.desk
    held = next(each for each in page.room.kpis if each.noun)
    page.context.editor.do(lambda: desk.kpis.define(Kpi(new_id(), "twin", "Twin of it", noun=held.noun)))
    page.commitment.text.setText(f"3 {held.noun} tomorrow")
    page.commitment.text.setFocus()
    if not page.commitment.chips.kpi.asks:
        page.commitment.text.setText(f"3 {held.noun.split()[-1]} tomorrow")
    assert page.commitment.chips.kpi.asks
    press(Qt.Key.Key_Return)
    assert page.room.agreed == ()
    menu = page.commitment.findChild(QMenu, "capture_kpis")
    assert menu.isVisible()
    press(Qt.Key.Key_Return)
    assert not page.commitment.chips.kpi.asks
    press(Qt.Key.Key_Return)
    assert len(page.room.agreed) == 1


def test_a_day_that_is_over_is_asked_for_again(page, press):
    page.commitment.text.setText("call Acme by 1 Aug 2025")
    page.commitment.text.setFocus()
    assert page.commitment.chips.due.asks
    press(Qt.Key.Key_Return)
    assert page.room.agreed == ()
    assert page.commitment.chips.edit.hasFocus()


def test_a_day_that_no_calendar_has_is_said_and_nothing_is_kept_until_another_is_typed(page, press, type_in):
    press(Qt.Key.Key_L, CTRL)
    type_in("call Acme by 31 Feb")
    due = page.commitment.chips.due
    assert due.asks
    assert due.text() == "no day “31 Feb”"
    assert due.accessibleName() == "Due: no day “31 Feb”"
    assert due.accessibleDescription() == "Type another day before this is kept."
    press(Qt.Key.Key_Return)
    assert page.room.agreed == ()
    assert page.commitment.chips.edit.text() == "31 Feb"
    type_in("28 Feb")
    press(Qt.Key.Key_Return)
    assert due.text() == "by Sun 28 Feb 2027"
    press(Qt.Key.Key_Return)
    assert [(each.text, each.due) for each in page.room.agreed] == [("call Acme by 31 Feb", dt.date(2027, 2, 28))]


def test_a_suggested_commitment_brings_its_level_until_another_is_typed(page, press, type_in):
    from dataclasses import replace

    plan = {"kpi": "opps_created", "baseline": 2.25, "expected": 3.0, "due": "2026-09-10"}
    item = next(each for each in page.room.items if each.kpi_id)
    page.commitment.suggest(
        replace(item, suggested_commitment="Maya: new opportunities to 3.", evidence={"commitment": plan})
    )
    made = page.commitment.promise
    assert (made.level.baseline, made.level.expected, made.due) == (2.25, 3.0, dt.date(2026, 9, 10))
    assert made.kpi.key == "opps_created"
    page.commitment.chips.level.setFocus()
    press(Qt.Key.Key_F2)
    type_in("4")
    press(Qt.Key.Key_Return)
    assert page.commitment.promise.level.expected == 4


def test_escape_empties_the_line_and_nothing_empty_is_kept(page, press, type_in):
    press(Qt.Key.Key_L, CTRL)
    type_in("10 discovery calls")
    press(Qt.Key.Key_Escape)
    assert page.commitment.text.text() == ""
    page.commitment.keep()
    assert page.room.agreed == ()


def test_chips_leave_the_line_where_there_is_no_room(page, window):
    page.commitment.text.setText("10 discovery calls by Fri")
    chips, text = page.commitment.chips, page.commitment.text
    QApplication.processEvents()
    assert chips.mapTo(page, QPoint()).y() < text.mapTo(page, QPoint()).y() + text.height()
    window.resize(1100, 668)
    page.commitment.text.setText("10 discovery calls by Fri and some more words on how")
    QApplication.processEvents()
    assert chips.geometry().right() <= page.commitment.width()


# What helps at the side


def test_the_last_three_and_all_kpis_are_at_hand(page):
    page.side.switch.set_current("past")
    shown = texts(page.side.past)
    assert len(page.room.past()) == 3
    assert "- Try: ask early who signs off" in shown
    assert not any("private" in text.casefold() for text in shown)
    page.side.switch.set_current("kpis")
    assert [each.kpi.name for each in page.room.card.standings] == [
        each for each in texts(page.side.kpis) if each in {one.kpi.name for one in page.room.card.standings}
    ]
    # Every number that adds up says over which time, also one that runs.
    assert {"a week", "this quarter"} <= set(texts(page.side.kpis))


def test_ctrl_d_goes_to_the_commitments_and_marks_one_done(page, press):
    page.notes.editor.setFocus()
    press(Qt.Key.Key_D, CTRL)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName().startswith("agreed_")
    press(Qt.Key.Key_D, CTRL)
    before = {each.status for each in page.context.desk.meetings.commitments(page.room.rep.id)}
    assert CommitmentStatus.DONE in before


# The end, and after it


def test_the_end_says_back_plans_the_next_and_shows_the_recap(window, page, press, type_in, qtbot):
    own = page.room.items[-1]
    page.commitment.text.setText("Send the proposal by 3 Sep")
    page.commitment.keep()
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    dialog = page.findChild(EndDialog)
    said = texts(dialog)
    assert "Maya, by Thu 3 Sept: Send the proposal" in said
    assert any(text.startswith(f"{own.title}: ") for text in said)
    promise = page.room.agreed[0]
    dialog._sure[promise.id].setValue(6)
    dialog.mood.setCurrentIndex(4)
    dialog.day.line.setText("20 Aug 2026")
    dialog.save()
    assert dialog.day.wrong
    dialog.day.line.setText("2026-09-04")
    dialog.save()
    over = now(page)
    assert over.status is MeetingStatus.HELD
    assert window.page.objectName() == "page_meetings"
    share = window.findChild(ShareDialog)
    assert "Send the proposal" in share.preview.toPlainText()
    assert "Mood" not in share.preview.toPlainText()
    share.reject()
    desk = page.context.desk
    ahead = [each for each in desk.meetings.one_on_ones(over.rep_id) if each.status is MeetingStatus.PLANNED]
    assert [(each.on, each.at) for each in ahead] == [(dt.date(2026, 9, 4), over.at)]
    private = [each.text for each in desk.meetings.notes(page.room.rep, over) if each.visibility is Visibility.PRIVATE]
    assert private == ["Said back at the end:\n- 6 of 10 sure: Send the proposal\nMood of the talk: good, 4 of 5"]
    page.context.editor.undo()
    assert now(page).status is MeetingStatus.RUNNING
    assert not [each for each in desk.meetings.one_on_ones(over.rep_id) if each.status is MeetingStatus.PLANNED]


def test_what_is_planned_already_is_said_and_not_planned_again(page):
    desk, rep = page.context.desk, page.room.rep
    page.context.editor.do(lambda: desk.meetings.schedule(OneOnOne(new_id(), rep.id, dt.date(2026, 9, 1))))
    page.ending.ask()
    dialog = page.findChild(EndDialog)
    assert "Tue 1 Sept, planned already." in texts(dialog)
    dialog.save()
    ahead = [each for each in desk.meetings.one_on_ones(rep.id) if each.status is MeetingStatus.PLANNED]
    assert len(ahead) == 1


def test_where_nothing_private_may_be_shown_nothing_private_is_asked(dressed, qtbot, sample_desk, todays):
    window = MainWindow(lambda: TODAY, Settings(), lambda _changed: None, show_private=False)
    qtbot.addWidget(window)
    window.open(sample_desk)
    window.go("meeting", todays)
    page: Any = window.page
    page.primary()
    page.commitment.text.setText("Send the proposal")
    page.commitment.keep()
    page.ending.ask()
    dialog = page.findChild(EndDialog)
    assert not dialog._sure
    assert not dialog.mood.isVisibleTo(dialog)
    dialog.reject()


def test_the_meetings_page_adds_amendments_and_notes_a_no_show(window, page, qtbot, sample_desk):
    page.notes.editor.setFocus()
    qtbot.keyClicks(page.notes.editor, "as said")
    page.saver.flush()
    page.context.editor.do(lambda: sample_desk.meetings.end(page.room.meeting, page.context.now()))
    window.go("meetings", page.room.meeting)
    detail = window.page.detail
    assert detail.amend.isVisible()
    detail.notes_view.setCurrentIndex(detail.notes.index(0))
    detail.amend.click()
    dialog = window.page.findChild(AmendmentDialog)
    qtbot.keyClicks(dialog._text, "It was 12.")
    dialog.save()
    assert [each.note.text for each in detail.notes.rows] == ["as said", "It was 12."]
    planned = OneOnOne(new_id(), page.room.rep.id, dt.date(2026, 9, 3))
    window.editor.do(lambda: sample_desk.meetings.schedule(planned))
    window.go("meetings", planned)
    window.menus.actions["no_show"].trigger()
    dialog = window.page.findChild(NoShowDialog)
    qtbot.keyClicks(dialog.reason, "Train was late")
    dialog.save()
    kept = next(each for each in sample_desk.meetings.one_on_ones() if each.id == planned.id)
    assert (kept.status, kept.reason) == (MeetingStatus.NO_SHOW, "Train was late")


def test_a_locked_one_on_one_takes_amendments_and_nothing_else(window, page, press, qtbot):
    page.notes.editor.setFocus()
    qtbot.keyClicks(page.notes.editor, "as said")
    page.saver.flush()
    page.context.editor.do(lambda: page.context.desk.meetings.end(page.room.meeting, page.context.now()))
    bar = page.stage.amendments
    assert bar.isVisible()
    assert page.notes.editor.isReadOnly()
    assert not page.commitment.isVisible()
    assert "locked" in bar._hint.text()
    note = page.notes.editor.draft.note
    window.menus.actions["amend"].trigger()
    dialog = page.findChild(AmendmentDialog)
    dialog.save()
    assert dialog.text.wrong
    qtbot.keyClicks(dialog._text, "It was 12.")
    dialog.save()
    assert "It was 12." in texts(bar)
    assert page.notes.editor.source() == "as said"
    found = page.context.desk.meetings.notes(page.room.rep, page.room.meeting)
    assert [(each.text, each.amends_id) for each in found] == [("as said", None), ("It was 12.", note.id)]
    page.context.editor.undo()
    assert "It was 12." not in texts(bar)
    page.context.editor.undo()
    assert page.room.meeting.status is MeetingStatus.RUNNING
    assert not page.notes.editor.isReadOnly()
    assert page.commitment.isVisible()


def test_an_amendment_that_was_not_added_is_there_next_time_for_those_it_was_meant_for(
    window, page, qtbot, sample_desk
):
    page.context.editor.do(lambda: sample_desk.meetings.end(page.room.meeting, page.context.now()))
    page.doing.amend()
    first = page.findChild(AmendmentDialog)
    qtbot.keyClicks(first._text, "It was 12, I thi")
    qtbot.waitUntil(lambda: sample_desk.unfinished.text(now(page), Line.AMENDMENT) == "It was 12, I thi")
    qtbot.mouseClick(first.side.findChild(QAbstractButton, "visibility_private"), Qt.MouseButton.LeftButton)
    first.reject()
    assert sample_desk.unfinished.text(now(page), Line.AMENDMENT) == ""
    again = AmendmentDialog(page, page.context, page.room.rep, now(page))
    assert again._text.toPlainText() == "It was 12, I thi"
    assert again.side.current() is Visibility.PRIVATE
    again.save()
    notes = sample_desk.meetings.notes(page.room.rep, now(page))
    assert [(each.text, each.visibility) for each in notes] == [("It was 12, I thi", Visibility.PRIVATE)]
    assert AmendmentDialog(page, page.context, page.room.rep, now(page))._text.toPlainText() == ""


def test_where_nothing_private_may_be_shown_a_private_amendment_is_not_read(dressed, qtbot, sample_desk):
    maya = sample_desk.team.rep("Maya")
    last = sample_desk.recaps.last_held(maya, TODAY)
    sample_desk.unfinished.keep(last, Line.PRIVATE_AMENDMENT, "canary")
    window = MainWindow(lambda: TODAY, Settings(), lambda _changed: None, show_private=False)
    qtbot.addWidget(window)
    window.open(sample_desk)
    dialog = AmendmentDialog(window, window.context, maya, last)
    assert dialog._text.toPlainText() == ""
    dialog.reject()
    assert sample_desk.unfinished.text(last, Line.PRIVATE_AMENDMENT) == "canary"


# What stands on the commitment line


def test_what_stands_on_the_line_is_kept_while_it_is_typed_and_comes_back_after_a_crash(
    page, type_in, qtbot, make_window, sample_desk, todays
):
    page.commitment.text.setFocus()
    type_in("send the deck by Fr")
    qtbot.waitUntil(lambda: sample_desk.unfinished.text(todays, Line.COMMITMENT) == "send the deck by Fr")
    # Another window over the same file is what a restart sees: nothing was closed, nothing flushed.
    again: Any = make_window(sample_desk)
    again.go("meeting")
    assert again.page.commitment.text.text() == "send the deck by Fr"


def test_leaving_the_page_keeps_the_line_at_once_and_entering_it_leaves_nothing_behind(
    window, page, type_in, press, sample_desk, todays
):
    page.commitment.text.setFocus()
    type_in("send the deck")
    window.go("today")
    assert sample_desk.unfinished.text(todays, Line.COMMITMENT) == "send the deck"
    window.go("meeting")
    assert page.commitment.text.text() == "send the deck"
    page.commitment.text.setFocus()
    press(Qt.Key.Key_Return)
    assert [each.text for each in page.room.agreed] == ["send the deck"]
    assert sample_desk.unfinished.text(todays, Line.COMMITMENT) == ""


def test_words_that_made_way_for_a_suggestion_or_were_cleared_come_back(window, page, type_in, press):
    focus = next(each for each in page.room.items if each.suggested_commitment)
    page.agenda.select(focus.id)
    page.commitment.text.setFocus()
    type_in("send the deck")
    page.side.use.click()
    assert page.commitment.text.text() == focus.suggested_commitment
    window._toast.findChild(QAbstractButton).click()
    assert page.commitment.text.text() == "send the deck"
    press(Qt.Key.Key_Escape)
    assert page.commitment.text.text() == ""
    window._toast.findChild(QAbstractButton).click()
    assert page.commitment.text.text() == "send the deck"


def test_a_line_that_cannot_be_kept_stays_and_the_window_is_told(page, type_in, monkeypatch):
    def refuse(_text):
        raise UserError("The disk is full.")

    monkeypatch.setattr(page.keeper, "_keep", refuse)
    page.commitment.text.setFocus()
    type_in("send the deck")
    assert not page.leave()
    assert page.commitment.text.text() == "send the deck"
    monkeypatch.undo()
    assert page.leave()


def test_what_was_not_entered_is_offered_at_the_end_and_kept_with_its_day(window, page, type_in, press):
    page.commitment.text.setFocus()
    type_in("send the deck by 3 Sep")
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    dialog = page.findChild(EndDialog)
    assert "Maya, by Thu 3 Sept: send the deck" in texts(dialog)
    assert "not entered yet" in texts(dialog)
    dialog._sure[dialog._waiting.id].setValue(8)
    dialog.save()
    desk, rep = page.context.desk, page.room.rep
    made = next(each for each in desk.meetings.commitments(rep.id) if each.text == "send the deck")
    assert (made.due, made.one_on_one_id) == (dt.date(2026, 9, 3), page.room.meeting.id)
    private = [each.text for each in desk.meetings.notes(rep, now(page)) if each.visibility is Visibility.PRIVATE]
    assert private == ["Said back at the end:\n- 8 of 10 sure: send the deck"]
    page.context.editor.undo()
    window.go("meeting")
    assert page.commitment.text.text() == "send the deck by 3 Sep"
    assert page.room.agreed == ()


def test_without_its_tick_it_is_not_kept_and_undo_brings_the_words_back(page, type_in, press):
    page.commitment.text.setFocus()
    type_in("send the deck")
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    dialog = page.findChild(EndDialog)
    dialog.take.click()
    assert not dialog._sure[dialog._waiting.id].isEnabled()
    dialog.save()
    assert not [each for each in page.context.desk.meetings.commitments() if each.text == "send the deck"]
    page.context.editor.undo()
    assert page.commitment.text.text() == "send the deck"


@pytest.mark.parametrize("typed", ["send the deck by 31 Feb", "3 more  calls by 31 Feb"])
def test_what_is_still_to_be_decided_is_kept_as_typed_and_without_a_guess(page, type_in, typed):
    page.commitment.text.setFocus()
    type_in(typed)
    waiting = page.commitment.waiting
    assert (waiting.text, waiting.due) == (" ".join(typed.split()), None)


def test_the_end_says_what_was_not_talked_about_and_notes_count_as_talk(page, type_in):
    first, second = page.room.items[:2]
    page.agenda.select(second.id)
    page.notes.editor.setFocus()
    type_in("what was said")
    page.ending.ask()
    dialog = page.findChild(EndDialog)
    said = texts(dialog)
    assert any(text.startswith(f"{first.title}: ") for text in said)
    assert not any(text.startswith(f"{second.title}: ") for text in said)
    dialog.reject()


# Where the keyboard and the minutes are


def test_the_first_words_after_the_start_are_written_into_the_note(window, sample_desk, todays, type_in):
    window.go("prepare", todays)
    start = window.page.findChild(QAbstractButton, "start_meeting")
    start.setFocus()
    start.click()
    assert window.page.notes.editor.hasFocus()
    type_in("first words")
    assert window.page.notes.editor.source() == "first words"


def test_general_notes_stay_the_place_over_reloads_and_other_pages(window, page):
    page.agenda.select(None)
    window.go("today")
    window.go("meeting", page.room.meeting)
    assert page.agenda.current.ident is None
    page.reload()
    assert page.agenda.current.ident is None
    assert page.timer._current is None
