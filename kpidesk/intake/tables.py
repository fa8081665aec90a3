"""A table in a file: its columns, and its rows in batches, numbered as a spreadsheet numbers them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.intake import choosing, disguises, text_rows, workbook
from kpidesk.intake.blocks import Block, Found, Outline
from kpidesk.intake.contents import SheetChoice, TableChoice
from kpidesk.intake.headers import find_header
from kpidesk.intake.sniff import TextFormat, sniff
from kpidesk.intake.values import Cell, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.intake.recipes import FileOptions

Batch: TypeAlias = "tuple[int, list[list[Cell]]]"
"""The number of the first row, from 1 on, and the rows."""

_HEAD = 2_000
_LOOK = 100
"""Rows in which a header is looked for."""
_MANY = 20_000
"""A text file with more rows is the export of one table; others are looked through for several."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table of one file."""

    path: Path
    header_row: int
    columns: tuple[str, ...]
    head: list[list[Cell]]
    """The first rows below the header."""
    above: list[list[Cell]]
    """The rows down to the header, as they are in the file."""
    sheet: str | None
    text: TextFormat | None
    """How a text file is written; None for a workbook."""
    rows: int
    """About how many rows there are."""
    _batches: Callable[[], Iterator[Batch]]
    skip_footer: int = 0
    missing: frozenset[str] = frozenset()
    """Texts, folded, that stand for no value; their cells come as empty ones."""
    top: int = 1
    """The number of the first row of `above`."""
    sheets: tuple[SheetChoice, ...] = ()
    """The sheets of a workbook."""
    tables: tuple[TableChoice, ...] = ()
    """The tables of the sheet or text file."""
    notes: tuple[str, ...] = ()
    """What of the file was not read: other tables beside this one, entries far away."""
    _at: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at, name in enumerate(self.columns):
            self._at.setdefault(fold(name), at)

    @property
    def where(self) -> str:
        """The file and sheet, to begin a sentence with."""
        return self.path.name if self.sheet is None else f"{self.path.name}, sheet “{self.sheet}”"

    def at(self, column: str) -> int:
        """The position of a column.

        Raises:
            UserError: there is no such column.
        """
        found = self._at.get(fold(column))
        if found is None:
            names = ", ".join(f"“{name}”" for name in self.columns[:12])
            raise UserError(f"{self.where}, row {self.header_row}: there is no column “{column}”. There are: {names}.")
        return found

    def has(self, column: str) -> bool:
        """Whether there is such a column."""
        return fold(column) in self._at

    def batches(self) -> Iterator[Batch]:
        """The rows below the header, without the footer a recipe cuts off."""
        held: deque[tuple[int, list[Cell]]] = deque()
        for first, rows in self._batches():
            skip = max(self.header_row + 1 - first, 0)
            start, kept = first + skip, rows[skip:]
            if self.skip_footer:
                held.extend(enumerate(kept, start))
                start = held[0][0] if held else start
                kept = [held.popleft()[1] for _ in range(len(held) - self.skip_footer)]
            if kept:
                yield start, [self._without_missing(row) for row in kept] if self.missing else kept

    def _without_missing(self, row: list[Cell]) -> list[Cell]:
        return ["" if isinstance(cell, str) and fold(cell) in self.missing else cell for cell in row]

    def distinct(self, columns: Iterable[int]) -> dict[int, set[Cell]]:
        """All different cells of some columns, for a decision over whole columns."""
        found: dict[int, set[Cell]] = {at: set() for at in columns}
        for _, rows in self.batches():
            for at, cells in found.items():
                cells.update(row[at] for row in rows if at < len(row))
        return found


def open_table(path: Path, options: FileOptions, wanted: frozenset[str] = frozenset()) -> Table:
    """Find the table in the file at `path`.

    Args:
        path: A text file or a workbook.
        options: What is known already.
        wanted: Columns the recipe names; they tell the sheet and the header row.

    Raises:
        UserError: there is no such file, it cannot be read, or holds no table.
    """
    if path.is_dir():
        raise UserError(f"{path} is a folder. Name one file in it.")
    if not path.is_file():
        raise UserError(f"There is no file {path}. Check the name and the folder.")
    try:
        disguises.refuse(path)
        return (
            _from_workbook(path, options, wanted) if workbook.is_workbook(path) else _from_text(path, options, wanted)
        )
    except OSError as error:
        raise UserError(
            f"{path} cannot be read: {error.strerror}. Close it in other programs and try again."
        ) from error


