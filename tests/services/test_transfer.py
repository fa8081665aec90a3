"""Import of files: layouts, names, KPIs, targets, rosters, re-import, history."""

from __future__ import annotations

import datetime as dt

import pytest

from kpidesk.domain.entities import Kpi, Rep, new_id
from kpidesk.domain.errors import CancelledError, NotFoundError, UserError
from kpidesk.domain.terms import Cadence, Scope, Unit
from kpidesk.services.history import History
from kpidesk.services.team import TeamService
from kpidesk.services.transfer import TransferService, import_as_json, report_as_json, undo_as_json
from kpidesk.storage import records

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
MONDAY = dt.date(2026, 8, 3)

DEALS = """Deal,Agent,Stage,Opened,Closed,Value
1,Maya Okafor,Won,2026-08-03,2026-08-05,"1,000.50"
2,Maya Okafor,Lost,2026-08-03,2026-08-06,
3,Maya Okafor,Won,2026-08-04,2026-08-05,200.25
4,Ben Carter,Open,2026-08-10,,500
5,Ben Carter,Lost,2026-08-01,2026-08-07,300
"""
DEALS_RECIPE = """name = "Deals"
layout = "records"
[rep]
column = "Agent"
[[kpi]]
key = "opps_created"
measure = "count"
date = "Opened"
[[kpi]]
key = "revenue_won"
measure = "sum"
of = "Value"
date = "Closed"
where = { Stage = ["Won"] }
[[kpi]]
key = "win_rate"
measure = "ratio"
numerator = { measure = "count", where = { Stage = ["Won"] } }
denominator = { measure = "count", where = { Stage = ["Won", "Lost"] } }
date = "Closed"
"""


@pytest.fixture
def team(database):
    return TeamService(database, History(database))


@pytest.fixture
def transfer(database, team):
    for name in ("Maya Okafor", "Ben Carter"):
        team.add_rep(Rep(new_id(), name))
    return TransferService(database, History(database), team)


@pytest.fixture
def take(transfer, tmp_path):
    """Import a text under a recipe text."""

    def run(text, recipe=None, name="export.csv", **options):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        told = None
        if recipe is not None:
            told = tmp_path / "recipe.toml"
            told.write_text(recipe, encoding="utf-8")
        return transfer.import_file(path, told, now=NOW, **options)

    return run


@pytest.fixture
def stored(database):
    """Everything stored for one KPI: rep, first day, days, numerator, denominator."""

    def read(key):
        query = """SELECT r.name, e.start, e.days, e.numerator, e.denominator FROM kpi_entry e
            JOIN rep r ON r.no = e.rep_no JOIN kpi k ON k.no = e.kpi_no WHERE k.key = ? ORDER BY 1, 2"""
        with database.read() as connection:
            rows = connection.exec_driver_sql(query, (key,)).all()
        epoch = dt.date(1970, 1, 1)
        return [(name, epoch + dt.timedelta(start), *rest) for name, start, *rest in rows]

    return read


def counts(report):
    return report.values_new, report.values_changed, report.values_same


def day(number):
    return dt.date(2026, 8, number)


# records


def test_deals_become_daily_counts_sums_and_ratios(take, stored):
    report = take(DEALS, DEALS_RECIPE)
    assert (report.rows_read, report.rows_used, report.rows_left_out, report.layout) == (5, 5, 0, "records")
    assert stored("revenue_won") == [("Maya Okafor", day(5), 1, 1200.75, None)]
    assert stored("win_rate") == [
        ("Ben Carter", day(7), 1, 0, 1),
        ("Maya Okafor", day(5), 1, 2, 2),
        ("Maya Okafor", day(6), 1, 0, 1),
    ]
    assert [(name, number) for name, _, _, number, _ in stored("opps_created")] == [
        ("Ben Carter", 1),
        ("Ben Carter", 1),
        ("Maya Okafor", 2),
        ("Maya Okafor", 1),
    ]
    assert not report.left_out


