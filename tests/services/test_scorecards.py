import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.domain.catalogue import parse
from kpidesk.domain.days import day_number, to_date
from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import (
    AgreedKpi,
    Agreement,
    Commitment,
    Kpi,
    KpiEntry,
    Leave,
    OneOnOne,
    Rep,
    Target,
    new_id,
)
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.terms import Aggregation, Cadence, Kind, Unit
from kpidesk.paths import resource
from kpidesk.services.history import History
from kpidesk.services.scorecards import ScorecardService
from kpidesk.services.team import TeamService
from kpidesk.storage import records
from kpidesk.storage.upgrade import open_database

ON = dt.date(2026, 8, 20)
MONDAY = dt.date(2026, 8, 17)
MAYA, BEN = Rep(new_id(), "Maya Okafor"), Rep(new_id(), "Ben Carter")
CALLS = Kpi(new_id(), "discovery_held", "Discovery calls")
REVENUE = Kpi(
    new_id(), "revenue_won", "Won revenue", unit=Unit.CURRENCY, kind=Kind.LAGGING, cadence=Cadence.MONTH, position=1
)
WINS = Kpi(
    new_id(), "win_rate", "Win rate", unit=Unit.PERCENT, kind=Kind.LAGGING, aggregation=Aggregation.RATIO,
    across=Aggregation.RATIO, position=2,
)  # fmt: skip


@pytest.fixture
def scorecards(database):
    return ScorecardService(database, TeamService(database, History(database)))


@pytest.fixture
def keep(database):
    def insert(*entities):
        with database.write() as connection:
            records.insert_all(connection, entities)

    insert(MAYA, BEN, CALLS, REVENUE, WINS)
    return insert


def weekly(rep, kpi, values, last=MONDAY - dt.timedelta(weeks=1)):
    starts = [last - dt.timedelta(weeks=back) for back in reversed(range(len(values)))]
    return [
        KpiEntry(rep.id, kpi.id, start, 7, float(v)) for start, v in zip(starts, values, strict=True) if v is not None
    ]


def test_missing_weeks_stay_missing_and_are_never_zero(keep, scorecards):
    keep(*weekly(MAYA, CALLS, [10, None, 12]))
    table = scorecards.values("discovery_held", rep="Maya")
    assert table is not None
    assert [row["value"] for row in table.rows()] == [10.0, None, 12.0]


def test_ratios_are_ratios_of_sums(keep, scorecards):
    keep(
        KpiEntry(MAYA.id, WINS.id, dt.date(2026, 7, 6), 1, 2.0, 4.0),
        KpiEntry(MAYA.id, WINS.id, dt.date(2026, 7, 7), 1, 1.0, 20.0),
    )
    row = scorecards.values("win_rate", rep="Maya", cadence=Cadence.MONTH).rows()[0]
    assert (row["value"], row["numerator"], row["denominator"]) == (0.125, 3.0, 24.0)


def test_money_is_exact_to_the_cent(keep, scorecards):
    days = [dt.date(2026, 7, day) for day in range(1, 11)]
    keep(*(KpiEntry(MAYA.id, REVENUE.id, day, 1, 0.1) for day in days))
    assert scorecards.values("revenue_won", rep="Maya", cadence=Cadence.MONTH).rows()[0]["value"] == 1.0


def test_targets_and_attainment_stand_beside_the_value(keep, scorecards):
    keep(*weekly(MAYA, CALLS, [9]), Target(new_id(), CALLS.id, 12.0, Cadence.WEEK, dt.date(2026, 1, 1)))
    row = scorecards.values("discovery_held", rep="Maya").rows()[0]
    assert (row["target"], row["attainment"]) == (12.0, 0.75)


def test_quota_attainment_is_the_result_over_its_own_target(keep, scorecards):
    quota = Kpi(
        new_id(), "quota_attainment", "Quota attainment", unit=Unit.PERCENT, kind=Kind.LAGGING,
        aggregation=Aggregation.RATIO, across=Aggregation.RATIO, numerator_key="revenue_won", position=3,
    )  # fmt: skip
    keep(
        quota,
        KpiEntry(MAYA.id, REVENUE.id, dt.date(2026, 7, 6), 1, 150_000.0),
        Target(new_id(), REVENUE.id, 300_000.0, Cadence.QUARTER, dt.date(2026, 1, 1)),
    )
    row = scorecards.values("quota_attainment", rep="Maya", cadence=Cadence.QUARTER).rows()[0]
    assert row["value"] == pytest.approx(0.5)
    assert scorecards.scorecard(MAYA, ON).lagging_attainment == pytest.approx(0.5)


