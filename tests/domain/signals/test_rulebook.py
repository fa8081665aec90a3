"""The rules as the manager may change them: all are listed, and what makes no sense is refused."""

import dataclasses
import math

import pytest

from kpidesk.domain.entities import RuleSetting, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.signals import candidates
from kpidesk.domain.signals.base import BASES
from kpidesk.domain.signals.rulebook import RULEBOOK, Measure, check, thresholds
from kpidesk.domain.signals.thresholds import Thresholds

NUMBERS = [(rule, number) for rule, numbers in RULEBOOK.items() for number in numbers]
WHOLE = {Measure.WEEKS, Measure.DAYS, Measure.COUNT}


def setting(rule, speaks=True, **numbers):
    return RuleSetting(new_id(), rule, speaks, numbers)


def test_all_46_rules_are_listed_and_weighed():
    assert len(RULEBOOK) == 46
    assert set(RULEBOOK) <= set(BASES)
    assert set(BASES) - set(RULEBOOK) == {"TOPIC", "OPENCOM", "DUE", "OWED", "FCST", "PIN"}


def test_every_number_belongs_to_one_rule():
    fields = [each.name for each in dataclasses.fields(Thresholds) if each.name != "off"]
    assert sorted(number.name for _, number in NUMBERS) == sorted(fields)


@pytest.mark.parametrize(("rule", "number"), NUMBERS, ids=lambda each: getattr(each, "name", each))
def test_bounds_hold_the_default_and_are_kept(rule, number):
    assert number.low <= number.default <= number.high
    step = 1 if number.measure in WHOLE else 0.01
    for value in (number.low - step, number.high + step, math.nan, math.inf):
        with pytest.raises(UserError, match=f"Signal {rule}: .* Choose a number from"):
            check(setting(rule, **{number.name: value}))
    if number.measure in WHOLE:
        with pytest.raises(UserError):
            check(setting(rule, **{number.name: number.low + 0.5}))


def test_numbers_upside_down_are_refused():
    with pytest.raises(UserError, match=r"Signal L7: 70% is above 50%\. Put the smaller number first\."):
        check(setting("L7", pace_from=0.7, pace_until=0.5))
    check(setting("L7", pace_from=0.5, pace_until=0.5))


@pytest.mark.parametrize(("rule", "name"), [("L99", "x"), ("L7", "chance")])
def test_what_is_not_there_is_refused(rule, name):
    with pytest.raises(UserError, match="There is no signal"):
        check(setting(rule, **{name: 1}))


def test_settings_become_thresholds():
    assert thresholds([]) == Thresholds()
    made = thresholds([setting("L2", low_weeks=6.0), setting("H3", speaks=False), setting("L2", gone=3)])
    assert made == Thresholds(off=frozenset({"H3"}), low_weeks=6)
    assert isinstance(made.low_weeks, int)


def test_a_rule_that_is_off_keeps_silent(make):
    facts = make.facts(make.reading(values=[8, 9] * 8 + [3] * 4, target=9))
    assert "L2" in {each.rule for each in candidates(facts, Thresholds())}
    assert "L2" not in {each.rule for each in candidates(facts, Thresholds(off=frozenset({"L2"})))}


def test_without_p3_a_target_at_risk_is_a_forecast_check_like_any_other(make):
    facts = make.facts(make.result(value=30_000.0))
    assert "P3" in {each.rule for each in candidates(facts, Thresholds())}
    silent = {each.rule for each in candidates(facts, Thresholds(off=frozenset({"P3"})))}
    assert "FCST" in silent
    assert "P3" not in silent


def test_without_any_data_no_rule_speaks(make):
    assert candidates(make.facts(), Thresholds()) == []
