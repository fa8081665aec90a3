"""The signal rules as a table: when each speaks, its numbers, and whether it does."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from kpidesk.domain.entities import RuleSetting
from kpidesk.domain.signals.rulebook import RULEBOOK
from kpidesk.gui.models.rows_model import Answers, RowsModel
from kpidesk.gui.models.signal_words import meaning, printed, tr
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.entities import Id

_NAMESPACE = uuid.UUID("8c1f4c52-2f0b-4e0e-9d3b-6a5d1c7e9b40")
_ORDER = {rule: at for at, rule in enumerate(RULEBOOK)}


class Col(IntEnum):
    """The columns, from left to right."""

    RULE = 0
    MEANING = 1
    NUMBERS = 2
    STATE = 3


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A rule with what the manager changed about it, if anything."""

    rule: str
    setting: RuleSetting | None = None

    @property
    def id(self) -> Id:
        """What tells it apart; the same on every run."""
        return uuid.uuid5(_NAMESPACE, self.rule)

    @property
    def speaks(self) -> bool:
        """Whether it is on."""
        return self.setting is None or self.setting.speaks

    @property
    def numbers(self) -> dict[str, float]:
        """Its numbers as they hold, by name."""
        changed = self.setting.numbers if self.setting else {}
        return {each.name: changed.get(each.name, each.default) for each in RULEBOOK[self.rule]}


class SignalsModel(RowsModel[SignalRow]):
    """All rules in the order of their families; those that are off are muted (ARCHIVED). ENTITY is the `SignalRow`."""

    columns = Col

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Col.RULE, parent=parent)

    def set_rows(self, rows: Iterable[SignalRow]) -> None:
        """Show the rules as they stand."""
        self._show(rows)

    @override
    def _arranged(self) -> list[SignalRow]:
        column, order = self.sorting
        return sorted(
            self._all, key=lambda row: _native(row, Col(column)), reverse=order is Qt.SortOrder.DescendingOrder
        )

    @override
    def _ident(self, row: SignalRow) -> Id:
        return row.id

    @override
    def _row_answers(self, row: SignalRow) -> Answers:
        said = ", ".join(text for each in Col if (text := cell_text(row, each)))
        return {
            Qt.ItemDataRole.ToolTipRole: said,
            Qt.ItemDataRole.AccessibleTextRole: said,
            Role.ENTITY: row,
            Role.ARCHIVED: not row.speaks,
        }

    @override
    def _cell_answers(self, row: SignalRow) -> Mapping[int, Answers]:
        return {
            each: {Qt.ItemDataRole.DisplayRole: cell_text(row, each), Role.SORT: _native(row, each)} for each in Col
        }

    @override
    def _heading(self, column: int, *, spoken: bool) -> str:
        titles = {
            Col.RULE: tr("Signal"),
            Col.MEANING: tr("Speaks when"),
            Col.NUMBERS: tr("Numbers"),
            Col.STATE: tr("State"),
        }
        return titles[Col(column)]


def cell_text(row: SignalRow, column: Col) -> str:
    """What a cell prints."""
    match column:
        case Col.RULE:
            return row.rule
        case Col.MEANING:
            return meaning(row.rule)
        case Col.NUMBERS:
            return ", ".join(printed(each, row.numbers[each.name]) for each in RULEBOOK[row.rule])
        case Col.STATE:
            return tr("Off") if not row.speaks else tr("Changed") if row.setting else ""


def _native(row: SignalRow, column: Col) -> tuple[str | int, int]:
    order = _ORDER[row.rule]
    return (order, 0) if column is Col.RULE else (cell_text(row, column).casefold(), order)
