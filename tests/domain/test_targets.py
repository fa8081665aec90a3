"""Which target holds for whom and when, and what it amounts to in each period."""

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.availability import ALWAYS_THERE, Attendance, Schedules
from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import Holiday, Kpi, Leave, PastRole, RampSchedule, Rep, Season, Target, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.target_grid import target_grid
from kpidesk.domain.targets import validate_target
from kpidesk.domain.terms import Aggregation, Cadence, Direction, KpiClass, Scope

CALENDAR = FiscalCalendar()
CALLS = Kpi(new_id(), "calls_made", "Calls made")
WIN_RATE = Kpi(new_id(), "win_rate", "Win rate", aggregation=Aggregation.RATIO)
TEAM = new_id()
MAYA = Rep(new_id(), "Maya Okafor", role="AE", team_id=TEAM)
BEN = Rep(new_id(), "Ben Carter", role="SDR")
START = dt.date(2025, 1, 6)


def target(value, start=START, kpi=CALLS, cadence=Cadence.WEEK, **fields):
    return Target(new_id(), kpi.id, value, cadence, start, **fields)


def for_rep(rep, *args, **fields):
    return target(*args, scope=Scope.REP, rep_id=rep.id, **fields)


def values(targets, cadence, first, last, kpi=CALLS, rep=MAYA, schedules=ALWAYS_THERE, calendar=CALENDAR):
    edges = calendar.edges(cadence, first, last)
    return target_grid(targets, kpi, Attendance([rep], schedules), edges, calendar).value[0].tolist()


def on(targets, day, kpi=CALLS, rep=MAYA, schedules=ALWAYS_THERE):
    """The target in force on a day, as a value of a week of five such days."""
    edges = np.array([day_number(day), day_number(day) + 1])
    found = target_grid(targets, kpi, Attendance([rep], schedules), edges, CALENDAR).value[0, 0]
    return None if math.isnan(found) else round(found * 5, 9)


def test_the_nearest_scope_wins():
    everyone = target(10)
    team = target(11, scope=Scope.TEAM, team_id=TEAM)
    role = target(12, scope=Scope.ROLE, role=" ae ")
    own = for_rep(MAYA, 13)
    for expected, known in [(10, [everyone]), (11, [everyone, team]), (12, [role, everyone, team])]:
        assert on(known, START) == expected
    assert on([own, role, everyone, team], START) == 13
    assert on([own, role, everyone, team], START, rep=BEN) == 10


def test_the_newest_of_a_scope_holds_from_its_day_on():
    known = [target(12, dt.date(2025, 7, 1)), target(10, dt.date(2025, 1, 8))]
    assert on(known, dt.date(2025, 6, 30)) == 10
    assert on(known, dt.date(2025, 7, 1)) == 12
    assert on(known, dt.date(2025, 1, 3)) is None


def test_an_ended_target_gives_way_to_the_wider_scope_not_to_an_older_one():
    known = [target(10), for_rep(MAYA, 20), for_rep(MAYA, 15, dt.date(2025, 2, 3), valid_to=dt.date(2025, 3, 3))]
    assert [on(known, day) for day in (dt.date(2025, 3, 3), dt.date(2025, 3, 4))] == [15, 10]


def test_a_target_of_zero_is_a_target():
    assert on([target(0)], START) == 0
    assert values([target(0)], Cadence.WEEK, START, START) == [0.0]


def test_a_weekly_target_by_month_counts_working_days():
    # January 2025 has 23 working days; the target starts with its first whole week.
    assert values([target(12, dt.date(2024, 1, 1))], Cadence.MONTH, dt.date(2025, 1, 1), START) == [
        pytest.approx(12 * 23 / 5)
    ]


def test_a_quarterly_quota_by_week_takes_the_share_of_working_days():
    quota = [target(64_000, dt.date(2025, 1, 1), cadence=Cadence.QUARTER)]
    weeks = values(quota, Cadence.WEEK, START, dt.date(2025, 3, 30))
    assert weeks == pytest.approx([64_000 * 5 / 64] * 12)
    assert values(quota, Cadence.QUARTER, START, START) == [64_000.0]


