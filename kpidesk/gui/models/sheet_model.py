"""A sheet of the workbook as a table: every cell as the spreadsheet prints it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.gui import formats
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from kpidesk.reports.workbook.preview import PreviewCell, PreviewSheet

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PREFIX = re.compile(r'^"([^"]*)"')
_ONLY_WORDS = re.compile(r'"([^"]*)"')


class SheetModel(QAbstractTableModel):
    """The cells of one `PreviewSheet`. `Role.ENTITY` is the `PreviewCell`, None where nothing was written."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet: PreviewSheet | None = None
        self._texts: list[list[str]] = []

    def set_sheet(self, sheet: PreviewSheet | None) -> None:
        """Show another sheet, or none."""
        self.beginResetModel()
        self._sheet = sheet
        self._texts = [] if sheet is None else [[shown(cell) for cell in row] for row in sheet.rows]
        self.endResetModel()

    @property
    def sheet(self) -> PreviewSheet | None:
        """The sheet that is shown."""
        return self._sheet

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.widths)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._sheet is None or not index.isValid():
            return None
        cell = self._sheet.rows[index.row()][index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._texts[index.row()][index.column()]
        if role == Role.ENTITY:
            return cell
        if role == Role.SORT:
            return None if cell is None else cell.value
        if role == Qt.ItemDataRole.TextAlignmentRole and cell is not None and cell.style.right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return column_name(section) if orientation is Qt.Orientation.Horizontal else str(section + 1)


def column_name(column: int) -> str:
    """The letters of a column counted from 0, as spreadsheets head it."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def shown(cell: PreviewCell | None) -> str:
    """What a spreadsheet prints for a cell, by the system's locale; a missing value prints nothing."""
    if cell is None or cell.value is None:
        return ""
    value = cell.value
    if isinstance(value, dt.date):
        return formats.dated(value)
    if isinstance(value, str):
        return value.replace("_x005F_", "_")
    return _number(value, cell.style.format)


def _number(value: float, form: str) -> str:
    if form.endswith("%"):
        return formats.percent(value, _decimals(form))
    if words := _ONLY_WORDS.fullmatch(form):
        return words[1]
    form = form.split(";", maxsplit=1)[0]
    sign = _PREFIX.match(form)
    if form in {"General", "@"}:
        return formats.number(value, 10)
    digits = QLocale().toString(abs(value), "f", _decimals(form))
    negative = value < 0 and any(digit in digits for digit in "123456789")
    return f"{'−' if negative else ''}{sign[1] if sign else ''}{digits}"


def _decimals(form: str) -> int:
    found = re.search(r"\.(0+)", form)
    return len(found[1]) if found else 0
