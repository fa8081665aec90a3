"""Attainment, status, pace, small rates and streaks, with the hand-checked figures of the domain brief."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.measures import PER_KPI, STATUSES, attainment, index, status_now, statuses, streak, trailing_sum
from kpidesk.domain.terms import Direction, Status

NAN = np.nan
shares = st.one_of(st.floats(0, 2), st.just(NAN))


def names(codes):
    return [STATUSES[code].value for code in codes]


def test_attainment_upwards_is_the_share_of_the_target():
    assert attainment(np.array([9.0, 15.0, NAN]), np.array(12.0), Direction.UP).tolist() == pytest.approx(
        [0.75, 1.25, NAN], nan_ok=True
    )


def test_there_is_no_attainment_of_nothing():
    assert np.isnan(attainment(np.array([5.0, 5.0]), np.array([0.0, NAN]), Direction.UP)).all()


def test_attainment_downwards_is_symmetric():
    assert attainment(np.array([45.0, 20.0, 75.0]), np.array(30.0), Direction.DOWN) == pytest.approx([0.5, 4 / 3, 0.0])


def test_a_downward_target_of_zero_is_met_or_not():
    found = attainment(np.array([0.0, 1.0, NAN]), np.array(0.0), Direction.DOWN)
    assert found.tolist() == pytest.approx([1.0, 0.0, NAN], nan_ok=True)


def test_inside_a_band_all_is_well():
    found = attainment(
        np.array([10.0, 15.0, 20.0, 5.0, 25.0, 90.0, NAN]), np.array(10.0), Direction.BAND, np.array(20.0)
    )
    assert found.tolist() == pytest.approx([1, 1, 1, 1 - 5 / 15, 1 - 5 / 15, 0, NAN], nan_ok=True)


def test_status_keeps_its_colour_until_it_is_clearly_another():
    path = np.array([0.78, 0.82, 0.86, 0.99, 1.01, 0.97, 0.94])
    assert names(statuses(path)) == ["risk", "risk", "watch", "watch", "good", "good", "watch"]


def test_a_status_lasts_at_least_two_periods():
    assert names(statuses(np.array([1.1, 0.5, 0.5, 1.2, 1.2]))) == ["good", "good", "risk", "risk", "good"]


def test_missing_is_grey_and_forgotten():
    assert names(statuses(np.array([1.1, NAN, 0.96]))) == ["good", "none", "watch"]


def test_without_history_the_plain_thresholds_hold():
    assert names(status_now(np.array([0.95, 0.94, 0.80, 0.79, NAN]))) == ["good", "watch", "watch", "risk", "none"]


def test_the_leading_index_caps_what_one_kpi_can_carry():
    found = index(np.array([[2.0, 0.6, NAN], [NAN, NAN, NAN]]))
    assert found.tolist() == pytest.approx([0.9, NAN], nan_ok=True)


def test_streaks_count_back_from_the_newest_period():
    assert streak(np.array([0.5, 1.0, 1.2, 1.0])) == 3
    assert streak(np.array([1.5, 0.9, 0.2])) == -2
    assert streak(np.array([1.0, NAN, 1.0])) == 1
    assert streak(np.array([1.0, NAN])) == 0
    assert streak(np.array([])) == 0


def test_weeks_of_leave_neither_count_nor_break_a_streak():
    path, leave = np.array([1.0, 1.0, NAN, 1.0]), np.array([False, False, True, False])
    assert streak(path, leave) == 3


def test_trailing_sums_count_missing_as_nothing():
    assert trailing_sum(np.array([1.0, 2.0, NAN, 4.0, 5.0]), 3).tolist() == [1, 3, 3, 6, 9]
    assert trailing_sum(np.array([1.0, 2.0]), 4).tolist() == [1, 3]


@given(st.lists(st.lists(shares, min_size=6, max_size=6), min_size=1, max_size=5))
def test_the_status_of_all_reps_at_once_is_that_of_each(paths):
    together = statuses(np.array(paths))
    for row, path in enumerate(paths):
        assert np.array_equal(together[row], statuses(np.array(path)))
        assert [STATUSES[code] is Status.NONE for code in together[row]] == np.isnan(path).tolist()


@given(st.lists(st.floats(0, 2), min_size=2, max_size=30))
def test_no_status_is_left_before_its_dwell(path):
    codes = statuses(np.array(path))
    turns = np.flatnonzero(np.diff(codes)) + 1
    assert all(np.diff(np.append(0, turns)) >= PER_KPI.dwell)


@given(st.floats(0.1, 1e6), st.floats(0.1, 1e6), st.floats(1e-3, 1e3), st.sampled_from(Direction))
def test_attainment_does_not_know_the_unit(value, goal, factor, direction):
    one = attainment(np.array(value), np.array(goal), direction, np.array(goal * 2))
    other = attainment(np.array(value * factor), np.array(goal * factor), direction, np.array(goal * factor * 2))
    assert float(one) == pytest.approx(float(other), rel=1e-6, abs=1e-6)
