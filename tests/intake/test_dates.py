"""Dates as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.days import day_number, to_date
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Cadence, YearEnd, YearPattern
from kpidesk.intake.dates import decide_order, parse
from kpidesk.intake.recipes import DateOrder
from kpidesk.intake.spans import Spans, decide_cadence

D = dt.date


@pytest.mark.parametrize(
    ("cell", "day", "cadence"),
    [
        ("2016-10-20", D(2016, 10, 20), Cadence.DAY),
        ("2015-11-17 05:58:34", D(2015, 11, 17), Cadence.DAY),
        ("2015-11-17T23:30:00-05:00", D(2015, 11, 17), Cadence.DAY),
        ("24 October 2011", D(2011, 10, 24), Cadence.DAY),
        ("24. Oktober 2011", D(2011, 10, 24), Cadence.DAY),
        ("March 3, 2017", D(2017, 3, 3), Cadence.DAY),
        ("01.03.2017", D(2017, 3, 1), Cadence.DAY),
        ("20260105", D(2026, 1, 5), Cadence.DAY),
        ("43160", D(2018, 3, 1), Cadence.DAY),
        (43160.0, D(2018, 3, 1), Cadence.DAY),
        (D(2020, 2, 29), D(2020, 2, 29), Cadence.DAY),
        ("2016-W42", D(2016, 10, 17), Cadence.WEEK),
        ("KW 33/2026", D(2026, 8, 10), Cadence.WEEK),
        ("2020-W53", D(2020, 12, 28), Cadence.WEEK),
        ("KW 33 (10.08.2026 - 16.08.2026)", D(2026, 8, 10), Cadence.WEEK),
        ("KW 33 (2026)", D(2026, 8, 10), Cadence.WEEK),
        ("week ending Fri, 14 Aug 2026", D(2026, 8, 10), Cadence.WEEK),
        ("week of Sunday, Aug 9, 2026", D(2026, 8, 9), Cadence.WEEK),
        ("Oct 2016", D(2016, 10, 1), Cadence.MONTH),
        ("März 2017", D(2017, 3, 1), Cadence.MONTH),
        ("février 2017", D(2017, 2, 1), Cadence.MONTH),
        ("2016-10", D(2016, 10, 1), Cadence.MONTH),
        ("Q3 2026", D(2026, 7, 1), Cadence.QUARTER),
        ("2026-Q3", D(2026, 7, 1), Cadence.QUARTER),
        ("2026", D(2026, 1, 1), Cadence.YEAR),
    ],
)
def test_what_a_text_names(cell, day, cadence):
    assert parse(cell) == (day, cadence)


@pytest.mark.parametrize("cell", ["31.09.2026", "2026-02-30", "2026-W54", "2026-13-01"])
def test_a_day_that_does_not_exist_is_refused(cell):
    with pytest.raises(ValueError, match="does not exist"):
        parse(cell)


@pytest.mark.parametrize("cell", ["", "soon", "Won", "12", 12.0, True, "1999999-01"])
def test_what_is_no_date_is_refused(cell):
    with pytest.raises(ValueError, match="is "):
        parse(cell)


def test_one_late_day_decides_the_order_of_a_column():
    assert decide_order(["05/01/2026", "13/01/2026"], "f") is DateOrder.DMY
    assert decide_order(["05/01/2026", "01/13/2026"], "f") is DateOrder.MDY


def test_dates_that_fit_two_orders_are_asked():
    with pytest.raises(UserError, match="05/01/2026 can be day or month first"):
        decide_order(["05/01/2026"], "f.csv, column “Date”")


def test_a_column_that_mixes_orders_is_refused():
    with pytest.raises(UserError, match="some dates have the day first"):
        decide_order(["13/01/2026", "01/13/2026"], "f")


def test_dates_that_read_alike_in_every_order_need_no_answer():
    assert decide_order(["01/01/2026", "2026-05-01"], "f") is not None
    assert decide_order(["2026-05-01"], "f") is None


def test_the_period_comes_from_the_text_then_the_header_then_the_spacing():
    assert decide_cadence(["2016-W42"], None, "Date") is Cadence.WEEK
    assert decide_cadence(["2026-08-03"], None, "week_start") is Cadence.WEEK
    assert decide_cadence(["2026-08-03", "2026-08-10"], None, "Date") is Cadence.WEEK
    assert decide_cadence(["2026-08-01", "2026-09-01"], None, "Date") is Cadence.MONTH
    assert decide_cadence(["2026-08-03", "2026-08-04"], None, "Date") is Cadence.DAY
    assert decide_cadence(["2026-08-03"], None, "Date") is None


def test_a_date_inside_a_period_stands_for_the_whole_period():
    spans = Spans(None, Cadence.WEEK, FiscalCalendar())
    assert spans["2026-08-13"] == (day_number(D(2026, 8, 10)), 7)
    months = Spans(None, Cadence.MONTH, FiscalCalendar())
    assert months["2024-02-17"] == (day_number(D(2024, 2, 1)), 29)


def test_a_month_cannot_be_a_day():
    with pytest.raises(ValueError, match="is a whole month"):
        Spans(None, Cadence.DAY, FiscalCalendar())["Oct 2016"]


@given(st.dates(D(1951, 1, 1), D(2100, 12, 31)))
def test_every_way_of_writing_a_day_reads_back(day):
    ways = [
        (day.isoformat(), None),
        (f"{day:%d.%m.%Y}", None),
        (f"{day:%m/%d/%Y}", DateOrder.MDY),
        (f"{day:%d/%m/%Y}", DateOrder.DMY),
        (f"{day:%Y%m%d}", None),
        (f"{day:%G-W%V}", None),
    ]
    found = [parse(text, order)[0] for text, order in ways]
    assert found[:-1] == [day] * 5
    assert found[-1] == day - dt.timedelta(days=day.weekday())


def test_a_month_named_in_a_year_of_weeks_is_the_fiscal_month_of_that_name():
    # The Sunday nearest to the end of 2026 is 3 January 2027; the day after, the January of the next year begins.
    weeks = FiscalCalendar(0, 1, YearPattern.WEEKS_445, YearEnd.NEAREST)
    start, days = Spans(None, Cadence.MONTH, weeks)["Jan 2027"]
    assert (to_date(start), days) == (D(2027, 1, 4), 28)
    assert to_date(Spans(None, Cadence.MONTH, weeks)["2027-01-02"][0]) == D(2026, 11, 23)
