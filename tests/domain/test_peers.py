"""Beside peers: no names, nothing from fewer than five, and for rates whether chance alone explains it."""

import dataclasses
import datetime as dt

import numpy as np
import pytest

from kpidesk.domain.cohorts import peers, tenure
from kpidesk.domain.entities import Kpi, Rep, new_id
from kpidesk.domain.funnel import binomial_limits
from kpidesk.domain.peers import Peers, Place, Side, funnel, mid_rank, place
from kpidesk.domain.terms import Direction

ON = dt.date(2026, 8, 20)


def among(n, value=1.0):
    return place(np.arange(1.0, n + 1), value)


@pytest.mark.parametrize("n", [1, 4])
def test_fewer_than_five_peers_say_nothing(n):
    assert among(n) is None


@pytest.mark.parametrize("n", [5, 7])
def test_five_to_seven_say_above_or_below_the_middle(n):
    assert among(n) == Place(n, Side.BELOW, None, None)
    assert among(n, n) == Place(n, Side.ABOVE, None, None)
    assert among(n, (n + 1) / 2) == Place(n, Side.MIDDLE, None, None)


@pytest.mark.parametrize("n", [8, 19])
def test_eight_and_more_say_a_quartile(n):
    assert among(n) == Place(n, Side.BELOW, 1, None)
    assert among(n, n) == Place(n, Side.ABOVE, 4, None)


def test_each_quartile_of_eight_holds_two():
    assert [among(8, value).quartile for value in range(1, 9)] == [1, 1, 2, 2, 3, 3, 4, 4]


def test_twenty_and_more_say_a_percentile():
    assert among(20) == Place(20, Side.BELOW, 1, 2.5)
    assert among(20, 20).percentile == 97.5


def test_equal_values_share_the_middle_of_their_ranks():
    assert mid_rank(np.array([1.0, 2, 2, 3]), 2) == 50
    assert mid_rank(np.full(6, 7.0), 7) == 50


def test_missing_values_are_no_peers():
    assert place(np.array([1.0, 2, 3, 4, np.nan]), 1.0) is None
    assert place(np.arange(8.0), float("nan")) is None


def test_limits_hold_what_they_say():
    random = np.random.default_rng(1)
    for cases in (10, 40, 400):
        rates = random.binomial(cases, 0.3, 20_000) / cases
        for level, tolerance in ((0.95, 0.035), (0.998, 0.002)):
            low, high = binomial_limits(0.3, cases, level)
            inside = np.mean((rates >= low) & (rates <= high))
            assert inside == pytest.approx(level, abs=tolerance)


def test_limits_narrow_with_more_cases():
    few, many = (binomial_limits(0.25, cases, 0.95) for cases in (20, 2_000))
    # Of 20 at 25%: P(1) .0243, P(2) .0913, P(8) .9591, P(9) .9861; 2 - .990 and 9 - .411 successes.
    assert few == pytest.approx((0.0505, 0.4294), abs=2e-4)
    assert few[0] < many[0] < 0.25 < many[1] < few[1]
    outer = binomial_limits(0.25, 20, 0.998)
    assert outer[0] < few[0]
    assert outer[1] > few[1]


def test_a_cohort_that_always_or_never_succeeds_has_no_width():
    assert binomial_limits(1.0, 20, 0.95) == (1, 1)
    assert binomial_limits(0.0, 20, 0.95) == (0, 0)


def beside(own, cases=131.0, n=6):
    return funnel(np.array([own, *[9.0] * (n - 1)]), np.array([cases, *[100.0] * (n - 1)]), 0)


def test_a_rate_within_the_funnel_is_no_more_than_chance():
    found = beside(9.0)
    assert found is not None
    assert (found.n, found.side, found.strong) == (6, Side.MIDDLE, False)
    assert found.rate == pytest.approx(54 / 631), "sum over sum, not the mean of rates"


def test_a_rate_outside_of_it_is_told_by_how_far():
    below, far_above = beside(3.0), beside(60.0)
    assert below is not None
    assert far_above is not None
    assert (below.side, below.strong) == (Side.BELOW, False)
    assert (far_above.side, far_above.strong) == (Side.ABOVE, True)


def test_a_rate_of_few_cases_or_few_peers_is_not_compared():
    assert beside(1.0, 4.0) is None
    assert beside(9.0, n=4) is None
    assert funnel(np.full(6, np.nan), np.full(6, 20.0), 0) is None


def test_good_follows_the_direction_of_the_kpi():
    kpi = Kpi(new_id(), "calls", "Calls")
    high = Peers(kpi, 9, 5, Place(8, Side.ABOVE, 4, None), None)
    assert high.good is True
    assert dataclasses.replace(high, kpi=dataclasses.replace(kpi, direction=Direction.DOWN)).good is False
    assert dataclasses.replace(high, place=Place(5, Side.MIDDLE, None, None)).good is None


def rep(role="AE", hired=None, **fields):
    return Rep(new_id(), "A. Rep", role=role, hired_on=hired, **fields)


def test_tenure_counts_whole_months():
    assert tenure(dt.date(2026, 2, 20), ON) == 6
    assert tenure(dt.date(2026, 2, 21), ON) == 5
    assert tenure(dt.date(2026, 9, 1), ON) == -1


def test_peers_have_the_same_role_and_half_a_year_behind_them():
    reps = [
        rep(), rep("ae ", dt.date(2020, 1, 1)), rep("SDR"), rep(hired=dt.date(2026, 6, 1)),
        rep(left_on=dt.date(2026, 8, 1)), rep(archived=True), rep(hired=dt.date(2026, 9, 1)),
    ]  # fmt: skip
    assert peers(reps, 0, ON).tolist() == [True, True, False, False, False, False, False]


def test_new_reps_are_held_beside_those_of_the_same_month():
    reps = [rep(hired=day) for day in (dt.date(2026, 6, 1), dt.date(2026, 6, 15), dt.date(2026, 5, 1))] + [rep()]
    assert peers(reps, 0, ON).tolist() == [True, True, False, False]
