"""In the room, in any order: typing, sharing, checking, removing, undo, the end and what is added after it.

A plain-dict model is walked beside the services on a real file.
"""

import datetime as dt
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kpidesk.domain.entities import AgendaItem, OneOnOne, Rep, new_id
from kpidesk.domain.errors import StaleEditError, UserError
from kpidesk.domain.terms import MeetingStatus, Section, Visibility
from kpidesk.services.desk import Desk
from kpidesk.storage import records

ON = dt.date(2026, 8, 20)
NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
MAYA = Rep(new_id(), "Maya Okafor")
MEETING = OneOnOne(new_id(), MAYA.id, ON)
ITEMS = [
    AgendaItem(new_id(), MEETING.id, at, section, title, minutes=5)
    for at, (section, title) in enumerate(((Section.FOCUS, "Discovery calls"), (Section.REP_TOPICS, "Territory")))
]
TEXTS = st.text(max_size=12) | st.sampled_from(["- [ ] call", "CANARY", "a\u00a0b", "## Head\n\n> said"])
PLACES = st.sampled_from([None, *(each.id for each in ITEMS)])
SIDES = st.sampled_from(list(Visibility))


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A file with a one-on-one that runs, to be copied."""
    path = tmp_path_factory.mktemp("room") / "template.kpidesk"
    desk = Desk(path)
    with desk.database.write() as connection:
        records.insert_all(connection, [MAYA, MEETING, *ITEMS])
    desk.meetings.start(MEETING, NOW, ON)
    desk.close()
    return path


def runs(room):
    return hasattr(room, "desk") and not room.locked


def over(room):
    return hasattr(room, "desk") and room.locked


def has_notes(room):
    return hasattr(room, "desk") and bool(room.notes)


class InTheRoom(RuleBasedStateMachine):
    """`notes` is what the file must hold, `done` what undo must take back, the latest last."""

    source: Path

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(self.source, self.folder / "team.kpidesk")
        self.desk = Desk(self.folder / "team.kpidesk")
        self.notes, self.checked, self.locked, self.done = {}, set(), False, []

    def teardown(self):
        if hasattr(self, "desk"):
            self.desk.close()
            shutil.rmtree(self.folder)

    @property
    def meeting(self):
        return next(each for each in self.desk.meetings.one_on_ones(MAYA.id) if each.id == MEETING.id)

    @precondition(runs)
    @rule(text=TEXTS, place=PLACES, side=SIDES)
    def begin(self, text, place, side):
        item = next((each for each in ITEMS if each.id == place), None)
        note = self.desk.meetings.add_note(MAYA, text, side, NOW, self.meeting, item)
        self.notes[note.id] = note

    @precondition(has_notes)
    @rule(pick=st.integers(0), text=TEXTS)
    def write(self, pick, text):
        note = list(self.notes.values())[pick % len(self.notes)]
        if self.locked:
            with pytest.raises(UserError):
                self.desk.meetings.save_note(note.id, note.revision, text, NOW)
            return
        saved = self.desk.meetings.save_note(note.id, note.revision, text, NOW)
        assert (saved.text, saved.revision) == (text, note.revision + 1)
        self.notes[note.id] = saved
        # The same save again finds its own work; an older base with other words is refused.
        assert self.desk.meetings.save_note(note.id, note.revision, text, NOW) == saved
        with pytest.raises(StaleEditError):
            self.desk.meetings.save_note(note.id, note.revision, f"{text}!", NOW)

    @precondition(has_notes)
    @rule(pick=st.integers(0), side=SIDES)
    def share(self, pick, side):
        note = list(self.notes.values())[pick % len(self.notes)]
        if self.locked:
            with pytest.raises(UserError):
                self.desk.meetings.set_visibility(note.id, note.revision, side, NOW)
        else:
            self.notes[note.id] = self.desk.meetings.set_visibility(note.id, note.revision, side, NOW)

    @precondition(lambda room: hasattr(room, "desk"))
    @rule(at=st.sampled_from([0, 1]))
    def check(self, at):
        item = self.desk.meetings.items(self.meeting)[at]
        if self.locked:
            with pytest.raises(UserError):
                self.desk.meetings.check(item, checked=not item.checked)
            return
        self.desk.meetings.check(item, checked=not item.checked)
        self.checked ^= {item.id}
        self.done.append(("check", item.id))

    @precondition(has_notes)
    @rule(pick=st.integers(0))
    def remove(self, pick):
        note = list(self.notes.values())[pick % len(self.notes)]
        if self.locked:
            with pytest.raises(UserError):
                self.desk.meetings.remove_note(note)
            return
        self.desk.meetings.remove_note(note)
        self.done.append(("remove", self.notes.pop(note.id)))

    @precondition(runs)
    @rule()
    def end(self):
        self.desk.meetings.end(self.meeting, NOW + dt.timedelta(minutes=30))
        self.locked = True
        self.done.append(("end", None))

    @precondition(over)
    @rule(text=TEXTS, side=SIDES, pick=st.integers(0))
    def amend(self, text, side, pick):
        before = {each.id for each in self.desk.meetings.notes(MAYA)}
        originals = [each for each in self.notes.values() if each.amends_id is None]
        original = originals[pick % len(originals)] if originals else None
        with suppress(UserError):
            self.desk.meetings.amend(self.meeting, text, side, NOW + dt.timedelta(days=1), original)
        new = [each for each in self.desk.meetings.notes(MAYA) if each.id not in before]
        assert len(new) == bool(text.strip())
        for note in new:
            self.notes[note.id] = note
            self.done.append(("amend", note.id))

    @precondition(lambda room: hasattr(room, "done") and room.done)
    @rule()
    def undo(self):
        kind, what = self.done.pop()
        self.desk.history.undo()
        if kind == "check":
            self.checked ^= {what}
        elif kind == "remove":
            self.notes[what.id] = what
        elif kind == "end":
            self.locked = False
        else:
            del self.notes[what]

    @invariant()
    def the_file_says_what_the_model_says(self):
        if not hasattr(self, "desk"):
            return
        meeting = self.meeting
        assert (meeting.status is MeetingStatus.HELD) is self.locked
        assert {each.id: each for each in self.desk.meetings.notes(MAYA, meeting)} == self.notes
        view = self.desk.meetings.shared_view(MAYA, meeting)
        assert {each.id for each in view.notes} == {
            each.id for each in self.notes.values() if each.visibility is Visibility.SHARED
        }
        assert {each.id for each in view.items if each.checked} == self.checked


def test_whatever_the_order_the_file_holds_what_was_typed_and_nothing_else(template):
    InTheRoom.source = template
    run_state_machine_as_test(
        InTheRoom,
        settings=settings(
            max_examples=40,
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
