import datetime as dt

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester

from kpidesk.gui.models.sheet_model import SheetModel, column_name, shown
from kpidesk.gui.roles import Role
from kpidesk.reports.workbook.preview import PreviewCell, PreviewSheet, Style

PLAIN = Style("General", bold=False, colour="161B25", size=10, right=False, fill="", line="")


def cell(value, form="General", **style):
    fields = {name: getattr(PLAIN, name) for name in PLAIN.__slots__} | style | {"format": form}
    return PreviewCell(value, Style(**fields))


@pytest.fixture(autouse=True)
def british():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def model():
    made = SheetModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = ((cell("Rep"), cell(0.705, "0%", right=True)), (None, cell(None, fill="hatch")))
    made.set_sheet(PreviewSheet("Summary", (21.0, 10.0), rows, 0))
    return made


def test_cells_stand_where_the_file_has_them(model):
    assert (model.rowCount(), model.columnCount()) == (2, 2)
    assert model.index(0, 0).data() == "Rep"
    assert model.index(0, 1).data() == "71%"
    assert model.index(1, 0).data() == ""
    assert model.index(1, 1).data(Role.ENTITY).style.fill == "hatch"


def test_numbers_stand_right_and_texts_left(model):
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) == right
    assert model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole) is None


def test_heads_are_letters_and_row_numbers(model):
    assert model.headerData(1, Qt.Orientation.Horizontal) == "B"
    assert model.headerData(1, Qt.Orientation.Vertical) == "2"
    assert [column_name(at) for at in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1234567.0, "#,##0", "1,234,567"),
        (2.25, "#,##0.0", "2.3"),
        (0.75, '"3 of 4"', "3 of 4"),
        (-1.5, "#,##0.00", "−1.50"),
        (-0.001, "#,##0.0", "0.0"),
        (14400.0, '"€"#,##0;-"€"#,##0', "€14,400"),
        (-14400.0, '"€"#,##0;-"€"#,##0', "−€14,400"),
        (0.4567, "0.0%", "45.7%"),
        (3.0, "General", "3"),
        (dt.date(2026, 8, 6), "d mmm yyyy", "6 Aug 2026"),
        (None, "0%", ""),
    ],
)
def test_values_are_printed_as_the_spreadsheet_does(value, form, text):
    assert shown(cell(value, form)) == text


def test_a_missing_value_prints_nothing_never_zero():
    assert shown(None) == ""
    assert shown(cell(None, "#,##0", fill="hatch")) == ""


def test_no_sheet_is_an_empty_table(model):
    model.set_sheet(None)
    assert (model.rowCount(), model.columnCount()) == (0, 0)
