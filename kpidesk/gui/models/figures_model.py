"""The numbers behind a chart as a table: prepared texts to read, exact ones to copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Cell:
    """One number or word; `exact` is what the clipboard gets instead of a rounded or missing text."""

    text: str
    exact: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """A table: what it is called, its columns, and rows as long as `heads`; the first column names the row."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    begin: int = 0
    """The row to begin reading at; -1 for the last, which is the newest of a series."""


class FiguresModel(QAbstractTableModel):
    """Shows `Figures`; nothing can be changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._figures = Figures("", (), ())

    def set_figures(self, figures: Figures) -> None:
        """Show other numbers."""
        self.beginResetModel()
        self._figures = figures
        self.endResetModel()

    def tab_separated(self, rows: Iterable[int]) -> str:
        """Some rows under their heads, as spreadsheets read them."""
        lines = [self._figures.heads]
        for row in rows:
            cells = self._figures.rows[row]
            lines.append(tuple(each.text if each.exact is None else each.exact for each in cells))
        return "\n".join("\t".join(line) for line in lines)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._figures.rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._figures.heads)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self._figures.rows[index.row()][index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._figures.heads[index.column()]}: {cell.text}"
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._figures.heads):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section > 0:
            return _RIGHT
        return self._figures.heads[section] if role == Qt.ItemDataRole.DisplayRole else None
