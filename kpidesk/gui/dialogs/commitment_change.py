"""The dialog to change what was taken on: its words, whose it is, the level promised, its day and what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import CommitmentStatus, Owner
from kpidesk.gui import formats, typed_numbers
from kpidesk.gui.dialogs.commitment import LONGEST
from kpidesk.gui.dialogs.day_field import DayField
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.widgets.segmented import Segment, Segmented

if TYPE_CHECKING:
    from kpidesk.domain.entities import Commitment, Rep
    from kpidesk.gui.context import Context

_STILL_OPEN = {CommitmentStatus.CARRIED: CommitmentStatus.OPEN}
"""One that was carried over is an open one to the manager."""


class ChangeCommitmentDialog(Sheet):
    """Keeping what was changed is one step that can be undone. Its KPI stays: the level before belongs to it."""

    def __init__(self, parent: QWidget, context: Context, rep: Rep, before: Commitment) -> None:
        super().__init__(parent, "commitment_change", formats.fill(self.tr("Commitment of %1"), rep.first_name))
        self._context, self._before = context, before
        kpis = context.desk.team.kpis(archived=True)
        self._kpi = next((each for each in kpis if each.id == before.kpi_id), None)
        self._text, self._level = QLineEdit(before.text), QLineEdit()
        self._text.setMaxLength(LONGEST)
        self.text = Field(self.tr("What is taken on"), self._text)
        name = formats.fill(self.tr("Promised level of %1"), self._kpi.name) if self._kpi else self.tr("Promised level")
        self.level = Field(name, self._level)
        self.due = DayField(self.tr("Due"), "commitment_change_due", context.today())
        for control, named, said in (
            (self._text, "commitment_change_text", self.tr("What is taken on")),
            (self._level, "commitment_change_level", name),
        ):
            control.setObjectName(named)
            control.setAccessibleName(said)
        self.owner = Segmented(
            [Segment(Owner.REP, rep.first_name), Segment(Owner.MANAGER, self.tr("You"))],
            name=self.tr("Who takes it on"),
        )
        self.status = Segmented(
            [
                Segment(CommitmentStatus.OPEN, self.tr("Open")),
                Segment(CommitmentStatus.DONE, self.tr("Done")),
                Segment(CommitmentStatus.MISSED, self.tr("Missed")),
                Segment(CommitmentStatus.DROPPED, self.tr("Dropped")),
            ],
            name=self.tr("What became of it"),
        )
        for choice, named in ((self.owner, "commitment_change_owner"), (self.status, "commitment_change_status")):
            choice.setObjectName(named)
        for key in Owner:
            self.owner.button(key).setObjectName(f"commitment_change_owner_{key}")
        for status in CommitmentStatus:
            if status not in _STILL_OPEN:
                self.status.button(status).setObjectName(f"commitment_change_status_{status}")
        self._fill()
        self.lay_out([self.text, self.owner, beside(self.level, self.due), self.status], self.tr("Keep changes"))

    @override
    def save(self) -> None:
        self.forget_problems()
        after = self._read()
        if after is None:
            self.go_to_problem()
            return
        if after == self._before:
            self.reject()
            return
        context = self._context
        try:
            change = context.desk.meetings.change_commitment(self._before, after, context.today())
        except UserError as error:
            self.text.complain(str(error))
            self.go_to_problem()
            return
        context.editor.do(lambda: change)
        self.accept()

    def _fill(self) -> None:
        before = self._before
        self.owner.set_current(before.owner)
        self.status.set_current(_STILL_OPEN.get(before.status, before.status))
        self.due.show_day(before.due)
        self._level.setEnabled(self._kpi is not None)
        if self._kpi is not None:
            self._level.setText(typed_numbers.exact(before.expected, self._kpi.unit))

    def _read(self) -> Commitment | None:
        due, level = self.due.read(), self._before.expected
        if self._kpi is not None:
            currency = self._context.desk.team.workspace().currency
            try:
                level = typed_numbers.parse(self._level.text(), self._kpi.unit, currency)
            except UserError as error:
                self.level.complain(str(error))
        if self.due.wrong or self.level.wrong:
            return None
        status = CommitmentStatus(self.status.current())
        return replace(
            self._before,
            text=" ".join(self._text.text().split()),
            owner=Owner(self.owner.current()),
            expected=level,
            due=due,
            status=self._before.status if _STILL_OPEN.get(self._before.status) is status else status,
        )
