"""Which row names the columns, with titles above it and headings merged over several columns or rows."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.intake.dates import parse
from kpidesk.intake.dating import whole
from kpidesk.intake.doubts import About, DoubtError
from kpidesk.intake.values import Cell, Numbers, as_text, is_blank, is_missing

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK = 60
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEVELS = 3
"""Rows above a header that may be part of it."""
_WIDEST = 200


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns, from 1 on, and their names: unique, never empty."""

    row: int
    columns: tuple[str, ...]


def find_header(head: Sequence[Sequence[Cell]], row: int | None, file: str, first: int = 1) -> Header:
    """Name the columns of a table.

    Args:
        head: The first rows of the table and what may stand above it.
        row: The header row, numbered as in the file, if it is known.
        file: For the sentence if there is no table.
        first: The number of the first of these rows in the file.

    Raises:
        UserError: no row can be a header with data below it.
    """
    at = _detect(head, file) if row is None else row - first
    if not 0 <= at < len(head):
        raise UserError(f"{file} has no row {row}. Choose another header row.")
    if not any(_filled(line) for line in head[at + 1 :]):
        raise UserError(
            f"{file} has no rows below its header in row {at + first}. Export it again, then import that file."
        )
    names = [as_text(cell) for cell in head[at]]
    for up in range(at - 1, max(at - _LEVELS, 0) - 1, -1):
        if up < at - 1 and any(map(_looks_like_data, filter(as_text, head[up]))):
            break
        names = _from_above(names, [as_text(cell) for cell in head[up]])
    if len(names) > _WIDEST:
        raise UserError(
            f"{file} has {len(names)} columns; KPIdesk reads up to {_WIDEST}. Leave out what is not needed."
        )
    return Header(at + first, _unique(names))


def _detect(head: Sequence[Sequence[Cell]], file: str) -> int:
    widths = [_filled(row) for row in head]
    several = [width for width in widths if width > 1]
    if not several:
        raise UserError(f"{file} holds no table: no row has two cells. Export it again, then import that file.")
    usual = Counter(several).most_common(1)[0][0]
    likely = [at for at, row in enumerate(head[:_LOOK]) if widths[at] >= max(2, 0.6 * usual) and _names_columns(row)]
    if likely and widths[likely[0]] < usual:
        # A remark above the table can be nearly as wide; what has data right below it is no remark.
        likely = [at for at in likely if _heads_data(head[at : at + 2])] or likely
    if likely:
        return likely[0] + 1 if _goes_on(head[likely[0] : likely[0] + 3]) else likely[0]
    raise DoubtError(
        f"{file}: no row names the columns. Add a header row, or name it in a recipe: [file] header_row = 1.",
        About.HEADER_ROW,
    )


def _goes_on(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the second row names the columns under headings that are merged across several of them."""
    if len(rows) < 2 or not _names_columns(rows[1]):
        return False
    row, below = rows[0], rows[1]
    filled = [below[at] for at in range(min(len(row), len(below))) if is_blank(row[at])]
    if not filled:
        return False
    if all(map(_is_period, filled)):
        return True
    return _heads_data(rows[1:]) and _filled(below) > len(filled) > 1


def _heads_data(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row is all names, and the second has numbers or dates below some of them."""
    names = [at for at, cell in enumerate(rows[0]) if not is_blank(cell)]
    below = rows[1] if len(rows) > 1 else ()
    data = [below[at] for at in names if at < len(below) and not is_blank(below[at])]
    return not any(_looks_like_data(rows[0][at]) for at in names) and any(map(_looks_like_data, data))


def _looks_like_data(cell: Cell) -> bool:
    return not is_name(cell) or _is_period(cell)


def _is_period(cell: Cell) -> bool:
    try:
        parse(cell)
    except ValueError:
        return False
    return True


def _names_columns(row: Sequence[Cell]) -> bool:
    """Names and periods, hardly any plain number; a row of data has numbers or missing values."""
    filled = [cell for cell in row if not is_blank(cell)]
    names = sum(is_name(cell) for cell in filled)
    return names >= 0.8 * len(filled) and not any(is_missing(cell) for cell in filled)


def is_name(cell: Cell) -> bool:
    """Whether a cell can name a column: a text, a date, a year, and no other number."""
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


def _from_above(names: list[str], above: list[str]) -> list[str]:
    """Add what stands above: a heading merged down over an empty cell, or the one that tells two equal names apart."""
    above = [*above, *[""] * (len(names) - len(above))]
    counts = Counter(fold(name) for name in names)
    several = len(list(filter(None, above))) > 1  # a single text is the title of the whole table
    heading = ""
    found = []
    for name, text in zip(names, above, strict=False):
        heading = text or heading
        double = several and name and counts[fold(name)] > 1 and heading and heading != name
        if name and _YEAR.fullmatch(heading) and (dated := whole(name, None, heading)):
            found.append(dated)
        else:
            found.append(f"{heading}, {name}" if double else name or text)
    return found


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
