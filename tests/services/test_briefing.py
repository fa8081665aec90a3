"""What is read for the rules: the cohort, opportunities, trials, talks and changes since an agreement."""

import datetime as dt

import numpy as np
import pytest

from kpidesk.domain.entities import (
    AgendaItem,
    AgreedKpi,
    Agreement,
    Experiment,
    Kpi,
    KpiEntry,
    Leave,
    OneOnOne,
    Opportunity,
    PastRole,
    Rep,
    Stage,
    Target,
    new_id,
)
from kpidesk.domain.terms import Cadence, Kind, KpiClass, MeetingStatus, Scope, Section, Unit
from kpidesk.reports.agenda_text import as_html, as_markdown
from kpidesk.services.history import History
from kpidesk.services.preparation import PreparationService
from kpidesk.services.scorecards import ScorecardService
from kpidesk.services.team import TeamService
from kpidesk.storage import records

ON = dt.date(2026, 8, 20)
TEAM = [Rep(new_id(), f"Rep {at}", role="Inside sales") for at in range(8)]
MAYA = TEAM[0]
CALLS = Kpi(new_id(), "discovery_held", "Discovery calls", noun="discovery calls")
WON = Kpi(
    new_id(), "revenue_won", "Revenue won", unit=Unit.CURRENCY, kind=Kind.LAGGING, kpi_class=KpiClass.OUTCOME,
    cadence=Cadence.QUARTER, position=1,
)  # fmt: skip
TARGETS = [
    Target(new_id(), CALLS.id, 12.0, Cadence.WEEK, dt.date(2025, 1, 1)),
    Target(new_id(), WON.id, 130_000.0, Cadence.QUARTER, dt.date(2025, 1, 1)),
]


def weeks(rep, kpi, values):
    first = dt.date(2026, 8, 17) - dt.timedelta(weeks=len(values))
    return [KpiEntry(rep.id, kpi.id, first + dt.timedelta(weeks=at), 7, value) for at, value in enumerate(values)]


@pytest.fixture
def keep(database):
    """Write entities into the file."""

    def keep(*entities):
        with database.write() as connection:
            records.insert_all(connection, entities)

    keep(*TEAM, CALLS, WON, *TARGETS)
    keep(*(entry for at, rep in enumerate(TEAM) for entry in weeks(rep, CALLS, [12.0 if at else 9.0] * 26)))
    keep(*weeks(MAYA, WON, [9_000.0] * 26))
    return keep


@pytest.fixture
def preparation(database, keep):
    history = History(database)
    team = TeamService(database, history)
    return PreparationService(database, history, ScorecardService(database, team))


def held(days, **fields):
    return OneOnOne(new_id(), MAYA.id, ON - dt.timedelta(days=days), status=MeetingStatus.HELD, **fields)


def test_the_cohort_is_read_anew_once_values_change(preparation, keep):
    levels = preparation.facts(MAYA, ON).cohort["discovery_held"].levels
    assert sorted(levels.tolist()) == [9.0] + [12.0] * 7
    late = Rep(new_id(), "Rep 9", role=" inside SALES")
    keep(late, *weeks(late, CALLS, [20.0] * 26))
    assert 20.0 in preparation.facts(MAYA, ON).cohort["discovery_held"].levels


def test_who_was_away_is_not_compared_for_those_weeks(preparation, keep):
    keep(Leave(new_id(), TEAM[1].id, dt.date(2026, 7, 6), dt.date(2026, 7, 31)))
    among = preparation.facts(MAYA, ON).cohort["discovery_held"]
    assert [int(each) for each in (~np.isnan(among.values)).sum(axis=1)] == [8, 4, 8, 8, 8, 8, 8, 8]
    assert np.isnan(among.levels[1])


def test_the_agenda_names_a_gap_to_peers_without_a_word_about_them(preparation):
    drawn = preparation.agenda(MAYA, ON)
    spoken = {each["rule"] for item in drawn.items for each in item.evidence["also"]} | {e.rule for e in drawn.items}
    assert "L8" in spoken
    for text in (as_markdown(drawn), as_html(drawn)):
        assert "peer" not in text
        assert "role sit near" not in text


