"""Where a running period may end: exact for counts, by seeded draws for money."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.pace import count_to_come, pace
from kpidesk.domain.projection import DRAWS, draw_amounts, draw_counts, projected, projected_count


def test_five_won_in_seven_weeks_reach_ten_with_a_chance_of_44_percent():
    found = projected_count(5, 10, weeks_done=7, weeks_left=6, weekly_mean=0.8)
    assert found.chance == pytest.approx(0.442, abs=5e-4)
    assert found.expected == pytest.approx(5 + 6 * 8.2 / 11)
    assert (found.low, found.high) == (6, 13)


def test_draws_follow_the_exact_distribution():
    exact = projected_count(5, 10, 7, 6, 0.8)
    drawn = projected((5 + draw_counts(5, 7, 6, 0.8, np.random.default_rng(1))).astype(np.float64), 10)
    assert drawn.expected == pytest.approx(exact.expected, rel=0.02)
    assert drawn.chance == pytest.approx(exact.chance, abs=0.03)
    assert (drawn.low, drawn.high) == (exact.low, exact.high)


@given(st.integers(0, 5000), st.floats(0, 13), st.floats(0.1, 13), st.floats(0, 800))
def test_what_is_to_come_is_a_distribution_also_of_thousands(value, done, left, mean):
    to_come = count_to_come(value, done, left, mean)
    assert to_come.sum() == pytest.approx(1, abs=1e-6)


def test_nothing_comes_without_time_or_a_rate():
    assert draw_counts(5, 13, 0, 0.8, np.random.default_rng(1)).sum() == 0
    assert projected_count(0, 3, 7, 6, 0).high == 0


def test_money_is_so_many_deals_of_drawn_sizes():
    chance = np.random.default_rng(1)
    amounts = draw_amounts(np.array([0, 1, 3]), np.array([100.0]), chance)
    assert amounts.tolist() == [0, 100, 300]
    counts = np.full(DRAWS, 2)
    mixed = draw_amounts(counts, np.array([100.0, 900.0]), chance)
    assert set(mixed.tolist()) == {200, 1000, 1800}
    assert mixed.mean() == pytest.approx(1000, rel=0.03)


def test_the_same_seed_draws_the_same():
    first, second = (draw_counts(5, 7, 6, 0.8, np.random.default_rng(3)) for _ in range(2))
    assert first.tolist() == second.tolist()


SAID = ((0.30, 0.28, 0.37), (0.70, 0.65, 0.75), (0.92, 0.86, 0.95))
"""Said, and between which shares it must happen: 33%, 70% and 89-92% in the domain brief 2.6."""


@pytest.mark.parametrize("drift", [0.0, 0.05], ids=["steady rates", "drifting rates"])
def test_what_is_said_to_be_likely_happens_about_as_often(drift):
    random, quarters = np.random.default_rng(20260820), 6_000
    level = random.gamma(8, 0.1, (quarters, 1)) * np.exp(np.cumsum(random.normal(0, drift, (quarters, 26)), axis=1))
    won = random.poisson(level)
    weeks, target = random.integers(4, 11, quarters), random.integers(6, 16, quarters)
    said, happened = [], []
    for week, goal, quarter in zip(weeks, target, won, strict=True):
        value = int(quarter[13 : 13 + week].sum())
        if value < goal:
            said.append(projected_count(value, goal, week, 13 - week, quarter[:13].mean()).chance)
            happened.append(quarter[13:].sum() >= goal)
    chances, hits = np.array(said), np.array(happened)
    for about, least, most in SAID:
        near = np.abs(chances - about) < 0.06
        assert near.sum() > 200
        assert least <= hits[near].mean() <= most, about


def test_late_and_far_behind_is_a_case_for_a_new_plan():
    behind = pace(40, 100, done=45, total=60, remaining_days=15, daily_rate=1.0)
    assert behind is not None
    assert behind.strain == 4
    assert behind.replan
    early = pace(10, 100, done=30, total=60, remaining_days=30, daily_rate=1.0)
    assert early is not None
    assert early.strain == 3
    assert not early.replan


def test_the_usual_course_of_a_period_replaces_the_even_pace():
    found = pace(40, 100, done=30, total=60, remaining_days=30, reached=0.4)
    assert found is not None
    assert (found.elapsed, found.reached, found.expected) == (0.5, 0.4, 40)
    assert (found.index, found.projection) == (1, 100)


def test_three_days_count_as_days_however_little_they_weigh():
    ramping = pace(2, 10, done=1.5, total=6, remaining_days=9, days_done=6)
    assert ramping is not None
    assert ramping.index is not None
