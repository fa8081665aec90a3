"""The rhythm of the one-on-ones and what they rest on: at, just below and just above the thresholds."""

import datetime as dt

import pytest

from kpidesk.domain.entities import AgreedKpi, Agreement, Leave, Recognition, new_id
from kpidesk.domain.signals import rhythm
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import Cadence, MeetingStatus, Section

T = Thresholds()
NAN = float("nan")


def ago(make, days):
    return make.on - dt.timedelta(days=days)


@pytest.mark.parametrize(("cadence", "days", "count"), [(14, 20, 0), (14, 21, 1), (7, 10, 0), (7, 11, 1)])
def test_h1_speaks_after_one_and_a_half_rhythms(make, cadence, days, count):
    make.rep = make.replace(make.rep, cadence_days=cadence)
    facts = make.facts(meetings=(make.meeting(ago(make, days)),))
    assert len(list(rhythm.long_gap(facts, T))) == count


@pytest.mark.parametrize(("away", "why"), [(10, ""), (8, "Last met 1 Aug, 3 weeks ago (8 days on leave).")])
def test_h1_does_not_count_days_on_leave(make, away, why):
    make.rep = make.replace(make.rep, cadence_days=7)
    first = ago(make, 15)
    leaves = [Leave(new_id(), make.rep.id, first, first + dt.timedelta(days=away - 1))]
    # A second leave inside the first counts its days no second time.
    leaves.append(make.replace(leaves[0], id=new_id(), last=first + dt.timedelta(days=2)))
    facts = make.facts(meetings=(make.meeting(ago(make, 19)),), leaves=tuple(leaves))
    assert [each.why.startswith(why) for each in rhythm.long_gap(facts, T)] == ([True] if why else [])


def test_h1_is_silent_before_the_first_one_on_one(make):
    assert not list(rhythm.long_gap(make.facts(), T))


@pytest.mark.parametrize(("fallen", "count"), [(1, 0), (2, 1), (3, 1)])
def test_h2_speaks_when_two_of_four_fell_through(make, fallen, count):
    states = [MeetingStatus.CANCELLED] * fallen + [MeetingStatus.HELD] * (4 - fallen)
    meetings = tuple(make.meeting(ago(make, 14 * at + 1), state) for at, state in enumerate(states))
    assert len(list(rhythm.often_cancelled(make.facts(meetings=meetings), T))) == count


def test_h2_counts_moves_to_another_day(make):
    moved = (make.replace(make.meeting(ago(make, 1), MeetingStatus.HELD), times_moved=2),)
    fell = (make.meeting(ago(make, 15), MeetingStatus.NO_SHOW),)
    found = list(rhythm.often_cancelled(make.facts(meetings=moved + fell), T))
    assert [each.why for each in found] == ["2 of the last 2 one-on-ones did not take place or were moved."]


@pytest.mark.parametrize(("values", "count"), [([5, 5, 5, NAN], 0), ([5, NAN, 5, NAN], 1), ([5, NAN, NAN, NAN], 1)])
def test_h3_speaks_of_two_missing_weeks_of_four(make, values, count):
    assert len(list(rhythm.missing_data(make.facts(make.reading(values=values)), T))) == count


@pytest.mark.parametrize("values", [[NAN] * 3 + [5], [NAN] * 9 + [5, 5], [NAN] * 2 + [5, NAN, 5]])
def test_h3_does_not_miss_the_weeks_before_a_kpi_began(make, values):
    reading = make.reading(values=values)
    assert not list(rhythm.missing_data(make.facts(reading), T))


def test_h3_misses_a_kpi_that_never_began(make):
    assert list(rhythm.missing_data(make.facts(make.reading(values=[NAN] * 8)), T))


@pytest.mark.parametrize(("days", "count"), [(7, 0), (8, 1)])
def test_h3_tells_the_manager_alone_of_an_old_import(make, days, count):
    found = list(rhythm.missing_data(make.facts(imported_on=ago(make, days)), T))
    assert [(each.private, each.why) for each in found] == [(True, "the newest import is 8 days old.")] * count
    lacking = make.facts(make.reading(values=[NAN] * 4), imported_on=ago(make, 8))
    assert [each.private for each in rhythm.missing_data(lacking, T)] == [False]


def test_a_monthly_kpi_is_not_missing_between_its_values(make):
    kpi = make.kpi(cadence=Cadence.MONTH)
    reading = make.replace(make.reading(kpi, [NAN] * 4), last_value_on=dt.date(2026, 7, 31))
    assert not rhythm.lacks_data(reading, make.on, T)
    assert rhythm.lacks_data(make.replace(reading, last_value_on=dt.date(2026, 6, 18)), make.on, T)