def test_opportunities_cover_the_quarter_to_come(preparation, keep):
    won, lost, early = (
        Stage(new_id(), name, won=flag) for name, flag in (("Won", True), ("Lost", False), ("New", None))
    )

    def deal(stage, **fields):
        return Opportunity(new_id(), MAYA.id, "Deal", stage_id=stage.id, amount=10_000.0, **fields)

    closed = {"opened_on": dt.date(2026, 3, 2), "closed_on": dt.date(2026, 5, 1)}
    assert preparation.facts(MAYA, ON).pipeline is None
    keep(won, lost, early)
    keep(*(deal(stage, **closed) for stage in [won, lost] * 4))
    keep(deal(early, expected_on=dt.date(2026, 11, 1)), deal(early, expected_on=dt.date(2026, 9, 1)))
    found = preparation.facts(MAYA, ON).pipeline
    assert (found.ahead.first, found.ahead.end, round(found.ahead.target)) == (
        dt.date(2026, 10, 1), dt.date(2027, 1, 1), 130_000,
    )  # fmt: skip
    assert (found.won, found.decided, found.cycle_days) == (4, 8, 60.0)
    assert found.coverage == pytest.approx(10 / 130)
    drawn = preparation.agenda(MAYA, ON)
    assert "P1" in {each.rule for each in drawn.items} | {each.rule for each in drawn.left_out}


def test_only_trials_that_began_are_known(preparation, keep):
    day = dt.date
    begun = Experiment(new_id(), MAYA.id, CALLS.id, day(2026, 7, 6), day(2026, 8, 16), 2.0)
    keep(begun, Experiment(new_id(), MAYA.id, CALLS.id, day(2026, 8, 24), day(2026, 9, 24), 2.0))
    assert preparation.facts(MAYA, ON).experiments == (begun,)


@pytest.mark.parametrize(
    ("rule", "asked", "known"), [("H8", [], True), ("GROW", [72], True), ("GROW", [12], False), ("L1", [72], False)]
)
def test_a_talk_about_development_is_known_however_long_ago(preparation, keep, rule, asked, known):
    old = held(300)
    keep(old, *(held(7 * at) for at in range(1, 12)))
    keep(AgendaItem(new_id(), old.id, 0, Section.REP_TOPICS, "Growing", rule=rule, evidence={"question_ids": asked}))
    assert preparation.facts(MAYA, ON).development_on == (old.on if known else None)


def test_changes_since_the_agreement_are_known(preparation, keep):
    agreement = Agreement(new_id(), MAYA.id, dt.date(2026, 7, 1))
    keep(agreement, AgreedKpi(new_id(), agreement.id, CALLS.id, focus=True))
    keep(
        PastRole(new_id(), MAYA.id, "SDR", dt.date(2026, 7, 14)),
        Target(new_id(), CALLS.id, 14.0, Cadence.WEEK, dt.date(2026, 8, 3), scope=Scope.ROLE, role="inside sales"),
        Target(new_id(), CALLS.id, 14.0, Cadence.WEEK, dt.date(2026, 8, 3), scope=Scope.REP, rep_id=TEAM[1].id),
    )
    facts = preparation.facts(MAYA, ON)
    assert (facts.moved_on, facts.retargeted) == (dt.date(2026, 7, 15), frozenset({CALLS.id}))
    assert "H4" in _spoken(preparation)


def test_a_target_of_somebody_else_is_no_change(preparation, keep):
    agreement = Agreement(new_id(), MAYA.id, dt.date(2026, 7, 1))
    keep(agreement, AgreedKpi(new_id(), agreement.id, CALLS.id, focus=True))
    keep(Target(new_id(), CALLS.id, 14.0, Cadence.WEEK, dt.date(2026, 8, 3), scope=Scope.REP, rep_id=TEAM[1].id))
    assert preparation.facts(MAYA, ON).retargeted == frozenset()


def test_forecast_that_took_too_much_is_told_to_the_manager_alone(preparation, keep):
    meetings = [held(14), held(28)]
    keep(*meetings)
    keep(
        *(
            AgendaItem(new_id(), meeting.id, at, section, "Item", seconds_spent=seconds)
            for meeting in meetings
            for at, (section, seconds) in enumerate(((Section.FOCUS, 900), (Section.FORECAST, 600)))
        )
    )
    drawn = preparation.agenda(MAYA, ON)
    assert next(each.reason for each in drawn.left_out if each.rule == "H9") == (
        "For you alone: forecast took 40% on 6 Aug and 40% on 23 Jul; its limit is 20%."
    )
    assert "H9" not in {each.rule for each in drawn.items}
    assert "H9" not in {each.rule for each in drawn.suggestions}
    assert "40% on 6 Aug" not in as_markdown(drawn) + as_html(drawn)


def _spoken(preparation):
    drawn = preparation.agenda(MAYA, ON)
    points = (*drawn.items, *drawn.suggestions)
    return {each.rule for each in points} | {each.rule for each in drawn.left_out}
