"""Formulas without a result and errors of OpenDocument sheets and of old binary workbooks are told, never dropped."""

import struct
import zipfile

import pytest

from kpidesk.intake import sheet_ods, sheet_unread, sheet_xls

NAMES = 'xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x" xmlns:calcext="urn:c"'  # as in every such file


def cell(text, **attributes):
    said = "".join(f' {key.replace("_", ":", 1).replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<table:table-cell{said}><text:p>{text}</text:p></table:table-cell>"


def row(*cells, times=1):
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def content(*tables):
    parts = "".join(f'<table:table table:name="{at}">{"".join(rows)}</table:table>' for at, rows in enumerate(tables))
    return f"<office:document-content {NAMES}>{parts}</office:document-content>".encode()


DIVIDED = cell("#DIV/0!", table_formula="of:=1/0", office_value_type="string", calcext_value_type="error")
NOT_CALCULATED = '<table:table-cell table:formula="of:=SUM([.A1:.A9])"/>'
FIVE = cell("5", table_formula="of:=2+3", office_value_type="float", office_value="5")


def test_errors_and_formulas_without_a_result_are_found_where_they_are():
    xml = content(
        [row(cell("a"), cell("b")), row(FIVE, DIVIDED), row(NOT_CALCULATED, cell("Err:502", table_formula="=x"))]
    )
    assert list(sheet_ods.unread(xml, 0)) == [(1, 1, "#DIV/0!"), (2, 0, "=SUM([.A1:.A9])"), (2, 1, "Err:502")]


def test_repeated_rows_and_cells_are_counted_and_repeated_errors_are_each_told():
    wide = '<table:table-cell table:number-columns-repeated="2"/>'
    xml = content(
        [row(wide, times=3), row(wide, DIVIDED.replace(">", ' table:number-columns-repeated="2">', 1), times=2)]
    )
    assert [(at, column) for at, column, _ in sheet_ods.unread(xml, 0)] == [(3, 2), (3, 3), (4, 2), (4, 3)]


def test_an_error_repeated_to_the_edge_of_the_sheet_costs_no_more_than_what_is_read():
    endless = DIVIDED.replace(">", ' table:number-columns-repeated="16384">', 1)
    assert len(list(sheet_ods.unread(content([row(endless, times=2)]), 0))) == 400


def test_only_the_sheet_that_is_asked_for_is_looked_through():
    xml = content([row(DIVIDED)], [row(cell("a"), DIVIDED)], [row(DIVIDED)])
    assert [list(sheet_ods.unread(xml, at)) for at in range(4)] == [
        [(0, 0, "#DIV/0!")],
        [(0, 1, "#DIV/0!")],
        [(0, 0, "#DIV/0!")],
        [],
    ]


def test_they_are_told_by_row_and_column(tmp_path):
    path = tmp_path / "book.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", content([row(cell("a")), row(DIVIDED)]))
    assert sheet_unread.unread(str(path), 0) == {1: {0: "#DIV/0!"}}


@pytest.mark.parametrize("start", [b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", b"a,b\n1,2\n"])
def test_what_is_wrong_with_a_file_is_left_to_its_reader(start, tmp_path):
    path = tmp_path / "book"
    path.write_bytes(start)
    assert sheet_unread.unread(str(path), 0) == {}


def record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def formula(at, column, result):
    return record(0x06, struct.pack("<HHH", at, column, 0) + result + b"\0" * 6)


BOF, EOF = record(0x809, b"\0" * 16), record(0x0A, b"")
SHEET = [
    BOF,
    record(0x205, struct.pack("<HHHBB", 1, 2, 0, 0x2A, 1)),
    record(0x205, struct.pack("<HHHBB", 2, 2, 0, 1, 0)),  # TRUE, no error
    formula(3, 4, struct.pack("<d", 5.0)),
    formula(4, 4, bytes((2, 0, 0x07, 0, 0, 0)) + b"\xff\xff"),
    formula(5, 4, bytes((0, 0, 0, 0, 0, 0)) + b"\xff\xff"),  # a text follows
    BOF,  # a chart on the sheet
    EOF,
    formula(6, 4, bytes((2, 0, 0x17, 0, 0, 0)) + b"\xff\xff"),
    EOF,
]


def test_errors_of_a_binary_sheet_are_found_and_the_sheets_around_it_are_not_read():
    before, after = b"".join([BOF, EOF]), record(0x205, struct.pack("<HHHBB", 9, 9, 0, 0x2A, 1))
    data = before + b"".join(SHEET) + after
    assert list(sheet_xls._errors(data, len(before))) == [(1, 2, "#N/A"), (4, 4, "#DIV/0!"), (6, 4, "#REF!")]


def test_a_binary_sheet_cut_off_anywhere_ends_the_search_quietly():
    data = b"".join(SHEET)
    for length in range(len(data)):
        assert len(list(sheet_xls._errors(data[:length], 0))) <= 3


def test_real_binary_workbooks_without_errors_have_none(shared_data):
    for name in ("csvkit_dummy.xls", "messytables_simple.xls", "readxl_datasets.xls"):
        assert sheet_unread.unread(str(shared_data / "messy" / name), 0) == {}
