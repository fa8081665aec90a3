"""Why less than usual may be expected of a rep on a day."""

import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.domain.availability import ALWAYS_THERE, Schedules
from kpidesk.domain.entities import Leave, RampSchedule, Rep, new_id
from kpidesk.domain.presence import Presence, RampMonth, presence

MAYA = Rep(new_id(), "Maya Okafor", role="SDR", hired_on=dt.date(2026, 7, 6))
ON = dt.date(2026, 8, 20)


def rep(**fields):
    return replace(MAYA, **fields)


def test_usually_there_is_nothing_to_say():
    assert presence(rep(), ALWAYS_THERE, ON) == Presence()


def test_leave_lasts_until_its_last_day_and_is_over_after_it():
    away = Schedules(leaves=[Leave(new_id(), MAYA.id, ON, dt.date(2026, 8, 28), share=0.5)])
    assert presence(MAYA, away, ON) == Presence(away_until=dt.date(2026, 8, 28), half_days=True)
    assert presence(MAYA, away, dt.date(2026, 8, 28)).away_until == dt.date(2026, 8, 28)
    assert presence(MAYA, away, dt.date(2026, 8, 29)) == Presence()
    assert presence(rep(), Schedules(leaves=[Leave(new_id(), new_id(), ON, ON)]), ON) == Presence()


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (dt.date(2026, 7, 5), None),
        (dt.date(2026, 7, 6), RampMonth(1, 4)),
        (dt.date(2026, 8, 5), RampMonth(1, 4)),
        (dt.date(2026, 8, 6), RampMonth(2, 4)),
        (dt.date(2026, 10, 5), RampMonth(3, 4)),
        (dt.date(2026, 10, 6), None),
    ],
)
def test_the_months_of_a_ramp_are_counted_from_hiring_until_the_full_target(day, found):
    ramps = Schedules(ramps=[RampSchedule(new_id(), (0.25, 0.5, 0.75, 1.0), role="sdr ")])
    assert presence(MAYA, ramps, day).ramp == found


def test_a_ramp_needs_a_first_day_and_gives_way_to_the_rep_s_own():
    ramps = [RampSchedule(new_id(), (0.5,) * 6, role="SDR"), RampSchedule(new_id(), (1.0,), rep_id=MAYA.id)]
    assert presence(rep(hired_on=None), Schedules(ramps=ramps[:1]), ON).ramp is None
    assert presence(MAYA, Schedules(ramps=ramps), ON).ramp is None


def test_who_has_left_is_nothing_else_any_more():
    away = Schedules(leaves=[Leave(new_id(), MAYA.id, ON, ON)])
    gone = rep(left_on=dt.date(2026, 7, 31), working_share=0.8)
    assert presence(gone, away, ON) == Presence(last_day=dt.date(2026, 7, 31))
    assert presence(rep(left_on=ON, working_share=0.8), ALWAYS_THERE, ON) == Presence(last_day=ON, working_share=0.8)


def test_who_is_hired_later_starts_then():
    soon = dt.date(2026, 9, 1)
    assert presence(rep(hired_on=soon), ALWAYS_THERE, ON) == Presence(starts_on=soon)


def test_the_last_day_still_belongs_to_the_team():
    leaving = rep(left_on=ON)
    assert leaving.active(ON)
    assert not leaving.active(ON + dt.timedelta(days=1))
    assert not rep(archived=True).active(ON)
