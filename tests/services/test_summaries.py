"""What leaves the file for others: gathered whole, private notes never."""

import datetime as dt
import zipfile

import pytest

from kpidesk.domain.entities import OneOnOne, Rep, Team, new_id
from kpidesk.domain.errors import CancelledError, NotFoundError, UserError
from kpidesk.domain.terms import MeetingStatus, Visibility
from kpidesk.reports.model import USUAL_PARTS, Part
from kpidesk.services.desk import Desk
from kpidesk.services.summaries import closed_weeks, label
from kpidesk.storage import records

ON = dt.date(2026, 8, 20)
NOW = dt.datetime(2026, 8, 20, 14, 0, tzinfo=dt.UTC)
SECRET = "she thinks about leaving, Zanzibar 4711"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    desk = Desk(tmp_path_factory.mktemp("summaries") / "west.kpidesk")
    desk.fill_sample(ON)
    yield desk
    desk.close()


@pytest.fixture
def desk(tmp_path):
    opened = Desk(tmp_path / "small.kpidesk")
    yield opened
    opened.close()


def add_rep(desk, name="Maya Okafor", **fields):
    rep = Rep(new_id(), name, **fields)
    desk.team.add_rep(rep)
    return rep


def hold(desk, rep, on=ON, minutes=30):
    meeting = OneOnOne(new_id(), rep.id, on, minutes=minutes, status=MeetingStatus.HELD)
    desk.meetings.schedule(meeting)
    return meeting


def test_without_days_a_summary_is_about_this_quarter_to_date(sample):
    found = sample.summaries.summary(ON)
    assert (found.period.first, found.period.last) == (dt.date(2026, 7, 1), ON)
    assert found.period.label == "Q3 2026, weeks 27 to 33"
    assert found.team == "Mid-market West"
    assert found.data == "CRM export of 17 Aug."


def test_reps_stand_in_the_order_of_their_names_each_with_meetings_promises_and_focus(sample):
    found = sample.summaries.summary(ON)
    names = [line.rep.name for line in found.reps]
    assert names == sorted(names)
    assert len(names) == 8
    maya = next(line for line in found.reps if line.rep.name == "Maya Okafor")
    assert maya.last_held == dt.date(2026, 8, 6)
    assert maya.focus == tuple(kpi.id for kpi in found.kpis if kpi.key == "opps_created")
    assert sum(tracked.open for tracked in maya.commitments) == 2
    assert {meeting.one_on_one.on >= found.period.first for meeting in maya.meetings} == {True}
    assert sum(sum(meeting.minutes.values()) for meeting in maya.meetings) > 60


def test_the_last_one_on_one_before_the_period_is_known(sample):
    found = sample.summaries.summary(ON, dt.date(2026, 8, 15), dt.date(2026, 8, 19))
    maya = next(line for line in found.reps if line.rep.name == "Maya Okafor")
    assert maya.meetings == ()
    assert maya.last_held == dt.date(2026, 8, 6)


def test_recorded_values_are_those_of_the_period_with_their_source(sample):
    found = sample.summaries.summary(ON, dt.date(2026, 7, 1), dt.date(2026, 7, 31))
    starts = found.record.entries.end
    assert len(found.record.entries) > 100
    assert found.period.label == "Q3 2026, weeks 27 to 30"
    assert int(starts.min()) > (dt.date(2026, 7, 1) - dt.date(1970, 1, 1)).days
    assert set(found.record.sources.values()) == {"CRM export"}


def test_private_notes_are_counted_and_never_read(desk):
    maya = add_rep(desk)
    desk.meetings.add_note(maya, SECRET, Visibility.PRIVATE, NOW)
    desk.meetings.add_note(maya, "Agreed on the call list", Visibility.SHARED, NOW)
    found = desk.summaries.summary(ON)
    assert found.private_notes_left_out == 1
    assert [note.text for note in found.notes] == ["Agreed on the call list"]
    assert SECRET not in repr(found)


def test_private_notes_of_another_period_or_team_are_not_counted(desk):
    west, east = Team(new_id(), "West"), Team(new_id(), "East")
    with desk.database.write() as connection:
        records.insert_all(connection, [west, east])
    maya, ben = add_rep(desk, team_id=west.id), add_rep(desk, "Ben Carter", team_id=east.id)
    for rep, days in ((maya, 0), (maya, 120), (ben, 0)):
        desk.meetings.add_note(rep, SECRET, Visibility.PRIVATE, NOW - dt.timedelta(days=days))
    assert desk.summaries.summary(ON).private_notes_left_out == 2
    assert desk.summaries.summary(ON, team="west").private_notes_left_out == 1


