"""The rows of a table that are about a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.intake.names import clean_name, name_fault
from kpidesk.intake.totals import is_total, is_total_name
from kpidesk.intake.values import Cell, as_text, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.intake.facts import Lookups
    from kpidesk.intake.problems import Tally
    from kpidesk.intake.recipes import RepColumns
    from kpidesk.intake.tables import Table


_NAMELESS = (
    "The row names no rep. If it is about the rep above, as in merged cells, say so in a recipe: [rep] repeat = true."
)


class People:
    """Which rep each row is about; rows about nobody are told apart from rows about somebody unknown."""

    def __init__(self, table: Table, columns: RepColumns, lookups: Lookups, tally: Tally) -> None:
        """Find the columns of the name.

        Raises:
            UserError: the recipe names no such column, or the one person it names is unknown.
        """
        self._table, self._lookups, self._tally = table, lookups, tally
        self.numbers: dict[Cell, int] = {}
        """Number of each rep by the name as it stands in the file, so far."""
        self.strangers: dict[str, int] = {}
        """Rows left out because of each name that is nobody's."""
        self.used: set[int] = set()
        """Numbers of the reps of whom a row was used."""
        self._reasons: dict[str, str] = {}
        self._width = len(table.columns)
        self._repeat, self._above = columns.repeat, ""
        self.row = 0
        """The row looked at last."""
        self.at = table.at(columns.column) if columns.column else None
        parts = [table.at(column) for column in (columns.first, columns.last) if column]
        self._parts = parts
        self._only = self._person(columns.value) if columns.value else None
        self._left_out = frozenset(fold(name) for name in columns.leave_out)
        if self.at is None and not parts and self._only is None:
            raise UserError(f'{table.where}: which column names the rep? Say it in a recipe: [rep] column = "…".')
        self.column = columns.column or " ".join(table.columns[at] for at in parts) or None

    def _person(self, name: str) -> int:
        number = self._lookups.find(name)
        number = self._lookups.settle(name) if number is None else number
        if number is None:
            raise UserError(f"No rep is called “{name}”, as the recipe says. Add the rep, or allow adding reps.")
        return number

    def rows(self) -> Iterator[tuple[int, list[Cell], int]]:
        """Row number, cells (one for each column) and number of the rep, of each row about a known rep."""
        for first, batch in self._table.batches():
            for number, row in enumerate(batch, first):
                rep = self.of(number, row)
                if rep is not None:
                    yield number, self._fitted(row), rep
            self._lookups.watch(self._tally.rows_read)

    def of(self, number: int, row: list[Cell]) -> int | None:
        """The rep a row is about, counting and judging the row; None if it is left out or no data."""
        self.row = number
        name = self._name(row)
        if self._repeat:
            ends = is_total_name(name) or any(is_total(as_text(cell)) for cell in row)
            name = name if ends else name or self._above
            self._above = "" if ends else name
        found = self._only if self._only is not None else self.numbers.get(name)
        # A known name still needs its cells checked: a surplus cell means all after it are in the wrong column.
        if not self._is_data(row, name, known=found is not None):
            return None
        self._tally.rows_read += 1
        if self._table.text is not None and any(not is_blank(cell) for cell in row[self._width :]):
            reason = f"The row has {len(row)} cells, the header {self._width}. Row is left out."
            self._tally.refuse(number, None, None, reason)
            return None
        return found if found is not None else self._stranger(number, name)

    def _name(self, row: list[Cell]) -> str:
        if self.at is not None:
            return clean_name(as_text(row[self.at])) if self.at < len(row) else ""
        return clean_name(" ".join(as_text(row[at]) for at in self._parts if at < len(row)))

    def _is_data(self, row: list[Cell], name: str, *, known: bool) -> bool:
        if known and self._only is None:
            return True
        texts = [as_text(cell) for cell in row if not is_blank(cell)]
        if not texts:
            return False
        note = len(texts) == 1 and self._width > 2
        if (
            note
            or fold(name) in self._left_out
            or (is_total_name(name) and self._lookups.find(name) is None)
            or ((not name or self._only is not None) and any(map(is_total, texts)))
        ):
            self._tally.rows_skipped += 1
            return False
        return True

    def _stranger(self, number: int, name: str) -> int | None:
        if not name:
            self._tally.refuse_alike(number, self.column, "", _NAMELESS)
            return None
        found = None if name in self.strangers else self._lookups.find(name)
        if found is None and (fault := name_fault(name)):
            self._tally.refuse_alike(number, self.column, name, f"The rep’s name {fault}.")
            return None
        found = self._lookups.settle(name) if found is None else found
        if found is None:
            self.strangers[name] = self.strangers.get(name, 0) + 1
            if name not in self._reasons:
                self._reasons[name] = self._lookups.unknown(name)
            self._tally.refuse_alike(number, self.column, name, self._reasons[name])
            return None
        self.numbers[name] = found
        return found

    def _fitted(self, row: list[Cell]) -> list[Cell]:
        return row if len(row) >= self._width else [*row, *[""] * (self._width - len(row))]
