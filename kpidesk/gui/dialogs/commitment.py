"""The dialog to write down what somebody takes on, by when, and how both will see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from kpidesk.domain.entities import Commitment, Id, Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Kind, Owner
from kpidesk.gui import formats
from kpidesk.gui.dialogs.day_field import DayField
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.widgets.segmented import Segment, Segmented

if TYPE_CHECKING:
    from kpidesk.domain.standing import Standing
    from kpidesk.gui.context import Context

_LONGEST = 500


class CommitmentDialog(Sheet):
    """Asks for text, owner, KPI with the promised level, and the day; adding is one step that can be undone."""

    def __init__(self, parent: QWidget, context: Context, rep: Rep) -> None:
        super().__init__(parent, "commitment", formats.fill(self.tr("Commitment of %1"), rep.first_name))
        self._context, self._rep = context, rep
        card = context.desk.scorecards.scorecard(rep, context.today())
        self._standings: dict[Id, Standing] = {each.kpi.id: each for each in card.standings}
        self._currency = context.desk.team.workspace().currency
        self._make_fields()
        rows = (beside(self.kpi, self.level), beside(self.due, QWidget()))
        self.lay_out([self.text, self.owner, *rows], self.tr("Add commitment"))

    @override
    def save(self) -> None:
        self.forget_problems()
        found = self._read()
        if found is None:
            self.go_to_problem()
            return
        try:
            change = self._context.desk.meetings.add_commitment(found)
        except UserError as error:
            self.text.complain(str(error))
            self.go_to_problem()
            return
        self._context.editor.do(lambda: change)
        self.accept()

    def _read(self) -> Commitment | None:
        due, today = self.due.read(), self._context.today()
        if due is not None and due < today:
            said = self.tr("“%1” is over already. Type a day from today on, such as %2, or leave it empty.")
            self.due.complain(formats.fill(said, self.due.line.text().strip(), formats.dated(today)))
        if self.due.wrong:
            return None
        standing = self._standings.get(self._kpi.currentData())
        expected, typed = None, self._level.text().strip()
        if typed and standing is not None:
            number, known = QLocale().toDouble(typed.removesuffix("%").strip())
            if not known:
                self.level.complain(formats.fill(self.tr("“%1” is not a number. Type one, or leave it empty."), typed))
                return None
            expected = number / 100 if typed.endswith("%") else number
        return Commitment(
            new_id(),
            self._rep.id,
            " ".join(self._text.text().split()),
            self._context.today(),
            owner=Owner(self.owner.current()),
            kpi_id=standing.kpi.id if standing else None,
            baseline=standing.value if standing else None,
            expected=expected,
            due=due,
        )

    def _make_fields(self) -> None:
        self._text = QLineEdit()
        self._text.setMaxLength(_LONGEST)
        self._text.setPlaceholderText(self.tr("Block two mornings for discovery calls"))
        self._kpi = QComboBox()
        self._kpi.addItem(self.tr("None"), None)
        for each in self._standings.values():
            if each.kpi.kind is Kind.LEADING:
                self._kpi.addItem(each.kpi.name, each.kpi.id)
        self._kpi.currentIndexChanged.connect(self._on_kpi)
        self._level = QLineEdit()
        for control, name, said in (
            (self._text, "commitment_text", self.tr("What is taken on")),
            (self._kpi, "commitment_kpi", self.tr("Seen in this KPI")),
            (self._level, "commitment_level", self.tr("Promised level")),
        ):
            control.setObjectName(name)
            control.setAccessibleName(said)
        self.owner = Segmented(
            [Segment(Owner.REP, self._rep.first_name), Segment(Owner.MANAGER, self.tr("You"))],
            name=self.tr("Who takes it on"),
        )
        self.owner.setObjectName("commitment_owner")
        for key in Owner:
            self.owner.button(key).setObjectName(f"commitment_owner_{key}")
        self.text = Field(self.tr("What is taken on"), self._text)
        self.kpi = Field(self.tr("Seen in this KPI"), self._kpi)
        self.level = Field(self.tr("Promised level"), self._level)
        self.due = DayField(self.tr("Due"), "commitment_due", self._context.today())
        self._on_kpi()

    def _on_kpi(self) -> None:
        standing = self._standings.get(self._kpi.currentData())
        self._level.setEnabled(standing is not None)
        now = formats.amount(standing.value, standing.kpi.unit, self._currency) if standing else ""
        self._level.setPlaceholderText(formats.fill(self.tr("Now %1"), now) if now else "")
