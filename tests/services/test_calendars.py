"""One-on-ones to and from calendar files, over a real file."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from kpidesk.domain.entities import Alias, OneOnOne, Rep, new_id
from kpidesk.domain.errors import StaleEditError, UserError
from kpidesk.domain.terms import CalendarStep, MeetingStatus, Visibility
from kpidesk.services.calendars import CalendarService
from kpidesk.services.history import History
from kpidesk.services.meetings import MeetingService
from kpidesk.services.team import TeamService
from kpidesk.storage import records

ON, NOW = dt.date(2026, 8, 20), dt.datetime(2026, 8, 20, 7, 0, tzinfo=dt.UTC)
BERLIN = ZoneInfo("Europe/Berlin")
SECRET = "Zanzibar"


class Team:
    def __init__(self, database):
        self.history = History(database)
        self.team = TeamService(database, self.history)
        self.meetings = MeetingService(database, self.history)
        self.calendars = CalendarService(database, self.history, self.team, BERLIN)
        self.maya, self.jonas = Rep(new_id(), "Maya Okafor", email="maya@x.example"), Rep(new_id(), "Jonas Lindqvist")
        for each in (self.maya, self.jonas):
            self.team.add_rep(each)

    def plan(self, rep, on, at=dt.time(14), **more):
        made = OneOnOne(new_id(), rep.id, on, at, **more)
        self.meetings.schedule(made)
        return made

    def planned(self):
        found = [each for each in self.meetings.one_on_ones() if each.status is MeetingStatus.PLANNED]
        return sorted((each.on.isoformat(), f"{each.at:%H:%M}") for each in found)


@pytest.fixture
def team(database):
    return Team(database)


@pytest.fixture
def outlook(tmp_path):
    path = tmp_path / "outlook.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:series\nSUMMARY:1:1 Maya\nDTSTART;TZID=Europe/Berlin:20260825T100000\n"
        "DURATION:PT30M\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:late\nSUMMARY:1:1 Jonas\nDTSTART:20270301T100000Z\nDURATION:PT30M\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:team\nSUMMARY:Maya Okafor and Jonas Lindqvist\nDTSTART:20260901T100000Z\nDURATION:PT30M\n"
        "END:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    return path


def test_a_calendar_is_looked_at_then_taken_in_one_step(team, outlook):
    plan = team.calendars.read(outlook, ON)
    assert team.planned() == []
    assert [str(line.step) for line in plan.lines] == ["plan", "leave_out", "plan", "plan"]
    team.calendars.take(plan.lines)
    taken = [("2026-08-25", "10:00"), ("2026-09-08", "10:00"), ("2026-09-22", "10:00")]
    assert team.planned() == taken
    assert team.history.undo_label == "Import calendar"
    assert {str(line.step) for line in team.calendars.read(outlook, ON).lines} == {"same", "leave_out"}
    team.history.undo()
    assert team.planned() == []
    team.history.redo()
    assert team.planned() == taken


def test_what_changed_since_it_was_looked_at_is_not_overwritten(team, outlook):
    known = team.plan(team.maya, dt.date(2026, 8, 25), dt.time(9))
    plan = team.calendars.read(outlook, ON)
    team.meetings.reschedule(known, dt.date(2026, 8, 26), dt.time(9))
    with pytest.raises(StaleEditError):
        team.calendars.take(plan.lines)
    assert team.planned() == [("2026-08-26", "09:00")]


def test_reps_who_left_are_not_planned(team, outlook):
    team.team.archive_rep(team.maya)
    assert team.calendars.read(outlook, ON).of(CalendarStep.PLAN) == []


def test_an_alias_names_a_rep(team, outlook, database):
    outlook.write_text(outlook.read_text().replace("1:1 Maya", "1:1 Mimi"))
    with database.write() as connection:
        records.insert_all(connection, [Alias(new_id(), team.maya.id, "Mimi")])
    assert len(team.calendars.read(outlook, ON).of(CalendarStep.PLAN)) == 3


def test_planned_ones_go_to_a_file_and_come_back_the_same(team, tmp_path):
    team.plan(team.maya, ON)
    team.plan(team.maya, dt.date(2026, 10, 26), dt.time(8, 15))
    team.plan(team.jonas, dt.date(2026, 8, 21), None)
    team.plan(team.jonas, dt.date(2026, 8, 19))
    path = tmp_path / "all.ics"
    assert len(team.calendars.export(path, ON, NOW)) == 3
    plan = team.calendars.read(path, ON)
    assert [str(line.step) for line in plan.lines] == ["same"] * 3
    moved = next(each for each in team.meetings.one_on_ones(team.maya.id) if each.on == ON)
    team.meetings.reschedule(moved, dt.date(2026, 9, 3), dt.time(11))
    (line,) = team.calendars.read(path, ON).of(CalendarStep.MOVE)
    assert (line.before.on, line.after.on) == (dt.date(2026, 9, 3), ON)


def test_one_rep_alone_can_be_exported_and_nothing_else_is_in_the_file(team, tmp_path):
    meeting = team.plan(team.maya, ON, reason=SECRET)
    team.plan(team.jonas, ON)
    team.meetings.add_note(team.maya, SECRET, Visibility.PRIVATE, NOW, meeting)
    team.meetings.add_note(team.maya, SECRET, Visibility.SHARED, NOW, meeting)
    path = tmp_path / "maya.ics"
    team.calendars.export(path, ON, NOW, team.maya)
    text = path.read_text()
    assert text.count("BEGIN:VEVENT") == 1
    assert "Jonas" not in text
    assert SECRET not in text


def test_without_anything_planned_no_file_is_written(team, tmp_path):
    with pytest.raises(UserError, match="No one-on-one with Maya Okafor is planned"):
        team.calendars.export(tmp_path / "all.ics", ON, NOW, team.maya)
    assert not (tmp_path / "all.ics").exists()


@pytest.mark.parametrize(("name", "said"), [("all.txt", r"ends in \.ics"), ("nowhere/all.ics", "There is no folder")])
def test_where_it_cannot_be_written_is_one_sentence(team, tmp_path, name, said):
    team.plan(team.maya, ON)
    with pytest.raises(UserError, match=said):
        team.calendars.export(tmp_path / name, ON, NOW)
