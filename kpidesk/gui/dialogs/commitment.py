"""The dialog to write down what somebody takes on, by when, and how both will see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kpidesk.domain.entities import Commitment, Id, Kind, Owner, Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.field import Field, read_day
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.segmented import Segment, Segmented

if TYPE_CHECKING:
    from kpidesk.domain.standing import Standing
    from kpidesk.gui.context import Context

_LONGEST = 500


class CommitmentDialog(QDialog):
    """Asks for text, owner, KPI with the promised level, and the day; adding is one step that can be undone."""

    def __init__(self, parent: QWidget, context: Context, rep: Rep) -> None:
        super().__init__(parent)
        self.setObjectName("commitment_dialog")
        self._context, self._rep = context, rep
        card = context.desk.scorecards.scorecard(rep, context.today())
        self._standings: dict[Id, Standing] = {each.kpi.id: each for each in card.standings}
        self._currency = context.desk.team.workspace().currency
        title = formats.fill(self.tr("Commitment of %1"), rep.first_name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._make_fields()
        self._lay_out(title)
        theme.bind(self._restyle)

    def save(self) -> None:
        """Keep the commitment, or say at the field what is wrong."""
        for field in (self.text, self.level, self.due):
            field.complain("")
        found = self._read()
        if found is None:
            return
        try:
            change = self._context.desk.meetings.add_commitment(found)
        except UserError as error:
            self.text.complain(str(error))
            self._text.setFocus()
            return
        self._context.editor.do(lambda: change)
        self.accept()

    def _read(self) -> Commitment | None:
        day, due = self._due.text().strip(), None
        if day:
            due = read_day(day)
            if due is None or due < self._context.today():
                example = formats.dated(self._context.today())
                said = self.tr("“%1” is not a day from today on. Type it like %2, or leave it empty.")
                self.due.complain(formats.fill(said, day, example))
                self._due.setFocus()
                return None
        standing = self._standings.get(self._kpi.currentData())
        expected, typed = None, self._level.text().strip()
        if typed and standing is not None:
            number, known = QLocale().toDouble(typed.removesuffix("%").strip())
            if not known:
                self.level.complain(formats.fill(self.tr("“%1” is not a number. Type one, or leave it empty."), typed))
                self._level.setFocus()
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
        self._due = QLineEdit()
        self._due.setPlaceholderText(formats.dated(self._context.today()))
        for control, name, said in (
            (self._text, "commitment_text", self.tr("What is taken on")),
            (self._kpi, "commitment_kpi", self.tr("Seen in this KPI")),
            (self._level, "commitment_level", self.tr("Promised level")),
            (self._due, "commitment_due", self.tr("Due")),
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
        self.due = Field(self.tr("Due"), self._due)
        self._on_kpi()

    def _on_kpi(self) -> None:
        standing = self._standings.get(self._kpi.currentData())
        self._level.setEnabled(standing is not None)
        now = formats.amount(standing.value, standing.kpi.unit, self._currency) if standing else ""
        self._level.setPlaceholderText(formats.fill(self.tr("Now %1"), now) if now else "")

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(title, FontRole.TITLE, elide=True))
        column.addWidget(self.text)
        column.addWidget(self.owner)
        for one, other in ((self.kpi, self.level), (self.due, None)):
            row = QHBoxLayout()
            row.setSpacing(16)
            row.addWidget(one, 1)
            row.addWidget(other or QWidget(), 1)
            column.addLayout(row)
        column.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        cancel = Button(self.tr("Cancel"))
        cancel.setObjectName("commitment_cancel")
        cancel.clicked.connect(self.reject)
        keep = Button(self.tr("Add commitment"), "primary")
        keep.setObjectName("commitment_save")
        keep.setDefault(True)
        keep.clicked.connect(self.save)
        buttons.addWidget(cancel)
        buttons.addWidget(keep)
        column.addLayout(buttons)

    def _restyle(self) -> None:
        self.setMinimumWidth(theme.px(520))
