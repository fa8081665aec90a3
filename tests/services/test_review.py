"""A trial says what an import would do, value by value, and writes nothing; what a recipe leaves out is no problem."""

import datetime as dt

import pytest

from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.terms import Cadence
from kpidesk.intake.recipes import DateColumn, FileOptions, How, KpiRule, Layout, Measure, Recipe, RepColumns
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
