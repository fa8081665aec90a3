"""Adding a talking point of one's own: in any section, with questions of the question bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QSpinBox, QWidget
from typing_extensions import override

from kpidesk.domain.errors import UserError
from kpidesk.domain.questions import Asked
from kpidesk.domain.terms import Kind, Section
from kpidesk.gui import theme
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpidesk.domain.edits import Change
    from kpidesk.domain.entities import Kpi, OneOnOne, Rep
    from kpidesk.gui.context import Context

_LONGEST = 200
_OWN = ""
"""In place of the id of a question: it is not in the bank."""


class AgendaItemDialog(Sheet):
    """Asks for section, KPI, title, reason, minutes and questions; adding is one step that can be undone."""

    wide = 640

    def __init__(
        self, parent: QWidget, context: Context, rep: Rep, meeting: Callable[[], OneOnOne | None], longest: int
    ) -> None:
        """`meeting` answers with the one-on-one once its agenda is in the file; `longest` is its length in minutes."""
        super().__init__(parent, "agenda_item", self.tr("Add to the agenda"))
        self._context, self._rep, self._meeting = context, rep, meeting
        self._kpis = [each for each in context.desk.team.kpis() if each.kind is Kind.LEADING]
        self._make_controls(longest)
        self._section_field = Field(self.tr("Section"), self.section)
        self._kpi_field = Field(self.tr("About"), self.kpi)
        self._title_field = Field(self.tr("What to talk about"), self.title)
        self._list_field = Field(self.tr("What to ask"), self.questions, tall=True)
        self.lay_out(
            [
                self._title_field,
                Field(self.tr("Why, if you want to say it"), self.why),
                beside(self._section_field, self._kpi_field, Field(self.tr("Minutes"), self.minutes), shares=(3, 3, 2)),
                self.search,
                self._list_field,
                Field(self.tr("A question of your own"), self.own),
            ],
            self.tr("Add"),
        )
        self._show_questions()
        self.title.setFocus()
        theme.bind(self._restyle)

    @override
    def save(self) -> None:
        self.forget_problems()
        meeting = self._meeting()
        if meeting is None:
            return
        try:
            change = self._add(meeting)
        except UserError as error:
            self._title_field.complain(str(error))
            self.go_to_problem()
            return
        self._context.editor.do(lambda: change)
        self.accept()

    def _restyle(self) -> None:
        self.questions.setMinimumHeight(theme.px(196))

    def _add(self, meeting: OneOnOne) -> Change:
        return self._context.desk.agendas.add_item(
            meeting,
            Section(self.section.currentData()),
            " ".join(self.title.text().split()),
            self.minutes.value(),
            self.why.text(),
            kpi=self._chosen_kpi(),
            questions=self._chosen(),
        )

    def _chosen(self) -> list[Asked]:
        items = [self.questions.item(at) for at in range(self.questions.count())]
        chosen = [each.data(Qt.ItemDataRole.UserRole) for each in items if each.checkState() is Qt.CheckState.Checked]
        own = " ".join(self.own.text().split())
        return [*chosen, *([Asked(_OWN, own)] if own else [])]

    def _chosen_kpi(self) -> Kpi | None:
        return next((each for each in self._kpis if each.id == self.kpi.currentData()), None)

    def _make_controls(self, longest: int) -> None:
        self.title, self.why, self.own = QLineEdit(), QLineEdit(), QLineEdit()
        for line in (self.title, self.why, self.own):
            line.setMaxLength(_LONGEST)
        self.section, self.kpi = ChoiceBox(), ChoiceBox()
        for section, text in (
            (Section.FOCUS, self.tr("Coaching focus")),
            (Section.WINS, self.tr("What works")),
            (Section.COMMITMENTS, self.tr("Promises")),
            (Section.REP_TOPICS, self.tr("Topics")),
            (Section.FORECAST, self.tr("Forecast check")),
            (Section.CLOSE, self.tr("Close")),
        ):
            self.section.addItem(text, section)
        self.kpi.addItem(self.tr("No KPI"), None)
        for each in self._kpis:
            self.kpi.addItem(each.name, each.id)
        self.minutes = QSpinBox()
        self.minutes.setRange(1, longest)
        self.minutes.setValue(3)
        self.minutes.setSuffix(self.tr(" min"))
        self.search = SearchField(self.tr("Search the questions"))
        self.questions = QListWidget()
        self.questions.setWordWrap(True)
        self.questions.setSpacing(2)
        self.questions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._name_controls()
        self.kpi.currentIndexChanged.connect(self._show_questions)
        self.section.currentIndexChanged.connect(self._on_section)
        self.search.textChanged.connect(self._filter)

    def _name_controls(self) -> None:
        for control, name, said in (
            (self.title, "agenda_item_title", self.tr("What to talk about")),
            (self.why, "agenda_item_why", self.tr("Why")),
            (self.section, "agenda_item_section", self.tr("Section")),
            (self.kpi, "agenda_item_kpi", self.tr("Leading KPI")),
            (self.minutes, "agenda_item_minutes", self.tr("Minutes")),
            (self.search, "agenda_item_search", self.tr("Search the questions")),
            (self.questions, "agenda_item_questions", self.tr("Questions")),
            (self.own, "agenda_item_own", self.tr("A question of your own")),
        ):
            control.setObjectName(name)
            control.setAccessibleName(said)

    def _on_section(self) -> None:
        forecast = self.section.currentData() == Section.FORECAST
        # The forecast stands beside a leading KPI to move it by, and is kept short.
        self._kpi_field.set_label(self.tr("Leading KPI to move it by") if forecast else self.tr("About"))

    def _show_questions(self) -> None:
        chosen = {each.id for each in self._chosen()}
        self.questions.clear()
        for each in self._context.desk.agendas.questions(self._rep, self._chosen_kpi()):
            item = QListWidgetItem(each.text)
            item.setData(Qt.ItemDataRole.UserRole, each)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if each.id in chosen else Qt.CheckState.Unchecked)
            self.questions.addItem(item)
        self._filter()

    def _filter(self) -> None:
        words = self.search.text().casefold().split()
        for at in range(self.questions.count()):
            item = self.questions.item(at)
            hidden = not all(word in item.text().casefold() for word in words)
            item.setHidden(hidden and item.checkState() is not Qt.CheckState.Checked)
