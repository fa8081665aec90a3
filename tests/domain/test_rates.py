"""Small numbers are told honestly."""

import math

import pytest

from kpidesk.domain.rates import counts_text, shrunk, small, wilson


def test_a_rate_of_few_cases_is_told_in_counts():
    assert small(4)
    assert not small(5)
    assert not small(None)
    assert not small(math.nan)
    assert counts_text(3.0, 4.0) == "3 of 4"


def test_wilson_interval_at_80_percent():
    assert wilson(2, 5) == pytest.approx((0.18, 0.67), abs=0.005)
    assert wilson(25, 100) == pytest.approx((0.20, 0.31), abs=0.005)


def test_the_interval_stays_between_nothing_and_all():
    assert wilson(0, 5) == pytest.approx((0, 0.247), abs=5e-4)
    assert wilson(5, 5) == pytest.approx((0.753, 1), abs=5e-4)
    assert wilson(6, 5) == wilson(5, 5)
    assert wilson(0, 0) is None


def test_a_rate_of_few_cases_is_drawn_towards_its_cohort():
    assert shrunk(2, 5, 0.25) == pytest.approx(0.28)
    assert shrunk(25, 100, 0.25) == pytest.approx(0.25)
