"""A fiscal month is named after the calendar month in which most of its days lie."""

import datetime as dt
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.days import naming_day
from kpidesk.domain.terms import Cadence, YearEnd, YearPattern
from kpidesk.domain.wording import periods

WEEKS = FiscalCalendar(0, 1, YearPattern.WEEKS_445)
"""Its January of 2026 begins on 29 December."""


@settings(deadline=None)
@given(
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)),
    st.integers(0, 6),
    st.integers(1, 12),
    st.sampled_from(YearPattern),
    st.sampled_from(YearEnd),
)
def test_the_name_is_that_of_most_days_and_follows_the_number_of_the_month(day, week_start, start, pattern, end):
    calendar = FiscalCalendar(week_start, start, pattern, end)
    first, after = calendar.start(Cadence.MONTH, day), calendar.next_start(Cadence.MONTH, day)
    named = calendar.naming_day(day)
    months = Counter((first + dt.timedelta(days=at)).month for at in range((after - first).days))
    assert months[named.month] == max(months.values())
    assert named.month == (start + calendar.month(day) - 2) % 12 + 1


def test_a_calendar_month_has_its_own_name():
    assert naming_day(dt.date(2026, 2, 1)).month == 2


def test_sentences_name_fiscal_months_that_way():
    starts = [WEEKS.start(Cadence.MONTH, day) for day in (dt.date(2026, 1, 10), dt.date(2026, 2, 10))]
    assert [each.month for each in starts] == [12, 1]
    assert periods(starts, Cadence.MONTH) == "Jan to Feb"
