"""Dates that something else makes whole."""

from __future__ import annotations

import pytest

from kpidesk.domain.terms import Cadence
from kpidesk.intake.dating import kind_of, lacking, period_texts, turns, whole, years_in


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("KW 5", None, "KW 5 2026"),
        ("W05", None, "W05 2026"),
        ("März", None, "März 2026"),
        ("1. Quartal", None, "1. Quartal 2026"),
        ("05.01.", None, "05.01.2026"),
        ("05/01", None, "05/01/2026"),
        ("01.01.–07.01.", None, "01.01.–07.01.2026"),
        ("Jan 5", None, "Jan 5, 2026"),
        ("5", Cadence.WEEK, "2026-W05"),
        ("5", Cadence.MONTH, "2026-05"),
        ("2", Cadence.QUARTER, "2026-Q2"),
        ("T1", Cadence.QUARTER, "T1 2026"),
        ("202605", Cadence.WEEK, "2026-W05"),
        ("202605", Cadence.MONTH, "2026-05"),
    ],
)
def test_a_date_gets_what_it_lacks(text, kind, found):
    assert whole(text, kind, "2026") == found


@pytest.mark.parametrize("text", ["5", "12.5", "1.200", "KW 5/2025", "2025-01-05", "Maya", "S1", "T3", "", "5-1"])
def test_what_is_whole_or_no_date_stays(text):
    assert whole(text, None, "2026") is None


def test_a_month_and_a_number_is_a_day_only_where_the_numbers_are_no_years():
    assert lacking(["Jan 25", "Feb 25", "Jan 26"], None) == []
    assert lacking(["Jan 5", "Jan 12"], None) == ["Jan 5", "Jan 12"]
    assert len(lacking(["Jan 12", "Jan 19", "Jan 26", "Feb 02"], None)) == 4


def test_one_header_alone_that_could_be_a_month_is_a_name():
    assert period_texts(["Rep", "May", "Calls"]) == []
    assert period_texts(["Rep", "May", "June"]) == ["May", "June"]
    assert period_texts(["Rep", "2026-05"]) == ["2026-05"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Calls 2026", {2026}),
        ("calls_2026_final", {2026}),
        ("2025/2026", set()),
        ("exported 2026-01-05", set()),
        ("05.01.2026", set()),
        ("FY2026", set()),
        ("Order 120265", set()),
        ("2025 and 2026", {2025, 2026}),
    ],
)
def test_years_that_stand_alone(text, years):
    assert years_in([text]) == years


def test_periods_on_both_sides_of_new_year_are_noticed():
    assert turns([51, 52, 1, 2], 52)
    assert not turns(range(1, 53), 52)
    assert not turns([5, 6, 7], 52)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Week", Cadence.WEEK),
        ("KW", Cadence.WEEK),
        ("Week no.", Cadence.WEEK),
        ("Month of year", Cadence.MONTH),
        ("Quarter", Cadence.QUARTER),
        ("Calls per week", None),
        ("Weekly target", None),
    ],
)
def test_which_headers_say_what_a_plain_number_is(header, kind):
    assert kind_of(header) is kind
