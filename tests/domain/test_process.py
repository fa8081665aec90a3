"""Natural limits: what is usual, what is a signal, and how often chance raises a false one."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.entities import Kpi, new_id
from kpidesk.domain.process import Capability, Limits, capability, process, processes
from kpidesk.domain.terms import Aggregation, Direction, Unit

NAN = np.nan
HOURS = Kpi(new_id(), "prospecting_hours", "Prospecting time", unit=Unit.HOURS)
CALLS = Kpi(new_id(), "calls_made", "Calls made")
REVENUE = Kpi(new_id(), "revenue_won", "Revenue won", unit=Unit.CURRENCY)
RATE = Kpi(new_id(), "win_rate", "Win rate", unit=Unit.PERCENT, aggregation=Aggregation.RATIO)
USUAL = np.array([10.0, 12.0] * 10)


def known(found):
    assert found is not None
    return found


def test_limits_of_a_regular_series():
    limits = known(process(USUAL, HOURS)).limits
    assert limits.centre == 11
    assert limits.sigma == pytest.approx(1.773, abs=5e-4)
    assert (limits.lower, limits.upper) == (pytest.approx(5.68, abs=0.005), pytest.approx(16.32, abs=0.005))
    assert not limits.trial


def test_one_wild_jump_does_not_widen_the_moving_range():
    jump = USUAL.copy()
    jump[10:] += 30
    calm = known(process(jump, HOURS)).limits
    assert calm.sigma == pytest.approx(jump.std(ddof=1))


@pytest.mark.parametrize(
    ("points", "limits", "trial"), [(11, False, None), (12, True, True), (19, True, True), (20, True, False)]
)
def test_a_short_baseline_gives_trial_limits_or_none(points, limits, trial):
    found = process(USUAL[:points], HOURS) if points <= 20 else None
    assert (found is not None) == limits
    assert found is None or found.limits.trial == trial


def test_limits_stay_while_new_points_come_in():
    assert known(process(np.append(USUAL, [11.0, 13.0, 12.0]), HOURS)).limits == known(process(USUAL, HOURS)).limits


def test_a_point_beyond_the_limits_is_a_signal():
    found = known(process(np.append(USUAL, [11.0, 17.0]), HOURS))
    assert found.signals.tolist() == [0] * 21 + [1]
    assert found.latest() == 1
    assert known(process(np.append(USUAL, [4.0, 11.0]), HOURS)).latest() == -1
    assert known(process(np.append(USUAL, [4.0, 11.0, 11.0]), HOURS)).latest() == 0


def test_nine_on_one_side_are_a_signal_and_eight_are_not():
    low = np.array([9.5, 10.5] * 4)
    assert known(process(np.append(USUAL, [12.0, *low]), HOURS)).latest() == 0
    assert known(process(np.append(USUAL, [12.0, *low, 10.0]), HOURS)).latest() == -1


def test_where_neighbours_resemble_each_other_a_run_takes_ten():
    slow = np.repeat([10.0, 12.0, 10.0, 12.0, 10.0], 4)
    nine = np.full(9, 10.7)
    assert known(process(np.append(slow, [12.0, *nine]), HOURS)).latest() == 0
    assert known(process(np.append(slow, [12.0, *nine, 10.7]), HOURS)).latest() == -1


def test_a_long_run_confirms_a_new_level_and_moves_the_limits():
    risen = np.concatenate((USUAL, [10.0], np.tile([20.0, 22.0], 6)))
    found = known(process(risen, HOURS))
    assert found.rebased_at == 21
    assert found.limits.centre == 21
    assert found.limits.trial
    assert found.latest() == 0


def test_missing_weeks_are_no_signal_and_move_nothing():
    holes = np.insert(np.append(USUAL, 17.0), [5, 5, 12], NAN)
    found = known(process(holes, HOURS))
    assert found.limits == known(process(USUAL, HOURS)).limits
    assert np.flatnonzero(found.signals).tolist() == [23]
    assert known(process(np.append(holes, [NAN, NAN]), HOURS)).latest() == 0


def test_small_counts_scatter_like_square_roots_and_never_fall_below_zero():
    counts = np.array([2.0, 5, 3, 1, 4, 6, 2, 3, 5, 2] * 2)
    limits = known(process(counts, CALLS)).limits
    assert 0 <= limits.lower < limits.centre < limits.upper
    assert limits.upper - limits.centre > limits.centre - limits.lower


def test_large_counts_keep_the_plain_scale():
    assert known(process(USUAL * 10, CALLS)).limits.centre == 110


def test_money_scatters_like_logarithms():
    money = np.array([1000.0, 4000, 2000, 8000, 1500, 3000] * 4)
    limits = known(process(money, REVENUE)).limits
    assert limits.centre < money.mean()
    assert limits.upper > 10_000


def test_weeks_without_money_do_not_lift_the_limits_to_the_sky():
    weeks = np.array([20_000.0, 0, 35_000, 28_000, 0, 41_000, 30_000, 25_000] * 3)
    found = process(weeks, REVENUE)
    assert found is not None
    assert found.limits.lower == 0
    assert 41_000 < found.limits.upper < 100_000


def test_rare_events_have_no_weekly_limits():
    assert process(np.tile([0.0, 1.0, 0.0], 8), CALLS) is None
    assert process(np.tile([0.0, 9000.0, 0.0], 8), REVENUE) is None


def test_rates_of_fewer_than_five_cases_do_not_count():
    rates, cases = np.full(24, 0.25) + USUAL.take(range(24), mode="wrap") / 1000, np.full(24, 20.0)
    rates[10], cases[10] = 1.0, 1.0
    found = known(process(rates, RATE, cases))
    assert found.limits.upper < 0.5
    assert not found.signals.any()


def test_the_limits_of_a_part_end_at_the_whole():
    connected = replace(RATE, key="connect_rate")
    rates = np.array([0.9, 0.5, 1.0, 0.6] * 5)
    part, other = (known(process(rates, kpi, np.full(20, 9.0))).limits for kpi in (RATE, connected))
    assert (part.lower, part.upper) == (0, 1)
    assert other.upper > 1


def test_capability_of_a_process():
    limits = Limits(centre=11, lower=6, upper=16, sigma=1.7, trial=False)
    assert capability(17, limits, Direction.UP) is Capability.OUT_OF_REACH
    assert capability(5, limits, Direction.UP) is Capability.RELIABLE
    assert capability(12, limits, Direction.UP) is Capability.BY_CHANCE
    assert capability(5, limits, Direction.DOWN) is Capability.OUT_OF_REACH
    assert capability(17, limits, Direction.DOWN) is Capability.RELIABLE
    assert capability(12, limits, Direction.BAND) is None
    assert capability(NAN, limits, Direction.UP) is None


@given(st.lists(st.floats(0, 1000), min_size=12, max_size=40), st.floats(0.01, 100))
def test_scaling_the_unit_scales_the_limits(values, factor):
    one, other = known(process(np.array(values) + 1, HOURS)), known(process((np.array(values) + 1) * factor, HOURS))
    assert other.limits.upper == pytest.approx(one.limits.upper * factor, rel=1e-6)
    assert other.limits.lower == pytest.approx(one.limits.lower * factor, rel=1e-6, abs=1e-6)


def _false_alarms(series, kpi):
    """Share of 13 weekly reviews after a baseline of 20 in which chance alone raised a signal."""
    alarmed = [any(known(process(row[:n], kpi)).signals[-1] for n in range(21, 34)) for row in series]
    return float(np.mean(alarmed))


def test_false_alarms_stay_as_rare_as_measured():
    random = np.random.default_rng(7)
    normal = random.normal(10, 1, (250, 33))
    sluggish = np.empty((250, 83))
    sluggish[:, 0] = 0
    for week in range(1, 83):
        sluggish[:, week] = 0.3 * sluggish[:, week - 1] + random.normal(0, 1, 250)
    assert _false_alarms(normal, HOURS) <= 0.18
    assert _false_alarms(sluggish[:, 50:] + 20, HOURS) <= 0.30
    assert _false_alarms(random.poisson(8, (250, 33)).astype(float), CALLS) <= 0.18
    assert _false_alarms(random.lognormal(9, 0.8, (250, 33)), REVENUE) <= 0.18


@pytest.mark.parametrize("level", [9.0, 0.1, 1234.56])
def test_a_kpi_that_never_changes_gives_no_signal(level):
    steady = process(np.full(26, level), HOURS)
    assert steady is not None
    assert not steady.signals.any()


def test_many_series_at_once_are_judged_as_each_alone():
    random = np.random.default_rng(3)
    kpis = [HOURS, CALLS, REVENUE, RATE] * 25
    values = random.poisson(random.choice([0.5, 4, 30], (100, 1)), (100, 52)).astype(float)
    values[:, 30:] *= random.uniform(0.5, 2, (100, 1))
    values[random.random(values.shape) < 0.2] = NAN
    cases = random.poisson(8, values.shape).astype(float)
    together = processes(values, kpis, cases)
    assert any(together)
    assert not all(together)
    for at, found in enumerate(together):
        alone = process(values[at], kpis[at], cases[at])
        assert (found is None) == (alone is None)
        assert found is None or alone is None or (found.limits, found.rebased_at) == (alone.limits, alone.rebased_at)
        assert found is None or alone is None or np.array_equal(found.signals, alone.signals)
