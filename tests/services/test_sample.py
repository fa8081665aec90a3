from __future__ import annotations

import datetime as dt

import pytest

from kpidesk.domain.attention import slipping
from kpidesk.domain.board import Quadrant
from kpidesk.domain.entities import Import, KpiEntry, OneOnOne, Rep
from kpidesk.domain.errors import UserError
from kpidesk.domain.sample import sample_team
from kpidesk.domain.terms import Status
from kpidesk.services.agreements import AgreementService
from kpidesk.services.history import History
from kpidesk.services.kpis import catalogue
from kpidesk.services.sample import fill, story
from kpidesk.services.scorecards import ScorecardService
from kpidesk.services.team import TeamService
from kpidesk.storage import records

THURSDAY = dt.date(2026, 8, 20)


@pytest.fixture
def team(database):
    return TeamService(database, History(database))


@pytest.fixture
def scorecards(database, team):
    return ScorecardService(database, team)


def test_fills_an_empty_file_with_every_entity(database):
    fill(database, THURSDAY)

    expected = sample_team(THURSDAY, story(), catalogue())
    with database.read() as connection:
        values = connection.exec_driver_sql("SELECT count(*) FROM kpi_entry").scalar()
        meetings = records.select(connection, OneOnOne)
        imports = records.select(connection, Import)
    assert values == sum(isinstance(each, KpiEntry) for each in expected)
    assert len(meetings) == sum(isinstance(each, OneOnOne) for each in expected)
    assert imports[0].values_new == values - 2


@pytest.mark.parametrize("day", [dt.date(2026, 11, 24), dt.date(2027, 1, 2), dt.date(2028, 2, 29)])
def test_fills_a_file_on_any_day(database, scorecards, day):
    fill(database, day)

    statuses = {card.rep.first_name: card.status for card in scorecards.overview(day)}

    assert statuses["Jonas"] is Status.RISK
    assert statuses["Aisha"] is Status.GOOD


def test_refuses_a_file_with_a_team(database):
    with database.write() as connection:
        records.insert_all(connection, [Rep(story_id(), "Ann Example")])

    with pytest.raises(UserError, match="new, empty file"):
        fill(database, THURSDAY)

    with database.read() as connection:
        assert [each.name for each in records.select(connection, Rep)] == ["Ann Example"]


def test_the_scorecards_tell_the_story(database, scorecards):
    fill(database, THURSDAY)

    seen = {
        card.rep.first_name: (round(card.leading_attainment, 2), round(card.lagging_attainment, 2), card.quadrant)
        for card in scorecards.overview(THURSDAY)
    }

    assert seen == {
        "Jonas": (0.58, 0.58, Quadrant.LOOKS_FINE),
        "Maya": (0.71, 0.41, Quadrant.REBUILD),
        "Ben": (0.83, 0.45, Quadrant.REBUILD),
        "Kenji": (0.95, 0.55, Quadrant.STRONG),
        "Priya": (1.01, 0.55, Quadrant.STRONG),
        "Chloé": (1.02, 0.42, Quadrant.PLANTING_SEEDS),
        "Tomás": (1.18, 0.63, Quadrant.STRONG),
        "Aisha": (1.19, 0.44, Quadrant.PLANTING_SEEDS),
    }


def test_two_reps_are_at_risk_one_is_to_watch_and_two_slip(database, scorecards):
    fill(database, THURSDAY)
    cards = scorecards.overview(THURSDAY)

    by_status = {status: {card.rep.first_name for card in cards if card.status is status} for status in Status}

    assert by_status[Status.RISK] == {"Jonas", "Maya"}
    assert by_status[Status.WATCH] == {"Ben"}
    assert {card.rep.first_name for card in cards if slipping(card)} == {"Jonas", "Maya"}


def test_what_slips_is_told_by_the_kpi_that_was_agreed_as_the_focus(database, scorecards):
    fill(database, THURSDAY)

    agreed = AgreementService(database, History(database)).newest(THURSDAY)
    told = {}
    for card in scorecards.overview(THURSDAY):
        focus = agreed[card.rep.id].focus
        found = slipping(card, {focus} if focus else ())
        if found is not None:
            told[card.rep.first_name] = found.kpi.key

    assert told == {"Jonas": "discovery_held", "Maya": "opps_created"}


def test_the_data_is_three_days_old(database, team):
    fill(database, THURSDAY)

    fresh = team.freshness(THURSDAY)

    assert fresh is not None
    assert (fresh.file, fresh.days_ago, fresh.complete_through) == ("CRM export", 3, dt.date(2026, 8, 16))


def test_the_workspace_and_the_order_of_kpis_are_the_managers(database, team):
    fill(database, THURSDAY)

    assert (team.workspace().name, team.workspace().manager) == ("Mid-market West", "Elena Brandt")
    assert [kpi.name for kpi in team.kpis()] == [
        "Discovery calls",
        "New opportunities",
        "Meetings held",
        "Proposals sent",
        "Referral asks",
        "Won revenue",
        "Win rate",
        "Quota attainment",
    ]


def story_id():
    return next(each for each in sample_team(THURSDAY, story(), catalogue()) if isinstance(each, Rep)).id
