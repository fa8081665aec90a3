"""The dialog to write down what somebody takes on, by when, and how both will see it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from kpidesk.domain.capture import Captured, Decided, capture, promise, read_amount
from kpidesk.domain.errors import UserError
from kpidesk.domain.fiscal import FiscalYear
from kpidesk.domain.readings import readings
from kpidesk.domain.terms import Cadence, Kind, Owner
from kpidesk.gui import capture_words, formats
from kpidesk.gui.capture_words import locale_words
from kpidesk.gui.dialogs.day_field import DayField
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.segmented import Segment, Segmented

if TYPE_CHECKING:
    from kpidesk.domain.capture import Amount
    from kpidesk.domain.entities import Commitment, Id, Rep
    from kpidesk.domain.standing import Standing
    from kpidesk.gui.context import Context

LONGEST = 500


class CommitmentDialog(Sheet):
    """Asks for text, owner, KPI with the promised level, and the day; adding is one step that can be undone.

    One line is enough: what it says fills the other fields, until they are filled by hand.
    """

    def __init__(self, parent: QWidget, context: Context, rep: Rep) -> None:
        super().__init__(parent, "commitment", formats.fill(self.tr("Commitment of %1"), rep.first_name))
        self._context, self._rep = context, rep
        card = context.desk.scorecards.scorecard(rep, context.today())
        self._standings: dict[Id, Standing] = {each.kpi.id: each for each in card.standings}
        self._series = {each.kpi.id: each for each in readings(card)}
        workspace = context.desk.team.workspace()
        self._currency = workspace.currency
        self._words = locale_words(workspace.manager)
        self._quarter_end = FiscalYear.of(workspace).quarter_end(context.today())
        self._by_hand: set[QWidget] = set()
        self._said = ""
        self._make_fields()
        rows = (beside(self.kpi, self.level), beside(self.due, QWidget()))
        said = self.tr(
            "Type it in one line, such as “10 discovery calls by Fri”: what is understood is filled in below."
        )
        hint = PlainLabel(said, FontRole.META, "muted", wrap=True)
        self.lay_out([self.text, hint, self.owner, *rows], self.tr("Add commitment"))

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
        found = self._captured()
        if len(found.kpis) > 1 and self._kpi not in self._by_hand:
            said = formats.fill(self.tr("%1 Choose one, or none."), capture_words.choices(found.kpis))
            self.kpi.complain(said)
            return None
        standing = self._standings.get(self._kpi.currentData())
        typed = self._level.text().strip() if standing else ""
        number: tuple[Amount | None, Cadence | None] | None = (None, None)
        if typed:
            number = read_amount(typed, self._words)
        if typed and typed == self._said:
            # As the line has it, with all its decimals.
            number = (found.amount, found.cadence)
        if number is None:
            self.level.complain(formats.fill(self.tr("“%1” is not a number. Type one, or leave it empty."), typed))
            return None
        decided = Decided(Owner(self.owner.current()), (standing.kpi if standing else None,), number, (due,))
        new = promise(found, self._series, today, decided).commitment(self._rep, today)
        # With everything in a field of its own only the words are left.
        return replace(new, text=" ".join(new.text.split()))

    def _make_fields(self) -> None:
        self._text = QLineEdit()
        self._text.setMaxLength(LONGEST)
        self._text.setPlaceholderText(self.tr("Block two mornings for discovery calls"))
        self._kpi = QComboBox()
        self._kpi.addItem(self.tr("None"), None)
        for each in self._standings.values():
            if each.kpi.kind is Kind.LEADING:
                self._kpi.addItem(each.kpi.name, each.kpi.id)
        self._kpi.currentIndexChanged.connect(self._on_kpi)
        self._text.textEdited.connect(lambda _text: self._fill())
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
        self._kpi.activated.connect(lambda _at: self._by_hand.add(self._kpi))
        self._level.textEdited.connect(lambda _text: self._by_hand.add(self._level))
        self.due.line.textEdited.connect(lambda _text: self._by_hand.add(self.due.line))
        for key in Owner:
            self.owner.button(key).clicked.connect(lambda _on: self._by_hand.add(self.owner))
        self._on_kpi()

    def _captured(self) -> Captured:
        kpis = [each.kpi for each in self._standings.values() if each.kpi.kind is Kind.LEADING]
        return capture(self._text.text(), self._rep, kpis, self._context.today(), self._words, self._quarter_end)

    def _fill(self) -> None:
        """Put what the line says into every field that was not filled by hand."""
        found = self._captured()
        said = promise(found, self._series, self._context.today())
        if self._kpi not in self._by_hand:
            self._kpi.setCurrentIndex(max(0, self._kpi.findText(said.kpi.name)) if said.kpi else 0)
        if self._level not in self._by_hand:
            kpi, expected = said.kpi, said.level.expected
            self._said = formats.amount(expected, kpi.unit, exact=True) if kpi and expected is not None else ""
            self._level.setText(self._said)
        if self.due.line not in self._by_hand:
            self.due.show_day(said.due)
        if self.owner not in self._by_hand:
            self.owner.set_current(said.owner)

    def _on_kpi(self) -> None:
        standing = self._standings.get(self._kpi.currentData())
        self._level.setEnabled(standing is not None)
        now = formats.amount(standing.value, standing.kpi.unit, self._currency) if standing else ""
        self._level.setPlaceholderText(formats.fill(self.tr("Now %1"), now) if now else "")
