"""Activity against its quality KPI, and open work: at, just below and just above the thresholds."""

import pytest

from kpidesk.domain.signals import quality
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import Aggregation, Kind, KpiClass

T = Thresholds()


def pair(make, calls, target, cases, rate_target, kind=Kind.LEADING):
    activity = make.kpi("calls_made", "Calls made", pair_key="convo_to_meeting")
    rate = make.rate("convo_to_meeting", "Conversation to meeting", kind=kind)
    successes, tries = cases
    return make.facts(
        make.reading(activity, [calls] * 4, target),
        make.ratio(rate, [successes / 4] * 4, [tries / 4] * 4, rate_target),
    )


@pytest.mark.parametrize(("calls", "successes", "count"), [(100, 6, 1), (99, 6, 0), (120, 7, 1), (100, 8, 0)])
def test_q1_needs_activity_on_target_and_a_low_rate(make, calls, successes, count):
    found = list(quality.busy_low_rate(pair(make, calls, 100, (successes, 100), 0.10), T))
    assert len(found) == count
    if found:
        assert found[0].absorbs == {"calls_made", "convo_to_meeting"}
        assert found[0].subject == "convo_to_meeting"
        assert f"{successes} of 100, {successes}.0% against 10%; 80% range" in found[0].why


@pytest.mark.parametrize(("tries", "count"), [(4, 0), (5, 1)])
def test_q1_needs_five_cases(make, tries, count):
    assert len(list(quality.busy_low_rate(pair(make, 100, 100, (0, tries), 0.5), T))) == count


def test_without_a_target_nothing_is_on_target(make):
    nan = float("nan")
    assert not list(quality.busy_low_rate(pair(make, 100, nan, (1, 100), 0.5), T))
    assert not list(quality.few_high_rate(pair(make, 1, 100, (50, 100), nan), T))


def test_a_lagging_rate_leaves_the_activity_as_the_subject(make):
    found = list(quality.busy_low_rate(pair(make, 100, 100, (5, 100), 0.10, Kind.LAGGING), T))
    assert found[0].subject == "calls_made"


@pytest.mark.parametrize(("calls", "successes", "count"), [(89, 10, 1), (90, 10, 0), (89, 9, 0)])
def test_q2_needs_few_calls_and_a_rate_on_target(make, calls, successes, count):
    assert len(list(quality.few_high_rate(pair(make, calls, 100, (successes, 100), 0.10), T))) == count


@pytest.mark.parametrize(("held", "due", "count"), [(14, 20, 0), (13, 20, 1), (4, 7, 0), (5, 8, 1), (6, 8, 0)])
def test_q3_needs_eight_meetings_due_and_under_70_percent_held(make, held, due, count):
    reading = make.ratio(make.rate(), [held - 3, 1, 1, 1], [due - 6, 2, 2, 2])
    found = list(quality.low_show_rate(make.facts(reading), T))
    assert len(found) == count
    if found:
        assert found[0].why.startswith(f"{held} of {due} meetings due in four weeks were held")


@pytest.mark.parametrize(
    ("calls", "late", "count"),
    [(125, 30, 1), (124, 30, 0), (125, 55, 0)],
)
def test_q4_needs_more_volume_and_rates_whose_ranges_do_not_meet(make, calls, late, count):
    activity = make.kpi("calls_made", "Calls made", pair_key="convo_to_meeting")
    rate = make.rate("convo_to_meeting", "Conversation to meeting")
    facts = make.facts(
        make.reading(activity, [100] * 6 + [calls] * 6),
        make.ratio(rate, [10] * 6 + [late / 6] * 6, [50] * 6 + [60] * 6),
    )
    assert len(list(quality.volume_hurt_quality(facts, T))) == count


@pytest.mark.parametrize(("steps", "opps", "count"), [(8, 10, 0), (7, 10, 1), (3, 4, 0), (3, 5, 1)])
def test_q6_needs_five_open_opportunities_and_under_80_percent_with_a_next_step(make, steps, opps, count):
    kpi = make.rate("next_step_rate", "Next step set", kpi_class=KpiClass.PIPELINE, aggregation=Aggregation.LAST)
    reading = make.ratio(kpi, [9, steps], [10, opps])
    assert len(list(quality.no_next_step(make.facts(reading), T))) == count


@pytest.mark.parametrize(("quiet", "opps", "count"), [(1, 4, 1), (1, 5, 0), (1, 3, 0), (3, 8, 1)])
def test_q8_needs_four_open_opportunities_and_a_quarter_of_them_quiet(make, quiet, opps, count):
    kpi = make.rate("stalled_rate", "Stalled", kpi_class=KpiClass.PIPELINE, aggregation=Aggregation.LAST)
    assert len(list(quality.stalled(make.facts(make.ratio(kpi, [0, quiet], [10, opps])), T))) == count
