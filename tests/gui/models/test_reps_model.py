import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from kpidesk.domain.board import Quadrant
from kpidesk.domain.entities import OneOnOne, new_id
from kpidesk.domain.terms import MeetingStatus, Status
from kpidesk.gui.models import reps_rows, team_data
from kpidesk.gui.models.lines_model import Line, LinesModel
from kpidesk.gui.models.reps_model import Col, Filter, RepsModel
from kpidesk.gui.roles import Role

ON = dt.date(2026, 8, 20)


@pytest.fixture
def data(sample_desk, dressed):
    return team_data.read(sample_desk, ON)


@pytest.fixture
def model(data):
    model = RepsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(data.rows, data.currency)
    assert tester.model() is model
    return model


def names(model):
    return [row.rep.name for row in model.shown]


def cell(model, name, column, role):
    at = names(model).index(name)
    return model.index(at, column).data(role)


def test_those_furthest_from_their_leading_targets_stand_first(model):
    assert names(model)[:3] == ["Jonas Lindqvist", "Maya Okafor", "Ben Carter"]


def test_a_late_one_on_one_says_by_how_many_days_and_when_the_last_was(model):
    assert cell(model, "Jonas Lindqvist", Col.NEXT, Role.TITLE) == "21 days overdue"
    assert cell(model, "Jonas Lindqvist", Col.NEXT, Role.META) == "Last 16 Jul"
    assert cell(model, "Jonas Lindqvist", Col.NEXT, Role.STATUS) == Status.RISK
    assert cell(model, "Ben Carter", Col.NEXT, Role.STATUS) == Status.WATCH


def test_a_one_on_one_today_says_its_time_and_has_no_mark(model):
    assert cell(model, "Maya Okafor", Col.NEXT, Role.TITLE) == "Today 14:00"
    assert cell(model, "Maya Okafor", Col.NEXT, Role.STATUS) is None


def test_the_focus_is_the_agreed_kpi_with_value_and_target(model):
    assert cell(model, "Maya Okafor", Col.FOCUS, Role.TITLE) == "New opportunities"
    assert cell(model, "Maya Okafor", Col.FOCUS, Role.META) == "2.3 of 4"


def test_the_quota_bar_has_its_tick_at_the_pace(model, data):
    pace = next(row.card.pace for row in data.rows if row.rep.name == "Maya Okafor")
    assert cell(model, "Maya Okafor", Col.LAGGING, Role.TICK) == pace
    assert cell(model, "Maya Okafor", Col.LAGGING, Role.TEXT) == "41%"


def test_the_spoken_row_says_all_that_the_shapes_say(model):
    said = cell(model, "Maya Okafor", Col.REP, Qt.ItemDataRole.AccessibleTextRole)
    assert said == ("Maya Okafor, at risk, leading 71%, quota 41%, next one-on-one Today 14:00, 2 open commitments")


@pytest.mark.parametrize("column", list(Col))
def test_every_column_sorts_both_ways(model, column):
    def values():
        found = [model.index(row, column).data(Role.SORT) for row in range(model.rowCount())]
        return [each for each in found if each is not None]

    model.sort(column, Qt.SortOrder.AscendingOrder)
    assert values() == sorted(values())
    model.sort(column, Qt.SortOrder.DescendingOrder)
    assert values() == sorted(values(), reverse=True)


def test_cells_are_made_only_for_rows_that_are_asked_for(data):
    made = []

    class Counting(RepsModel):
        def _cell_answers(self, row):
            made.append(row.rep.name)
            return super()._cell_answers(row)

    model = Counting()
    model.set_rows(data.rows, data.currency)
    for column in Col:
        model.sort(column)
    assert made == []
    name = model.index(2, Col.REP).data(Role.TITLE)
    assert made == [name]


def test_the_words_typed_must_all_be_found(model):
    model.set_filter("may oka", ())
    assert names(model) == ["Maya Okafor"]
    model.set_filter("nobody", ())
    assert names(model) == []


