import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from kpidesk.domain.entities import AgendaItem, OneOnOne, Progress, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import CommitmentStatus, MeetingStatus, Section, Status, Visibility
from kpidesk.gui.main_window import MainWindow
from kpidesk.gui.models.agenda_model import AgendaModel, clock
from kpidesk.gui.pages.meeting_end import Ending
from kpidesk.gui.pages.meeting_timer import MeetingTimer
from kpidesk.settings import Settings
from tests.gui.conftest import TODAY

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def todays(sample_desk):
    maya = sample_desk.team.rep("Maya")
    return next(each for each in sample_desk.meetings.one_on_ones(maya.id) if each.on == TODAY)


@pytest.fixture
def planned(window, todays):
    window.go("meeting", todays)
    return window.page


@pytest.fixture
def page(planned):
    planned.primary()
    return planned


@pytest.fixture
def public(dressed, qtbot, sample_desk):
    """A window in which private notes may not be shown."""
    window = MainWindow(lambda: TODAY, Settings(), lambda _changed: None, show_private=False)
    qtbot.addWidget(window)
    window.open(sample_desk)
    return window


def kept(page):
    """Notes of this one-on-one in the file: item title, visibility, text."""
    titles = {each.id: each.title for each in page.room.items}
    notes = page.context.desk.meetings.notes(page.room.rep, page.room.meeting)
    return sorted((titles.get(each.agenda_item_id, "General"), str(each.visibility), each.text) for each in notes)


def write(page, qtbot, text):
    page.notes.editor.setFocus()
    qtbot.keyClicks(page.notes.editor, text)


def test_a_planned_one_on_one_is_shown_and_not_started(planned):
    assert planned.room.meeting.status is MeetingStatus.PLANNED
    assert planned.head.subtitle.text() == "One-on-one, Thu 20 Aug 14:00, not started"
    assert not planned.timer.running
    assert not planned.commitment.isVisible()


def test_start_starts_it(page):
    assert page.room.meeting.status is MeetingStatus.RUNNING
    assert "started" in page.head.subtitle.text()
    assert page.controls.end.isVisible()
    assert not page.controls.start.isVisible()


def test_the_list_keeps_qts_rules(page):
    for model in (page.agenda.model, AgendaModel()):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.agenda.step(1)
    page.reload()
    assert page.agenda.model.rowCount() == len(page.room.items) + 1


def test_space_checks_the_current_item_and_undo_takes_it_back(page, qtbot):
    page.agenda.view.setFocus()
    qtbot.keyClick(page.agenda.view, Qt.Key.Key_Space)
    assert page.agenda.model.row_at(0).checked
    assert page.agenda.count.text() == f"1 of {len(page.room.items)}"
    page.context.editor.undo()
    assert not page.agenda.model.row_at(0).checked


def test_ctrl_and_arrows_switch_items_from_anywhere(page, qtbot):
    page.notes.editor.setFocus()
    qtbot.keyClick(page.notes.editor, Qt.Key.Key_Down, CTRL)
    assert page.agenda.current.item == page.room.items[1]
    qtbot.keyClick(page.notes.editor, Qt.Key.Key_Up, CTRL)
    assert page.agenda.current.title == "Check-in, agenda together"


def test_the_side_follows_the_item(page):
    focus = next(each for each in page.agenda.model.rows if each.title == "From calls to opportunities")
    page.agenda.select(focus.ident)
    texts = [each.text() for each in page.side.findChildren(QLabel)]
    assert "New opportunities" in texts
    assert "Which call last week became an opportunity, and why?" in texts


def test_notes_belong_to_their_item_and_are_all_kept(page, qtbot):
    write(page, qtbot, "about the check-in")
    page.agenda.step(1)
    write(page, qtbot, "about promises")
    page.agenda.select(None)
    write(page, qtbot, "about everything")
    page.leave()
    assert kept(page) == sorted([
        (page.room.items[0].title, "shared", "about the check-in"),
        (page.room.items[1].title, "shared", "about promises"),
        ("General", "shared", "about everything"),
    ])  # fmt: skip


