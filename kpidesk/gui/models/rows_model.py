"""What the tables of rows share: rows filtered and sorted by the model itself, cells made when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import IntEnum

    from kpidesk.domain.entities import Id

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
Answers: TypeAlias = Mapping[int, Any]
"""What a cell answers, by role."""
_ROOT = QModelIndex()


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows that are told apart by the id of what they stand for.

    Every change resets the model, so selections by index are lost and callers find a row again with `row_of`. The
    cells of a row are made when it is first asked for, so long histories cost nothing.
    """

    columns: ClassVar[type[IntEnum]]
    figures: ClassVar[frozenset[int]] = frozenset()
    """Columns whose heads stand at the right, over numbers."""

    def __init__(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder, parent: QObject | None = None
    ) -> None:
        """`column` and `order` say how it is sorted at first."""
        super().__init__(parent)
        self.sorting: tuple[int, Qt.SortOrder] = (int(column), order)
        self._all: list[Row] = []
        self._shown: list[Row] = []
        self._made: dict[Id, dict[int, Answers]] = {}

    @property
    def total(self) -> int:
        """How many rows there are, whatever is filtered."""
        return len(self._all)

    @property
    def shown(self) -> list[Row]:
        """The rows in sight, in order."""
        return list(self._shown)

    def row_at(self, row: int) -> Row | None:
        """What stands in a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def row_of(self, ident: Id | None) -> int:
        """Where something is shown, or -1."""
        return next((at for at, each in enumerate(self._shown) if self._ident(each) == ident), -1)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._answer(self._shown[index.row()], index.column(), role) if index.isValid() else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self.figures:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._heading(section, spoken=role == Qt.ItemDataRole.AccessibleTextRole)
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sorting = (column, order)
        self._arrange()

    def _show(self, rows: Iterable[Row]) -> None:
        """Take other rows."""
        self._all = list(rows)
        self._made.clear()
        self._arrange()

    def _arrange(self) -> None:
        """Filter and sort anew."""
        self.beginResetModel()
        self._shown = self._arranged()
        self.endResetModel()

    def _answer(self, row: Row, column: int, role: int) -> Any:
        ident = self._ident(row)
        made = self._made.get(ident)
        if made is None:
            whole, cells = self._row_answers(row), self._cell_answers(row)
            # As plain numbers, since models are asked all the time and enum members hash slowly.
            made = self._made[ident] = {
                int(each): {int(asked): value for asked, value in {**whole, **cells.get(each, {})}.items()}
                for each in self.columns
            }
        return made[column].get(int(role))

    def _arranged(self) -> list[Row]:
        """The rows to show, in order."""
        return list(self._all)

    def _ident(self, row: Row) -> Id:
        """The id of what a row stands for."""
        raise NotImplementedError

    def _row_answers(self, row: Row) -> Answers:
        """What every cell of a row answers."""
        raise NotImplementedError

    def _cell_answers(self, row: Row) -> Mapping[int, Answers]:
        """What the cells of a row answer, by column."""
        raise NotImplementedError

    def _heading(self, column: int, *, spoken: bool) -> str:
        """The title of a column, as printed or as spoken."""
        raise NotImplementedError