def test_coverage_runs_over_the_dates_of_each_kpis_own_column_for_every_rep_in_the_file(take, database):
    take(DEALS, DEALS_RECIPE)
    query = """SELECT DISTINCT k.key, c.first, c.last, count(*) OVER (PARTITION BY k.key) FROM kpi_coverage c
        JOIN kpi k ON k.no = c.kpi_no"""
    with database.read() as connection:
        rows = connection.exec_driver_sql(query).all()
    epoch = dt.date(1970, 1, 1).toordinal()
    found = {key: (first + epoch, last + epoch, reps) for key, first, last, reps in rows}
    assert found["opps_created"] == (day(1).toordinal(), day(10).toordinal(), 2)
    assert found["revenue_won"] == found["win_rate"] == (day(5).toordinal(), day(7).toordinal(), 2)


def test_the_same_file_again_changes_nothing_and_a_correction_exactly_the_difference(take, stored):
    first = take(DEALS, DEALS_RECIPE)
    assert counts(take(DEALS, DEALS_RECIPE)) == (0, 0, first.values_new)
    corrected = DEALS.replace("200.25", "300.25").replace("4,Ben Carter,Open,2026-08-10,,500\n", "")
    assert counts(take(corrected, DEALS_RECIPE)) == (0, 1, first.values_new - 2)
    assert stored("revenue_won")[0][3] == 1300.75


def test_a_deal_that_vanished_from_the_covered_days_vanishes_from_the_values(take, stored):
    take(DEALS, DEALS_RECIPE)
    shorter = DEALS.replace("2,Maya Okafor,Lost,2026-08-03,2026-08-06,\n", "")
    report = take(shorter, DEALS_RECIPE)
    assert report.values_changed == 2
    assert [entry[1] for entry in stored("win_rate") if entry[0] == "Maya Okafor"] == [day(5)]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [("mean", [(1200.75, 2.0)]), ("min", [(200.25, None)]), ("max", [(1000.5, None)]), ("median", [(600.375, None)])],
)
def test_other_measures(take, stored, measure, expected):
    recipe = f"""layout = "records"
[rep]
column = "Agent"
[[kpi]]
key = "deal_size"
name = "Deal size"
measure = "{measure}"
of = "Value"
date = "Closed"
where = {{ Stage = ["Won"] }}
"""
    take(DEALS, recipe)
    assert [(top, bottom) for _, _, _, top, bottom in stored("deal_size")] == expected


def test_distinct_texts_are_counted_once_for_the_kpis_own_period(take, stored):
    recipe = """layout = "records"
[rep]
column = "Agent"
[[kpi]]
key = "accounts"
name = "Accounts"
cadence = "month"
measure = "distinct"
of = "Account"
date = "Day"
"""
    take("Agent,Account,Day\nBen Carter,A,2026-08-03\nBen Carter,A,2026-08-09\nBen Carter,B,2026-08-20\n", recipe)
    assert stored("accounts") == [("Ben Carter", day(1), 31, 2, None)]


def test_a_row_with_a_date_that_does_not_exist_is_left_out_and_told(take):
    report = take(DEALS.replace("2026-08-06", "2026-02-30"), DEALS_RECIPE)
    assert (report.rows_used, report.rows_left_out) == (4, 1)
    (problem,) = report.problems
    assert (problem.row, problem.column, problem.value) == (3, "Closed", "2026-02-30")
    assert problem.reason == "“2026-02-30” does not exist. Row is left out."


# the other layouts


COLUMNS = "Rep;Week;Calls;Meetings\nMaya Okafor;03.08.2026;12;3\nBen Carter;03.08.2026;n/a;\nTotal;;12;3\n"


def test_columns_are_detected_without_a_recipe(take, stored):
    report = take(COLUMNS)
    assert (report.layout, report.kpis_added, report.rows_skipped) == ("columns", ["calls_made", "meetings_held"], 1)
    assert stored("calls_made") == [("Maya Okafor", MONDAY, 7, 12, None)]


