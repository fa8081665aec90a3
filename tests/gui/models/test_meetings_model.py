import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from kpidesk.domain.entities import OneOnOne, Rep, new_id
from kpidesk.domain.meeting_totals import Wanted
from kpidesk.domain.terms import MeetingStatus, Visibility
from kpidesk.gui.models.found_model import PAGE as FOUND_PAGE
from kpidesk.gui.models.found_model import FoundModel
from kpidesk.gui.models.meetings_model import PAGE, Col, Filter, MeetingRow, MeetingsModel
from kpidesk.gui.roles import Role
from kpidesk.services.meeting_lists import Order
from kpidesk.storage import records

ON = dt.date(2026, 8, 20)
MAYA = Rep(new_id(), "Maya Okafor")
MANY = 330
NOON = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)


class Source:
    """The rows of one file."""

    def __init__(self, desk):
        self.lists = desk.meeting_lists

    def page(self, wanted, order, *, down, offset, limit):
        found = self.lists.page(wanted, Order(order, down), private=True, offset=offset, limit=limit)
        return [MeetingRow(meeting, MAYA, totals) for meeting, totals in found]

    def counts(self, wanted):
        return self.lists.counts(wanted, private=True)


@pytest.fixture
def desk(empty_desk):
    """A rep who was met every day for almost a year."""
    made = [
        OneOnOne(new_id(), MAYA.id, ON - dt.timedelta(days=back), status=MeetingStatus.HELD) for back in range(MANY)
    ]
    made[5] = replace(made[5], status=MeetingStatus.CANCELLED, reason="ill", times_moved=1)
    with empty_desk.database.write() as connection:
        records.insert_all(connection, [MAYA, *made])
    return empty_desk


@pytest.fixture
def model(desk, dressed):
    model = MeetingsModel(Source(desk))
    model.show_rows(Wanted(), ON)
    return model


def test_it_is_read_a_page_at_a_time_until_all_is_there(model):
    assert (model.rowCount(), model.total, model.fitting) == (PAGE, MANY, MANY)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    while model.canFetchMore():
        model.fetchMore()
    days = [row.meeting.on for row in model.shown]
    assert days == [ON - dt.timedelta(days=back) for back in range(MANY)]


def test_one_further_down_is_found_and_read_up_to(model, desk):
    oldest = desk.meetings.one_on_ones()[-1]
    assert model.row_of(oldest.id) == MANY - 1
    assert model.row_at(MANY - 1).meeting == oldest


def test_one_that_is_filtered_out_or_unknown_is_not_found_and_reads_nothing(model, desk):
    oldest = desk.meetings.one_on_ones()[-1]
    model.show_rows(Wanted(statuses=frozenset({MeetingStatus.CANCELLED})), ON)
    assert model.row_of(oldest.id) == -1
    model.show_rows(Wanted(), ON)
    assert model.row_of(new_id()) == -1
    assert model.rowCount() == PAGE


def test_sorting_begins_at_the_first_page_again(model):
    model.fetchMore()
    model.sort(Col.WHEN, Qt.SortOrder.AscendingOrder)
    assert model.rowCount() == PAGE
    assert model.row_at(0).meeting.on == ON - dt.timedelta(days=MANY - 1)


def test_chips_count_beside_all_other_filters(model):
    model.show_rows(Wanted(begin=ON - dt.timedelta(days=9), statuses=frozenset({MeetingStatus.CANCELLED})), ON)
    assert model.fitting == 1
    assert (model.count(Filter.HELD), model.count(Filter.OFF)) == (9, 1)
    assert model.index(0, Col.REP).data(Role.META) == "Cancelled, moved: ill"


def test_places_in_the_text_are_read_on_at_the_end(desk, dressed):
    for at in range(FOUND_PAGE + 20):
        desk.meetings.add_note(MAYA, f"budget {at}", Visibility.SHARED, NOON + dt.timedelta(seconds=at))
    model = FoundModel(lambda limit: desk.search.find("budget", limit=limit))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.search({MAYA.id: MAYA})
    assert model.rowCount() == FOUND_PAGE
    assert not model.complete
    while model.canFetchMore():
        model.fetchMore()
    assert model.rowCount() == FOUND_PAGE + 20
    assert len({each.ident for each in model.rows}) == FOUND_PAGE + 20
    assert not model.canFetchMore()
    assert "shared note" in model.index(0, 0).data(Role.META)
