"""A table in a file: its columns, and its rows in batches, numbered as a spreadsheet numbers them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.intake import text_rows, workbook
from kpidesk.intake.blocks import Block, Found, Outline
from kpidesk.intake.contents import SheetChoice, TableChoice
from kpidesk.intake.doubts import About, Answer, DoubtError
from kpidesk.intake.headers import find_header
from kpidesk.intake.sniff import TextFormat, sniff
from kpidesk.intake.values import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.intake.recipes import FileOptions

Batch: TypeAlias = "tuple[int, list[list[Cell]]]"
"""The number of the first row, from 1 on, and the rows."""

_HEAD = 2_000
_LOOK = 100
"""Rows in which a header is looked for."""


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
    """The tables of the sheet."""
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
    if not path.is_file():
        raise UserError(f"There is no file {path}. Check the name and the folder.")
    try:
        return (
            _from_workbook(path, options, wanted) if workbook.is_workbook(path) else _from_text(path, options, wanted)
        )
    except OSError as error:
        raise UserError(
            f"{path} cannot be read: {error.strerror}. Close it in other programs and try again."
        ) from error


def _from_text(path: Path, options: FileOptions, wanted: frozenset[str]) -> Table:
    form = sniff(path, options.encoding, options.delimiter)
    head: list[list[Cell]] = []
    for _, rows in text_rows.batches(path, form):
        head.extend(rows)
        if len(head) >= _HEAD:
            break
    row = options.header_row or _best_row(head, wanted)
    header = find_header(head[: _HEAD + 50], row, path.name)
    below = head[header.row : header.row + _HEAD]
    return Table(
        path,
        header.row,
        header.columns,
        below,
        head[: header.row],
        None,
        form,
        form.rows,
        lambda: text_rows.batches(path, form),
        options.skip_footer,
        missing=frozenset(map(fold, options.missing)),
    )


def _from_workbook(path: Path, options: FileOptions, wanted: frozenset[str]) -> Table:
    outline, sheets = Outline(), list[workbook.Sheet]()

    def choose(there: list[workbook.Sheet]) -> workbook.Sheet:
        sheets[:] = there
        return _choose(there, options.sheet, wanted, path.name)

    sheet, rows = workbook.read(path, choose, outline.see)
    found = outline.tables(rows.between)
    where = f"{path.name}, sheet “{sheet.name}”"
    block = _pick(found, options, wanted, where) or outline.whole
    top = max((each.block.last for each in found if each.block.last < block.first), default=0) + 1
    head = [row[block.left : block.right] for row in rows.between(block.first, block.first + _HEAD + _LOOK)]
    head = head[: block.last - block.first + 1]
    row = options.header_row or _best_row(head, wanted, block.first)
    header = find_header(head, row, path.name, block.first)
    named = header.row - block.first + 1
    return Table(
        path,
        header.row,
        header.columns,
        head[named : named + _HEAD],
        [*rows.between(top, block.first - 1), *head[:named]],
        sheet.name,
        None,
        block.last,
        lambda: _within(rows, block),
        options.skip_footer,
        missing=frozenset(map(fold, options.missing)),
        top=top,
        sheets=tuple(SheetChoice(each.name, each.visible, each.rows) for each in sheets),
        tables=tuple(TableChoice(at, each.header.row, each.header.columns) for at, each in enumerate(found, 1)),
        notes=(*_others(found, block, where), *_strays(rows, where)),
    )


def _pick(found: Sequence[Found], options: FileOptions, wanted: frozenset[str], where: str) -> Block | None:
    """The table that is asked for: by its number, its header row or its columns; else the largest; None for all."""
    if options.table is not None:
        if options.table > len(found):
            raise UserError(f"{where} has no table {options.table}: {len(found)} found. Choose another one.")
        return found[options.table - 1].block
    row = options.header_row
    if row is not None:
        return next((each.block for each in found if each.block.first <= row <= each.block.last), None)
    names = {fold(name) for name in wanted}
    return max(
        (each.block for each in found),
        key=lambda block: (_hits(block, found, names), block.cells),
        default=None,
    )


def _hits(block: Block, found: Sequence[Found], names: set[str]) -> int:
    columns = next(each.header.columns for each in found if each.block is block)
    return len(names & set(map(fold, columns)))


def _others(found: Sequence[Found], block: Block, where: str) -> Iterator[str]:
    """A sentence for each table of the sheet that is not read."""
    for number, each in enumerate(found, 1):
        if len(found) > 1 and each.block != block:
            names = ", ".join(f"“{name}”" for name in each.header.columns[:4])
            yield (
                f"{where}: table {number} of {len(found)}, row {each.header.row} ({names}), was not read. "
                f"To import it too, name it: [file] table = {number} in a recipe."
            )


def _strays(rows: workbook.Rows, where: str) -> Iterator[str]:
    count, first = rows.strays
    if count:
        entries = "1 entry" if count == 1 else f"{count} entries"
        yield f"{where}: {entries} far away from the table, first in {first}, left out."


def _within(rows: workbook.Rows, block: Block) -> Iterator[Batch]:
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


def _choose(
    sheets: Sequence[workbook.Sheet], named: str | int | None, wanted: frozenset[str], file: str
) -> workbook.Sheet:
    names = ", ".join(f"“{sheet.name}”" for sheet in sheets[:20])
    if named is not None:
        found = [sheet for sheet in sheets if sheet.name == named or str(sheet.position + 1) == str(named)]
        found = [sheet for sheet in found if sheet.name == named] or found
        if not found:
            raise UserError(f"{file} has no sheet “{named}”. There are: {names}.")
        return found[0]
    filled = [sheet for sheet in sheets if sheet.visible and any(any(_texts(row)) for row in sheet.head)]
    if not filled:
        raise UserError(f"{file} has no sheet with a table. Export it again, then import that file.")
    fitting = [sheet for sheet in filled if wanted and _best_row(sheet.head, wanted) is not None]
    choice = fitting or filled
    if len(choice) > 1:
        names = ", ".join(f"“{sheet.name}”" for sheet in choice[:20])
        answers = tuple(Answer(sheet.name, sheet.rows) for sheet in choice)
        sentence = f"{file} has several sheets with tables: {names}. Name the one to import."
        raise DoubtError(sentence, About.SHEET, answers)
    return choice[0]


def _best_row(head: list[list[Cell]], wanted: frozenset[str], first: int = 1) -> int | None:
    """The row that holds most of the wanted column names; None if no row holds half of them; `first` numbers them."""
    folded = {fold(name) for name in wanted}
    hits = [len(folded & _texts(row)) for row in head[:_LOOK]]
    most = max(hits, default=0)
    return hits.index(most) + first if most and 2 * most >= len(folded) else None


def _texts(row: list[Cell]) -> set[str]:
    return {fold(str(cell)) for cell in row if str(cell).strip()}
