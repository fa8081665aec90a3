"""A trial says what an import would do, value by value, and writes nothing; what a recipe leaves out is no problem."""

import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.terms import Cadence
from kpidesk.intake.recipe_text import parse
from kpidesk.intake.recipes import (
    DateColumn,
    FileOptions,
    How,
    KpiRule,
    Layout,
    LongColumns,
    Measure,
    Recipe,
    RepColumns,
    dumps,
)
from kpidesk.services.history import History
from kpidesk.services.team import TeamService
from kpidesk.services.transfer import TransferService

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
RECIPE = Recipe(
    layout=Layout.COLUMNS,
    rep=RepColumns(column="Rep"),
    date=DateColumn("Day", Cadence.DAY),
    kpis=(KpiRule("calls_made", column="Calls"),),
)
BEFORE = "Rep,Day,Calls\nMaya Okafor,2026-08-03,3\nMaya Okafor,2026-08-04,4\nMaya Okafor,2026-08-11,5\n"
AFTER = BEFORE.replace("08-04,4", "08-04,7") + "Maya Okafor,2026-08-12,1\n"


@pytest.fixture
def transfer(database):
    team = TeamService(database, History(database))
    team.add_rep(Rep(new_id(), "Maya Okafor"))
    return TransferService(database, History(database), team)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "export.csv"


def test_new_and_changed_values_are_counted_by_kpi_and_changed_ones_listed(transfer, path):
    path.write_text(BEFORE, encoding="utf-8")
    transfer.import_file(path, RECIPE, now=NOW)
    path.write_text(AFTER, encoding="utf-8")
    review = transfer.trial(path, RECIPE, now=NOW).review
    assert (review.scorecards, review.cadence) == (2, Cadence.WEEK)
    [calls] = review.kpis
    assert (calls.kpi.key, calls.new, calls.changed, calls.removed) == ("calls_made", 1, 1, 0)
    [change] = review.changes
    assert (change.rep.name, change.start, change.before, change.after) == ("Maya Okafor", dt.date(2026, 8, 4), 4, 7)
    assert not change.typed
    assert len(transfer.imports()) == 1


def test_targets_beside_the_values_are_counted_and_listed_on_their_own(transfer, path):
    both = replace(RECIPE, kpis=(*RECIPE.kpis, KpiRule("calls_made", column="Goal", target=True)))
    path.write_text("Rep,Day,Calls,Goal\nMaya Okafor,2026-08-03,3,5\nMaya Okafor,2026-08-04,4,6\n", encoding="utf-8")
    transfer.import_file(path, both, now=NOW)
    path.write_text("Rep,Day,Calls,Goal\nMaya Okafor,2026-08-03,3,7\nMaya Okafor,2026-08-05,4,8\n", encoding="utf-8")
    trial = transfer.trial(path, both, now=NOW)
    assert [(each.targets, each.new, each.changed) for each in trial.review.kpis] == [(False, 1, 0), (True, 1, 1)]
    [change] = trial.review.changes
    assert (change.target, change.start, change.before, change.after) == (True, dt.date(2026, 8, 3), 5, 7)
    assert trial.report.targets == 2
    before = transfer.brought(1)
    transfer.import_file(path, both, now=NOW)
    assert transfer.brought(2)[1].changes == trial.review.changes
    undone = transfer.undo_import(2, now=NOW)
    assert (undone.values_removed, undone.targets_removed, undone.targets_restored) == (1, 1, 1)
    assert transfer.brought(1) == before


def test_a_target_beside_each_value_of_a_long_file_is_taken_with_it(transfer, path):
    columns = LongColumns("KPI", "Value", "Goal")
    recipe = Recipe(
        layout=Layout.LONG, rep=RepColumns(column="Rep"), date=DateColumn("Week", Cadence.WEEK), long=columns
    )
    path.write_text(
        "Rep,KPI,Week,Value,Goal\n"
        "Maya Okafor,calls_made,2026-W31,12,15\n"
        "Maya Okafor,calls_made,2026-W32,9,\n"
        "Maya Okafor,meetings_held,2026-W32,n/a,4\n",
        encoding="utf-8",
    )
    trial = transfer.trial(path, recipe, now=NOW)
    assert [(each.kpi.key, each.targets, each.new) for each in trial.review.kpis] == [
        ("calls_made", False, 2),
        ("calls_made", True, 1),
        ("meetings_held", True, 1),
    ]
    assert parse(dumps(recipe), "").long == columns
    assert (trial.report.targets, len(trial.report.problems)) == (2, 1)


def test_days_that_lost_their_deals_are_removed_where_the_file_covers_them(transfer, path):
    revenue = KpiRule("revenue_won", Measure(How.SUM, "Calls"), date="Day")
    deals = Recipe(layout=Layout.RECORDS, rep=RepColumns(column="Rep"), kpis=(revenue,))
    path.write_text(BEFORE, encoding="utf-8")
    transfer.import_file(path, deals, now=NOW)
    path.write_text(BEFORE.replace("Maya Okafor,2026-08-04,4\n", ""), encoding="utf-8")
    [change] = transfer.trial(path, deals, now=NOW).review.changes
    assert (change.before, change.after) == (4, None)


def test_texts_that_mean_missing_and_names_left_out_are_no_problems(transfer, path):
    path.write_text(BEFORE.replace(",4\n", ",k.A.\n") + "Pool,2026-08-12,9\n", encoding="utf-8")
    told = transfer.trial(path, RECIPE, now=NOW).report
    assert len(told.problems) == 2
    said = Recipe(
        layout=RECIPE.layout,
        file=FileOptions(missing=("K.A.",)),
        rep=RepColumns(column="Rep", leave_out=("pool",)),
        date=RECIPE.date,
        kpis=RECIPE.kpis,
    )
    told = transfer.trial(path, said, now=NOW).report
    assert told.problems == []
    assert (told.rows_used, told.rows_left_out, told.values_new) == (3, 0, 2)
