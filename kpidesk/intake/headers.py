"""Which row names the columns, with titles above it and headings merged over several columns or rows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.intake.dates import parse
from kpidesk.intake.values import Cell, Numbers, as_text, is_blank, is_missing

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK = 60
_WIDEST = 200


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns, from 1 on, and their names: unique, never empty."""

    row: int
    columns: tuple[str, ...]


def find_header(head: Sequence[Sequence[Cell]], row: int | None, file: str) -> Header:
    """Name the columns of a table.

    Args:
        head: The first rows of the file.
        row: The header row from 1 on, if it is known.
        file: For the sentence if there is no table.

    Raises:
        UserError: no row can be a header with data below it.
    """
    if row is None:
        row = _detect(head, file)
    if row > len(head):
        raise UserError(f"{file} has no row {row}. Choose another header row.")
    if not any(_filled(line) for line in head[row:]):
        raise UserError(f"{file} has no rows below its header in row {row}. Export it again, then import that file.")
    names = [as_text(cell) for cell in head[row - 1]]
    if row > 1:
        names = _from_above(names, head[row - 2])
    if len(names) > _WIDEST:
        raise UserError(
            f"{file} has {len(names)} columns; KPIdesk reads up to {_WIDEST}. Leave out what is not needed."
        )
    return Header(row, _unique(names))


def _detect(head: Sequence[Sequence[Cell]], file: str) -> int:
    widths = [_filled(row) for row in head]
    several = [width for width in widths if width > 1]
    if not several:
        raise UserError(f"{file} holds no table: no row has two cells. Export it again, then import that file.")
    usual = Counter(several).most_common(1)[0][0]
    for at, row in enumerate(head[:_LOOK]):
        if widths[at] >= max(2, 0.6 * usual) and _names_columns(row):
            return at + 2 if at + 1 < len(head) and _goes_on(row, head[at + 1]) else at + 1
    raise UserError(
        f"{file}: no row names the columns. Add a header row, or name it in a recipe: [file] header_row = 1."
    )


def _goes_on(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the next row names periods under headings that are merged across several columns."""
    filled = [below[at] for at in range(min(len(row), len(below))) if is_blank(row[at])]
    return bool(filled) and all(map(_is_period, filled)) and _names_columns(below)


def _is_period(cell: Cell) -> bool:
    try:
        parse(cell)
    except ValueError:
        return False
    return True


def _names_columns(row: Sequence[Cell]) -> bool:
    """Names and periods, hardly any plain number; a row of data has numbers or missing values."""
    filled = [cell for cell in row if not is_blank(cell)]
    names = sum(_is_name(cell) for cell in filled)
    return names >= 0.8 * len(filled) and not any(is_missing(cell) for cell in filled)


def _is_name(cell: Cell) -> bool:
    if isinstance(cell, dt.date):
        return True
    return isinstance(cell, str) if _number(cell) is None else _is_period(cell)


def _number(cell: Cell) -> float | None:
    try:
        return Numbers(".").read(cell)
    except ValueError:
        return None


def _filled(row: Sequence[Cell]) -> int:
    return sum(not is_blank(cell) for cell in row)


def _from_above(names: list[str], above: Sequence[Cell]) -> list[str]:
    """A heading merged down over two rows leaves its lower cell empty: its text stands above."""
    return [name or (as_text(above[at]) if at < len(above) else "") for at, name in enumerate(names)]


def _unique(names: list[str]) -> tuple[str, ...]:
    while names and not names[-1]:
        names.pop()
    seen: Counter[str] = Counter()
    unique = []
    for at, name in enumerate(names, 1):
        plain = " ".join(name.split()) or f"Column {at}"
        seen[plain] += 1
        unique.append(plain if seen[plain] == 1 else f"{plain} ({seen[plain]})")
    return tuple(unique)