def test_private_and_shared_text_never_mix(page, qtbot):
    write(page, qtbot, "for both")
    qtbot.keyClick(page.notes.editor, Qt.Key.Key_P, CTRL | SHIFT)
    assert page.notes.visibility is Visibility.PRIVATE
    write(page, qtbot, "for me")
    page.leave()
    assert [row[1:] for row in kept(page)] == [("private", "for me"), ("shared", "for both")]


def test_the_private_side_cannot_be_mistaken(page):
    page.notes.switch_side()
    assert page.notes._hidden.isVisible()
    assert not page.notes._shared.isVisible()
    assert page.notes._hidden.accessibleName().startswith("Private to you.")
    assert "private to you" in page.notes.editor.accessibleName()
    page.notes.switch_side()
    assert "shared with Maya" in page.notes.editor.accessibleName()


def test_in_a_low_window_the_note_has_the_room_of_the_shared_banner_and_private_is_still_said(page):
    page.notes.resize(page.notes.width(), 180)
    page.notes.show_side(Visibility.SHARED)
    assert not page.notes._shared.isVisible()
    page.notes.switch_side()
    assert page.notes._hidden.isVisible()
    page.notes.resize(page.notes.width(), 400)
    page.notes.switch_side()
    assert page.notes._shared.isVisible()


def test_of_one_that_is_over_nobody_is_asked_to_write(page):
    page.context.editor.do(lambda: page.context.desk.meetings.end(page.room.meeting, page.context.now()))
    page.reload()
    assert page.notes.editor.isReadOnly()
    assert page.notes.editor.placeholderText() == "Nothing was noted here."


def test_the_next_item_begins_on_the_shared_side(page):
    page.notes.switch_side()
    page.agenda.step(1)
    assert page.notes.visibility is Visibility.SHARED


def test_a_check_leaves_the_side_and_the_text_as_they_are(page, qtbot):
    page.notes.switch_side()
    write(page, qtbot, "typing")
    page.doing.check(page.agenda.current.item)
    assert page.notes.visibility is Visibility.PRIVATE
    assert page.notes.editor.source() == "typing"


def test_a_failed_save_is_said_in_red_and_tried_again(page, qtbot, monkeypatch):
    meetings, works = page.context.desk.meetings, page.context.desk.meetings.add_note

    def refuse(*_given):
        raise UserError("The disk is full.")

    monkeypatch.setattr(meetings, "add_note", refuse)
    write(page, qtbot, "kept")
    assert page.saver.flush() is False
    assert page.notes._trouble.isVisible()
    assert "Not saved. The disk is full." in page.notes._trouble.accessibleName()
    page.ending.end(Ending(None, ""))
    assert page.room.meeting.status is MeetingStatus.RUNNING
    monkeypatch.setattr(meetings, "add_note", works)
    page.notes._trouble.again.click()
    qtbot.waitUntil(lambda: not page.saver.unsaved, timeout=5000)
    assert not page.notes._trouble.isVisible()
    assert [row[2] for row in kept(page)] == ["kept"]


def test_notes_are_there_when_the_page_is_opened_again(window, page, qtbot, todays):
    write(page, qtbot, "still here")
    window.go("meetings", todays)
    assert [row.note.text for row in window.page.detail.notes.rows] == ["still here"]
    window.go("meeting")
    assert page.notes.editor.source() == "still here"


def test_what_was_agreed_can_be_ticked(page):
    before = page.room.open_before[0]
    page.side.done_wanted.emit(before, True)
    closed = next(each for each in page.context.desk.meetings.commitments() if each.id == before.id)
    assert closed.status is CommitmentStatus.DONE
    page.context.editor.undo()
    assert page.room.open_before[0] == before