def test_what_is_not_a_number_is_missing_and_told_never_zero(take):
    report = take(COLUMNS)
    (problem,) = report.problems
    assert (problem.row, problem.column) == (3, "Calls")
    assert problem.reason == "“n/a” is not a number. Left empty, not counted as zero."
    assert report.left_out


def test_a_long_file_reports_kpis_nobody_knows(take, stored):
    text = "rep,kpi,month,value\n" + "".join(
        f"{rep},{kpi},{month},{value}\n"
        for rep in ("Maya Okafor", "Ben Carter")
        for kpi in ("Calls made", "Moods", "deals_won")
        for month, value in (("2026-06", 5), ("2026-07", 7))
    )
    report = take(text)
    assert (report.layout, report.rows_read, report.rows_used, report.rows_left_out) == ("long", 12, 8, 4)
    assert [problem.reason for problem in report.problems] == ["No KPI is called “Moods”. 4 rows are left out."]
    assert stored("calls_made")[0] == ("Ben Carter", dt.date(2026, 6, 1), 30, 5, None)


def test_a_long_recipe_takes_only_what_it_matches(take, stored):
    recipe = """layout = "long"
[rep]
column = "rep"
[date]
column = "week"
cadence = "week"
[[kpi]]
key = "revenue_won"
match = "won (k)"
scale = 1000
"""
    report = take("rep,what,week,value\nBen Carter,won (k),2026-W32,1.5\nBen Carter,lost,2026-W32,4\n", recipe)
    assert (report.rows_read, report.rows_used, report.rows_left_out) == (2, 1, 0)
    assert stored("revenue_won") == [("Ben Carter", MONDAY, 7, 1500, None)]


def test_numbers_only_python_would_read_are_refused_in_a_long_file(take):
    texts = ["1.5"] * 27 + ["1_0", "nan", "1e999"]
    rows = [f"Ben Carter,Calls made,2026-08-{at:02},{text}\n" for at, text in enumerate(texts, 1)]
    report = take("rep,kpi,day,value\n" + "".join(rows))
    assert counts(report) == (27, 0, 0)
    assert [problem.row for problem in report.problems] == [29, 30, 31]


def test_a_wide_file_has_a_column_for_each_period(take, stored):
    report = take("Agent,Q1 2026,Q2 2026\nMaya Okafor,5,6\nBen Carter,,7\nTOTAL,5,13\n", '[[kpi]]\nkey = "deals_won"\n')
    assert report.layout == "wide"
    assert stored("deals_won") == [
        ("Ben Carter", dt.date(2026, 4, 1), 91, 7, None),
        ("Maya Okafor", dt.date(2026, 1, 1), 90, 5, None),
        ("Maya Okafor", dt.date(2026, 4, 1), 91, 6, None),
    ]


def test_a_file_about_one_person_needs_no_name_column(take, stored):
    take("Week,Calls\n2026-08-03,5\n2026-08-10,6\nTotal,11\n", '[rep]\nvalue = "Maya Okafor"\n')
    assert [number for _, _, _, number, _ in stored("calls_made")] == [5, 6]


def test_a_name_in_two_columns_is_put_together(take, stored):
    take("First,Last,Week,Calls\nMaya,Okafor,2026-W32,5\n", '[rep]\nfirst = "First"\nlast = "Last"\n')
    assert stored("calls_made") == [("Maya Okafor", MONDAY, 7, 5, None)]


# names, KPIs, targets, rosters


def test_unknown_reps_are_left_out_once_each_with_the_closest_name(take):
    report = take("Rep,Week,Calls\nMaya Okafo,2026-W32,5\nMaya Okafo,2026-W33,5\nBen Carter,2026-W32,5\n")
    assert (report.rows_used, report.rows_left_out, report.reps_created) == (1, 2, [])
    (problem,) = report.problems
    assert problem.reason == (
        "No rep is called “Maya Okafo”. Did you mean Maya Okafor (one letter differs)?"
        ' Keep it as an alias: kpidesk reps alias "Maya Okafor" "Maya Okafo". 2 rows are left out.'
    )


