"""What is said about cells of a workbook that hold no value, and about tables that were not read."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.services.history import History
from kpidesk.services.team import TeamService
from kpidesk.services.transfer import TransferService

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
WEEK = dt.date(2026, 8, 3)


@pytest.fixture
def take(database, tmp_path):
    team = TeamService(database, History(database))
    for name in ("Ben", "Maya", "Zoe"):
        team.add_rep(Rep(new_id(), name))

    def run(*rows, header=("Rep", "Week", "Calls", "Meetings"), beside=(), **options):
        book = openpyxl.Workbook()
        for row in (header, *rows):
            book.active.append(row)
        for at, row in enumerate(beside, 1):
            for column, cell in enumerate(row, 6):
                book.active.cell(at, column, cell)
        book.save(tmp_path / "book.xlsx")
        return TransferService(database, History(database), team).import_file(
            tmp_path / "book.xlsx", now=NOW, **options
        )

    return run


def test_formulas_without_a_result_are_told_once_a_column_with_their_number_and_are_no_zero(take, database):
    report = take(("Ben", WEEK, "=1+1", 2), ("Maya", WEEK, "=D3*2", 3), ("Zoe", WEEK, 4, 4))
    (problem,) = report.problems
    assert (problem.row, problem.column, problem.value) == (2, "Calls", "=1+1")
    assert problem.reason == (
        "A formula without a result: open the file in its own program, save it, import it again. "
        "Left empty, not counted as zero. 2 cells, the first in row 2."
    )
    with database.read() as connection:
        values = connection.exec_driver_sql("SELECT numerator FROM kpi_entry ORDER BY 1").scalars().all()
    assert values == [2, 3, 4, 4]


def test_errors_are_told_with_their_text_and_number(take):
    report = take(("Ben", WEEK, "#DIV/0!", 2), ("Maya", WEEK, "#DIV/0!", "#N/A"), ("Zoe", WEEK, 4, 4))
    assert [(each.row, each.column, each.value, each.reason) for each in report.problems] == [
        (
            2,
            "Calls",
            "#DIV/0!",
            "“#DIV/0!” is an error of the workbook. Left empty, not counted as zero. 2 cells, the first in row 2.",
        ),
        (3, "Meetings", "#N/A", "“#N/A” is an error of the workbook. Left empty, not counted as zero."),
    ]


def test_a_table_that_was_not_read_is_told_and_its_cells_are_not_mixed_in(take):
    report = take(("Ben", WEEK, 5, 2), ("Maya", WEEK, 6, 3), beside=[("Rep", "Calls"), ("Zoe", 99)])
    assert (report.rows_read, report.values_new) == (2, 4)
    assert [each.reason.partition(": ")[2].partition(" To ")[0] for each in report.problems] == [
        "table 2 of 2, row 1 (“Rep”, “Calls”), was not read."
    ]


def test_a_column_in_thousands_is_told_never_scaled_unasked(take, database):
    report = take(("Ben", WEEK, 5), header=("Rep", "Week", "Revenue (in thousands)"))
    (problem,) = report.problems
    assert problem.reason == (
        "Column “Revenue (in thousands)” says thousands; its numbers were taken as they are. "
        "If they are thousands, say scale = 1000 for “revenue_won” in a recipe."
    )
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT numerator FROM kpi_entry").scalars().all() == [5]


def test_a_workbook_is_read_before_anything_is_locked(database, tmp_path):
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    service = TransferService(database, History(database), TeamService(database, History(database)))
    with database.write(), pytest.raises(UserError, match="is damaged or not a workbook"):
        service.import_file(tmp_path / "book.xlsx", now=NOW)
