"""The rows of a text file, in batches."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kpidesk.intake.sniff import TextFormat
    from kpidesk.intake.values import Cell

_BATCH = 2_000
_SWALLOWED = 100
"""A cell with this many lines is not a long remark but a quotation mark that was never closed."""


def batches(path: Path, form: TextFormat) -> Iterator[tuple[int, list[list[Cell]]]]:
    """The number of the first row, from 1 on, and the rows, batch by batch.

    Raises:
        UserError: the file is not written as `form` says, or a quotation mark is not closed.
    """
    try:
        with path.open(encoding=form.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=form.delimiter, skipinitialspace=True)
            for _ in range(form.skip_lines):
                next(reader, None)
            first, line = 1, reader.line_num
            # csv gives lists of text, which are rows of cells; a copy for the type checker is too dear.
            while batch := list(islice(reader, _BATCH)):
                if reader.line_num - line > len(batch):
                    _check_quotes(batch, first, form.delimiter, path.name)
                yield first, batch  # type: ignore[misc]
                first, line = first + len(batch), reader.line_num
    except csv.Error as error:
        raise UserError(
            f"{path.name}, line {reader.line_num}: {error}. Often a quotation mark is not closed there."
        ) from error
    except UnicodeError as error:
        raise UserError(f"{path.name} is not written in {form.encoding}. Choose another encoding.") from error


def _check_quotes(batch: list[list[str]], first: int, delimiter: str, name: str) -> None:
    """Refuse rows of which one holds others as the text of a cell."""
    width = Counter(map(len, batch)).most_common(1)[0][0]
    for at, row in enumerate(batch):
        several = (cell for cell in row if "\n" in cell or "\r" in cell)
        if any(_swallowed(cell, delimiter, width, whole=len(row) == width) for cell in several):
            raise UserError(
                f"{name}, row {first + at}: a quotation mark is opened and not closed. Close it, then import again."
            )


def _swallowed(cell: str, delimiter: str, width: int, *, whole: bool) -> bool:
    """Whether the lines of a cell are rows of the table; a `whole` row may well have such a line in a remark."""
    lines = cell.splitlines()[1:]
    if len(lines) > _SWALLOWED:
        return True
    like_rows = [line.count(delimiter) == width - 1 for line in lines]
    if width < 2 or not whole:
        return width > 1 and any(like_rows)
    # Where the next quotation mark ends the cell, its last line is only the beginning of a row.
    full = like_rows if cell.endswith(("\n", "\r")) else like_rows[:-1]
    return bool(full) and all(full)
