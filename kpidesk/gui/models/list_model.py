"""What plain lists share: rows in the order they are given, each answering by role, some with a box to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kpidesk.gui.models.rows_model import Answers

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
_ROOT = QModelIndex()


class ListModel(QAbstractListModel, Generic[Row]):
    """Rows of which each is answered for by `_answers`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    @property
    def rows(self) -> list[Row]:
        """What is shown, in order."""
        return list(self._rows)

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_at(self, at: int) -> Row | None:
        """What stands in a row."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._answers(self._rows[index.row()]).get(role) if index.isValid() else None

    def _find(self, fits: Callable[[Row], bool]) -> int:
        """The first row that fits, or -1."""
        return next((at for at, each in enumerate(self._rows) if fits(each)), -1)

    def _answers(self, row: Row) -> Answers:
        """What a row answers, by role."""
        raise NotImplementedError


class TickModel(ListModel[Row]):
    """Rows with a box each, set through `CheckStateRole`."""

    ticked = Signal()
    """Other rows are chosen now."""

    def __init__(self, rows: Iterable[Row], parent: QObject | None = None, *, ticked: bool = False) -> None:
        """`ticked` says whether all are chosen at first."""
        super().__init__(parent)
        self._rows = list(rows)
        self._ticks = [ticked] * len(self._rows)

    @property
    def chosen(self) -> list[Row]:
        """The ticked rows in order."""
        return [row for row, ticked in zip(self._rows, self._ticks, strict=True) if ticked]

    @override
    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show other rows, none of them ticked."""
        self.beginResetModel()
        self._rows = list(rows)
        self._ticks = [False] * len(self._rows)
        self.endResetModel()

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self._ticks[index.row()] else Qt.CheckState.Unchecked
        return super().data(index, role)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self._ticks[index.row()] = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [role])
        self.ticked.emit()
        return True
