"""What the first rows of each column look like: dates, numbers or texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kpidesk.domain.folding import fold
from kpidesk.intake.dates import parse
from kpidesk.intake.dating import is_code, is_date_name, kind_of, lacking
from kpidesk.intake.recipes import DateOrder
from kpidesk.intake.totals import is_total
from kpidesk.intake.values import Cell, Numbers, as_text, is_blank, is_missing, is_unsolved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kpidesk.intake.tables import Table

_ENOUGH = 0.9
"""Share of the cells that must read as a date or number; totals and notes below the table never do."""
_HALF = 0.5
"""Share that is enough where the name of the column says the same; what does not read is told, cell by cell."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One column. A number can also be a year or a serial, so `dates` needs more than digits alone."""

    name: str
    texts: tuple[str, ...]
    """The different texts in it."""
    dates: bool
    numeric: bool
    partial: bool = False
    """Its dates lack a year, or what only the header says: a 5 below "Week"."""
    some_numbers: bool = False
    """At least half of its texts are numbers: enough for a column that is named like a KPI."""


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
    share = max(_share(known, partial(parse, order=way)) for way in orders)
    named, kind = is_date_name(name), kind_of(name)
    lacks = set(lacking(known, kind))
    dates = not lacks and (share >= _HALF if named else share >= _ENOUGH and not _only_digits(known))
    # A column of nothing but formulas that failed is one of numbers: so it is read, and what failed is told.
    numbers = max(_share(known, each.read) for each in (Numbers("."), Numbers(","))) if known else float(bool(filled))
    partly = _share([cell for cell in known if as_text(cell) not in lacks], partial(parse, order=DateOrder.DMY))
    read = len(lacks) + partly * (len(known) - len(lacks))
    is_partial = bool(lacks) and read >= (_HALF if named else _ENOUGH) * len(known)
    is_partial = is_partial and (named or kind is not None or not all(map(is_code, lacks)))
    free = not dates and not (is_partial and kind)
    return Profile(
        name,
        texts,
        dates=dates,
        numeric=free and numbers >= _ENOUGH,
        partial=is_partial,
        some_numbers=free and numbers >= _HALF,
    )


def _share(cells: Sequence[Cell], read: Callable[[Cell], object]) -> float:
    hits = 0
    for cell in cells:
        try:
            read(cell)
        except ValueError as error:
            # 31.09.2026 is written as a date all the same, and will be told.
            hits += str(error) == "does not exist"
        else:
            hits += 1
    return hits / len(cells) if cells else 0.0


def _only_digits(cells: Sequence[Cell]) -> bool:
    return all(isinstance(cell, (float, int)) or (isinstance(cell, str) and cell.strip().isdigit()) for cell in cells)
