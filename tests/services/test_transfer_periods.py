"""Periods as reports write them, without a recipe: whole dates are found, a year nothing says is asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import openpyxl
import pytest

from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Cadence
from kpidesk.intake.doubts import About
from kpidesk.intake.recipes import DateColumn, Recipe
from kpidesk.services.fixes import answers, apply
from kpidesk.services.history import History
from kpidesk.services.team import TeamService
from kpidesk.services.transfer import TransferService
from kpidesk.storage import records

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
W4, W5, W6 = "2026-01-19", "2026-01-26", "2026-02-02"


@pytest.fixture
def team(database):
    with database.write() as connection:
        records.insert_all(connection, [Rep(new_id(), "Maya Okafor"), Rep(new_id(), "Ben Carter")])
    return TeamService(database, History(database))


@pytest.fixture
def transfer(database, team):
    return TransferService(database, History(database), team)


@pytest.fixture
def take(transfer, tmp_path):
    """Import a text as a file of some name."""

    def run(text, recipe=None, name="export.csv", **options):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return transfer.import_file(path, recipe, now=NOW, **options)

    return run


@pytest.fixture
def stored(database):
    """First days, days and numbers of one rep's calls."""

    def read(name="Maya Okafor"):
        query = """SELECT date(e.start * 86400, 'unixepoch'), e.days, e.numerator FROM kpi_entry e
            JOIN rep r ON r.no = e.rep_no JOIN kpi k ON k.no = e.kpi_no
            WHERE r.name = :name AND k.key = 'calls_made' ORDER BY 1"""
        with database.read() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query, {"name": name})]

    return read


def calls(column, *periods):
    return f"Rep;{column};Calls\n" + "".join(f"Maya Okafor;{text};{at}\n" for at, text in enumerate(periods, 1))


@pytest.mark.parametrize(
    ("column", "periods", "expected"),
    [
        ("Zeitraum", ("19.01.–25.01.2026", "26.01.–01.02.2026"), [(W4, 7), (W5, 7)]),
        ("Period", ("Jan 19 - Jan 25, 2026", "Jan 26 - Feb 1, 2026"), [(W4, 7), (W5, 7)]),
        ("Week", ("19-25 Jan 2026", "26 Jan - 1 Feb 2026"), [(W4, 7), (W5, 7)]),
        ("Week", ("01/19/2026 - 01/25/2026", "01/26/2026 - 02/01/2026"), [(W4, 7), (W5, 7)]),
        ("Week", ("week of Jan 20 2026", "w/c 26/01/2026"), [(W4, 7), (W5, 7)]),
        ("Woche", ("4. KW 2026", "KW 5/26"), [(W4, 7), (W5, 7)]),
        ("Week", ("202604", "202605"), [(W4, 7), (W5, 7)]),
        ("Month", ("202601", "202602"), [("2026-01-01", 31), ("2026-02-01", 28)]),
        ("Monat", ("Mrz 26", "April 2026"), [("2026-03-01", 31), ("2026-04-01", 30)]),
        ("Mois", ("févr. 2026", "août 2026"), [("2026-02-01", 28), ("2026-08-01", 31)]),
        ("Quartal", ("1. Quartal 2026", "Q2/26"), [("2026-01-01", 90), ("2026-04-01", 91)]),
        ("Trimestre", ("T1 2026", "2e trimestre 2026"), [("2026-01-01", 90), ("2026-04-01", 91)]),
        ("Datum", ("Mo, 19.01.2026", "Di, 20. 1. 2026"), [(W4, 1), ("2026-01-20", 1)]),
        ("Date", ("46041", "46042"), [(W4, 1), ("2026-01-20", 1)]),
        ("Year", ("2025", "2026"), [("2025-01-01", 365), ("2026-01-01", 365)]),
    ],
)
def test_a_period_is_what_the_column_says(column, periods, expected, take, stored):
    report = take(calls(column, *periods))
    assert report.problems == []
    assert [(start, days) for start, days, _ in stored()] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Activity 2026\n\n" + calls("Week", "KW 5", "KW 6"), "export.csv"),
        (calls("Week", "W05", "W06"), "Calls 2026.csv"),
        (calls("Week 2026", "5", "6"), "export.csv"),
        ("Rep;Year;Week;Calls\nMaya Okafor;2026;5;1\nMaya Okafor;2026;6;2\n", "export.csv"),
        ("Rep;Jahr;KW;Calls\nMaya Okafor;2026;KW 5;1\nMaya Okafor;2026;KW 6;2\n", "export.csv"),
        ("Calls made 2026\nRep;KW 5;KW 6\nMaya Okafor;1;2\n", "export.csv"),
    ],
    ids=["title", "file", "header", "a column", "a column in German", "weeks as columns"],
)
def test_the_year_may_stand_elsewhere(text, name, take, stored):
    take(text, name=name)
    assert stored() == [(W5, 7, 1.0), (W6, 7, 2.0)]


