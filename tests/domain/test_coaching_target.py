import datetime as dt
import math
from dataclasses import replace

import pytest

from kpidesk.domain.availability import ALWAYS_THERE, Schedules
from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.coaching_target import coaching_target
from kpidesk.domain.entities import Holiday, Kpi, Leave, RampSchedule, Rep, Season, Target, new_id
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Scope

ON = dt.date(2026, 8, 20)
MONDAY = dt.date(2026, 8, 17)
CALLS = Kpi(new_id(), "calls_made", "Calls made")
MAYA = Rep(new_id(), "Maya Okafor", hired_on=dt.date(2025, 1, 6))


def target(value, since=dt.date(2026, 1, 5), cadence=Cadence.WEEK, kpi=CALLS, **fields):
    return Target(new_id(), kpi.id, value, cadence, since, **fields)


def found(targets, kpi=CALLS, rep=MAYA, schedules=ALWAYS_THERE, on=ON):
    return coaching_target(targets, kpi, rep, schedules, on, FiscalCalendar())


def days(made):
    return [(piece.target.value, piece.days, piece.whole) for piece in made.pieces]


def test_twelve_a_week_times_four_of_five_days_is_nine_point_six():
    made = found([target(12)], schedules=Schedules(leaves=[Leave(new_id(), MAYA.id, ON, ON)]))
    assert days(made) == [(12, 4, 5)]
    assert made.value == pytest.approx(9.6)
    assert made.prorated
    assert not made.ramping
    assert not made.weighted


def test_half_a_holiday_takes_half_a_day():
    made = found([target(12)], schedules=Schedules(holidays=[Holiday(new_id(), ON, "Half", share=0.5)]))
    assert days(made) == [(12, 4.5, 5)]
    assert made.value == pytest.approx(10.8)


def test_a_change_within_the_week_counts_piece_by_piece():
    made = found([target(10), target(20, since=dt.date(2026, 8, 19))])
    assert days(made) == [(10, 2, 5), (20, 3, 5)]
    assert made.value == pytest.approx(16)


def test_a_monthly_target_is_told_for_the_month():
    made = found([target(63, cadence=Cadence.MONTH)])
    assert (made.cadence, made.start) == (Cadence.MONTH, dt.date(2026, 8, 1))
    assert days(made) == [(63, 21, 21)]


def test_the_nearest_scope_holds():
    made = found([target(12), target(8, scope=Scope.REP, rep_id=MAYA.id)])
    assert made.value == 8


def test_a_ramp_and_a_season_are_named_because_days_alone_do_not_explain_them():
    fresh = replace(MAYA, hired_on=dt.date(2026, 8, 3))
    made = found([target(12)], rep=fresh, schedules=Schedules(ramps=[RampSchedule(new_id(), (0.5,), rep_id=fresh.id)]))
    assert made.ramping
    assert made.value == pytest.approx(6)
    season = Season(new_id(), weekdays=(2, 1, 1, 1, 0, 0, 0))
    assert found([target(12)], schedules=Schedules(seasons=[season])).weighted


@pytest.mark.parametrize(
    "fields", [{"aggregation": Aggregation.RATIO}, {"aggregation": Aggregation.LAST}, {"direction": Direction.DOWN}]
)
def test_rates_stocks_and_what_should_be_low_are_not_lowered_by_days_away(fields):
    kpi = replace(CALLS, **fields)
    made = found([target(12)], kpi=kpi, schedules=Schedules(leaves=[Leave(new_id(), MAYA.id, ON, ON)]))
    assert not made.prorated
    assert made.value == pytest.approx(12)


def test_a_band_has_both_edges():
    band = replace(CALLS, direction=Direction.BAND, aggregation=Aggregation.LAST)
    made = found([target(10, high=14)], kpi=band)
    assert (made.value, made.high) == (10, 14)


def test_no_target_today_is_none_and_days_without_one_leave_no_value():
    assert found([]) is None
    assert found([target(12, since=dt.date(2026, 9, 1))]) is None
    assert found([target(12, valid_to=dt.date(2026, 8, 1))]) is None
    again = [target(12, valid_to=MONDAY), target(8, since=ON, scope=Scope.REP, rep_id=MAYA.id)]
    assert math.isnan(found(again).value)