def test_a_change_in_mid_week_counts_piecewise():
    known = [target(10, dt.date(2024, 1, 1)), target(20, dt.date(2025, 1, 8))]
    assert values(known, Cadence.WEEK, START, dt.date(2025, 1, 19)) == pytest.approx([2 / 5 * 10 + 3 / 5 * 20, 20])


def test_the_first_target_holds_for_the_whole_period_it_starts_in():
    late = [target(66_000, dt.date(2025, 2, 20), cadence=Cadence.QUARTER)]
    assert values(late, Cadence.QUARTER, dt.date(2024, 12, 1), START) == pytest.approx([math.nan, 66_000], nan_ok=True)


def test_a_month_for_which_only_part_has_a_target_has_none():
    months = values([target(12, dt.date(2025, 1, 15))], Cadence.MONTH, START, dt.date(2025, 2, 1))
    assert months == pytest.approx([math.nan, 12 * 20 / 5], nan_ok=True)


def test_rates_are_not_converted():
    quarterly = [target(0.25, dt.date(2024, 1, 1), WIN_RATE, Cadence.QUARTER)]
    assert values(quarterly, Cadence.WEEK, START, dt.date(2025, 1, 19), WIN_RATE) == [0.25, 0.25]


def test_a_rate_that_changes_in_mid_period_takes_the_mean_over_its_days():
    known = [target(0.1, dt.date(2024, 1, 1), WIN_RATE), target(0.8, dt.date(2025, 1, 9), WIN_RATE)]
    assert values(known, Cadence.WEEK, START, START, WIN_RATE) == pytest.approx([(3 * 0.1 + 4 * 0.8) / 7])


def test_a_snapshot_is_held_against_the_target_of_the_last_day():
    pipeline = Kpi(new_id(), "pipeline_open", "Open pipeline", aggregation=Aggregation.LAST)
    known = [target(1.0, dt.date(2024, 1, 1), pipeline), target(2.0, dt.date(2025, 1, 9), pipeline)]
    assert values(known, Cadence.WEEK, START, dt.date(2025, 1, 19), pipeline) == [2.0, 2.0]


def test_a_band_keeps_both_edges():
    edges = CALENDAR.edges(Cadence.WEEK, START, START)
    grid = target_grid([target(10, high=20)], CALLS, Attendance([MAYA, BEN]), edges, CALENDAR)
    assert (grid.value.tolist(), grid.high.tolist()) == ([[10.0], [10.0]], [[20.0], [20.0]])


def test_prorating_by_available_days_and_ramp():
    # Domain brief 2.14: 120 a quarter of 64 working days; hired so that 45 are left, 5 days on leave, the ramp is a
    # half on the first 20 days worked and 1 on the next 20, so that 30 of the 64 count: 56.25.
    hired = replace(MAYA, hired_on=dt.date(2025, 1, 28))
    leave = Leave(new_id(), MAYA.id, dt.date(2025, 2, 25), dt.date(2025, 3, 3))
    at = Schedules(leaves=[leave], ramps=[RampSchedule(new_id(), (0.5,), role="AE")])
    quarter = [target(120, dt.date(2025, 1, 1), cadence=Cadence.QUARTER)]
    first = dt.date(2025, 1, 1)
    worked = Attendance([hired], at).available(day_number(first), day_number(dt.date(2025, 4, 1)))
    assert (
        worked.sum(),
        (Attendance([hired], at).ramp(day_number(first), day_number(dt.date(2025, 4, 1))) * worked).sum(),
    ) == (
        40.0,
        30.0,
    )
    assert values(quarter, Cadence.QUARTER, first, first, rep=hired, schedules=at) == [56.25]


def test_leave_and_hire_lower_the_target_of_an_activity():
    leave = Leave(new_id(), MAYA.id, dt.date(2025, 1, 9), dt.date(2025, 1, 17))
    hired = replace(MAYA, hired_on=dt.date(2025, 1, 7))
    found = values([target(10)], Cadence.WEEK, START, dt.date(2025, 1, 26), rep=hired, schedules=Schedules([leave]))
    assert found == pytest.approx([4, 0, 10])


def test_after_the_last_day_nothing_is_expected():
    left = replace(MAYA, left_on=dt.date(2025, 1, 7))
    assert values([target(10)], Cadence.WEEK, START, dt.date(2025, 1, 19), rep=left) == [4.0, 0.0]