def test_statuses_are_alternatives_and_everything_else_narrows(model):
    model.set_filter("", {Filter.RISK, Filter.WATCH})
    assert sorted(names(model)) == ["Ben Carter", "Jonas Lindqvist", "Maya Okafor"]
    model.set_filter("", {Filter.RISK, Filter.WATCH, Filter.OVERDUE})
    assert sorted(names(model)) == ["Ben Carter", "Jonas Lindqvist"]


def test_counts_do_not_depend_on_what_is_filtered(model):
    model.set_filter("maya", {Filter.STALE})
    assert [model.count(which) for which in Filter] == [2, 1, 5, 2, 2]


def test_the_narrow_focus_column_shows_its_line_only(model):
    model.set_brief(brief=True)
    assert cell(model, "Maya Okafor", Col.FOCUS, Role.TITLE) is None
    assert cell(model, "Maya Okafor", Col.FOCUS, Role.SERIES) is not None
    assert model.headerData(Col.FOCUS, Qt.Orientation.Horizontal) == "Focus"


@pytest.mark.parametrize(
    ("quadrant", "leading", "status", "word"),
    [
        (Quadrant.LOOKS_FINE, 0.58, Status.RISK, "Fine for now"),
        (Quadrant.STRONG, 1.0, Status.GOOD, "Steady"),
        (Quadrant.STRONG, 1.18, Status.GOOD, "Steady, strong"),
        (Quadrant.REBUILD, 0.83, Status.WATCH, "Drifting"),
        (Quadrant.REBUILD, 0.71, Status.RISK, "Rebuild first"),
        (Quadrant.PLANTING_SEEDS, 1.19, Status.GOOD, "Planting seeds"),
    ],
)
def test_the_story_is_the_corner_of_the_chart_in_words(data, quadrant, leading, status, word):
    card = replace(data.rows[0].card, quadrant=quadrant, leading_attainment=leading, status=status, leading=())
    assert reps_rows.story(card) == word


@pytest.mark.parametrize(
    ("leading", "pace", "word"),
    [(None, None, "No leading data yet"), (0.9, None, "No quota set"), (0.9, 0.1, "Too early to compare")],
)
def test_without_a_corner_the_story_says_what_is_missing(data, leading, pace, word):
    card = replace(data.rows[0].card, quadrant=None, leading_attainment=leading, pace=pace)
    assert reps_rows.story(card) == word


def test_without_an_agreed_focus_it_is_the_leading_kpi_furthest_from_its_target(data):
    card = data.row(next(row.rep.id for row in data.rows if row.rep.name == "Maya Okafor")).card
    found = reps_rows.focus_of(card, frozenset())
    assert found is not None
    assert found.kpi.name == "Proposals sent"


def test_a_rep_never_met_is_not_called_overdue(data):
    card = data.rows[0].card
    (row,) = reps_rows.rows([card], {}, [], [], ON)
    assert not row.overdue
    assert reps_rows.next_words(row, ON) == ("Not planned", "None held yet")


def test_a_rhythm_that_holds_says_when_the_next_is_due(data):
    card = data.rows[0].card
    met = OneOnOne(new_id(), card.rep.id, dt.date(2026, 8, 12), status=MeetingStatus.HELD)
    (row,) = reps_rows.rows([card], {}, [met], [], ON)
    assert reps_rows.next_words(row, ON) == ("Due Wed 26 Aug", "Last 12 Aug")


def test_lines_answer_as_they_were_given(dressed):
    model = LinesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows([Line("x", "Title", "Meta", Status.WATCH, muted=True)])
    index = tester.model().index(0, 0)
    roles = (Role.TITLE, Role.META, Role.ENTITY, Role.ARCHIVED, Qt.ItemDataRole.AccessibleTextRole)
    assert [index.data(role) for role in roles] == ["Title", "Meta", "x", True, "Title. Meta"]
