import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from kpidesk.domain.meeting_totals import Totals
from kpidesk.domain.terms import MeetingStatus, Visibility
from kpidesk.gui.dialogs.commitment_change import ChangeCommitmentDialog
from kpidesk.gui.dialogs.share import ShareDialog
from kpidesk.gui.main_window import MainWindow
from kpidesk.gui.models.meetings_model import Col, Filter, MeetingRow
from kpidesk.gui.models.notes_model import NotesModel
from kpidesk.gui.pages.meetings_table import LIST, TIMELINE
from kpidesk.gui.roles import Role
from kpidesk.settings import Settings
from tests.gui.conftest import TODAY

SECRET = "Lost confidence after the Orbit deal"


@pytest.fixture
def page(window):
    window.go("meetings")
    return window.page


@pytest.fixture
def last_of_maya(sample_desk):
    maya = sample_desk.team.rep("Maya")
    return next(each for each in sample_desk.meetings.one_on_ones(maya.id) if each.on == dt.date(2026, 8, 6))


@pytest.fixture
def public(dressed, qtbot, sample_desk):
    """A window in which private notes may not be shown."""
    window = MainWindow(lambda: TODAY, Settings(), lambda _changed: None, show_private=False)
    qtbot.addWidget(window)
    window.open(sample_desk)
    return window


def notes(page):
    return [row.note.text for row in page.detail.notes.rows]


def test_the_models_keep_qts_rules(page, dressed):
    table = page.table
    for model in (table.model, table.found, table.timeline.model, page.detail.notes, NotesModel()):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.model.sort(Col.REP)
    table.filters.field.setText("budget")
    table.filters.changed.emit()
    while table.model.canFetchMore():
        table.model.fetchMore()
    table.tabs.setCurrentIndex(TIMELINE)
    assert 5 < table.model.rowCount() < table.model.total
    assert table.timeline.model.rowCount() > 1


def test_it_opens_at_the_next_planned_one_on_one(page):
    assert page.table.current.rep.name == "Maya Okafor"
    assert page.table.current.meeting.on == TODAY
    assert page.detail.start.isVisible()


def test_the_head_counts_as_the_chip_does_and_says_who_reads_notes(window, page):
    planned = page.table.filters.chips[Filter.AHEAD].accessibleName().removeprefix("Planned, ")
    assert page.head.subtitle.text().startswith(f"{planned} planned, ")
    page.primary()
    window.go("meetings")
    assert page.head.subtitle.text().startswith(f"{planned} planned, ")
    assert page.head.subtitle.text().endswith("Notes are shared with the rep unless you make them private.")


def test_the_newest_stands_first_and_columns_sort(page):
    days = [row.meeting.on for row in page.table.model.shown]
    assert days == sorted(days, reverse=True)
    page.table.view.horizontalHeader().setSortIndicator(Col.REP, Qt.SortOrder.AscendingOrder)
    names = [row.rep.name for row in page.table.model.shown]
    assert names == sorted(names)


def test_a_row_tells_status_length_and_the_forecasts_share(page, last_of_maya):
    page.table.select(last_of_maya.id)
    model, row = page.table.model, page.table.view.currentIndex().row()
    assert model.index(row, Col.REP).data(Role.META) == "Held"
    assert model.index(row, Col.LENGTH).data(Role.META) == "forecast 5 min, 16%"
    assert model.index(row, Col.NOTES).data() == "2"


def test_chips_and_the_rep_narrow_the_list(page):
    page.table.filters.chips[Filter.OFF].click()
    assert {row.meeting.status for row in page.table.model.shown} <= {MeetingStatus.CANCELLED, MeetingStatus.NO_SHOW}
    page.table.filters.chips[Filter.OFF].click()
    page.table.filters.rep.setCurrentText("Jonas Lindqvist")
    assert {row.rep.name for row in page.table.model.shown} == {"Jonas Lindqvist"}


def test_words_of_a_note_find_its_one_on_one(page, qtbot, last_of_maya):
    page.focus_filter()
    qtbot.keyClicks(page.table.filters.field, "who signs off")
    qtbot.waitUntil(lambda: 0 < page.table.model.rowCount() < 10)
    page.table.tabs.setCurrentIndex(LIST)
    assert last_of_maya.id in [row.meeting.id for row in page.table.model.shown]


def test_nothing_found_says_so(page, qtbot):
    qtbot.keyClicks(page.table.filters.field, "zzzz")
    qtbot.waitUntil(lambda: page.table.model.rowCount() == 0)
    assert page.table.rows.nothing.isVisible()
    assert not page.detail.isVisible()


def test_shared_and_private_notes_are_shown_apart(page, last_of_maya):
    page.table.select(last_of_maya.id)
    rows = page.detail.notes.rows
    assert [row.title for row in rows] == ["Shared with Maya", "Private to you"]
    assert SECRET in rows[1].note.text


def test_where_private_notes_may_not_be_shown_they_are_not_even_read(public, last_of_maya, qtbot):
    public.go("meetings", last_of_maya)
    page = public.page
    assert [row.note.visibility for row in page.detail.notes.rows] == [Visibility.SHARED]
    assert page.table.current.totals.private_notes == 0
    with qtbot.waitSignal(page.table.filters.changed):
        page.table.filters.field.setText("Orbit deal confidence")
    assert page.table.found.rows == []
    assert last_of_maya.id not in [row.meeting.id for row in page.table.model.shown]


