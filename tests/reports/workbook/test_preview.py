"""The preview reads the cells that the file would get."""

import datetime as dt
import io

import openpyxl
import pytest

from kpidesk.domain.errors import CancelledError
from kpidesk.reports import workbook
from kpidesk.reports.model import USUAL_PARTS, Part
from kpidesk.reports.workbook.preview import preview
from kpidesk.services.desk import Desk

ON = dt.date(2026, 8, 20)


@pytest.fixture(scope="module")
def summary(tmp_path_factory):
    desk = Desk(tmp_path_factory.mktemp("preview") / "west.kpidesk")
    desk.fill_sample(ON)
    yield desk.summaries.summary(ON)
    desk.close()


def test_sheets_texts_numbers_and_results_equal_the_file(summary, tmp_path):
    workbook.write(summary, tmp_path / "summary.xlsx")
    file = openpyxl.load_workbook(io.BytesIO((tmp_path / "summary.xlsx").read_bytes()), data_only=True)
    shown = preview(summary, USUAL_PARTS)
    assert [sheet.name for sheet in shown] == file.sheetnames
    for sheet in shown:
        if sheet.name == "Data":
            continue
        for row, cells in enumerate(sheet.rows, 1):
            for column, cell in enumerate(cells, 1):
                written = file[sheet.name].cell(row, column).value
                written = written.date() if isinstance(written, dt.datetime) else written
                value = None if cell is None else cell.value
                expected = pytest.approx(written, rel=1e-12) if isinstance(written, float) else written
                assert value == expected, f"{sheet.name} {row}:{column}"


def test_only_the_wanted_sheets_are_there(summary):
    names = [sheet.name for sheet in preview(summary, {Part.NOTES})]
    assert names == ["Summary", "Scorecard", "Shared notes", "Definitions", "Read me"]


def test_styles_say_heads_sums_and_missing_values(summary):
    first = preview(summary, USUAL_PARTS)[0]
    found = {cells[0].value: tuple(filter(None, cells)) for cells in first.rows if cells[0] is not None}
    head, foot = found["Rep"], found["Team"]
    assert (head[0].style.line, head[0].style.fill, head[0].style.bold) == ("head", "sunken", True)
    assert foot[0].style.line == "foot"
    assert foot[1].style.format == "0%"


def test_it_can_be_stopped(summary):
    with pytest.raises(CancelledError):
        preview(summary, USUAL_PARTS, cancelled=lambda: True)
