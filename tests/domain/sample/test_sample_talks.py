from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from kpidesk.domain.attention import is_open, is_stale, rhythm
from kpidesk.domain.entities import AgendaItem, AgreedKpi, Agreement, Commitment, Kpi, Note, OneOnOne, Rep
from kpidesk.domain.terms import CommitmentStatus, ItemState, MeetingStatus, Section, Visibility

THURSDAY = dt.date(2026, 8, 20)


def test_jonas_and_ben_are_overdue_and_six_one_on_ones_come_next(team):
    meetings = team.of(OneOnOne)
    seen = {rep.first_name: rhythm(rep, meetings, THURSDAY) for rep in team.of(Rep)}
    coming = {name: each.upcoming for name, each in seen.items() if each.upcoming}

    assert {name: each.overdue_days for name, each in seen.items() if each.overdue_days} == {"Jonas": 21, "Ben": 7}
    assert {name: (each.on, each.at) for name, each in coming.items()} == {
        "Maya": (THURSDAY, dt.time(14)),
        "Priya": (THURSDAY, dt.time(16)),
        "Chloé": (dt.date(2026, 8, 21), dt.time(10)),
        "Kenji": (dt.date(2026, 8, 24), dt.time(11)),
        "Tomás": (dt.date(2026, 8, 25), dt.time(9, 30)),
        "Aisha": (dt.date(2026, 8, 27), dt.time(15)),
    }


def test_nine_commitments_are_open_and_two_of_them_stale(team):
    open_ones = [each for each in team.of(Commitment) if is_open(each)]
    owners = Counter(rep.first_name for each in open_ones for rep in team.of(Rep) if rep.id == each.rep_id)

    assert owners == {"Maya": 2, "Ben": 2, "Jonas": 1, "Kenji": 1, "Priya": 1, "Chloé": 1, "Tomás": 1}
    assert {each.text for each in open_ones if is_stale(each, THURSDAY)} == {
        "Rebuild call list from closed-lost",
        "Ask two customers for a referral",
    }


def test_maya_kept_seven_of_nine_this_quarter(team):
    mine = [each for each in team.of(Commitment) if each.rep_id == team.rep("Maya").id]
    ended = Counter(each.status for each in mine if each.closed_on and each.closed_on >= dt.date(2026, 7, 1))
    overdue = [each for each in mine if is_open(each) and each.due and each.due < THURSDAY]

    assert ended == {CommitmentStatus.DONE: 7, CommitmentStatus.MISSED: 1}
    assert [each.text for each in overdue] == ["Proposals to Nordwind and Halden (1 of 2 sent)"]


def test_every_rep_has_an_agreement_signed_by_both_with_one_focus(team):
    kpis = {kpi.id: kpi.key for kpi in team.of(Kpi)}
    reps = {rep.id: rep.first_name for rep in team.of(Rep)}
    focus = {
        reps[made.rep_id]: [
            kpis[each.kpi_id] for each in team.of(AgreedKpi) if each.agreement_id == made.id and each.focus
        ]
        for made in team.of(Agreement)
        if made.signed_by_rep and made.signed_by_manager
    }

    assert focus["Maya"] == ["opps_created"]
    assert sorted(focus) == sorted(reps.values())
    assert all(len(each) == 1 for each in focus.values())


def test_time_in_one_on_ones_of_the_quarter_goes_to_leading_kpis(team):
    held = [each for each in team.of(OneOnOne) if each.status is MeetingStatus.HELD and each.on >= dt.date(2026, 6, 29)]
    ids = {each.id for each in held}
    spent: Counter[Section] = Counter()
    for item in team.of(AgendaItem):
        if item.one_on_one_id in ids:
            spent[item.section] += item.seconds_spent
    share = {section: seconds / spent.total() for section, seconds in spent.items()}

    assert len(held) == 24
    assert share[Section.FOCUS] + share[Section.WINS] == pytest.approx(0.61, abs=0.01)
    assert share[Section.COMMITMENTS] + share[Section.CLOSE] == pytest.approx(0.22, abs=0.01)
    assert share[Section.FORECAST] == pytest.approx(0.14, abs=0.01)


def test_twelve_private_notes_in_the_quarter_and_a_shared_one_for_each_talk(team):
    quarter = [each for each in team.of(Note) if each.created_at.date() >= dt.date(2026, 6, 29)]

    assert Counter(each.visibility for each in quarter) == {Visibility.SHARED: 24, Visibility.PRIVATE: 12}


def test_mayas_agenda_is_ready_and_chloes_a_draft(team):
    meetings = {each.id: each for each in team.of(OneOnOne) if each.status is MeetingStatus.PLANNED}
    states = {
        name: Counter(
            item.state
            for item in team.of(AgendaItem)
            if item.one_on_one_id in meetings and meetings[item.one_on_one_id].rep_id == team.rep(name).id
        )
        for name in ("Maya", "Chloé", "Priya")
    }

    assert states["Maya"] == {ItemState.ACCEPTED: 6, ItemState.SUGGESTED: 1}
    assert states["Chloé"] == {ItemState.ACCEPTED: 3, ItemState.SUGGESTED: 2}
    assert not states["Priya"]
