"""Pace, projection, required run-rate and the chance of a target inside a running period."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.pace import chance_of_count, pace


def known(found):
    assert found is not None
    return found


def test_pace_of_a_prorated_quarter():
    found = known(pace(18, 56.25, done=15, total=30, remaining_days=20, daily_rate=0.9))
    assert found.expected == 28.125
    assert found.index == pytest.approx(0.64)
    assert found.projection == 36
    assert found.required_run_rate == pytest.approx(1.9125)
    assert found.strain == pytest.approx(2.125)


@pytest.mark.parametrize(("done", "total"), [(2, 5), (10, 64), (0, 64)])
def test_it_is_too_early_for_a_verdict(done, total):
    found = known(pace(5, 100, done, total, total - done))
    assert (found.index, found.projection) == (None, None)
    assert found.required_run_rate == pytest.approx(95 / (total - done))


def test_no_pace_without_a_target_a_value_or_days():
    assert pace(5, math.nan, 10, 20, 10) is None
    assert pace(5, 0, 10, 20, 10) is None
    assert pace(math.nan, 10, 10, 20, 10) is None
    assert pace(5, 10, 0, 0, 0) is None


def test_a_reached_target_requires_nothing_more():
    assert known(pace(120, 100, 60, 64, 4)).required_run_rate == 0
    assert known(pace(120, 100, 64, 64, 0)).required_run_rate == 0
    assert known(pace(90, 100, 64, 64, 0)).required_run_rate is None


def test_on_the_last_day_all_that_is_open_is_required():
    assert known(pace(90, 100, 63, 64, 1)).required_run_rate == 10
    assert known(pace(90, 100, 63.5, 64, 0.5)).required_run_rate == 20


def test_no_strain_without_a_recent_rate():
    assert known(pace(5, 100, 30, 60, 30, daily_rate=0)).strain is None
    assert known(pace(5, 100, 30, 60, 30)).strain is None


def test_chance_of_ten_deals():
    assert chance_of_count(5, 10, weeks_done=7, weeks_left=6, weekly_mean=0.8) == pytest.approx(0.442, abs=5e-4)


def test_a_reached_count_is_certain_and_one_without_time_or_rate_is_not():
    assert chance_of_count(10, 10, 7, 6, 0.8) == 1
    assert chance_of_count(5, 10, 13, 0, 0.8) == 0
    assert chance_of_count(0, 1, 7, 6, 0) == 0


@given(st.integers(0, 50), st.integers(0, 80), st.floats(0, 13), st.floats(0.1, 13), st.floats(0.01, 10))
def test_a_higher_target_is_never_likelier(value, goal, done, left, mean):
    near, far = (chance_of_count(value, each, done, left, mean) for each in (goal, goal + 1))
    assert 0 <= far <= near + 1e-12 <= 1 + 1e-12
