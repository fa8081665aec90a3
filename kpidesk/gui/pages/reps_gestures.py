"""What can be done with the selected rep: dialogs, archive and restore, commitments, agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kpidesk.domain.terms import CommitmentStatus
from kpidesk.gui import formats

if TYPE_CHECKING:
    from kpidesk.domain.entities import Commitment, Rep
    from kpidesk.gui.context import Context
    from kpidesk.gui.pages.page import Page
    from kpidesk.gui.pages.reps_columns import RepsColumns
    from kpidesk.services.agreements import Agreed


class RepGestures(QObject):
    """Opens dialogs over the Reps page and hands what was chosen to the editor."""

    saved = Signal(object)
    """A new rep was kept."""

    def __init__(self, context: Context, page: Page, columns: RepsColumns) -> None:
        super().__init__(page)
        self._context, self._page, self._columns = context, page, columns

    def add_rep(self) -> None:
        """Ask for a new rep."""
        from kpidesk.gui.dialogs.rep import RepDialog

        dialog = RepDialog(self._page, self._context)
        dialog.saved.connect(self.saved)
        dialog.open()

    def edit_rep(self) -> None:
        """Change the selected rep."""
        from kpidesk.gui.dialogs.rep import RepDialog

        row = self._columns.table.current
        if row is not None:
            dialog = RepDialog(self._page, self._context, row.rep)
            dialog.archive_wanted.connect(self.archive_or_restore)
            dialog.open()

    def time_off(self) -> None:
        """Show and change when the selected rep is away."""
        from kpidesk.gui.dialogs.rep_leave import LeaveDialog

        row = self._columns.table.current
        if row is not None:
            LeaveDialog(self._page, self._context, row.rep).open()

    def ramp(self) -> None:
        """Show and change the ramp of the selected rep, or of their role."""
        from kpidesk.gui.dialogs.rep_ramp import RampDialog

        row = self._columns.table.current
        if row is not None:
            RampDialog(self._page, self._context, row.rep).open()

    def archive_or_restore(self) -> None:
        """Take the selected rep out of the lists, or bring an archived one back."""
        row = self._columns.table.current
        if row is None:
            return
        rep, team, editor = row.rep, self._context.desk.team, self._context.editor
        if rep.archived:
            done, text = editor.do(lambda: team.restore_rep(rep)), self.tr("%1 is back in the team.")
        else:
            done, text = editor.do(lambda: team.archive_rep(rep)), self.tr("%1 is archived. Everything recorded stays.")
        if done:
            step = editor.undo_label
            self._context.say(formats.fill(text, rep.name), lambda: self._undo(step))

    def _undo(self, step: str | None) -> None:
        # Something else may have been done since: then the Edit menu is the way back.
        if self._context.editor.undo_label == step:
            self._context.editor.undo()

    def prepare(self) -> None:
        """Prepare the next one-on-one with the selected rep."""
        row = self._columns.table.current
        if row is not None and not row.rep.archived:
            self._context.go("prepare", row.rep)

    def share_recap(self) -> None:
        """Show the recap of the last one-on-one with the selected rep as the rep would get it."""
        from kpidesk.gui.dialogs.share import share_recap

        row = self._columns.table.current
        if row is None:
            return
        last = row.rhythm.last
        if last is None:
            self._context.say(self.tr("No one-on-one was held yet, so there is nothing to share."))
        else:
            share_recap(self._page, self._context, row.rep, last)

    def close_commitment(self, commitment: Commitment) -> None:
        """Mark a commitment of the selected rep done."""
        meetings, on = self._context.desk.meetings, self._context.today()
        if self._context.editor.do(lambda: meetings.close_commitment(commitment, CommitmentStatus.DONE, on)):
            step = self._context.editor.undo_label
            self._context.say(self.tr("Marked done."), lambda: self._undo(step))

    def add_commitment(self) -> None:
        """Ask for a new commitment with the selected rep."""
        from kpidesk.gui.dialogs.commitment import CommitmentDialog

        row = self._columns.table.current
        if row is not None:
            CommitmentDialog(self._page, self._context, row.rep).open()

    def change_commitment(self, commitment: Commitment) -> None:
        """Show a commitment of the selected rep, to be changed."""
        from kpidesk.gui.dialogs.commitment_change import ChangeCommitmentDialog

        row = self._columns.table.current
        if row is not None:
            ChangeCommitmentDialog(self._page, self._context, row.rep, commitment).open()

    def agree(self) -> None:
        """Agree KPIs with the selected rep."""
        from kpidesk.gui.dialogs.agreement import AgreementDialog

        row = self._columns.table.current
        if row is not None:
            AgreementDialog(self._page, self._context, row.rep, now=self._columns.detail.agreement.now).open()

    def change_agreement(self) -> None:
        """Put the newest agreement right, or delete it."""
        from kpidesk.gui.dialogs.agreement import AgreementDialog

        row, now = self._columns.table.current, self._columns.detail.agreement.now
        if row is not None and now is not None:
            dialog = AgreementDialog(self._page, self._context, row.rep, before=now)
            dialog.delete_wanted.connect(lambda: self._drop_agreement(row.rep, now))
            dialog.open()

    def _drop_agreement(self, rep: Rep, agreed: Agreed) -> None:
        if self._context.editor.do(lambda: self._context.desk.agreements.drop(rep, agreed)):
            step = self._context.editor.undo_label
            self._context.say(self.tr("The agreement is deleted. The one before it holds."), lambda: self._undo(step))
