"""What works gets a word: each rule at, just below and just above its threshold."""

import datetime as dt

import pytest

from kpidesk.domain.signals import wins
from kpidesk.domain.signals.phrases import average
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import CommitmentStatus, Kind, KpiClass, Owner

T = Thresholds()


@pytest.mark.parametrize(("weeks", "spoken"), [(3, False), (4, True), (5, True)])
def test_w1_speaks_of_four_weeks_on_target(make, weeks, spoken):
    reading = make.reading(values=[4] * 4 + [6] * weeks, target=6)
    found = list(wins.streak_hit(make.facts(reading), T))
    assert bool(found) == spoken
    if spoken:
        assert found[0].title == f"Discovery calls: {weeks} weeks on target"
        assert found[0].why.startswith("6 a week against 6 in weeks ")
        assert found[0].evidence["weeks"] == weeks


def test_w1_skips_weeks_away_and_breaks_on_missing_ones(make):
    away = make.reading(values=[6, 6, 0, 6, 6], target=6, away=[False, False, True, False, False])
    missing = make.reading(values=[6, 6, float("nan"), 6, 6], target=6)
    assert [each.evidence["weeks"] for each in wins.streak_hit(make.facts(away), T)] == [4]
    assert list(wins.streak_hit(make.facts(missing), T)) == []


def test_w1_is_about_leading_kpis_alone(make):
    reading = make.reading(make.kpi(kind=Kind.LAGGING), [9] * 8, 6)
    assert list(wins.streak_hit(make.facts(reading), T)) == []


@pytest.mark.parametrize(("last", "spoken"), [(15, False), (16, False), (17, True)])
def test_w2_speaks_of_a_week_beyond_the_natural_limits(make, last, spoken):
    # Mean 11, sigma 1.773: the upper limit is 16.3 (domain brief 2.14).
    reading = make.reading(make.kpi(unit="score"), [10, 12] * 10 + [last])
    found = list(wins.signal_up(make.facts(reading), T))
    assert bool(found) == spoken
    if spoken:
        assert found[0].why == "17 in week 33; usual 5.7 to 16.3, from 20 weeks. One week can still be chance."


def test_w2_counts_down_as_good_where_less_is_better(make):
    reading = make.reading(make.minutes_kpi(), [10, 12] * 10 + [2])
    assert [each.rule for each in wins.signal_up(make.facts(reading), T)] == ["W2"]


def test_w3_needs_a_trend_that_is_unlikely_to_be_chance(make):
    rising = make.reading(values=[3, 4, 6, 5, 8, 9, 9, 12], target=12)
    flat = make.reading(values=[5, 6, 5, 6, 5, 6, 5, 6], target=6)
    found = list(wins.improving(make.facts(rising), T))
    assert [each.title for each in found] == ["Discovery calls improve"]
    assert found[0].why == "From 4.5 to 9.5 a week over 8 weeks, by chance less than once in ten. Target 12."
    assert list(wins.improving(make.facts(flat), T)) == []


def test_a_rate_is_told_with_its_cases(make):
    many = make.ratio(make.rate(), [5] * 4, [10] * 4, 0.5)
    few = make.ratio(make.rate("reply_rate", "Reply rate"), [1, 0, 0, 1], [1, 0, 0, 1], 0.5)
    assert average(make.facts(), many) == "50% (20 of 40) against 50%"
    assert average(make.facts(), few) == "2 of 2 against 50%"


@pytest.mark.parametrize(("weeks", "spoken"), [(25, False), (26, True)])
def test_w4_names_the_best_of_26_weeks(make, weeks, spoken):
    reading = make.reading(values=[8, 9] * 12 + ([8] if weeks == 26 else []) + [10])
    assert bool(list(wins.personal_best(make.facts(reading), T))) == spoken


def test_w4_is_silent_when_the_best_is_only_equalled_or_is_an_outcome(make):
    equal = make.reading(values=[8, 9] * 12 + [8, 9])
    outcome = make.reading(make.kpi(kpi_class=KpiClass.OUTCOME), [8, 9] * 12 + [8, 10])
    assert list(wins.personal_best(make.facts(equal, outcome), T)) == []


@pytest.mark.parametrize(
    ("closed", "owner", "spoken"),
    [
        (dt.date(2026, 8, 5), Owner.REP, False),
        (dt.date(2026, 8, 6), Owner.REP, True),
        (dt.date(2026, 8, 11), Owner.REP, True),
        (dt.date(2026, 8, 11), Owner.MANAGER, False),
    ],
)
def test_w5_names_promises_kept_since_the_last_one_on_one(make, closed, owner, spoken):
    done = make.commitment("Ask two customers", owner=owner, status=CommitmentStatus.DONE, closed_on=closed)
    facts = make.facts(commitments=(make.tracked(done),), meetings=(make.meeting(),))
    found = list(wins.commitment_kept(facts, T))
    assert bool(found) == spoken
    if spoken:
        assert (found[0].title, found[0].why) == ("Kept: Ask two customers", f"Done {closed.day} Aug.")


@pytest.mark.parametrize(("weeks", "spoken"), [(4, False), (5, True), (6, True), (7, False)])
def test_w6_names_a_recovery_once_two_weeks_are_out_of_red(make, weeks, spoken):
    reading = make.reading(values=[5] * 6 + [9] * weeks, target=10)
    found = list(wins.recovery(make.facts(reading), T))
    # The status rests on the mean of four weeks: it leaves red with the fourth good one.
    assert bool(found) == spoken
    if spoken:
        why = {5: "9 a week against 10 over four weeks. At risk until week 31.", 6: "At risk until week 30."}[weeks]
        assert found[0].title == "Discovery calls recover"
        assert found[0].why.endswith(why)


@pytest.mark.parametrize("expected", [12.0, 9.5])
def test_w5_keeps_numbers_that_went_the_other_way_out_of_a_win(make, expected):
    calls = make.reading(values=[9, 10] * 4 + [4, 4, 4], target=12)
    kept = make.commitment(
        agreed=dt.date(2026, 7, 23), baseline=9.5, expected=expected, kpi_id=calls.kpi.id, status=CommitmentStatus.DONE,
        closed_on=dt.date(2026, 8, 18),
    )  # fmt: skip
    facts = make.facts(calls, commitments=(make.tracked(kept, calls),))
    assert next(wins.commitment_kept(facts, T)).why == "Done 18 Aug. The numbers do not show it yet."
