"""The question bank: searched, filtered by situation, added to, changed, turned off and restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSpinBox

from kpidesk.domain.questions import LONGEST_REST
from kpidesk.domain.signals.rulebook import RULEBOOK
from kpidesk.gui import formats
from kpidesk.gui.dialogs.question import QuestionDialog
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.kpi_words import classes
from kpidesk.gui.models.questions_model import Col, QuestionRow, QuestionsModel
from kpidesk.gui.models.template_words import role, situation, tr, without_signal
from kpidesk.gui.pages import settings_parts as parts
from kpidesk.gui.pages.settings_list import ListCard, tool
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from kpidesk.domain.entities import OwnQuestion
    from kpidesk.gui.context import Context
    from kpidesk.services.questions import Listed

_WIDTHS = {Col.RULES: 232, Col.STATE: 80}
_LINES = 9


class QuestionsCard(ListCard):
    """A list of all questions; the chosen one is told in full below it. Every change can be undone."""

    def __init__(self, context: Context) -> None:
        model = QuestionsModel()
        super().__init__("questions", self.tr("Questions"), model, _WIDTHS, home=Col.TEXT, rest=Col.TEXT, lines=_LINES)
        self.set_subtitle(self.tr("What the agenda asks"))
        self.rows.nothing.setText(self.tr("No question fits."))
        self._context, self.model = context, model
        self.search = SearchField(self.tr("Search questions"))
        self.search.setObjectName("search_questions")
        situations = [(situation(rule), rule) for rule in (*without_signal(), *RULEBOOK)]
        self.situation = parts.choice(
            "question_situation", self.tr("Situation"), [(self.tr("All situations"), ""), *situations]
        )
        self.rest = QSpinBox()
        self.rest.setObjectName("question_rest")
        self.rest.setAccessibleName(self.tr("One-on-ones a question rests after it was asked"))
        self.rest.setRange(0, LONGEST_REST)
        self.title = PlainLabel("", FontRole.GROUP, "text", wrap=True)
        self.title.setObjectName("question_title")
        self.about = PlainLabel("", FontRole.BODY, "text2", wrap=True)
        self.about.setObjectName("question_about")
        self.add = tool("add_question", self.tr("Add…"), "plus", lambda: self._ask(None))
        self.edit = tool("edit_question", self.tr("Edit…"), "pencil", self._edit)
        self.turn = tool("turn_question", self.tr("Turn off"), "eye-off", self._turn)
        self.restore = tool("restore_question", self.tr("Restore"), "undo-2", self._restore)
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Read the questions again and stay on the same one."""
        found = self._context.desk.questions.all()
        self.model.set_rows(QuestionRow(at, each) for at, each in enumerate(found))
        self.set_count(formats.number(len(found)))
        with QSignalBlocker(self.rest):
            self.rest.setValue(self._context.desk.questions.rest())
        self.rows.keep()

    @property
    def chosen(self) -> Listed | None:
        """The question of the current row."""
        row = self.rows.current
        return row.listed if row is not None else None

    def set_columns(self, *, wide: bool) -> None:
        """Stand search, situation and rest in one line where there is room for it."""
        self._filters.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _show(self, row: QuestionRow | None) -> None:
        for button in (self.edit, self.turn, self.restore):
            button.setEnabled(row is not None)
        self.title.setVisible(row is not None)
        self.about.setVisible(row is not None)
        if row is None:
            return
        one = row.listed
        self.title.setText(one.question.text)
        self.about.setText("\n".join(_lines(one)))
        self.turn.setText(self.tr("Turn off") if one.asked else self.tr("Turn on"))
        self.restore.setText(self.tr("Delete") if one.number is None else self.tr("Restore"))
        self.restore.setEnabled(one.own is not None)

    def _filter(self) -> None:
        self.model.filter(self.search.text(), self.situation.currentData() or "")
        self.rows.keep()

    def _ask(self, listed: Listed | None) -> None:
        dialog = QuestionDialog(self, self._context, listed)
        dialog.saved.connect(self._turn_to)
        dialog.open()

    def _turn_to(self, own: OwnQuestion) -> None:
        ident = own.number or str(own.id)
        row = next((each for each in self.model.shown if each.listed.question.id == ident), None)
        if row is None:
            # A new question that the filters hide would seem lost.
            self.search.clear()
            self.situation.choose("")
            row = next((each for each in self.model.shown if each.listed.question.id == ident), None)
        self.rows.choose(row.id if row else None)

    def _edit(self) -> None:
        if self.chosen is not None:
            self._ask(self.chosen)

    def _turn(self) -> None:
        listed = self.chosen
        if listed is not None:
            self._context.editor.do(lambda: self._context.desk.questions.turn(listed, on=not listed.asked))

    def _restore(self) -> None:
        listed, questions = self.chosen, self._context.desk.questions
        if listed is None or listed.own is None or not self._context.editor.do(lambda: questions.restore(listed)):
            return
        own = listed.own
        if listed.number is None:
            self._context.say(self.tr("The question is deleted."), lambda: self._bring_back(own))

    def _bring_back(self, own: OwnQuestion) -> None:
        self._context.editor.do(lambda: self._context.desk.questions.keep(own))
        self._turn_to(own)

    def _keep_rest(self) -> None:
        questions = self._context.desk.questions
        if self.rest.value() != questions.rest():
            self._context.editor.do(lambda: questions.set_rest(self.rest.value()))

    def _connect(self) -> None:
        self.rows.current_changed.connect(self._show)
        self.rows.opened.connect(self._edit)
        self.search.textChanged.connect(lambda _text: self._filter())
        self.situation.currentIndexChanged.connect(lambda _at: self._filter())
        self.rest.editingFinished.connect(self._keep_rest)
        self.add_actions(
            (self.edit.text(), Qt.Key.Key_F2, self._edit),
            (self.tr("Turn on or off"), Qt.Key.Key_Space, self._turn),
            (self.tr("Restore or delete"), QKeySequence.StandardKey.Delete, self._restore),
            (self.add.text(), None, lambda: self._ask(None)),
        )

    def _lay_out(self) -> None:
        self.right.addWidget(self.add)
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._filters.setContentsMargins(16, 12, 16, 12)
        self._filters.setSpacing(12)
        resting = QHBoxLayout()
        resting.setSpacing(8)
        resting.addWidget(PlainLabel(self.tr("Not again within"), FontRole.BODY, "text2"))
        resting.addWidget(self.rest)
        resting.addWidget(PlainLabel(self.tr("one-on-ones with a rep"), FontRole.BODY, "text2"))
        resting.addStretch(1)
        self._filters.addWidget(self.search, 2)
        self._filters.addWidget(self.situation, 2)
        self._filters.addLayout(resting, 3)
        self.body.addLayout(self._filters)
        self.body.addWidget(self.rows, 1)
        self.add_detail(self.title, self.about)
        foot = self.add_foot()
        foot.addStretch(1)
        for button in (self.edit, self.turn, self.restore):
            foot.addWidget(button)


def _lines(listed: Listed) -> list[str]:
    """When a question is asked, and for whom."""
    one = listed.question
    lines = [situation(rule) for rule in sorted(one.rules)]
    names = {str(each): text for each, text in classes().items()}
    only = [role(each) for each in sorted(one.roles)] + sorted(one.kpis)
    only += [names.get(each, each) for each in sorted(one.classes)]
    return [*lines, *([formats.fill(tr("Only for: %1."), ", ".join(only))] if only else [])]
