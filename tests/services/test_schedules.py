"""When reps work: every change is checked, kept in one step, and can be undone."""

import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.domain.entities import Holiday, Leave, Rep, Season, new_id
from kpidesk.domain.errors import UserError
from kpidesk.services.history import History
from kpidesk.services.schedules import ScheduleService
from kpidesk.services.team import TeamService

MAYA = Rep(new_id(), "Maya Okafor", role="SDR", hired_on=dt.date(2025, 1, 6))


@pytest.fixture
def history(database):
    return History(database)


@pytest.fixture
def team(database, history):
    found = TeamService(database, history)
    found.add_rep(MAYA)
    return found


@pytest.fixture
def schedules(database, history, team):
    return ScheduleService(database, history, team)


def leave(first, last, **fields):
    return Leave(new_id(), MAYA.id, dt.date.fromisoformat(first), dt.date.fromisoformat(last), **fields)


def test_leave_is_kept_changed_deleted_and_brought_back(schedules, history):
    summer = leave("2026-08-03", "2026-08-14", reason="Summer")
    schedules.keep_leave(MAYA, summer)
    longer = replace(summer, last=dt.date(2026, 8, 21))
    schedules.keep_leave(MAYA, longer)
    assert schedules.leaves(MAYA.id) == [longer]
    schedules.drop_leave(MAYA, longer)
    assert schedules.leaves(MAYA.id) == []
    assert history.undo_label == "Delete leave of Maya Okafor"
    history.undo()
    assert schedules.leaves(MAYA.id) == [longer]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (leave("2026-08-14", "2026-08-03"), "ends on 2026-08-03 before it starts on 2026-08-14"),
        (leave("2026-08-14", "2026-08-17"), "From 2026-08-03 to 2026-08-14 there is leave already"),
        (leave("2026-09-01", "2026-09-01", share=0), "takes 0 of a day"),
    ],
)
def test_leave_that_cannot_be_is_refused(schedules, wrong, says):
    summer = leave("2026-08-03", "2026-08-14")
    schedules.keep_leave(MAYA, summer)
    with pytest.raises(UserError, match=says):
        schedules.keep_leave(MAYA, wrong)
    assert schedules.leaves(MAYA.id) == [summer]


def test_days_off_are_leave_and_the_holidays_of_the_own_calendar(schedules):
    summer = leave("2026-08-03", "2026-08-14")
    schedules.keep_leave(MAYA, summer)
    may_day = Holiday(new_id(), dt.date(2026, 5, 1), "May Day")
    epiphany = Holiday(new_id(), dt.date(2026, 1, 6), "Epiphany", "Bavaria")
    schedules.keep_holidays([may_day, epiphany])
    assert schedules.holidays() == [epiphany, may_day]
    off = schedules.days_off(MAYA)
    assert (off.leaves, off.holidays) == ((summer,), {may_day.on})
    schedules.drop_holidays([may_day])
    assert schedules.holidays() == [epiphany]


def test_a_day_is_a_holiday_once_and_with_a_name(schedules):
    may_day = Holiday(new_id(), dt.date(2026, 5, 1), "May Day")
    schedules.keep_holidays([may_day])
    schedules.keep_holidays([replace(may_day, name="Labour Day")])
    with pytest.raises(UserError, match="2026-05-01 is a holiday already: Labour Day"):
        schedules.keep_holidays([Holiday(new_id(), dt.date(2026, 5, 1), "Again")])
    with pytest.raises(UserError, match="needs a name"):
        schedules.keep_holidays([Holiday(new_id(), dt.date(2026, 5, 4), " ")])
    twice = dt.date(2026, 12, 25)
    with pytest.raises(UserError, match="2026-12-25 is a holiday already"):
        schedules.keep_holidays([Holiday(new_id(), twice, "Christmas"), Holiday(new_id(), twice, "Christmas Day")])
    assert [each.name for each in schedules.holidays()] == ["Labour Day"]


def test_a_new_role_from_a_day_on_keeps_what_was_before(schedules, team, history):
    closer = replace(MAYA, role="AE", working_share=0.8)
    schedules.change_rep(MAYA, closer, dt.date(2026, 3, 2))
    assert team.rep("Maya") == closer
    was = schedules.past_roles(MAYA.id)
    assert [(each.role, each.last, each.working_share) for each in was] == [("SDR", dt.date(2026, 3, 1), 1.0)]
    history.undo()
    assert (team.rep("Maya"), schedules.past_roles(MAYA.id)) == (MAYA, [])


def test_a_correction_without_a_day_changes_all_the_time(schedules, team):
    schedules.change_rep(MAYA, replace(MAYA, role="AE"), None)
    assert team.rep("Maya").role == "AE"
    schedules.change_rep(team.rep("Maya"), replace(MAYA, role=" ae ", email="maya@example.com"), dt.date(2026, 3, 2))
    assert schedules.past_roles(MAYA.id) == []


