"""The period after this one: at, just below and just above the thresholds, and silent without deals or a target."""

import datetime as dt

import pytest

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.entities import Opportunity, Stage, new_id
from kpidesk.domain.pipeline import Period, Pipeline, pipeline
from kpidesk.domain.signals import ahead
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import Cadence, Kind, KpiClass, Section, Unit

T = Thresholds()
NEXT = Period(dt.date(2026, 10, 1), dt.date(2027, 1, 1), Cadence.QUARTER, 130_000.0)
"""134 days are left to its end, it has 92 / 7 weeks."""


def selling(make, amount, *, cycle=60.0, decided=8, won=4, at_once=0.0):
    """An open amount for the next quarter; (4 + 1) of (8 + 2) are won, so twice the target is needed."""
    deal = Opportunity(new_id(), make.rep.id, "Halden", amount=amount, expected_on=dt.date(2026, 11, 2))
    return Pipeline((deal,), decided, won, cycle, at_once, NEXT)


def gap(make, *readings, **fields):
    return list(ahead.next_period_gap(make.facts(*readings, **fields), T))


@pytest.mark.parametrize(("share", "count"), [(0.79, 1), (0.80, 0), (0.81, 0)])
def test_p1_speaks_under_four_fifths_of_what_is_needed(make, share, count):
    assert len(gap(make, pipeline=selling(make, share * 2 * 130_000))) == count


@pytest.mark.parametrize(("cycle", "count"), [(133, 1), (134, 1), (135, 0), (None, 0)])
def test_p1_is_silent_once_it_is_too_late(make, cycle, count):
    assert len(gap(make, pipeline=selling(make, 1000.0, cycle=cycle))) == count


def test_p1_takes_the_recorded_cycle_where_no_deal_tells_it(make):
    cycle = make.reading(make.kpi("sales_cycle_days", "Sales cycle", unit=Unit.DAYS, kind=Kind.LAGGING), [40] * 8)
    assert len(gap(make, cycle, pipeline=selling(make, 1000.0, cycle=None))) == 1


@pytest.mark.parametrize(("decided", "count"), [(4, 0), (5, 1)])
def test_p1_needs_five_decided_opportunities(make, decided, count):
    assert len(gap(make, pipeline=selling(make, 1000.0, decided=decided))) == count
    assert gap(make) == []


def test_p1_asks_for_less_where_much_is_won_within_one_period(make):
    assert len(gap(make, pipeline=selling(make, 130_000.0))) == 1
    assert gap(make, pipeline=selling(make, 130_000.0, at_once=0.5)) == []


def test_p1_says_what_is_needed_and_stands_for_the_pipeline(make):
    kpi = make.kpi("pipeline_open", "Open pipeline", unit=Unit.CURRENCY, kpi_class=KpiClass.PIPELINE)
    found = gap(make, make.reading(kpi, [9] * 8), pipeline=selling(make, 65_000.0))[0]
    assert found.why == (
        "Next quarter's target is covered 0.5 times; with 4 of 8 won it takes 2.0 times. "
        "134 days are left for it, a deal takes about 60."
    )
    assert found.subject == "pipeline_open"
    assert found.fields["date"] == "30 Sep"
    # Without a KPI in its place it still weighs no more than the pipeline does.
    assert gap(make, pipeline=selling(make, 65_000.0))[0].control == 0.6


def created(make, value, **fields):
    kpi = make.kpi("pipeline_created", "Pipeline created", unit=Unit.CURRENCY, kpi_class=KpiClass.PIPELINE)
    return make.facts(make.reading(kpi, [value] * 8, **fields), pipeline=selling(make, 0.0))


# 130,000 over 92 / 7 weeks at a win rate of a half takes 19,783 a week; four fifths of it are 15,826.
@pytest.mark.parametrize(("value", "count"), [(15_800, 1), (15_827, 0), (16_000, 0)])
def test_p2_speaks_under_four_fifths_of_the_needed_creation(make, value, count):
    assert len(list(ahead.creation_low(created(make, value), T))) == count


