"""Several tables on one sheet: never mixed; the one with the data is read and small ones named, equals are asked."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from kpidesk.domain.errors import UserError
from kpidesk.intake.doubts import About, DoubtError
from kpidesk.intake.recipes import FileOptions
from kpidesk.intake.tables import open_table

CALLS = [["Rep", "Week", "Calls"]] + [
    [name, dt.date(2026, 8, 3 + 7 * week), 5 + week] for week in range(4) for name in ("Ben", "Maya")
]
TARGETS = [["Rep", "Target"], ["Ben", 40], ["Maya", 50]]
PRICES = [["Product", "Price"], ["A", 3], ["B", 4]]
REGIONS = [["Region", "Quota"], ["East", 300], ["West", 400], ["North", 1]]


@pytest.fixture
def sheet(tmp_path):
    """Make a sheet of pieces, each with the row and column of its upper left cell."""

    def make(*pieces):
        made = openpyxl.Workbook()
        for top, left, rows in pieces:
            for down, row in enumerate(rows):
                for along, cell in enumerate(row):
                    made.active.cell(top + down, left + along, cell)
        made.active.title = "Data"
        made.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return make


def names_of(path, **options):
    return [table.columns for table in open_table(path, FileOptions(**options)).tables]


def rows_of(table):
    return [row for _, rows in table.batches() for row in rows]


ALONE = [("Rep", "Week", "Calls")]


def test_tables_below_and_beside_each_other_are_told_apart(sheet):
    path = sheet((1, 1, [["Calls per week"]]), (3, 1, CALLS), (3, 6, PRICES), (8, 6, REGIONS), (17, 1, TARGETS))
    assert names_of(path) == [*ALONE, ("Product", "Price"), ("Region", "Quota"), ("Rep", "Target")]


def test_the_largest_is_read_and_the_others_are_named(sheet):
    table = open_table(sheet((1, 1, TARGETS), (6, 2, CALLS)), FileOptions())
    assert (table.columns, table.header_row) == (("Rep", "Week", "Calls"), 6)
    assert rows_of(table) == CALLS[1:]
    (note,) = table.notes
    assert note == (
        "book.xlsx, sheet “Data”: table 1 of 2, row 1 (“Rep”, “Target”), was not read. "
        "To import it too, name it with --table 1, or in a recipe: [file] table = 1."
    )


def test_a_table_is_chosen_by_its_number_its_columns_or_its_header_row(sheet):
    path = sheet((1, 1, CALLS), (1, 5, PRICES), (12, 1, TARGETS))
    for options, wanted in ((FileOptions(table=3), ()), (FileOptions(), ("Target",)), (FileOptions(header_row=12), ())):
        table = open_table(path, options, frozenset(wanted))
        assert (table.columns, rows_of(table)) == (("Rep", "Target"), TARGETS[1:])


def test_which_of_two_tables_of_reps_is_asked_with_the_option_that_answers(sheet):
    meetings = [["Rep", "Week", "Meetings"], *CALLS[1:6]]
    with pytest.raises(DoubtError, match="table 1 in row 1") as told:
        open_table(sheet((1, 1, CALLS), (12, 1, meetings)), FileOptions())
    question = told.value.question
    assert "table 2 in row 12 (“Rep”, “Week”, “Meetings”)" in question.sentence
    assert "--table" in question.sentence
    assert (question.about, [each.value for each in question.answers]) == (About.TABLE, ["1", "2"])


def test_a_larger_table_that_names_no_rep_does_not_stand_in_the_way(sheet):
    prices = [["Product", "Price"], *([f"P{at}", at] for at in range(30))]
    assert open_table(sheet((1, 1, prices), (1, 5, CALLS)), FileOptions()).columns == ("Rep", "Week", "Calls")


def test_totals_beside_a_small_table_are_not_asked_about(sheet):
    totals = [["Rep", "Calls"], ["Total", 26], ["Average", 6.5]]
    table = open_table(sheet((1, 1, CALLS[:4]), (1, 6, totals)), FileOptions())
    assert (table.columns, len(table.notes)) == (("Rep", "Week", "Calls"), 1)


def test_a_number_there_is_no_table_for_is_told(sheet):
    with pytest.raises(UserError, match=r"has no table 2: 1 found"):
        open_table(sheet((1, 1, CALLS)), FileOptions(table=2))


def test_rows_are_numbered_as_the_spreadsheet_numbers_them(sheet):
    table = open_table(sheet((3, 2, TARGETS), (9, 4, CALLS)), FileOptions())
    assert [first for first, _ in table.batches()] == [10]
    assert (table.header_row, table.top) == (9, 6)


@pytest.mark.parametrize(
    "pieces",
    [
        [(1, 1, CALLS[:4]), (6, 1, CALLS[4:])],
        [(1, 1, CALLS), (11, 1, [["Total", None, 55]]), (14, 1, [["Note: from the customer system"]])],
        [(1, 1, [["Pipeline"]]), (3, 1, [["Owner:", "Ben"], ["From:", "CRM"]]), (7, 1, CALLS)],
        [(1, 1, CALLS[:4]), (6, 1, CALLS[:1] + CALLS[4:])],
        [(1, 1, CALLS), (2, 5, [["A remark beside the table"]])],
        [(2, 3, CALLS)],
    ],
    ids=["an empty row", "totals and notes", "what the report is about", "the header again", "a remark", "not at A1"],
)
def test_what_belongs_to_one_table_is_one_table(sheet, pieces):
    assert len(names_of(sheet(*pieces))) == 1


def test_an_empty_column_for_looks_does_not_cut_a_table(sheet):
    rows = [["Rep", "Week", None, "Calls", "Meetings"]] + [[*row[:2], None, row[2], 1] for row in CALLS[1:]]
    assert names_of(sheet((1, 1, rows))) == [("Rep", "Week", "Column 3", "Calls", "Meetings")]


def test_two_tables_of_the_same_height_beside_each_other_are_not_mixed(sheet):
    assert names_of(sheet((1, 1, TARGETS), (1, 4, PRICES))) == [("Rep", "Target"), ("Product", "Price")]


def test_a_list_of_people_with_gaps_is_one_table(sheet):
    people = [["Name", "Team"], ["Ben", "East"], ["Maya", "West"]]
    path = sheet((1, 1, people), (5, 1, [["Zoe", "East"], ["Ada", "West"]]))
    assert names_of(path) == [("Name", "Team")]
    assert [row[0] for row in rows_of(open_table(path, FileOptions()))] == ["Ben", "Maya", "", "Zoe", "Ada"]


def _text(path, *pieces):
    """A text file of pieces, an empty line between them."""
    path.write_text("\n".join("".join(",".join(map(str, row)) + "\n" for row in rows) for rows in pieces))
    return path


def test_tables_below_each_other_in_a_text_file_are_told_apart_too(tmp_path):
    table = open_table(_text(tmp_path / "export.csv", [["Week 33"]], TARGETS, CALLS, PRICES), FileOptions())
    assert [each.columns for each in table.tables] == [("Rep", "Target"), *ALONE, ("Product", "Price")]
    assert (table.columns, table.header_row) == (("Rep", "Week", "Calls"), 7)
    assert rows_of(table) == [[str(cell) for cell in row] for row in CALLS[1:]]
    assert len(table.notes) == 2
    assert table.notes[0].startswith("export.csv: table 1 of 3, row 3 (“Rep”, “Target”), was not read.")


def test_a_table_of_a_text_file_is_chosen_by_its_number_or_its_columns(tmp_path):
    path = _text(tmp_path / "export.csv", TARGETS, CALLS)
    assert open_table(path, FileOptions(table=1)).columns == ("Rep", "Target")
    assert open_table(path, FileOptions(), frozenset({"Target"})).columns == ("Rep", "Target")
    with pytest.raises(UserError, match=r"export.csv has no table 3: 2 found."):
        open_table(path, FileOptions(table=3))


def test_a_text_file_with_empty_lines_titles_and_totals_is_one_table(tmp_path):
    path = _text(tmp_path / "export.csv", [["Calls"]], CALLS[:5], CALLS[5:], [["Total", "", 60]], [["Made by the CRM"]])
    table = open_table(path, FileOptions())
    assert (table.columns, table.tables, table.notes) == (("Rep", "Week", "Calls"), (), ())
