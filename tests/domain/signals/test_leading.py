"""Leading KPIs that slip: each rule at, just below and just above its threshold."""

import pytest

from kpidesk.domain.pace import pace
from kpidesk.domain.signals import leading
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import Cadence, Kind

T = Thresholds()


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ([100, 80, 80, 79], 1),  # last 79%, four weeks 84.75%
        ([100, 80, 80, 80], 0),  # last exactly 80%
        ([91, 95, 95, 79], 0),  # four weeks exactly 90%
        ([91, 95, 94, 79], 1),  # four weeks 89.75%
    ],
)
def test_l1_needs_a_missed_week_and_missed_weeks(make, values, count):
    assert len(list(leading.missed(make.facts(make.reading(values=values, target=100)), T))) == count


@pytest.mark.parametrize(("weeks", "count"), [(3, 0), (4, 1), (5, 1)])
def test_l2_speaks_of_four_weeks_below_target(make, weeks, count):
    reading = make.reading(make.kpi(name="New opportunities"), [4] * 4 + [2] * weeks, 4)
    found = list(leading.miss_streak(make.facts(reading), T))
    assert len(found) == count
    if found:
        assert found[0].title == "New opportunities stay low"
        sure = {4: "third", 5: "seventh"}[weeks]
        assert found[0].why == (
            f"2 a week against 4 over four weeks; below it {weeks} weeks, by chance every {sure} quarter."
        )


@pytest.mark.parametrize(("weeks", "alarm"), [(5, False), (6, True), (7, True)])
def test_l2_rings_an_alarm_after_six_weeks(make, weeks, alarm):
    found = list(leading.miss_streak(make.facts(make.reading(values=[2] * weeks, target=4)), T))
    assert found[0].evidence["alarm"] is alarm


def test_l2_reads_the_other_way_round_where_less_is_better(make):
    found = list(leading.miss_streak(make.facts(make.reading(make.minutes_kpi(), [45] * 4, 30)), T))
    assert found[0].title == "Response time stays high"
    assert found[0].why == ("45 min against 30 min over four weeks; above it 4 weeks, by chance every third quarter.")


@pytest.mark.parametrize(("last", "count"), [(7, 0), (6, 0), (5, 1)])
def test_l3_speaks_of_a_week_beyond_the_natural_limits(make, last, count):
    # The lower limit is 5.68 (domain brief 2.14).
    reading = make.reading(make.kpi(unit="score"), [10, 12] * 10 + [last])
    found = list(leading.signal_down(make.facts(reading), T))
    assert len(found) == count
    if found:
        assert found[0].fields["date"] == "10 Aug"


def test_l3_speaks_for_two_weeks(make):
    recent = make.reading(make.kpi(unit="score"), [10, 12] * 10 + [5, 11])
    old = make.reading(make.kpi(unit="score"), [10, 12] * 10 + [5, 11, 11])
    assert len(list(leading.signal_down(make.facts(recent), T))) == 1
    assert not list(leading.signal_down(make.facts(old), T))


def test_l4_speaks_of_a_slide_but_not_of_noise(make):
    slide = make.reading(make.kpi(name="Proposals sent"), [12, 9, 9, 8, 5, 6, 4, 3], 10)
    noise = make.reading(values=[5, 6, 5, 6, 5, 6, 5, 6])
    found = list(leading.falling(make.facts(slide, noise), T))
    assert [each.title for each in found] == ["Proposals sent slow down"]


@pytest.mark.parametrize(("target", "count"), [(16, 0), (16.3, 0), (16.4, 1)])
def test_l6_speaks_of_a_target_beyond_the_limits(make, target, count):
    reading = make.reading(make.kpi(unit="score"), [10, 12] * 10, target)
    found = list(leading.out_of_reach(make.facts(reading), T))
    assert len(found) == count
    if found:
        assert (found[0].fields["lo"], found[0].fields["hi"]) == ("5.7", "16.3")


def test_l6_needs_twelve_points(make):
    assert not list(leading.out_of_reach(make.facts(make.reading(values=[10, 12] * 5 + [10], target=40)), T))


@pytest.mark.parametrize(
    ("value", "done", "rate", "count"),
    [
        (18, 15, 0.9, 1),  # index 0.64, strain 2.1 (domain brief 2.14)
        (25.5, 20, 0.9, 1),
        (32, 20, 1.0, 0),  # index 0.853
        (18, 15, 2.1, 0),  # strain 1.21
        (6, 8, 0.9, 0),  # 27% of the days
        (36, 25, 0.5, 0),  # 83% of the days
    ],
)
def test_l7_speaks_in_mid_period_when_pace_and_strain_say_so(make, value, done, rate, count):
    target, total = 56.25, 30.0
    reading = make.reading(
        values=[4] * 4, pace=pace(value, target, done, total, total - done, rate), to_date=(value, target),
        period=Cadence.QUARTER,
    )  # fmt: skip
    assert len(list(leading.behind_pace(make.facts(reading), T))) == count


@pytest.mark.parametrize("rule", leading.RULES)
def test_lagging_kpis_are_never_coached(make, rule):
    lagging = make.reading(make.kpi(kind=Kind.LAGGING), [10, 12] * 10 + [1, 1, 1, 1, 1], 12)
    assert not list(rule(make.facts(lagging), T))


@pytest.mark.parametrize("rule", leading.RULES)
def test_without_values_nothing_is_said(make, rule):
    assert not list(rule(make.facts(make.reading(), make.reading(values=[float("nan")] * 8, target=5)), T))
