"""Answers, contacts and price: at, just below and just above the thresholds."""

import datetime as dt

import pytest

from kpidesk.domain.entities import Opportunity, new_id
from kpidesk.domain.pipeline import Pipeline
from kpidesk.domain.signals import opportunities
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import Aggregation, Kind, KpiClass, Unit

T = Thresholds()


def minutes(make, values, target=30, key="lead_response_min"):
    kpi = make.replace(make.minutes_kpi(), key=key)
    return make.reading(kpi, values, target)


@pytest.mark.parametrize(
    ("values", "count"),
    [([20, 20, 20, 31], 0), ([20, 20, 31, 31], 1), ([20, 31, 31, 31], 1), ([31, 31, 31, 30], 0)],
)
def test_q5_speaks_when_answers_are_late_two_weeks_running(make, values, count):
    assert len(list(opportunities.slow_response(make.facts(minutes(make, values)), T))) == count


@pytest.mark.parametrize(("slowest", "count"), [(89, 0), (90, 0), (91, 1)])
def test_q5_speaks_of_a_tail_beyond_three_times_the_target(make, slowest, count):
    tail = minutes(make, [slowest] * 4, key="lead_response_p90")
    found = list(opportunities.slow_response(make.facts(minutes(make, [20] * 4), tail), T))
    assert len(found) == count
    assert all("One in ten waits longer than 91 min." in each.why for each in found)


def test_q5_is_silent_without_a_target(make):
    assert not list(opportunities.slow_response(make.facts(minutes(make, [90] * 4, float("nan"))), T))


def deal(make, at, amount, contacts):
    return Opportunity(new_id(), make.rep.id, f"Deal {at}", amount=amount, contacts=contacts)


def open_deals(make, contacts):
    """Four small deals, and one large one for each number of contacts."""
    large = [deal(make, at, 900.0 + at, each) for at, each in enumerate(contacts)]
    return Pipeline(open=(*(deal(make, 9, 100.0, 0) for _ in range(len(large))), *large))


@pytest.mark.parametrize(
    ("contacts", "count"),
    [((1, 1, 2, 2), 0), ((1, 1, 1, 2), 1), ((0, 1, 1, 1), 1), ((2, 2, 2, 2), 0), ((None, None, None, 1), 0)],
)
def test_q7_speaks_of_three_larger_opportunities_with_one_contact(make, contacts, count):
    found = list(opportunities.single_threaded(make.facts(pipeline=open_deals(make, contacts)), T))
    assert len(found) == count


def test_q7_names_the_largest_and_stands_for_contacts_where_they_are_counted(make):
    held = make.reading(make.kpi("contacts_per_opp", "Contacts per opportunity", kpi_class=KpiClass.QUALITY), [2] * 8)
    facts = make.facts(held, pipeline=open_deals(make, (1, 1, 1, 3)))
    found = next(opportunities.single_threaded(facts, T))
    assert found.why == "3 of 4 larger opportunities rest on one contact, among them Deal 2, Deal 1 and Deal 0."
    assert found.subject == "contacts_per_opp"
    assert not list(opportunities.single_threaded(make.facts(held), T))


def discounts(make, before, now, deals, weeks=8):
    rate = make.ratio(
        make.rate("discount_rate", "Average discount", kind=Kind.LAGGING),
        [before] * weeks + [now] * 4, [100] * (weeks + 4),
    )  # fmt: skip
    won = make.reading(make.kpi("deals_won", "Deals won", kind=Kind.LAGGING), [1] * weeks + [deals / 4] * 4)
    return make.facts(rate, won)


@pytest.mark.parametrize(
    ("now", "deals", "count"), [(14.9, 8, 0), (15, 8, 1), (15.1, 8, 1), (20, 4, 0), (20, 5, 1), (5, 8, 0)]
)
def test_q9_speaks_of_five_points_more_from_five_deals_on(make, now, deals, count):
    assert len(list(opportunities.discount_creep(discounts(make, 10, now, deals), T))) == count


def test_q9_needs_eight_weeks_to_hold_them_against(make):
    assert not list(opportunities.discount_creep(discounts(make, 10, 30, 8, weeks=7), T))
    found = next(opportunities.discount_creep(discounts(make, 10, 30, 8), T))
    assert found.why == "30% over four weeks and 8 deals, 10% in the 8 weeks before."
    assert found.kpi is None


def test_an_opportunity_closed_later_is_open_today(make):
    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.domain.entities import Stage
    from kpidesk.domain.pipeline import pipeline

    won = Stage(new_id(), "Won", 1, 1.0, won=True)
    later = make.on + dt.timedelta(days=1)
    deal_ = Opportunity(new_id(), make.rep.id, "Plus plan", stage_id=won.id, amount=5.0, closed_on=later)
    found = pipeline([deal_], [won], make.on, FiscalCalendar(), None)
    assert (found.open, found.decided) == ((deal_,), 0)
    assert pipeline([deal_], [won], later, FiscalCalendar(), None).open == ()


@pytest.mark.parametrize(("contacts", "deals", "count"), [(5, 3, 1), (6, 3, 0), (3, 2, 0), (17, 9, 1), (18, 9, 0)])
def test_q7_reads_the_contacts_kpi_where_no_opportunities_are_recorded(make, contacts, deals, count):
    kpi = make.kpi("contacts_per_opp", "Contacts per opportunity", kpi_class=KpiClass.QUALITY, unit=Unit.RATIO)
    held = make.ratio(make.replace(kpi, aggregation=Aggregation.RATIO), [contacts] * 8, [deals] * 8)
    found = list(opportunities.single_threaded(make.facts(held), T))
    assert len(found) == count
    if deals == 9 and found:
        assert found[0].why == "17 contacts for 9 open opportunities, 1.9 for each."
