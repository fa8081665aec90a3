"""The outlook of real files: Q3 2026 on 20 August, 36 of 66 working days over."""

import datetime as dt

import pytest

from kpidesk.domain.entities import Kpi, KpiEntry, Rep, Target, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.outlook import Method, Reason
from kpidesk.domain.projection import projected_count
from kpidesk.domain.terms import Aggregation, Cadence, Kind, Unit
from kpidesk.services.history import History
from kpidesk.services.outlooks import OutlookService
from kpidesk.services.scorecards import ScorecardService
from kpidesk.services.team import TeamService
from kpidesk.storage import records

ON = dt.date(2026, 8, 20)
FIRST_WEEK, LAST_WEEK = dt.date(2026, 3, 30), dt.date(2026, 8, 10)
MAYA, BEN = Rep(new_id(), "Maya Okafor", role="AE"), Rep(new_id(), "Ben Carter", role="AE")
DEALS = Kpi(new_id(), "deals_won", "Deals won", kind=Kind.LAGGING, cadence=Cadence.MONTH, position=1)
REVENUE = Kpi(
    new_id(), "revenue_won", "Revenue won", unit=Unit.CURRENCY, kind=Kind.LAGGING, cadence=Cadence.MONTH, position=2
)
RATE = Kpi(
    new_id(), "win_rate", "Win rate", unit=Unit.PERCENT, kind=Kind.LAGGING, aggregation=Aggregation.RATIO,
    across=Aggregation.RATIO, position=3,
)  # fmt: skip


def quarterly(kpi, value):
    return Target(new_id(), kpi.id, value, Cadence.QUARTER, dt.date(2024, 1, 1))


