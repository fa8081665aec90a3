"""Notes of a one-on-one to be read: each in its place, with what was added later below it."""

import datetime as dt

from kpidesk.domain.entities import AgendaItem, Note, OneOnOne, Rep, new_id
from kpidesk.domain.terms import MeetingStatus, Section, Visibility
from kpidesk.gui.models.notes_model import note_rows

ON = dt.date(2026, 8, 20)
NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
MAYA = Rep(new_id(), "Maya Okafor")
OVER = OneOnOne(new_id(), MAYA.id, ON, status=MeetingStatus.HELD, started_at=NOW, ended_at=NOW + dt.timedelta(hours=1))


def note(text, visibility=Visibility.SHARED, item=None, minutes=0, amends=None):
    at = NOW + dt.timedelta(minutes=minutes)
    return Note(new_id(), MAYA.id, text, at, visibility, OVER.id, item, at, amends_id=amends.id if amends else None)


def test_amendments_stand_below_their_note_with_their_day(dressed):
    item = AgendaItem(new_id(), OVER.id, 0, Section.FOCUS, "Discovery calls")
    shared, private = note("shared", item=item.id), note("private", Visibility.PRIVATE, item.id, 1)
    later = 24 * 60
    notes = [
        note("to the private one", Visibility.PRIVATE, item.id, later + 1, private),
        note("second", item=item.id, minutes=later + 5, amends=shared),
        note("first", item=item.id, minutes=later, amends=shared),
        note("about everything", minutes=later),
        note("  "),
        note("general", minutes=2),
        private,
        shared,
    ]
    rows = note_rows(notes, {item.id: item}, MAYA, OVER)
    assert [each.note.text for each in rows] == [
        "shared", "first", "second", "private", "to the private one", "general", "about everything",
    ]  # fmt: skip
    assert rows[1].meta == "Amendment of 21 Aug 2026. Discovery calls"
    assert rows[0].meta == "Discovery calls"
    assert rows[6].meta == "Amendment of 21 Aug 2026. General"
    assert rows[4].private


def test_an_amendment_of_a_note_that_is_not_shown_stands_in_its_place(dressed):
    hidden = note("private", Visibility.PRIVATE)
    rows = note_rows([note("shared later", minutes=1440, amends=hidden), note("general")], {}, MAYA, OVER)
    assert [each.note.text for each in rows] == ["general", "shared later"]