@pytest.mark.parametrize(
    "text",
    [
        calls("Zeitraum", "21.12.-27.12.", "28.12.-3.1.", "4.1.-10.1."),
        calls("Week", "KW 52", "KW 53", "KW 1"),
        calls("Month", "Nov", "Dec", "Jan"),
        "Calls made\nRep;KW 51;KW 52;KW 1\nMaya Okafor;1;2;3\n",
    ],
)
def test_dates_that_run_into_the_next_year_are_not_all_of_one(text, take, stored):
    with pytest.raises(UserError, match="run from one year into the next, so 2026 cannot be the year of all of them"):
        take(text, year=2026)
    assert stored() == []


def test_the_first_and_the_last_month_of_a_year_may_be_of_one(take, stored):
    take(calls("Month", "Jan", "Dec"), year=2026)
    assert [start for start, _, _ in stored()] == ["2026-01-01", "2026-12-01"]


@pytest.mark.parametrize(
    "text",
    [
        calls("Week", "KW 5", "KW 6"),
        calls("Week", "5", "6"),
        calls("Quarter", "Q1", "Q2"),
        calls("Month", "Jan", "Feb"),
        calls("Date", "Jan 5", "Jan 12", "Jan 19", "Jan 26"),
        calls("Zeitraum", "19.01.-25.01.", "26.01.-01.02."),
        "Calls made\nRep;Jan 5;Jan 12;Jan 19;Jan 26\nMaya Okafor;1;2;3;4\n",
        "Winter 2026\n" + calls("Week", "KW 51", "KW 52", "KW 1", "KW 2"),
        "Report 2025/2026\n" + calls("Week", "W50", "W51"),
        "Exported 2026-01-05\n" + calls("Week", "W50", "W51"),
    ],
)
def test_a_year_that_nothing_says_for_sure_is_asked(text, take, stored):
    with pytest.raises(UserError, match="of which year is") as refused:
        take(text)
    assert "--year" in str(refused.value)
    assert stored() == []


def test_the_answer_is_the_year_on_the_command_line_or_in_a_recipe(take, stored):
    take(calls("Week", "KW 5", "KW 6"), year=2026)
    take(calls("Week", "KW 4"), Recipe(date=DateColumn("Week", year=2026)))
    assert stored() == [(W4, 7, 1.0), (W5, 7, 1.0), (W6, 7, 2.0)]


def test_the_question_comes_with_years_to_choose_from_that_say_what_they_would_mean(transfer, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(calls("Week", "KW 5"), encoding="utf-8")
    question = transfer.preview(path).question
    assert (question.about, question.example) == (About.YEAR, "KW 5")
    written = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).year
    assert [each.value for each in question.answers] == [str(written), str(written - 1)]
    assert [each.means.isocalendar()[:2] for each in question.answers] == [(written, 5), (written - 1, 5)]


