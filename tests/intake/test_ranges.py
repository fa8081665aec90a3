"""Ranges of days and the periods they are."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.terms import Cadence
from kpidesk.intake.dates import parse
from kpidesk.intake.ranges import ends, period
from kpidesk.intake.recipes import DateOrder

D = dt.date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("01.01.-07.01.2026", "01.01.2026", "07.01.2026"),
        ("1.-7.1.2026", "1.1.2026", "7.1.2026"),
        ("29.12.-04.01.2026", "29.12.2025", "04.01.2026"),
        ("29.12.25-04.01.26", "29.12.25", "04.01.26"),
        ("12/29 - 01/04/2026", "12/29/2025", "01/04/2026"),
        ("jan 5 - 11, 2026", "5 jan 2026", "11 jan 2026"),
        ("dec 29 - jan 4, 2026", "29 dec 2025", "4 jan 2026"),
        ("2026-01-05 to 2026-01-11", "2026-01-05", "2026-01-11"),
    ],
)
def test_what_the_first_day_leaves_out_the_last_one_says(text, first, last):
    assert ends(text) == (first, last)


@pytest.mark.parametrize("text", ["2026-01-05", "1-2", "5.1.2026", "10-20", "maya - ben", "1.000-2.000"])
def test_what_is_no_range(text):
    assert ends(text) is None


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (D(2026, 1, 5), D(2026, 1, 5), (D(2026, 1, 5), Cadence.DAY)),
        (D(2026, 1, 1), D(2026, 1, 7), (D(2026, 1, 1), Cadence.WEEK)),
        (D(2026, 1, 5), D(2026, 1, 9), (D(2026, 1, 5), Cadence.WEEK)),
        (D(2024, 2, 1), D(2024, 2, 29), (D(2024, 2, 1), Cadence.MONTH)),
        (D(2026, 4, 1), D(2026, 6, 30), (D(2026, 4, 1), Cadence.QUARTER)),
        (D(2026, 1, 1), D(2026, 12, 31), (D(2026, 1, 1), Cadence.YEAR)),
    ],
)
def test_a_range_is_the_period_it_fills(first, last, found):
    assert period(first, last) == found


@pytest.mark.parametrize(("first", "last"), [(D(2026, 1, 5), D(2026, 1, 14)), (D(2026, 2, 1), D(2026, 4, 30))])
def test_a_range_that_fills_no_period_is_refused(first, last):
    with pytest.raises(ValueError, match="is no whole week"):
        period(first, last)


@given(st.dates(D(1951, 1, 1), D(2099, 12, 1)))
def test_every_way_of_writing_a_week_reads_back(day):
    last = day + dt.timedelta(days=6)
    ways = [
        (f"{day:%d.%m.%Y} - {last:%d.%m.%Y}", None),
        (f"{day:%d.%m.}–{last:%d.%m.%Y}", None),
        (f"{day:%m/%d/%Y} - {last:%m/%d/%Y}", DateOrder.MDY),
        (f"{day.isoformat()}/{last.isoformat()}", None),
        (f"{day.day} {day:%b} - {last.day} {last:%b} {last.year}", None),
        (f"{day:%b} {day.day} - {last:%b} {last.day}, {last.year}", None),
    ]
    assert [parse(text, order) for text, order in ways] == [(day, Cadence.WEEK)] * len(ways)
