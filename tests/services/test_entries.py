import datetime as dt
import math

import numpy as np
import pytest

from kpidesk.domain.days import day_number
from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import Import, Kpi, KpiEntry, Rep, new_id
from kpidesk.domain.entries import BY_HAND
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Aggregation, Cadence, Unit
from kpidesk.services.entries import EntryService
from kpidesk.services.history import History
from kpidesk.services.team import TeamService
from kpidesk.services.value_origins import NOWHERE

ON = dt.date(2026, 8, 20)
WEEK_31 = dt.date(2026, 7, 27)
WEEK_32 = dt.date(2026, 8, 3)
JONAS, MAYA = Rep(new_id(), "Jonas Lindqvist"), Rep(new_id(), "Maya Okafor")
CALLS = Kpi(new_id(), "discovery_held", "Discovery calls", noun="calls")
RATE = Kpi(
    new_id(), "show_rate", "Show rate", unit=Unit.PERCENT, aggregation=Aggregation.RATIO, across=Aggregation.RATIO
)
CRM = Import(new_id(), 1, "crm.csv", "0" * 64, "crm", "long", dt.datetime(2026, 8, 17, 9, tzinfo=dt.UTC))


@pytest.fixture
def history(database):
    found = History(database)
    found.do("Start", [Edit(None, each) for each in (JONAS, MAYA, CALLS, RATE, CRM)])
    return found


@pytest.fixture
def entries(database, history):
    return EntryService(database, history, TeamService(database, history))


def record(history, *found):
    history.do("Import", [Edit(None, each) for each in found])


def imported(start, value, days=7, rep=JONAS, denominator=None):
    kpi = CALLS if denominator is None else RATE
    return KpiEntry(rep.id, kpi.id, start, days, value, denominator, source=1)


def cell(entries, kpi=CALLS, rep=JONAS, start=WEEK_31, cadence=Cadence.WEEK):
    """Value and source of one cell, None for missing."""
    grid = entries.grid(kpi, ON, cadence)
    row = [each.id for each in grid.table.reps].index(rep.id)
    column = grid.starts.index(start)
    value = float(grid.table.rolled.value[row, column])
    return (None if math.isnan(value) else value), int(grid.source[row, column])


def test_a_grid_without_any_value_still_offers_half_a_year_to_type_into(entries):
    grid = entries.grid(CALLS, ON)
    assert [rep.name for rep in grid.table.reps] == ["Jonas Lindqvist", "Maya Okafor"]
    assert grid.table.rolled.value.shape == (2, 26)
    assert grid.starts[-1] == dt.date(2026, 8, 17)
    assert np.isnan(grid.table.rolled.value).all()
    assert (grid.source == NOWHERE).all()


def test_an_imported_value_names_its_import(entries, history):
    record(history, imported(WEEK_31, 7.0))
    assert cell(entries) == (7.0, 1)
    assert entries.grid(CALLS, ON).origins.imports[1].file == "crm.csv"


def test_a_typed_value_replaces_an_imported_one_and_undo_brings_it_back(entries, history):
    record(history, imported(WEEK_31, 7.0))
    change = entries.set_values(CALLS, [(JONAS, WEEK_31, 9.0)], ON)
    assert change.touches(KpiEntry)
    assert cell(entries) == (9.0, BY_HAND)
    assert history.undo_label == "Type 9 for Jonas Lindqvist, week 31"
    history.undo()
    assert cell(entries) == (7.0, 1)
    history.redo()
    assert cell(entries) == (9.0, BY_HAND)


def test_a_typed_value_says_the_day_it_was_typed_and_an_imported_one_has_none(entries, history):
    record(history, imported(WEEK_31, 7.0), imported(WEEK_32, 8.0))
    later = ON + dt.timedelta(days=3)
    entries.set_values(CALLS, [(JONAS, WEEK_31, 9.0)], ON)
    entries.set_values(CALLS, [(MAYA, WEEK_31, 4.0)], later)
    grid = entries.grid(CALLS, later)
    at = grid.starts.index(WEEK_31)
    assert grid.origins.typed_on[:, at].tolist() == [day_number(ON), day_number(later)]
    assert grid.origins.typed_on[0, at + 1] == NOWHERE
    history.undo()
    history.undo()
    assert entries.grid(CALLS, ON).origins.typed_on.max() == NOWHERE
    history.redo()
    assert entries.grid(CALLS, ON).origins.typed_on.max() == day_number(ON)


def test_a_typed_week_overrides_the_imported_days_in_it(entries, history):
    days = [imported(WEEK_31 + dt.timedelta(days=at), 1.0, days=1) for at in range(5)]
    record(history, *days)
    assert cell(entries) == (5.0, 1)
    entries.set_values(CALLS, [(JONAS, WEEK_31, 9.0)], ON)
    assert cell(entries) == (9.0, BY_HAND)
    history.undo()
    assert cell(entries) == (5.0, 1)


