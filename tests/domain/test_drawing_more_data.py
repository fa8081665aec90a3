"""The agenda with all there may be: cohorts, yields, opportunities, trials; the fence and the balance still hold."""

import dataclasses
import datetime as dt
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpidesk.domain.drawing import draw
from kpidesk.domain.entities import Experiment, Opportunity, new_id
from kpidesk.domain.pipeline import Period, Pipeline
from kpidesk.domain.recent_weeks import CohortWeeks
from kpidesk.domain.signals.rulebook import RULEBOOK, typed
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import Cadence, Kind, KpiClass, Section
from kpidesk.domain.yields import Grade, Yield

from .test_drawing import BANK, HOSTILE, LENGTHS, NAN, agenda, balance, fence, fits, hostile_facts, rules

NUMBERS = [each for numbers in RULEBOOK.values() for each in numbers]
AHEAD = Period(dt.date(2026, 10, 1), dt.date(2027, 1, 1), Cadence.QUARTER, 130_000.0)


def cohort_of(kpi, chance):
    """Peers of one KPI with any weeks."""
    shape = (int(chance.integers(5, 10)), 8)
    rows = chance.choice([0.0, 1.0, 5.0, 9.0, 40.0, NAN], shape)
    cases = np.full(shape, chance.choice([NAN, 0.0, 10.0]))
    return CohortWeeks(kpi, 0, rows, rows, cases, np.full(shape, chance.choice([0.0, 5.0])))


@st.composite
def more_facts(draw_):
    """Hostile facts with all that later sources add."""
    facts, chance = draw_(hostile_facts()), np.random.default_rng(draw_(st.integers(0, 2**16)))
    leading = [each.kpi for each in facts.leading]

    def pick(*values):
        return values[int(chance.integers(len(values)))]

    def deal():
        return Opportunity(
            new_id(), facts.rep.id, pick(*HOSTILE), amount=pick(None, 0.0, 10.0, 1e12),
            expected_on=AHEAD.first, contacts=pick(None, 0, 1, 9),
        )  # fmt: skip

    def yields(kpi):
        low, worth, high = (pick(-5.0, 0.0, 1.0, 300.0) for _ in range(3))
        return Yield(kpi.key, pick(*Grade), pick(*HOSTILE), 0.25, 0.1, 0.4, (1, 3), worth, low, high, 14, 61)

    deals = tuple(deal() for _ in range(pick(0, 3, 8)))
    start, end = dt.date(2026, 7, 6), dt.date(2026, 8, 16)
    return dataclasses.replace(
        facts,
        cohort={kpi.key: cohort_of(kpi, chance) for kpi in leading},
        pipeline=Pipeline(deals, pick(0, 5, 9), pick(0, 4), pick(None, 0.0, 60.0), 0, AHEAD),
        experiments=tuple(Experiment(new_id(), facts.rep.id, kpi.id, start, end, 2.0) for kpi in leading[:2]),
        yields=tuple(map(yields, leading)),
    )


@st.composite
def any_thresholds(draw_):
    """Numbers at one edge of their bounds or as by default, any rules off."""
    edge = draw_(st.sampled_from(["low", "default", "high"]))
    off = frozenset(draw_(st.sets(st.sampled_from(sorted(RULEBOOK)), max_size=5)))
    numbers: dict[str, Any] = {each.name: typed(each, getattr(each, edge)) for each in NUMBERS}
    return Thresholds(off=off, **numbers)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(more_facts(), any_thresholds(), st.integers(15, 60))
def test_the_fence_and_the_balance_hold_whatever_the_data_and_the_numbers(facts, thresholds, minutes):
    drawn = draw(facts, LENGTHS.plan(minutes, facts.forecast_cap), BANK, thresholds)
    kinds = [section.kind for section in drawn.sections]
    fits(drawn, minutes, kinds)
    fence(drawn, facts, minutes, kinds)
    balance(drawn)
    assert not thresholds.off & {each.rule for each in drawn.items}
    assert "H9" not in {each.rule for each in drawn.items}
    said = json.dumps(drawn.as_json(), allow_nan=False)
    assert said == json.dumps(draw(facts, LENGTHS.plan(minutes, facts.forecast_cap), BANK, thresholds).as_json())


def test_a_yield_on_the_kpi_of_the_focus_becomes_its_evidence(make):
    meetings = make.reading(make.kpi("meetings_held", "First meetings", position=1), [8] * 22 + [5, 5, 5, 5], 7)
    found = Yield("meetings_held", Grade.GOOD, "qualified opportunities", 0.25, 0.16, 0.34, (1, 3), 9, 6, 12, 14, 61)
    result = make.result(value=186_000.0, target=300_000.0, done=33, total=65)
    drawn = agenda(make.facts(meetings, result, yields=(found,)))
    focus = next(each for each in drawn.items if each.section is Section.FOCUS)
    assert focus.rule == "P4"
    assert "Y1" in {each["rule"] for each in focus.evidence["also"]}
    assert focus.evidence["score_parts"]["yield"] == 1.25


def test_slippage_is_a_forecast_check_and_stays_alone_in_it(make):
    calls = make.reading(values=[9] * 8, target=12)
    slipped = make.ratio(
        make.rate("slippage_rate", "Slippage", kpi_class=KpiClass.PIPELINE, kind=Kind.LAGGING), [3] * 8, [6] * 8
    )
    drawn = agenda(make.facts(calls, slipped, make.result()))
    forecast = [each for each in drawn.items if each.section is Section.FORECAST]
    assert len(forecast) == 1
    assert forecast[0].evidence["lever"]["kpi"] == "discovery_held"
    assert "One forecast check is enough." in {each.reason for each in drawn.left_out}
    alone = agenda(make.facts(calls, slipped))
    assert "P5" in rules(alone, Section.FORECAST)


@pytest.mark.parametrize("rule", ["P1", "Q7"])
def test_what_opportunities_say_can_be_the_focus_without_a_kpi(make, rule):
    deals = tuple(
        Opportunity(new_id(), make.rep.id, f"Deal {at}", amount=float(at), contacts=1, expected_on=AHEAD.first)
        for at in range(8)
    )
    gap = Pipeline(deals, 8, 4, 60.0, 0.0, AHEAD if rule == "P1" else None)
    drawn = agenda(make.facts(make.reading(values=[12] * 8, target=12), pipeline=gap))
    assert rules(drawn, Section.FOCUS) == [rule]
    assert all(each.questions for each in drawn.items)
