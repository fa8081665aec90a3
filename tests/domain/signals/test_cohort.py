"""Leading KPIs beside the cohort: at, just below and just above the thresholds, and silent where it is too small."""

import dataclasses

import numpy as np
import pytest

from kpidesk.domain.recent_weeks import CohortWeeks
from kpidesk.domain.signals import cohort, quality
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import Aggregation, Direction

T = Thresholds()
EVEN = [6, 6, 6, 6, 6, 6, 6, 6]


def among(kpi, rows, *, cases=None, days=5.0):
    """A cohort whose first row is the rep's own."""
    top = np.array(rows, float)
    bottom = np.full(top.shape, np.nan) if cases is None else np.array(cases, float)
    values = top if cases is None else top / bottom
    return {kpi.key: CohortWeeks(kpi, 0, values, top, bottom, np.full(top.shape, days))}


def swing(spread):
    """Eight weeks with a mean of 6 and a given standard deviation over it."""
    off = 6 * spread * np.sqrt(7 / 8)
    return [6 - off, 6 + off] * 4


def said(rule, facts, thresholds=T):
    return [each.rule for each in rule(facts, thresholds)]


@pytest.mark.parametrize(("spread", "count"), [(0.59, 0), (0.60, 1), (0.61, 1)])
def test_l5_speaks_when_weeks_vary_by_three_fifths_of_their_mean(make, spread, count):
    reading = make.reading(values=swing(spread), target=6)
    facts = make.facts(reading, cohort=among(reading.kpi, [swing(spread), *[EVEN] * 4]))
    assert len(said(cohort.uneven, facts)) == count


@pytest.mark.parametrize(("usual", "count"), [(0.39, 1), (0.40, 1), (0.41, 0)])
def test_l5_speaks_only_beyond_one_and_a_half_times_the_usual(make, usual, count):
    reading = make.reading(values=swing(0.6), target=6)
    facts = make.facts(reading, cohort=among(reading.kpi, [swing(0.6), *[swing(usual)] * 6]))
    assert len(said(cohort.uneven, facts)) == count


@pytest.mark.parametrize(("target", "count"), [(6 / 0.89, 0), (6 / 0.9, 1), (6, 1), (6 / 1.1, 1), (6 / 1.11, 0)])
def test_l5_is_about_who_is_on_target_in_the_end(make, target, count):
    reading = make.reading(values=swing(0.7), target=target)
    facts = make.facts(reading, cohort=among(reading.kpi, [swing(0.7), *[EVEN] * 4]))
    assert len(said(cohort.uneven, facts)) == count


def test_l5_tells_the_reps_own_weeks_and_keeps_the_cohort_in_the_evidence(make):
    reading = make.reading(values=[0, 12] * 4, target=6)
    found = next(cohort.uneven(make.facts(reading, cohort=among(reading.kpi, [[0, 12] * 4, *[EVEN] * 4])), T))
    assert found.why == "6 a week against 6 over 8 weeks, in single weeks from 0 to 12."
    assert (found.evidence["cohort"], found.evidence["cohort_spread"]) == (5, 0.0)


@pytest.mark.parametrize(("peers", "count"), [(3, 0), (4, 1)])
def test_nobody_is_compared_with_fewer_than_five(make, peers, count):
    reading = make.reading(values=swing(0.9), target=6)
    facts = make.facts(reading, cohort=among(reading.kpi, [swing(0.9), *[EVEN] * peers]))
    assert len(said(cohort.uneven, facts)) == count
    assert said(cohort.uneven, make.facts(reading)) == []


# Others 8, 9 … 14: the lowest quarter of eight ends between the second and the third.
@pytest.mark.parametrize(("level", "count"), [(8.6, 1), (8.75, 1), (9.4, 0), (12, 0)])
def test_l8_speaks_below_the_lowest_quarter(make, level, count):
    reading = make.reading(values=[level] * 8, target=12)
    rows = [[level] * 8, *[[each] * 8 for each in range(8, 15)]]
    assert len(said(cohort.peer_gap, make.facts(reading, cohort=among(reading.kpi, rows)))) == count


@pytest.mark.parametrize(("peers", "count"), [(6, 0), (7, 1), (8, 1)])
def test_l8_needs_eight(make, peers, count):
    reading = make.reading(values=[2] * 8, target=12)
    rows = [[2] * 8, *[[9] * 8] * peers]
    assert len(said(cohort.peer_gap, make.facts(reading, cohort=among(reading.kpi, rows)))) == count


