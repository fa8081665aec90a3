"""The recap of a one-on-one: what both agreed on, and what comes next."""

import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.domain.entities import AgendaItem, Commitment, Note, OneOnOne, Recognition, Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import CommitmentStatus, ItemState, MeetingStatus, Owner, Section, Visibility
from kpidesk.services.desk import Desk
from kpidesk.storage import records

NOW = dt.datetime(2026, 8, 6, 12, 0, tzinfo=dt.UTC)
ON = dt.date(2026, 8, 6)


@pytest.fixture
def desk(tmp_path):
    opened = Desk(tmp_path / "team.kpidesk")
    yield opened
    opened.close()


@pytest.fixture
def maya(desk):
    rep = Rep(new_id(), "Maya Okafor", manager="Elena Brandt")
    desk.team.add_rep(rep)
    return rep


def held(desk, rep, on=ON, at=dt.time(14), **more):
    meeting = OneOnOne(new_id(), rep.id, on, at, 30, MeetingStatus.HELD, **more)
    desk.meetings.schedule(meeting)
    return meeting


def item(meeting, at, title, section=Section.FOCUS, **more):
    return AgendaItem(new_id(), meeting.id, at, section, title, minutes=5, **more)


def note(meeting, text, about=None, visibility=Visibility.SHARED):
    return Note(new_id(), meeting.rep_id, text, NOW, visibility, meeting.id, about.id if about else None)


def test_it_tells_what_was_ticked_what_was_noted_and_what_both_take_on(desk, maya):
    meeting = held(desk, maya, started_at=NOW, ended_at=NOW + dt.timedelta(minutes=28))
    calls = item(meeting, 0, "Discovery calls", checked=True)
    skipped = item(meeting, 1, "Proposals")
    dismissed = item(meeting, 2, "Dismissed", state=ItemState.DISMISSED, checked=True)
    with desk.database.write() as connection:
        records.insert_all(
            connection,
            [
                calls,
                skipped,
                dismissed,
                Commitment(
                    new_id(), maya.id, "Two call blocks", ON, due=dt.date(2026, 8, 20), one_on_one_id=meeting.id
                ),
                Commitment(new_id(), maya.id, "Intro to pricing", ON, Owner.MANAGER, one_on_one_id=meeting.id),
                Commitment(new_id(), maya.id, "Dropped", ON, status=CommitmentStatus.DROPPED, one_on_one_id=meeting.id),
                Recognition(new_id(), maya.id, ON, "Show rate back", one_on_one_id=meeting.id),
                note(meeting, "Mornings work", calls),
                note(meeting, "Offsite"),
                replace(note(meeting, "Meant so"), created_at=NOW + dt.timedelta(hours=2)),
                note(meeting, "SECRET", calls, Visibility.PRIVATE),
            ],
        )
    found = desk.recaps.recap(maya, meeting)
    assert (found.minutes, found.manager, found.wins) == (28, "Elena Brandt", ("Show rate back",))
    assert [(each.title, [note.text for note in each.notes]) for each in found.topics] == [
        ("Discovery calls", ["Mornings work"])
    ]
    assert [(note.text, note.added) for note in found.notes] == [("Offsite", False), ("Meant so", True)]
    assert {(each.who, each.text, each.due) for each in found.promises} == {
        ("Maya Okafor", "Two call blocks", dt.date(2026, 8, 20)),
        ("Elena Brandt", "Intro to pricing", None),
    }
    assert "SECRET" not in repr(found)


def test_the_next_date_is_that_of_the_next_one_on_one_only(desk, maya):
    first, second = held(desk, maya), held(desk, maya, dt.date(2026, 8, 19))
    desk.meetings.schedule(OneOnOne(new_id(), maya.id, dt.date(2026, 9, 2), dt.time(9, 30)))
    desk.meetings.schedule(OneOnOne(new_id(), maya.id, dt.date(2026, 8, 27), status=MeetingStatus.CANCELLED))
    assert desk.recaps.recap(maya, first).next_on == second.on
    newest = desk.recaps.recap(maya, second)
    assert (newest.next_on, newest.next_at) == (dt.date(2026, 9, 2), dt.time(9, 30))


def test_without_a_one_on_one_there_is_nothing_to_recap(desk, maya):
    with pytest.raises(UserError, match="No one-on-one with Maya Okafor was held yet"):
        desk.recaps.last_held(maya, ON)


def test_the_last_held_is_that_of_the_day_asked_for(desk, maya):
    first, second = held(desk, maya), held(desk, maya, dt.date(2026, 8, 19))
    assert desk.recaps.last_held(maya, ON) == first
    assert desk.recaps.last_held(maya, dt.date(2026, 8, 20)) == second