def _from_text(path: Path, options: FileOptions, wanted: frozenset[str]) -> Table:
    form = sniff(path, options.encoding, options.delimiter)
    rows = _TextRows(path, form)
    if form.rows <= _MANY:
        outline = rows.outline()
        if len(found := outline.tables(rows.between)) > 1:
            return _one_of(rows, found, outline, options, wanted, path, text=form)
    head = rows.between(1, _HEAD + _LOOK)
    row = options.header_row or choosing.best_row(head, wanted)
    header = find_header(head, row, path.name)
    return Table(
        path,
        header.row,
        header.columns,
        head[header.row : header.row + _HEAD],
        head[: header.row],
        None,
        form,
        form.rows,
        rows.batches,
        options.skip_footer,
        missing=frozenset(map(fold, options.missing)),
    )


def _from_workbook(path: Path, options: FileOptions, wanted: frozenset[str]) -> Table:
    outline, sheets = Outline(), list[workbook.Sheet]()

    def choose(there: list[workbook.Sheet]) -> workbook.Sheet:
        sheets[:] = there
        return choosing.sheet(there, options.sheet, wanted, path.name)

    sheet, rows = workbook.read(path, choose, outline.see)
    table = _one_of(rows, outline.tables(rows.between), outline, options, wanted, path, sheet=sheet.name)
    return replace(
        table,
        sheets=tuple(SheetChoice(each.name, each.visible, each.rows) for each in sheets),
        notes=(*table.notes, *_strays(rows, table.where)),
    )


def _one_of(
    rows: _TextRows | workbook.Rows,
    found: Sequence[Found],
    outline: Outline,
    options: FileOptions,
    wanted: frozenset[str],
    path: Path,
    sheet: str | None = None,
    text: TextFormat | None = None,
) -> Table:
    """The table that is meant, of those that were found among the rows."""
    where = path.name if sheet is None else f"{path.name}, sheet “{sheet}”"
    block = choosing.table(found, options, wanted, where) or outline.whole
    top = max((each.block.last for each in found if each.block.last < block.first), default=0) + 1
    head = [row[block.left : block.right] for row in rows.between(block.first, block.first + _HEAD + _LOOK)]
    head = head[: block.last - block.first + 1]
    row = options.header_row or choosing.best_row(head, wanted, block.first)
    header = find_header(head, row, path.name, block.first)
    named = header.row - block.first + 1
    return Table(
        path,
        header.row,
        header.columns,
        head[named : named + _HEAD],
        [*rows.between(top, block.first - 1), *head[:named]],
        sheet,
        text,
        block.last,
        lambda: _within(rows, block),
        options.skip_footer,
        missing=frozenset(map(fold, options.missing)),
        top=top,
        tables=tuple(TableChoice(at, each.header.row, each.header.columns) for at, each in enumerate(found, 1)),
        notes=() if options.table is not None else tuple(choosing.others(found, block, where)),
    )


class _TextRows:
    """The rows of a text file, read anew each time."""

    def __init__(self, path: Path, form: TextFormat) -> None:
        self._path, self._form = path, form

    def batches(self, first: int = 1) -> Iterator[Batch]:
        """The number of the first row and the rows, batch by batch, from the batch on that holds row `first`."""
        for number, rows in text_rows.batches(self._path, self._form):
            if number + len(rows) > first:
                yield number, rows

    def between(self, first: int, last: int) -> list[list[Cell]]:
        """The rows from `first` to `last`, both included."""
        found: list[list[Cell]] = []
        for number, rows in self.batches(first):
            if number > last:
                break
            found += rows[max(first - number, 0) : last + 1 - number]
        return found

    def outline(self) -> Outline:
        """Which cells are filled."""
        found = Outline()
        for first, rows in self.batches():
            width = max(map(len, rows))
            filled = [bytes(not is_blank(cell) for cell in row) + bytes(width - len(row)) for row in rows]
            found.see(first, len(rows), [bytes(column) for column in zip(*filled, strict=True)])
        return found


def _strays(rows: workbook.Rows, where: str) -> Iterator[str]:
    count, first = rows.strays
    if count:
        entries = "1 entry" if count == 1 else f"{count} entries"
        yield f"{where}: {entries} far away from the table, first in {first}, left out."


def _within(rows: _TextRows | workbook.Rows, block: Block) -> Iterator[Batch]:
    """The rows of a block with its columns."""
    for first, batch in rows.batches(block.first):
        if first > block.last:
            break
        skip = max(block.first - first, 0)
        kept = batch[skip : block.last + 1 - first]
        if block.left or (kept and len(kept[0]) > block.right):
            kept = [row[block.left : block.right] for row in kept]
        if kept:
            yield first + skip, kept
