"""KPIs to tick, KPIs to rank, and two rankings side by side."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from kpidesk.domain.agreeing import Rankings
from kpidesk.domain.entities import Kpi, new_id
from kpidesk.domain.terms import Kind, KpiClass
from kpidesk.gui.models.kpi_choices_model import KpiChoicesModel
from kpidesk.gui.models.rankings_model import Col, RankingModel, RankingsModel
from kpidesk.gui.roles import Role

CALLS = Kpi(new_id(), "calls", "Calls", "Every call counts.")
DEMOS = Kpi(new_id(), "demos", "Demos", kpi_class=KpiClass.PIPELINE, position=1)
WON = Kpi(new_id(), "won", "Won", kind=Kind.LAGGING, kpi_class=KpiClass.OUTCOME)
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@pytest.fixture
def choices(qapp):
    model = KpiChoicesModel([CALLS, DEMOS])
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


@pytest.fixture
def ranking(qapp):
    model = RankingModel([CALLS, DEMOS, WON])
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def rows(model, role=Role.TITLE):
    return [model.index(at, 0).data(role) for at in range(model.rowCount())]


def test_a_row_says_name_class_and_definition(choices):
    index = choices.index(0, 0)
    assert index.data(Role.META) == "Activity, in the rep’s hands"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Every call counts."
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Calls. Activity, in the rep’s hands. Every call counts."
    assert choices.index(1, 0).data(Role.META) == "Pipeline, can be influenced"


def test_a_kpi_no_longer_in_use_says_so(qapp):
    model = KpiChoicesModel([replace(CALLS, archived=True)])
    index = model.index(0, 0)
    assert index.data(Role.META).endswith("no longer in use")
    assert index.data(Role.ARCHIVED)


def test_ticks_are_set_one_by_one_or_all_at_once(choices, qtbot):
    with qtbot.waitSignal(choices.dataChanged):
        choices.setData(choices.index(1, 0), CHECKED, Qt.ItemDataRole.CheckStateRole)
    assert choices.chosen == [DEMOS]
    choices.setData(choices.index(1, 0), UNCHECKED, Qt.ItemDataRole.CheckStateRole)
    assert choices.chosen == []
    choices.choose({CALLS.id, WON.id})
    assert choices.chosen == [CALLS]
    assert rows(choices, Qt.ItemDataRole.CheckStateRole) == [CHECKED, UNCHECKED]


def test_nothing_but_a_tick_can_be_changed(choices):
    assert not choices.setData(choices.index(0, 0), "Other", Qt.ItemDataRole.EditRole)
    assert rows(choices) == ["Calls", "Demos"]


def test_ranked_kpis_go_to_the_top_with_their_places(ranking):
    assert ranking.toggle(2) == 0
    assert ranking.toggle(2) == 1
    assert ranking.ranked == (WON, DEMOS)
    assert rows(ranking) == ["Won", "Demos", "Calls"]
    assert rows(ranking, Role.TEXT) == ["1", "2", ""]
    assert rows(ranking, Qt.ItemDataRole.AccessibleTextRole)[0].startswith("place 1: Won")
    assert rows(ranking, Qt.ItemDataRole.AccessibleTextRole)[2].startswith("not ranked: Calls")


def test_taken_out_a_kpi_goes_back_to_where_it_was(ranking):
    for row in (2, 2):
        ranking.toggle(row)
    assert ranking.toggle(0) == 2
    assert rows(ranking) == ["Demos", "Calls", "Won"]


def test_a_place_can_be_given_and_shifted_within_the_ranking(ranking):
    for row in (0, 1):
        ranking.toggle(row)
    assert ranking.place(2, 1) == 0
    assert ranking.ranked == (WON, CALLS, DEMOS)
    assert ranking.move(0, 1) == 1
    assert ranking.ranked == (CALLS, WON, DEMOS)
    assert ranking.move(0, -1) == 0
    assert ranking.place(0, 9) == 2
    assert ranking.ranked == (WON, DEMOS, CALLS)


def test_what_is_not_ranked_does_not_move(ranking):
    assert ranking.move(1, -1) == 1
    assert ranking.ranked == ()


def test_both_rankings_stand_side_by_side_with_their_sums(qapp):
    model = RankingsModel(Rankings((CALLS, WON), (CALLS, DEMOS)), ("Maya", "Elena"))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    cells = [[model.index(row, column).data() for column in Col] for row in range(model.rowCount())]
    assert cells == [
        ["Calls", "1", "1", "2", "Yes"],
        ["Demos", "–", "2", "5", "Yes"],
        ["Won", "2", "–", "5", "Yes"],
    ]
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Demos. Maya –, Elena 2, Sum 5, Proposed Yes"
