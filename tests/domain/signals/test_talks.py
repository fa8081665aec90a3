"""What the one-on-ones were about: at, just below and just above the thresholds."""

import datetime as dt

import pytest

from kpidesk.domain.signals import talks
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import Section

T = Thresholds()


def ago(make, days):
    return make.on - dt.timedelta(days=days)


@pytest.mark.parametrize(("days", "count"), [(89, 0), (90, 1), (91, 1)])
def test_h8_speaks_after_90_days_of_one_on_ones_without_it(make, days, count):
    facts = make.facts(meetings=(make.meeting(ago(make, 14)), make.meeting(ago(make, days))))
    assert len(list(talks.no_development(facts, T))) == count


@pytest.mark.parametrize(("days", "count"), [(89, 0), (90, 1)])
def test_h8_counts_from_the_newest_talk_about_it(make, days, count):
    meetings = (make.meeting(ago(make, 14)), make.meeting(ago(make, 200)))
    facts = make.facts(meetings=meetings, development_on=ago(make, days))
    assert len(list(talks.no_development(facts, T))) == count


def test_h8_says_how_many_one_on_ones_passed(make):
    meetings = (make.meeting(ago(make, 14)), make.meeting(ago(make, 91)))
    found = next(talks.no_development(make.facts(meetings=meetings), T))
    assert found.why == "Two one-on-ones in 13 weeks, with no point about what comes next for Maya."


def test_h8_is_silent_before_the_first_one_on_one(make):
    assert not list(talks.no_development(make.facts(), T))


def timed(make, *shares, total=1000):
    """One-on-ones, newest first, of which a share of the timed seconds went to the forecast."""
    meetings = tuple(make.meeting(ago(make, 14 * (at + 1))) for at in range(len(shares)))
    items = [
        make.item(meeting, section, seconds_spent=round(total * part))
        for meeting, share in zip(meetings, shares, strict=True)
        for section, part in ((Section.FORECAST, share), (Section.FOCUS, 1 - share))
    ]
    return make.facts(meetings=meetings, items=tuple(items))


@pytest.mark.parametrize(
    ("shares", "count"),
    [((0.2, 0.2, 0.2), 0), ((0.21, 0.2, 0.2), 0), ((0.21, 0.2, 0.21), 1), ((0.1, 0.1, 0.1, 0.5, 0.5), 0)],
)
def test_h9_speaks_when_two_of_three_took_over_a_fifth(make, shares, count):
    assert len(list(talks.forecast_creep(timed(make, *shares), T))) == count


def test_h9_says_nothing_of_what_was_hardly_timed(make):
    assert not list(talks.forecast_creep(timed(make, 0.5, 0.5, 0.5, total=290), T))


def test_h9_is_for_the_manager_alone(make):
    found = next(talks.forecast_creep(timed(make, 0.3, 0.1, 0.25), T))
    assert found.private
    assert found.why == "forecast took 30% on 6 Aug and 25% on 9 Jul; its limit is 20%."
