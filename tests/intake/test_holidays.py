"""A block of holidays: what each line means, and which line is wrong."""

import datetime as dt

import pytest

from kpidesk.domain.entities import Holiday, new_id
from kpidesk.intake.holidays import read

MAY_DAY = Holiday(new_id(), dt.date(2026, 5, 1), "May Day", share=0.5)
EPIPHANY = Holiday(new_id(), dt.date(2026, 1, 6), "Epiphany", "Bavaria")


def found(text, known=(), calendars=(), *, month_first=False):
    block = read(text, known, calendars, month_first=month_first)
    return [(str(each.on), each.name, each.calendar) for each in block.holidays], block


def test_day_name_and_calendar_stand_in_columns_and_a_heading_is_none_of_them():
    rows, block = found("Date\tHoliday\tWhere\r\n25 Dec 2026\tChristmas  Day\t\r\n2026-01-06\tEpiphany\tBavaria\r\n")
    assert rows == [("2026-01-06", "Epiphany", "Bavaria"), ("2026-12-25", "Christmas Day", "")]
    assert block.problems == ()


def test_semicolons_may_stand_for_tabs_and_blank_lines_for_nothing():
    rows, _block = found("2026-05-01;May Day\n\n;\n2026-12-25;Christmas Day")
    assert [name for _day, name, _calendar in rows] == ["May Day", "Christmas Day"]


@pytest.mark.parametrize(
    ("text", "month_first", "days"),
    [
        ("1/5/2026\ta", False, ["2026-05-01"]),
        ("1/5/2026\ta", True, ["2026-01-05"]),
        ("1/5/2026\ta\n5/25/2026\tb", False, ["2026-01-05", "2026-05-25"]),
        ("1/5/2026\ta\n25/5/2026\tb", True, ["2026-05-01", "2026-05-25"]),
        ("46143\ta", False, ["2026-05-01"]),
    ],
)
def test_days_of_digits_are_read_in_the_usual_order_unless_the_other_fits_better(text, month_first, days):
    rows, block = found(text, month_first=month_first)
    assert [day for day, _name, _calendar in rows] == days
    assert block.problems == ()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("soon\tMay Day", "Line 2: “soon” is not a date"),
        ("31 Feb 2026\tMay Day", "Line 2: “31 Feb 2026” does not exist"),
        ("May 2026\tMay Day", "Line 2: “May 2026” is a whole month"),
        ("2026-05-01\t ", "Line 2: 2026-05-01 has no name"),
        ("2026-12-25\tAgain", "Line 2: 2026-12-25 stands in line 1 already"),
        ("2026-05-01\tMay Day\tBavaria\tYes", "Line 2: There are more than three columns"),
    ],
)
def test_what_is_wrong_names_its_line_and_the_others_are_read(line, says):
    rows, block = found(f"2026-12-25\tChristmas Day\n{line}\n2026-12-26\tBoxing Day")
    assert [name for _day, name, _calendar in rows] == ["Christmas Day", "Boxing Day"]
    assert len(block.problems) == 1
    assert block.problems[0].startswith(says)


def test_known_days_keep_what_they_are_and_may_get_another_name():
    known = [MAY_DAY, EPIPHANY]
    rows, block = found("2026-05-01\tLabour Day\n2026-01-06\tEpiphany\tbavaria", known, ["Bavaria"])
    assert rows == [("2026-05-01", "Labour Day", "")]
    assert (block.holidays[0].id, block.holidays[0].share) == (MAY_DAY.id, 0.5)
    assert (block.renamed, block.same) == (1, 1)


def test_one_calendar_is_spelled_in_one_way():
    rows, _block = found("2026-01-06\tEpiphany\tBavaria\n2026-08-15\tAssumption\tBAVARIA")
    assert {calendar for _day, _name, calendar in rows} == {"Bavaria"}
