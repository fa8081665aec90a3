"""Workbooks: what honest ones give, and what broken or hostile ones cost."""

from __future__ import annotations

import contextlib
import datetime as dt
import zipfile

import openpyxl
import pytest

from kpidesk.domain.errors import UserError
from kpidesk.intake import workbook
from kpidesk.intake.recipes import FileOptions
from kpidesk.intake.tables import open_table


@pytest.fixture
def book(tmp_path):
    def make(**sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for name, rows in sheets.items():
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(row)
            if name.startswith("Hidden"):
                sheet.sheet_state = "hidden"
        made.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return make


MORNING = dt.datetime.fromisoformat("2026-08-03T09:30")  # cells have no zone
ROWS = [["Rep", "Week", "Calls"], ["Ben", MORNING, 5], ["Maya", dt.date(2026, 8, 3), 7.5]]


def test_dates_numbers_and_texts_come_as_they_are(book):
    table = open_table(book(Data=ROWS), FileOptions())
    assert [rows for _, rows in table.batches()] == [
        [["Ben", dt.date(2026, 8, 3), 5.0], ["Maya", dt.date(2026, 8, 3), 7.5]]
    ]
    assert table.sheet == "Data"


def test_the_one_visible_sheet_with_a_table_is_taken(book):
    assert open_table(book(Empty=[], Hidden=ROWS, Data=ROWS), FileOptions()).sheet == "Data"


def test_among_several_sheets_the_recipes_columns_decide(book):
    path = book(Notes=[["a", "b"], [1, 2]], Data=ROWS)
    assert open_table(path, FileOptions(), frozenset({"Rep", "Calls"})).sheet == "Data"
    with pytest.raises(UserError, match="several sheets with tables: “Notes”, “Data”"):
        open_table(path, FileOptions())


@pytest.mark.parametrize("name", ["Data", 2, "2"])
def test_a_sheet_is_named_by_its_name_or_number(book, name):
    path = book(Notes=[["a", "b"], [1, 2]], Data=ROWS)
    assert open_table(path, FileOptions(sheet=name)).columns == ("Rep", "Week", "Calls")


def test_an_unknown_sheet_is_told_with_those_there_are(book):
    with pytest.raises(UserError, match=r"no sheet “July”\. There are: “Data”"):
        open_table(book(Data=ROWS), FileOptions(sheet="July"))


def test_a_text_file_called_xlsx_is_read_as_text(tmp_path):
    path = tmp_path / "export.xlsx"
    path.write_text("Rep,Calls\nBen,5\n")
    assert open_table(path, FileOptions()).columns == ("Rep", "Calls")


def test_a_damaged_workbook_costs_one_sentence(book):
    path = book(Data=ROWS)
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(UserError, match="is damaged"):
        open_table(path, FileOptions())


def phantom(path, where):
    """A tiny workbook with one entry far away from its table, as Ctrl+Down and a space make it."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", where + b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else data)


@pytest.mark.parametrize(
    "where",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="300000"><c r="A300000"><v>1</v></c></row>',
        b'<row r="9"><c r="XFD9"><v>1</v></c></row>',
    ],
)
def test_a_stray_entry_far_away_ends_the_child_and_nothing_else(book, where):
    path = book(Data=ROWS)
    phantom(path, where)
    with pytest.raises(UserError, match="Delete empty rows and columns at the end"):
        open_table(path, FileOptions())


def test_an_archive_that_unpacks_to_far_too_much_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 40_000_000)
    with pytest.raises(UserError, match="more than a workbook should"):
        workbook.guard(path)


def test_leaving_a_workbook_half_read_ends_its_child(book):
    path = book(Data=[["a", "b"], *([1, 2] for _ in range(5_000))])
    with contextlib.closing(workbook.rows(path, 0)) as batches:
        assert len(next(batches)) == 500
    # Getting here is the point: closing would wait for ever on a child that still writes.
    assert list(batches) == []
