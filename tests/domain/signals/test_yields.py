"""What pays back: at, just below and just above the thresholds; silent without a grade."""

import datetime as dt

import numpy as np
import pytest

from kpidesk.domain.entities import Experiment, new_id
from kpidesk.domain.recent_weeks import CohortWeeks
from kpidesk.domain.signals import yields as rules
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.yields import Grade, Yield, ranked, weight

T = Thresholds()


def found(key="meetings_held", grade=Grade.GOOD, worth=100.0, **fields):
    low, high = fields.pop("worth_low", worth * 0.7), fields.pop("worth_high", worth * 1.3)
    return Yield(key, grade, "qualified opportunities", 0.25, 0.16, 0.34, (1, 3), worth, low, high, 14, 61)


def meetings(make, level=5.0, target=7.0, key="meetings_held"):
    return make.reading(
        make.kpi(key, "First meetings" if key == "meetings_held" else "Social touches"), [level] * 8, target
    )


def cohort_of(kpi, own, others):
    rows = np.array([[own] * 8, *[[others] * 8] * 4], float)
    nothing = np.full(rows.shape, np.nan)
    return {kpi.key: CohortWeeks(kpi, 0, rows, rows, nothing, np.full(rows.shape, 5.0))}


@pytest.mark.parametrize(("level", "count"), [(6.9, 1), (7, 0), (7.1, 0)])
def test_y1_speaks_below_the_target(make, level, count):
    assert len(list(rules.under_used(make.facts(meetings(make, level), yields=(found(),)), T))) == count


@pytest.mark.parametrize(("others", "count"), [(6.9, 0), (7, 0), (7.1, 1)])
def test_y1_speaks_below_the_middle_of_the_cohort(make, others, count):
    reading = meetings(make, 7.0, 7.0)
    facts = make.facts(reading, cohort=cohort_of(reading.kpi, 7, others), yields=(found(),))
    assert len(list(rules.under_used(facts, T))) == count


@pytest.mark.parametrize(
    ("grade", "count"),
    [(Grade.STRONG, 1), (Grade.GOOD, 1), (Grade.WEAK, 0), (Grade.NONE, 0), (Grade.INSUFFICIENT, 0)],
)
def test_y1_needs_good_evidence(make, grade, count):
    assert len(list(rules.under_used(make.facts(meetings(make), yields=(found(grade=grade),)), T))) == count


@pytest.mark.parametrize(("better", "count"), [(1, 1), (2, 0)])
def test_y1_is_about_the_two_best(make, better, count):
    others = tuple(found(f"other_{at}", worth=200.0) for at in range(better))
    assert len(list(rules.under_used(make.facts(meetings(make), yields=(found(), *others)), T))) == count


def test_y1_comes_with_its_range_and_its_doubt_and_offers_a_trial(make):
    spoken = next(rules.under_used(make.facts(meetings(make, 5.1), yields=(found(),)), T))
    assert spoken.why == (
        "In this team, busier weeks of first meetings were followed 1 to 3 weeks later by about 0.25 more qualified "
        "opportunities for each one (80% range 0.16 to 0.34; 14 reps, 61 weeks; evidence good; no experiment). "
        "Now 5.1 a week against 7, over 8 weeks."
    )
    assert (spoken.fields["lag"], spoken.fields["k"], spoken.fields["date"]) == ("1 to 3 weeks", "1", "1 Oct")
    assert spoken.evidence["range"] == [0.16, 0.34]


def busy(make, level, high, grade=Grade.WEAK):
    reading = meetings(make, level, 9, "social_touches")
    light = found("social_touches", grade, 10.0, worth_high=high)
    return make.facts(reading, cohort=cohort_of(reading.kpi, level, 10), yields=(found(), light))


@pytest.mark.parametrize(
    ("level", "high", "count"), [(12.9, 20, 0), (13, 20, 1), (13.1, 20, 1), (13, 24.9, 1), (13, 25, 0)]
)
def test_y2_speaks_of_much_with_little_yield(make, level, high, count):
    assert len(list(rules.low_yield_load(busy(make, level, high), T))) == count


def test_y2_needs_enough_to_say_so_and_a_best(make):
    assert not list(rules.low_yield_load(busy(make, 20, 5, Grade.INSUFFICIENT), T))
    alone = busy(make, 20, 5)
    assert not list(rules.low_yield_load(make.replace(alone, yields=alone.yields[1:]), T))
    assert not list(rules.low_yield_load(make.replace(alone, cohort={}), T))


def trial(make, kpi, ended, outcome=""):
    end = make.on - dt.timedelta(days=ended)
    return Experiment(new_id(), make.rep.id, kpi.id, dt.date(2026, 7, 6), end, 2.0, outcome)


@pytest.mark.parametrize(("ended", "outcome", "count"), [(-1, "", 0), (0, "", 1), (1, "", 1), (1, "It helped.", 0)])
def test_y3_speaks_from_the_last_day_on_until_it_was_talked_about(make, ended, outcome, count):
    reading = meetings(make)
    facts = make.facts(reading, experiments=(trial(make, reading.kpi, ended, outcome),))
    assert len(list(rules.trial_over(facts, T))) == count


def test_y3_tells_the_weeks_before_and_within(make):
    reading = make.reading(make.kpi("meetings_held", "First meetings"), [5] * 8 + [7] * 6, 7)
    spoken = next(rules.trial_over(make.facts(reading, experiments=(trial(make, reading.kpi, 4),)), T))
    assert spoken.why == "2 more a week, from 6 Jul to 16 Aug. 7 a week in six weeks of it, 5 a week before."
    assert spoken.corrective is False


def test_the_best_evidence_weighs_most_and_none_never_less():
    several = [found("a", worth=10.0), found("b", Grade.STRONG, 30.0), found("c", worth=20.0), found("d", Grade.WEAK)]
    assert [each.kpi for each in ranked(several)] == ["b", "c", "a"]
    assert [round(weight(several, key), 2) for key in ("b", "c", "a", "d", None)] == [1.25, 1.05, 0.85, 1.0, 1.0]
