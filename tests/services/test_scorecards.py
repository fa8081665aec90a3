import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.domain.catalogue import parse
from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import AgreedKpi, Agreement, Commitment, Kpi, KpiEntry, OneOnOne, Rep, Target, new_id
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
        "last_value_on", "unit",
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
