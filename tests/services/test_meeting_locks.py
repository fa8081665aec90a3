"""A one-on-one from start to end: time that survives a crash, the lock, amendments, and what never took place."""

import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.domain.amendments import amendments, originals
from kpidesk.domain.entities import AgendaItem, Commitment, Note, OneOnOne, Rep, Topic, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import MeetingStatus, Section, Visibility
from kpidesk.services.desk import Desk
from kpidesk.storage import records

ON = dt.date(2026, 8, 20)
NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(minutes=30)
DAYS_LATER, MINUTE = NOW + dt.timedelta(days=4), dt.timedelta(minutes=1)
MAYA = Rep(new_id(), "Maya Okafor")
SHARED, PRIVATE = Visibility.SHARED, Visibility.PRIVATE


@pytest.fixture
def path(tmp_path):
    return tmp_path / "team.kpidesk"


@pytest.fixture
def desk(path):
    opened = Desk(path)
    with opened.database.write() as connection:
        records.insert_all(connection, [MAYA])
    yield opened
    opened.close()


@pytest.fixture
def meetings(desk):
    return desk.meetings


@pytest.fixture
def running(desk):
    """A started one-on-one with a focus and a point of the manager's own."""
    meeting = OneOnOne(new_id(), MAYA.id, dt.date(2026, 8, 25), dt.time(14))
    desk.meetings.schedule(meeting)
    items = [
        AgendaItem(new_id(), meeting.id, 0, Section.FOCUS, "Discovery calls", rule="L2", minutes=9),
        AgendaItem(new_id(), meeting.id, 1, Section.REP_TOPICS, "Territory in spring", minutes=3),
    ]
    with desk.database.write() as connection:
        records.insert_all(connection, items)
    desk.meetings.start(meeting, NOW, ON)
    return now(desk, meeting)


def now(desk, meeting):
    return next(each for each in desk.meetings.one_on_ones() if each.id == meeting.id)


def ended(desk, running, **given):
    desk.meetings.end(running, LATER, **given)
    return now(desk, running)


def test_time_is_kept_while_it_runs_and_becomes_the_items_own_at_the_end(desk, path, running):
    focus = desk.meetings.items(running)[0]
    kept = replace(
        desk.meetings.progress(running), item_id=focus.id, elapsed=65, spent={str(focus.id): 61}, paused=True
    )
    desk.meetings.keep_progress(kept)
    desk.close()
    again = Desk(path)
    assert again.meetings.progress(running) == kept
    again.meetings.end(running, LATER)
    assert [each.seconds_spent for each in again.meetings.items(running)] == [61, 0]
    again.meetings.keep_progress(replace(kept, elapsed=70))
    assert again.meetings.progress(running) == kept
    again.history.undo()
    again.meetings.keep_progress(replace(kept, elapsed=70))
    again.history.redo()
    assert now(again, running).status is MeetingStatus.HELD
    again.close()


def test_time_that_passes_stands_in_the_way_of_no_undo(desk, running):
    item = desk.meetings.items(running)[0]
    desk.meetings.check(item)
    desk.meetings.keep_progress(replace(desk.meetings.progress(running), elapsed=5, spent={str(item.id): 5}))
    desk.history.undo()
    desk.history.undo()
    assert now(desk, running).status is MeetingStatus.PLANNED
    desk.history.redo()
    assert desk.meetings.progress(running).elapsed == 5


def test_started_by_mistake_it_goes_back_to_its_day_unless_something_was_written(desk, running):
    assert running.on == ON
    desk.meetings.add_note(MAYA, "  ", SHARED, NOW, running)
    desk.meetings.put_back(running)
    back = now(desk, running)
    assert (back.status, back.on, back.started_at) == (MeetingStatus.PLANNED, dt.date(2026, 8, 25), None)
    desk.history.undo()
    desk.meetings.add_note(MAYA, "x", PRIVATE, NOW, running)
    with pytest.raises(UserError, match="Something was written"):
        desk.meetings.put_back(running)


@pytest.mark.parametrize("way", ["a tick", "a promise"])
def test_a_tick_or_a_promise_keeps_it_running(desk, running, way):
    if way == "a tick":
        desk.meetings.check(desk.meetings.items(running)[0])
    else:
        desk.meetings.add_commitment(Commitment(new_id(), MAYA.id, "Call", ON, one_on_one_id=running.id))
    with pytest.raises(UserError, match="End it instead"):
        desk.meetings.put_back(running)


def test_after_the_end_nothing_of_it_can_be_changed(desk, running):
    meetings = desk.meetings
    note = meetings.add_note(MAYA, "as said", SHARED, NOW, running)
    item = meetings.items(running)[0]
    over = ended(desk, running)
    refused = [
        lambda: meetings.save_note(note.id, note.revision, "as changed", LATER),
        lambda: meetings.set_visibility(note.id, note.revision, PRIVATE, LATER),
        lambda: meetings.remove_note(note),
        lambda: meetings.add_note(MAYA, "one more", SHARED, LATER, over),
        lambda: meetings.check(item),
        lambda: desk.agendas.reword(item, "Another title"),
        lambda: desk.agendas.dismiss(item),
        lambda: desk.agendas.add_item(over, Section.FOCUS, "New"),
        lambda: desk.agendas.set_length(over, 45),
        lambda: meetings.add_commitment(Commitment(new_id(), MAYA.id, "Call", ON, one_on_one_id=over.id)),
    ]
    for change in refused:
        with pytest.raises(UserError, match="locked"):
            change()
    assert meetings.notes(MAYA, over) == [note]
    assert meetings.items(over)[0].title == "Discovery calls"
    # A save that was durable though it was reported as failed may come again.
    assert meetings.commitments() == []


