"""The dialog to add a question or to change one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from kpidesk.domain.entities import OwnQuestion, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.question_fields import ALWAYS, known
from kpidesk.domain.questions import ROLES
from kpidesk.domain.signals.rulebook import RULEBOOK
from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.kpi_words import classes
from kpidesk.gui.models.template_words import role, situation, situations, without_signal
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.search_field import SearchField
from kpidesk.services.questions import LONGEST, as_own

if TYPE_CHECKING:
    from kpidesk.gui.context import Context
    from kpidesk.services.questions import Listed

_RULE = Qt.ItemDataRole.UserRole
_ROWS = 5


class QuestionDialog(Sheet):
    """Asks for the words, the situations it fits, and for whom. Saving is one step that can be undone."""

    wide = 640
    saved = Signal(object)
    """The `OwnQuestion` as it was kept."""

    def __init__(self, parent: QWidget, context: Context, listed: Listed | None = None) -> None:
        super().__init__(parent, "question", self.tr("Edit question") if listed else self.tr("Add question"))
        self._context = context
        self._own = as_own(listed) if listed else OwnQuestion(new_id(), "", ())
        self._make_controls()
        self._lay_out(new=listed is None)
        self.filter.textChanged.connect(self._narrow)
        self.situations.itemChanged.connect(lambda _item: self._on_situations())
        self._on_situations()
        self._words.setFocus()
        theme.bind(self._restyle)

    @override
    def save(self) -> None:
        self.forget_problems()
        chosen_role, chosen_class = self.role.currentData(), self.kpi_class.currentData()
        wanted = replace(
            self._own, text=self._words.text(), rules=self._rules(), roles=chosen_role, classes=chosen_class
        )
        try:
            change = self._context.desk.questions.keep(wanted)
        except UserError as error:
            sentence = str(error)
            (self.fits if "situation" in sentence else self.words).complain(sentence)
            self.go_to_problem()
            return
        self._context.editor.do(lambda: change)
        self.saved.emit(wanted)
        self.accept()

    def _rules(self) -> tuple[str, ...]:
        items = [self.situations.item(at) for at in range(self.situations.count())]
        return tuple(sorted(item.data(_RULE) for item in items if item.checkState() == Qt.CheckState.Checked))

    def _on_situations(self) -> None:
        """Say which fields every chosen situation knows, and how many are chosen."""
        rules = self._rules()
        fields = frozenset.intersection(*map(known, rules)) if rules else ALWAYS
        there = ", ".join(f"{{{each}}}" for each in sorted(fields))
        self._hint.setText(formats.fill(self.tr("Filled in from the evidence: %1."), there))
        said = formats.fill(self.tr("Chosen: %1."), situations(rules)) if rules else self.tr("No situation chosen yet.")
        self._chosen.setText(said)

    def _narrow(self, text: str) -> None:
        needle = fold(text.strip())
        for at in range(self.situations.count()):
            item = self.situations.item(at)
            item.setHidden(needle not in fold(item.text()))

    def _make_controls(self) -> None:
        own = self._own
        self._words = QLineEdit(own.text)
        self._words.setObjectName("question_text")
        self._words.setAccessibleName(self.tr("Question"))
        self._words.setMaxLength(LONGEST)
        self._hint = PlainLabel("", FontRole.META, "muted", wrap=True)
        self._hint.setObjectName("question_fields")
        self._chosen = PlainLabel("", FontRole.META, "muted", wrap=True)
        self._chosen.setObjectName("question_chosen")
        self.filter = SearchField(self.tr("Find a situation"))
        self.filter.setObjectName("filter_situations")
        self.situations = QListWidget()
        self.situations.setObjectName("question_situations")
        self.situations.setAccessibleName(self.tr("Situations"))
        with QSignalBlocker(self.situations):
            for rule in dict.fromkeys((*sorted(own.rules), *RULEBOOK, *without_signal())):
                item = QListWidgetItem(situation(rule), self.situations)
                item.setData(_RULE, rule)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(Qt.CheckState.Checked if rule in own.rules else Qt.CheckState.Unchecked)
        self.situations.setCurrentRow(0)
        self.role = _choice("question_role", self.tr("For"), self.tr("Any role"), {each: role(each) for each in ROLES})
        self.kpi_class = _choice(
            "question_class",
            self.tr("About"),
            self.tr("Any KPI"),
            {str(each): text for each, text in classes().items()},
        )
        for box, chosen in ((self.role, own.roles), (self.kpi_class, own.classes)):
            if box.place_of(chosen) < 0:
                box.addItem(", ".join(chosen), chosen)
            box.choose(chosen)

    def _lay_out(self, *, new: bool) -> None:
        self.words = Field(self.tr("Question"), self._words)
        self.fits = Field(self.tr("Situations in which it is asked"), self.situations, tall=True)
        whom = beside(Field(self.tr("For"), self.role), Field(self.tr("About"), self.kpi_class))
        parts: list[QWidget | QLayout] = [self.words, self._hint, self.filter, self.fits, self._chosen, whom]
        self.lay_out(parts, self.tr("Add question") if new else self.tr("Save"))

    def _restyle(self) -> None:
        self.situations.setSpacing(theme.px(3))
        self.situations.setMinimumHeight(_ROWS * (theme.line(FontRole.BODY) + theme.px(8)))


def _choice(name: str, said: str, anything: str, entries: dict[str, str]) -> ChoiceBox:
    box = ChoiceBox()
    box.setObjectName(name)
    box.setAccessibleName(said)
    box.addItem(anything, ())
    for key, text in entries.items():
        box.addItem(text, (key,))
    return box
