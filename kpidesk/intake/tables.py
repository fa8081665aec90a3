"""A table in a file: its columns, and its rows in batches, numbered as a spreadsheet numbers them."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.intake import workbook
from kpidesk.intake.headers import find_header
from kpidesk.intake.sniff import TextFormat, sniff
from kpidesk.intake.values import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.intake.recipes import FileOptions

Batch: TypeAlias = "tuple[int, list[list[Cell]]]"
"""The number of the first row, from 1 on, and the rows."""

_BATCH = 2_000
_HEAD = 2_000
_SWALLOWED = 100
"""A cell with this many lines is not a long remark but a quotation mark that was never closed."""


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
                yield start, kept

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
    for _, rows in _text_batches(path, form):
        head.extend(rows)
        if len(head) >= _HEAD:
            break
    return _table(path, options, wanted, head[: _HEAD + 50], None, form, form.rows, lambda: _text_batches(path, form))


def _from_workbook(path: Path, options: FileOptions, wanted: frozenset[str]) -> Table:
    sheet = _choose(workbook.sheets(path), options.sheet, wanted, path.name)

    def batches() -> Iterator[Batch]:
        first = 1
        for rows in workbook.rows(path, sheet.position):
            yield first, rows
            first += len(rows)

    return _table(path, options, wanted, sheet.head, sheet.name, None, sheet.rows, batches)


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
        raise UserError(f"{file} has several sheets with tables: {names}. Name the one to import.")
    return choice[0]


def _table(
    path: Path,
    options: FileOptions,
    wanted: frozenset[str],
    head: list[list[Cell]],
    sheet: str | None,
    form: TextFormat | None,
    rows: int,
    batches: Callable[[], Iterator[Batch]],
) -> Table:
    row = options.header_row or _best_row(head, wanted)
    header = find_header(head, row, path.name)
    below = head[header.row : header.row + _HEAD]
    return Table(
        path, header.row, header.columns, below, head[: header.row], sheet, form, rows, batches, options.skip_footer
    )


def _best_row(head: list[list[Cell]], wanted: frozenset[str]) -> int | None:
    """The row (from 1 on) that holds most of the wanted column names; None if no row holds half of them."""
    folded = {fold(name) for name in wanted}
    hits = [len(folded & _texts(row)) for row in head[:100]]
    most = max(hits, default=0)
    return hits.index(most) + 1 if most and 2 * most >= len(folded) else None


def _texts(row: list[Cell]) -> set[str]:
    return {fold(str(cell)) for cell in row if str(cell).strip()}


def _text_batches(path: Path, form: TextFormat) -> Iterator[Batch]:
    try:
        with path.open(encoding=form.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=form.delimiter, skipinitialspace=True)
            for _ in range(form.skip_lines):
                next(reader, None)
            first, line = 1, reader.line_num
            # csv gives lists of text, which are rows of cells; a copy for the type checker is too dear.
            while batch := list(islice(reader, _BATCH)):
                if reader.line_num - line > len(batch) + _SWALLOWED:
                    _check_quotes(batch, first, path.name)
                yield first, batch  # type: ignore[misc]
                first, line = first + len(batch), reader.line_num
    except csv.Error as error:
        raise UserError(
            f"{path.name}, line {reader.line_num}: {error}. Often a quotation mark is not closed there."
        ) from error
    except UnicodeError as error:
        raise UserError(f"{path.name} is not written in {form.encoding}. Choose another encoding.") from error


def _check_quotes(batch: list[list[str]], first: int, name: str) -> None:
    for number, row in enumerate(batch, first):
        if any(cell.count("\n") > _SWALLOWED for cell in row):
            raise UserError(
                f"{name}, row {number}: a quotation mark is opened and not closed. Close it, then import again."
            )