def weekly(rep, kpi, value, first=FIRST_WEEK, last=LAST_WEEK, of=None):
    weeks = range((last - first).days // 7 + 1)
    return [KpiEntry(rep.id, kpi.id, first + dt.timedelta(weeks=at), 7, float(value), of) for at in weeks]


@pytest.fixture
def keep(database):
    def insert(*entities):
        with database.write() as connection:
            records.insert_all(connection, entities)

    insert(MAYA, BEN, DEALS, REVENUE)
    return insert


@pytest.fixture
def outlooks(database):
    team = TeamService(database, History(database))
    return OutlookService(database, team, ScorecardService(database, team))


def test_a_count_rests_on_its_own_rate_and_that_of_the_13_weeks_before(keep, outlooks):
    keep(*weekly(MAYA, DEALS, 1), quarterly(DEALS, 12))
    (found,) = outlooks.rep(MAYA, ON)
    # Three of five days of the week of 29 June belong to the quarter.
    assert (found.value, found.target, found.method) == (pytest.approx(6.6), 12, Method.COUNT)
    exact = projected_count(6.6, 12, 36 / 5, 30 / 5, 1.0)
    assert found.projection.chance == pytest.approx(exact.chance)
    assert (found.projection.low, found.projection.high) == (pytest.approx(exact.low), pytest.approx(exact.high))
    assert found.required_per_week == pytest.approx(5.4 / 6)
    assert found.n == 20


def test_money_is_drawn_from_counted_deals_and_their_sizes(keep, outlooks):
    keep(*weekly(MAYA, DEALS, 1), *weekly(MAYA, REVENUE, 10_000), quarterly(REVENUE, 120_000))
    (found,) = outlooks.rep(MAYA, ON)
    assert (found.method, found.n, found.sizes) == (Method.DEALS, 20, 20)
    assert found.projection.chance == pytest.approx(projected_count(6.6, 12, 7.2, 6, 1.0).chance, abs=0.03)
    assert found.projection.low < found.expected < found.projection.high
    assert (found.projection.low - 66_000) % 10_000 == pytest.approx(0)


def test_the_successes_of_the_win_rate_count_deals_as_well(keep, outlooks):
    keep(RATE, *weekly(MAYA, RATE, 1, of=4.0), *weekly(MAYA, REVENUE, 10_000), quarterly(REVENUE, 120_000))
    (found,) = outlooks.rep(MAYA, ON)
    assert (found.method, found.n) == (Method.DEALS, 20)


def test_a_bare_rate_counts_no_deals(keep, outlooks):
    keep(RATE, *weekly(MAYA, RATE, 0.25), *weekly(MAYA, REVENUE, 10_000), quarterly(REVENUE, 120_000))
    assert outlooks.rep(MAYA, ON)[0].projection is None


def test_money_of_uncounted_deals_has_a_line_and_no_chance(keep, outlooks):
    keep(*weekly(MAYA, REVENUE, 10_000), quarterly(REVENUE, 120_000))
    (found,) = outlooks.rep(MAYA, ON)
    assert (found.method, found.reason, found.projection) == (Method.LINE, Reason.NOT_COUNTED, None)
    assert found.expected == pytest.approx(66_000 * 66 / 36)


def test_few_deals_say_no_range(keep, outlooks):
    first = LAST_WEEK - dt.timedelta(weeks=6)
    keep(
        *weekly(MAYA, DEALS, 0), *weekly(BEN, DEALS, 1, first=first), *weekly(BEN, REVENUE, 9_000, first=first),
        *weekly(MAYA, REVENUE, 0), quarterly(REVENUE, 120_000),
    )  # fmt: skip
    assert outlooks.rep(MAYA, ON)[0].reason is Reason.FEW_DEALS


def test_without_weeks_before_the_rate_of_the_role_is_used_and_without_any_none(keep, outlooks):
    quarter = dt.date(2026, 7, 6)
    keep(*weekly(MAYA, DEALS, 1, first=quarter), quarterly(DEALS, 12))
    assert outlooks.rep(MAYA, ON)[0].reason is Reason.NO_HISTORY
    keep(*weekly(BEN, DEALS, 2))
    (found,) = outlooks.rep(MAYA, ON)
    assert found.projection.chance == pytest.approx(projected_count(6, 12, 7.2, 6, 2.0).chance)


def test_the_first_days_of_a_quarter_have_no_verdict(keep, outlooks):
    keep(*weekly(MAYA, DEALS, 1), quarterly(DEALS, 12))
    (found,) = outlooks.rep(MAYA, dt.date(2026, 7, 13))
    assert (found.reason, found.projection, found.expected, found.pace.index) == (Reason.TOO_EARLY, None, None, None)
    assert found.required_per_week is not None


def test_a_missing_value_is_no_zero(keep, outlooks):
    keep(quarterly(DEALS, 12))
    (found,) = outlooks.rep(MAYA, ON)
    assert (found.value, found.expected, found.reason) == (None, None, Reason.NO_DATA)


def test_back_loaded_quarters_lift_the_projection(keep, outlooks):
    keep(quarterly(REVENUE, 120_000))
    for year, month in ((2025, 4), (2025, 7), (2025, 10), (2026, 1), (2026, 4)):
        first = dt.date(year, month, 1)
        keep(
            KpiEntry(MAYA.id, REVENUE.id, first, 45, 20_000.0),
            KpiEntry(MAYA.id, REVENUE.id, first + dt.timedelta(45), 45, 80_000.0),
        )
    keep(KpiEntry(MAYA.id, REVENUE.id, dt.date(2026, 7, 1), 45, 20_000.0))
    (found,) = outlooks.rep(MAYA, ON)
    assert found.past == 5
    assert found.pace.elapsed == pytest.approx(36 / 66)
    assert found.pace.reached == pytest.approx(0.29, abs=0.02)
    assert found.expected == pytest.approx(20_000 / found.pace.reached)


def test_nothing_after_the_day_counts(keep, outlooks):
    keep(*weekly(MAYA, DEALS, 1, last=dt.date(2026, 9, 21)), quarterly(DEALS, 12))
    (found,) = outlooks.rep(MAYA, dt.date(2026, 8, 16))
    assert found.value == pytest.approx(6.6)


def test_a_team_adds_both_sides_and_its_draws(keep, outlooks):
    keep(*weekly(MAYA, DEALS, 1), *weekly(BEN, DEALS, 2), quarterly(DEALS, 12))
    (found,) = outlooks.team(ON)
    assert (found.value, found.target, found.reps, found.left_out) == (pytest.approx(19.8), 24, 2, 0)
    parts = [outlooks.rep(rep, ON)[0] for rep in (MAYA, BEN)]
    assert found.expected == pytest.approx(sum(each.expected for each in parts), rel=0.02)
    assert found.projection.high < sum(each.projection.high for each in parts), "luck evens out in a sum"


def test_a_team_leaves_out_whom_nothing_is_known_of(keep, outlooks):
    keep(*weekly(MAYA, DEALS, 1), quarterly(DEALS, 12))
    (found,) = outlooks.team(ON)
    assert (found.target, found.reps, found.left_out) == (12, 1, 1)


def test_a_team_of_whom_nothing_is_known_says_so(keep, outlooks):
    keep(quarterly(DEALS, 12))
    (found,) = outlooks.team(ON)
    assert (found.value, found.reason, found.target) == (None, Reason.NO_DATA, 24)


def test_the_same_file_has_the_same_outlook(keep, outlooks):
    keep(*weekly(MAYA, DEALS, 1), *weekly(MAYA, REVENUE, 10_000), quarterly(REVENUE, 120_000))
    first, second = (outlooks.as_json(outlooks.rep(MAYA, ON)[0]) for _ in range(2))
    assert first == second


def test_another_period_converts_the_target(keep, outlooks):
    keep(*weekly(MAYA, DEALS, 1), quarterly(DEALS, 66))
    (month,) = outlooks.rep(MAYA, ON, cadence=Cadence.MONTH)
    assert (outlooks.period_name(month), month.target) == ("August 2026", 21)
    (week,) = outlooks.rep(MAYA, ON, cadence=Cadence.WEEK)
    assert outlooks.period_name(week) == "week of 17 Aug 2026"


def test_money_comes_first(keep, outlooks):
    keep(quarterly(DEALS, 12), quarterly(REVENUE, 120_000))
    assert [each.kpi.key for each in outlooks.rep(MAYA, ON)] == ["revenue_won", "deals_won"]


def test_only_what_adds_up_has_an_outlook(keep, outlooks):
    keep(RATE)
    with pytest.raises(UserError, match="does not add up"):
        outlooks.rep(MAYA, ON, "win_rate")
    with pytest.raises(NotFoundError):
        outlooks.rep(MAYA, ON, "nonsense")
    assert outlooks.rep(MAYA, ON) == ()
    assert outlooks.team(ON) == ()


def test_scorecard_and_outlook_say_the_same(keep, database):
    late = [(week, 5.0 if week % 13 >= 8 else 1.0) for week in range(65)]
    first = dt.date(2025, 3, 31)
    keep(*(KpiEntry(MAYA.id, DEALS.id, first + dt.timedelta(weeks=week), 7, value) for week, value in late))
    keep(*weekly(MAYA, DEALS, 1, first + dt.timedelta(weeks=65)), quarterly(DEALS, 30))
    team = TeamService(database, History(database))
    scorecards = ScorecardService(database, team)
    (found,) = OutlookService(database, team, scorecards).rep(MAYA, ON)
    alone = scorecards.scorecard(MAYA, ON).standing("deals_won")
    among = next(card for card in scorecards.overview(ON) if card.rep == MAYA).standing("deals_won")
    assert found.past >= 4
    assert found.pace is not None
    assert found.pace.reached < found.pace.elapsed
    assert found.projection is not None
    for standing in (alone, among):
        assert standing is not None
        assert (standing.value, standing.target, standing.pace_detail) == (found.value, found.target, found.pace)
        assert standing.chance == pytest.approx(found.projection.chance)