def test_an_agenda_without_notes_is_shown_rather_than_an_empty_tab(page):
    assert notes(page) == []
    assert page.detail.tabs.tabText(page.detail.tabs.currentIndex()) == "Agenda"


def test_a_subject_turns_the_page(window, last_of_maya):
    window.go("meetings", last_of_maya)
    assert window.page.table.current.meeting == last_of_maya
    window.go("meetings", window.context.desk.team.rep("Priya"))
    assert {row.rep.name for row in window.page.table.model.shown} == {"Priya Nair"}


def test_showing_a_planned_one_on_one_does_not_start_it(window, page):
    window.go("meeting", page.table.current.meeting)
    assert window.page.room.meeting.status is MeetingStatus.PLANNED


def test_start_begins_the_meeting_and_goes_there(window, page):
    page.primary()
    assert window.page.objectName() == "page_meeting"
    assert window.page.room.meeting.status is MeetingStatus.RUNNING


def test_a_started_one_goes_on_instead_of_beginning_again(window, page):
    page.primary()
    window.go("meetings")
    assert window.page.detail.start.text() == "Back to the meeting"


def test_the_recap_is_looked_at_then_copied_without_private_words(page, last_of_maya):
    page.table.select(last_of_maya.id)
    assert page.detail.recap.isVisible()
    page.detail.recap.click()
    dialog = page.findChild(ShareDialog)
    assert "Mornings before 10" in dialog.preview.toPlainText()
    assert SECRET not in dialog.preview.toPlainText()
    dialog.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "Mornings before 10" in text
    assert SECRET not in text


def test_enter_prepares_a_planned_one_goes_on_with_a_running_one_and_reads_one_that_was_held(
    window, page, qtbot, last_of_maya
):
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert window.page.objectName() == "page_prepare"
    window.go("meetings", last_of_maya)
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert page.detail.notes_view.hasFocus()
    assert page.detail._lock.isVisible()
    page.table.select(next(each.id for each in window.context.desk.meetings.one_on_ones() if each.on == TODAY))
    page.primary()
    window.go("meetings")
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert window.page.objectName() == "page_meeting"


def test_periods_notes_and_chips_narrow_the_list_together(page):
    filters = page.table.filters
    filters.period.choose("month")
    days = [row.meeting.on for row in page.table.model.shown]
    assert days
    assert all(TODAY - dt.timedelta(days=30) <= day <= TODAY for day in days)
    filters.with_notes.click()
    rows = page.table.model.shown
    assert 0 < len(rows) < len(days)
    assert all(row.totals.shared_notes + row.totals.private_notes for row in rows)
    filters.clear()
    assert page.table.model.fitting == page.table.model.total


def test_what_the_numbers_say_about_a_commitment_follows(page, qtbot):
    desk, on = page.context.desk, TODAY
    maya = desk.team.rep("Maya")
    tracked = next(each for each in desk.preparation.tracked(maya, on) if each.kpi and each.commitment.one_on_one_id)
    page.table.select(tracked.commitment.one_on_one_id)
    lines = page.detail.commitments.model

    def told():
        return [lines.index(row, 0).data(Role.META) for row in range(lines.rowCount())]

    qtbot.waitUntil(lambda: any(tracked.verdict.text in each for each in told()))


def test_an_empty_file_offers_to_plan(empty_window):
    empty_window.go("meetings")
    assert empty_window.page._stack.currentIndex() == 1


def test_narrow_windows_show_the_list_or_the_one_on_one(window, page, last_of_maya):
    window.resize(900, 700)
    assert not page.detail.isVisibleTo(page)
    page.table.select(last_of_maya.id)
    page._on_opened()
    assert page.detail.isVisibleTo(page)
    assert not page.table.isVisibleTo(page)


def test_forecast_minutes_are_measured_where_the_timer_ran(page):
    row = page.table.current
    measured = MeetingRow(row.meeting, row.rep, Totals(6, 30, 4, 1800, 300))
    assert measured.forecast_minutes == 5
    assert MeetingRow(row.meeting, row.rep, Totals(6, 30, 4)).forecast_minutes == 4


def test_enter_on_what_was_agreed_shows_it_to_be_changed(window, last_of_maya, qtbot):
    window.go("meetings", last_of_maya)
    page = window.page
    page.detail.tabs.setCurrentIndex(2)
    view = page.detail.commitments.view
    view.setFocus()
    view.selectRow(0)
    wanted = view.model().index(0, 0).data(Role.ENTITY)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    dialog = page.findChild(ChangeCommitmentDialog)
    dialog._text.setText("Both proposals by Friday")
    dialog.save()
    changed = next(each for each in window.context.desk.meetings.commitments() if each.id == wanted.id)
    assert changed.text == "Both proposals by Friday"
    qtbot.waitUntil(lambda: "Both proposals by Friday" in str(view.model().index(0, 0).data()))
