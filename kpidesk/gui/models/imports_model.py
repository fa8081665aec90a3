"""The history of imports as a table."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.gui import formats
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.domain.entities import Id, Import

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


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


_NUMBERS = frozenset({Col.ROWS, Col.NEW, Col.CHANGED})


class ImportsModel(QAbstractTableModel):
    """Imports, newest first; those taken back are muted (ARCHIVED). ENTITY is the `Import`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Import] = []
        self._texts: list[list[str]] = []

    def set_rows(self, rows: Sequence[Import]) -> None:
        """Show other imports; find one again with `row_of`."""
        self.beginResetModel()
        self._rows = list(rows)
        self._texts = [[_text(each, column) for column in Col] for each in self._rows]
        self.endResetModel()

    def at(self, row: int) -> Import | None:
        """The import at a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, ident: Id | None) -> int:
        """Where an import is shown, or -1."""
        return next((at for at, each in enumerate(self._rows) if each.id == ident), -1)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Col)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        each = self._rows[index.row()]
        texts = self._texts[index.row()]
        answers: dict[int, Any] = {
            int(Qt.ItemDataRole.DisplayRole): texts[index.column()],
            int(Qt.ItemDataRole.ToolTipRole): f"{each.file}, {each.recipe}".rstrip(", "),
            int(Role.ENTITY): each,
            int(Role.ARCHIVED): each.undone_at is not None,
        }
        if role == Role.SORT:
            return _native(each, Col(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(f"{_title(column)} {texts[column]}" for column in Col)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return answers.get(int(role))

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Col):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return _title(Col(section)) if role == Qt.ItemDataRole.DisplayRole else None


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
            left_out = formats.fill(tr("%1 rows left out"), formats.number(each.rows_left_out))
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