def agreed(make, days, kpis=1, focus=0, **fields):
    agreement = Agreement(new_id(), make.rep.id, ago(make, days), **fields)
    chosen = tuple(AgreedKpi(new_id(), agreement.id, new_id(), at < focus) for at in range(kpis))
    return make.facts(agreement=agreement, agreed=chosen)


@pytest.mark.parametrize(("days", "count"), [(89, 0), (90, 1), (91, 1)])
def test_h4_speaks_90_days_after_the_agreement(make, days, count):
    assert len(list(rhythm.agreement_outdated(agreed(make, days), T))) == count


@pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1)])
def test_h4_speaks_on_the_day_of_review(make, days, count):
    assert len(list(rhythm.agreement_outdated(agreed(make, 5, review_on=ago(make, days)), T))) == count


def test_h4_names_an_agreed_kpi_nobody_talked_about(make):
    reading = make.reading(values=[5] * 8)
    agreement = Agreement(new_id(), make.rep.id, ago(make, 70))
    chosen = (AgreedKpi(new_id(), agreement.id, reading.kpi.id),)
    old, recent = make.meeting(ago(make, 60)), make.meeting(ago(make, 10))
    silent = make.facts(reading, agreement=agreement, agreed=chosen, meetings=(recent, old))
    assert "discovery calls" in next(rhythm.agreement_outdated(silent, T)).why
    spoken = make.replace(silent, items=(make.item(recent, kpi_id=reading.kpi.id),))
    assert not list(rhythm.agreement_outdated(spoken, T))


@pytest.mark.parametrize(("kpis", "focus", "count"), [(8, 5, 0), (9, 1, 1), (8, 6, 1)])
def test_h5_speaks_of_too_many_kpis(make, kpis, focus, count):
    assert len(list(rhythm.too_many_kpis(agreed(make, 5, kpis, focus), T))) == count


@pytest.mark.parametrize(("tenure", "count"), [(29, 0), (30, 1), (31, 1), (45, 0), (60, 1)])
def test_h6_speaks_once_after_each_milestone(make, tenure, count):
    make.rep = make.replace(make.rep, hired_on=ago(make, tenure))
    assert len(list(rhythm.ramp_milestone(make.facts(meetings=(make.meeting(ago(make, 14)),)), T))) == count


@pytest.mark.parametrize(("held", "count"), [(2, 0), (3, 1), (4, 1)])
def test_h7_speaks_when_three_one_on_ones_named_no_win(make, held, count):
    meetings = tuple(make.meeting(ago(make, 14 * (at + 1))) for at in range(held))
    assert len(list(rhythm.no_recognition(make.facts(meetings=meetings), T))) == count


def test_h7_is_silent_once_a_win_was_named_or_ticked(make):
    meetings = tuple(make.meeting(ago(make, 14 * (at + 1))) for at in range(3))
    named = Recognition(new_id(), make.rep.id, meetings[2].on, "Mornings before 10")
    ticked = make.item(meetings[1], Section.WINS, checked=True)
    assert not list(rhythm.no_recognition(make.facts(meetings=meetings, recognitions=(named,)), T))
    assert not list(rhythm.no_recognition(make.facts(meetings=meetings, items=(ticked,)), T))


@pytest.mark.parametrize(("ended", "days", "count"), [(1, 14, 1), (7, 14, 1), (8, 14, 0), (1, 8, 0), (-1, 20, 0)])
def test_h10_speaks_within_a_week_of_ten_working_days_off(make, ended, days, count):
    last = ago(make, ended)
    leave = Leave(new_id(), make.rep.id, last - dt.timedelta(days=days - 1), last)
    assert len(list(rhythm.back_from_leave(make.facts(leaves=(leave,)), T))) == count


def test_h4_asks_for_an_agreement_where_there_is_none(make):
    calls = make.reading(values=[5] * 4)
    held = {"meetings": (make.meeting(),)}
    found = list(rhythm.agreement_outdated(make.facts(calls, **held), T))
    told = "Nothing is agreed with Maya yet. Without a target so far: discovery calls."
    assert [each.why for each in found] == [told]
    assert not list(rhythm.agreement_outdated(make.facts(make.reading(values=[5] * 3), **held), T))
    assert not list(rhythm.agreement_outdated(make.facts(calls), T))


def test_h6_tells_the_leading_kpis_the_ramp_is_judged_by(make):
    make.rep = make.replace(make.rep, hired_on=dt.date(2026, 7, 14))
    found = next(rhythm.ramp_milestone(make.facts(make.reading(values=[5] * 4, target=6)), T))
    assert found.why.endswith("Over the last four weeks: discovery calls 5 a week against 6.")
