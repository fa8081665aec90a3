"""The dialog to add a rep or to change one; what is wrong is said at the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.edits import Change
from kpidesk.domain.entities import Kpi, Rep
from kpidesk.domain.errors import UserError
from kpidesk.gui import theme
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.rep_form import RepForm
from kpidesk.gui.dialogs.rep_leave import LeaveDialog
from kpidesk.gui.dialogs.rep_ramp import RampDialog
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.models import kpi_words
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.scroll import FormScroll

if TYPE_CHECKING:
    from kpidesk.gui.context import Context


class RepDialog(Sheet):
    """Asks for all that is known of a rep. Saving is one step that can be undone."""

    saved = Signal(object)
    """The `Rep` as it was saved."""
    archive_wanted = Signal()
    """The rep is to be archived, or restored."""

    def __init__(self, parent: QWidget, context: Context, rep: Rep | None = None) -> None:
        super().__init__(parent, "rep", self.tr("Edit rep") if rep else self.tr("Add rep"))
        self._context, self._before = context, rep
        self.form = RepForm(context, rep)
        self._presets = self._make_presets()
        self._lay_out()
        theme.bind(self.make_room)

    @override
    def save(self) -> None:
        self.forget_problems()
        found = self.form.read()
        if found is None:
            self.go_to_problem()
            return
        schedules = self._context.desk.schedules
        try:
            if self._before is None:
                change = self._add(found.rep)
            else:
                change = schedules.change_rep(self._before, found.rep, found.since, found.forget)
        except UserError as error:
            self.form.name.complain(str(error))
            self.go_to_problem()
            return
        self._context.editor.do(lambda: change)
        self.saved.emit(found.rep)
        self.accept()

    def _add(self, rep: Rep) -> Change:
        change = self._context.desk.team.add_rep(rep)
        keys = self._presets.currentData() if self._presets is not None else ()
        if not keys:
            return change
        self._context.desk.kpis.take_into_use(keys)
        return Change(change.kinds | {Kpi})

    def _make_presets(self) -> QComboBox | None:
        """In a file without KPIs: a set to begin with, so that there is something to talk about."""
        from kpidesk.services.kpis import catalogue

        if self._before is not None or self._context.desk.team.kpis():
            return None
        box = QComboBox()
        box.setObjectName("rep_kpis")
        box.setAccessibleName(self.tr("KPIs to begin with"))
        for key, name in kpi_words.roles().items():
            box.addItem(name, catalogue().presets[key])
        box.addItem(self.tr("None, I choose them later"), ())
        return box

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        if self._before is not None:
            column.addLayout(self._make_links(self._before))
        if self._presets is not None:
            column.addWidget(Field(self.tr("KPIs to begin with"), self._presets))
        column.addStretch(1)
        aside = None
        if self._before is not None:
            text = self.tr("Restore") if self._before.archived else self.tr("Archive")
            aside = Button(text, "ghost", icon="archive", name=text)
            aside.setObjectName("rep_archive")
            aside.clicked.connect(self._on_archive)
        scroll = FormScroll(inside)
        scroll.grown.connect(self.make_room)
        self.lay_out([scroll], self.tr("Save") if self._before else self.tr("Add rep"), aside=aside)

    def _make_links(self, rep: Rep) -> QHBoxLayout:
        """The ways to what is kept at once, whatever becomes of this form."""
        row = QHBoxLayout()
        row.setSpacing(16)
        for text, name, dialog in (
            (self.tr("Time off…"), "rep_time_off", LeaveDialog),
            (self.tr("Ramp…"), "rep_ramp", RampDialog),
        ):
            link = Button(text, "link")
            link.setObjectName(name)
            link.clicked.connect(lambda _checked=False, dialog=dialog: dialog(self, self._context, rep).open())
            row.addWidget(link)
        row.addStretch(1)
        return row

    def _on_archive(self) -> None:
        self.reject()
        self.archive_wanted.emit()
