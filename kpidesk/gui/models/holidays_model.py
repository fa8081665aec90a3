"""The holidays of the company as a table."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from typing_extensions import override

from kpidesk.domain.entities import Holiday, Id
from kpidesk.gui import formats
from kpidesk.gui.models.rows_model import Answers, RowsModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("holidays", text)


class Col(IntEnum):
    """The columns, from left to right."""

    DAY = 0
    NAME = 1
    CALENDAR = 2


class HolidaysModel(RowsModel[Holiday]):
    """Holidays, the earliest first; those that are over are muted (ARCHIVED). ENTITY is the `Holiday`."""

    columns = Col

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Col.DAY, parent=parent)
        self._on: dt.date | None = None

    def set_rows(self, rows: Iterable[Holiday], on: dt.date) -> None:
        """Show other holidays, as they stand on a day."""
        self._on = on
        self._show(rows)

    @override
    def _arranged(self) -> list[Holiday]:
        column, order = self.sorting
        descending = order is Qt.SortOrder.DescendingOrder
        by_day = sorted(self._all, key=lambda row: (row.on, row.calendar))
        return sorted(by_day, key=lambda row: _native(row, Col(column)), reverse=descending)

    @override
    def _ident(self, row: Holiday) -> Id:
        return row.id

    @override
    def _row_answers(self, row: Holiday) -> Answers:
        said = ", ".join(text for each in Col if (text := cell_text(row, each)))
        return {
            Qt.ItemDataRole.ToolTipRole: said,
            Qt.ItemDataRole.AccessibleTextRole: said,
            Role.ENTITY: row,
            Role.ARCHIVED: self._on is not None and row.on < self._on,
        }

    @override
    def _cell_answers(self, row: Holiday) -> Mapping[int, Answers]:
        return {
            each: {Qt.ItemDataRole.DisplayRole: cell_text(row, each), Role.SORT: _native(row, each)} for each in Col
        }

    @override
    def _heading(self, column: int, *, spoken: bool) -> str:
        titles = {Col.DAY: tr("Day"), Col.NAME: tr("Name"), Col.CALENDAR: tr("Calendar")}
        return titles[Col(column)]


def cell_text(row: Holiday, column: Col) -> str:
    """What a cell prints."""
    match column:
        case Col.DAY:
            return formats.dated(row.on)
        case Col.NAME:
            return row.name if row.share >= 1 else formats.fill(tr("%1, half day"), row.name)
        case Col.CALENDAR:
            return row.calendar or tr("Company")


def _native(row: Holiday, column: Col) -> Any:
    return {
        Col.DAY: row.on,
        Col.NAME: row.name.casefold(),
        Col.CALENDAR: row.calendar.casefold(),
    }[column]