def test_unknown_reps_are_added_when_asked_but_never_totals_or_notes(take, team):
    text = "Rep,Week,Calls\nNovak Ana,2026-W32,5\nGrand total,,5\n\nConfidential\n"
    report = take(text, create_reps=True)
    assert report.reps_created == ["Novak Ana"]
    assert {rep.name for rep in team.reps()} == {"Maya Okafor", "Ben Carter", "Novak Ana"}


def test_a_recipe_defines_a_kpi_of_its_own(take, team):
    recipe = """[[kpi]]
key = "roadshows"
name = "Roadshows"
unit = "hours"
kind = "leading"
column = "Shows"
"""
    take("Rep,Week,Shows\nBen Carter,2026-W32,5\n", recipe)
    kpi = team.kpi("roadshows")
    assert (kpi.name, kpi.unit, kpi.cadence) == ("Roadshows", Unit.HOURS, Cadence.WEEK)


def test_a_key_nobody_knows_is_refused_before_anything_is_written(take, transfer):
    with pytest.raises(UserError, match="none in the catalogue has this key"):
        take("Rep,Week,Shows\nBen Carter,2026-W32,5\n", '[[kpi]]\nkey = "roadshows"\ncolumn = "Shows"\n')
    assert transfer.imports() == []


def test_an_archived_kpi_comes_back_into_use(take, team, database):
    with database.write() as connection:
        records.insert_all(connection, [Kpi(new_id(), "calls_made", "Calls made", archived=True)])
    assert take("Rep,Week,Calls\nBen Carter,2026-W32,5\n").kpis_added == ["calls_made"]
    assert not team.kpi("calls_made").archived


TARGETS = '[date]\ncadence = "month"\n[[kpi]]\nkey = "revenue_won"\ncolumn = "Quota"\ntarget = true\n'
QUOTAS = "Rep,Month,Quota\nBen Carter,2026-01,100\nBen Carter,2026-02,100\nBen Carter,2026-03,120\n"


def test_targets_hold_from_the_day_their_level_changes(take, team):
    report = take(QUOTAS, TARGETS)
    assert counts(report) == (2, 0, 0)
    ben = team.rep("Ben Carter")
    assert [(each.value, each.cadence, each.valid_from, each.scope, each.rep_id) for each in team.targets()] == [
        (100, Cadence.MONTH, dt.date(2026, 1, 1), Scope.REP, ben.id),
        (120, Cadence.MONTH, dt.date(2026, 3, 1), Scope.REP, ben.id),
    ]
    assert counts(take(QUOTAS, TARGETS)) == (0, 0, 2)
    assert counts(take(QUOTAS.replace("120", "130"), TARGETS)) == (0, 1, 1)


def test_targets_without_a_date_hold_from_today(take, team):
    take("Rep,Quota\nBen Carter,100\n", '[[kpi]]\nkey = "revenue_won"\ncolumn = "Quota"\ntarget = true\n')
    (target,) = team.targets()
    assert target.valid_from == NOW.date()


def test_a_roster_adds_and_describes_people(take, team):
    recipe = """[rep]
column = "Name"
[rep.set]
team = "Office"
manager = "Reports to"
hired_on = "Since"
alias = "No"
"""
    text = "Name,Office,Reports to,Since,No\nMaya Okafor,West,Ana,2024-03-01,4711\nNew Person,East,Ana,,4712\n"
    report = take(text, recipe)
    assert (report.layout, report.reps_created) == ("roster", ["New Person"])
    maya = team.rep("4711")
    assert (maya.name, maya.manager, maya.hired_on) == ("Maya Okafor", "Ana", dt.date(2024, 3, 1))
    assert {each.name for each in team.teams().values()} == {"West", "East"}
    assert take("Rep,Week,Calls\n4712,2026-W32,5\n").rows_used == 1


# trust


