"""Shapes of reports a manager meets: reps as columns, subtotals, merged cells, doubled rows and columns, odd names."""

from __future__ import annotations

import datetime as dt

import pytest

from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.intake.recipes import Recipe, RepColumns
from kpidesk.services.history import History
from kpidesk.services.team import TeamService
from kpidesk.services.transfer import TransferService
from kpidesk.storage import records

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def take(database, tmp_path):
    """Import a text."""
    with database.write() as connection:
        records.insert_all(connection, [Rep(new_id(), "Maya Okafor"), Rep(new_id(), "Ben Carter")])
    history = History(database)
    service = TransferService(database, history, TeamService(database, history))

    def run(text, recipe=None, **options):
        path = tmp_path / "export.csv"
        path.write_text(text, encoding="utf-8")
        return service.import_file(path, recipe, now=NOW, **options)

    return run


@pytest.fixture
def stored(database):
    """Rep, KPI, ISO week and number of every value."""

    def read():
        query = """SELECT r.name, k.key, e.start, e.numerator FROM kpi_entry e
            JOIN rep r ON r.no = e.rep_no JOIN kpi k ON k.no = e.kpi_no ORDER BY 3, 1, 2"""
        with database.read() as connection:
            rows = connection.exec_driver_sql(query).all()
        day = dt.date(1970, 1, 1)
        return [
            (name, key, (day + dt.timedelta(days=start)).isocalendar()[1], value) for name, key, start, value in rows
        ]

    return read


TURNED = [
    ("Ben Carter", "calls_made", 5, 9.0),
    ("Maya Okafor", "calls_made", 5, 12.0),
    ("Ben Carter", "calls_made", 6, 7.0),
    ("Maya Okafor", "calls_made", 6, 14.0),
]


def test_a_column_for_each_rep_is_known_by_the_names(take, stored):
    report = take("Calls made\nWeek,Maya Okafor,Ben Carter\n2026-W05,12,9\n2026-W06,14,7\nTotal,26,16\n")
    assert (stored(), report.problems, report.columns_unused) == (TURNED, [], [])


def test_a_column_for_each_rep_and_a_kpi_a_row(take, stored):
    take("Week,KPI,Maya Okafor,Ben Carter\n2026-W05,Calls,12,9\n2026-W05,Meetings,2,\n2026-W06,Calls,14,7\n")
    assert [row for row in stored() if row[1] == "calls_made"] == TURNED
    assert [row for row in stored() if row[1] != "calls_made"] == [("Maya Okafor", "meetings_held", 5, 2.0)]


def test_columns_of_reps_nobody_knows_are_asked_and_can_be_said(take, stored):
    text = "Calls made\nWeek,Ann,Bob\n2026-W05,1,2\n2026-W06,3,4\n"
    with pytest.raises(UserError, match="where each rep has a column"):
        take(text)
    report = take(text.replace("4", "x"), Recipe(rep=RepColumns(columns=("Ann", "Bob"))), create_reps=True)
    assert [(name, value) for name, _, _, value in stored()] == [("Ann", 1.0), ("Bob", 2.0), ("Ann", 3.0)]
    assert [problem.row for problem in report.problems] == [4]


@pytest.mark.parametrize("total", ["Maya Okafor Total", "Grand Total", "Summe: West", "Ergebnis", "Total for Ben"])
def test_subtotals_are_nobody(total, take):
    report = take(f"Rep,Week,Calls\nMaya Okafor,2026-W05,1\n{total},,9\nBen Carter,2026-W05,2\n", create_reps=True)
    assert (report.reps_created, report.rows_used, report.rows_skipped, report.problems) == ([], 2, 1, [])


def test_a_customer_called_total_is_no_total_in_a_file_about_one_person(take):
    recipe = Recipe(rep=RepColumns(value="Maya Okafor"))
    report = take("Customer,Week,Calls\nTotal Energies,2026-W05,4\nAcme,2026-W06,5\nTotal,,9\n", recipe)
    assert (report.rows_used, report.rows_skipped, report.values_new) == (2, 1, 2)


def test_somebody_whose_name_only_holds_such_a_word_is_a_person(take):
    report = take("Rep,Week,Calls\nSum Wong,2026-W05,1\nTotalina Gesamtova,2026-W05,2\n", create_reps=True)
    assert report.reps_created == ["Sum Wong", "Totalina Gesamtova"]


def test_rows_below_a_name_that_is_said_once_are_told_and_taken_if_the_recipe_says_so(take, stored):
    text = "Rep,Week,Calls\nMaya Okafor,2026-W05,1\n,2026-W06,2\n,2026-W07,3\nTotal,,6\n,2026-W08,9\n"
    report = take(text)
    (problem,) = report.problems
    assert (report.rows_left_out, problem.row) == (3, 3)
    assert "[rep] repeat = true" in problem.reason
    report = take(text, Recipe(rep=RepColumns(repeat=True)))
    assert [value for _, _, _, value in stored()] == [1.0, 2.0, 3.0]
    assert [problem.row for problem in report.problems] == [6]


