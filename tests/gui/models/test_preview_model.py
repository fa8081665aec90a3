from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from kpidesk.domain.terms import Status
from kpidesk.gui.models.preview_model import PreviewModel
from kpidesk.gui.roles import Role
from kpidesk.intake.problems import Problem
from kpidesk.intake.recipes import Recipe
from kpidesk.services.column_uses import NOTHING, Part, Use
from kpidesk.services.transfer import ImportReport, Preview

COLUMNS = ("Agent", "Calls", "Region")
ROWS = [(2, ["Okafor, M.", "3", "West"]), (3, ["Ben Carter", "n/a", "West"]), (4, ["Okafor, M.", "5"])]
USES = [Use(Part.REP), Use(Part.KPI, ("calls_made",)), NOTHING]


def report(*problems):
    return ImportReport(None, "", "columns", 3, 1, 2, 1, 0, 0, [], list(problems), [], 0, 0, [])


@pytest.fixture
def model():
    made = PreviewModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.set_preview(Preview(Path("a.csv"), None, "utf-8", ",", 1, COLUMNS, ROWS, 3, Recipe(), None), USES)
    return made


def test_rows_are_shown_as_in_the_file_under_its_own_numbers(model):
    assert model.index(1, 1).data() == "n/a"
    assert model.headerData(1, Qt.Orientation.Vertical) == "3"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Agent"


def test_a_short_row_has_empty_cells(model):
    assert model.index(2, 2).data() == ""


def test_numbers_stand_right_and_columns_left_out_are_muted(model):
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) is not None
    assert model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole) is None
    assert [model.index(0, column).data(Role.ARCHIVED) for column in range(3)] == [False, False, True]


def test_what_is_left_out_is_marked_with_its_reason(model):
    model.set_report(report(Problem(3, "Calls", "n/a", "“n/a” is not a number.")))
    assert model.index(1, 1).data(Role.STATUS) == Status.RISK
    assert "is not a number" in model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "is not a number" in model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.index(0, 1).data(Role.STATUS) is None


def test_an_unknown_name_is_marked_in_every_row_it_stands_in(model):
    model.set_report(report(Problem(2, "Agent", "Okafor, M.", "No rep is called “Okafor, M.”.")))
    assert [model.index(row, 0).data(Role.STATUS) for row in range(3)] == [Status.WATCH, None, Status.WATCH]


def test_another_file_starts_without_marks(model):
    model.set_report(report(Problem(3, "Calls", "n/a", "“n/a” is not a number.")))
    model.set_preview(Preview(Path("a.csv"), None, "utf-8", ",", 1, COLUMNS, ROWS, 3, Recipe(), None), USES)
    assert model.index(1, 1).data(Role.STATUS) is None
