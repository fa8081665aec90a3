"""Results against what leads them: at, just below and just above the thresholds."""

import pytest

from kpidesk.domain.signals import pipeline
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import Kind, Unit

T = Thresholds()


@pytest.mark.parametrize(
    ("value", "done", "rule"),
    [
        (101, 40, "P3"),  # index 0.84
        (102, 40, "FCST"),  # index 0.85
        (60, 39, "FCST"),  # 39% of the days
    ],
)
def test_p3_looks_at_the_pace_of_money_from_40_percent_of_the_period(make, value, done, rule):
    result = make.result(value=value, target=300, done=done, total=100)
    assert [each.rule for each in pipeline.forecast(make.facts(result), T)] == [rule]


@pytest.mark.parametrize(("chance", "rule"), [(0.36, "FCST"), (0.35, "FCST"), (0.34, "P3")])
def test_p3_looks_at_the_chance_of_a_count(make, chance, rule):
    # With the index under its threshold as well, the chance alone decides.
    result = make.result(
        value=5, target=11, done=7, total=13, unit=Unit.COUNT, key="deals_won", name="Deals won", chance=chance
    )
    found = list(pipeline.forecast(make.facts(result), T))
    assert [each.rule for each in found] == [rule]
    assert f"Chance of the target about {chance:.0%}." in found[0].why


def test_money_is_forecast_before_counts(make):
    deals = make.result(value=1, target=20, unit=Unit.COUNT, key="deals_won", name="Deals won")
    money = make.result()
    assert next(pipeline.forecast(make.facts(deals, money), T)).subject == "forecast:revenue_won"


def test_without_a_result_there_is_no_forecast(make):
    assert not list(pipeline.forecast(make.facts(make.reading(values=[4] * 8, target=4)), T))


@pytest.mark.parametrize(("value", "weeks", "count"), [(150, 3, 1), (150, 2, 0), (149, 3, 0), (180, 5, 1)])
def test_p4_sees_a_feast_before_a_famine(make, value, weeks, count):
    result = make.result(value=value, target=300, done=50, total=100)
    calls = make.reading(values=[12] * 6 + [6] * weeks, target=12)
    found = list(pipeline.feast_before_famine(make.facts(result, calls), T))
    assert len(found) == count
    if found:
        assert found[0].why.endswith(
            f"Revenue won still on pace, {value / 300:.0%} with 50% of the quarter gone. "
            "What is not begun now will be missing later."
        )


def test_p4_says_from_when_it_shows_where_the_usual_cycle_is_known(make):
    result = make.result(value=180, target=300, done=50, total=100)
    calls = make.reading(values=[12] * 6 + [6] * 3, target=12)
    cycle = make.reading(make.kpi("sales_cycle_days", "Sales cycle", kind=Kind.LAGGING, unit=Unit.DAYS), [60] * 8)
    found = next(pipeline.feast_before_famine(make.facts(result, calls, cycle), T))
    assert found.why.endswith("A deal takes about 60 days, so this shows from 19 Oct on.")


def test_p4_needs_weeks_under_80_percent_without_a_break(make):
    result = make.result(value=200, target=300, done=50, total=100)
    edge = make.reading(values=[6, 6, 8, 7.9, 7.9], target=10)
    assert not list(pipeline.feast_before_famine(make.facts(result, edge), T))


def test_what_is_reached_needs_no_forecast(make):
    assert not list(pipeline.forecast(make.facts(make.result(value=300, target=300, done=50, total=100)), T))
    assert list(pipeline.forecast(make.facts(make.result(value=299, target=300, done=50, total=100)), T))
