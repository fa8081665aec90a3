"""The question bank as a table."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from typing_extensions import override

from kpidesk.domain.folding import fold
from kpidesk.gui.models.rows_model import Answers, RowsModel
from kpidesk.gui.models.template_words import role, situation, situations
from kpidesk.gui.roles import Role
from kpidesk.services.questions import Listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.entities import Id

_NAMESPACE = uuid.UUID("f6a0f0f8-6d1c-4a0e-9f8e-54a6c9f7c1ab")

_AS_THEY_STAND = -1
"""No column: the order in which they come."""


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("questions", text)


class Col(IntEnum):
    """The columns, from left to right."""

    TEXT = 0
    RULES = 1
    STATE = 2


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question of the bank at its place."""

    place: int
    listed: Listed

    @property
    def id(self) -> Id:
        """What tells it apart; the same on every run."""
        return uuid.uuid5(_NAMESPACE, str(self.listed.question.id))

    @property
    def words(self) -> str:
        """Everything a search looks at, folded."""
        one = self.listed.question
        return fold(" ".join([one.text, *map(situation, sorted(one.rules)), *map(role, sorted(one.roles))]))


class QuestionsModel(RowsModel[QuestionRow]):
    """Questions by number, the own ones last; those that are off are muted (ARCHIVED). ENTITY is the `QuestionRow`."""

    columns = Col

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_AS_THEY_STAND, parent=parent)
        self._needle, self._rule = "", ""

    def set_rows(self, rows: Iterable[QuestionRow]) -> None:
        """Show the questions as they stand."""
        self._show(rows)

    def filter(self, text: str, rule: str) -> None:
        """Show only questions with these words that fit a rule; empty means any."""
        self._needle, self._rule = fold(text.strip()), rule
        self._arrange()

    @override
    def _arranged(self) -> list[QuestionRow]:
        column, order = self.sorting
        found = [each for each in self._all if self._passes(each)]
        descending = order is Qt.SortOrder.DescendingOrder
        return sorted(found, key=lambda row: _native(row, column), reverse=descending)

    def _passes(self, row: QuestionRow) -> bool:
        fits = not self._rule or self._rule in row.listed.question.rules
        return fits and all(word in row.words for word in self._needle.split())

    @override
    def _ident(self, row: QuestionRow) -> Id:
        return row.id

    @override
    def _row_answers(self, row: QuestionRow) -> Answers:
        said = ", ".join(text for each in Col if (text := cell_text(row, each)))
        return {
            Qt.ItemDataRole.ToolTipRole: said,
            Qt.ItemDataRole.AccessibleTextRole: said,
            Role.ENTITY: row,
            Role.ARCHIVED: not row.listed.asked,
        }

    @override
    def _cell_answers(self, row: QuestionRow) -> Mapping[int, Answers]:
        return {
            each: {Qt.ItemDataRole.DisplayRole: cell_text(row, each), Role.SORT: _native(row, each)} for each in Col
        }

    @override
    def _heading(self, column: int, *, spoken: bool) -> str:
        titles = {Col.TEXT: tr("Question"), Col.RULES: tr("Fits"), Col.STATE: tr("State")}
        return titles[Col(column)]


def cell_text(row: QuestionRow, column: Col) -> str:
    """What a cell prints."""
    one = row.listed
    match column:
        case Col.TEXT:
            return one.question.text
        case Col.RULES:
            return situations(one.question.rules)
        case Col.STATE:
            if not one.asked:
                return tr("Off")
            if one.number is None:
                return tr("Own")
            return tr("Changed") if one.own is not None else ""


def _native(row: QuestionRow, column: int) -> tuple[str | int, int]:
    if column == _AS_THEY_STAND:
        return (row.place, 0)
    return (cell_text(row, Col(column)).casefold(), row.place)