def test_an_outcome_target_is_relieved_only_by_a_long_leave():
    revenue = Kpi(new_id(), "revenue_won", "Revenue won", kpi_class=KpiClass.OUTCOME)
    short = Leave(new_id(), MAYA.id, dt.date(2025, 1, 9), dt.date(2025, 1, 10))
    long = Leave(new_id(), MAYA.id, dt.date(2025, 1, 13), dt.date(2025, 1, 17))
    at, last = Schedules([short, long], [Holiday(new_id(), dt.date(2025, 1, 6), "Epiphany")]), dt.date(2025, 1, 19)
    assert values([target(10, kpi=revenue)], Cadence.WEEK, START, last, revenue, schedules=at) == [10.0, 0.0]
    assert values([target(10)], Cadence.WEEK, START, last, schedules=at) == [4.0, 0.0]


def test_what_should_fall_is_never_prorated():
    complaints = Kpi(new_id(), "complaints", "Complaints", direction=Direction.DOWN)
    week = Schedules([Leave(new_id(), MAYA.id, START, dt.date(2025, 1, 12))])
    assert values([target(5, kpi=complaints)], Cadence.WEEK, START, START, complaints, schedules=week) == [5.0]


def test_a_holiday_counts_for_those_who_have_it_and_half_days_for_half():
    bavaria = replace(BEN, holidays="Bavaria")
    at = Schedules(
        [Leave(new_id(), MAYA.id, dt.date(2025, 1, 8), dt.date(2025, 1, 8), share=0.5)],
        [
            Holiday(new_id(), dt.date(2025, 1, 6), "Epiphany", "Bavaria"),
            Holiday(new_id(), dt.date(2025, 1, 7), "Eve", share=0.5),
        ],
    )
    assert values([target(10)], Cadence.WEEK, START, START, schedules=at) == [8.0]
    assert values([target(10)], Cadence.WEEK, START, START, rep=bavaria, schedules=at) == [8.0]
    assert values([target(10)], Cadence.WEEK, START, START, rep=BEN, schedules=at) == [9.0]


def test_part_time_carries_its_share_from_the_day_it_began():
    half = replace(MAYA, working_share=0.5)
    since = PastRole(new_id(), MAYA.id, "AE", dt.date(2025, 1, 7))
    assert values([target(10)], Cadence.WEEK, START, START, rep=half) == [5.0]
    assert values([target(10)], Cadence.WEEK, START, START, rep=half, schedules=Schedules(past_roles=[since])) == [7.0]


def test_past_weeks_are_held_against_the_role_of_the_time():
    was = PastRole(new_id(), MAYA.id, "sdr", dt.date(2025, 1, 14))
    known = [target(10, scope=Scope.ROLE, role="SDR"), target(20, scope=Scope.ROLE, role="AE")]
    found = values(known, Cadence.WEEK, START, dt.date(2025, 1, 26), schedules=Schedules(past_roles=[was]))
    assert found == pytest.approx([10, 2 / 5 * 10 + 3 / 5 * 20, 20])
    assert values(known, Cadence.WEEK, START, START) == [20.0]


def test_a_ramp_is_stepped_by_months_since_hiring():
    new = replace(BEN, hired_on=dt.date(2025, 1, 31))
    ramps = [RampSchedule(new_id(), (0.25, 0.5, 0.75), role="sdr"), RampSchedule(new_id(), (0.0,), rep_id=MAYA.id)]
    first = day_number(dt.date(2025, 2, 27))
    # The second month of a rep hired on the 31st begins on the first day after a month without one.
    assert Attendance([new], Schedules(ramps=ramps)).ramp(first, first + 3).tolist() == [[0.25, 0.25, 0.5]]
    april = day_number(dt.date(2025, 4, 30))
    reps = [new, replace(MAYA, hired_on=None)]
    assert Attendance(reps, Schedules(ramps=ramps)).ramp(april, april + 2).tolist() == [[0.75, 1.0], [1.0, 1.0]]


