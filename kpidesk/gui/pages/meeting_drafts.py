"""The notes of one meeting as drafts: one for each agenda item and each of the two who may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.terms import Visibility
from kpidesk.gui.widgets.note_saver import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.entities import AgendaItem, Id, Note, OneOnOne, Rep
    from kpidesk.gui.context import Context

Key = tuple["Id", "Id | None", Visibility]


class MeetingDrafts:
    """Finds or makes drafts. What is not in the file yet is never replaced by what is."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._drafts: dict[Key, Draft] = {}
        self._rep: Rep | None = None
        self._meeting: OneOnOne | None = None
        self._items: dict[Id, AgendaItem] = {}

    def show(self, rep: Rep, meeting: OneOnOne, items: Iterable[AgendaItem], notes: Iterable[Note]) -> None:
        """Take over what the file says about a meeting."""
        self._rep, self._meeting = rep, meeting
        self._items = {each.id: each for each in items}
        newest: dict[Key, Note] = {}
        own: dict[tuple[Key, Id], Note] = {}
        for note in sorted(notes, key=lambda each: each.created_at):
            place = note.agenda_item_id if note.agenda_item_id in self._items else None
            key = (meeting.id, place, note.visibility)
            newest[key] = own[key, note.id] = note
        for key, draft in list(self._drafts.items()):
            # A draft stays with its own note, also where another was written at the same place.
            read = (own.get((key, draft.note.id)) if draft.note else None) or newest.get(key)
            if draft.dirty or key[0] != meeting.id:
                continue
            if draft.note != read:
                draft.note = read
                draft.text = draft.kept = read.text if read else ""
        for key, note in newest.items():
            if key not in self._drafts:
                self._drafts[key] = self._make(key, note)

    def draft(self, item_id: Id | None, visibility: Visibility) -> Draft:
        """The draft of an item, or of the general notes."""
        if self._meeting is None:
            raise RuntimeError("no meeting is shown")
        key: Key = (self._meeting.id, item_id, visibility)
        if key not in self._drafts:
            self._drafts[key] = self._make(key, None)
        return self._drafts[key]

    def written(self) -> int:
        """Notes with text in this meeting."""
        meeting = self._meeting
        return sum(1 for key, each in self._drafts.items() if meeting and key[0] == meeting.id and each.text.strip())

    def noted(self) -> set[Id]:
        """The agenda items of this meeting with text on them."""
        meeting = self._meeting
        here = [(key[1], each.text) for key, each in self._drafts.items() if meeting and key[0] == meeting.id]
        return {item for item, text in here if item is not None and text.strip()}

    def _make(self, key: Key, note: Note | None) -> Draft:
        rep, meeting, context = self._rep, self._meeting, self._context
        if rep is None or meeting is None:
            raise RuntimeError("no meeting is shown")
        item, visibility = self._items.get(key[1]) if key[1] else None, key[2]

        def begin(ident: Id, text: str) -> Note:
            return context.desk.meetings.add_note(rep, text, visibility, context.now(), meeting, item, ident)

        text = note.text if note else ""
        return Draft(key, begin, note, text, text)
