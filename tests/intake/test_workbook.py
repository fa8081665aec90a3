"""Workbooks: what honest ones give, and what broken or hostile ones cost."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kpidesk.domain.errors import UserError
from kpidesk.intake import sheet_child, sheet_limits, workbook
from kpidesk.intake.recipes import FileOptions
from kpidesk.intake.tables import open_table

MORNING = dt.datetime.fromisoformat("2026-08-03T09:30")  # cells have no zone
ROWS = [["Rep", "Week", "Calls"], ["Ben", MORNING, 5], ["Maya", dt.date(2026, 8, 3), 7.5]]
END = b"</sheetData>"


def rows_of(table):
    return [row for _, rows in table.batches() for row in rows]


def test_dates_numbers_and_texts_come_as_they_are(book):
    table = open_table(book(Data=ROWS), FileOptions())
    assert rows_of(table) == [["Ben", dt.date(2026, 8, 3), 5.0], ["Maya", dt.date(2026, 8, 3), 7.5]]
    assert table.sheet == "Data"


def test_the_one_visible_sheet_with_a_table_is_taken(book):
    table = open_table(book(Empty=[], Hidden=ROWS, Data=ROWS), FileOptions())
    assert table.sheet == "Data"
    assert [(sheet.name, sheet.visible) for sheet in table.sheets] == [
        ("Empty", True),
        ("Hidden", False),
        ("Data", True),
    ]


def test_a_hidden_sheet_is_read_when_named(book):
    assert open_table(book(Hidden=ROWS, Data=ROWS), FileOptions(sheet="Hidden")).sheet == "Hidden"


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


def test_many_rows_come_in_batches_with_their_numbers_and_as_often_as_wanted(book):
    table = open_table(book(Data=[["Rep", "Calls"], *(["Ben", at] for at in range(4_500))]), FileOptions())
    for _ in range(2):
        assert [(first, len(rows)) for first, rows in table.batches()] == [(2, 1_999), (2_001, 2_000), (4_001, 501)]
    assert rows_of(table)[4_321] == ["Ben", 4_321.0]


def test_rows_too_many_for_memory_are_kept_in_a_file_and_read_from_it(book, monkeypatch):
    monkeypatch.setattr(workbook, "_IN_MEMORY", 1_000)
    table = open_table(book(Data=[["Rep", "Calls"], *(["Ben", at] for at in range(2_500))]), FileOptions())
    assert sum(row[1] for row in rows_of(table)) == sum(range(2_500))


# formulas and errors


def test_formulas_nobody_calculated_and_errors_come_as_their_texts_never_as_nothing(book):
    rows = [*ROWS, ["Zoe", dt.date(2026, 8, 3), "=1+1"], ["Ada", dt.date(2026, 8, 3), "#DIV/0!"], ["Eve", None, "#N/A"]]
    table = open_table(book(Data=rows), FileOptions())
    assert [row[2] for row in rows_of(table)] == [5.0, 7.5, "=1+1", "#DIV/0!", "#N/A"]


def test_a_calculated_formula_is_its_result(book, changed):
    path = book(Data=[*ROWS, ["Zoe", dt.date(2026, 8, 3), "=1+1"]])
    for said, result in ((b"<v>2</v>", 2.0), (b"<v></v>", "=1+1"), (b"", "=1+1")):
        table = open_table(changed(path, b"<f>1+1</f><v />", b"<f>1+1</f>" + said), FileOptions())
        assert rows_of(table)[2][2] == result


def test_an_empty_text_is_a_result_too(book, changed):
    path = book(Data=[*ROWS, ["Zoe", dt.date(2026, 8, 3), "=1+1"]])
    path = changed(path, b'<c r="C4"><f>1+1</f><v />', b'<c r="C4" t="str"><f>1+1</f><v></v>')
    assert rows_of(open_table(path, FileOptions()))[2][2] == ""


def test_a_zero_is_no_result_where_the_writer_left_calculating_to_the_spreadsheet_program(book, changed):
    path = changed(book(Data=[*ROWS, ["Zoe", None, "=1+1"]]), b"<f>1+1</f><v />", b"<f>1+1</f><v>0</v>")
    assert rows_of(open_table(path, FileOptions()))[2][2] == "=1+1"
    path = changed(path, b'fullCalcOnLoad="1"', b"", "xl/workbook.xml")
    assert rows_of(open_table(path, FileOptions()))[2][2] == 0.0


@pytest.mark.parametrize("first", ["A", "C"])
def test_they_stand_where_they_are_also_beside_empty_columns_and_below_all_other_cells(first, tmp_path):
    left = ord(first) - 64
    made = openpyxl.Workbook()
    for column, cells in enumerate((("Rep", "Ben", "Eve"), ("Calls", 5, "#N/A"), ("Total", "=B2", "=B3")), left):
        for row, cell in enumerate(cells, 3):
            made.active.cell(row, column, cell)
    made.active.cell(6, left + 1, "=SUM(B2:B3)")
    made.save(tmp_path / "book.xlsx")
    table = open_table(tmp_path / "book.xlsx", FileOptions())
    assert table.columns == ("Rep", "Calls", "Total")
    assert rows_of(table) == [["Ben", 5.0, "=B2"], ["Eve", "#N/A", "=B3"], ["", "=SUM(B2:B3)", ""]]


def test_a_column_of_nothing_else_is_there(book):
    table = open_table(book(Data=[["Rep", "Calls"], ["Ben", 5, "=1+1"], ["Eve", 7, "=1+2"]]), FileOptions())
    assert [row[2] for row in rows_of(table)] == ["=1+1", "=1+2"]


# entries far away


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        (b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "XFD1048576"),
        (b'<row r="300000"><c r="A300000"><v>1</v></c></row>', "row 300000, column 1"),
        (b'<row r="9"><c r="XFD9"><v>1</v></c></row>', "row 9, column 16384"),
    ],
)
def test_a_stray_entry_far_away_is_left_out_and_said(book, changed, cells, where):
    table = open_table(changed(book(Data=ROWS), END, cells + END), FileOptions())
    assert [row[0] for row in rows_of(table)] == ["Ben", "Maya"]
    assert table.notes == (f"changed.xlsx, sheet “Data”: 1 entry far away from the table, first in {where}, left out.",)


def test_blanks_far_away_are_nothing(book, changed):
    blank = b'<row r="1048576"><c r="B1048576" t="inlineStr"><is><t xml:space="preserve"> </t></is></c></row>'
    table = open_table(changed(book(Data=ROWS), END, blank + END), FileOptions())
    assert (len(rows_of(table)), table.notes) == (2, ())


def test_a_used_range_down_to_the_last_row_with_nothing_in_it_is_nothing(tmp_path):
    made = openpyxl.Workbook()
    for row in ROWS:
        made.active.append(row)
    made.active["C1048576"].number_format = "0.00"
    made.active["XFD4"].number_format = "0.00"
    made.save(tmp_path / "book.xlsx")
    table = open_table(tmp_path / "book.xlsx", FileOptions())
    assert (len(rows_of(table)), table.notes) == (2, ())


# limits, each with a file beyond it


@pytest.fixture
def limits(monkeypatch):
    def make(**few):
        monkeypatch.setattr(workbook, "LIMITS", sheet_limits.Limits(**few))

    return make


@pytest.mark.parametrize(
    ("few", "rows", "size"),
    [
        ({"rows": 30}, [["Rep", "Calls"]] + [["Ben", 5]] * 80, "81 rows and 2 columns"),
        ({"columns": 30}, [["a"] * 90, ["b"] * 90], "2 rows and 90 columns"),
    ],
)
def test_more_rows_or_columns_than_are_read_are_refused_with_their_number(book, limits, few, rows, size):
    limits(**few)
    with pytest.raises(UserError, match=f"has a sheet of {size}; KPIdesk reads up to"):
        open_table(book(Data=rows), FileOptions())


@pytest.fixture
def heavy(book, changed):
    """A workbook of half a million numbers, not packed, so that only reading it is too much."""
    cells = b"<row>" + b"<c><v>12345.678</v></c>" * 100 + b"</row>"
    return changed(book(Data=ROWS), END, cells * 5_000 + END, compression=zipfile.ZIP_STORED)


def test_a_workbook_that_needs_too_much_memory_ends_the_child_and_nothing_else(heavy, limits):
    pytest.importorskip("resource", reason="this system knows no limits for a process")
    limits(memory=50_000_000)
    with pytest.raises(UserError, match="is too large to read"):
        open_table(heavy, FileOptions())


def test_a_workbook_that_takes_too_long_ends_the_child_and_nothing_else(heavy, monkeypatch):
    monkeypatch.setattr(workbook, "_SECONDS", 0.0)
    with pytest.raises(UserError, match="is too large to read"):
        open_table(heavy, FileOptions())


@pytest.mark.parametrize(
    ("name", "limit"), [("_SIZE", 20_000), ("_PARTS", 5), ("_SMALL", 1_000)], ids=["size", "parts", "ratio"]
)
def test_an_archive_beyond_a_limit_is_refused_before_it_is_read(book, monkeypatch, name, limit):
    path = book(Data=ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", b"\0" * 4_000_000)
    monkeypatch.setattr(workbook, name, limit)
    with pytest.raises(UserError, match="more than a workbook should"):
        workbook.guard(path)


def test_a_huge_file_is_refused_before_it_is_read(book, monkeypatch):
    monkeypatch.setattr(workbook, "_SIZE", 1_000)
    with pytest.raises(UserError, match="more than a workbook should"):
        open_table(book(Data=ROWS), FileOptions())


def test_entities_are_never_expanded(book, changed):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    path = changed(book(Data=[*ROWS, ["Eve", None, "=A1"]]), b"<worksheet", bomb)
    path = changed(path, b"<t>Eve</t>", b"<t>&b;</t>")
    with pytest.raises(UserError, match="is damaged or not a workbook"):
        open_table(path, FileOptions())


# broken ones


def test_a_damaged_workbook_costs_one_sentence(book):
    path = book(Data=ROWS)
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(UserError, match="is damaged"):
        open_table(path, FileOptions())


def test_nothing_stays_behind_after_a_refusal(book, tmp_path, monkeypatch):
    kept = tmp_path / "temporary"
    kept.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(kept))
    monkeypatch.setattr(workbook, "_IN_MEMORY", 10)
    with pytest.raises(UserError):
        open_table(book(Data=[["a", "b"]]), FileOptions())
    open_table(book(Data=ROWS), FileOptions())
    assert list(kept.iterdir()) == []


def test_the_child_knows_only_what_it_needs():
    source = Path(sheet_child.__file__).parent
    for path in source.glob("sheet_*.py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        known = {line for line in lines if line.startswith("from kpidesk")}
        assert all("sheet_" in line for line in known), path
    assert json.loads(json.dumps(sheet_limits.Limits())) == list(sheet_limits.Limits())
