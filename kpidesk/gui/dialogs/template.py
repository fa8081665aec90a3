"""The dialog to change an agenda template: its name, its minutes, what it always talks about, what it favours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.errors import UserError
from kpidesk.domain.templates import LONGEST_NAME, LONGEST_TEXT
from kpidesk.domain.terms import Family
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.dialogs.template_minutes import TemplateMinutes
from kpidesk.gui.dialogs.template_points import TemplatePoints
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.template_words import family
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import FormScroll
from kpidesk.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from kpidesk.domain.templates import Template
    from kpidesk.gui.context import Context

_MINUTES, _POINTS, _WEIGHTS = range(3)


class TemplateDialog(Sheet):
    """What is wrong is said where it is wrong. Saving is one step that can be undone."""

    wide = 680
    saved = Signal(object)
    """The id of the template that was kept."""

    def __init__(self, parent: QWidget, context: Context, template: Template, *, new: bool = False) -> None:
        super().__init__(parent, "template", self.tr("New template") if new else self.tr("Edit template"))
        self._context, self._template = context, template
        self._called, self._purpose = QLineEdit(template.name), QLineEdit(template.purpose)
        for line, name, said, most in (
            (self._called, "template_name", self.tr("Name"), LONGEST_NAME),
            (self._purpose, "template_purpose", self.tr("Meant for"), LONGEST_TEXT),
        ):
            line.setObjectName(name)
            line.setAccessibleName(said)
            line.setMaxLength(most)
            line.setCursorPosition(0)
        self.name = Field(self.tr("Name"), self._called)
        self.tabs = Tabs(self.tr("Parts of the template"))
        self.tabs.setObjectName("template_tabs")
        for text in (self.tr("Minutes"), self.tr("Talking points"), self.tr("What weighs more")):
            self.tabs.add(text)
        self.minutes = TemplateMinutes(template, context.desk.team.workspace().forecast_cap)
        self.points = TemplatePoints(template.points)
        self.favours = {each: QCheckBox(family(each)) for each in Family}
        self._lay_out(new=new)
        self._called.setFocus()

    @override
    def save(self) -> None:
        self.forget_problems()
        problem = self.minutes.problem()
        if problem:
            self.tabs.setCurrentIndex(_MINUTES)
            self.minutes.complain(problem)
            self.make_room()
            return
        wanted = replace(
            self._template,
            name=" ".join(self._called.text().split()),
            purpose=" ".join(self._purpose.text().split()),
            lengths=self.minutes.lengths(),
            points=self.points.points(),
            favours=frozenset(each for each, box in self.favours.items() if box.isChecked()),
        )
        try:
            change = self._context.desk.templates.keep(wanted)
        except UserError as error:
            self._complain(str(error))
            return
        self._context.editor.do(lambda: change)
        self.saved.emit(wanted.id)
        self.accept()

    def _complain(self, sentence: str) -> None:
        if sentence.startswith("point"):
            self.tabs.setCurrentIndex(_POINTS)
            self.points.show_problem(sentence)
            self.make_room()
        else:
            self.name.complain(sentence.removeprefix("name: "))
            self.go_to_problem()

    def _weights(self) -> QWidget:
        page, grid = QWidget(), QGridLayout()
        grid.setHorizontalSpacing(16)
        for at, (each, box) in enumerate(self.favours.items()):
            box.setObjectName(f"favour_{each}")
            box.setAccessibleName(box.text())
            box.setChecked(each in self._template.favours)
            grid.addWidget(box, at // 2, at % 2)
        why = PlainLabel(
            self.tr(
                "Signals of these families weigh 15% more in this template. It decides between equals; "
                "what is overdue or slipping much still comes first."
            ),
            FontRole.META,
            "muted",
            wrap=True,
        )
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addWidget(why)
        column.addStretch(1)
        return page

    def _lay_out(self, *, new: bool) -> None:
        self._stack = QStackedWidget()
        for page in (self.minutes, self.points, self._weights()):
            self._stack.addWidget(page)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(12)
        column.addLayout(beside(self.name, Field(self.tr("Meant for"), self._purpose), shares=(2, 3)))
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        scroll = FormScroll(form, self.windowTitle())
        scroll.setObjectName("template_form")
        scroll.grown.connect(self.make_room)
        self.lay_out([scroll], self.tr("Add template") if new else self.tr("Save"))
