"""Commitments to offer: small enough to stand behind, and due when there is something to see."""

import datetime as dt

import pytest

from kpidesk.domain.suggestions import due_day, planned_level, support
from kpidesk.domain.terms import Direction, KpiClass, Unit


@pytest.mark.parametrize(
    ("values", "target", "level"),
    [
        ([10] * 8, 12, 12),  # a fifth more is the target itself
        ([10] * 8, 20, 12),  # a fifth of the middle at most
        ([7, 8, 8, 8], 8, 8),  # never past the target
        ([2, 2, 2, 3], 4, 3),  # one more at least
        ([0, 0, 0, 0], 4, 1),
        ([8.5] * 4, float("nan"), 10),
    ],
)
def test_the_step_is_small_and_whole(make, values, target, level):
    assert planned_level(make.reading(values=values, target=target)) == level


def test_rates_and_what_should_shrink_get_no_number(make):
    assert planned_level(make.ratio(make.rate(), [5] * 4, [10] * 4, 0.7)) is None
    assert planned_level(make.reading(make.kpi(direction=Direction.DOWN), [5] * 4, 3)) is None
    assert planned_level(make.reading(make.kpi(unit=Unit.HOURS), [5] * 8, 9)) == 6.0


@pytest.mark.parametrize(
    ("cadence", "meet", "due"),
    [
        (7, dt.date(2026, 8, 27), dt.date(2026, 9, 10)),
        (14, dt.date(2026, 9, 3), dt.date(2026, 9, 17)),
        (28, dt.date(2026, 9, 17), dt.date(2026, 9, 17)),
    ],
)
def test_it_is_due_at_the_first_talk_before_which_two_whole_weeks_are_over(make, cadence, meet, due):
    make.rep = make.replace(make.rep, cadence_days=cadence)
    assert due_day(make.facts(), meet) == due


def test_a_week_that_begins_that_day_counts(make):
    monday = make.facts(on=dt.date(2026, 8, 17))
    assert due_day(monday, dt.date(2026, 8, 31)) == dt.date(2026, 8, 31)


def test_the_manager_offers_support_for_what_is_below_target(make):
    low = make.reading(values=[5] * 4, target=9)
    high = make.reading(values=[9] * 4, target=9)
    facts = make.facts(low, manager="Elena Ruiz")
    assert support(facts, low.kpi)[0] == (
        "Elena Ruiz clears two hours a week in the calendar of Maya for discovery calls, by Thu 27 Aug."
    )
    assert support(facts, low.kpi)[1] == {"owner": "manager", "due": "2026-08-27"}
    assert support(make.facts(high), high.kpi)[0] == (
        "The manager takes one obstacle named today out of the way, by Thu 27 Aug."
    )


def test_logging_more_is_never_offered(make):
    records = make.reading(
        make.rate("crm_timeliness", "Records up to date", kpi_class=KpiClass.HYGIENE), [0.5] * 4, 0.9
    )
    from kpidesk.domain.signals import leading
    from kpidesk.domain.signals.thresholds import Thresholds
    from kpidesk.domain.suggestions import suggest

    facts = make.facts(records)
    assert suggest(facts, next(leading.miss_streak(facts, Thresholds())), None) == ("", {})
