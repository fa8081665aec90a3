"""The scorecard: where a rep stands now, from closed weeks and the running quarter."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from kpidesk.domain.availability import Schedules
from kpidesk.domain.board import Quadrant, board
from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.columns import Basis
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import Kpi, KpiEntry, Leave, RampSchedule, Rep, Target, new_id
from kpidesk.domain.entries import Coverage, Entries
from kpidesk.domain.frame import Numbers, first_day_needed
from kpidesk.domain.standing import scorecard
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Kind, KpiClass, Scope, Status, Trend, Unit

ON = dt.date(2026, 8, 20)
WEEK = dt.date(2026, 8, 17)
QUARTER = dt.date(2026, 7, 1)
CALENDAR = FiscalCalendar()
MAYA, JONAS = Rep(new_id(), "Maya Okafor"), Rep(new_id(), "Jonas Lindqvist")
CALLS = Kpi(new_id(), "discovery_held", "Discovery calls", noun="calls")
RATE = Kpi(new_id(), "connect_rate", "Connect rate", unit=Unit.PERCENT, aggregation=Aggregation.RATIO, position=1)
PIPELINE = Kpi(new_id(), "pipeline_open", "Open pipeline", aggregation=Aggregation.LAST, unit=Unit.CURRENCY, position=2)
REVENUE = Kpi(
    new_id(), "revenue_won", "Revenue won", unit=Unit.CURRENCY, kind=Kind.LAGGING, kpi_class=KpiClass.OUTCOME,
    cadence=Cadence.MONTH, position=3,
)  # fmt: skip
QUOTA = Kpi(
    new_id(), "quota_attainment", "Quota attainment", unit=Unit.PERCENT, aggregation=Aggregation.RATIO,
    kind=Kind.LAGGING, kpi_class=KpiClass.OUTCOME, cadence=Cadence.MONTH, numerator_key="revenue_won", position=4,
)  # fmt: skip


def weekly(rep, kpi, values, bottoms=None, until=WEEK):
    """One entry a week up to `until`; None leaves a week out."""
    first = until - dt.timedelta(weeks=len(values))
    bottoms = bottoms or [None] * len(values)
    return [
        KpiEntry(rep.id, kpi.id, first + dt.timedelta(weeks=w), 7, value, bottom)
        for w, (value, bottom) in enumerate(zip(values, bottoms, strict=True))
        if value is not None
    ]


def goal(kpi, value, cadence=Cadence.WEEK, since=dt.date(2025, 1, 6), **fields):
    return Target(new_id(), kpi.id, value, cadence, since, **fields)


def look(entries, targets=(), kpis=(CALLS,), reps=(MAYA,), on=ON, **more):
    known = Entries.of(entries, [r.id for r in reps], [k.id for k in kpis])
    coverage = more.pop("coverage", Coverage.empty())
    return board(Numbers(reps, kpis, known, coverage, targets, **more), day_number(on), CALENDAR)


def stand(*args, **more):
    return scorecard(look(*args, **more), 0).standings[0]


def test_a_weekly_kpi_is_the_mean_of_the_last_four_closed_weeks():
    found = stand(
        [*weekly(MAYA, CALLS, [12, 12, 8, 9, 10, 12]), KpiEntry(MAYA.id, CALLS.id, WEEK, 7, 99)], [goal(CALLS, 12)]
    )
    assert found.basis is Basis.RECENT_WEEKS
    assert (found.value, found.target, found.attainment) == (9.75, 12, 9.75 / 12)
    assert found.weeks == 6
    assert found.last_value_on == ON
    assert found.status is Status.WATCH


def test_a_status_remembers_where_it_comes_from():
    slid = weekly(MAYA, CALLS, [13] * 8 + [11.6] * 4)
    climbed = weekly(MAYA, CALLS, [8] * 8 + [11.6] * 4)
    assert stand(slid, [goal(CALLS, 12)]).status is Status.GOOD
    assert stand(climbed, [goal(CALLS, 12)]).status is Status.WATCH


def test_fewer_than_four_weeks_of_data_say_nothing():
    found = stand(weekly(MAYA, CALLS, [12, 12, 12]), [goal(CALLS, 12)])
    assert (found.status, found.weeks, found.value) == (Status.NONE, 3, 12)


def test_missing_weeks_are_left_out_not_counted_as_zero():
    found = stand(weekly(MAYA, CALLS, [12, 12, 12, 12, None, 10, None]), [goal(CALLS, 12)])
    assert found.value == 11
    assert np.isnan(found.series[-1])


def test_when_nothing_recent_is_known_there_is_no_status():
    found = stand(weekly(MAYA, CALLS, [12] * 10 + [None] * 4), [goal(CALLS, 12)])
    assert (found.value, found.attainment, found.status) == (None, None, Status.NONE)
    assert found.last_value_on == WEEK - dt.timedelta(weeks=4, days=1)


def test_without_a_target_there_is_a_value_but_no_status():
    found = stand(weekly(MAYA, CALLS, [12] * 6))
    assert (found.value, found.target, found.attainment, found.status) == (12, None, None, Status.NONE)


def test_a_week_of_leave_is_no_miss():
    leave = Leave(new_id(), MAYA.id, dt.date(2026, 8, 3), dt.date(2026, 8, 7))
    entries = [e for e in weekly(MAYA, CALLS, [12] * 8) if e.start != leave.first]
    entries.append(KpiEntry(MAYA.id, CALLS.id, leave.first, 7, 0))
    found = stand(entries, [goal(CALLS, 12)], schedules=Schedules([leave]))
    assert (found.value, found.target, found.status) == (12, 12, Status.GOOD)
    assert found.away[-4:].tolist() == [False, False, True, False]


def test_a_short_week_has_a_smaller_target():
    leave = Leave(new_id(), MAYA.id, dt.date(2026, 8, 13), dt.date(2026, 8, 14))
    found = stand(weekly(MAYA, CALLS, [10, 10, 10, 10, 10, 6]), [goal(CALLS, 10)], schedules=Schedules([leave]))
    assert (found.value, found.target, found.attainment) == (9, 9, 1)


def test_a_week_the_import_only_half_covers_waits():
    days = [KpiEntry(MAYA.id, CALLS.id, dt.date(2026, 7, 6) + dt.timedelta(days=d), 1, 2, None, 1) for d in range(37)]
    days = [day for day in days if day.start.weekday() < 5]
    coverage = Coverage.of([(0, 0, day_number(dt.date(2026, 7, 6)), day_number(dt.date(2026, 8, 11)))])
    found = stand(days, [goal(CALLS, 10)], coverage=coverage)
    assert (found.value, found.weeks) == (10, 5)
    assert found.last_value_on == dt.date(2026, 8, 11)


def test_a_rate_is_the_sum_over_the_sum_of_four_weeks():
    entries = weekly(MAYA, RATE, [2, 2, 2, 2, 1, 1], [4, 4, 4, 4, 20, 20])
    found = stand(entries, [goal(RATE, 0.2)], kpis=(RATE,))
    assert found.value == pytest.approx(6 / 48)
    assert (found.denominator, found.status) == (48, Status.RISK)


def test_a_rate_of_few_cases_is_shown_but_not_judged():
    found = stand(weekly(MAYA, RATE, [1, 0, 1, 1, 0], [1, 1, 1, 1, 1]), [goal(RATE, 0.9)], kpis=(RATE,))
    assert (found.value, found.denominator, found.small, found.status) == (0.5, 4, True, Status.NONE)


def test_bare_rates_show_the_newest():
    found = stand(weekly(MAYA, RATE, [0.3, 0.3, 0.3, 0.3, 0.1]), [goal(RATE, 0.2)], kpis=(RATE,))
    assert (found.value, found.attainment) == (0.1, 0.5)


def test_a_snapshot_is_the_newest_one_that_is_over():
    entries = [
        *weekly(MAYA, PIPELINE, [100, 110, 120, 130, 140]),
        KpiEntry(MAYA.id, PIPELINE.id, dt.date(2026, 8, 19), 1, 150),
    ]
    found = stand(entries, [goal(PIPELINE, 150)], kpis=(PIPELINE,))
    assert (found.basis, found.value, found.attainment) == (Basis.NEWEST, 150, 1)
    stale = stand(entries, [goal(PIPELINE, 150)], kpis=(PIPELINE,), on=dt.date(2026, 10, 1))
    assert (stale.value, stale.status) == (None, Status.NONE)


def test_lower_can_be_better():
    response = Kpi(
        new_id(), "lead_response_min", "Lead response time", aggregation=Aggregation.MEDIAN, direction=Direction.DOWN
    )
    found = stand(weekly(MAYA, response, [30, 30, 30, 30, 45]), [goal(response, 30)], kpis=(response,))
    assert (found.value, found.attainment) == (45, 0.5)


def quarter(rep, *weeks):
    return weekly(rep, REVENUE, weeks)


def test_a_quota_is_looked_at_to_date_and_at_its_pace():
    entries = quarter(MAYA, 0, 0, *[10] * 6)
    found = stand(entries, [goal(REVENUE, 66, Cadence.QUARTER)], kpis=(REVENUE,))
    assert found.basis is Basis.TO_DATE
    assert (found.value, found.target) == (60, 66)
    assert found.pace_detail.elapsed == 36 / 66
    assert found.pace == pytest.approx(60 / 36)
    assert found.status is Status.GOOD
    assert found.pace_detail.required_run_rate == pytest.approx(6 / 30)
    assert found.pace_detail.strain == pytest.approx((6 / 30) / 2)


def past_quarters(rep, kpi, early, late):
    """Five quarters of 13 weeks before this one: so much a week in the first 8, so much in the rest."""
    weeks = [early] * 8 + [late] * 5
    return weekly(rep, kpi, weeks * 5, until=QUARTER - dt.timedelta(days=2))


def test_who_always_sells_late_is_not_behind_in_the_middle():
    deals = replace(REVENUE, unit=Unit.COUNT)
    now = [KpiEntry(MAYA.id, deals.id, QUARTER + dt.timedelta(weeks=at), 7, 1.0) for at in range(6)]
    goals = [goal(deals, 36, cadence=Cadence.QUARTER)]
    even = stand([*past_quarters(MAYA, deals, 2, 2), *now], goals, [deals])
    late = stand([*past_quarters(MAYA, deals, 1, 5), *now], goals, [deals])
    assert even.pace_detail.reached == pytest.approx(36 / 66)
    assert late.pace_detail.elapsed == 36 / 66
    assert late.pace_detail.reached == pytest.approx(13 * 36 / 66 / 33, abs=0.02)
    assert late.pace == pytest.approx(6 / (36 * late.pace_detail.reached))
    assert late.chance > even.chance


def test_the_results_of_a_new_hire_are_shown_but_not_judged_while_ramping():
    new = replace(MAYA, role="AE", hired_on=dt.date(2026, 6, 1))
    entries = [KpiEntry(new.id, REVENUE.id, QUARTER + dt.timedelta(weeks=at), 7, 1000.0) for at in range(-4, 6)]
    goals = [goal(REVENUE, 26_000, cadence=Cadence.QUARTER)]
    ramp = RampSchedule(new_id(), (0.0, 0.25, 0.5, 0.75), role="AE")
    full = look(entries, goals, [REVENUE], [new])
    ramping = look(entries, goals, [REVENUE], [new], schedules=Schedules(ramps=[ramp]))
    assert scorecard(full, 0).lagging[0].status is not Status.NONE
    found = scorecard(ramping, 0).lagging[0]
    assert (found.status, found.value) == (Status.NONE, 6000.0)
    # July is in the second tenure month, August in the third, September in the fourth.
    assert found.target == pytest.approx(26_000 * (0.25 * 23 + 0.5 * 21 + 0.75 * 22) / 66)


def test_at_the_start_of_a_quarter_there_is_no_verdict():
    found = stand(
        quarter(MAYA, *[10] * 8), [goal(REVENUE, 130, Cadence.QUARTER)], kpis=(REVENUE,), on=dt.date(2026, 7, 6)
    )
    assert (found.pace, found.status) == (None, Status.NONE)
    assert found.attainment is not None


def test_what_is_dated_after_the_day_does_not_count():
    late = [KpiEntry(MAYA.id, REVENUE.id, dt.date(2026, 8, 21), 1, 1000)]
    found = stand(quarter(MAYA, *[10] * 6) + late, [goal(REVENUE, 66, Cadence.QUARTER)], kpis=(REVENUE,))
    assert found.value == 60


def test_quota_attainment_follows_from_revenue_and_its_quota():
    entries = quarter(MAYA, *[5] * 10)
    found = look(entries, [goal(REVENUE, 66, Cadence.QUARTER)], kpis=(REVENUE, QUOTA))
    revenue, row = scorecard(found, 0).lagging
    assert row.kpi is QUOTA
    assert row.value == pytest.approx((30 + 3 / 5 * 5) / 66)
    assert row.target == 1
    assert row.pace == pytest.approx(revenue.pace)
    assert row.status is revenue.status
    assert row.series[-1] == pytest.approx(30 / 66)


@pytest.mark.filterwarnings("error")
def test_before_somebody_is_hired_there_is_no_share_of_a_quota():
    soon = replace(MAYA, hired_on=dt.date(2026, 10, 5))
    found = look([], [goal(REVENUE, 66, Cadence.QUARTER)], kpis=(REVENUE, QUOTA), reps=(soon,))
    assert scorecard(found, 0).lagging[1].value is None


@pytest.mark.parametrize(
    ("calls", "revenue", "corner", "status"),
    [
        (12, 2, Quadrant.PLANTING_SEEDS, Status.GOOD),
        (12, 9, Quadrant.STRONG, Status.GOOD),
        (10, 2, Quadrant.REBUILD, Status.WATCH),
        (7, 9, Quadrant.LOOKS_FINE, Status.RISK),
    ],
)
def test_the_four_corners(calls, revenue, corner, status):
    entries = [*weekly(MAYA, CALLS, [calls] * 8), *quarter(MAYA, *[revenue] * 6)]
    targets = [goal(CALLS, 12), goal(REVENUE, 66, Cadence.QUARTER)]
    card = scorecard(look(entries, targets, kpis=(CALLS, REVENUE)), 0)
    assert (card.quadrant, card.status) == (corner, status)
    assert card.leading_attainment == pytest.approx(calls / 12)
    assert card.lagging_attainment == pytest.approx(revenue * 6 / 66)
    assert card.pace == pytest.approx(36 / 66)


def test_without_a_quota_there_is_no_corner():
    card = scorecard(look(weekly(MAYA, CALLS, [12] * 8), [goal(CALLS, 12)]), 0)
    assert (card.quadrant, card.lagging_attainment, card.pace) == (None, None, None)


def test_results_never_lift_the_status_of_a_rep():
    entries = [*weekly(JONAS, CALLS, [7] * 8), *quarter(JONAS, *[20] * 6)]
    targets = [goal(CALLS, 12), goal(REVENUE, 66, Cadence.QUARTER)]
    found = look(entries, targets, kpis=(CALLS, REVENUE), reps=(MAYA, JONAS))
    assert [found.status(row) for row in (0, 1)] == [Status.NONE, Status.RISK]


def test_only_agreed_kpis_are_on_the_scorecard():
    entries = [*weekly(MAYA, CALLS, [12] * 8), *weekly(MAYA, RATE, [1] * 8, [10] * 8)]
    targets = [goal(CALLS, 12), goal(RATE, 0.5)]
    every = scorecard(look(entries, targets, kpis=(CALLS, RATE)), 0)
    agreed = scorecard(look(entries, targets, kpis=(CALLS, RATE), chosen={MAYA.id: frozenset({CALLS.id})}), 0)
    assert [row.kpi.key for row in every.leading] == ["discovery_held", "connect_rate"]
    assert [row.kpi.key for row in agreed.leading] == ["discovery_held"]
    assert (every.status, agreed.status) == (Status.RISK, Status.GOOD)


def test_a_signal_and_a_trend_come_with_the_natural_limits():
    usual = [10, 12] * 10
    found = stand(weekly(MAYA, CALLS, [*usual, 11, 25]), [goal(CALLS, 12)])
    assert found.signal == "up"
    assert found.limits.lower < 11 < found.limits.upper < 25
    assert found.trend is Trend.STEADY
    rising = stand(weekly(MAYA, CALLS, list(range(4, 20))), [goal(CALLS, 12)])
    assert rising.trend is Trend.RISING


def test_the_newest_26_weeks_are_shown():
    found = stand(weekly(MAYA, CALLS, list(range(40))), [goal(CALLS, 12)])
    assert found.series.tolist() == list(range(14, 40))
    assert found.attainments[-1] == pytest.approx(39 / 12)
    assert found.target_series.tolist() == [12.0] * 26


def test_targets_differ_by_rep():
    entries = [*weekly(MAYA, CALLS, [10] * 6), *weekly(JONAS, CALLS, [10] * 6)]
    targets = [goal(CALLS, 10), goal(CALLS, 20, scope=Scope.REP, rep_id=JONAS.id)]
    found = look(entries, targets, reps=(MAYA, JONAS))
    assert found.leading.tolist() == [1.0, 0.5]


def test_an_empty_team_and_a_team_without_kpis_have_a_board():
    assert look([], kpis=(), reps=(MAYA,)).status(0) is Status.NONE
    assert look([], reps=()).leading.shape == (0,)
    assert scorecard(look([]), 0).standings == ()


def test_every_rep_stands_the_same_alone_and_in_the_team():
    random = np.random.default_rng(3)
    reps = [Rep(new_id(), f"Rep {n}") for n in range(12)]
    kpis = (CALLS, RATE, PIPELINE, REVENUE, QUOTA)
    targets = [goal(CALLS, 12), goal(RATE, 0.3), goal(PIPELINE, 90), goal(REVENUE, 100, Cadence.QUARTER)]
    per_rep = {}
    for rep in reps:
        mine = []
        for kpi in (CALLS, RATE, PIPELINE, REVENUE):
            values = [float(v) if random.random() > 0.1 else None for v in random.poisson(10, 30)]
            mine += weekly(rep, kpi, values, [30.0] * 30 if kpi is RATE else None)
        per_rep[rep.id] = mine
    together = look([e for mine in per_rep.values() for e in mine], targets, kpis=kpis, reps=reps)
    for row, rep in enumerate(reps):
        alone = scorecard(look(per_rep[rep.id], targets, kpis=kpis, reps=(rep,)), 0)
        card = scorecard(together, row)
        assert (alone.status, alone.quadrant, alone.leading_attainment) == (
            card.status,
            card.quadrant,
            card.leading_attainment,
        )
        for one, other in zip(alone.standings, card.standings, strict=True):
            assert (one.kpi.key, one.value, one.status, one.signal) == (
                other.kpi.key,
                other.value,
                other.status,
                other.signal,
            )


def test_natural_limits_keep_their_baseline_from_week_to_week():
    dice = np.random.default_rng(4)
    entries = weekly(MAYA, CALLS, dice.integers(20, 60, 150).astype(float).tolist())
    weeks = [ON - dt.timedelta(weeks=back) for back in range(60)]
    found = [stand([each for each in entries if each.start < on], on=on).limits for on in weeks]
    kept = sum(one == other for one, other in pairwise(found))
    # The first week looked at moves on every half year, and a run may confirm a new level.
    assert kept >= 59 - 3
    assert found[0] is not None


def test_older_entries_change_nothing():
    first = first_day_needed(day_number(ON), CALENDAR)
    old = [
        KpiEntry(MAYA.id, kpi.id, dt.date(2020, 1, 6) + dt.timedelta(weeks=w), 7, 500)
        for w in range(250)
        for kpi in (CALLS, REVENUE)
    ]
    old = [entry for entry in old if day_number(entry.start) < first]
    recent = [*weekly(MAYA, CALLS, [12] * 60), *quarter(MAYA, *[3] * 60)]
    targets = [goal(CALLS, 12), goal(REVENUE, 66, Cadence.QUARTER)]
    with_old, without = (look(e, targets, kpis=(CALLS, REVENUE)) for e in (old + recent, recent))
    assert len(old) > 100
    for one, other in zip(scorecard(with_old, 0).standings, scorecard(without, 0).standings, strict=True):
        assert (one.value, one.weeks, one.status) == (other.value, other.weeks, other.status)
        assert one.value is not None