def test_l8_is_silent_where_l3_speaks(make):
    reading = make.reading(values=[10, 12] * 10 + [2], target=12)
    rows = [[2] * 8, *[[9] * 8] * 7]
    assert reading.signal < 0
    assert said(cohort.peer_gap, make.facts(reading, cohort=among(reading.kpi, rows))) == []


def test_l8_counts_from_above_where_less_is_better(make):
    slow, quick = (make.reading(make.minutes_kpi(), [level] * 8, 60) for level in (90, 20))
    kpi = dataclasses.replace(slow.kpi, aggregation=Aggregation.LAST, direction=Direction.DOWN)
    for reading, own, count in ((slow, 90, 1), (quick, 20, 0)):
        facts = make.facts(dataclasses.replace(reading, kpi=kpi), cohort=among(kpi, [[own] * 8, *[[50] * 8] * 7]))
        assert len(said(cohort.peer_gap, facts)) == count


# Of 80 cases at a cohort rate near a half, the lower 95% funnel limit is about 31.
@pytest.mark.parametrize(("hits", "count"), [(3, 1), (4, 0), (5, 0)])
def test_l8_compares_rates_by_their_funnel_limit(make, hits, count):
    reading = make.ratio(make.rate(), [hits] * 8, [10] * 8, 0.5)
    rows = [[hits] * 8, *[[5] * 8] * 7]
    facts = make.facts(reading, cohort=among(reading.kpi, rows, cases=[[10] * 8] * 8))
    assert len(said(cohort.peer_gap, facts)) == count


def test_l8_says_nothing_of_others(make):
    reading = make.reading(values=[2] * 8, target=12)
    found = next(cohort.peer_gap(make.facts(reading, cohort=among(reading.kpi, [[2] * 8, *[[9] * 8] * 7])), T))
    assert found.title == "What would help discovery calls"
    assert found.why == "2 a week against 12 over 8 weeks."
    assert "median" not in found.fields
    assert (found.evidence["cohort"], found.evidence["cohort_middle"]) == (8, 9.0)


def test_part_time_weeks_are_compared_by_the_day(make):
    kpi = make.kpi()
    full, half = (among(kpi, [[level] * 8] * 5, days=days)[kpi.key] for level, days in ((10, 5.0), (5, 2.5)))
    assert full.levels.tolist() == half.levels.tolist() == [10] * 5


# Eight peers at 1 to 8 calls: the rep at 6 is above five and beside himself, 0.69; at 4 above three, 0.44.
@pytest.mark.parametrize(("level", "count"), [(4, 0), (5, 0), (6, 1)])
def test_q1_also_takes_a_place_among_the_upper_two_fifths_for_busy(make, level, count):
    calls = make.reading(make.kpi("calls_made", "Calls made", pair_key="convo_to_meeting"), [level] * 8, 20)
    rate = make.ratio(make.rate("convo_to_meeting", "Conversation to meeting"), [1] * 8, [10] * 8, 0.3)
    rows = [[level] * 8, *[[each + 0.5] * 8 for each in range(1, 8)]]
    assert len(said(quality.busy_low_rate, make.facts(calls, rate, cohort=among(calls.kpi, rows)))) == count


@pytest.mark.parametrize(("hits", "count"), [(1, 1), (4, 0)])
def test_q1_also_takes_a_rate_below_the_funnel_for_low(make, hits, count):
    calls = make.reading(make.kpi("calls_made", "Calls made", pair_key="convo_to_meeting"), [30] * 8, 20)
    rate = make.ratio(make.rate("convo_to_meeting", "Conversation to meeting"), [hits] * 8, [10] * 8)
    rows = [[hits] * 8, *[[5] * 8] * 7]
    facts = make.facts(calls, rate, cohort=among(rate.kpi, rows, cases=[[10] * 8] * 8))
    assert len(said(quality.busy_low_rate, facts)) == count


@pytest.mark.parametrize(("hits", "count"), [(4, 0), (5, 0), (6, 1)])
def test_q2_holds_the_rate_against_the_middle_of_the_cohort(make, hits, count):
    calls = make.reading(make.kpi("calls_made", "Calls made", pair_key="convo_to_meeting"), [10] * 8, 20)
    rate = make.ratio(make.rate("convo_to_meeting", "Conversation to meeting"), [hits] * 8, [10] * 8, 0.9)
    rows = [[hits] * 8, *[[5] * 8] * 6]
    facts = make.facts(calls, rate, cohort=among(rate.kpi, rows, cases=[[10] * 8] * 7))
    assert len(said(quality.few_high_rate, facts)) == count
