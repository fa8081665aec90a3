"""Periods at the places where they go wrong: year ends, leap days, long years, fiscal years."""

import datetime as dt
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.calendars import FiscalCalendar, working_days, working_days_until
from kpidesk.domain.days import day_number, to_date
from kpidesk.domain.terms import Cadence, YearEnd, YearName, YearPattern

ISO = FiscalCalendar()
RETAIL = FiscalCalendar(6, 2, YearPattern.WEEKS_454, YearEnd.NEAREST, YearName.STARTS)
"""The calendar of the American retail federation: Sundays to Saturdays, the year ends nearest to the end of January."""
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


def test_a_fiscal_year_may_be_named_after_the_year_it_starts_in():
    april = FiscalCalendar(start_month=4, year_name=YearName.STARTS)
    assert april.quarter(dt.date(2025, 5, 20)) == (2025, 1)
    assert FiscalCalendar(year_name=YearName.STARTS).quarter(dt.date(2025, 5, 20)) == (2025, 2)


@pytest.mark.parametrize(
    ("year", "first"), [(2022, dt.date(2022, 1, 30)), (2023, dt.date(2023, 1, 29)), (2024, dt.date(2024, 2, 4))]
)
def test_the_published_retail_years_start_where_they_were_published(year, first):
    assert RETAIL.first_day(year) == first
    assert RETAIL.start(Cadence.YEAR, first + dt.timedelta(days=200)) == first
    assert RETAIL.year(first) == year


def test_a_53rd_week_belongs_to_the_last_month():
    # The retail year 2023 had 53 weeks: February to January in 4-5-4 weeks, the last month in 5.
    first = RETAIL.first_day(2023)
    assert (RETAIL.first_day(2024) - first).days == 53 * 7
    months = RETAIL.edges(Cadence.MONTH, first, RETAIL.first_day(2024) - dt.timedelta(days=1))
    assert (np.diff(months) // 7).tolist() == [4, 5, 4] * 3 + [4, 5, 5]
    assert RETAIL.month(first + dt.timedelta(weeks=52)) == 12


def test_week_9_of_a_4_4_5_year_is_in_its_third_month():
    calendar = FiscalCalendar(0, 4, YearPattern.WEEKS_445)
    first = calendar.first_day(2025)
    assert first == dt.date(2025, 3, 31)
    assert calendar.month(first + dt.timedelta(weeks=7)) == 2
    assert calendar.month(first + dt.timedelta(weeks=8)) == 3
    assert calendar.quarter(first + dt.timedelta(weeks=13)) == (2026, 2)


def test_a_year_of_weeks_ends_on_the_last_such_day_of_the_month_or_the_nearest_to_its_end():
    # 2026-12-31 is a Thursday: the last Sunday before is the 27th, the nearest is 3 January.
    assert FiscalCalendar(0, 1, YearPattern.WEEKS_445).first_day(2027) == dt.date(2026, 12, 28)
    nearest = FiscalCalendar(0, 1, YearPattern.WEEKS_445, YearEnd.NEAREST)
    assert nearest.first_day(2027) == dt.date(2027, 1, 4)
    assert nearest.year(dt.date(2027, 1, 3)) == 2026


def test_weeks_may_start_on_sunday():
    assert FiscalCalendar(week_start=6).start(Cadence.WEEK, dt.date(2025, 1, 1)) == dt.date(2024, 12, 29)


def test_the_newest_closed_week_ends_before_the_running_one():
    assert ISO.closed_before(Cadence.WEEK, dt.date(2026, 8, 20)) == dt.date(2026, 8, 16)


calendars = st.builds(
    FiscalCalendar,
    st.integers(0, 6),
    st.integers(1, 12),
    st.sampled_from(YearPattern),
    st.sampled_from(YearEnd),
    st.sampled_from(YearName),
)


@given(days, st.sampled_from(Cadence), calendars)
def test_every_day_lies_in_exactly_one_period(day, cadence, calendar):
    number = np.array([day_number(day)])
    start, end = calendar.starts(cadence, number), calendar.ends(cadence, number)
    assert start <= number < end
    assert to_date(int(end[0])) == calendar.next_start(cadence, day)
    assert np.array_equal(calendar.starts(cadence, end), end)
    assert np.array_equal(calendar.starts(cadence, end - 1), start)


@given(days, calendars)
def test_a_year_has_four_quarters_of_three_months_and_weeks_have_no_remainder(day, calendar):
    first = calendar.start(Cadence.YEAR, day)
    last = calendar.next_start(Cadence.YEAR, day) - dt.timedelta(days=1)
    quarters, months = calendar.edges(Cadence.QUARTER, first, last), calendar.edges(Cadence.MONTH, first, last)
    assert np.array_equal(quarters, months[::3])
    assert len(months) == 13
    assert [calendar.month(to_date(int(month))) for month in months[:-1]] == list(range(1, 13))
    if calendar.pattern is not YearPattern.MONTHS:
        assert first.weekday() == calendar.week_start
        assert {52, 53} >= {((last - first).days + 1) / 7}


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


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be changed here")
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati"])
@pytest.mark.parametrize(
    "sunday", [dt.date(2026, 3, 29), dt.date(2026, 10, 25), dt.date(2026, 3, 8), dt.date(2026, 11, 1)]
)
def test_a_week_in_which_clocks_change_has_seven_days_wherever_one_is(monkeypatch, zone, sunday):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        calendar = FiscalCalendar()
        monday = sunday - dt.timedelta(days=6)
        edges = calendar.edges(Cadence.WEEK, monday, sunday + dt.timedelta(days=1))
        assert [to_date(int(edge)) for edge in edges] == [monday + dt.timedelta(days=7 * at) for at in range(3)]
        assert [to_date(day_number(monday) + at) for at in range(7)][-1] == sunday
        months = calendar.edges(Cadence.MONTH, sunday, sunday)
        assert to_date(int(months[0])) == sunday.replace(day=1)
    finally:
        monkeypatch.undo()
        time.tzset()
