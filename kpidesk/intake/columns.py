"""What the first rows of each column look like: dates, numbers or texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kpidesk.domain.folding import fold
from kpidesk.intake.dates import parse
from kpidesk.intake.reading import is_total
from kpidesk.intake.recipes import DateOrder
from kpidesk.intake.values import Cell, Numbers, as_text, is_blank, is_missing, is_unsolved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kpidesk.intake.tables import Table

_ENOUGH = 0.9
"""Share of the cells that must read as a date or number; totals and notes below the table never do."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One column. A number can also be a year or a serial, so `dates` needs more than digits alone."""

    name: str
    texts: tuple[str, ...]
    """The different texts in it."""
    dates: bool
    numeric: bool


def profiles(table: Table, order: DateOrder | None) -> list[Profile]:
    """Look at every column of a table."""
    rows = [row for row in table.head if not any(is_total(as_text(cell)) for cell in row)]
    if table.missing:
        rows = [["" if fold(as_text(cell)) in table.missing else cell for cell in row] for row in rows]
    return [_profile(name, [row[at] for row in rows if at < len(row)], order) for at, name in enumerate(table.columns)]


def _profile(name: str, cells: Sequence[Cell], order: DateOrder | None) -> Profile:
    filled = [cell for cell in dict.fromkeys(cells) if not is_blank(cell) and not is_missing(cell)]
    texts = tuple(dict.fromkeys(cell.strip() for cell in filled if isinstance(cell, str)))
    known = [cell for cell in filled if not is_unsolved(cell)]
    orders = [order] if order else [DateOrder.DMY, DateOrder.MDY]
    dates = any(_share(known, partial(parse, order=way)) for way in orders) and not _only_digits(known)
    # A column of nothing but formulas that failed is one of numbers: so it is read, and what failed is told.
    numeric = any(_share(known, numbers.read) for numbers in (Numbers("."), Numbers(","))) or (
        bool(filled) and not known
    )
    return Profile(name, texts, dates=dates, numeric=numeric and not dates)


def _share(cells: Sequence[Cell], read: Callable[[Cell], object]) -> bool:
    hits = 0
    for cell in cells:
        try:
            read(cell)
        except ValueError as error:
            # 31.09.2026 is written as a date all the same, and will be told.
            hits += str(error) == "does not exist"
        else:
            hits += 1
    return bool(cells) and hits >= _ENOUGH * len(cells)


def _only_digits(cells: Sequence[Cell]) -> bool:
    return all(isinstance(cell, (float, int)) or (isinstance(cell, str) and cell.strip().isdigit()) for cell in cells)
