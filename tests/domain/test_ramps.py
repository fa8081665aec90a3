"""Ramps to begin with."""

import pytest

from kpidesk.domain.ramps import DEVELOPMENT, closing


def test_sales_development_is_ramped_within_four_months():
    assert DEVELOPMENT == (0.25, 0.5, 0.75, 1.0)


@pytest.mark.parametrize(
    ("cycle", "months", "first_full"),
    [(30, 5, 5), (60, 5, 5), (90, 6, 6), (180, 9, 9)],
)
def test_who_closes_deals_is_ramped_over_the_sales_cycle_and_90_days(cycle, months, first_full):
    ramp = closing(cycle)
    assert len(ramp) == months
    assert ramp[0] == 0
    assert list(ramp) == sorted(ramp)
    assert ramp.index(1.0) + 1 == first_full


def test_the_steps_are_quarters():
    assert closing(0) == (0.0, 0.25, 0.5, 0.75, 1.0)
    assert closing(210) == (0.0, 0.0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1.0, 1.0)