def test_an_amendment_stands_beside_an_untouched_note_with_its_date(desk, running):
    note = desk.meetings.add_note(MAYA, "as said", SHARED, NOW, running)
    with pytest.raises(UserError, match="not over yet"):
        desk.meetings.amend(running, "more", SHARED, NOW, note)
    over = ended(desk, running)
    desk.meetings.amend(over, "It was 12, not 11.", SHARED, DAYS_LATER, note)
    first = amendments(desk.meetings.notes(MAYA, over), over)[0]
    desk.meetings.amend(over, "And in week 33.", PRIVATE, DAYS_LATER + MINUTE, first)
    desk.meetings.amend(over, "About the whole talk.", PRIVATE, DAYS_LATER + 2 * MINUTE)
    notes = desk.meetings.notes(MAYA, over)
    assert originals(notes, over) == [note]
    assert [(each.text, each.amends_id) for each in amendments(notes, over)] == [
        ("It was 12, not 11.", note.id), ("And in week 33.", note.id), ("About the whole talk.", None),
    ]  # fmt: skip
    assert [each.text for each in desk.meetings.shared_view(MAYA, over).notes] == ["as said", "It was 12, not 11."]
    with pytest.raises(UserError, match="needs a text"):
        desk.meetings.amend(over, " ", SHARED, DAYS_LATER, note)
    with pytest.raises(UserError, match="locked"):
        desk.meetings.remove_note(first)


def test_the_end_is_taken_back_while_nothing_else_happened(desk, running):
    note = desk.meetings.add_note(MAYA, "as said", SHARED, NOW, running)
    following = OneOnOne(new_id(), MAYA.id, dt.date(2026, 9, 3), dt.time(14))
    over = ended(desk, running, following=following)
    desk.meetings.amend(over, "more", SHARED, DAYS_LATER, note)
    desk.history.undo()
    assert now(desk, over).status is MeetingStatus.HELD
    desk.history.undo()
    assert desk.meetings.one_on_ones() == [running]
    assert desk.meetings.save_note(note.id, note.revision, "as said, and more", LATER).revision == 1


def test_what_was_not_talked_about_waits_as_a_topic_once(desk, running):
    over = ended(desk, running)
    waiting = desk.meetings.topics(MAYA)
    assert [each.text for each in waiting] == ["Territory in spring"]
    assert isinstance(waiting[0], Topic)
    assert over.ended_at == LATER


@pytest.mark.parametrize("before", ["", "- sounds tired\n"])
def test_what_is_remembered_of_the_mood_is_a_private_note(desk, running, before):
    if before:
        desk.meetings.add_note(MAYA, before, PRIVATE, NOW, running)
    desk.meetings.add_note(MAYA, "shared", SHARED, NOW, running)
    over = ended(desk, running, aside="Mood of the talk: good")
    private = [each for each in desk.meetings.notes(MAYA, over) if each.visibility is PRIVATE]
    assert [each.text for each in private] == [
        "- sounds tired\n\nMood of the talk: good" if before else "Mood of the talk: good"
    ]
    assert "Mood" not in repr(desk.meetings.shared_view(MAYA, over))
    desk.history.undo()
    kept = [each.text for each in desk.meetings.notes(MAYA, running) if each.visibility is PRIVATE]
    assert kept == ([before] if before else [])


def test_what_never_took_place_keeps_everything_and_is_told_apart(desk):
    meetings = desk.meetings
    one, other = (OneOnOne(new_id(), MAYA.id, ON + dt.timedelta(days=days)) for days in (0, 7))
    for each in (one, other):
        meetings.schedule(each)
        meetings.add_note(MAYA, "prepared", PRIVATE, NOW, each)
    meetings.miss(one, "Train was late")
    meetings.cancel(other)
    kept = {each.id: each for each in meetings.one_on_ones()}
    assert (kept[one.id].status, kept[one.id].reason) == (MeetingStatus.NO_SHOW, "Train was late")
    assert kept[other.id].status is MeetingStatus.CANCELLED
    assert [each.text for each in meetings.notes(MAYA)] == ["prepared", "prepared"]
    with pytest.raises(UserError, match="is no-show, not planned"):
        meetings.start(kept[one.id], NOW)
    desk.history.undo()
    desk.history.undo()
    assert {each.status for each in meetings.one_on_ones()} == {MeetingStatus.PLANNED}


def test_a_move_to_another_day_is_counted_and_another_hour_is_not(desk):
    meeting = OneOnOne(new_id(), MAYA.id, ON, dt.time(9))
    desk.meetings.schedule(meeting)
    desk.meetings.reschedule(meeting, ON, dt.time(10))
    desk.meetings.reschedule(now(desk, meeting), ON + dt.timedelta(days=1), dt.time(10))
    assert now(desk, meeting).times_moved == 1


def test_notes_belong_to_the_file_as_notes(desk, running):
    note = desk.meetings.add_note(MAYA, "x", SHARED, NOW, running)
    assert isinstance(note, Note)
