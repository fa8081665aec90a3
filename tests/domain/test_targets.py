"""Which target holds for whom and when, and what it amounts to in each period."""

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.availability import available, shortest_relief
from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import Aggregation, Cadence, Direction, Kpi, KpiClass, Leave, Rep, Scope, Target, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.target_grid import target_grid, target_series
from kpidesk.domain.targets import prorated, resolve, validate_target

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


def values(targets, cadence, first, last, kpi=CALLS, rep=MAYA, weights=None):
    edges = CALENDAR.edges(cadence, first, last)
    return target_series(targets, kpi, rep, edges, CALENDAR, weights).tolist()


def holding(targets, kpi, rep, day):
    found = resolve(targets, kpi, rep, day)
    assert found is not None
    return found


def availability(rep, leaves, cadence, first, last, shortest=1):
    edges = CALENDAR.edges(cadence, first, last)
    return available([rep], leaves, int(edges[0]), int(edges[-1]), shortest_leave=shortest)


def test_the_nearest_scope_wins():
    everyone = target(10)
    team = target(11, scope=Scope.TEAM, team_id=TEAM)
    role = target(12, scope=Scope.ROLE, role=" ae ")
    own = for_rep(MAYA, 13)
    for expected, known in [(10, [everyone]), (11, [everyone, team]), (12, [role, everyone, team])]:
        assert holding(known, CALLS, MAYA, START).value == expected
    assert holding([own, role, everyone, team], CALLS, MAYA, START).value == 13
    assert holding([own, role, everyone, team], CALLS, BEN, START).value == 10


def test_the_newest_of_a_scope_holds_from_its_day_on():
    known = [target(12, dt.date(2025, 7, 1)), target(10)]
    assert holding(known, CALLS, MAYA, dt.date(2025, 6, 30)).value == 10
    assert holding(known, CALLS, MAYA, dt.date(2025, 7, 1)).value == 12
    assert resolve(known, CALLS, MAYA, dt.date(2025, 1, 5)) is None


def test_an_ended_target_gives_way_to_the_wider_scope_not_to_an_older_one():
    known = [target(10), for_rep(MAYA, 20), for_rep(MAYA, 15, dt.date(2025, 2, 3), valid_to=dt.date(2025, 3, 2))]
    assert [holding(known, CALLS, MAYA, day).value for day in (dt.date(2025, 3, 2), dt.date(2025, 3, 3))] == [15, 10]


def test_a_target_of_zero_is_a_target():
    assert holding([target(0)], CALLS, MAYA, START).value == 0
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
    grid = target_grid([target(10, high=20)], CALLS, [MAYA, BEN], edges, CALENDAR)
    assert (grid.value.tolist(), grid.high.tolist()) == ([[10.0], [10.0]], [[20.0], [20.0]])


def test_prorating_by_available_days_and_ramp():
    # 120 a quarter of 64 working days; 45 left after hire, 5 on leave; ramp 0.5 on the first 20 days, then 1.0.
    ramped = np.concatenate((np.full(20, 0.5), np.full(20, 1.0)))
    assert prorated(120, ramped, np.ones(64)) == 56.25
    assert math.isnan(prorated(120, ramped, np.zeros(0)))


def test_leave_and_hire_lower_the_target_of_an_activity():
    leave = Leave(new_id(), MAYA.id, dt.date(2025, 1, 9), dt.date(2025, 1, 17))
    hired = replace(MAYA, hired_on=dt.date(2025, 1, 7))
    last = dt.date(2025, 1, 26)
    weights = availability(hired, [leave], Cadence.WEEK, START, last)
    assert values([target(10)], Cadence.WEEK, START, last, rep=hired, weights=weights) == pytest.approx([4, 0, 10])


def test_after_the_last_day_nothing_is_expected():
    left = replace(MAYA, left_on=dt.date(2025, 1, 7))
    weights = availability(left, [], Cadence.WEEK, START, dt.date(2025, 1, 19))
    assert values([target(10)], Cadence.WEEK, START, dt.date(2025, 1, 19), rep=left, weights=weights) == [4.0, 0.0]


def test_an_outcome_target_is_relieved_only_by_a_long_leave():
    revenue = Kpi(new_id(), "revenue_won", "Revenue won", kpi_class=KpiClass.OUTCOME)
    short = Leave(new_id(), MAYA.id, dt.date(2025, 1, 9), dt.date(2025, 1, 10))
    long = Leave(new_id(), MAYA.id, dt.date(2025, 1, 13), dt.date(2025, 1, 17))
    last = dt.date(2025, 1, 19)
    weights = availability(MAYA, [short, long], Cadence.WEEK, START, last, shortest_relief(revenue))
    assert values([target(10, kpi=revenue)], Cadence.WEEK, START, last, revenue, weights=weights) == [10.0, 0.0]
    assert shortest_relief(CALLS) == 1


def test_what_should_fall_is_never_prorated():
    complaints = Kpi(new_id(), "complaints", "Complaints", direction=Direction.DOWN)
    off = np.zeros((1, 7))
    assert values([target(5, kpi=complaints)], Cadence.WEEK, START, START, complaints, weights=off) == [5.0]


def test_without_targets_there_is_none():
    assert values([target(3, kpi=WIN_RATE)], Cadence.WEEK, START, START) == pytest.approx([math.nan], nan_ok=True)


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 1000), st.sampled_from(Cadence)), min_size=1, max_size=5),
    st.sampled_from([Cadence.MONTH, Cadence.QUARTER]),
)
def test_prorated_parts_sum_to_the_whole(changes, cadence):
    first = dt.date(2025, 1, 1)
    known = [target(value, first + dt.timedelta(days=day), cadence=own) for day, value, own in changes]
    known.append(target(50, dt.date(2020, 1, 1), cadence=Cadence.MONTH))
    days = values(known, Cadence.DAY, first, dt.date(2025, 12, 31))
    periods = values(known, cadence, first, dt.date(2025, 12, 31))
    assert np.nansum(days) == pytest.approx(sum(periods))
    assert values(known, Cadence.YEAR, first, first)[0] == pytest.approx(sum(periods))


def test_the_grid_agrees_with_the_single_day():
    known = [target(10, dt.date(2024, 1, 1)), for_rep(MAYA, 20, dt.date(2025, 1, 13), valid_to=dt.date(2025, 1, 19))]
    weeks = values(known, Cadence.WEEK, START, dt.date(2025, 1, 26))
    mondays = [START + dt.timedelta(weeks=w) for w in range(3)]
    assert weeks == [holding(known, CALLS, MAYA, day).value for day in mondays]
    assert day_number(mondays[0]) == CALENDAR.edges(Cadence.WEEK, START, START)[0]


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
