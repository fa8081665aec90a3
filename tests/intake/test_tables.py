"""Finding the table in a text file: encoding, delimiter, header, rows."""

from __future__ import annotations

import pytest

from kpidesk.domain.errors import UserError
from kpidesk.intake.recipes import FileOptions
from kpidesk.intake.tables import open_table

TABLE = "Rep;Week;Calls\nZoë Müller;2026-08-03;5\nBen Carter;2026-08-03;7\n"


def opened(path, content, wanted=frozenset(), **options):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_table(path, FileOptions(**options), wanted)


def rows_of(table):
    return [(first + at, row) for first, rows in table.batches() for at, row in enumerate(rows)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_way_of_writing_the_same_table_reads_the_same(tmp_path, encoding, delimiter, newline):
    text = TABLE.replace(";", delimiter).replace("\n", newline)
    table = opened(tmp_path / "t.csv", text.encode(encoding))
    assert table.columns == ("Rep", "Week", "Calls")
    assert rows_of(table) == [(2, ["Zoë Müller", "2026-08-03", "5"]), (3, ["Ben Carter", "2026-08-03", "7"])]


def test_the_line_for_the_spreadsheet_program_is_no_row(tmp_path):
    table = opened(tmp_path / "t.csv", "sep=;\n" + TABLE)
    assert table.columns == ("Rep", "Week", "Calls")
    assert [number for number, _ in rows_of(table)] == [2, 3]


def test_titles_above_the_header_are_passed_over(tmp_path):
    table = opened(tmp_path / "t.csv", "Calls per week;;\n;;\n" + TABLE)
    assert table.header_row == 3
    assert rows_of(table)[0][0] == 4


def test_the_columns_a_recipe_names_tell_the_header(tmp_path):
    text = "a;b;c\nd;e;f\nRep;Week;Calls\nBen;2026-08-03;5\n"
    assert opened(tmp_path / "t.csv", text, frozenset({"Rep", "Calls"})).header_row == 3


def test_a_heading_merged_over_two_rows_is_found_in_the_upper_one(tmp_path):
    table = opened(tmp_path / "t.csv", "Rep;Oct 2016;\n;2016-10-03;2016-10-10\nBen;1;2\nMaya;2;3\n")
    assert table.columns == ("Rep", "2016-10-03", "2016-10-10")


def test_double_and_empty_headers_get_names_of_their_own(tmp_path):
    assert opened(tmp_path / "t.csv", "id,,id\n1,x,2\n").columns == ("id", "Column 2", "id (2)")


def test_a_footer_is_cut_off(tmp_path):
    assert len(rows_of(opened(tmp_path / "t.csv", TABLE + "x;y;1\nend;;\n", skip_footer=2))) == 2


def test_a_cell_may_hold_lines(tmp_path):
    table = opened(tmp_path / "t.csv", 'Rep,Note\nBen,"one\ntwo"\nMaya,x\n')
    assert rows_of(table) == [(2, ["Ben", "one\ntwo"]), (3, ["Maya", "x"])]


def test_a_quotation_mark_never_closed_is_told_with_its_row(tmp_path):
    text = 'Rep,Calls\nBen,1\n"Maya,2\n' + "Zoe,3\n" * 500
    with pytest.raises(UserError, match="row 3: a quotation mark is opened and not closed"):
        opened(tmp_path / "t.csv", text)


REMARKS = "Rep,Week,Calls,Remark\n"


@pytest.mark.parametrize(
    "rows",
    [
        'Ann,W1,5,x\n"Bob,W1,6,y\nCy,W1,7,z\n',
        'Ann,W1,5,x\n"Bob,W1,6,y\nCy,W1,7,z\nDi,W1,8,"said ""no"""\nEd,W1,9,x\n',
        'Ann,W1,5,x\nBob,W1,6,"open\nCy,W1,7,z\n',
        'Ann,W1,5,x\nBob,W1,6,"open\nCy,W1,7,z\nDi,W1,8,"closed"\nEd,W1,9,x\n',
    ],
)
def test_a_quotation_mark_that_swallows_but_a_few_rows_is_told_too(tmp_path, rows):
    with pytest.raises(UserError, match="row 3: a quotation mark is opened and not closed"):
        rows_of(opened(tmp_path / "t.csv", REMARKS + rows))


def test_remarks_of_several_lines_with_commas_are_remarks(tmp_path):
    rows = 'Ann,W1,5,"ACME\nMain St 5, Berlin, Germany, EU"\nBob,W1,6,"one, two\nthree\n"\nCy,W1,7,"a\n\nb, c"\n'
    assert len(rows_of(opened(tmp_path / "t.csv", REMARKS + rows))) == 3


def test_polish_text_is_not_taken_for_western(tmp_path):
    text = "Imię;Rozmowy\nŁukasz Wiśniewski;5\nWojciech Pawłowski;6\nMałgorzata Gołąb;6\nPaweł Dąbrowski;1\n"
    table = opened(tmp_path / "t.csv", text.encode("cp1250"))
    assert rows_of(table)[1][1][0] == "Wojciech Pawłowski"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"a", "holds no table"),
        (b"Rep,Calls\n", "has no rows below its header"),
        (b"1,2\n3,4\n", "no row names the columns"),
        (b"\x00\x01\x02\x03" * 20, "is not a text file or workbook"),
    ],
)
def test_a_file_without_a_table_costs_one_sentence(tmp_path, content, sentence):
    with pytest.raises(UserError, match=sentence):
        opened(tmp_path / "t.csv", content)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UserError, match="There is no file"):
        open_table(tmp_path / "none.csv", FileOptions())


def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path):
    with pytest.raises(UserError, match=r"no column “Agent”\. There are: “Rep”, “Week”, “Calls”"):
        opened(tmp_path / "t.csv", TABLE).at("Agent")
