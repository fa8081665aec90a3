from __future__ import annotations

import datetime as dt

import pytest

from kpidesk.domain.calendars import working_days
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import AgendaItem, Commitment, KpiEntry, Note, OneOnOne, Target
from kpidesk.domain.fence import check
from kpidesk.domain.terms import MeetingStatus, Section

THURSDAY = dt.date(2026, 8, 20)
OTHER_DAYS = [
    dt.date(2026, 11, 24),
    dt.date(2027, 1, 2),
    dt.date(2028, 2, 29),
    dt.date(2026, 8, 17),
    dt.date(2026, 8, 23),
    dt.date(2026, 9, 30),
]


def test_the_same_day_and_seed_give_the_same_team(team, team_on):
    assert team_on(THURSDAY, fresh=True).everything == team.everything


def test_another_seed_changes_what_lies_back_and_not_what_the_story_tells(team, team_on):
    other = team_on(THURSDAY, seed=7)

    assert other.everything != team.everything
    assert other.four_weeks("discovery_held", "Maya") == team.four_weeks("discovery_held", "Maya")


@pytest.mark.parametrize("day", [THURSDAY, *OTHER_DAYS])
def test_every_agenda_keeps_inside_the_fence_as_planned_and_as_spent(day, team_on):
    team = team_on(day)
    agendas: dict[object, list[AgendaItem]] = {}
    for item in team.of(AgendaItem):
        agendas.setdefault(item.one_on_one_id, []).append(item)

    for meeting in team.of(OneOnOne):
        items = agendas.get(meeting.id, [])
        check(items, meeting.minutes, 0.20)
        forecast = sum(item.seconds_spent for item in items if item.section is Section.FORECAST)
        assert forecast <= 0.20 * sum(item.seconds_spent for item in items)


@pytest.mark.parametrize("day", OTHER_DAYS)
def test_no_value_lies_beyond_the_running_week(day, team_on):
    team = team_on(day)
    monday = day - dt.timedelta(days=day.weekday())
    entries = team.of(KpiEntry)
    running = [each for each in entries if each.start >= monday]

    assert max(each.start for each in entries) <= day
    assert all(each.start == monday for each in running)
    assert bool(running) == (day > monday)


@pytest.mark.parametrize("day", OTHER_DAYS)
def test_nothing_that_happened_is_dated_after_the_day(day, team_on):
    team = team_on(day)
    happened = [each.on for each in team.of(OneOnOne) if each.status is not MeetingStatus.PLANNED]
    happened += [each.created_at.date() for each in team.of(Note)]
    happened += [each.updated_on or each.agreed_on for each in team.of(Commitment)]
    happened += [each.closed_on for each in team.of(Commitment) if each.closed_on]
    planned = [each.on for each in team.of(OneOnOne) if each.status is MeetingStatus.PLANNED]

    assert max(happened) <= day
    assert min(planned) >= day
    assert all(each.weekday() < 5 for each in planned)


@pytest.mark.parametrize("day", OTHER_DAYS)
def test_the_newest_four_weeks_are_the_same_on_any_day(team, day, team_on):
    moved = team_on(day)
    shift = (day - dt.timedelta(days=day.weekday())) - dt.date(2026, 8, 17)
    weeks = moved.by_week("discovery_held", "Jonas")

    assert [weeks[dt.date(2026, 7, 20) + shift + dt.timedelta(weeks=at)] for at in range(4)] == [8, 7, 6, 6]


@pytest.mark.parametrize("day", [dt.date(2026, 11, 24), dt.date(2028, 2, 29), dt.date(2026, 9, 30)])
def test_revenue_stands_to_pace_as_in_the_story_on_any_day(day, team_on):
    team = team_on(day)
    quarter = dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    end = dt.date(day.year + quarter.month // 10, (quarter.month + 2) % 12 + 1, 1)
    elapsed = working_days(day_number(quarter), day_number(day)) / working_days(day_number(quarter), day_number(end))
    kpi = team.kpi("revenue_won").id

    for name, attained in {"Jonas": 0.58, "Maya": 0.41, "Priya": 0.55}.items():
        rep = team.rep(name).id
        so_far = sum(
            each.numerator
            for each in team.of(KpiEntry)
            if each.kpi_id == kpi and each.rep_id == rep and each.start >= quarter
        )
        assert so_far / 300_000 / elapsed == pytest.approx(attained / (36 / 66), abs=0.001)


def test_texts_name_the_shifted_days(team_on):
    team = team_on(dt.date(2026, 11, 24))
    notes = [each.note for each in team.of(Target)]
    titles = [each.title for each in team.of(AgendaItem)]

    assert "Agreed by team, 2 Oct" in notes
    assert "Forecast: what closes in November" in titles
    assert not any("{" in text for text in [*notes, *titles, *(each.why for each in team.of(AgendaItem))])
