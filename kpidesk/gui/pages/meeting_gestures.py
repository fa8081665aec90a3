"""What can be done in a meeting with a key or a click, beside writing, timing and ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kpidesk.domain.terms import CommitmentStatus, MeetingStatus
from kpidesk.gui.models.agenda_model import tr

if TYPE_CHECKING:
    from kpidesk.domain.entities import AgendaItem, Commitment
    from kpidesk.gui.pages.meeting import MeetingPage


class MeetingGestures(QObject):
    """Each does nothing where it does not fit the one-on-one that is shown."""

    def __init__(self, page: MeetingPage) -> None:
        super().__init__(page)
        self._page, self._context = page, page.context

    def check(self, item: AgendaItem) -> None:
        """Tick an item of a running one-on-one off, or take the tick back."""
        room, meetings = self._page.room, self._context.desk.meetings
        if room is not None and room.meeting.status is MeetingStatus.RUNNING:
            self._context.editor.do(lambda: meetings.check(item, checked=not item.checked))

    def close(self, commitment: Commitment, done: bool) -> None:  # noqa: FBT001 - Qt's own signal
        """Mark a commitment done, or open again."""
        status, on = CommitmentStatus.DONE if done else CommitmentStatus.OPEN, self._context.today()
        meetings = self._context.desk.meetings
        self._context.editor.do(lambda: meetings.close_commitment(commitment, status, on))

    def use_suggestion(self) -> None:
        """Put the suggested commitment of the current item on the line."""
        line = self._page.agenda.current
        if self._page.room is not None and line is not None and line.item is not None:
            self._page.commitment.suggest(line.item)

    def mark_done(self) -> None:
        """Go to the commitments; there, mark the one that has the keyboard done."""
        if self._page.side.mark_done():
            self._page.stage.show_side()
        else:
            self._context.say(tr("There is no commitment to mark done."))

    def put_back(self) -> None:
        """Make one that was started by mistake a planned one again."""
        room, meetings = self._page.room, self._context.desk.meetings
        if room is not None and self._context.editor.do(lambda: meetings.put_back(room.meeting)):
            self._context.say(tr("Planned again, as before the start."), self._context.editor.undo)

    def amend(self) -> None:
        """Add to one that is over."""
        from kpidesk.gui.dialogs.amendment import AmendmentDialog

        room, draft = self._page.room, self._page.notes.editor.draft
        if room is not None:
            note = draft.note if draft else None
            AmendmentDialog(self._page, self._context, room.rep, room.meeting, note).open()

    def prepare(self) -> None:
        """Go to its preparation."""
        if self._page.room is not None:
            self._context.go("prepare", self._page.room.meeting)
