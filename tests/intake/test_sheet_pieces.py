"""A large sheet read in pieces holds, cell for cell, what it holds when read as a whole."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineError

from kpidesk.intake import sheet_child, sheet_frames, sheet_pieces
from kpidesk.intake.sheet_limits import Limits

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>Ben</t></si><si><t>Zoë</t></si></sst>"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def parts_of_a_workbook():
    made = openpyxl.Workbook()
    made.active["A1"] = "text"
    made.active["A2"].number_format = "yyyy-mm-dd"  # style 1
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = parts_of_a_workbook()


def write(path, rows, tail="", head="", **others):
    """A workbook of one sheet with the given XML of rows."""
    xml = f"<?xml version='1.0'?><worksheet {SPACE}>{head}<sheetData>{rows}</sheetData>{tail}</worksheet>"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**PARTS, SHEET: xml, "xl/sharedStrings.xml": TEXTS, **others}.items():
            archive.writestr(name, data)
    return path


@contextmanager
def small():
    """Bounds so small that any sheet is large."""
    with patch.multiple(sheet_pieces, LARGE=0, _AT_ONCE=1_500, _WINDOW=700):
        yield


def served(path, way, rows=200_000):
    """What the child process says of the sheet and its rows; None if it may not be read in pieces."""
    out, book = (
        io.TextIOWrapper(io.BytesIO(), write_through=True),
        sheet_child._Book(str(path), Limits(rows=rows), trim=False),
    )
    with ExitStack() as stack:
        stack.enter_context(small())
        stack.enter_context(patch.object(sheet_frames, "ROWS_AT_ONCE", 7))
        stack.enter_context(patch.object(sys, "stdin", io.StringIO("0\n")))
        stack.enter_context(patch.object(sys, "stdout", out))
        if way == "whole":
            book._serve_whole()
        elif not book._serve_pieces():
            return None
    out.buffer.seek(0)
    frames = list(iter(lambda: sheet_frames.read(out.buffer), b""))
    about, *between, end = frames
    return sheet_frames.value(about), [sheet_frames.decode(each) for each in between], sheet_frames.value(end)


def cell(kind, place):
    at = f' r="{place}"' if place else ""
    return {
        "number": f"<c{at}><v>12.5</v></c>",
        "text": f'<c{at} t="s"><v>1</v></c>',
        "inline": f'<c{at} t="inlineStr"><is><t>&lt;row r="1"&gt; of #1?!</t></is></c>',
        "date": f'<c{at} s="1"><v>46237</v></c>',
        "calculated": f'<c{at} t="str"><f>A1&amp;B1</f><v>Ben</v></c>',
        "formula": f"<c{at}><f>SUM(A1:B1)</f></c>",
        "shared": f'<c{at}><f t="shared" si="0"/><v></v></c>',
        "error": f'<c{at} t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        "truth": f'<c{at} t="b"><v>1</v></c>',
        "blank": f'<c{at} s="1"/>',
    }[kind]


KINDS = ("number", "text", "inline", "date", "calculated", "formula", "shared", "error", "truth", "blank")
ODD = (
    '<!-- </row><row r="2"> -->',
    '<?odd </row><row r="2"> ?>',
    '<row r="3"><c r="A3" t="inlineStr"><is><t><![CDATA[</row><row r="2">]]></t></is></c></row>',
    '<row r="2"><c r="B2"><v>7</v></c></row>',
    '<row r="500"/>',
    '<row><c r="A450"><v>7</v></c></row>',
    "<row><c><v>7</v></c></row>",
    '<row r="400"><c r="ZZ400"><v>7</v></c></row>',
    '<row note="a > b" r="401"><c r="A401"><v>7</v></c></row>',
    "<sheetData/>",
    "<row r='402'><c r='A402'><v>7</v></c>",
)


@st.composite
def sheets(draw):
    """Rows of a sheet, mostly as programs write them, some with an oddity among them."""
    chance = random.Random(draw(st.integers(0, 10**6)))  # noqa: S311
    left, width = chance.randint(0, 2), chance.randint(1, 5)
    few = chance.sample(KINDS, chance.randint(1, 4))
    numbered, named = chance.random() < 0.9, chance.random() < 0.9
    rows, number = [], chance.choice((0, 0, 3))
    for _ in range(chance.randint(20, 150)):
        number += 1 if chance.random() < 0.95 else chance.randint(2, 9)
        columns = [at for at in range(left, left + width) if not named or chance.random() < 0.9]
        cells = [cell(chance.choice(few), chr(65 + at) + str(number) if named else "") for at in columns]
        said = f' r="{number}"' if numbered else ""
        rows.append(f'<row{said} spans="1:9">{"".join(cells)}</row>' + chance.choice(("", "", "\n ")))
    for odd in draw(st.lists(st.sampled_from(ODD), max_size=2)) if draw(st.booleans()) else ():
        rows.insert(chance.randrange(len(rows)), odd)
    tail = draw(st.sampled_from(("", '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>')))
    return "".join(rows), tail


@settings(max_examples=150, deadline=None)
@given(sheets())
def test_in_pieces_each_cell_is_what_it_is_in_the_whole(tmp_path_factory, sheet):
    rows, tail = sheet
    path = write(tmp_path_factory.mktemp("pieces") / "book.xlsx", rows, tail)
    found = served(path, "pieces")
    assert found is None or found == served(path, "whole")


def many(count=300, width=3, first=1):
    lines = [
        "".join(cell(KINDS[(at + column) % len(KINDS)], chr(65 + column) + str(at)) for column in range(width))
        for at in range(first, first + count)
    ]
    return "".join(f'<row r="{at}">{line}</row>' for at, line in enumerate(lines, first))


def test_a_sheet_as_programs_write_it_is_read_in_three_pieces(tmp_path):
    path = write(tmp_path / "book.xlsx", many())
    with small():
        export = sheet_pieces.read(str(path))
    assert export is not None
    ranges = [(piece.sheet().start[0], piece.sheet().end[0]) for piece in export.pieces]
    assert [start for start, _ in ranges] == [0, *(end + 1 for _, end in ranges[:-1])]
    assert (len(ranges), ranges[-1][1]) == (3, 299)
    assert served(path, "pieces") == served(path, "whole")


def test_empty_rows_between_the_pieces_and_rows_beyond_the_limit_count_as_in_the_whole(tmp_path):
    path = write(tmp_path / "book.xlsx", many(150) + '<row r="190"/>' + many(150, first=200))
    assert served(path, "pieces") == served(path, "whole")
    with_few = served(path, "pieces", rows=345)
    assert with_few == served(path, "whole", rows=345)
    assert with_few[2] == [6, "row 346, column 3"]


@pytest.mark.parametrize(
    "rows",
    [
        many(250) + '<row r="251">' + cell("number", "D251") + "</row>",
        many(250).replace('r="A', 'r="D') + '<row r="251">' + cell("number", "A251") + "</row>",
        many(250) + many(20),
        many(250).replace(' r="', ' x="'),
        many(125) + "<!-- a note -->" + many(125, first=126),
        many(125) + "<?note?>" + many(125, first=126),
    ],
    ids=["wider below", "further left below", "numbers again", "no numbers", "comment", "instruction"],
)
def test_what_does_not_fit_is_read_as_a_whole(rows, tmp_path):
    assert served(write(tmp_path / "book.xlsx", rows), "pieces") is None


@pytest.mark.parametrize(
    ("rows", "tail"),
    [
        (many(200) + '<row r="201"><c r="A201" t="s"><v>99</v></c></row>' + many(50, first=202), ""),
        (many(250).replace('<row r="200"><c r="A200"><v>', '<row r="200">'), ""),
        (many(250), "</sheetViews>"),
    ],
    ids=["no such text", "an element that ends but does not begin", "the end"],
)
def test_what_is_broken_is_left_to_the_reader_of_the_whole(rows, tail, tmp_path):
    path = write(tmp_path / "book.xlsx", rows, tail)
    assert served(path, "pieces") is None
    with pytest.raises(CalamineError):
        served(path, "whole")


@pytest.mark.parametrize("how", ["garbled", "longer than the file"])
def test_a_sheet_that_cannot_be_unpacked_is_left_to_the_reader_of_the_whole(how, tmp_path):
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(write(path, many())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts.pop(SHEET)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in [*parts.items(), (SHEET, sheet)]:
            archive.writestr(name, part)
        info = archive.getinfo(SHEET)
    data = bytearray(path.read_bytes())
    begin = info.header_offset + 30 + len(SHEET)
    if how == "garbled":
        data[begin + 200 : begin + 260] = bytes(60)
    else:  # the directory at the end of the archive is taken for the end of the sheet, and more
        at = data.rindex(b"PK\x01\x02")
        data[at + 20 : at + 24] = (info.compress_size + 10_000).to_bytes(4, "little")
        data[begin + info.compress_size - 60 : begin + info.compress_size] = bytes(60)
    path.write_bytes(data)
    assert served(path, "pieces") is None
    with pytest.raises(CalamineError):
        served(path, "whole")


def test_names_with_a_prefix_and_parts_that_are_there_twice_are_read_as_a_whole(tmp_path):
    rows = many()
    path = write(tmp_path / "book.xlsx", rows.replace("<", "<x:").replace("<x:/", "</x:"))
    with small():
        assert sheet_pieces.read(str(path)) is None
    path = write(tmp_path / "book.xlsx", rows)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, "<worksheet/>")
    with small():
        assert sheet_pieces.read(str(path)) is None