def test_the_scorecard_compares_the_last_four_closed_weeks_with_the_target(keep, scorecards):
    keep(
        *weekly(MAYA, CALLS, [12, 12, 12, 12, 6, 6, 6, 6]),
        KpiEntry(MAYA.id, CALLS.id, MONDAY, 7, 99.0),
        Target(new_id(), CALLS.id, 12.0, Cadence.WEEK, dt.date(2026, 1, 1)),
    )
    answer = scorecards.as_json(scorecards.scorecard(MAYA, ON))
    assert (answer["rep"], answer["on"], answer["status"]) == ("Maya Okafor", ON, "risk")
    row = answer["leading"][0]
    assert (row["kpi"], row["value"], row["target"], row["attainment"]) == ("discovery_held", 6.0, 12.0, 0.5)
    assert set(row) == {
        "kpi", "name", "value", "target", "attainment", "pace", "status", "trend", "signal", "limits", "weeks",
        "last_value_on", "unit", "estimated",
    }  # fmt: skip


def test_nothing_after_the_day_counts(keep, scorecards):
    keep(*weekly(MAYA, CALLS, [10, 10, 10, 10]), KpiEntry(MAYA.id, CALLS.id, dt.date(2026, 9, 7), 7, 99.0))
    assert scorecards.scorecard(MAYA, ON).leading[0].value == 10.0


def test_an_agreement_chooses_the_leading_kpis_and_results_stay(keep, scorecards):
    other = Kpi(new_id(), "demos_held", "Demos", position=5)
    agreed = Agreement(new_id(), MAYA.id, dt.date(2026, 7, 23))
    keep(
        other,
        *weekly(MAYA, CALLS, [10] * 5),
        *weekly(MAYA, other, [3] * 5),
        *weekly(MAYA, REVENUE, [1000] * 5),
        agreed,
        AgreedKpi(new_id(), agreed.id, CALLS.id, focus=True),
    )
    card = scorecards.scorecard(MAYA, ON)
    assert [standing.kpi.key for standing in card.leading] == ["discovery_held"]
    assert "revenue_won" in [standing.kpi.key for standing in card.lagging]


def test_everyone_is_looked_at_in_one_pass_and_alike(keep, scorecards):
    keep(*weekly(MAYA, CALLS, [8] * 6), *weekly(BEN, CALLS, [11] * 6))
    cards = scorecards.overview(ON)
    assert [card.rep.name for card in cards] == ["Ben Carter", "Maya Okafor"]
    for card in cards:
        assert scorecards.as_json(card) == scorecards.as_json(scorecards.scorecard(card.rep, ON))


def test_the_board_is_worked_out_again_only_after_a_change(keep, scorecards, database):
    keep(*weekly(MAYA, CALLS, [8] * 6))
    before = scorecards.board(ON)
    assert scorecards.board(ON) is before
    assert scorecards.board(ON + dt.timedelta(days=7)) is not before
    before = scorecards.board(ON)
    keep(*weekly(BEN, CALLS, [11] * 6))
    assert [card.leading[0].value for card in scorecards.overview(ON) if card.leading] == [11, 8]
    with open_database(database.path).write() as elsewhere:
        records.insert_all(elsewhere, [Target(new_id(), CALLS.id, 16, Cadence.WEEK, dt.date(2026, 1, 5))])
    assert [card.leading[0].attainment for card in scorecards.overview(ON)] == [11 / 16, 0.5]


def test_the_board_is_kept_though_two_have_read_at_the_same_time(keep, scorecards, database):
    keep()
    scorecards.board(ON)
    with database.read(), database.read():
        pass
    before = scorecards.board(ON)
    assert scorecards.board(ON) is before


def test_what_is_said_and_promised_leaves_the_board_as_it_is(keep, scorecards, database):
    keep(*weekly(MAYA, CALLS, [8] * 6))
    before = scorecards.board(ON)
    history = History(database)
    promise = Commitment(new_id(), MAYA.id, "Call back sooner", ON)
    history.do("Add", [Edit(None, promise), Edit(None, OneOnOne(new_id(), MAYA.id, ON))])
    history.do("Change", [Edit(promise, replace(promise, text="Call back at once"))])
    history.undo()
    assert scorecards.board(ON) is before
    history.do("Both", [Edit(promise, None), Edit(None, *weekly(BEN, CALLS, [11]))])
    after = scorecards.board(ON)
    assert after is not before
    history.undo()
    assert scorecards.board(ON) is not after


def test_the_scorecard_of_a_rep_is_worked_out_again_only_for_another_rep_or_day_or_after_a_change(keep, scorecards):
    keep(*weekly(MAYA, CALLS, [8] * 6))
    before = scorecards.scorecard(MAYA, ON)
    assert scorecards.scorecard(MAYA, ON) is before
    assert scorecards.scorecard(BEN, ON).rep == BEN
    assert scorecards.scorecard(MAYA, ON - dt.timedelta(days=7)).leading[0].weeks == 5
    before = scorecards.scorecard(MAYA, ON)
    keep(Target(new_id(), CALLS.id, 16, Cadence.WEEK, dt.date(2026, 1, 5)))
    assert before.leading[0].attainment is None
    assert scorecards.scorecard(MAYA, ON).leading[0].attainment == 0.5


def test_an_empty_file_answers_with_nothing(database, scorecards):
    assert scorecards.overview(ON) == []


def test_a_kpi_without_values_has_none(keep, scorecards):
    assert scorecards.values("discovery_held") is None


