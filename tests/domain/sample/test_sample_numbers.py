from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from kpidesk.domain.entities import Import, Kpi, KpiEntry, Leave, Rep, Target
from kpidesk.domain.terms import Kind


def test_ids_are_all_different(team):
    ids = Counter(each.id for each in team.everything if not isinstance(each, KpiEntry))

    assert ids.most_common(1)[0][1] == 1


def test_eight_reps_with_five_leading_and_three_lagging_kpis(team):
    kinds = Counter(kpi.kind for kpi in team.of(Kpi))

    assert len(team.of(Rep)) == 8
    assert kinds == {Kind.LEADING: 5, Kind.LAGGING: 3}
    assert {rep.cadence_days for rep in team.of(Rep)} == {14}


@pytest.mark.parametrize(
    ("name", "discovery", "opportunities", "meetings", "proposals"),
    [
        ("Maya", 9.75, 2.25, 8.25, 1.25),
        ("Jonas", 6.75, 2.25, 5.5, 1.5),
        ("Ben", 10.0, 3.25, 6.75, 2.5),
        ("Kenji", 11.0, 4.0, 7.75, 2.75),
        ("Priya", 12.25, 4.0, 8.0, 3.0),
        ("Chloé", 12.5, 4.25, 7.75, 3.0),
        ("Tomás", 14.0, 4.75, 9.25, 3.75),
        ("Aisha", 15.5, 5.25, 9.25, 3.75),
    ],
)
def test_each_rep_has_the_four_week_means_of_the_story(team, name, discovery, opportunities, meetings, proposals):
    keys = ("discovery_held", "opps_created", "meetings_held", "proposals_sent")

    assert tuple(team.four_weeks(key, name) for key in keys) == (discovery, opportunities, meetings, proposals)


@pytest.mark.parametrize(
    ("key", "mean"),
    [
        ("discovery_held", 11.5),
        ("opps_created", 3.8),
        ("meetings_held", 7.8),
        ("proposals_sent", 2.7),
        ("referrals_asked", 1.4),
    ],
)
def test_the_team_average_of_four_weeks(team, key, mean):
    average = sum(team.four_weeks(key, rep.first_name) for rep in team.of(Rep)) / 8

    assert average == pytest.approx(mean, abs=0.051)


def test_mayas_calls_fall_and_come_back_week_by_week(team):
    weeks = team.by_week("discovery_held", "Maya")

    seen = [weeks[dt.date(2026, 6, 1) + dt.timedelta(weeks=at)] for at in range(12)]

    assert seen == [12, 10, 9, 8, 8, 7, 7, 6, 10, 11, 12, 8]


def test_mayas_new_opportunities_miss_their_target_nine_weeks_in_a_row(team):
    weeks = team.by_week("opps_created", "Maya")

    assert all(weeks[dt.date(2026, 8, 10) - dt.timedelta(weeks=back)] < 4 for back in range(9))
    assert weeks[dt.date(2026, 8, 10) - dt.timedelta(weeks=9)] == 4


def test_aishas_sixteen_calls_are_her_best_and_mayas_proposals_her_lowest_four_weeks(team):
    calls = team.by_week("discovery_held", "Aisha")
    sent = [value for _, value in sorted(team.by_week("proposals_sent", "Maya").items())][:-1]
    four = [sum(sent[at : at + 4]) for at in range(len(sent) - 3)]

    assert max(calls.values()) == calls[dt.date(2026, 8, 10)] == 16
    assert min(four) == four[-1] == 5


def test_referral_asks_have_five_closed_weeks(team):
    weeks = team.by_week("referrals_asked", "Maya")

    assert min(weeks) == dt.date(2026, 7, 13)
    assert len([week for week in weeks if week < dt.date(2026, 8, 17)]) == 5


def test_the_quarter_so_far_brought_the_revenue_of_the_story(team):
    kpi = team.kpi("revenue_won").id
    quarter = [each for each in team.of(KpiEntry) if each.kpi_id == kpi and each.start >= dt.date(2026, 7, 1)]
    by_rep = {
        rep.first_name: sum(each.numerator for each in quarter if each.rep_id == rep.id) / 300_000
        for rep in team.of(Rep)
    }

    assert sum(each.numerator for each in quarter) == 1_209_000
    assert by_rep == pytest.approx(
        {"Maya": 0.41, "Jonas": 0.58, "Ben": 0.45, "Kenji": 0.55}
        | {"Priya": 0.55, "Chloé": 0.42, "Tomás": 0.63, "Aisha": 0.44}
    )


def test_the_win_rate_of_thirteen_weeks_keeps_both_sides(team):
    kpi = team.kpi("win_rate").id
    recent = [each for each in team.of(KpiEntry) if each.kpi_id == kpi and each.start >= dt.date(2026, 5, 18)]
    maya = [each for each in recent if each.rep_id == team.rep("Maya").id]

    assert sum(each.numerator for each in recent) / sum(each.denominator for each in recent) == pytest.approx(
        0.23, abs=0.002
    )
    assert sum(each.numerator for each in maya) / sum(each.denominator for each in maya) == pytest.approx(0.20)
    assert all(0 <= each.numerator <= each.denominator for each in recent)


def test_no_revenue_without_a_deal_won(team):
    for rep in team.of(Rep):
        won, revenue = team.by_week("win_rate", rep.first_name), team.by_week("revenue_won", rep.first_name)
        assert {week for week, value in revenue.items() if value > 0} == {week for week, count in won.items() if count}


def test_the_calls_target_was_raised_from_10_to_12(team):
    kpi = team.kpi("discovery_held").id
    targets = [each for each in team.of(Target) if each.kpi_id == kpi]

    assert [(each.value, each.valid_from, each.note) for each in targets] == [
        (10, dt.date(2025, 12, 29), "Elena, start of year"),
        (12, dt.date(2026, 6, 29), "Agreed by team, 29 Jun"),
    ]


def test_eighteen_months_of_weeks_less_leave(team):
    maya, leaves = team.rep("Maya"), team.of(Leave)
    weeks = team.by_week("discovery_held", "Maya")
    away = sum((each.last - each.first).days // 7 + 1 for each in leaves if each.rep_id == maya.id)

    assert min(weeks) == dt.date(2025, 2, 17)
    assert len(weeks) == 78 + 1 - away


def test_chloe_has_values_from_her_first_week_only(team):
    assert min(team.by_week("discovery_held", "Chloé")) == team.rep("Chloé").hired_on


def test_values_come_from_the_import_but_for_a_few_typed_by_hand(team):
    typed = [each for each in team.of(KpiEntry) if each.source == 0]
    imported = team.of(Import)[0]

    assert {(each.rep_id, each.start, each.numerator) for each in typed} == {
        (team.rep("Tomás").id, dt.date(2026, 8, 3), 15),
        (team.rep("Aisha").id, dt.date(2026, 7, 13), 14),
    }
    assert (imported.file, imported.at.date(), imported.last_day) == (
        "CRM export",
        dt.date(2026, 8, 17),
        dt.date(2026, 8, 16),
    )