def test_p2_takes_the_recorded_win_rate_where_no_deal_tells_it(make):
    facts = created(make, 15_800)
    bare = make.replace(facts, pipeline=Pipeline(ahead=NEXT))
    assert not list(ahead.creation_low(bare, T))
    won = make.ratio(make.rate("win_rate", "Win rate", kind=Kind.LAGGING), [1] * 4, [2] * 4)
    assert len(list(ahead.creation_low(make.replace(bare, readings=(*bare.readings, won)), T))) == 1
    assert not list(ahead.creation_low(make.replace(facts, pipeline=None), T))


@pytest.mark.parametrize(("moved", "due", "count"), [(1, 4, 0), (2, 4, 1), (3, 10, 1), (29, 100, 0), (3, 3, 0)])
def test_p5_speaks_when_three_of_ten_deals_slip(make, moved, due, count):
    kpi = make.rate("slippage_rate", "Slippage", kpi_class=KpiClass.PIPELINE, kind=Kind.LAGGING)
    reading = make.ratio(kpi, [0, 0, 0, moved], [0, 0, 0, due])
    found = list(ahead.slippage(make.facts(reading), T))
    assert len(found) == count
    assert all(each.section is Section.FORECAST for each in found)


def test_how_opportunities_end_is_read_from_those_decided_in_a_year(make):
    won, lost, early = (
        Stage(new_id(), name, won=flag) for name, flag in (("Won", True), ("Lost", False), ("New", None))
    )

    def deal(stage, opened, closed=None, amount=100.0):
        return Opportunity(
            new_id(), make.rep.id, "Deal", stage_id=stage.id, amount=amount, opened_on=opened, closed_on=closed
        )

    day = dt.date
    found = pipeline(
        [
            deal(won, day(2026, 4, 1), day(2026, 5, 1)),
            deal(won, day(2026, 1, 1), day(2026, 5, 1), 300.0),
            deal(lost, day(2026, 1, 1), day(2026, 5, 1)),
            deal(won, day(2025, 1, 1), day(2025, 5, 1)),
            deal(early, day(2026, 8, 1)),
            deal(early, day(2026, 9, 1)),
        ],
        [won, lost, early], make.on, FiscalCalendar(), NEXT,
    )  # fmt: skip
    assert (found.won, found.decided, found.cycle_days, found.at_once) == (2, 3, 75.0, 0.25)
    assert len(found.open) == 1


@pytest.mark.parametrize(("value", "count"), [(2.9, 1), (3.2, 0), (3.3, 0)])
def test_p1_reads_the_coverage_kpi_where_no_opportunities_are_recorded(make, value, count):
    kpi = make.kpi("pipeline_coverage", "Pipeline coverage", unit=Unit.RATIO, kpi_class=KpiClass.PIPELINE)
    # 5 of 22 won, told as (5 + 1) of (22 + 2): a quarter, so four times the rest of the target is needed.
    won = make.ratio(make.rate("win_rate", "Win rate", kind=Kind.LAGGING), [5] + [0] * 7, [22] + [0] * 7)
    found = gap(make, make.reading(kpi, [value] * 8), won)
    assert len(found) == count
    if found:
        assert found[0].why == (
            "What is open covers the rest of the target 2.9 times; with 25% won it takes 4.0 times."
        )


def test_p1_holds_the_coverage_kpi_against_its_target_without_a_win_rate(make):
    kpi = make.kpi("pipeline_coverage", "Pipeline coverage", unit=Unit.RATIO, kpi_class=KpiClass.PIPELINE)
    assert len(gap(make, make.reading(kpi, [2.3] * 8, 3))) == 1
    assert gap(make, make.reading(kpi, [2.4] * 8, 3)) == []
    assert gap(make, make.reading(kpi, [2.3] * 8)) == []