def test_values_run_over_all_that_an_import_covers(database, keep, scorecards):
    keep()
    first, last = day_number(dt.date(2026, 7, 6)), day_number(dt.date(2026, 7, 26))
    with database.write() as connection:
        query = "INSERT INTO kpi_coverage SELECT 1, rep.no, kpi.no, ?, ? FROM rep, kpi WHERE kpi.key <> 'revenue_won'"
        connection.exec_driver_sql(query, (first, last))
    assert [row["value"] for row in scorecards.values("discovery_held", rep="Maya").rows()] == [0.0, 0.0, 0.0]
    keep_more = KpiEntry(MAYA.id, CALLS.id, dt.date(2026, 7, 13), 7, 5.0)
    with database.write() as connection:
        records.insert_all(connection, [keep_more])
    assert [row["value"] for row in scorecards.values("discovery_held", rep="Maya").rows()] == [0.0, 5.0, 0.0]
    # A ratio has no value where it has nothing to divide by.
    assert scorecards.values("win_rate") is None


def test_wrong_questions_are_answered_in_words(keep, scorecards):
    keep(*weekly(MAYA, CALLS, [1]))
    with pytest.raises(NotFoundError, match="No KPI is called “calls”"):
        scorecards.values("calls")
    with pytest.raises(UserError, match="ends on 2026-01-01 before it starts"):
        scorecards.values("discovery_held", first=ON, last=dt.date(2026, 1, 1))


def test_catalogue_kpis_can_be_scored(keep, scorecards):
    template = parse(resource("catalogue.toml").read_text(encoding="utf-8")).take("meetings_held")
    keep(template, *weekly(MAYA, template, [7, 8, 9, 8]))
    assert scorecards.scorecard(MAYA, ON).standing("meetings_held").value == 8.0


def year_before(scorecards, rep=MAYA, key="discovery_held"):
    card = scorecards.scorecard(rep, ON)
    return scorecards.year_before(rep, card.standing(key), ON)


YEAR_AGO = MONDAY - dt.timedelta(weeks=53)


def test_four_weeks_stand_beside_the_same_ones_52_weeks_earlier(keep, scorecards):
    keep(*weekly(MAYA, CALLS, [10, 10, 10, 10]), *weekly(MAYA, CALLS, [8, 8, 8, 8], last=YEAR_AGO))
    found = year_before(scorecards)
    assert (found.now, found.before, found.days_now, found.days_before) == (40.0, 32.0, 20.0, 20.0)
    assert (to_date(found.first), to_date(found.end)) == (dt.date(2025, 7, 21), dt.date(2025, 8, 18))
    assert found.change == pytest.approx(0.25)


def test_a_week_of_leave_a_year_ago_is_no_improvement_now(keep, scorecards):
    away = Leave(new_id(), MAYA.id, dt.date(2025, 8, 11), dt.date(2025, 8, 15))
    keep(away, *weekly(MAYA, CALLS, [10, 10, 10, 10]), *weekly(MAYA, CALLS, [10, 10, 10, None], last=YEAR_AGO))
    assert year_before(scorecards).change == pytest.approx(0.0)


def test_weeks_missing_a_year_ago_are_not_compared(keep, scorecards):
    keep(*weekly(MAYA, CALLS, [10, 10, 10, 10]), *weekly(MAYA, CALLS, [10, 10, None, None], last=YEAR_AGO))
    keep(*weekly(BEN, CALLS, [10, 10, 10, 10]))
    assert year_before(scorecards) is None
    assert year_before(scorecards, BEN) is None


def test_a_running_month_is_compared_up_to_its_last_whole_week(keep, scorecards):
    days = [dt.date(2026, 8, 3) + dt.timedelta(days=at) for at in range(17)]
    keep(
        *(KpiEntry(MAYA.id, REVENUE.id, day, 1, 10.0) for day in days),
        *(KpiEntry(MAYA.id, REVENUE.id, dt.date(2025, 8, at), 1, 5.0) for at in range(1, 32)),
        Target(new_id(), REVENUE.id, 300.0, Cadence.MONTH, dt.date(2025, 1, 1)),
    )
    found = year_before(scorecards, key="revenue_won")
    assert (to_date(found.first), to_date(found.end)) == (dt.date(2025, 8, 1), dt.date(2025, 8, 17))
    assert (found.now, found.before) == (140.0, 80.0)


def test_an_archived_kpi_is_on_no_scorecard_and_a_rep_who_left_has_one(keep, scorecards):
    old = Kpi(new_id(), "old", "Old calls", position=9, archived=True)
    nora = Rep(new_id(), "Nora Vance", archived=True)
    keep(old, nora, *weekly(MAYA, old, [9, 9, 9, 9]), *weekly(MAYA, CALLS, [9, 9, 9, 9]))
    keep(*weekly(nora, CALLS, [7, 7, 7, 7]))
    maya = next(card for card in scorecards.overview(ON) if card.rep == MAYA)
    one = scorecards.scorecard(MAYA, ON)
    assert [each.kpi for each in one.standings] == [each.kpi for each in maya.standings] == [CALLS]
    assert [each.value for each in scorecards.scorecard(nora, ON).standings] == [7.0]