def test_a_range_that_is_no_period_costs_its_row_and_says_so(take):
    report = take(calls("Period", "19.01.-25.01.2026", "26.01.-01.02.2026", "02.02.-06.02.2026", "02.02.-11.02.2026"))
    (problem,) = report.problems
    assert (report.rows_left_out, problem.row) == (1, 5)
    assert "is no whole week, month, quarter or year" in problem.reason


def test_quarters_of_a_fiscal_year_are_taken_only_where_it_is_the_calendars(take, team, stored):
    take(calls("Quarter", "FY26 Q1", "FY26 Q2"))
    assert [start for start, _, _ in stored()] == ["2026-01-01", "2026-04-01"]
    team.name_workspace(replace(team.workspace(), fiscal_start_month=4))
    report = take(calls("Quarter", "FY27 Q1", "FY27 Q2"))
    assert report.rows_left_out == 2
    assert "fiscal year" in report.problems[0].reason


def test_days_below_a_header_that_says_week_are_asked_about(take):
    with pytest.raises(UserError, match="cover a day, a week or a month"):
        take(calls("Week", "2026-01-05", "2026-01-06", "2026-01-07"))


def test_codes_of_a_letter_and_a_number_are_no_quarters_unless_the_header_says_so(take):
    with pytest.raises(UserError, match="no column says which day"):
        take("Report 2026\n" + calls("Class", "Q1", "Q2"))


def test_names_of_months_under_years_that_are_merged_over_them(transfer, stored, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Calls"
    for row in (["", 2025, "", 2026, ""], ["Rep", "Nov", "Dec", "Jan", "Feb"], ["Maya Okafor", 1, 2, 3, 4]):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    transfer.import_file(tmp_path / "book.xlsx", now=NOW)
    assert [start for start, _, _ in stored()] == ["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"]


def test_quarters_between_the_months_are_asked_about_and_then_told(take, stored):
    text = "Calls made\nRep;Jan 2026;Feb 2026;Q1 2026\nMaya Okafor;1;2;3\n"
    with pytest.raises(UserError, match="cover a day, a week or a month"):
        take(text)
    report = take(text, Recipe(date=DateColumn(cadence=Cadence.MONTH)))
    (problem,) = report.problems
    assert (problem.row, problem.column) == (2, "Q1 2026")
    assert [start for start, _, _ in stored()] == ["2026-01-01", "2026-02-01"]


ONE_PERIOD = "Sales report January 2026\nRep;Calls;Demos\nMaya Okafor;10;1\n\nTotal;10;1\nConfidential\n"


def test_a_period_that_only_the_title_says_is_asked_and_can_be_said(take, stored, transfer, tmp_path):
    with pytest.raises(UserError, match="Its title says “January 2026”") as refused:
        take(ONE_PERIOD)
    assert '--period "January 2026"' in str(refused.value)
    preview = transfer.preview(tmp_path / "export.csv")
    (fix,) = answers(preview)
    report = take(ONE_PERIOD, apply(preview.recipe, fix))
    assert (report.rows_read, report.problems, stored()) == (1, [], [("2026-01-01", 31, 10.0)])
    take(ONE_PERIOD, period="2026-W05")
    assert stored()[-1] == (W5, 7, 10.0)
    with pytest.raises(UserError, match="“soon” is no period"):
        take(ONE_PERIOD, period="soon")


@pytest.mark.parametrize("title", ["Generated 5 January 2026", "Jan 2026 and Feb 2026", "Report 2026", "Team 5"])
def test_a_day_or_several_periods_in_a_title_are_not_offered(title, take):
    with pytest.raises(UserError, match="Add such a column to the file"):
        take(ONE_PERIOD.replace("Sales report January 2026", title))


def test_a_value_far_ahead_is_taken_and_told(take, stored):
    report = take(calls("Week", "2026-W05", "2031-W05"))
    (problem,) = report.problems
    assert (problem.row, len(stored())) == (3, 2)
    assert "more than a year after 2026-08-20" in problem.reason