def test_clearing_leaves_the_week_missing_not_zero(entries, history):
    record(history, *[imported(WEEK_31 + dt.timedelta(days=at), 1.0, days=1) for at in range(5)])
    entries.set_values(CALLS, [(JONAS, WEEK_31, 9.0)], ON)
    entries.set_values(CALLS, [(JONAS, WEEK_31, None)], ON)
    assert history.undo_label == "Clear Jonas Lindqvist, week 31"
    assert cell(entries) == (None, NOWHERE)
    history.undo()
    assert cell(entries) == (9.0, BY_HAND)


def test_a_zero_is_kept_as_a_zero(entries):
    entries.set_values(CALLS, [(JONAS, WEEK_31, 0.0)], ON)
    assert cell(entries) == (0.0, BY_HAND)


def test_a_pasted_block_is_one_step(entries, history):
    block = [(rep, start, 4.0) for rep in (JONAS, MAYA) for start in (WEEK_31, WEEK_32)]
    entries.set_values(CALLS, block, ON)
    assert history.undo_label == "Paste 4 values"
    assert cell(entries, rep=MAYA, start=WEEK_32) == (4.0, BY_HAND)
    history.undo()
    assert cell(entries, rep=MAYA, start=WEEK_32) == (None, NOWHERE)
    assert cell(entries) == (None, NOWHERE)


def test_typing_the_same_value_again_is_no_step(entries, history):
    entries.set_values(CALLS, [(JONAS, WEEK_31, 9.0)], ON)
    entries.set_values(CALLS, [(MAYA, WEEK_31, 8.0)], ON)
    change = entries.set_values(CALLS, [(JONAS, WEEK_31, 9.0)], ON)
    assert not change.kinds
    assert history.undo_label == "Type 8 for Maya Okafor, week 31"


def test_a_typed_percentage_stands_alone_without_cases(entries, history):
    record(history, imported(WEEK_31, 3.0, denominator=4.0))
    assert cell(entries, RATE) == (0.75, 1)
    entries.set_values(RATE, [(JONAS, WEEK_31, 0.5)], ON)
    assert cell(entries, RATE) == (0.5, BY_HAND)
    assert math.isnan(entries.grid(RATE, ON).table.rolled.denominator[0, -4])


def test_a_typed_month_replaces_typed_weeks_inside_it(entries):
    june = dt.date(2026, 6, 1)
    entries.set_values(CALLS, [(JONAS, june, 3.0), (JONAS, dt.date(2026, 6, 8), 4.0)], ON)
    entries.set_values(CALLS, [(JONAS, june, 40.0)], ON, Cadence.MONTH)
    assert cell(entries, start=june, cadence=Cadence.MONTH) == (40.0, BY_HAND)
    assert cell(entries, start=dt.date(2026, 6, 8)) == (None, NOWHERE)


def test_a_week_inside_a_longer_value_cannot_be_typed(entries, history):
    record(history, imported(dt.date(2026, 7, 1), 30.0, days=31))
    with pytest.raises(UserError, match=r"Jonas Lindqvist, week 31: a value is recorded for 1 Jul to 31 Jul"):
        entries.set_values(CALLS, [(MAYA, WEEK_31, 5.0), (JONAS, WEEK_31, 9.0)], ON)
    assert cell(entries, rep=MAYA) == (None, NOWHERE)


@pytest.mark.parametrize("value", [math.inf, math.nan, 1e400, 1e20])
def test_a_number_without_bounds_is_refused_and_named(entries, value):
    with pytest.raises(UserError, match="Jonas Lindqvist, week 31: this number is too large"):
        entries.set_values(CALLS, [(JONAS, WEEK_31, value)], ON)


def test_a_negative_count_is_refused_and_the_rest_of_the_block_too(entries):
    with pytest.raises(UserError, match="Discovery calls cannot be less than 0"):
        entries.set_values(CALLS, [(MAYA, WEEK_31, 5.0), (JONAS, WEEK_31, -1.0)], ON)
    assert cell(entries, rep=MAYA) == (None, NOWHERE)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1.2, r"Win rate cannot be more than 100%\. Type a smaller one"),
        (-0.1, r"Win rate cannot be less than 0\. Type 0 or more"),
    ],
)
def test_a_part_is_never_less_than_nothing_or_more_than_all(entries, history, share, said):
    wins = Kpi(new_id(), "win_rate", "Win rate", unit=Unit.PERCENT, aggregation=Aggregation.RATIO)
    history.do("Add", [Edit(None, wins)])
    with pytest.raises(UserError, match=said):
        entries.set_values(wins, [(MAYA, WEEK_31, share)], ON)


def test_the_grid_shows_the_periods_in_which_values_were_recorded(entries, history):
    assert entries.grid(CALLS, ON).cadence is Cadence.WEEK
    record(history, imported(dt.date(2026, 6, 1), 30.0, days=30), imported(dt.date(2026, 7, 1), 31.0, days=31))
    grid = entries.grid(CALLS, ON)
    assert grid.cadence is Cadence.MONTH
    assert grid.starts[-1] == dt.date(2026, 8, 1)


def test_archived_reps_are_not_in_the_grid(entries, history, database):
    TeamService(database, history).archive_rep(MAYA)
    assert [rep.name for rep in entries.grid(CALLS, ON).table.reps] == ["Jonas Lindqvist"]
