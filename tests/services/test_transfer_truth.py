"""Real exports, against totals that were computed independently of this program."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from typing import Any

import pytest

from kpidesk import paths
from kpidesk.domain.errors import UserError
from kpidesk.services.history import History
from kpidesk.services.team import TeamService
from kpidesk.services.transfer import TransferService

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
CRM = paths.resource("recipes/crm-opportunities.toml")
EPOCH = dt.date(1970, 1, 1)


@pytest.fixture
def transfer(database):
    history = History(database)
    return TransferService(database, history, TeamService(database, history))


@pytest.fixture
def take(transfer, tmp_path):
    def run(path, recipe=None, **options):
        if isinstance(recipe, str):
            told = tmp_path / "recipe.toml"
            told.write_text(recipe, encoding="utf-8")
            recipe = told
        return transfer.import_file(path, recipe, now=NOW, create_reps=True, **options)

    return run


@pytest.fixture
def added_up(database):
    """The values of one KPI by rep and by whatever `period` makes of a day: sums of numerators and denominators."""

    def read(key, period=lambda _day: None):
        query = """SELECT r.name, e.start, e.numerator, e.denominator FROM kpi_entry e
            JOIN rep r ON r.no = e.rep_no JOIN kpi k ON k.no = e.kpi_no WHERE k.key = ?"""
        with database.read() as connection:
            rows = connection.exec_driver_sql(query, (key,)).all()
        found: defaultdict[Any, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for name, start, top, bottom in rows:
            pair = found[name, period(EPOCH + dt.timedelta(start))]
            pair[0] += top
            pair[1] += bottom or 0.0
        return {key: (round(top, 2), bottom) for key, (top, bottom) in found.items() if (top, bottom) != (0, 0)}

    return read


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def month(day):
    return f"{day:%Y-%m}"


def week(day):
    return (day - dt.timedelta(days=day.weekday())).isoformat()


def expected(rows, rep, period, column):
    return {
        (row[rep], row[period] if period else None): (float(row[column]), 0.0) for row in rows if float(row[column])
    }


def test_the_opportunities_equal_the_truth_by_agent_month_and_week(shared_data, take, added_up):
    report = take(shared_data / "maven_crm" / "sales_pipeline.csv", CRM)
    assert (report.rows_read, report.rows_left_out, len(report.reps_created)) == (8800, 0, 30)
    assert sum(top for top, _ in added_up("revenue_won").values()) == 10_005_534
    months = rows_of(shared_data / "truth" / "maven_agent_month.csv")
    weeks = rows_of(shared_data / "truth" / "maven_agent_week.csv")
    for key, column, weekly in (
        ("revenue_won", "won_value", "won_value"),
        ("deals_won", "won", "won"),
    ):
        assert added_up(key, month) == expected(months, "sales_agent", "month", column)
        assert added_up(key, week) == expected(weeks, "sales_agent", "week_start", weekly)
    assert added_up("opps_created", week) == expected(weeks, "sales_agent", "week_start", "new_opps")
    rates = {key: round(top / bottom, 6) for key, (top, bottom) in added_up("win_rate", month).items()}
    assert rates == {
        (row["sales_agent"], row["month"]): float(row["win_rate"])
        for row in months
        if int(row["won"]) + int(row["lost"])
    }


def test_the_opportunities_again_change_nothing(shared_data, take):
    path = shared_data / "maven_crm" / "sales_pipeline.csv"
    first = take(path, CRM)
    again = take(path, CRM)
    assert (again.values_new, again.values_changed, again.values_same) == (0, 0, first.values_new)


@pytest.mark.parametrize("name", ["maven_crm/sales_teams.csv", "maven_crm_variants/team_roster.xlsx"])
def test_a_roster_is_told_from_its_columns(shared_data, take, database, name):
    report = take(shared_data / name)
    assert (report.layout, len(report.reps_created), report.problems) == ("roster", 35, [])
    team = TeamService(database, History(database))
    assert team.rep("Anna Snelling").manager == "Dustin Brinkmann"
    assert {each.name for each in team.teams().values()} == {"Central", "East", "West"}


US = """[rep]
column = "Opportunity Owner"
[[kpi]]
key = "opps_created"
measure = "count"
date = "Created Date"
[[kpi]]
key = "revenue_won"
measure = "sum"
of = "Amount"
date = "Close Date"
where = { Stage = ["Closed Won"] }
"""


@pytest.mark.parametrize(
    ("name", "recipe", "keys"),
    [
        (
            "kpis_weekly_long_iso.csv",
            None,
            {"opps_created": "new_opps", "revenue_won": "won_value", "deals_won": "won"},
        ),
        ("kpis_weekly_very_long_isoweek.csv", None, {"opps_created": "new_opps", "revenue_won": "won_value"}),
        ("new_opps_weekly_wide_merged.xlsx", '[[kpi]]\nkey = "opps_created"\n', {"opps_created": "new_opps"}),
        ("opportunities_us_bom_footer.csv", US, {"opps_created": "new_opps", "revenue_won": "won_value"}),
    ],
)
def test_other_shapes_of_the_same_facts_give_the_same_weeks(shared_data, take, added_up, name, recipe, keys):
    take(shared_data / "maven_crm_variants" / name, recipe)
    weeks = rows_of(shared_data / "truth" / "maven_agent_week.csv")
    for key, column in keys.items():
        assert added_up(key, week) == expected(weeks, "sales_agent", "week_start", column)


def test_the_german_export_gives_the_same_months(shared_data, take, added_up):
    report = take(shared_data / "maven_crm_variants" / "won_value_monthly_de_cp1252.csv")
    assert (report.rows_read, report.rows_skipped, report.problems) == (300, 1, [])
    months = rows_of(shared_data / "truth" / "maven_agent_month.csv")
    assert added_up("revenue_won", month) == expected(months, "sales_agent", "month", "won_value")


REGIONAL = """[file]
sheet = "Opportunities"
[rep]
column = "Owner"
[[kpi]]
key = "opps_created"
measure = "count"
date = "Opportunity Created On"
[[kpi]]
key = "revenue_won"
measure = "sum"
of = "Value"
date = "CloseDate"
where = { Status = ["Won"] }
"""


@pytest.mark.parametrize("name", ["opportunities.csv", "opportunities.xlsx"])
def test_regional_sales_equal_the_truth_by_owner_and_month(shared_data, take, added_up, name):
    take(shared_data / "ms_regional_sales" / name, REGIONAL)
    months = rows_of(shared_data / "truth" / "regional_owner_month.csv")
    assert added_up("revenue_won", month) == expected(months, "owner", "month", "won_value")
    known = {row["month"] for row in months}
    opened = {key: value for key, value in added_up("opps_created", month).items() if key[1] in known}
    assert opened == expected(months, "owner", "month", "new_opps")


def test_activities_equal_the_truth_by_rep_and_week(shared_data, take, added_up):
    kinds = {"calls_made": "call", "emails_personal": "email", "meetings_held": "meeting", "demos_held": "demo"}
    block = '[[kpi]]\nkey = "{}"\nmeasure = "count"\ndate = "activity_timestamp"\nwhere = {{ activity_type = ["{}"] }}'
    blocks = [block.format(*pair) for pair in kinds.items()]
    take(shared_data / "leadforge_saas" / "sales_activities.csv", '[rep]\ncolumn = "rep_id"\n' + "\n".join(blocks))
    weeks = rows_of(shared_data / "truth" / "leadforge_rep_week.csv")
    for key, kind in kinds.items():
        assert added_up(key, week) == expected(weeks, "rep_id", "week_start", kind)


def test_orders_with_dates_stored_as_text_equal_the_truth(shared_data, take, added_up):
    recipe = """layout = "records"
[rep]
column = "sales rep"
[[kpi]]
key = "revenue_won"
measure = "sum"
of = "ext price"
date = "date"
"""
    take(shared_data / "pbpython_excel" / "sample-sales-reps.xlsx", recipe)
    months = rows_of(shared_data / "truth" / "pbpython_sales_reps_month.csv")
    assert added_up("revenue_won", month) == expected(months, "sales_rep", "month", "ext_price")


def test_every_messy_file_ends_in_a_report_or_one_sentence(shared_data, take, transfer):
    ends = []
    for path in sorted((shared_data / "messy").iterdir()):
        for ask in (lambda path=path: take(path, dry_run=True), lambda path=path: transfer.preview(path)):
            try:
                ask()
            except UserError as error:
                ends.append(str(error))
    assert ends
    assert all("\n" not in sentence and sentence.endswith((".", "…", ',"', "catalogue", "“…”:")) for sentence in ends)
    assert transfer.imports() == []
