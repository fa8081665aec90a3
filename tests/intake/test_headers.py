"""Headers of several rows, with headings merged across and down."""

from __future__ import annotations

import pytest

from kpidesk.intake.headers import find_header


@pytest.mark.parametrize(
    ("rows", "row", "columns"),
    [
        ([["Rep", "Calls"], ["Ben", 5.0]], 1, ("Rep", "Calls")),
        (
            [["Rep", "Calls", "", "Deals", ""], ["", "made", "planned", "won", "lost"], ["Ben", 5.0, 6.0, 1.0, 0.0]],
            2,
            ("Rep", "made", "planned", "won", "lost"),
        ),
        (
            [["Rep", "Calls", "", "Deals", ""], ["", "Q1", "Q2", "Q1", "Q2"], ["Ben", 5.0, 6.0, 1.0, 0.0]],
            2,
            ("Rep", "Calls, Q1", "Calls, Q2", "Deals, Q1", "Deals, Q2"),
        ),
        (
            [
                ["", "2026", "", "", ""],
                ["Rep", "Plan", "", "Actual", ""],
                ["", "#", "%", "#", "%"],
                ["Ben", *[1.0] * 4],
            ],
            3,
            ("Rep", "Plan, #", "Plan, %", "Actual, #", "Actual, %"),
        ),
        ([["Name", "Team", ""], ["Ben", "East", "x"], ["Maya", "West", "y"]], 1, ("Name", "Team")),
        (
            [
                ["at", "the", "", "top"],
                ["or", "", "", "here"],
                ["Rep", "Calls", "Deals", "Won"],
                ["Ben", 5.0, 2.0, 1.0],
            ],
            3,
            ("Rep", "Calls", "Deals", "Won"),
        ),
        ([["id", "", "id"], [1.0, "x", 2.0]], 1, ("id", "Column 2", "id (2)")),
    ],
)
def test_the_row_above_the_data_names_the_columns_and_headings_tell_equal_names_apart(rows, row, columns):
    found = find_header(rows, None, "export.xlsx")
    assert (found.row, found.columns) == (row, columns)


def test_rows_are_numbered_from_where_the_table_begins():
    assert find_header([["Rep", "Calls"], ["Ben", 5.0]], None, "export.xlsx", 40).row == 40
