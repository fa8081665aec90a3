"""The form of a rep: who they are, when and how much they work, how often they are met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from kpidesk.domain.entities import PastRole, Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.roles import has_moved
from kpidesk.domain.schedule_checks import check_employment, check_role_change
from kpidesk.gui import formats
from kpidesk.gui.dialogs.day_field import DayField
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.rep_since import RoleHistory
from kpidesk.gui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.gui.context import Context

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class RepEdit:
    """What was typed: the rep, since when the role or share is new, and which past roles are to be forgotten."""

    rep: Rep
    since: dt.date | None
    forget: Sequence[PastRole]


class RepForm(QWidget):
    """All fields of a rep. `read` gives what was typed, or None after saying at the field what is wrong."""

    def __init__(self, context: Context, rep: Rep | None) -> None:
        super().__init__()
        self.setObjectName("rep_form")
        self._context, self._before = context, rep
        desk, today = context.desk, context.today()
        shown = rep or Rep(new_id(), "")
        self._name = _line(shown.name, "rep_name", self.tr("Name"))
        self._role = _typed_or_chosen("rep_role", self.tr("Role"), (each.role for each in desk.team.reps()), shown.role)
        self._share = _number("rep_share", self.tr("Works, in percent of full time"), (1, 100), self.tr("%"))
        self._share.setValue(round(shown.working_share * 100))
        self._team = ChoiceBox()
        self._team.setObjectName("rep_team")
        self._team.setAccessibleName(self.tr("Team"))
        self._team.addItem(self.tr("No team"), None)
        for ident, team in desk.team.teams().items():
            self._team.addItem(team.name, ident)
        self._team.choose(shown.team_id)
        self._manager = _line(shown.manager, "rep_manager", self.tr("Manager"))
        self._email = _line(shown.email, "rep_email", self.tr("Email"))
        self._cadence = _number(
            "rep_cadence", self.tr("Days from one one-on-one to the next"), (1, 90), self.tr(" days")
        )
        self._cadence.setValue(shown.cadence_days)
        calendars = [each.calendar for each in desk.schedules.holidays()] + [each.holidays for each in desk.team.reps()]
        self._holidays = _typed_or_chosen(
            "rep_holidays", self.tr("Holiday calendar"), calendars, shown.holidays, empty=self.tr("The company’s")
        )
        self.name = Field(self.tr("Name"), self._name)
        self.hired_on = DayField(self.tr("First day"), "rep_hired_on", today)
        self.hired_on.show_day(shown.hired_on)
        self.left_on = DayField(self.tr("Last day"), "rep_left_on", today)
        self.left_on.line.setPlaceholderText(self.tr("Stays"))
        self.left_on.show_day(shown.left_on)
        self.history = RoleHistory(desk.schedules.past_roles(rep.id) if rep else (), today)
        self._lay_out()
        self._role.currentTextChanged.connect(lambda _text: self._ask_since())
        self._share.valueChanged.connect(lambda _share: self._ask_since())

    def read(self) -> RepEdit | None:
        """What was typed, or None after saying what is wrong."""
        found = self._typed()
        since = self.history.read()
        if self.hired_on.wrong or self.left_on.wrong or self.history.since.wrong:
            return None
        try:
            check_employment(found)
        except UserError as error:
            self.left_on.complain(formats.with_local_days(str(error)))
            return None
        if since is not None:
            try:
                check_role_change(found, since, self.history.kept)
            except UserError as error:
                self.history.since.complain(formats.with_local_days(str(error)))
                return None
        return RepEdit(found, since, self.history.forgotten)

    def _typed(self) -> Rep:
        return replace(
            self._before or Rep(new_id(), ""),
            name=" ".join(self._name.text().split()),
            role=self._role.currentText().strip(),
            team_id=self._team.currentData(),
            manager=self._manager.text().strip(),
            email=self._email.text().strip(),
            hired_on=self.hired_on.read(),
            left_on=self.left_on.read(),
            cadence_days=self._cadence.value(),
            working_share=self._working_share(),
            holidays=self._holidays.currentText().strip(),
        )

    def _working_share(self) -> float:
        before, typed = self._before, self._share.value()
        # A share that is finer than a percent stays what it is unless another one is typed.
        return before.working_share if before and round(before.working_share * 100) == typed else typed / 100

    def _ask_since(self) -> None:
        if self._before is not None:
            now = replace(self._before, role=self._role.currentText(), working_share=self._working_share())
            self.history.ask(changed=has_moved(self._before, now))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        rows: tuple[tuple[QWidget, ...], ...] = (
            (self.name,),
            (Field(self.tr("Role"), self._role), Field(self.tr("Works, of full time"), self._share)),
            (self.history,),
            (Field(self.tr("Team"), self._team), Field(self.tr("Manager"), self._manager)),
            (Field(self.tr("Email"), self._email), Field(self.tr("One-on-one every"), self._cadence)),
            (self.hired_on, self.left_on),
            (Field(self.tr("Holidays"), self._holidays),),
        )
        for at, row in enumerate(rows):
            for column, part in enumerate(row):
                grid.addWidget(part, at, column, 1, 2 if part in {self.name, self.history} else 1)
        for column in range(2):
            grid.setColumnStretch(column, 1)


def _line(text: str, name: str, said: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setObjectName(name)
    line.setAccessibleName(said)
    line.setMaxLength(_LONGEST)
    line.setCursorPosition(0)
    return line


def _number(name: str, said: str, span: tuple[int, int], unit: str) -> QSpinBox:
    box = QSpinBox()
    box.setObjectName(name)
    box.setAccessibleName(said)
    box.setRange(*span)
    box.setSuffix(unit)
    return box


def _typed_or_chosen(name: str, said: str, known: Iterable[str], current: str, *, empty: str = "") -> QComboBox:
    box, line = QComboBox(), QLineEdit()
    line.setPlaceholderText(empty)
    line.setMaxLength(_LONGEST)
    box.setLineEdit(line)
    box.setObjectName(name)
    box.setAccessibleName(said)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.addItems(sorted({each for each in known if each}))
    box.setCurrentText(current)
    return box
