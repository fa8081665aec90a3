"""The dialog to propose a new target: how much, for whom, from which day on, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kpidesk.domain.edits import Change
from kpidesk.domain.entities import Cadence, Direction, Kpi, Target
from kpidesk.domain.errors import UserError
from kpidesk.gui import formats, theme, typed_numbers
from kpidesk.gui.dialogs.field import Field, read_day
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.gui.context import Context


class TargetDialog(QDialog):
    """Asks for a target; 0 and past days are fine. Saving is one step that can be undone."""

    saved = Signal()

    def __init__(self, parent: QWidget, context: Context, kpi: Kpi) -> None:
        super().__init__(parent)
        self.setObjectName("target_dialog")
        self._context, self._kpi = context, kpi
        self._currency = context.desk.team.workspace().currency
        title = formats.fill(self.tr("New target for %1"), kpi.name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._make_fields()
        self._lay_out(title)
        theme.bind(self._restyle)

    def save(self) -> None:
        """Keep the target, or say at the field what is wrong."""
        for field in self._fields:
            field.complain("")
        value, high, day = self._number(self.value), self._number(self.high), self._day()
        if self.value.wrong or self.high.wrong or self.since.wrong or day is None:
            self._focus_first_problem()
            return
        scope, name = self._whom.currentData()
        try:
            self._context.desk.kpis.set_target(
                self._kpi.key,
                value,
                on=day,
                cadence=Cadence(self._cadence.currentData()),
                note=" ".join(self._note.text().split()),
                high=high if self._kpi.direction is Direction.BAND else None,
                **({scope: name} if scope else {}),
            )
        except UserError as error:
            self.value.complain(str(error))
            self._focus_first_problem()
            return
        self._context.editor.do(lambda: Change(frozenset({Target})))
        self.saved.emit()
        self.accept()

    def _number(self, field: Field) -> float | None:
        """The number in a field, which complains when there is none that is needed."""
        line = field.control
        if not isinstance(line, QLineEdit) or (field is self.high and self._kpi.direction is not Direction.BAND):
            return None
        try:
            found = typed_numbers.parse(line.text(), self._kpi.unit, self._currency)
        except UserError as error:
            field.complain(str(error))
            return None
        if found is None:
            field.complain(self.tr("A target needs a number. 0 is one."))
        return found

    def _day(self) -> dt.date | None:
        found = read_day(self._since.text())
        if found is None:
            said = self.tr("“%1” is not a day. Type it like %2.")
            self.since.complain(formats.fill(said, self._since.text(), formats.dated(self._context.today())))
        return found

    def _make_fields(self) -> None:
        now = self._newest()
        self._value = _line("target_value", self.tr("Target"))
        self._high = _line("target_high", self.tr("Upper edge of the band"))
        self._since = _line("target_since", self.tr("From this day on"))
        self._since.setText(formats.dated(self._context.today()))
        self._note = _line("target_note", self.tr("Note"))
        self._note.setPlaceholderText(self.tr("Agreed by team"))
        self._cadence = QComboBox()
        for cadence in Cadence:
            self._cadence.addItem(formats.a_period(cadence), cadence)
        usual = now.cadence if now else Cadence.WEEK if self._kpi.cadence is Cadence.DAY else self._kpi.cadence
        self._cadence.setCurrentIndex(list(Cadence).index(usual))
        self._whom = QComboBox()
        self._fill_whom()
        if now is not None:
            before = formats.amount(now.value, self._kpi.unit, self._currency, exact=True)
            self._value.setPlaceholderText(formats.fill(self.tr("now %1"), before))
        for box, name, said in (
            (self._cadence, "target_cadence", self.tr("Period")),
            (self._whom, "target_whom", self.tr("For whom")),
        ):
            box.setObjectName(name)
            box.setAccessibleName(said)
        band = self._kpi.direction is Direction.BAND
        self.value = Field(self.tr("Lower edge") if band else self.tr("Target"), self._value)
        self.high = Field(self.tr("Upper edge"), self._high)
        self.high.setVisible(band)
        self.since = Field(self.tr("From this day on"), self._since)
        self._fields = [
            self.value,
            self.high,
            Field(self.tr("Period"), self._cadence),
            Field(self.tr("For whom"), self._whom),
            self.since,
            Field(self.tr("Note"), self._note),
        ]

    def _fill_whom(self) -> None:
        team = self._context.desk.team
        reps = team.reps()
        self._whom.addItem(self.tr("Everyone"), ("", ""))
        for each in team.teams().values():
            self._whom.addItem(formats.fill(self.tr("Team %1"), each.name), ("team", each.name))
        for role in sorted({rep.role for rep in reps if rep.role}):
            self._whom.addItem(formats.fill(self.tr("Role %1"), role), ("role", role))
        for rep in reps:
            self._whom.addItem(rep.name, ("rep", rep.name))

    def _newest(self) -> Target | None:
        found = [each for each in self._context.desk.team.targets(self._kpi.id) if each.rep_id is None]
        return found[-1] if found else None

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = PlainLabel(title, FontRole.TITLE, elide=True)
        column.addWidget(head)
        for pair in ((0, 1, 2), (3, 4), (5,)):
            row = QHBoxLayout()
            row.setSpacing(16)
            for at in pair:
                row.addWidget(self._fields[at], 1)
            column.addLayout(row)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = Button(self.tr("Cancel"))
        cancel.setObjectName("target_cancel")
        cancel.clicked.connect(self.reject)
        keep = Button(self.tr("Set target"), "primary")
        keep.setObjectName("target_save")
        keep.setDefault(True)
        keep.clicked.connect(self.save)
        row.addWidget(cancel)
        row.addWidget(keep)
        column.addLayout(row)

    def _focus_first_problem(self) -> None:
        wrong = next((field for field in self._fields if field.wrong), None)
        if wrong is not None:
            wrong.control.setFocus()
        layout = self.layout()
        if layout is not None:
            # What is wrong takes lines that were not there before.
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _restyle(self) -> None:
        self.setMinimumWidth(theme.px(480))


def _line(name: str, said: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(said)
    line.setMaxLength(200)
    return line
