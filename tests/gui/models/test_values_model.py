import datetime as dt

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import Entity, Import, Kpi, KpiEntry, Rep, Target, new_id
from kpidesk.domain.terms import Aggregation, Cadence, Status, Unit
from kpidesk.gui.models.values_model import Summary, ValuesModel
from kpidesk.gui.roles import Role
from kpidesk.services.entries import EntryService
from kpidesk.services.history import History
from kpidesk.services.team import TeamService

ON = dt.date(2026, 8, 20)
WEEK_31, WEEK_32 = dt.date(2026, 7, 27), dt.date(2026, 8, 3)
JONAS, MAYA = Rep(new_id(), "Jonas Lindqvist"), Rep(new_id(), "Maya Okafor")
CALLS = Kpi(new_id(), "discovery_held", "Discovery calls", noun="calls")
CRM = Import(new_id(), 1, "crm.csv", "0" * 64, "crm", "long", dt.datetime(2026, 8, 17, 9, tzinfo=dt.UTC))


@pytest.fixture
def entries(database, dressed):
    history = History(database)
    goal = Target(new_id(), CALLS.id, 12.0, CALLS.cadence, dt.date(2026, 1, 5))
    made = (JONAS, MAYA, CALLS, CRM, goal)
    values = (
        KpiEntry(JONAS.id, CALLS.id, WEEK_31, 7, 7.0, source=1),
        KpiEntry(JONAS.id, CALLS.id, WEEK_32, 7, 12.0, source=1),
        KpiEntry(JONAS.id, CALLS.id, dt.date(2026, 8, 17), 7, 3.0, source=1),
        KpiEntry(MAYA.id, CALLS.id, WEEK_31, 7, 10.0),
    )
    history.do("Start", [Edit(None, each) for each in (*made, *values)])
    return EntryService(database, history, TeamService(database, history))


@pytest.fixture
def model(entries, qtbot):
    model = ValuesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    show(model, entries)
    return model


def show(model, entries):
    grid = entries.grid(CALLS, ON)
    team = np.nanmean(np.nan_to_num(grid.table.rolled.value), axis=0)
    model.set_grid(grid, team, [Summary("6.8", Status.RISK), Summary("9.8", Status.WATCH)])


def at(model, row, start):
    return model.index(row, model.grid.starts.index(start))


def test_cells_print_values_and_leave_missing_empty(model):
    assert at(model, 0, WEEK_31).data() == "7"
    assert at(model, 1, WEEK_32).data() == ""
    assert at(model, 1, WEEK_32).data(Role.SORT) is None
    assert at(model, 0, WEEK_31).data(Role.ENTITY) == JONAS


def test_closed_weeks_below_target_have_a_status_and_the_running_week_has_none(model):
    assert model.look(0, at(model, 0, WEEK_31).column()).status is Status.RISK
    assert model.look(1, at(model, 1, WEEK_31).column()).status is Status.WATCH
    assert model.look(0, at(model, 0, WEEK_32).column()).status is Status.GOOD
    running = model.look(0, model.columnCount() - 1)
    assert running.running
    assert running.status is Status.NONE


def test_a_rate_of_few_cases_is_told_in_counts_and_not_judged(database, dressed):
    rate = Kpi(new_id(), "connect_rate", "Connect rate", unit=Unit.PERCENT, aggregation=Aggregation.RATIO)
    history = History(database)
    goal = Target(new_id(), rate.id, 0.9, rate.cadence, dt.date(2026, 1, 5))
    few, many = ((3.0, 4.0), (3.0, 5.0))
    values = [KpiEntry(JONAS.id, rate.id, day, 7, *pair) for day, pair in ((WEEK_31, few), (WEEK_32, many))]
    made: list[Entity] = [JONAS, rate, goal, *values]
    history.do("Start", [Edit(None, each) for each in made])
    grid = EntryService(database, history, TeamService(database, history)).grid(rate, ON)
    model = ValuesModel()
    model.set_grid(grid, np.full(len(grid.starts), np.nan), [Summary("", Status.NONE)])
    assert at(model, 0, WEEK_31).data() == "3 of 4"
    assert at(model, 0, WEEK_32).data() == "60%"
    statuses = [model.look(0, at(model, 0, day).column()).status for day in (WEEK_31, WEEK_32)]
    assert statuses == [Status.NONE, Status.RISK]
    assert model.longest_text() == "3 of 4"


def test_a_cell_says_who_when_how_much_and_where_from(model, entries):
    role = Qt.ItemDataRole.AccessibleTextRole
    assert (
        at(model, 0, WEEK_31).data(role) == "Jonas Lindqvist, week 31, 7 of 12, at risk, imported 17 Aug from crm.csv"
    )
    assert at(model, 1, WEEK_31).data(role) == "Maya Okafor, week 31, 10 of 12, watch, typed by hand"
    assert at(model, 1, WEEK_32).data(role) == "Maya Okafor, week 32, no value"
    entries.set_values(CALLS, [(MAYA, WEEK_31, 11.0)], ON)
    show(model, entries)
    assert at(model, 1, WEEK_31).data(role) == "Maya Okafor, week 31, 11 of 12, watch, typed by hand on 20 Aug"
    assert model.look(1, at(model, 1, WEEK_31).column()).by_hand


def test_a_month_that_holds_part_of_a_week_is_marked_as_an_estimate(model, entries):
    grid = entries.grid(CALLS, ON, Cadence.MONTH)
    model.set_grid(grid, np.full(len(grid.starts), np.nan), [Summary("", Status.NONE)] * 2)
    july, august = (at(model, 0, dt.date(2026, month, 1)) for month in (7, 8))
    assert (july.data(), august.data()) == ("≈ 7", "15")
    spoken = july.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("imported 17 Aug from crm.csv, estimated: split by days worked")
    assert july.data(Qt.ItemDataRole.EditRole) == "7"


def test_typing_asks_and_changes_nothing_itself(model, qtbot):
    cell = at(model, 0, WEEK_31)
    with qtbot.waitSignal(model.typed) as heard:
        assert model.setData(cell, "9")
    assert heard.args == [[(0, cell.column(), 9.0)]]
    assert cell.data() == "7"


def test_the_same_text_again_asks_for_nothing(model, qtbot):
    with qtbot.assertNotEmitted(model.typed):
        assert model.setData(at(model, 0, WEEK_31), "7")


def test_text_is_refused_with_rep_and_week(model, qtbot):
    with qtbot.assertNotEmitted(model.typed), qtbot.waitSignal(model.refused) as heard:
        assert not model.setData(at(model, 0, WEEK_31), "n/a")
    assert heard.args[0].startswith("Jonas Lindqvist, week 31: “n/a” is not a number.")


def test_one_typed_value_repaints_one_cell(model, entries, qtbot):
    cell = at(model, 0, WEEK_31)
    entries.set_values(CALLS, [(JONAS, WEEK_31, 9.0)], ON)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as heard:
        show(model, entries)
    first, last, _roles = heard.args
    assert (first, last) == (cell, cell)
    assert cell.data() == "9"


def test_headers_name_weeks_and_reps(model):
    assert model.headerData(model.columnCount() - 1, Qt.Orientation.Horizontal) == "W34"
    assert model.headerData(0, Qt.Orientation.Vertical) == "Jonas Lindqvist"
