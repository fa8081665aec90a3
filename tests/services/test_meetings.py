"""One-on-ones from plan to end, notes that are never lost, promises, and what the rep may see."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from kpidesk.domain.entities import AgendaItem, Commitment, Note, OneOnOne, Recognition, Rep, Topic, new_id
from kpidesk.domain.errors import NotFoundError, StaleEditError, UserError
from kpidesk.domain.terms import CommitmentStatus, MeetingStatus, Section, Visibility
from kpidesk.services.history import History
from kpidesk.services.meetings import MeetingService
from kpidesk.storage import records

ON = dt.date(2026, 8, 20)
NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(minutes=30)
MAYA = Rep(new_id(), "Maya Okafor")
JONAS = Rep(new_id(), "Jonas Lindqvist", cadence_days=7)


@pytest.fixture
def history(database):
    with database.write() as connection:
        records.insert_all(connection, [MAYA, JONAS])
    return History(database)


@pytest.fixture
def meetings(database, history):
    return MeetingService(database, history)


def held(rep, on, **fields):
    return OneOnOne(new_id(), rep.id, on, status=MeetingStatus.HELD, **fields)


def test_a_one_on_one_is_started_and_ended(meetings):
    meeting = OneOnOne(new_id(), MAYA.id, ON)
    meetings.schedule(meeting)
    meetings.start(meeting, NOW)
    running = meetings.one_on_ones(MAYA.id)[0]
    assert (running.status, running.started_at) == (MeetingStatus.RUNNING, NOW)
    change = meetings.end(running, LATER)
    assert change.touches(OneOnOne)
    ended = meetings.one_on_ones(MAYA.id)[0]
    assert (ended.status, ended.ended_at) == (MeetingStatus.HELD, LATER)


def test_one_at_a_time(meetings):
    first, second = OneOnOne(new_id(), MAYA.id, ON), OneOnOne(new_id(), JONAS.id, ON)
    meetings.schedule(first)
    meetings.schedule(second)
    meetings.start(first, NOW)
    with pytest.raises(UserError, match="The one-on-one with Maya Okafor is still running"):
        meetings.start(second, NOW)
    meetings.end(meetings.running(), LATER)
    meetings.start(second, LATER)
    assert meetings.running().rep_id == JONAS.id


def test_begun_on_another_day_than_planned_it_takes_place_on_that_day(meetings, history):
    meeting = OneOnOne(new_id(), MAYA.id, dt.date(2026, 8, 25))
    meetings.schedule(meeting)
    meetings.start(meeting, NOW, ON)
    assert meetings.one_on_ones(MAYA.id)[0].on == ON
    history.undo()
    assert meetings.one_on_ones(MAYA.id) == [meeting]


def test_ending_settles_what_was_talked_about_and_carries_the_rest(meetings, database, history):
    meeting = OneOnOne(new_id(), MAYA.id, ON, status=MeetingStatus.RUNNING, started_at=NOW)
    spoken, waiting = (Topic(new_id(), MAYA.id, text, dt.date(2026, 8, 18)) for text in ("Halden", "Territory"))
    due = Commitment(new_id(), MAYA.id, "Send the proposal", dt.date(2026, 8, 6), due=dt.date(2026, 8, 15))
    later = Commitment(new_id(), MAYA.id, "Ask for a referral", dt.date(2026, 8, 6), due=dt.date(2026, 9, 1))
    items = [
        AgendaItem(
            new_id(), meeting.id, 0, Section.REP_TOPICS, "Topics", evidence={"topics": [str(spoken.id)]}, checked=True
        ),
        AgendaItem(new_id(), meeting.id, 1, Section.REP_TOPICS, "More", evidence={"topics": [str(waiting.id)]}),
        AgendaItem(new_id(), meeting.id, 2, Section.WINS, "Discovery calls recover", checked=True),
    ]
    with database.write() as connection:
        records.insert_all(connection, [meeting, spoken, waiting, due, later, *items])
    meetings.end(meeting, LATER, {items[0].id: 168})
    assert meetings.topics(MAYA) == [waiting]
    assert meetings.items(meeting)[0].seconds_spent == 168
    carried, untouched = meetings.commitments(MAYA.id)
    assert (carried.status, carried.times_carried) == (CommitmentStatus.CARRIED, 1)
    assert untouched == later
    with database.read() as connection:
        assert [each.text for each in records.select(connection, Recognition)] == ["Discovery calls recover"]
    history.undo()
    assert meetings.commitments(MAYA.id, open_only=True) == [due, later]
    assert meetings.topics(MAYA) == [spoken, waiting] or meetings.topics(MAYA) == [waiting, spoken]


def test_what_was_noted_or_given_time_was_talked_about_without_a_tick(meetings, database):
    meeting = OneOnOne(new_id(), MAYA.id, ON, status=MeetingStatus.RUNNING, started_at=NOW)
    topic = Topic(new_id(), MAYA.id, "Halden", dt.date(2026, 8, 18))
    noted, timed, passed = (
        AgendaItem(new_id(), meeting.id, at, Section.FOCUS, title)
        for at, title in enumerate(("Noted", "Timed", "Seen"))
    )
    topics = AgendaItem(new_id(), meeting.id, 3, Section.REP_TOPICS, "Topics", evidence={"topics": [str(topic.id)]})
    with database.write() as connection:
        records.insert_all(connection, [meeting, topic, noted, timed, passed, topics])
    for item in (noted, topics):
        meetings.add_note(MAYA, "What was said", Visibility.PRIVATE, NOW, meeting, item)
    meetings.end(meeting, LATER, {timed.id: 30, passed.id: 29})
    assert [each.text for each in meetings.topics(MAYA)] == ["Seen"]


def test_an_item_is_ticked_and_unticked(meetings, database):
    meeting = OneOnOne(new_id(), MAYA.id, ON)
    item = AgendaItem(new_id(), meeting.id, 0, Section.FOCUS, "New opportunities stay low")
    with database.write() as connection:
        records.insert_all(connection, [meeting, item])
    meetings.check(item)
    assert meetings.items(meeting)[0].checked
    meetings.check(replace(item, checked=True), checked=False)
    assert not meetings.items(meeting)[0].checked


def test_cancelling_keeps_the_reason_and_moving_keeps_the_agenda(meetings):
    meeting = OneOnOne(new_id(), MAYA.id, ON)
    meetings.schedule(meeting)
    meetings.reschedule(meeting, dt.date(2026, 8, 25), dt.time(9), "Customer visit")
    moved = meetings.one_on_ones(MAYA.id)[0]
    assert (moved.id, moved.on, moved.at, moved.reason) == (
        meeting.id,
        dt.date(2026, 8, 25),
        dt.time(9),
        "Customer visit",
    )
    meetings.cancel(moved, "Ill")
    cancelled = meetings.one_on_ones(MAYA.id)[0]
    assert (cancelled.status, cancelled.reason) == (MeetingStatus.CANCELLED, "Ill")
    with pytest.raises(UserError, match="is cancelled, not planned"):
        meetings.start(cancelled, NOW)


def test_typing_is_saved_revision_by_revision(meetings, history):
    note = meetings.add_note(MAYA, "", Visibility.PRIVATE, NOW)
    first = meetings.save_note(note.id, note.revision, "Mornings", NOW)
    second = meetings.save_note(note.id, first.revision, "Mornings work", LATER)
    assert (second.text, second.revision, second.updated_at, second.visibility) == (
        "Mornings work", 2, LATER, Visibility.PRIVATE,
    )  # fmt: skip
    assert meetings.notes(MAYA) == [second]
    assert history.undo_label is None


def test_an_old_editor_never_overwrites_newer_text(meetings):
    note = meetings.add_note(MAYA, "", Visibility.SHARED, NOW)
    meetings.save_note(note.id, 0, "written in the other window", NOW)
    with pytest.raises(StaleEditError, match="Copy your text"):
        meetings.save_note(note.id, 0, "typed here", LATER)
    assert meetings.notes(MAYA)[0].text == "written in the other window"


def test_a_save_repeated_after_a_doubtful_commit_is_the_same_save(meetings):
    note = meetings.add_note(MAYA, "", Visibility.SHARED, NOW)
    first = meetings.save_note(note.id, 0, "text", NOW)
    assert meetings.save_note(note.id, 0, "text", LATER) == first


def test_a_removed_note_is_told_and_comes_back_by_undo(meetings, history):
    note = meetings.add_note(MAYA, "text", Visibility.PRIVATE, NOW)
    meetings.remove_note(note)
    with pytest.raises(NotFoundError, match="no longer there"):
        meetings.save_note(note.id, 0, "more", NOW)
    history.undo()
    assert meetings.save_note(note.id, 0, "more", NOW).text == "more"


def test_any_text_comes_back_as_typed(meetings):
    text = "## *x*\r\n\t<b>&amp;</b> 🧊 Ω\x00 \u202e end  "
    note = meetings.add_note(MAYA, text, Visibility.SHARED, NOW)
    assert meetings.notes(MAYA) == [note]
    assert meetings.save_note(note.id, 0, text * 2, NOW).text == text * 2


def test_the_reps_view_holds_shared_notes_alone(meetings, database):
    meeting = OneOnOne(new_id(), MAYA.id, ON)
    meetings.schedule(meeting)
    shared = meetings.add_note(MAYA, "Try: ask early who signs off", Visibility.SHARED, NOW, meeting)
    private = meetings.add_note(MAYA, "CANARY lost confidence", Visibility.PRIVATE, NOW, meeting)
    asked: list[str] = []
    with database.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        raw.set_trace_callback(asked.append)
    view = meetings.shared_view(MAYA, meeting)
    raw.set_trace_callback(None)
    assert view.notes == (shared,)
    assert "CANARY" not in repr(view)
    assert any("FROM note" in each and "visibility = 'shared'" in each for each in asked)
    opened = meetings.set_visibility(private.id, private.revision, Visibility.SHARED, NOW)
    assert set(meetings.shared_view(MAYA, meeting).notes) == {shared, opened}


def test_notes_of_one_one_on_one(meetings):
    meeting = OneOnOne(new_id(), MAYA.id, ON)
    meetings.schedule(meeting)
    meetings.add_note(MAYA, "elsewhere", Visibility.SHARED, NOW)
    here = meetings.add_note(MAYA, "here", Visibility.SHARED, NOW, meeting)
    assert meetings.notes(MAYA, meeting) == [here]
    assert len(meetings.notes(MAYA)) == 2


def test_a_commitment_is_added_changed_and_closed(meetings, history):
    new = Commitment(new_id(), MAYA.id, "Send the proposal", ON, due=dt.date(2026, 8, 24))
    meetings.add_commitment(new)
    meetings.change_commitment(new, replace(new, due=dt.date(2026, 8, 27)), ON)
    changed = meetings.commitments(MAYA.id)[0]
    assert (changed.due, changed.updated_on) == (dt.date(2026, 8, 27), ON)
    meetings.close_commitment(changed, CommitmentStatus.DONE, dt.date(2026, 8, 26))
    assert meetings.commitments(open_only=True) == []
    assert history.undo_label == "Mark “Send the proposal” done"
    history.undo()
    assert meetings.commitments(open_only=True) == [changed]


def test_what_became_of_a_commitment_can_be_put_right(meetings):
    new = Commitment(new_id(), MAYA.id, "Send the proposal", ON)
    meetings.add_commitment(new)
    meetings.change_commitment(new, replace(new, status=CommitmentStatus.MISSED), ON)
    (missed,) = meetings.commitments(MAYA.id)
    assert (missed.status, missed.closed_on) == (CommitmentStatus.MISSED, ON)
    later = ON + dt.timedelta(days=3)
    meetings.change_commitment(missed, replace(missed, text="Send the offer"), later)
    (reworded,) = meetings.commitments(MAYA.id)
    assert (reworded.text, reworded.closed_on, reworded.updated_on) == ("Send the offer", ON, later)
    meetings.change_commitment(reworded, replace(reworded, status=CommitmentStatus.OPEN), later)
    assert meetings.commitments(open_only=True)[0].closed_on is None


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_without_a_text(meetings, text):
    with pytest.raises(UserError, match="needs a text"):
        meetings.add_commitment(Commitment(new_id(), MAYA.id, text, ON))


def test_a_note_about_nobody_is_refused(meetings):
    ghost = Rep(uuid.uuid4(), "Ghost")
    with pytest.raises(Exception, match="FOREIGN KEY"):
        meetings.add_note(ghost, "text", Visibility.SHARED, NOW)
    assert meetings.notes(ghost) == []


def test_notes_come_back_as_notes(meetings):
    note = meetings.add_note(MAYA, "x", Visibility.SHARED, NOW)
    assert isinstance(note, Note)
