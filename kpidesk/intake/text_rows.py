"""The rows of a text file, in batches."""

from __future__ import annotations

import csv
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