def test_a_role_cannot_begin_before_hiring_or_before_the_last_change(schedules, team):
    with pytest.raises(UserError, match="was hired on 2025-01-06"):
        schedules.change_rep(MAYA, replace(MAYA, role="AE"), dt.date(2025, 1, 6))
    schedules.change_rep(MAYA, replace(MAYA, role="AE"), dt.date(2026, 3, 2))
    with pytest.raises(UserError, match="The role changed on 2026-03-02 already"):
        schedules.change_rep(team.rep("Maya"), replace(MAYA, role="Lead"), dt.date(2026, 3, 2))
    past = schedules.past_roles(MAYA.id)
    maya = team.rep("Maya")
    schedules.change_rep(maya, replace(maya, role="Lead"), dt.date(2026, 3, 2), forget=past)
    assert [(each.role, each.last) for each in schedules.past_roles(MAYA.id)] == [("AE", dt.date(2026, 3, 1))]


def test_a_past_role_is_forgotten_and_brought_back(schedules, team, history):
    schedules.change_rep(MAYA, replace(MAYA, role="AE"), dt.date(2026, 3, 2))
    past, maya = schedules.past_roles(MAYA.id), team.rep("Maya")
    schedules.change_rep(maya, maya, forget=past)
    assert schedules.past_roles(MAYA.id) == []
    history.undo()
    assert schedules.past_roles(MAYA.id) == past


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"left_on": dt.date(2025, 1, 5)}, "The last day, 2025-01-05, is before the first day, 2025-01-06"),
        ({"working_share": 0.0}, "cannot work 0% of a week"),
    ],
)
def test_days_and_shares_that_cannot_be_are_refused(schedules, team, wrong, says):
    with pytest.raises(UserError, match=says):
        schedules.change_rep(MAYA, replace(MAYA, **wrong))
    with pytest.raises(UserError, match=says):
        team.add_rep(replace(MAYA, id=new_id(), name="Nora Vance", **wrong))
    assert team.reps() == [MAYA]


def test_ramps_belong_to_a_role_or_a_rep(schedules, history):
    schedules.keep_ramp((0.25, 0.5), role="SDR")
    schedules.keep_ramp((0.0, 1.0), rep=MAYA)
    schedules.keep_ramp((0.5,), role=" sdr ")
    assert {(each.role, each.rep_id, each.shares) for each in schedules.ramps()} == {
        (" sdr ", None, (0.5,)),
        (None, MAYA.id, (0.0, 1.0)),
    }
    schedules.keep_ramp((), role="sdr")
    assert [each.rep_id for each in schedules.ramps()] == [MAYA.id]
    history.undo()
    assert len(schedules.ramps()) == 2
    with pytest.raises(UserError, match="Month 2 of the ramp has 150%"):
        schedules.keep_ramp((0.5, 1.5), rep=MAYA)


def test_a_season_is_kept_for_all_or_for_one_kpi(schedules):
    december = Season(new_id(), months=(1.0,) * 11 + (0.5,), quarters=(0.2, 0.2, 0.2, 0.4))
    schedules.keep_season(december)
    assert schedules.season() == december
    schedules.keep_season(Season(new_id(), weekdays=(1, 1, 1, 1, 0, 0, 0)))
    found = schedules.season()
    assert (found.id, found.weekdays) == (december.id, (1, 1, 1, 1, 0, 0, 0))
    schedules.drop_season(found)
    assert schedules.season() is None


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"quarters": (0.2, 0.2, 0.2, 0.2)}, "add up to 80%"),
        ({"weekdays": (0,) * 7}, "A week needs a day that counts"),
        ({"months": (1.0,) * 11}, "There are 12 months, and 11 weights"),
        ({"months": (1.0,) * 11 + (-1,)}, "-1 cannot be the weight of a month"),
        ({"months": (1.0,) * 11 + (float("nan"),)}, "nan cannot be the weight of a month"),
    ],
)
def test_weights_that_are_none_are_refused(schedules, wrong, says):
    with pytest.raises(UserError, match=says):
        schedules.keep_season(Season(new_id(), **wrong))
    assert schedules.season() is None


def test_calendars_in_use_are_those_of_holidays_and_of_reps(schedules, team):
    schedules.keep_holidays([Holiday(new_id(), dt.date(2026, 1, 6), "Epiphany", "Bavaria")])
    team.change_rep(MAYA, replace(MAYA, holidays="France"))
    assert schedules.calendars() == ["Bavaria", "France"]


def test_a_pasted_block_is_read_against_what_is_known(schedules):
    may_day = Holiday(new_id(), dt.date(2026, 5, 1), "May Day")
    schedules.keep_holidays([may_day])
    found = schedules.read_holidays("5/1/2026\tMay Day\n12/25/2026\tChristmas Day", month_first=True)
    assert (found.same, found.problems) == (1, ())
    schedules.keep_holidays(found.holidays)
    assert [each.name for each in schedules.holidays()] == ["May Day", "Christmas Day"]
