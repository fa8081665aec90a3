"""The history of imports as a table."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from typing_extensions import override

from kpidesk.domain.entities import Id, Import
from kpidesk.gui import formats
from kpidesk.gui.models.rows_model import Answers, RowsModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("imports", text)


class Col(IntEnum):
    """The columns, from left to right."""

    AT = 0
    FILE = 1
    STATE = 2
    ROWS = 3
    NEW = 4
    CHANGED = 5


class ImportsModel(RowsModel[Import]):
    """Imports, newest first; those taken back are muted (ARCHIVED). ENTITY is the `Import`."""

    columns = Col
    figures = frozenset({Col.ROWS, Col.NEW, Col.CHANGED})

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Col.AT, Qt.SortOrder.DescendingOrder, parent)

    def set_rows(self, rows: Iterable[Import]) -> None:
        """Show other imports; find one again with `row_of`."""
        self._show(rows)

    @override
    def _arranged(self) -> list[Import]:
        column, order = self.sorting
        descending = order is Qt.SortOrder.DescendingOrder
        return sorted(self._all, key=lambda row: _native(row, Col(column)), reverse=descending)

    @override
    def _ident(self, row: Import) -> Id:
        return row.id

    @override
    def _row_answers(self, row: Import) -> Answers:
        return {
            Qt.ItemDataRole.ToolTipRole: f"{row.file}, {row.recipe}".rstrip(", "),
            Qt.ItemDataRole.AccessibleTextRole: ", ".join(f"{_title(each)} {_text(row, each)}" for each in Col),
            Role.ENTITY: row,
            Role.ARCHIVED: row.undone_at is not None,
        }

    @override
    def _cell_answers(self, row: Import) -> Mapping[int, Answers]:
        return {each: {Qt.ItemDataRole.DisplayRole: _text(row, each), Role.SORT: _native(row, each)} for each in Col}

    @override
    def _heading(self, column: int, *, spoken: bool) -> str:
        return _title(Col(column))


def _title(column: Col) -> str:
    titles = {
        Col.AT: tr("Imported"),
        Col.FILE: tr("File"),
        Col.ROWS: tr("Rows read"),
        Col.NEW: tr("Values new"),
        Col.CHANGED: tr("Changed"),
        Col.STATE: tr("State"),
    }
    return titles[column]


def _text(each: Import, column: Col) -> str:
    match column:
        case Col.AT:
            return _moment(each.at)
        case Col.FILE:
            return each.file
        case Col.STATE if each.undone_at is not None:
            return formats.fill(tr("Taken back %1"), formats.day(each.undone_at.astimezone().date()))
        case Col.STATE:
            left_out = formats.counted(each.rows_left_out, tr("1 row left out"), tr("%1 rows left out"))
            return left_out if each.rows_left_out else tr("All rows used")
        case _:
            return formats.number(float(_native(each, column)))


def _native(each: Import, column: Col) -> Any:
    return {
        Col.AT: each.at,
        Col.FILE: each.file,
        Col.ROWS: each.rows_read,
        Col.NEW: each.values_new,
        Col.CHANGED: each.values_changed,
        Col.STATE: each.undone_at is not None,
    }[column]


def _moment(at: dt.datetime) -> str:
    local = at.astimezone()
    return f"{formats.day(local.date())} {formats.time(local.time())}"
