import datetime as dt

import pytest

from kpidesk.domain.attention import rhythm
from kpidesk.domain.entities import AgendaItem, Note, OneOnOne, Rep, new_id
from kpidesk.domain.meeting_totals import Totals
from kpidesk.domain.terms import ItemState, MeetingStatus, Section, Visibility
from kpidesk.storage import meeting_lists, records

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def meeting(database):
    rep = Rep(new_id(), "Maya Okafor")
    found = OneOnOne(new_id(), rep.id, dt.date(2026, 8, 20))
    with database.write() as connection:
        records.insert_all(connection, [rep, found])
    return found


def add(database, *entities):
    with database.write() as connection:
        records.insert_all(connection, entities)


def read(database, *, private=True):
    with database.read() as connection:
        return meeting_lists.totals(connection, private=private)


def item(meeting, section, minutes, **more):
    return AgendaItem(new_id(), meeting.id, 0, section, "Item", minutes=minutes, **more)


def note(meeting, visibility, text="text"):
    return Note(new_id(), meeting.rep_id, text, NOW, visibility, meeting.id)


def test_a_one_on_one_without_anything_is_not_among_them(database, meeting):
    assert read(database) == {}


def test_minutes_and_seconds_are_added_up_with_the_forecast_apart(database, meeting):
    add(
        database,
        item(meeting, Section.FOCUS, 10, seconds_spent=700),
        item(meeting, Section.FORECAST, 4, seconds_spent=200),
        item(meeting, Section.FOCUS, 5, state=ItemState.DISMISSED),
    )
    assert read(database) == {meeting.id: Totals(2, 14, 4, 900, 200)}


def test_notes_are_counted_by_who_may_read_them_and_empty_ones_not_at_all(database, meeting):
    add(
        database,
        note(meeting, Visibility.SHARED),
        note(meeting, Visibility.PRIVATE),
        note(meeting, Visibility.PRIVATE),
        note(meeting, Visibility.SHARED, ""),
    )
    assert read(database) == {meeting.id: Totals(shared_notes=1, private_notes=2)}


def test_private_notes_are_not_counted_unless_asked_for(database, meeting):
    add(database, note(meeting, Visibility.PRIVATE))
    assert read(database, private=False) == {}


def around(database, on):
    with database.read() as connection:
        return meeting_lists.around(connection, on)


def test_around_a_day_are_the_last_one_held_with_each_rep_and_all_to_come(database):
    maya, ben = Rep(new_id(), "Maya Okafor"), Rep(new_id(), "Ben Carter")

    def met(rep, day, status=MeetingStatus.HELD, at=None):
        return OneOnOne(new_id(), rep.id, dt.date(2026, 8, day), at, status=status)

    wanted = [
        met(maya, 27, MeetingStatus.PLANNED),
        met(ben, 24, MeetingStatus.PLANNED),
        met(maya, 20, MeetingStatus.RUNNING),
        met(maya, 13, at=dt.time(14)),
        met(maya, 13, at=dt.time(9)),
        met(ben, 6),
    ]
    others = [
        met(maya, 30),
        met(ben, 28, MeetingStatus.CANCELLED),
        met(ben, 19, MeetingStatus.PLANNED),
        met(maya, 18, MeetingStatus.CANCELLED),
        met(maya, 6),
        met(ben, 5),
    ]
    add(database, maya, ben, *others, *wanted)
    found = around(database, NOW.date())
    assert found == wanted
    for rep in (maya, ben):
        assert rhythm(rep, found, NOW.date()) == rhythm(rep, [*others, *wanted], NOW.date())
