"""Periods at the places where they go wrong: year ends, leap days, long years, fiscal years."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.calendars import FiscalCalendar, working_days, working_days_until
from kpidesk.domain.days import day_number, to_date
from kpidesk.domain.entities import Cadence

ISO = FiscalCalendar()
days = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))


def test_the_last_days_of_december_share_a_week_with_the_first_of_january():
    starts = {ISO.start(Cadence.WEEK, dt.date(2024, 12, 30) + dt.timedelta(days=d)) for d in range(5)}
    assert starts == {dt.date(2024, 12, 30)}


def test_the_same_days_belong_to_two_months_and_two_years():
    assert ISO.start(Cadence.MONTH, dt.date(2024, 12, 31)) == dt.date(2024, 12, 1)
    assert ISO.start(Cadence.YEAR, dt.date(2025, 1, 3)) == dt.date(2025, 1, 1)


def test_a_leap_day_is_the_last_day_of_february():
    assert ISO.next_start(Cadence.MONTH, dt.date(2024, 2, 29)) == dt.date(2024, 3, 1)
    assert ISO.previous_start(Cadence.MONTH, dt.date(2024, 3, 31)) == dt.date(2024, 2, 1)
    assert ISO.next_start(Cadence.YEAR, dt.date(2024, 2, 29)) == dt.date(2025, 1, 1)


@pytest.mark.parametrize(("year", "weeks"), [(2015, 53), (2019, 52), (2020, 53), (2026, 53)])
def test_years_of_52_and_53_weeks(year, weeks):
    first, last = dt.date.fromisocalendar(year, 1, 1), dt.date.fromisocalendar(year + 1, 1, 1) - dt.timedelta(days=1)
    assert len(ISO.edges(Cadence.WEEK, first, last)) - 1 == weeks


def test_a_fiscal_year_from_april_is_named_after_the_year_it_ends_in():
    april = FiscalCalendar(start_month=4)
    assert april.quarter(dt.date(2025, 5, 20)) == (2026, 1)
    assert april.start(Cadence.YEAR, dt.date(2025, 3, 31)) == dt.date(2024, 4, 1)
    assert april.start(Cadence.QUARTER, dt.date(2025, 2, 10)) == dt.date(2025, 1, 1)


def test_weeks_may_start_on_sunday():
    assert FiscalCalendar(week_start=6).start(Cadence.WEEK, dt.date(2025, 1, 1)) == dt.date(2024, 12, 29)


def test_the_newest_closed_week_ends_before_the_running_one():
    assert ISO.closed_before(Cadence.WEEK, dt.date(2026, 8, 20)) == dt.date(2026, 8, 16)


@given(days, st.sampled_from(Cadence), st.integers(0, 6), st.integers(1, 12))
def test_every_day_lies_in_exactly_one_period(day, cadence, week_start, month):
    calendar = FiscalCalendar(week_start, month)
    number = np.array([day_number(day)])
    start, end = calendar.starts(cadence, number), calendar.ends(cadence, number)
    assert start <= number < end
    assert to_date(int(end[0])) == calendar.next_start(cadence, day)
    assert np.array_equal(calendar.starts(cadence, end), end)
    assert np.array_equal(calendar.starts(cadence, end - 1), start)


@given(days, st.integers(0, 400))
def test_working_days_are_mondays_to_fridays(day, length):
    span = [day + dt.timedelta(days=d) for d in range(length)]
    counted = sum(each.weekday() < 5 for each in span)
    first = day_number(day)
    assert working_days(first, first + length) == counted
    before = working_days_until(np.array([first, first + length]))
    assert before[1] - before[0] == counted


def test_no_working_days_in_a_span_that_ends_before_it_starts():
    assert working_days(10, 3) == 0