def test_a_date_that_can_be_read_in_two_ways_stops_the_import(take, transfer):
    with pytest.raises(UserError, match="05/01/2026 can be day or month first"):
        take("Rep,Date,Calls\nBen Carter,05/01/2026,5\nBen Carter,06/01/2026,5\n")
    assert transfer.imports() == []


def test_the_recipe_answers_the_question(take, stored):
    recipe = '[file]\ndate_order = "dmy"\n[date]\ncadence = "day"\n'
    take("Rep,Date,Calls\nBen Carter,05/01/2026,5\n", recipe)
    assert stored("calls_made")[0][1] == dt.date(2026, 1, 5)


def test_a_file_of_deals_needs_a_recipe_and_says_so(take):
    with pytest.raises(UserError, match="how its rows become KPI values could not be decided"):
        take(DEALS)


def test_a_trial_reports_the_same_and_writes_nothing(take, team, transfer):
    trial = take(COLUMNS, dry_run=True)
    assert trial.import_id is None
    assert (team.kpis(), transfer.imports()) == ([], [])
    real = take(COLUMNS)
    assert counts(trial) == counts(real)


def test_a_cancelled_import_writes_nothing(take, transfer, team):
    asked = iter([False, True])
    with pytest.raises(CancelledError):
        take(COLUMNS, cancelled=lambda: next(asked))
    assert (team.kpis(), transfer.imports()) == ([], [])


def test_progress_ends_at_the_number_of_rows(take):
    told = []
    take(DEALS, DEALS_RECIPE, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (5, 5)
    assert all(total is None or done <= total for done, total in told)


def test_the_history_remembers_each_import_and_takes_it_back_whole(take, transfer, stored):
    first = take(COLUMNS)
    second = take(COLUMNS.replace(";12;", ";15;"))
    assert [import_as_json(each)["values_changed"] for each in transfer.imports()] == [1, 0]
    undone = transfer.undo_import(second.import_id, now=NOW)
    assert (undone.values_removed, undone.values_restored) == (1, 1)
    assert undo_as_json(undone)["import_id"] == second.import_id
    assert undone.sentence.startswith("The import of export.csv is taken back: 1 value removed, 1 earlier one restored")
    assert stored("calls_made")[0][3] == 12
    with pytest.raises(UserError, match="taken back already"):
        transfer.undo_import(second.import_id, now=NOW)
    transfer.undo_import(1, now=NOW)
    assert stored("calls_made") == []
    assert str(transfer.imports()[-1].id) == first.import_id


def test_taking_targets_back_removes_them(take, transfer, team):
    report = take(QUOTAS, TARGETS)
    assert transfer.undo_import(report.import_id, now=NOW).targets_removed == 2
    assert team.targets() == []


def test_an_unknown_import_is_told(transfer):
    with pytest.raises(NotFoundError, match="no import “7”"):
        transfer.undo_import(7, now=NOW)


def test_a_preview_shows_the_file_as_it_is_and_how_it_would_be_read(transfer, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(COLUMNS, encoding="cp1252")
    preview = transfer.preview(path)
    assert (preview.delimiter, preview.header_row, preview.columns) == (";", 1, ("Rep", "Week", "Calls", "Meetings"))
    assert preview.rows[0] == (2, ["Maya Okafor", "03.08.2026", "12", "3"])
    assert [(rule.key, rule.column) for rule in preview.recipe.kpis] == [
        ("calls_made", "Calls"),
        ("meetings_held", "Meetings"),
    ]
    assert preview.question is None


def test_a_preview_asks_what_could_not_be_decided(transfer, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(DEALS, encoding="utf-8")
    question = transfer.preview(path).question
    assert question is not None
    assert "could not be decided" in question.sentence


def test_a_report_is_plain_values(take):
    found = report_as_json(take(COLUMNS))
    assert found["problems"] == [
        {
            "row": 3,
            "column": "Calls",
            "value": "n/a",
            "reason": "“n/a” is not a number. Left empty, not counted as zero.",
        }
    ]
