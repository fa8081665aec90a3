"""The dialog to add a rep or to change one; what is wrong is said at the field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from kpidesk.domain.edits import Change
from kpidesk.domain.entities import Id, Kpi, Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.field import Field, read_day
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from kpidesk.gui.context import Context

_LONGEST = 200


class RepDialog(QDialog):
    """Asks for name, role, team, manager, email, first day and rhythm. Saving is one step that can be undone."""

    saved = Signal(object)
    """The `Rep` as it was saved."""
    archive_wanted = Signal()
    """The rep is to be archived, or restored."""

    def __init__(self, parent: QWidget, context: Context, rep: Rep | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rep_dialog")
        self._context, self._before = context, rep
        title = self.tr("Edit rep") if rep else self.tr("Add rep")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._make_fields(rep or Rep(new_id(), ""))
        self._lay_out(title)
        theme.bind(self._restyle)

    def save(self) -> None:
        """Keep the rep, or say at the field what is wrong."""
        for field in self._fields:
            field.complain("")
        found = self._read()
        if found is None:
            self._focus_first_problem()
            return
        team = self._context.desk.team
        try:
            change = team.change_rep(self._before, found) if self._before else self._add(found)
        except UserError as error:
            self.name.complain(str(error))
            self._focus_first_problem()
            return
        self._context.editor.do(lambda: change)
        self.saved.emit(found)
        self.accept()

    def _add(self, rep: Rep) -> Change:
        change = self._context.desk.team.add_rep(rep)
        keys = self._presets.currentData() if self._presets is not None else ()
        if not keys:
            return change
        self._context.desk.kpis.take_into_use(keys)
        return Change(change.kinds | {Kpi})

    def _read(self) -> Rep | None:
        hired, text = None, self._hired.text()
        if text:
            hired = read_day(text)
            if hired is None:
                said = self.tr("“%1” is not a day. Type it like %2, or leave it empty.")
                self.hired_on.complain(formats.fill(said, text, formats.dated(self._context.today())))
                return None
        team_id: Id | None = self._team.currentData()
        return replace(
            self._before or Rep(new_id(), ""),
            name=" ".join(self._name.text().split()),
            role=self._role.currentText().strip(),
            team_id=team_id,
            manager=self._manager.text().strip(),
            email=self._email.text().strip(),
            hired_on=hired,
            cadence_days=self._cadence.value(),
        )

    def _make_fields(self, rep: Rep) -> None:
        self._name = _line(rep.name, "rep_name", self.tr("Name"))
        self._role = QComboBox()
        self._role.setEditable(True)
        self._role.addItems(sorted({each.role for each in self._context.desk.team.reps() if each.role}))
        self._role.setCurrentText(rep.role)
        self._team = ChoiceBox()
        self._team.addItem(self.tr("No team"), None)
        for ident, team in self._context.desk.team.teams().items():
            self._team.addItem(team.name, ident)
        self._team.choose(rep.team_id)
        self._manager = _line(rep.manager, "rep_manager", self.tr("Manager"))
        self._email = _line(rep.email, "rep_email", self.tr("Email"))
        shown = formats.dated(rep.hired_on) if rep.hired_on else ""
        self._hired = _line(shown, "rep_hired_on", self.tr("First day"))
        self._hired.setPlaceholderText(formats.dated(self._context.today()))
        self._cadence = QSpinBox()
        self._cadence.setRange(1, 90)
        self._cadence.setSuffix(self.tr(" days"))
        self._cadence.setValue(rep.cadence_days)
        for widget, name, said in (
            (self._role, "rep_role", self.tr("Role")),
            (self._team, "rep_team", self.tr("Team")),
            (self._cadence, "rep_cadence", self.tr("Days from one one-on-one to the next")),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(said)
        self._presets = self._make_presets()
        self.name = Field(self.tr("Name"), self._name)
        self.hired_on = Field(self.tr("First day"), self._hired)
        self._fields = [
            self.name,
            Field(self.tr("Role"), self._role),
            Field(self.tr("Team"), self._team),
            Field(self.tr("Manager"), self._manager),
            Field(self.tr("Email"), self._email),
            self.hired_on,
            Field(self.tr("One-on-one every"), self._cadence),
        ]

    def _make_presets(self) -> QComboBox | None:
        """In a file without KPIs: a set to begin with, so that there is something to talk about."""
        from kpidesk.services.kpis import catalogue

        if self._before is not None or self._context.desk.team.kpis():
            return None
        names = {
            "inside": self.tr("Inside sales"),
            "field": self.tr("Field sales"),
            "sdr": self.tr("Sales development"),
            "account_manager": self.tr("Account management"),
            "channel": self.tr("Channel sales"),
        }
        box = QComboBox()
        box.setObjectName("rep_kpis")
        box.setAccessibleName(self.tr("KPIs to begin with"))
        for key, name in names.items():
            box.addItem(name, catalogue().presets[key])
        box.addItem(self.tr("None, I choose them later"), ())
        return box

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(title, FontRole.TITLE))
        for one, other in ((0, None), (1, 2), (3, 4), (5, 6)):
            row = QHBoxLayout()
            row.setSpacing(16)
            row.addWidget(self._fields[one], 1)
            if other is not None:
                row.addWidget(self._fields[other], 1)
            column.addLayout(row)
        if self._presets is not None:
            column.addWidget(Field(self.tr("KPIs to begin with"), self._presets))
        column.addSpacing(8)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        if self._before is not None:
            text = self.tr("Restore") if self._before.archived else self.tr("Archive")
            archive = Button(text, "ghost", icon="archive", name=text)
            archive.setObjectName("rep_archive")
            archive.clicked.connect(self._on_archive)
            row.addWidget(archive)
        row.addStretch(1)
        cancel = Button(self.tr("Cancel"))
        cancel.setObjectName("rep_cancel")
        cancel.clicked.connect(self.reject)
        keep = Button(self.tr("Save") if self._before else self.tr("Add rep"), "primary")
        keep.setObjectName("rep_save")
        keep.setDefault(True)
        keep.clicked.connect(self.save)
        row.addWidget(cancel)
        row.addWidget(keep)
        return row

    def _on_archive(self) -> None:
        self.reject()
        self.archive_wanted.emit()

    def _focus_first_problem(self) -> None:
        wrong = next((field for field in self._fields if field.wrong), None)
        if wrong is not None:
            wrong.control.setFocus()

    def _restyle(self) -> None:
        self.setMinimumWidth(theme.px(520))


def _line(text: str, name: str, said: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setObjectName(name)
    line.setAccessibleName(said)
    line.setMaxLength(_LONGEST)
    return line
