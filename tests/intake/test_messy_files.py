"""Files as other programs' makers collected them: each ends as a user would expect of it."""

from __future__ import annotations

import datetime as dt

import pytest

from kpidesk.domain.errors import UserError
from kpidesk.intake.recipes import FileOptions
from kpidesk.intake.tables import open_table
from kpidesk.intake.values import Numbers, decide_decimal, is_blank, is_missing


@pytest.fixture
def messy(shared_data):
    def open_it(name, **options):
        return open_table(shared_data / "messy" / name, FileOptions(**options))

    return open_it


def rows_of(table):
    return [row for _, rows in table.batches() for row in rows if not all(map(is_blank, row))]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("csvkit_empty.csv", "is empty"),
        ("frictionless_merged-cells.xlsx", "holds no table"),
        ("frictionless_number-format-multicode.xlsx", "holds no table"),
        ("messytables_libreoffice.xlsx", "no sheet with a table"),
        ("messytables_null.csv", "no row names the columns"),
        ("messytables_small.csv", "holds no table"),
        ("messytables_utf8bom.csv", "has no rows below its header"),
        ("readxl_datasets.xls", "several sheets with tables: “iris”, “mtcars”, “chickwts”, “quakes”"),
        ("readxl_deaths.xlsx", "several sheets with tables: “arts”, “other”"),
    ],
)
def test_a_file_without_one_table_costs_one_sentence(messy, name, sentence):
    with pytest.raises(UserError, match=sentence):
        messy(name)


@pytest.mark.parametrize(
    ("name", "options", "header_row", "columns", "rows"),
    [
        ("csvkit_FY09_EDU_Recipients_by_State.csv", {}, 1, ("State Name", "State Abbreviate", "Code"), 52),
        ("csvkit_dummy.xls", {}, 1, ("a", "b", "c"), 1),
        ("csvkit_mac_newlines.csv", {}, 1, ("a", "b", "c"), 2),
        ("csvkit_null_byte.csv", {}, 1, ("a", "b", "c"), 1),
        ("csvkit_test_skip_lines.xlsx", {}, 4, ("text", "date", "integer"), 5),
        ("csvkit_test_utf16_little.csv", {}, 1, ("a", "b", "c"), 2),
        ("frictionless_blank-headers.csv", {}, 1, ("id", "Column 2", "age"), 2),
        ("frictionless_bom.csv", {}, 1, ("id", "name"), 2),
        ("frictionless_duplicate-headers.csv", {}, 1, ("id", "name", "id (2)"), 2),
        ("frictionless_multiline-headers.xlsx", {"header_row": 1}, 1, ("Region", "Caloric contribution"), 3),
        ("frictionless_preserve-formatting-percentage.xlsx", {}, 1, ("col1", "col2"), 3),
        ("frictionless_skip-rows.xlsx", {}, 2, ("A", "B"), 2),
        ("messytables_blank_line.ods", {}, 1, ("Name", "Age", "When"), 3),
        ("messytables_complex.csv", {}, 1, ("date", "another date", "temperature"), 3),
        ("messytables_example.tsv", {}, 1, ("hour", "expr1_0_imp"), 140),
        ("messytables_excel_pasting.csv", {}, 4, ("Year", "2000"), 16),
        ("messytables_loffice-4.4.1.2.ods", {}, 1, ("Name", "Age", "When"), 3),
        ("messytables_mixedGLB.csv", {}, 4, ("Year", "Jan", "Feb"), 133),
        ("messytables_simple.psv", {}, 1, ("Year", "New dwellings"), 28),
        ("messytables_simple.ssv", {}, 1, ("date", "temperature", "place"), 6),
        ("messytables_simple.xls", {}, 1, ("date", "temperature", "place"), 6),
        ("messytables_spanish_chars.csv", {}, 1, ("GF_ID", "FN_ID", "SF_ID"), 115),
        ("readxl_deaths.xlsx", {"sheet": "arts"}, 5, ("Name", "Profession", "Age"), 14),
        ("readxl_type-me.xlsx", {"sheet": "numeric_coercion"}, 1, ("maybe numeric?", "explanation"), 7),
    ],
)
def test_the_table_is_found_with_its_names_and_rows(messy, name, options, header_row, columns, rows):
    table = messy(name, **options)
    assert (table.header_row, table.columns[: len(columns)], len(rows_of(table))) == (header_row, columns, rows)


def test_headings_of_three_rows_stay_readable(messy):
    table = messy("frictionless_issue-320.xlsx")
    assert table.header_row == 12
    assert table.columns[:7] == (
        *("Country", "Level 1 Name", "Area", "Analysis Name", "Date of Analysis", "Country Population"),
        "Current, Population Analysed, #",
    )
    assert len(set(table.columns)) == len(table.columns)


@pytest.mark.parametrize(
    ("name", "row", "cell"),
    [
        ("csvkit_FY09_EDU_Recipients_by_State.csv", 0, (2, "01")),
        ("csvkit_test_latin1.csv", 1, (2, "©")),
        ("csvkit_test_utf16_little.csv", 1, (2, "ʤ")),
        ("frictionless_bom.csv", 1, (1, "中国人")),
        ("frictionless_latin1.csv", 1, (1, "©")),
        ("frictionless_preserve-formatting-percentage.xlsx", 0, (1, 0.52)),
        ("frictionless_table-with-ints-floats-dates.xls", 0, (2, dt.date(2009, 8, 16))),
        ("messytables_simple.xls", 0, (0, dt.date(2011, 1, 1))),
        ("messytables_spanish_chars.csv", 1, (4, "Legislación")),
    ],
)
def test_texts_numbers_and_dates_are_right(messy, name, row, cell):
    assert rows_of(messy(name))[row][cell[0]] == cell[1]


def test_what_stands_for_no_value_is_missing(messy):
    assert all(map(is_missing, rows_of(messy("csvkit_blanks.csv"))[0][1:]))
    assert {cell for row in rows_of(messy("messytables_mixedGLB.csv")) for cell in row if is_missing(cell)} == {
        "****",
        "*****",
    }


def test_a_german_number_is_never_read_as_an_english_one(messy):
    (row,) = rows_of(messy("csvkit_test_locale.csv"))
    decimals = decide_decimal({"a": [row[0]], "b": [row[1]]}, ",", "t.csv")
    assert Numbers(decimals["a"]).read(row[0]) == 1.7
    assert Numbers(decimals["b"]).read(row[1]) == 200_000_000
