"""The dialog to propose a new target or to change one: how much, for whom, from which day to which, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from kpidesk.domain.entities import Kpi, Target, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.targets import TargetError, TargetPart, subject
from kpidesk.domain.terms import Cadence, Direction, Scope
from kpidesk.gui import formats, typed_numbers
from kpidesk.gui.dialogs.day_field import DayField
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.models.targets_model import whom
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.services.targets import usual_cadence

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.entities import Id
    from kpidesk.gui.context import Context


class TargetDialog(Sheet):
    """Asks for a target; 0 and past days are fine. Saving is one step that can be undone."""

    wide = 520
    saved = Signal()

    def __init__(self, parent: QWidget, context: Context, kpi: Kpi, before: Target | None = None) -> None:
        """`before` is the target to change; without it a new one is made."""
        super().__init__(parent, "target", _title(kpi, before))
        self._context, self._kpi, self._before = context, kpi, before
        self._currency = context.desk.team.workspace().currency
        self._make_fields()
        self._fill()
        rows = ((self.value, self.high, self.cadence), (self.whom, self.since, self.until), (self.note,))
        keep = self.tr("Save") if before else self.tr("Set target")
        self.lay_out([beside(*row) for row in rows], keep, aside=self._delete_button() if before else None)

    @override
    def save(self) -> None:
        self.forget_problems()
        value, high = self._number(self.value), self._number(self.high)
        since, until = self.since.read(), self.until.read()
        if value is None or since is None or any(field.wrong for field in self._parts.values()):
            self.go_to_problem()
            return
        made = self._read(value, high, since, until)
        targets, before = self._context.desk.targets, self._before
        try:
            change = targets.change(before, made) if before else targets.add(made)
        except UserError as error:
            part = error.part if isinstance(error, TargetError) else TargetPart.VALUE
            self._parts[part].complain(formats.with_local_days(str(error)))
            self.go_to_problem()
            return
        self._context.editor.do(lambda: change)
        self.saved.emit()
        self.accept()

    def delete(self) -> None:
        """Take the target out; the Edit menu brings it back."""
        before = self._before
        if before is not None and self._context.editor.do(lambda: self._context.desk.targets.delete(before)):
            self.accept()

    def _read(self, value: float, high: float | None, since: dt.date, until: dt.date | None) -> Target:
        scope, of = self._whom.currentData()
        scope = Scope(scope)
        return replace(
            self._before or Target(new_id(), self._kpi.id, value, Cadence.WEEK, since),
            value=value,
            high=high,
            cadence=Cadence(self._cadence.currentData()),
            valid_from=since,
            valid_to=until,
            scope=scope,
            rep_id=of if scope is Scope.REP else None,
            role=of if scope is Scope.ROLE else None,
            team_id=of if scope is Scope.TEAM else None,
            note=" ".join(self._note.text().split()),
        )

    def _number(self, field: Field) -> float | None:
        """The number in a field, which complains when there is none that is needed."""
        line = field.control
        if not isinstance(line, QLineEdit) or (field is self.high and not self._banded):
            return None
        try:
            found = typed_numbers.parse(line.text(), self._kpi.unit, self._currency)
        except UserError as error:
            field.complain(str(error))
            return None
        if found is None:
            field.complain(self.tr("A target needs a number. 0 is one."))
        return found

    @property
    def _banded(self) -> bool:
        return self._kpi.direction is Direction.BAND

    def _make_fields(self) -> None:
        today = self._context.today()
        self._value = _line("target_value", self.tr("Target"))
        self._high = _line("target_high", self.tr("Upper edge of the band"))
        self._note = _line("target_note", self.tr("Note"))
        self._note.setPlaceholderText(self.tr("Agreed by team"))
        self._cadence = _box("target_cadence", self.tr("Period"))
        for cadence in Cadence:
            self._cadence.addItem(formats.a_period(cadence), cadence)
        self._whom = _box("target_whom", self.tr("For whom"))
        self._fill_whom()
        self.value = Field(self.tr("Lower edge") if self._banded else self.tr("Target"), self._value)
        self.high = Field(self.tr("Upper edge"), self._high)
        self.high.setVisible(self._banded)
        self.since = DayField(self.tr("From this day on"), "target_since", today, needed=True)
        self.until = DayField(self.tr("Last day"), "target_until", today)
        self.until.line.setPlaceholderText(self.tr("Until the next one"))
        self.cadence = Field(self.tr("Period"), self._cadence)
        self.whom = Field(self.tr("For whom"), self._whom)
        self.note = Field(self.tr("Note"), self._note)
        self._parts = {
            TargetPart.VALUE: self.value,
            TargetPart.HIGH: self.high,
            TargetPart.WHOM: self.whom,
            TargetPart.SINCE: self.since,
            TargetPart.UNTIL: self.until,
        }

    def _fill(self) -> None:
        """Show the target to change, or what is usual for a new one."""
        before = self._before
        if before is None:
            now = self._newest()
            self._cadence.choose(usual_cadence(self._kpi, [now] if now else ()))
            self.since.show_day(self._context.today())
            if now is not None:
                shown = formats.amount(now.value, self._kpi.unit, self._currency, exact=True)
                self._value.setPlaceholderText(formats.fill(self.tr("now %1"), shown))
            return
        self._value.setText(typed_numbers.exact(before.value, self._kpi.unit))
        self._high.setText(typed_numbers.exact(before.high, self._kpi.unit))
        self._cadence.choose(before.cadence)
        self._whom.choose((before.scope, _of(before)))
        self.since.show_day(before.valid_from)
        self.until.show_day(before.valid_to)
        self._note.setText(before.note)

    def _fill_whom(self) -> None:
        team = self._context.desk.team
        reps = team.reps()
        self._whom.addItem(self.tr("Everyone"), (Scope.DEFAULT, None))
        for each in team.teams().values():
            self._whom.addItem(formats.fill(self.tr("Team %1"), each.name), (Scope.TEAM, each.id))
        for role in sorted({rep.role for rep in reps if rep.role}):
            self._whom.addItem(formats.fill(self.tr("Role %1"), role), (Scope.ROLE, role))
        for rep in reps:
            self._whom.addItem(rep.name, (Scope.REP, rep.id))
        before = self._before
        if before is not None and self._whom.place_of((before.scope, _of(before))) < 0:
            # Whoever left since is still whom it is for.
            gone: dict[Id, str] = {rep.id: rep.name for rep in team.reps(archived=True)}
            self._whom.addItem(whom(before, gone), (before.scope, _of(before)))

    def _newest(self) -> Target | None:
        found = [each for each in self._context.desk.team.targets(self._kpi.id) if each.rep_id is None]
        return found[-1] if found else None

    def _delete_button(self) -> Button:
        button = Button(self.tr("Delete"), "ghost", icon="trash-2")
        button.setObjectName("target_dialog_delete")
        button.clicked.connect(self.delete)
        return button


def _title(kpi: Kpi, before: Target | None) -> str:
    said = QCoreApplication.translate("TargetDialog", "Change target for %1" if before else "New target for %1")
    return formats.fill(said, kpi.name)


def _of(target: Target) -> object:
    """The rep, role or team of a target, as the list of choices holds it."""
    return target.role if target.scope is Scope.ROLE else subject(target)


def _line(name: str, said: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(said)
    line.setMaxLength(200)
    return line


def _box(name: str, said: str) -> ChoiceBox:
    box = ChoiceBox()
    box.setObjectName(name)
    box.setAccessibleName(said)
    return box
