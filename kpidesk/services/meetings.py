"""One-on-ones: planning, holding and ending them, their notes, topics and commitments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kpidesk.domain.attention import rhythm
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import AgendaItem, Commitment, Id, Note, OneOnOne, Recognition, Rep, Topic, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.scheduling import next_day
from kpidesk.domain.terms import CommitmentStatus, ItemState, MeetingStatus, Section, Visibility
from kpidesk.services.schedules import days_off
from kpidesk.storage import meeting_lists, notes, records, search

if TYPE_CHECKING:
    from kpidesk.domain.meeting_totals import Totals
    from kpidesk.services.history import History
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Connection, Database

_OPEN = (CommitmentStatus.OPEN, CommitmentStatus.CARRIED)


@dataclass(frozen=True, slots=True)
class SharedView:
    """What the rep may see of a one-on-one. Private notes are not in it: they were never read."""

    rep: Rep
    meeting: OneOnOne
    items: tuple[AgendaItem, ...]
    notes: tuple[Note, ...]
    commitments: tuple[Commitment, ...]
    recognitions: tuple[Recognition, ...]


class MeetingService:
    """Gestures around a one-on-one."""

    def __init__(self, database: Database, history: History, team: TeamService) -> None:
        self._database = database
        self._history = history
        self._team = team

    def one_on_ones(self, rep_id: Id | None = None) -> list[OneOnOne]:
        """One-on-ones of one rep or of all, newest first."""
        of: dict[str, Any] = {} if rep_id is None else {"rep_id": rep_id}
        with self._database.read() as connection:
            return records.select(connection, OneOnOne, "-on", "-at", "id", **of)

    def around(self, on: dt.date) -> list[OneOnOne]:
        """The last one-on-one held with each rep by a day, and all to come from it on: enough for `rhythm`."""
        with self._database.read() as connection:
            return meeting_lists.around(connection, on)

    def totals(self, *, private: bool) -> dict[Id, Totals]:
        """Minutes and notes by one-on-one, for lists; private notes are counted only if `private`."""
        with self._database.read() as connection:
            return meeting_lists.totals(connection, private=private)

    def items(self, meeting: OneOnOne) -> list[AgendaItem]:
        """The accepted agenda items of a one-on-one, in order."""
        with self._database.read() as connection:
            return _accepted(connection, meeting.id)

    def whom_next(self, on: dt.date) -> Rep | None:
        """The rep of the next planned one-on-one; with none planned, the one whose rhythm is due first."""
        meetings = self.around(on)
        found = [(rep, rhythm(rep, meetings, on)) for rep in self._team.reps() if rep.active(on)]
        planned = [(each.upcoming.on, each.upcoming.at or dt.time.max, rep) for rep, each in found if each.upcoming]
        if planned:
            return min(planned, key=lambda each: each[:2])[2]
        due = [(each.due_on, rep) for rep, each in found if each.due_on]
        return min(due, key=lambda each: each[0])[1] if due else None

    def propose(self, rep: Rep, on: dt.date) -> OneOnOne:
        """The next one-on-one as the agreed rhythm has it, off weekends and leave; not planned yet."""
        past = [each for each in self.one_on_ones(rep.id) if each.status is MeetingStatus.HELD and each.on <= on]
        with self._database.read() as connection:
            off = days_off(connection, rep)
        if not past:
            return OneOnOne(new_id(), rep.id, next_day(on, 0, on, off))
        day = next_day(past[0].on, rep.cadence_days, on, off)
        return OneOnOne(new_id(), rep.id, day, past[0].at, past[0].minutes)

    def schedule(self, new: OneOnOne) -> Change:
        """Plan a one-on-one."""
        return self._history.do("Plan one-on-one", [Edit(None, new)])

    def reschedule(self, meeting: OneOnOne, on: dt.date, at: dt.time | None, reason: str = "") -> Change:
        """Move a planned one-on-one to another day or time; its agenda moves with it."""
        _expect(meeting, MeetingStatus.PLANNED)
        after = replace(meeting, on=on, at=at, reason=reason or meeting.reason)
        return self._history.do("Move one-on-one", [Edit(meeting, after)])

    def cancel(self, meeting: OneOnOne, reason: str = "") -> Change:
        """Call off a planned one-on-one; nothing that belongs to it is lost."""
        _expect(meeting, MeetingStatus.PLANNED)
        after = replace(meeting, status=MeetingStatus.CANCELLED, reason=reason)
        return self._history.do("Cancel one-on-one", [Edit(meeting, after)])

    def start(self, meeting: OneOnOne, now: dt.datetime, on: dt.date | None = None) -> Change:
        """Begin a planned one-on-one; begun on another day than planned, it takes place on that day."""
        _expect(meeting, MeetingStatus.PLANNED)
        after = replace(meeting, status=MeetingStatus.RUNNING, started_at=now, on=on or meeting.on)
        return self._history.do("Start one-on-one", [Edit(meeting, after)])

    def check(self, item: AgendaItem, *, checked: bool = True) -> Change:
        """Tick an agenda item off, or take the tick back."""
        label = f"Check “{item.title}”" if checked else f"Uncheck “{item.title}”"
        return self._history.do(label, [Edit(item, replace(item, checked=checked))])

    def end(self, meeting: OneOnOne, now: dt.datetime, seconds: dict[Id, int] | None = None) -> Change:
        """End a running one-on-one: what was talked about is settled, what stayed open is carried over.

        Ticked topics are discussed, ticked wins become recognitions; commitments that were due and are still open are
        carried.

        Args:
            meeting: The running one-on-one.
            now: The instant it ended.
            seconds: Seconds spent on each agenda item.
        """
        _expect(meeting, MeetingStatus.RUNNING)
        with self._database.read() as connection:
            items = _accepted(connection, meeting.id)
            waiting = records.select(connection, Topic, rep_id=meeting.rep_id, discussed_on=None)
            owed = records.select(connection, Commitment, rep_id=meeting.rep_id, status=_OPEN)
        spent = [replace(each, seconds_spent=(seconds or {}).get(each.id, each.seconds_spent)) for each in items]
        edits = [Edit(meeting, replace(meeting, status=MeetingStatus.HELD, ended_at=now))]
        edits += [Edit(old, new) for old, new in zip(items, spent, strict=True) if old != new]
        edits += [
            Edit(each, replace(each, discussed_on=meeting.on)) for each in waiting if _ticked(items, "topics", each.id)
        ]
        edits += [
            Edit(None, Recognition(new_id(), meeting.rep_id, meeting.on, each.title, each.kpi_id, meeting.id))
            for each in items
            if each.section is Section.WINS and each.checked
        ]
        edits += [
            Edit(each, replace(each, status=CommitmentStatus.CARRIED, times_carried=each.times_carried + 1))
            for each in owed
            if each.due is not None and each.due <= meeting.on
        ]
        return self._history.do("End one-on-one", edits)

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
    ) -> Note:
        """Begin a note. Typing is not undone step by step, so this stays out of the history; `remove_note` is in it."""
        note = Note(
            new_id(),
            rep.id,
            text,
            now,
            visibility,
            one_on_one.id if one_on_one else None,
            agenda_item.id if agenda_item else None,
            now,
        )
        with self._database.write(numbers=False) as connection:
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
        of |= {"status": _OPEN} if open_only else {}
        with self._database.read() as connection:
            found = records.select(connection, Commitment, "agreed_on", "id", **of)
        return sorted(found, key=lambda each: each.due or dt.date.max)

    def add_commitment(self, new: Commitment) -> Change:
        """Write down what somebody takes on."""
        if not new.text.strip():
            raise UserError("A commitment needs a text. Type what is taken on and by when.")
        return self._history.do(f"Add “{new.text}”", [Edit(None, new)])

    def change_commitment(self, before: Commitment, after: Commitment, on: dt.date) -> Change:
        """Keep other words, another day or another level of a commitment."""
        if not after.text.strip():
            raise UserError("A commitment needs a text. Type what is taken on and by when.")
        return self._history.do(f"Change “{after.text}”", [Edit(before, replace(after, updated_on=on))])

    def close_commitment(self, before: Commitment, status: CommitmentStatus, on: dt.date) -> Change:
        """Mark a commitment done, missed or dropped, or open again."""
        closed = None if status in _OPEN else on
        after = replace(before, status=status, closed_on=closed, updated_on=on)
        return self._history.do(f"Mark “{before.text}” {status}", [Edit(before, after)])

    def topics(self, rep: Rep) -> list[Topic]:
        """Topics that wait to be discussed, oldest first."""
        with self._database.read() as connection:
            return records.select(connection, Topic, "raised_on", "id", rep_id=rep.id, discussed_on=None)

    def add_topic(self, new: Topic) -> Change:
        """Keep a topic until it was discussed."""
        if not new.text.strip():
            raise UserError("A topic needs a text. Type it and try again.")
        return self._history.do(f"Add “{new.text}”", [Edit(None, new)])

    def recognise(self, new: Recognition) -> Change:
        """Keep a win that was named."""
        return self._history.do(f"Add “{new.text}”", [Edit(None, new)])

    def shared_view(self, rep: Rep, meeting: OneOnOne) -> SharedView:
        """What the rep may see of a one-on-one; private notes stay in the file, unread."""
        with self._database.read() as connection:
            here: dict[str, Any] = {"rep_id": rep.id, "one_on_one_id": meeting.id}
            return SharedView(
                rep,
                meeting,
                tuple(_accepted(connection, meeting.id)),
                tuple(records.select(connection, Note, "created_at", "id", visibility=Visibility.SHARED, **here)),
                tuple(records.select(connection, Commitment, "agreed_on", "id", **here)),
                tuple(records.select(connection, Recognition, "on", "id", **here)),
            )

    def search(self, words: str, *, private: bool = False) -> list[dict[str, Any]]:
        """Where some words occur in notes, agendas and commitments, newest first; private notes only if asked for."""
        with self._database.read() as connection:
            hits = search.find(connection, words, private=private)
            names = {each.id: each.name for each in records.select(connection, Rep)}
        return [
            {"rep": names.get(hit.rep_id, ""), "on": hit.on, "where": hit.where, "snippet": hit.snippet} for hit in hits
        ]


def _accepted(connection: Connection, meeting_id: Id) -> list[AgendaItem]:
    return records.select(connection, AgendaItem, "position", "id", one_on_one_id=meeting_id, state=ItemState.ACCEPTED)


def _ticked(items: list[AgendaItem], kind: str, ident: Id) -> bool:
    return any(each.checked and str(ident) in each.evidence.get(kind, ()) for each in items)


def _expect(meeting: OneOnOne, status: MeetingStatus) -> None:
    if meeting.status is not status:
        raise UserError(f"This one-on-one is {meeting.status}, not {status}. Look again, then repeat your change.")
