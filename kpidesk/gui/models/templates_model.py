"""Agenda templates as a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from typing_extensions import override

from kpidesk.domain.templates import Template
from kpidesk.gui.models.rows_model import Answers, RowsModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.entities import Id

_AS_THEY_STAND = -1
"""No column: the order in which they come."""


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("templates", text)


class Col(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    PURPOSE = 1
    STATE = 2


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template, and whether it is as it came with KPIdesk."""

    place: int
    template: Template
    changed: bool

    @property
    def id(self) -> Id:
        """That of the template."""
        return self.template.id


class TemplatesModel(RowsModel[TemplateRow]):
    """The built-in templates, then the own ones. ENTITY is the `TemplateRow`."""

    columns = Col

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_AS_THEY_STAND, parent=parent)

    def set_rows(self, rows: Iterable[TemplateRow]) -> None:
        """Show the templates as they stand."""
        self._show(rows)

    @override
    def _arranged(self) -> list[TemplateRow]:
        column, order = self.sorting
        descending = order is Qt.SortOrder.DescendingOrder
        return sorted(self._all, key=lambda row: _native(row, column), reverse=descending)

    @override
    def _ident(self, row: TemplateRow) -> Id:
        return row.id

    @override
    def _row_answers(self, row: TemplateRow) -> Answers:
        said = ", ".join(text for each in Col if (text := cell_text(row, each)))
        return {Qt.ItemDataRole.ToolTipRole: said, Qt.ItemDataRole.AccessibleTextRole: said, Role.ENTITY: row}

    @override
    def _cell_answers(self, row: TemplateRow) -> Mapping[int, Answers]:
        return {
            each: {Qt.ItemDataRole.DisplayRole: cell_text(row, each), Role.SORT: _native(row, each)} for each in Col
        }

    @override
    def _heading(self, column: int, *, spoken: bool) -> str:
        titles = {Col.NAME: tr("Template"), Col.PURPOSE: tr("Meant for"), Col.STATE: tr("State")}
        return titles[Col(column)]


def cell_text(row: TemplateRow, column: Col) -> str:
    """What a cell prints."""
    match column:
        case Col.NAME:
            return row.template.name
        case Col.PURPOSE:
            return row.template.purpose
        case Col.STATE:
            if not row.template.built_in:
                return tr("Own")
            return tr("Changed") if row.changed else ""


def _native(row: TemplateRow, column: int) -> tuple[str | int, int]:
    if column == _AS_THEY_STAND:
        return (row.place, 0)
    return (cell_text(row, Col(column)).casefold(), row.place)
