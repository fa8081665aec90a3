"""The Meetings page: words looked for in all that was written, and the months at a glance."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kpidesk.domain.entities import Topic, new_id
from kpidesk.domain.finding import Places
from kpidesk.domain.terms import MeetingStatus, Visibility
from kpidesk.gui.main_window import MainWindow
from kpidesk.gui.models.timeline_model import Col, said
from kpidesk.gui.pages.meetings_table import LIST, TEXT, TIMELINE
from kpidesk.gui.roles import Role
from kpidesk.settings import Settings
from tests.gui.conftest import TODAY

NOON = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
SECRET = "Zwickau: she wants to leave"


@pytest.fixture
def page(window):
    window.go("meetings")
    return window.page


@pytest.fixture
def table(page):
    return page.table


@pytest.fixture
def look(table, qtbot):
    """Type into the filter by keyboard alone and wait for the answer."""

    def type_and_wait(text):
        table.filters.field.setFocus()
        qtbot.keyClicks(table.filters.field, text)
        qtbot.waitUntil(lambda: not table.filters._pause.isActive())

    return type_and_wait


def test_words_are_listed_with_their_place_the_newest_first(table, look):
    look("budget own")
    assert table.shown == TEXT
    found = table.found.rows
    assert {each.where for each in found} >= {Places.NOTE, Places.COMMITMENT}
    assert [each.on for each in found] == sorted((each.on for each in found), reverse=True)
    assert all(
        each.snippet[first:past].lower() in {"budget", "owner", "owners", "own", "owns"}
        for each in found
        for first, past in each.marks
    )
    assert table.tabs.tabData(TEXT) == str(len(found))


def test_down_and_enter_open_the_one_on_one_at_that_note(page, table, look, qtbot):
    look("it leads")
    qtbot.keyClick(table.filters.field, Qt.Key.Key_Down)
    assert table.found_view.hasFocus()
    place = table.place
    assert page.current.meeting.id == place.meeting_id
    assert page.detail.chosen_note.id == place.ident
    qtbot.keyClick(table.found_view, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.detail.notes_view


def test_rep_days_and_kpi_narrow_what_is_found(page, table, look):
    look("budget")
    everything = len(table.found.rows)
    table.filters.rep.setCurrentText("Maya Okafor")
    maya = page.context.desk.team.rep("Maya").id
    assert {each.rep_id for each in table.found.rows} == {maya}
    assert len(table.found.rows) < everything
    table.filters.period.choose("month")
    assert all(each.on >= TODAY - dt.timedelta(days=30) for each in table.found.rows)
    table.filters.period.choose(None)
    kpi = page.context.desk.team.kpi("opps_created")
    table.filters.kpi.choose(kpi.id)
    assert len(table.found.rows) > 0
    table.filters.clear()
    assert table.shown == LIST
    assert not table.filters.kpi.isVisible()


def test_what_belongs_to_no_one_on_one_is_shown_with_its_like(page, table, look):
    desk = page.context.desk
    maya = desk.team.rep("Maya")
    note = desk.meetings.add_note(maya, "Prefers Xylophone hours", Visibility.SHARED, NOON)
    page.context.editor.do(lambda: desk.topics.add(Topic(new_id(), maya.id, "Xylophone training", TODAY)))
    look("xylophone")
    assert {each.where for each in table.found.rows} == {Places.NOTE, Places.TOPIC}
    for row, place in enumerate(table.found.rows):
        table.found_view.setCurrentIndex(table.found.index(row, 0))
        assert page.current is None
        assert page.detail.isVisible()
        if place.where is Places.NOTE:
            assert page.detail.chosen_note.id == note.id
        else:
            assert page.detail.agenda.view.currentIndex().data(Role.ENTITY).text == "Xylophone training"


def test_private_words_are_found_by_the_manager_and_marked(page, table, look):
    page.context.desk.meetings.add_note(page.context.desk.team.rep("Maya"), SECRET, Visibility.PRIVATE, NOON)
    look("zwickau")
    assert [each.private for each in table.found.rows] == [True]
    assert "private note" in table.found.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_while_private_notes_are_hidden_no_word_of_them_reaches_the_page(dressed, qtbot, sample_desk):
    sample_desk.meetings.add_note(sample_desk.team.rep("Maya"), SECRET, Visibility.PRIVATE, NOON)
    window = MainWindow(lambda: TODAY, Settings(), lambda _changed: None, show_private=False)
    qtbot.addWidget(window)
    window.open(sample_desk)
    window.go("meetings")
    page: Any = window.page
    table = page.table
    for words in ("zwickau", "wants to leave", "she"):
        table.filters.field.setText(words)
        table.filters.changed.emit()
        assert SECRET not in [each.snippet for each in table.found.rows]
        assert not any(each.private for each in table.found.rows)
    loose = sample_desk.meeting_lists.loose(sample_desk.team.rep("Maya"), private=False)
    assert all(each.visibility is Visibility.SHARED for each in loose.notes)


def test_text_that_looks_like_markup_stays_text(page, table, look):
    hostile = "<b>Quokka</b> & <img src=x>"
    page.context.desk.meetings.add_note(page.context.desk.team.rep("Maya"), hostile, Visibility.SHARED, NOON)
    look("quokka")
    assert table.found.rows[0].snippet == hostile


def test_the_timeline_has_a_lane_for_each_rep_in_shapes_and_words(page, table):
    table.tabs.setCurrentIndex(TIMELINE)
    lanes = {row.rep.name: row for row in table.timeline.model.shown}
    assert len(lanes) == 8
    jonas = lanes["Jonas Lindqvist"]
    assert {each.status for each in jonas.days} >= {MeetingStatus.HELD, MeetingStatus.NO_SHOW}
    assert jonas.gaps[-1].end == TODAY
    assert "Longest gap" in said(jonas)
    spoken = table.timeline.model.index(0, Col.LANE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "held" in spoken


def test_the_timeline_is_walked_by_the_arrow_keys_and_shows_each_one(page, table, qtbot):
    table.tabs.setCurrentIndex(TIMELINE)
    timeline = table.timeline
    assert timeline.current.on == TODAY
    timeline.view.setFocus()
    qtbot.keyClick(timeline.view, Qt.Key.Key_Left)
    assert timeline.current.on == dt.date(2026, 8, 6)
    assert page.current.meeting.on == dt.date(2026, 8, 6)
    assert "6 Aug 2026, Held" in timeline.view.accessibleDescription()
    qtbot.keyClick(timeline.view, Qt.Key.Key_Down)
    assert page.current.rep.name == "Priya Nair"
    table.tabs.setCurrentIndex(LIST)
    assert table.current.rep.name == "Priya Nair"


def test_f6_goes_from_what_is_listed_to_what_is_read(window, table, look, qtbot):
    look("it leads")
    qtbot.keyClick(table.filters.field, Qt.Key.Key_F6)
    assert window.page.detail.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert table.found_view.hasFocus()


def test_filters_narrow_the_timeline_too(table):
    table.tabs.setCurrentIndex(TIMELINE)
    table.filters.rep.setCurrentText("Jonas Lindqvist")
    assert [row.rep.name for row in table.timeline.model.shown] == ["Jonas Lindqvist"]
    gaps = table.timeline.model.shown[0].gaps
    next(iter(table.filters.chips.values())).click()
    lane = table.timeline.model.shown[0]
    assert all(each.status is MeetingStatus.PLANNED for each in lane.days)
    assert lane.gaps == gaps