def test_a_team_is_found_whatever_the_case_and_an_unknown_one_is_named(desk):
    west = Team(new_id(), "West")
    with desk.database.write() as connection:
        records.insert_all(connection, [west])
    add_rep(desk, team_id=west.id)
    add_rep(desk, "Ben Carter")
    assert [line.rep.name for line in desk.summaries.summary(ON, team="WEST").reps] == ["Maya Okafor"]
    with pytest.raises(NotFoundError, match=r"No team is called “North”\. There are: West\."):
        desk.summaries.summary(ON, team="North")


def test_who_left_before_the_period_or_came_after_it_is_not_in_it(desk):
    add_rep(desk)
    add_rep(desk, "Left Early", left_on=dt.date(2026, 6, 1))
    add_rep(desk, "Left Within", left_on=dt.date(2026, 8, 1))
    add_rep(desk, "Comes Later", hired_on=dt.date(2026, 9, 1))
    assert [line.rep.name for line in desk.summaries.summary(ON).reps] == ["Left Within", "Maya Okafor"]


def test_a_period_never_ends_after_today(desk):
    add_rep(desk)
    assert desk.summaries.summary(ON, last=dt.date(2026, 9, 30)).period.last == ON
    with pytest.raises(UserError, match="starts on 2026-09-01, after today"):
        desk.summaries.summary(ON, dt.date(2026, 9, 1))
    with pytest.raises(UserError, match="starts on 2026-08-10, after its last day, 2026-08-01"):
        desk.summaries.summary(ON, dt.date(2026, 8, 10), dt.date(2026, 8, 1))


def test_a_file_without_reps_says_so(desk):
    with pytest.raises(UserError, match="There are no reps in this file yet"):
        desk.summaries.summary(ON)


def test_periods_are_named_as_people_say_them(desk):
    calendar = desk.team.calendar()
    assert label(calendar, dt.date(2026, 7, 1), ON) == "Q3 2026, weeks 27 to 33"
    assert label(calendar, dt.date(2026, 8, 3), dt.date(2026, 8, 20)) == "3 Aug to 20 Aug 2026"
    assert label(calendar, dt.date(2025, 12, 1), dt.date(2026, 2, 1)) == "1 Dec 2025 to 1 Feb 2026"
    assert closed_weeks(calendar, dt.date(2026, 8, 17), ON) == ""
    assert closed_weeks(calendar, dt.date(2026, 8, 10), dt.date(2026, 8, 16)) == "week 33"


def test_the_export_answers_as_the_command_line_does(sample, tmp_path):
    steps = []
    path = tmp_path / "summary.xlsx"
    told = sample.summaries.export(path, ON, progress=lambda done, total: steps.append((done, total)))
    assert told["file"] == str(path)
    assert told["reps"] == 8
    assert told["private_notes_left_out"] == 12
    assert told["sheets"][0] == "Summary"
    assert "Read me" in told["sheets"]
    assert steps[-1][0] == steps[-1][1]


def test_no_private_word_is_anywhere_in_the_workbook(desk, tmp_path):
    maya = add_rep(desk)
    meeting = hold(desk, maya)
    desk.meetings.amend(meeting, SECRET, Visibility.PRIVATE, NOW)
    desk.meetings.amend(meeting, "Shared words", Visibility.SHARED, NOW)
    desk.summaries.export(tmp_path / "all.xlsx", ON, parts=frozenset(Part))
    with zipfile.ZipFile(tmp_path / "all.xlsx") as archive:
        everything = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert "Shared words" in everything
    assert "Zanzibar" not in everything


def test_a_cancelled_export_leaves_no_file(sample, tmp_path):
    with pytest.raises(CancelledError):
        sample.summaries.export(tmp_path / "never.xlsx", ON, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_the_preview_shows_the_very_values_of_the_file(sample):
    found = sample.summaries.summary(ON)
    sheets = sample.summaries.preview(found, USUAL_PARTS)
    first = sheets[0]
    assert first.name == "Summary"
    assert first.rows[0][0].value == "One-on-one summary: Mid-market West"
    maya = next(row for row in first.rows if row[0] is not None and row[0].value == "Maya Okafor")
    assert maya[1].value == pytest.approx(0.71, abs=0.005)
    data = next(sheet for sheet in sheets if sheet.name == "Data")
    assert data.more_rows == len(found.record.entries)
