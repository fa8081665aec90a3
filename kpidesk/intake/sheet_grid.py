"""The cells of one sheet as rows, whether its reader gives them in one piece or in several."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpidesk.intake.sheet_pieces import Piece
    from kpidesk.intake.sheet_unread import Cells


class UnevenError(Exception):
    """The pieces of a sheet do not lie below each other, or a lower one is wider: it has to be read as a whole."""


class Grid:
    """The rows of a sheet from its first one on, each from the first to the last column with cells."""

    def __init__(self, sheet: Any, unread: Cells | None = None, below: Sequence[Piece] = ()) -> None:
        """Lay out a sheet.

        Args:
            sheet: A sheet of python-calamine that has cells.
            unread: Cells which the reader gives as empty, written in where they belong.
            below: The pieces below, still being read.
        """
        self._sheet, self._unread, self._below = sheet, unread or {}, below
        columns = {column for cells in self._unread.values() for column in cells}
        self.left: int = min(columns | {sheet.start[1]})
        """The first column with cells, from 0 on."""
        self.right: int = max(columns | {sheet.end[1]}) + 1
        """The one after the last column with cells."""
        self.height: int = max({*self._unread, sheet.end[0]}) + 1
        """How many rows there are."""
        self.complete = not below
        """Whether the pieces below are read, too; before, the height is that of the first piece."""

    def rows(self) -> Iterator[list[Any]]:
        """Each row as a list of its own; an empty cell is an empty text.

        Raises:
            UnevenError: the sheet has to be read as a whole.
        """
        rows = chain(self._widened(self._sheet, self._sheet.iter_rows()), self._rest())
        return map(self._filled, count(), rows) if self._unread else rows

    def _rest(self) -> Iterator[list[Any]]:
        at = self._sheet.end[0] + 1
        for number, piece in enumerate(self._below, 1):
            sheet = piece.sheet()
            self.complete = number == len(self._below)
            if sheet is None:
                raise UnevenError
            if sheet.start is None:
                continue
            if sheet.start[0] < at or sheet.start[1] < self.left or sheet.end[1] >= self.right:
                raise UnevenError
            self.height = max(self.height, sheet.end[0] + 1)
            yield from self._empty(sheet.start[0] - at)
            yield from self._widened(sheet, sheet.to_python())
            at = sheet.end[0] + 1
        yield from self._empty(self.height - at)

    def _widened(self, sheet: Any, rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
        before, after = [""] * (sheet.start[1] - self.left), [""] * (self.right - 1 - sheet.end[1])
        return (before + row + after for row in rows) if before or after else rows

    def _empty(self, count: int) -> Iterator[list[Any]]:
        return ([""] * (self.right - self.left) for _ in range(count))

    def _filled(self, at: int, row: list[Any]) -> list[Any]:
        for column, text in self._unread.get(at, {}).items():
            row[column - self.left] = text
        return row
