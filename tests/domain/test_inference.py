"""Tests and estimates over a few reps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.inference import extra_effort, share_inside, shrunk_effects, sign_flip


def test_a_sign_flip_of_six_reps_is_exact():
    # Domain brief 2.14: scores 4 3 5 -1 2 3, t = 2.0, 2 of the 64 sign vectors reach it.
    found = sign_flip(np.array([[4.0], [3], [5], [-1], [2], [3]]))
    assert found.t == pytest.approx([2.0])
    assert found.p == pytest.approx([2 / 64])


def test_many_tests_make_each_of_them_harder_to_pass():
    scores = np.array([[4.0], [3], [5], [-1], [2], [3]])
    noise = np.random.default_rng(7).normal(size=(6, 20))
    assert sign_flip(np.hstack([scores, noise])).p[0] > sign_flip(scores).p[0]


def test_scores_of_nobody_and_of_nothing_are_no_evidence():
    assert sign_flip(np.zeros((6, 2))).p.tolist() == [1.0, 1.0]


def test_with_more_than_ten_reps_sign_vectors_are_drawn_the_same_way_each_time():
    scores = np.random.default_rng(3).normal(0.5, 1, (24, 3))
    one, other = sign_flip(scores, seed=11), sign_flip(scores, seed=11)
    assert one.p.tolist() == other.p.tolist()
    assert (sign_flip(-scores).p > 0.5).all()


def test_noise_is_called_evidence_as_often_as_promised():
    rng = np.random.default_rng(20)
    passed = [sign_flip(rng.normal(size=(14, 6)), seed=at).p.min() <= 0.05 for at in range(400)]
    assert 0.025 <= np.mean(passed) <= 0.092


def test_shrinkage_of_four_reps():
    # Domain brief 2.14.
    found = shrunk_effects(np.array([0.2, 0.3, 0.5, 0.1]), np.full(4, 0.01))
    assert (found.team, found.heterogeneity) == pytest.approx((0.275, 8.75))
    assert found.between == pytest.approx(0.0192, abs=1e-4)
    assert found.own == pytest.approx([0.226, 0.291, 0.423, 0.160], abs=5e-4)


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=12), st.floats(0.01, 10))
def test_a_shrunk_effect_lies_between_the_own_and_the_teams(effects, variance):
    own = np.array(effects)
    found = shrunk_effects(own, np.full(len(own), variance))
    low, high = np.minimum(own, found.team), np.maximum(own, found.team)
    assert ((found.own >= low - 1e-9) & (found.own <= high + 1e-9)).all()
    assert ((found.weight >= 0) & (found.weight <= 1)).all()


def test_what_if_of_a_quarter():
    # Domain brief 2.14: weeks 4 to 16 from now, the effort shows after 1 to 3 weeks, the money 8 weeks later.
    shares = [share_inside(week, (1, 3), 8, (4, 16)) for week in range(13)]
    assert shares == pytest.approx([1, 1, 1, 1, 1, 1, 2 / 3, 1 / 3, 0, 0, 0, 0, 0])
    assert sum(shares) == pytest.approx(7)
    assert [extra_effort(60_000, effect, sum(shares)) for effect in (1_250, 800, 1_700)] == [7, 11, 6]


def test_effort_that_brings_nothing_in_time_closes_no_gap():
    assert extra_effort(60_000, 1_250, 0) is None
    assert extra_effort(60_000, 0, 7) is None
    assert extra_effort(-5, 1_250, 7) == 0
