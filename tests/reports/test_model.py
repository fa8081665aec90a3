"""What reports are made of cannot hold a private note."""

import datetime as dt

import pytest

from kpidesk.domain.entities import AgendaItem, Note, OneOnOne, Rep, new_id
from kpidesk.domain.terms import ItemState, MeetingStatus, Section, Visibility
from kpidesk.reports.model import USUAL_PARTS, Meeting, Part, SharedNote

MAYA = Rep(new_id(), "Maya Okafor")
NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)


def meeting(*items, status=MeetingStatus.HELD):
    one = OneOnOne(new_id(), MAYA.id, dt.date(2026, 8, 20), status=status)
    return Meeting(one, tuple(AgendaItem(new_id(), one.id, 0, section, "x", **fields) for section, fields in items))


def test_a_private_note_is_refused():
    with pytest.raises(ValueError, match="never"):
        SharedNote.of(Note(new_id(), MAYA.id, "secret", NOW), MAYA)


def test_a_shared_note_gives_its_text():
    note = Note(new_id(), MAYA.id, "Mornings work best", NOW, Visibility.SHARED)
    assert SharedNote.of(note, MAYA) == SharedNote("Maya Okafor", NOW.astimezone().date(), "Mornings work best")


def test_shared_notes_are_off_unless_asked_for():
    assert Part.NOTES not in USUAL_PARTS
    assert len(USUAL_PARTS) == len(Part) - 1


def test_timed_minutes_win_over_the_plan():
    timed = meeting((Section.FOCUS, {"minutes": 10.0, "seconds_spent": 720}), (Section.FORECAST, {"minutes": 4.0}))
    assert (timed.minutes[Section.FOCUS], timed.minutes[Section.FORECAST]) == (12.0, 0.0)


def test_without_a_timer_the_accepted_plan_stands_in():
    planned = meeting(
        (Section.FOCUS, {"minutes": 10.0}),
        (Section.WINS, {"minutes": 3.0, "state": ItemState.DISMISSED}),
    )
    assert sum(planned.minutes.values()) == 10.0
    assert not planned.timed


def test_a_cancelled_meeting_took_no_minutes():
    assert sum(meeting((Section.FOCUS, {"minutes": 10.0}), status=MeetingStatus.CANCELLED).minutes.values()) == 0
