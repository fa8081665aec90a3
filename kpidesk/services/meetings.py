"""One-on-ones: planning, holding and ending them, their notes, topics and commitments."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kpidesk.domain.coming import WAITING, sections
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.ending import own_topics
from kpidesk.domain.entities import (
    AgendaItem,
    Commitment,
    Id,
    Note,
    OneOnOne,
    Progress,
    Rep,
    Topic,
    new_id,
)
from kpidesk.domain.errors import UserError
from kpidesk.domain.limits import LARGEST
from kpidesk.domain.terms import CommitmentStatus, MeetingStatus, Visibility
from kpidesk.services import endings, shared
from kpidesk.services.locks import refuse_locked
from kpidesk.storage import meeting_lists, notes, progress, records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.services.history import History
    from kpidesk.services.shared import SharedView
    from kpidesk.storage.database import Database


class MeetingService:
    """Gestures around a one-on-one."""

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self._history = history

    def one_on_ones(self, rep_id: Id | None = None) -> list[OneOnOne]:
        """One-on-ones of one rep or of all, newest first."""
        of: dict[str, Any] = {} if rep_id is None else {"rep_id": rep_id}
        with self._database.read() as connection:
            return records.select(connection, OneOnOne, "-on", "-at", "id", **of)

    def running(self) -> OneOnOne | None:
        """The one-on-one that is being held, if any; of several the newest."""
        with self._database.read() as connection:
            running = records.select(connection, OneOnOne, "-started_at", limit=1, status=MeetingStatus.RUNNING)
        return running[0] if running else None

    def around(self, on: dt.date) -> list[OneOnOne]:
        """The last one-on-one held with each rep by a day, and all to come from it on: enough for `rhythm`."""
        with self._database.read() as connection:
            return meeting_lists.around(connection, on)

    def items(self, meeting: OneOnOne) -> list[AgendaItem]:
        """The accepted agenda items of a one-on-one, in order."""
        with self._database.read() as connection:
            return endings.accepted(connection, meeting.id)

    def sections(self, meeting: OneOnOne) -> tuple[int, int]:
        """How many sections of its agenda are accepted, and how many it could have; see `coming.sections`."""
        with self._database.read() as connection:
            items = records.select(connection, AgendaItem, one_on_one_id=meeting.id)
        return sections([(each.section, each.state, each.minutes) for each in items], meeting.minutes)

    def schedule(self, new: OneOnOne) -> Change:
        """Plan a one-on-one."""
        return self._history.do("Plan one-on-one", [Edit(None, new)])

    def reschedule(self, meeting: OneOnOne, on: dt.date, at: dt.time | None, reason: str = "") -> Change:
        """Move a planned one-on-one to another day or time; its agenda moves with it."""
        _expect(meeting, MeetingStatus.PLANNED)
        moved = meeting.times_moved + (on != meeting.on)
        after = replace(meeting, on=on, at=at, reason=reason or meeting.reason, times_moved=moved)
        return self._history.do("Move one-on-one", [Edit(meeting, after)])

    def cancel(self, meeting: OneOnOne, reason: str = "") -> Change:
        """Call off a planned one-on-one; nothing that belongs to it is lost."""
        return self._call_off("Cancel one-on-one", meeting, MeetingStatus.CANCELLED, reason)

    def miss(self, meeting: OneOnOne, reason: str = "") -> Change:
        """Note that the rep did not come to a planned one-on-one; nothing that belongs to it is lost."""
        return self._call_off("Note a no-show", meeting, MeetingStatus.NO_SHOW, reason)

    def start(
        self, meeting: OneOnOne, now: dt.datetime, on: dt.date | None = None, carried: Sequence[Edit] = ()
    ) -> Change:
        """Begin a planned one-on-one; begun on another day than planned, it takes place on that day.

        `carried` brings its agenda up to date, see `PreparationService.carried`.

        Raises:
            UserError: It is not planned, or another one runs.
        """
        _expect(meeting, MeetingStatus.PLANNED)
        if (other := self.running()) is not None:
            raise UserError(
                f"The one-on-one with {self._name(other)} is still running. End it before you begin another."
            )
        after = replace(meeting, status=MeetingStatus.RUNNING, started_at=now, on=on or meeting.on)
        change = self._history.do("Start one-on-one", [Edit(meeting, after), *carried])
        with self._database.write(numbers=False) as connection:
            progress.begin(connection, Progress(new_id(), meeting.id, meeting.on))
        return change

    def _name(self, meeting: OneOnOne) -> str:
        with self._database.read() as connection:
            rep = records.find(connection, Rep, meeting.rep_id)
        return rep.name if rep else "somebody else"

    def progress(self, meeting: OneOnOne) -> Progress:
        """How far a one-on-one has come, as kept last."""
        with self._database.read() as connection:
            return progress.of(connection, meeting.id) or Progress(new_id(), meeting.id, meeting.on)

    def keep_progress(self, new: Progress) -> None:
        """Keep how far a running one-on-one has come. Time is not undone, so this stays out of the history."""
        with self._database.write(numbers=False) as connection:
            progress.keep(connection, new)

    def put_back(self, meeting: OneOnOne) -> Change:
        """Make a one-on-one that was started by mistake a planned one again, on its day.

        Raises:
            UserError: Something was written, agreed or ticked in it, or it does not run.
        """
        _expect(meeting, MeetingStatus.RUNNING)
        with self._database.read() as connection:
            edits = endings.putting_back(connection, meeting)
        return self._history.do("Put one-on-one back", edits)

    def check(self, item: AgendaItem, *, checked: bool = True) -> Change:
        """Tick an agenda item off, or take the tick back."""
        label = f"Check “{item.title}”" if checked else f"Uncheck “{item.title}”"
        return self._history.do(label, [Edit(item, replace(item, checked=checked))])

    def end(
        self,
        meeting: OneOnOne,
        now: dt.datetime,
        seconds: dict[Id, int] | None = None,
        *,
        following: OneOnOne | None = None,
        promised: Commitment | None = None,
        aside: str = "",
    ) -> Change:
        """End a running one-on-one and lock it: what was talked about is settled, see `ending.settle`.

        Args:
            meeting: The running one-on-one.
            now: The instant it ended.
            seconds: Seconds spent on each agenda item, if they are known better than was kept.
            following: The next one-on-one, to be planned with it.
            promised: What is taken on at the very end.
            aside: What is remembered for the manager alone, such as the mood of the talk: put into a private note.
        """
        _expect(meeting, MeetingStatus.RUNNING)
        with self._database.read() as connection:
            edits = endings.ending(connection, meeting, now, seconds or {}, aside)
        if promised is not None:
            _expect_sound(promised)
        edits += [Edit(None, each) for each in (following, promised) if each is not None]
        return self._history.do("End one-on-one", edits)

    def amend(
        self, meeting: OneOnOne, text: str, visibility: Visibility, now: dt.datetime, original: Note | None = None
    ) -> Change:
        """Add to a one-on-one that is over, with today's date; an amendment of a note stands under it.

        Raises:
            UserError: There is nothing to add, or the one-on-one is not over yet.
        """
        if not text.strip():
            raise UserError("An amendment needs a text. Type what is to be added.")
        if meeting.status in WAITING:
            raise UserError("This one-on-one is not over yet. Write into its notes instead.")
        root = (original.amends_id or original.id) if original else None
        item = original.agenda_item_id if original else None
        note = Note(new_id(), meeting.rep_id, text, now, visibility, meeting.id, item, now, amends_id=root)
        return self._history.do("Add amendment", [Edit(None, note)])

    def _call_off(self, label: str, meeting: OneOnOne, status: MeetingStatus, reason: str) -> Change:
        _expect(meeting, MeetingStatus.PLANNED)
        with self._database.read() as connection:
            waits = [Edit(None, each) for each in own_topics(meeting, endings.accepted(connection, meeting.id))]
        return self._history.do(label, [Edit(meeting, replace(meeting, status=status, reason=reason)), *waits])

    def notes(self, rep: Rep, one_on_one: OneOnOne | None = None) -> list[Note]:
        """Notes about a rep, or of one one-on-one, oldest first, private ones included: for the manager alone."""
        of: dict[str, Any] = {} if one_on_one is None else {"one_on_one_id": one_on_one.id}
        with self._database.read() as connection:
            return records.select(connection, Note, "created_at", "id", rep_id=rep.id, **of)

    def add_note(
        self,
        rep: Rep,
        text: str,
        visibility: Visibility,
        now: dt.datetime,
        one_on_one: OneOnOne | None = None,
        agenda_item: AgendaItem | None = None,
        ident: Id | None = None,
    ) -> Note:
        """Begin a note. Typing is not undone step by step, so this stays out of the history; `remove_note` is in it.

        With an `ident`, beginning again is saving: a first save may be durable though it was reported as failed.

        Raises:
            StaleEditError: The note of this id was begun already, and saved since.
            UserError: The one-on-one is over.
        """
        note = Note(
            ident or new_id(),
            rep.id,
            text,
            now,
            visibility,
            one_on_one.id if one_on_one else None,
            agenda_item.id if agenda_item else None,
            now,
        )
        with self._database.write(numbers=False) as connection:
            refuse_locked(connection, [one_on_one.id] if one_on_one else [])
            if ident and records.find(connection, Note, ident):
                return notes.save_text(connection, ident, 0, text, now)
            records.insert_all(connection, [note])
        return note

    def save_note(self, note_id: Id, base_revision: int, text: str, now: dt.datetime) -> Note:
        """Keep what was typed into a note since `base_revision`; the note with its new revision comes back.

        Raises:
            StaleEditError: A newer text was saved elsewhere; nothing was overwritten.
            NotFoundError: The note is gone.
        """
        with self._database.write(numbers=False) as connection:
            return notes.save_text(connection, note_id, base_revision, text, now)

    def set_visibility(self, note_id: Id, base_revision: int, visibility: Visibility, now: dt.datetime) -> Note:
        """Share a note, or make it private again; errors as for `save_note`."""
        with self._database.write(numbers=False) as connection:
            return notes.save_visibility(connection, note_id, base_revision, visibility, now)

    def remove_note(self, note: Note) -> Change:
        """Remove a note; undo brings it back."""
        return self._history.do("Remove note", [Edit(note, None)])

    def commitments(self, rep_id: Id | None = None, *, open_only: bool = False) -> list[Commitment]:
        """Commitments of one rep or of all, first due first, those without a day last."""
        of: dict[str, Any] = {} if rep_id is None else {"rep_id": rep_id}
        of |= {"status": endings.OPEN} if open_only else {}
        with self._database.read() as connection:
            found = records.select(connection, Commitment, "agreed_on", "no", **of)
        return sorted(found, key=lambda each: each.due or dt.date.max)

    def add_commitment(self, new: Commitment) -> Change:
        """Write down what somebody takes on."""
        _expect_sound(new)
        return self._history.do(f"Add “{new.text}”", [Edit(None, new)])

    def change_commitment(self, before: Commitment, after: Commitment, on: dt.date) -> Change:
        """Keep other words, another owner, day or level of a commitment, or what became of it."""
        _expect_sound(after)
        closed = before.closed_on if after.status is before.status else None if after.status in endings.OPEN else on
        return self._history.do(
            f"Change “{after.text}”", [Edit(before, replace(after, closed_on=closed, updated_on=on))]
        )

    def close_commitment(self, before: Commitment, status: CommitmentStatus, on: dt.date) -> Change:
        """Mark a commitment done, missed or dropped, or open again."""
        closed = None if status in endings.OPEN else on
        after = replace(before, status=status, closed_on=closed, updated_on=on)
        return self._history.do(f"Mark “{before.text}” {status}", [Edit(before, after)])

    def topics(self, rep: Rep) -> list[Topic]:
        """Topics that wait to be discussed, oldest first."""
        with self._database.read() as connection:
            return records.select(connection, Topic, "raised_on", "id", rep_id=rep.id, discussed_on=None)

    def shared_view(self, rep: Rep, meeting: OneOnOne) -> SharedView:
        """What the rep may see of a one-on-one; private notes stay in the file, unread."""
        with self._database.read() as connection:
            return shared.view(connection, rep, meeting)


def _expect_sound(commitment: Commitment) -> None:
    if not commitment.text.strip():
        raise UserError("A commitment needs a text. Type what is taken on and by when.")
    if commitment.expected is not None and abs(commitment.expected) > LARGEST:
        raise UserError("The number that is taken on is too large. Type a smaller one.")


def _expect(meeting: OneOnOne, status: MeetingStatus) -> None:
    if meeting.status is not status:
        found = str(meeting.status).replace("_", "-")
        raise UserError(f"This one-on-one is {found}, not {status}. Look again, then repeat your change.")