def test_what_stands_twice_is_told_with_its_rows(take, stored):
    report = take(
        "Rep,Week,Calls,Meetings\nMaya Okafor,2026-W05,4,1\nBen Carter,2026-W05,6,1\nMaya Okafor,2026-W05,5,1\n"
    )
    same, other = sorted(report.problems, key=lambda problem: "different" in problem.reason)
    assert (same.row, other.row) == (2, 2)
    assert "twice with the same number, the first in rows 2 and 4" in same.reason
    assert (
        "the first for Maya Okafor, Calls made, 2026-01-26 in rows 2 and 4; the last number was taken" in other.reason
    )
    assert ("Maya Okafor", "calls_made", 5, 5.0) in stored()


def test_many_rows_about_one_rep_and_day_are_no_values_but_deals(take, stored):
    rows = "".join(f"Maya Okafor,2026-01-{day:02},1,{at}\n" for day in (5, 6) for at in range(4))
    with pytest.raises(UserError, match="rows 2 and 3 are both about “Maya Okafor” and “2026-01-05”"):
        take("Owner,Close Date,Won,Amount\n" + rows)
    assert stored() == []


@pytest.mark.parametrize("names", ["Calls,Calls", "Calls,Dials"])
def test_two_columns_of_one_kpi_are_asked_about(names, take, stored):
    with pytest.raises(UserError, match="which column holds “calls_made”"):
        take(f"Rep,Week,{names}\nMaya Okafor,2026-W05,1,2\n")
    assert stored() == []


def test_of_two_columns_the_one_of_the_very_name_is_meant(take, stored):
    report = take("Rep,Week,Meetings,Meetings held\nMaya Okafor,2026-W05,1,2\n")
    assert (stored(), report.columns_unused) == ([("Maya Okafor", "meetings_held", 5, 2.0)], ["Meetings"])


def test_a_column_of_a_kpi_with_many_odd_cells_is_read_cell_by_cell(take):
    rows = "Maya Okafor,2026-W05,7\nMaya Okafor,2026-W06,five\nBen Carter,2026-W05,~6\nBen Carter,2026-W06,8\n"
    report = take("Rep,Week,Calls\n" + rows)
    assert (report.values_new, [problem.row for problem in report.problems]) == (2, [3, 4])


def test_names_come_without_what_nobody_sees(take):
    text = "Rep,Week,Calls\nMaya\x07 Oka\u202efor\u200b,2026-W05,5\nEve\x1b Stone,2026-W05,6\n\u200b\u200b,2026-W05,1\n"
    report = take(text, create_reps=True)
    assert report.reps_created == ["Eve Stone"]
    assert [problem.row for problem in report.problems] == [4]


@pytest.mark.parametrize("nobody", ["N/A", "Unassigned", "(blank)", "Nicht zugewiesen", "-"])
def test_what_stands_for_nobody_is_no_rep(nobody, take):
    rows = f"{nobody},2026-W05,4\n{nobody},2026-W06,5\nMaya Okafor,2026-W05,1\n"
    report = take("Rep,Week,Calls\n" + rows, create_reps=True)
    assert (report.reps_created, report.rows_left_out, len(report.problems)) == ([], 2, 1)


def test_nobody_is_added_of_whom_no_row_was_used(take):
    report = take("Rep,Week,Calls\nZoe,2026-W05,4\nFilter: West,Period: all,\nMin,,3\n", create_reps=True)
    assert (report.reps_created, report.rows_left_out) == (["Zoe"], 2)


def test_a_whole_page_is_no_name(take):
    report = take(f"Rep,Week,Calls\n{'A' * 5000},2026-W05,5\n…,2026-W05,5\nMaya Okafor,2026-W05,6\n", create_reps=True)
    assert (report.rows_left_out, report.reps_created) == (2, [])
    assert "has 5,000 characters, too many for a name" in report.problems[0].reason


def test_amounts_in_several_currencies_are_not_added_up(take, stored):
    with pytest.raises(UserError, match=r"some amounts are in \$, others in €"):
        take('Rep,Week,Revenue\nMaya Okafor,2026-W05,"€100"\nBen Carter,2026-W05,$200\n')
    assert stored() == []


def test_a_title_that_says_thousands_is_told(take):
    report = take("Umsatz in Tsd. €\n\nRep;Woche;Umsatz\nMaya Okafor;2026-W05;12,5\n")
    (problem,) = report.problems
    assert "“Umsatz in Tsd. €” above the table says thousands" in problem.reason
