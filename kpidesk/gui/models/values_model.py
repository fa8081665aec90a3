"""The value grid of one KPI as a table model: reps by period, with status, source and what may be typed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from kpidesk.domain.entries import BY_HAND
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Status, Unit
from kpidesk.gui import formats, typed_numbers, words
from kpidesk.gui.models import value_words
from kpidesk.gui.models.grid_cells import CLOSED, CellLook, changed_cells, codes, same_place, small_rates
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpidesk.domain.entries import Floats
    from kpidesk.domain.measures import Codes
    from kpidesk.services.value_grid import ValueGrid

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FEW = 60
_CELL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
"""Asked for twice a cell at every repaint."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands beside the weeks of a rep: text and status of the last weeks together."""

    text: str
    status: Status


class ValuesModel(QAbstractTableModel):
    """Rows are reps, columns periods. It changes nothing itself: `typed` asks, a new grid shows the truth."""

    typed = Signal(object)
    """A list of (row, column, value or None); who cannot keep them answers with `refuse`."""
    refused = Signal(str)
    """A typed or pasted text is no number; nothing was changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid: ValueGrid | None = None
        self._currency, self._judged, self._refused = "", True, False
        self._codes: Codes = np.zeros((0, 0), np.uint8)
        self._values: Floats = np.zeros((0, 0))
        self._texts: dict[float, str] = {}
        self._averages: dict[float, str] = {}
        self._prepared: dict[int, tuple[list[str], list[CellLook]]] = {}
        self._heads: list[str] = []
        self._team: Floats = np.zeros(0)
        self.wrong: Mapping[tuple[int, int], str] = {}
        """Why what was typed or pasted last into some cells was not kept."""
        self.summaries: Sequence[Summary] = ()
        self.team: list[str] = []
        """The team's value of each period, printed."""

    @property
    def grid(self) -> ValueGrid | None:
        """What is shown."""
        return self._grid

    @property
    def unit(self) -> Unit:
        """The unit of what is typed."""
        return Unit.COUNT if self._grid is None else self._grid.table.kpi.unit

    def set_grid(
        self,
        grid: ValueGrid,
        team: Floats,
        summaries: Sequence[Summary],
        currency: str = "",
        *,
        judged: bool = True,
        rows: Sequence[int] | None = None,
    ) -> None:
        """Show a grid; the same reps and periods keep selection and scroll position, and only changed cells repaint.

        Args:
            grid: Values with their targets and sources.
            team: The team's value of each period.
            summaries: What stands beside each rep.
            currency: Code of the money.
            judged: Whether single periods have a status; those of a longer target only come to something together.
            rows: The only rows that were read again; None for all.
        """
        before, self.summaries = self._grid, summaries
        same = before is not None and same_place(before, grid) and (currency, judged) == (self._currency, self._judged)
        if before is None or not same:
            self.beginResetModel()
            self._currency, self._judged, self._texts, self._averages = currency, judged, {}, {}
            self._heads = [value_words.period_head(start, grid.cadence) for start in grid.starts]
            self._grid, self._values, self._codes = grid, grid.table.rolled.value, codes(grid, judged=judged)
            self._prepared, self.wrong = {}, {}
            self.team, self._team = self._printed(team), team
            self.endResetModel()
            return
        changed = changed_rows, columns = changed_cells(
            before, grid, range(len(grid.table.reps)) if rows is None else rows
        )
        self._grid, self._values = grid, grid.table.rolled.value
        self._codes[changed] = codes(grid, changed, judged=judged)
        self._prepare_again(changed_rows.tolist(), columns.tolist())
        if not np.array_equal(team, self._team, equal_nan=True):
            self.team, self._team = self._printed(team), team
        if len(columns):
            top, left = int(changed_rows.min()), int(columns.min())
            self.dataChanged.emit(self.index(top, left), self.index(int(changed_rows.max()), int(columns.max())))

    def print(self, value: float, *, whole: bool = True) -> str:
        """A value as the cells print it, missing as nothing; averages keep one decimal in their column."""
        if math.isnan(value):
            return ""
        if not whole and self.unit in {Unit.COUNT, Unit.HOURS, Unit.SCORE}:
            return formats.fixed(value)
        found = self._texts.get(value)
        if found is None:
            found = self._texts[value] = formats.amount(value, self.unit, self._currency)
        return found

    def cells(self, row: int) -> tuple[list[str], list[CellLook]]:
        """Texts and looks of a row, made when it first shows: a repaint only picks from them."""
        found, grid = self._prepared.get(row), self._grid
        if grid is None:
            raise IndexError("there is no grid yet")
        if found is None:
            texts, looks = self._prepare(grid, row, slice(None))
            looks[-1] = replace(looks[-1], running=True)
            found = self._prepared[row] = texts, looks
        return found

    def _prepare(self, grid: ValueGrid, row: int, part: slice) -> tuple[list[str], list[CellLook]]:
        values, known = self._values[row, part].tolist(), self._texts
        texts = [known.get(value) or self.print(value) for value in values]
        for at in np.flatnonzero(grid.table.rolled.estimated[row, part]).tolist():
            texts[at] = formats.about(texts[at])
        for at in np.flatnonzero(small_rates(grid, (row, part))).tolist():
            texts[at] = value_words.counted(grid, row, (part.start or 0) + at)
        kinds = 2 * self._codes[row, part].astype(np.int64) + (grid.source[row, part] == BY_HAND)
        return texts, [CLOSED[kind] for kind in kinds.tolist()]

    def _prepare_again(self, rows: Sequence[int], columns: Sequence[int]) -> None:
        """Make single cells of prepared rows anew; of many, their rows when they show again."""
        last = len(self._heads) - 1
        for row, column in zip(rows, columns, strict=True):
            if len(rows) > _FEW or column == last:
                self._prepared.pop(row, None)
            elif self._grid is not None and row in self._prepared:
                texts, looks = self._prepared[row]
                (texts[column],), (looks[column],) = self._prepare(self._grid, row, slice(column, column + 1))

    def _printed(self, team: Floats) -> list[str]:
        """The team's values as printed; after an edit most are what they were."""
        known, values = self._averages, team.tolist()
        known.update((value, self.print(value, whole=False)) for value in values if value not in known)
        return [known[value] for value in values]

    def text(self, row: int, column: int) -> str:
        """What a cell prints."""
        return self.cells(row)[0][column]

    def look(self, row: int, column: int) -> CellLook:
        """How a cell is painted."""
        return self.cells(row)[1][column]

    def value(self, row: int, column: int) -> float | None:
        """The value of a cell, None for missing."""
        found = float(self._values[row, column])
        return None if np.isnan(found) else found

    def longest_text(self) -> str:
        """The widest text of all cells, for the width of the columns."""
        known = self._values[~np.isnan(self._values)]
        ends = [] if not len(known) else [float(known.min()), float(known.max()), float(np.median(known))]
        texts = [self.print(each) for each in ends] + self.team[-_FEW:] + self._heads[-1:]
        if self._grid is not None and (few := np.argwhere(small_rates(self._grid))).size:
            texts.append(value_words.counted(self._grid, *few[-1].tolist()))
        return max(texts, key=len, default="")

    def try_cells(self, texts: Iterable[tuple[int, int, str]]) -> bool:
        """Ask for typed or pasted texts to be kept; False, and said why, when they were not."""
        cells: list[tuple[int, int, float | None]] = []
        wrong: dict[tuple[int, int], str] = {}
        for row, column, text in texts:
            try:
                cells.append((row, column, typed_numbers.parse(text, self.unit, self._currency)))
            except UserError as error:
                wrong[row, column] = f"{self.where(row, column)}: {error}"
        if wrong:
            self.refuse(value_words.refusal(list(wrong.values())), wrong)
            return False
        self._refused = False
        self._mark({})
        self.typed.emit(cells)
        return not self._refused

    def refuse(self, sentence: str, wrong: Mapping[tuple[int, int], str] = MappingProxyType({})) -> None:
        """Answer `typed` with a reason why nothing was kept, and mark the cells that are to blame."""
        self._refused = True
        self._mark(wrong)
        self.refused.emit(sentence)

    def _mark(self, wrong: Mapping[tuple[int, int], str]) -> None:
        """Mark cells as wrong until something else is typed, and no others."""
        touched = [*self.wrong, *wrong]
        self.wrong = dict(wrong)
        for row, column in touched:
            self.dataChanged.emit(self.index(row, column), self.index(row, column))

    def where(self, row: int, column: int) -> str:
        """Rep and period of a cell: "Jonas Lindqvist, week 31"."""
        return f"{self._rep_name(row)}, {self.period(column)}"

    def period(self, column: int) -> str:
        """A period in words."""
        if self._grid is None:
            return ""
        return value_words.period_name(self._grid.starts[column], self._grid.cadence)

    def origin(self, row: int, column: int) -> str:
        """Where a value came from, or why there is none."""
        return "" if self._grid is None else value_words.origin(self._grid, row, column)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self._grid is None else len(self._grid.table.reps)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return _CELL if index.isValid() else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._grid is None:
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return typed_numbers.exact(self.value(row, column), self.unit)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._spoken(row, column)
        if role == Role.STATUS:
            return self.look(row, column).status
        return {Role.SORT: self.value(row, column), Role.ENTITY: self._grid.table.reps[row]}.get(role)  # type: ignore[call-overload]

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value).strip() == self.data(index, Qt.ItemDataRole.EditRole):
            return True
        return self.try_cells([(index.row(), index.column(), str(value))])

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._grid is None or section < 0:
            return None
        across = orientation == Qt.Orientation.Horizontal
        if section >= (len(self._heads) if across else len(self._grid.table.reps)):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section] if across else self._rep_name(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return formats.dated(self._grid.starts[section]) if across else self._rep_name(section)
        return None

    def _rep_name(self, row: int) -> str:
        return "" if self._grid is None else self._grid.table.reps[row].name

    def _spoken(self, row: int, column: int) -> str:
        """One line: "Jonas Lindqvist, week 31, 7 of 12, at risk, imported 17 Aug"."""
        parts = [self.where(row, column), self.text(row, column) or self.tr("no value")]
        grid = self._grid
        if grid is not None and not np.isnan(grid.table.target[row, column]) and self.text(row, column):
            target = self.print(float(grid.table.target[row, column]))
            parts[-1] = formats.fill(self.tr("%1 of %2"), parts[-1], target)
        if self.look(row, column).running:
            parts.append(self.tr("still running"))
        elif self._codes[row, column]:
            parts.append(words.status_name(self.look(row, column).status).lower())
        told = ", ".join(each for each in (*parts, self.origin(row, column)) if each)
        wrong = self.wrong.get((row, column))
        return told if wrong is None else f"{self.tr('Not changed')}. {wrong} {told}"
