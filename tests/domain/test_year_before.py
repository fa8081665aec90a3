"""The same days a year before: 53-week years, leap days, unequal months."""

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.days import day_number, to_date
from kpidesk.domain.entities import Kpi, new_id
from kpidesk.domain.terms import Aggregation, Cadence, Unit, YearEnd, YearPattern
from kpidesk.domain.year_before import YearBefore, change, places_before, span_before

MONTHS = FiscalCalendar()
APRIL = FiscalCalendar(start_month=4)
RETAIL = FiscalCalendar(start_month=2, pattern=YearPattern.WEEKS_445, year_end=YearEnd.NEAREST, week_start=6)
D = dt.date
CALLS = Kpi(new_id(), "calls_made", "Calls")


def before(cadence, first, last, calendar=MONTHS):
    """First and last day of the same days a year before."""
    begin, end = span_before(calendar, cadence, day_number(first), day_number(last) + 1)
    return to_date(begin), to_date(end - 1)


def iso(day):
    return day.isocalendar()[:2]


@pytest.mark.parametrize(
    ("monday", "week", "a_year_before"),
    [
        (D(2024, 12, 30), (2025, 1), (2024, 1)),
        (D(2020, 12, 28), (2020, 53), (2020, 1)),
        # The year after one of 53 weeks: the number is shifted by one, the season is the same.
        (D(2021, 1, 4), (2021, 1), (2020, 2)),
        (D(2021, 12, 27), (2021, 52), (2020, 53)),
        (D(2022, 1, 3), (2022, 1), (2021, 1)),
    ],
)
def test_a_week_is_compared_with_the_one_52_weeks_earlier(monday, week, a_year_before):
    assert iso(monday) == week
    first, last = before(Cadence.WEEK, monday, monday + dt.timedelta(days=6))
    assert iso(first) == iso(last) == a_year_before
    assert first.weekday() == 0


def test_30_december_to_3_january_meets_the_same_weekdays():
    assert before(Cadence.WEEK, D(2024, 12, 30), D(2025, 1, 3)) == (D(2024, 1, 1), D(2024, 1, 5))


def test_a_leap_day_makes_february_longer_and_is_left_out_of_the_year_without_it():
    assert before(Cadence.MONTH, D(2024, 2, 1), D(2024, 2, 29)) == (D(2023, 2, 1), D(2023, 2, 28))
    assert before(Cadence.MONTH, D(2025, 2, 1), D(2025, 2, 28)) == (D(2024, 2, 1), D(2024, 2, 29))
    assert before(Cadence.DAY, D(2024, 2, 29), D(2024, 2, 29)) == (D(2023, 3, 2), D(2023, 3, 2))


def test_a_running_period_meets_as_many_days_as_are_over():
    assert before(Cadence.QUARTER, D(2026, 7, 1), D(2026, 8, 19)) == (D(2025, 7, 1), D(2025, 8, 19))
    assert before(Cadence.YEAR, D(2026, 4, 1), D(2026, 5, 20), APRIL) == (D(2025, 4, 1), D(2025, 5, 20))
    # The 29th day of a running February meets the last of 28.
    assert before(Cadence.QUARTER, D(2024, 1, 1), D(2024, 2, 29)) == (D(2023, 1, 1), D(2023, 3, 1))


def test_a_year_of_whole_weeks_is_compared_52_weeks_earlier_also_after_its_53rd_week():
    longest = next(year for year in range(2015, 2030) if _weeks(year) == 53)
    begin = RETAIL.first_day(longest + 1)
    first, last = before(Cadence.MONTH, begin, begin + dt.timedelta(days=27), RETAIL)
    assert first == RETAIL.first_day(longest) + dt.timedelta(days=7)
    assert last - first == dt.timedelta(days=27)


def _weeks(year):
    return (RETAIL.first_day(year + 1) - RETAIL.first_day(year)).days // 7


def test_unequal_months_are_compared_by_the_working_day():
    # February 2024 had 21 working days, February 2023 had 20.
    assert change(CALLS, 42.0, 40.0, 21, 20) == 0.0
    assert change(CALLS, 42.0, 20.0, 21, 20) == pytest.approx(1.0)
    held = YearBefore(CALLS, 0, 28, 42.0, 40.0, 21, 20)
    assert held.change == 0.0


def test_percentages_differ_by_points_and_snapshots_by_their_value():
    rate = Kpi(new_id(), "win_rate", "Win rate", unit=Unit.PERCENT, aggregation=Aggregation.RATIO)
    assert change(rate, 0.30, 0.25, 20, 10) == pytest.approx(0.05)
    stock = Kpi(new_id(), "pipeline_open", "Pipeline", unit=Unit.CURRENCY, aggregation=Aggregation.LAST)
    assert change(stock, 150.0, 100.0, 20, 10) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("now", "then", "days"), [(math.nan, 3.0, 5), (3.0, math.nan, 5), (3.0, 0.0, 5), (3.0, 3.0, 0)]
)
def test_without_anything_to_compare_there_is_no_change(now, then, days):
    assert math.isnan(change(CALLS, now, then, 5, days))


def test_each_period_of_a_row_knows_its_place_a_year_before():
    weeks = MONTHS.edges(Cadence.WEEK, D(2020, 12, 28), D(2022, 1, 3))
    places = places_before(MONTHS, Cadence.WEEK, weeks)
    assert places[:52].tolist() == [-1] * 52
    assert places[52:].tolist() == [0, 1]
    months = MONTHS.edges(Cadence.MONTH, D(2023, 2, 1), D(2024, 2, 1))
    assert places_before(MONTHS, Cadence.MONTH, months).tolist() == [-1] * 12 + [0]


@given(
    st.dates(D(1990, 1, 1), D(2090, 12, 31)), st.sampled_from(list(Cadence)), st.sampled_from([MONTHS, APRIL, RETAIL])
)
def test_the_same_days_lie_about_a_year_back_and_never_overlap_the_days_asked_for(day, cadence, calendar):
    start = np.array([day_number(day)])
    first, end = int(calendar.starts(cadence, start)[0]), int(calendar.ends(cadence, start)[0])
    begin, stop = span_before(calendar, cadence, first, end)
    assert 363 <= first - begin <= 371
    assert abs((stop - begin) - (end - first)) <= 1
    assert stop <= first or cadence is Cadence.YEAR
