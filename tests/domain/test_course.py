"""The usual course of a period: how past periods ran up to the same point."""

import numpy as np
import pytest

from kpidesk.domain.course import Course, course, day_at

FOUR = np.array([[10.0, 10, 10, 10]])
HALF = np.full(4, 0.5)


def known(ahead, error):
    return Course(np.array([ahead]), np.array([error]), np.array([4]))


def test_four_back_loaded_quarters_say_where_one_usually_is():
    found = course(0.3 * FOUR, FOUR, HALF)
    assert found.ahead == pytest.approx([-0.2])
    assert found.error == pytest.approx([0])
    assert found.periods.tolist() == [4]
    assert found.sure == pytest.approx([-0.2])


def test_an_even_course_is_that_of_the_days_wherever_the_period_is_cut():
    over = np.array([0.5, 0.51, 0.49, 0.5])
    assert course(FOUR * over, FOUR, over).ahead == pytest.approx([0])


def test_three_past_quarters_are_too_few():
    found = course(0.3 * FOUR[:, :3], FOUR[:, :3], HALF[:3])
    assert np.isnan(found.ahead).all()
    assert found.periods.tolist() == [0]
    assert np.isnan(found.sure).all()


def test_unknown_and_empty_periods_do_not_count():
    whole = np.array([[10.0, np.nan, 10, 0, 10]])
    assert course(0.3 * whole, whole, np.full(5, 0.5)).periods.tolist() == [0]


def test_large_periods_weigh_more_and_everybody_has_their_own_past():
    whole = np.array([[10.0, 10, 10, 30], [10, 10, 10, 10]])
    early = np.array([[2.0, 2, 2, 15], [4, 4, 4, 4]])
    assert course(early, whole, HALF).ahead == pytest.approx([21 / 60 - 0.5, -0.1])
    assert course(early[1:], whole[1:], HALF).ahead == pytest.approx([-0.1])


def test_the_error_is_that_of_leaving_out_one_period_after_the_other():
    early = np.array([[1.0, 2, 4, 5]])
    left_out = np.array([11, 10, 8, 7]) / 30
    expected = np.sqrt(3 / 4 * ((left_out - left_out.mean()) ** 2).sum())
    assert course(early, FOUR, HALF).error == pytest.approx([expected])


def test_what_chance_explains_changes_nothing():
    assert known(0.05, 0.06).sure == pytest.approx([0])
    assert known(0.0, 0.0).sure == pytest.approx([0])
    assert known(-0.2, 0.1).sure == pytest.approx([-0.15])


def test_the_same_point_is_counted_in_working_days():
    week = np.array([1.0, 1, 1, 1, 1, 0, 0])
    assert day_at(week, 0.4) == 2
    assert day_at(week, 0.5) == 3
    assert (day_at(week, 0.0), day_at(week, 1.0)) == (1, 5)
    assert day_at(np.array([1.0, 1]), 1.0) == 1
