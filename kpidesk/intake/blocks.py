"""Several tables on one sheet: told apart by the empty rows and columns between them, and by headers of their own.

The sheet is cut along rows that are empty from edge to edge, each piece along empty columns, and again along rows
(a recursive X-Y cut, Nagy and Seth 1984). An empty row inside a table, totals and notes below it, and an empty column
that only spaces it out do not begin another table.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.intake.headers import Header, find_header, is_name
from kpidesk.intake.values import Cell, as_text, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_LOOK = 80
"""Rows of a piece that tell whether it is a table."""

_Run: TypeAlias = tuple[int, int, int]
"""First and last row, and which columns are filled in all of them: a byte for each column, the leftmost lowest."""


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of a sheet: rows from 1 on, both included, and columns from 0 on, the right one not included."""

    first: int
    last: int
    left: int
    right: int

    @property
    def cells(self) -> int:
        """How large it is."""
        return (self.last - self.first + 1) * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Found:
    """One table: where it is, how its columns are named, and the first rows below."""

    block: Block
    header: Header
    below: list[list[Cell]]


class Outline:
    """Which cells of a sheet are filled, learned while its rows come by."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._runs: list[_Run] = []

    def see(self, first: int, count: int, columns: Sequence[bytes | None]) -> None:
        """Learn `count` rows from row `first` on: for each column a byte 1 for each filled cell, None if all are."""
        if not columns:
            return
        full = b"\1" * count
        number = first
        for filled, rows in groupby(zip(*_without_gaps(columns, full), strict=True)):
            length = len(list(rows))
            self._see(number, number + length - 1, int.from_bytes(bytes(filled), "little"))
            number += length

    def _see(self, first: int, last: int, mask: int) -> None:
        runs = self._runs
        if runs and runs[-1][2] == mask and runs[-1][1] == first - 1:
            runs[-1] = runs[-1][0], last, mask
        elif mask:
            runs.append((first, last, mask))

    def tables(self, peek: Callable[[int, int], list[list[Cell]]]) -> list[Found]:
        """The tables of the sheet, from the top down; `peek` gives rows of it by the first and the last number."""
        return _Cutter(peek).down(self._runs)

    @property
    def whole(self) -> Block:
        """From the first cell of the sheet to the last that is filled."""
        around = _around(self._runs) if self._runs else Block(1, 1, 0, 1)
        return Block(1, around.last, 0, around.right)


class _Cutter:
    def __init__(self, peek: Callable[[int, int], list[list[Cell]]]) -> None:
        self._peek = peek

    def down(self, runs: list[_Run]) -> list[Found]:
        """Cut along empty rows; what goes on with the table above is added to it."""
        found: list[Found] = []
        loose: list[Block] = []
        for band in _bands(runs):
            pieces = self._across(band)
            if not pieces:
                loose.append(_around(band))
                continue
            goes_on = len(pieces) == 1 and bool(found) and _goes_on(found[-1], pieces[0])
            if loose and not goes_on and loose[-1].cells == 1:
                loose.pop()  # the title of the table below
            _add(found, [*loose, *([pieces[0].block] if goes_on else [])])
            loose = []
            found += [] if goes_on else pieces
        _add(found, loose)
        return found

    def _across(self, band: list[_Run]) -> list[Found]:
        """Cut along empty columns where both sides are tables that do not belong together."""
        parts: list[tuple[list[_Run], Found | None]] = []
        start = 0
        for left, right in _groups(band):
            own = _only(band, left, right)
            piece = self._piece(_around(own))
            before = parts[-1][1] if parts else None
            if not parts or (before is not None and piece is not None and _apart(before, piece)):
                start = left
                parts.append((own, piece))
            else:
                own = _only(band, start, right)
                parts[-1] = own, self._piece(_around(own))
        if len(parts) > 1:
            return [piece for own, _ in parts for piece in self.down(own)]
        return [piece for _, piece in parts if piece is not None]

    def _piece(self, block: Block) -> Found | None:
        """The table in a block; None if it has no header with data below, or only explains something."""
        rows = self._peek(block.first, min(block.last, block.first + _LOOK))
        rows = [row[block.left : block.right] for row in rows]
        try:
            header = find_header(rows, None, "", block.first)
        except UserError:
            return None
        below = [row for row in rows[header.row - block.first + 1 :] if not all(map(is_blank, row))]
        if len(header.columns) == 2 and all(as_text(row[0]).endswith(":") for row in below):
            return None
        return Found(block, header, below)


def _without_gaps(columns: Sequence[bytes | None], full: bytes) -> list[bytes]:
    """The columns, gaps closed where a column beside them has none: nothing can be cut there, and runs become long."""
    found: list[bytes] = []
    for used, group in groupby(columns, lambda column: column is None or any(column)):
        members = list(group)
        closed = used and any(column is None or column == full for column in members)
        found += [full if closed else column or full for column in members]
    return found


def _bands(runs: Iterable[_Run]) -> list[list[_Run]]:
    bands: list[list[_Run]] = []
    for run in runs:
        if bands and bands[-1][-1][1] == run[0] - 1:
            bands[-1].append(run)
        else:
            bands.append([run])
    return bands


def _used(band: Iterable[_Run]) -> list[bool]:
    mask = 0
    for _, _, filled in band:
        mask |= filled
    return [byte != 0 for byte in mask.to_bytes((mask.bit_length() + 7) // 8, "little")]


def _groups(band: Iterable[_Run]) -> list[tuple[int, int]]:
    """The columns between empty ones, each group as its left column and the one after its right one."""
    used = [False, *_used(band), False]
    edges = [at for at in range(1, len(used)) if used[at] != used[at - 1]]
    return [(left - 1, right - 1) for left, right in zip(edges[::2], edges[1::2], strict=True)]


def _around(band: Sequence[_Run]) -> Block:
    used = _used(band)
    return Block(band[0][0], band[-1][1], used.index(True), len(used))


def _only(band: Iterable[_Run], left: int, right: int) -> list[_Run]:
    """The rows of a band as they are within some columns."""
    window = ((1 << 8 * (right - left)) - 1) << 8 * left
    return [(first, last, mask & window) for first, last, mask in band if mask & window]


def _add(found: list[Found], blocks: Iterable[Block]) -> None:
    """Make the last table longer by what stands below it."""
    for block in blocks:
        if found and block.left < found[-1].block.right and found[-1].block.left < block.right:
            old = found[-1].block
            whole = Block(old.first, block.last, min(old.left, block.left), max(old.right, block.right))
            found[-1] = Found(whole, found[-1].header, found[-1].below)


def _goes_on(above: Found, piece: Found) -> bool:
    """Whether a piece below an empty row goes on with the table above: nothing in it is a new header."""
    names = [fold(name) for name in piece.header.columns]
    if names == [fold(name) for name in above.header.columns]:
        return True
    same = (above.block.left, above.block.right) == (piece.block.left, piece.block.right)
    return same and not any(
        name != fold(f"Column {at + 1}") and not _holds_text(above, at) for at, name in enumerate(names)
    )


def _apart(left: Found, right: Found) -> bool:
    """Whether two pieces side by side are two tables, and not one with an empty column for looks."""
    if (left.block.first, left.block.last) != (right.block.first, right.block.last):
        return True
    if set(map(fold, left.header.columns)) & set(map(fold, right.header.columns)):
        return True
    return _holds_text(right, 0) and len(right.header.columns) > 1


def _holds_text(piece: Found, at: int) -> bool:
    cells = [row[at] for row in piece.below if at < len(row) and not is_blank(row[at])]
    return sum(map(is_name, cells)) >= 0.5 * len(cells)