def test_where_private_notes_may_not_be_shown_there_is_no_private_side(public, sample_desk, todays):
    secret = "Do not bring up the canary deal"
    item = sample_desk.meetings.items(todays)[0]
    sample_desk.meetings.add_note(sample_desk.team.rep("Maya"), secret, Visibility.PRIVATE, NOW, todays, item)
    public.go("meeting", todays)
    page = public.page
    page.notes.show_side(Visibility.PRIVATE)
    page.notes.switch_side()
    assert page.notes.visibility is Visibility.SHARED
    shown = [each.text() for each in public.findChildren(QLabel)]
    shown += [each.toPlainText() for each in public.findChildren(QPlainTextEdit)]
    assert not any("canary" in text or "Private to you" in text for text in shown)
    assert all(note.visibility is Visibility.SHARED for note in page.room.notes)


def test_without_a_subject_the_running_or_next_one_is_shown(window, empty_desk, make_window):
    window.go("meeting")
    assert window.page.room.rep.name == "Maya Okafor"
    empty = make_window(empty_desk)
    empty.go("meeting")
    assert empty.page.room is None
    assert empty.page._stack.currentIndex() == 1


def test_narrow_windows_turn_the_side_into_a_drawer(page, window):
    window.resize(1100, 668)
    assert not page.side.isVisibleTo(page)
    page.stage.toggle_drawer()
    assert page.side.isVisibleTo(page)
    assert page.side.switch.button("item").hasFocus()
    page.stage.toggle_drawer()
    assert not page.side.isVisibleTo(page)
    assert page.notes.editor.hasFocus()


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.now += dt.timedelta(seconds=seconds)


@pytest.fixture
def timed(qapp):
    """A timer on a meeting with ten minutes of coaching and four of forecast, and its clock."""
    at = Clock()
    kept: list[Progress] = []
    timer = MeetingTimer(at, kept.append)
    meeting = OneOnOne(new_id(), new_id(), TODAY, minutes=30, status=MeetingStatus.RUNNING, started_at=NOW)
    coaching = AgendaItem(new_id(), meeting.id, 0, Section.FOCUS, "Coaching", minutes=10)
    forecast = AgendaItem(new_id(), meeting.id, 1, Section.FORECAST, "Forecast", minutes=4)
    timer.follow(meeting, [coaching, forecast], 0.2)
    timer.set_current(coaching.id)
    yield timer, at, coaching, forecast
    timer.stop()


def test_time_goes_to_the_current_item(timed):
    timer, at, coaching, forecast = timed
    at.wait(90)
    timer.set_current(forecast.id)
    at.wait(30)
    assert timer.whole_seconds() == {coaching.id: 90, forecast.id: 30}
    assert timer.times().elapsed == 120


def test_a_pause_counts_nowhere(timed):
    timer, at, coaching, _forecast = timed
    at.wait(10)
    timer.pause(paused=True)
    at.wait(600)
    timer.pause(paused=False)
    at.wait(5)
    assert timer.whole_seconds()[coaching.id] == 15
    assert timer.times().elapsed == 15


def test_the_forecast_warns_at_its_plan_and_at_its_limit(timed):
    timer, at, _coaching, forecast = timed
    timer.set_current(forecast.id)
    at.wait(239)
    timer.count()
    assert timer.times().forecast_status is Status.GOOD
    at.wait(1)
    timer.count()
    assert timer.times().forecast_status is Status.WATCH
    at.wait(120)
    timer.count()
    assert timer.times().forecast_status is Status.RISK
    assert timer.times().forecast_limit == 360


def test_behind_is_what_earlier_items_took_too_long(timed):
    timer, at, _coaching, forecast = timed
    at.wait(628)
    timer.set_current(forecast.id)
    at.wait(60)
    timer.count()
    assert timer.times().behind == 28


def test_clocks_read_minutes_and_seconds():
    assert [clock(0), clock(284), clock(3661)] == ["0:00", "4:44", "61:01"]
