"""One pass over one table under one recipe: what all layouts have in common."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from kpidesk.domain.folding import fold
from kpidesk.intake.dating import dated
from kpidesk.intake.formats import Formats
from kpidesk.intake.people import People
from kpidesk.intake.problems import Tally
from kpidesk.intake.sideways import turned
from kpidesk.intake.thousands import unscaled
from kpidesk.intake.values import Cell, as_text, is_blank, is_formula, is_missing, is_unsolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kpidesk.intake.facts import Columns, Covered, Entry, Lookups, TargetFact
    from kpidesk.intake.recipes import Recipe, Where
    from kpidesk.intake.tables import Table
    from kpidesk.intake.values import Numbers

_AT_ONCE = 25_000
_NAMED = 6
"""Texts of a column that are named."""

_EMPTY = "Left empty, not counted as zero."
_NO_RESULT = f"A formula without a result: open the file in its own program, save it, import it again. {_EMPTY}"


class Reading:
    """One pass over one table under one complete recipe. Ask for `columns` first: the rest is filled by it."""

    def __init__(self, table: Table, recipe: Recipe, lookups: Lookups) -> None:
        """Prepare to read; columns are found here.

        Raises:
            UserError: a column is missing, or how it is written is in doubt.
        """
        self.table = table = dated(turned(table, recipe.rep), recipe)
        self.recipe, self.lookups = recipe, lookups
        self.tally = Tally()
        for note in (*table.notes, *unscaled(table, recipe)):
            self.tally.note(None, None, None, note)
        self.targets: list[TargetFact] = []
        self.coverage: list[Covered] = []
        self.formats = Formats(table, recipe.file, lookups.calendar)
        self.people = People(table, recipe.rep, lookups, self.tally)
        self._conditions: list[tuple[str, int, tuple[str, ...], _OneOf]] = []
        """KPI, column, wanted texts and what was found of them."""

    def entries(self) -> Iterator[Entry]:
        """The values, in the order of the file."""
        raise NotImplementedError

    def columns(self) -> Iterator[Columns]:
        """The values as columns, some thousands at a time."""
        yield from self.portions()
        _ = self.unmet  # told once all is read

    def portions(self) -> Iterator[Columns]:
        """The values as they come."""
        entries = self.entries()
        while some := list(islice(entries, _AT_ONCE)):
            yield from as_columns(some)

    def number(self, row: int, at: int, cell: Cell, numbers: Numbers) -> float | None:
        """The number in a cell of a column; None if it is empty, or not a number, which is reported."""
        if is_blank(cell):
            return None
        try:
            return numbers.read(cell)
        except ValueError as error:
            text, column = as_text(cell), self.table.columns[at]
            if is_formula(cell):
                self.tally.note_alike(row, column, text, _NO_RESULT)
            elif is_unsolved(cell):
                self.tally.note_alike(row, column, text, f"“{text}” is an error of the workbook. {_EMPTY}")
            else:
                why = "is not a number" if is_missing(cell) else str(error)
                self.tally.note(row, column, text, f"“{text}” {why}. {_EMPTY}")
            return None

    @cached_property
    def unmet(self) -> frozenset[str]:
        """Keys of the KPIs with a condition that fits no row of the file, which is told; ask when all is read."""
        found = set()
        for key, at, texts, tested in self._conditions:
            if not tested or any(tested.values()):
                continue
            there = {as_text(cell): cell for cell in self.table.distinct([at])[at] if not is_blank(cell)}
            if any(map(tested.__getitem__, there.values())):
                continue
            found.add(key)
            self.tally.note(None, self.table.columns[at], texts[0], _no_row(key, self.table.columns[at], texts, there))
        return frozenset(found)

    def filter(self, key: str, where: Where) -> Callable[[Sequence[Cell]], bool]:
        """A test of whether a row has one of the wanted texts in each column of `where`, for the KPI with a key."""
        wanted = [(self.table.at(column), _OneOf(texts)) for column, texts in where]
        self._conditions += [(key, at, texts, one) for (at, one), (_, texts) in zip(wanted, where, strict=True)]
        if not wanted:
            return _always
        return lambda row: all(texts[row[at]] for at, texts in wanted)


def as_columns(entries: Sequence[Entry]) -> Iterator[Columns]:
    """Entries as columns, those with a denominator apart."""
    for width in (5, 6):
        found: list[Any] = [entry for entry in entries if len(entry) == width]
        if found:
            reps, kpis, starts, days, tops, *bottoms = zip(*found, strict=True)
            yield reps, kpis, starts, days, tops, bottoms[0] if bottoms else None


def _no_row(key: str, column: str, texts: Iterable[str], there: Iterable[str]) -> str:
    wanted = " or ".join(f"“{text}”" for text in texts)
    names = ", ".join(f"“{text}”" for text in sorted(there, key=fold)[:_NAMED])
    return f"Recipe, KPI “{key}”: no row has {wanted} in “{column}”; there are {names}. Nothing of this KPI was taken."


class _OneOf(dict[Cell, bool]):
    """Whether a cell is one of some texts, whatever its case; each cell is compared once."""

    def __init__(self, texts: Iterable[str]) -> None:
        super().__init__()
        self._texts = frozenset(fold(text) for text in texts)

    def __missing__(self, cell: Cell) -> bool:
        found = self[cell] = fold(as_text(cell)) in self._texts
        return found


def _always(_row: Sequence[Cell]) -> bool:
    return True
