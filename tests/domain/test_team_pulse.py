"""The pulse of a team and what slips in it, from real boards."""

import datetime as dt
import math

import pytest

from kpidesk.domain.attention import missed_weeks, slipping
from kpidesk.domain.board import board
from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import Kpi, KpiEntry, Rep, Target, new_id
from kpidesk.domain.entries import Coverage, Entries
from kpidesk.domain.frame import Numbers
from kpidesk.domain.standing import scorecard
from kpidesk.domain.team_pulse import leading_pulse, results
from kpidesk.domain.terms import Aggregation, Cadence, Kind, KpiClass, Status, Unit

ON = dt.date(2026, 8, 20)
WEEK = dt.date(2026, 8, 17)
REPS = tuple(Rep(new_id(), name) for name in ("Ann", "Bea", "Cai", "Dan"))
CALLS = Kpi(new_id(), "discovery_held", "Discovery calls")
VISITS = Kpi(new_id(), "customer_visits", "Visits", position=1)
RATE = Kpi(
    new_id(), "win_rate", "Win rate", unit=Unit.PERCENT, aggregation=Aggregation.RATIO, kind=Kind.LAGGING, position=2
)
REVENUE = Kpi(
    new_id(), "revenue_won", "Won revenue", unit=Unit.CURRENCY, kind=Kind.LAGGING, kpi_class=KpiClass.OUTCOME,
    cadence=Cadence.QUARTER, position=3,
)  # fmt: skip
QUOTA = Kpi(
    new_id(), "quota_attainment", "Quota attainment", unit=Unit.PERCENT, aggregation=Aggregation.RATIO,
    kind=Kind.LAGGING, cadence=Cadence.QUARTER, numerator_key="revenue_won", position=4,
)  # fmt: skip


def weekly(rep, kpi, values, bottom=None):
    first = WEEK - dt.timedelta(weeks=len(values))
    return [KpiEntry(rep.id, kpi.id, first + dt.timedelta(weeks=w), 7, value, bottom) for w, value in enumerate(values)]


def look(entries, kpis, targets=(), reps=REPS):
    known = Entries.of(entries, [rep.id for rep in reps], [kpi.id for kpi in kpis])
    return board(Numbers(reps, kpis, known, Coverage.empty(), targets), day_number(ON), FiscalCalendar())


def goal(kpi, value, cadence=Cadence.WEEK):
    return Target(new_id(), kpi.id, value, cadence, dt.date(2025, 1, 6))


def calls(*levels):
    return [entry for rep, level in zip(REPS, levels, strict=True) for entry in weekly(rep, CALLS, [level] * 13)]


def test_the_value_is_the_mean_over_reps_and_the_band_their_middle_half():
    (pulse,) = leading_pulse(look(calls(6, 10, 12, 16), (CALLS,), [goal(CALLS, 12)]), 13)
    assert (pulse.value, pulse.target) == (11, 12)
    assert pulse.status is Status.WATCH
    assert (pulse.mean[-1], pulse.low[-1], pulse.high[-1]) == (11, 9, 13)
    assert pulse.counts == ((Status.GOOD, 2), (Status.WATCH, 1), (Status.RISK, 1))


def test_weeks_without_a_value_stay_missing():
    (pulse,) = leading_pulse(look(calls(6, 10, 12, 16), (CALLS,)), 26)
    assert math.isnan(pulse.mean[0])
    assert math.isnan(pulse.target)
    assert pulse.status is Status.NONE
    assert pulse.mean[-1] == 11


def test_three_reps_have_no_middle_half():
    entries = [entry for rep in REPS[:3] for entry in weekly(rep, CALLS, [8] * 13)]
    (pulse,) = leading_pulse(look(entries, (CALLS,)), 13)
    assert math.isnan(pulse.low[-1])
    assert pulse.mean[-1] == 8


def test_kpis_that_most_reps_have_come_first_and_none_without_values():
    entries = calls(6, 10, 12, 16) + weekly(REPS[0], VISITS, [3] * 13)
    unused = Kpi(new_id(), "unused", "Unused")
    found = leading_pulse(look(entries, (VISITS, CALLS, unused)), 13, most=1)
    assert [pulse.kpi for pulse in found] == [CALLS]
    assert len(leading_pulse(look(entries, (VISITS, CALLS, unused)), 13)) == 2


def test_rates_of_a_team_weigh_by_their_cases():
    entries = weekly(REPS[0], RATE, [1.0] * 13, 10.0) + weekly(REPS[1], RATE, [15.0] * 13, 30.0)
    (found,) = results(look(entries, (RATE,)))
    assert found.value == pytest.approx(0.4)


def test_results_add_up_and_the_quota_is_all_that_was_won_over_all_quotas():
    entries = weekly(REPS[0], REVENUE, [10_000.0] * 7) + weekly(REPS[1], REVENUE, [30_000.0] * 7)
    revenue, quota = results(look(entries, (REVENUE, QUOTA), [goal(REVENUE, 400_000, Cadence.QUARTER)], REPS[:2]))
    # The first of the seven weeks began on 29 June: two of its five working days belong to the quarter before.
    assert revenue.value == pytest.approx(6.6 * 40_000)
    assert revenue.target == pytest.approx(800_000)
    assert quota.value == pytest.approx(revenue.value / revenue.target)
    assert revenue.pace == quota.pace == pytest.approx(36 / 66, abs=0.01)


def card(values, target=12):
    return scorecard(look(weekly(REPS[0], CALLS, values), (CALLS,), [goal(CALLS, target)], REPS[:1]), 0)


def test_a_kpi_at_risk_that_falls_slips():
    found = slipping(card([12, 12, 11, 11, 10, 10, 9, 9, 8, 8, 7, 7, 6]))
    assert found is not None
    assert found.kpi == CALLS


def test_a_kpi_at_risk_slips_when_it_missed_four_weeks_in_a_row():
    found = slipping(card([8] * 13))
    assert found is not None
    assert missed_weeks(found) == 13


def test_what_holds_its_target_does_not_slip():
    assert slipping(card([12] * 13)) is None


def test_a_small_miss_does_not_slip():
    assert slipping(card([11] * 13)) is None