def test_a_season_moves_weight_between_months_and_keeps_the_whole():
    december = Season(new_id(), CALLS.id, months=(1.0,) * 11 + (0.5,))
    known, at = [target(400, dt.date(2024, 1, 1), cadence=Cadence.QUARTER)], Schedules(seasons=[december])
    first, last = dt.date(2024, 10, 1), dt.date(2024, 12, 31)
    months = values(known, Cadence.MONTH, first, last, schedules=at)
    # 23 and 21 days of full weight, 22 of half.
    assert months == pytest.approx([400 * 23 / 55, 400 * 21 / 55, 400 * 11 / 55])
    assert values(known, Cadence.MONTH, first, last, kpi=CALLS) == pytest.approx([400 * n / 66 for n in (23, 21, 22)])


def test_a_week_of_four_days_or_from_sunday_to_thursday():
    sundays = Season(new_id(), weekdays=(1, 1, 1, 1, 0, 0, 1))
    at = Schedules([Leave(new_id(), MAYA.id, dt.date(2025, 1, 12), dt.date(2025, 1, 12))], seasons=[sundays])
    assert values([target(10)], Cadence.WEEK, START, START, schedules=at) == [8.0]


def test_fixed_quarter_shares_come_first_and_are_prorated_inside():
    shares = Schedules(
        [Leave(new_id(), MAYA.id, dt.date(2025, 10, 6), dt.date(2025, 10, 17))],
        seasons=[Season(new_id(), quarters=(0.2, 0.2, 0.2, 0.4))],
    )
    known = [target(1000, dt.date(2025, 1, 1), cadence=Cadence.YEAR)]
    found = values(known, Cadence.QUARTER, dt.date(2025, 1, 1), dt.date(2025, 12, 31), schedules=shares)
    assert found == pytest.approx([200, 200, 200, 400 * 56 / 66])
    plain = values(known, Cadence.QUARTER, dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert plain == pytest.approx([1000 * n / 261 for n in (64, 65, 66, 66)])


def test_without_targets_there_is_none():
    assert values([target(3, kpi=WIN_RATE)], Cadence.WEEK, START, START) == pytest.approx([math.nan], nan_ok=True)


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 1000), st.sampled_from(Cadence)), min_size=1, max_size=5),
    st.sampled_from([Cadence.MONTH, Cadence.QUARTER]),
    st.sampled_from(
        [
            ALWAYS_THERE,
            Schedules(
                [Leave(new_id(), MAYA.id, dt.date(2025, 3, 28), dt.date(2025, 4, 9), share=0.5)],
                [Holiday(new_id(), dt.date(2025, 5, 1), "May Day")],
                ramps=[RampSchedule(new_id(), (0.0, 0.5), role="AE")],
                seasons=[Season(new_id(), months=tuple(range(1, 13)), quarters=(0.1, 0.2, 0.3, 0.4))],
            ),
        ]
    ),
)
def test_prorated_parts_sum_to_the_whole(changes, cadence, at):
    first = dt.date(2025, 1, 1)
    rep = replace(MAYA, hired_on=dt.date(2025, 2, 10))
    known = [target(value, first + dt.timedelta(days=day), cadence=own) for day, value, own in changes]
    known.append(target(50, dt.date(2020, 1, 1), cadence=Cadence.MONTH))
    last = dt.date(2025, 12, 31)
    days = values(known, Cadence.DAY, first, last, rep=rep, schedules=at)
    periods = values(known, cadence, first, last, rep=rep, schedules=at)
    assert np.nansum(days) == pytest.approx(np.nansum(periods))
    assert values(known, Cadence.YEAR, first, first, rep=rep, schedules=at)[0] == pytest.approx(np.nansum(periods))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (target(10, valid_to=dt.date(2025, 1, 5)), "ends on 2025-01-05 before it starts"),
        (target(math.inf), "not a number"),
        (target(20, high=10), "lower edge first"),
        (target(20, scope=Scope.REP), "does not say which"),
        (target(20, scope=Scope.ROLE, role=""), "does not say which"),
        (target(11), "A target of 10 already starts on 2025-01-06"),
    ],
)
def test_a_target_that_cannot_be_is_refused(wrong, says):
    with pytest.raises(UserError, match=says):
        validate_target(wrong, [target(10)])


def test_a_target_may_be_corrected_in_place_and_start_on_any_past_day():
    known = target(10)
    validate_target(replace(known, value=0), [known])
    validate_target(target(9, dt.date(1999, 1, 1)), [known])
    validate_target(for_rep(MAYA, 9), [known, for_rep(BEN, 9)])
    assert known.value == 10
