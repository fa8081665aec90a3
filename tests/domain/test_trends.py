"""A trend is named only when chance alone would hardly show it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.terms import Trend
from kpidesk.domain.trends import lag_one, mann_kendall, theil_sen, trend, trends

NAN = np.nan
RISING = np.array([3.0, 4, 6, 5, 8, 9, 9, 12])


def alone(test, series):
    """A test of many series, asked about one."""
    return test(np.asarray(series, float)[None])


def test_slope_and_test_of_a_rising_series():
    test = alone(mann_kendall, RISING)
    assert alone(theil_sen, RISING) == pytest.approx(1.225)
    assert (test.s, test.variance, test.z) == (25, pytest.approx(64.33, abs=0.005), pytest.approx(2.99, abs=0.005))
    assert trend(RISING) is Trend.RISING
    assert trend(-RISING) is Trend.FALLING


def test_a_short_series_has_no_trend():
    assert np.isnan(alone(mann_kendall, RISING[:7]).p)
    assert trend(np.append(RISING[:7], [NAN] * 20)) is None


def test_noise_and_flat_series_are_steady():
    assert trend(np.array([5.0, 9, 4, 8, 5, 9, 4, 8, 6])) is Trend.STEADY
    assert trend(np.full(12, 7.0)) is Trend.STEADY


def test_a_sure_but_tiny_rise_is_steady():
    assert trend(1000 + np.arange(13.0)) is Trend.STEADY


def test_missing_weeks_keep_their_distance():
    assert alone(theil_sen, [1.0, NAN, NAN, 4.0]) == 1.0


def test_without_ties_a_short_series_is_tested_exactly():
    # Kendall's table: 8 points, S = 20 has a one-sided probability of 0.0071.
    test = alone(mann_kendall, [2.0, 1, 4, 3, 6, 5, 8, 7])
    assert test.s == 20
    assert test.p == pytest.approx(2 * 0.0071, abs=1e-4)


def test_neighbours_that_resemble_each_other_widen_the_variance():
    slow = np.sin(np.arange(26) / 4)
    plain = 26 * 25 * 57 / 18
    assert alone(lag_one, slow) > 0.8
    assert alone(mann_kendall, slow).variance > plain


def test_only_a_significant_resemblance_of_neighbours_widens_the_variance():
    random = np.random.default_rng(11)
    noise = random.normal(size=(300, 26))
    values = np.cumsum(noise, axis=1) * random.random((300, 1)) + random.normal(size=(300, 26))
    test = mann_kendall(values)
    # Hamed & Rao: n / n* = 1 + 2 times the sum over lags k of (1 - k/n) times the correlation at k, here r to the k.
    detrended = values - theil_sen(values)[:, None] * np.arange(26)
    for r, variance in zip(lag_one(detrended).tolist(), test.variance.tolist(), strict=True):
        wider = 1 + 2 * sum((1 - k / 26) * r**k for k in range(1, 26)) if r > 1.96 / 26**0.5 else 1.0
        assert variance == pytest.approx(26 * 25 * 57 / 18 * wider)


def test_eleven_points_and_ties_are_tested_by_the_normal_distribution():
    eleven = np.array([2.0, 1, 4, 3, 6, 5, 8, 7, 10, 9, 11])
    tied = np.array([1.0, 1, 4, 3, 6, 5, 8, 7])
    for series in (eleven, tied):
        test = alone(mann_kendall, series)
        assert test.p == pytest.approx(math.erfc(abs(test.z[0]) / math.sqrt(2)))
    exact = alone(mann_kendall, eleven[:10])
    assert exact.p != pytest.approx(math.erfc(abs(exact.z[0]) / math.sqrt(2)), rel=1e-3)


@given(st.lists(st.integers(-50, 50), min_size=8, max_size=26), st.floats(0.01, 100), st.integers(0, 4))
def test_scale_and_missing_weeks_in_front_change_nothing(values, factor, missing):
    series = np.array(values, float)
    scaled = np.concatenate((np.full(missing, NAN), series * factor))
    assert alone(theil_sen, scaled) == pytest.approx(alone(theil_sen, series) * factor, abs=1e-9)
    assert alone(mann_kendall, scaled).s == alone(mann_kendall, series).s


def test_many_series_at_once_are_judged_as_each_alone():
    random = np.random.default_rng(3)
    values = random.poisson(9, (200, 26)) + random.uniform(-1, 1, (200, 1)) * np.arange(26)
    values[random.random(values.shape) < random.random((200, 1)) / 2] = NAN
    together = trends(values)
    assert set(together) == {None, *Trend}
    assert together == [trend(each) for each in values]
