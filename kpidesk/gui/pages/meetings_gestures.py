"""What can be done with the one-on-one chosen on the Meetings page; mostly a dialog asks for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kpidesk.domain.coming import WAITING
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui.dialogs.calendar_files import export_calendar

if TYPE_CHECKING:
    from kpidesk.domain.entities import Commitment
    from kpidesk.gui.context import Context
    from kpidesk.gui.pages.meetings import MeetingsPage


class MeetingsGestures(QObject):
    """Each does nothing where nothing is chosen, or where it does not fit what is."""

    def __init__(self, page: MeetingsPage, context: Context) -> None:
        super().__init__(page)
        self._page, self._context = page, context

    def prepare(self) -> None:
        """Prepare it on its own page."""
        row = self._page.current
        if row is not None and row.meeting.status is MeetingStatus.PLANNED:
            self._context.go("prepare", row.meeting)

    def share(self) -> None:
        """Show the recap of one that was held, or the agenda of one that is planned, as the rep would get it."""
        from kpidesk.gui.dialogs.share import share_agenda, share_recap

        row, context = self._page.current, self._context
        if row is None:
            return
        if row.meeting.status is MeetingStatus.HELD:
            share_recap(self._page, context, row.rep, row.meeting)
        elif (agenda := context.desk.agendas.prepared(row.meeting)).sections:
            share_agenda(self._page, context, row.rep, agenda)
        else:
            context.say(self.tr("There is no agenda yet. Prepare it first."))

    def move(self) -> None:
        """Move it to another day."""
        from kpidesk.gui.dialogs.one_on_one import reschedule

        if self._page.current is not None:
            reschedule(self._page, self._context, self._page.current.meeting)

    def save_date(self) -> None:
        """Write its date as a calendar file."""
        if self._page.current is not None:
            export_calendar(self._page, self._context, self._page.current.meeting)

    def change_commitment(self, commitment: Commitment) -> None:
        """Show a commitment, to be changed; what was agreed lives on and is not locked with the one-on-one."""
        from kpidesk.gui.dialogs.commitment_change import ChangeCommitmentDialog

        reps = self._context.desk.team.reps(archived=True)
        rep = next(each for each in reps if each.id == commitment.rep_id)
        ChangeCommitmentDialog(self._page, self._context, rep, commitment).open()

    def amend(self) -> None:
        """Add to one that is over."""
        from kpidesk.gui.dialogs.amendment import AmendmentDialog

        row = self._page.current
        if row is not None and row.meeting.status not in WAITING:
            note = self._page.detail.chosen_note
            AmendmentDialog(self._page, self._context, row.rep, row.meeting, note).open()

    def miss(self) -> None:
        """Note that the rep did not come."""
        from kpidesk.gui.dialogs.no_show import NoShowDialog

        row = self._page.current
        if row is not None and row.meeting.status is MeetingStatus.PLANNED:
            NoShowDialog(self._page, self._context, row.meeting).open()

    def cancel(self) -> None:
        """Call it off."""
        from kpidesk.gui.dialogs.one_on_one import cancel

        if self._page.current is not None:
            cancel(self._page, self._context, self._page.current.meeting)
