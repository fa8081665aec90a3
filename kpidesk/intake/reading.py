"""What a reading yields, what it needs to know, and the rows of a table that are about a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Cadence
from kpidesk.intake.formats import Formats
from kpidesk.intake.problems import Tally
from kpidesk.intake.values import Cell, as_text, is_blank, is_formula, is_missing, is_unsolved, says_thousands

if TYPE_CHECKING:
    from kpidesk.intake.recipes import Recipe, RepColumns, Where
    from kpidesk.intake.tables import Table
    from kpidesk.intake.values import Numbers

Entry: TypeAlias = tuple[int, int, int, int, float] | tuple[int, int, int, int, float, float]
"""Numbers of rep and KPI, first day number, days, numerator and, for a ratio with two sides, denominator."""

Columns: TypeAlias = tuple[
    Sequence[int], Sequence[int], Sequence[int], Sequence[int], Sequence[float], Sequence[float] | None
]
"""Entries as columns, all of them with a denominator or none."""

_TOTALS = frozenset(
    (
        *("total", "totals", "grand total", "subtotal", "sub total", "sub-total", "overall", "sum", "average"),
        *("summe", "gesamt", "gesamtsumme", "insgesamt", "zwischensumme", "durchschnitt", "gesamtergebnis"),
        *("totaux", "total general", "somme", "suma", "total geral", "totale", "totaal"),
    )
)
"""What stands in place of a name in a row of totals."""

_AT_ONCE = 25_000
_NAMED = 6
"""Texts of a column that are named."""

_EMPTY = "Left empty, not counted as zero."
_NO_RESULT = f"A formula without a result: open the file in its own program, save it, import it again. {_EMPTY}"


@dataclass(frozen=True, slots=True)
class TargetFact:
    """A target of one rep, from a day on; None: from the day of the import on."""

    rep: int
    kpi: int
    start: int | None
    cadence: Cadence | None
    value: float


@dataclass(frozen=True, slots=True)
class Covered:
    """The days, first and last included, for which a file knows everything about one KPI of one rep."""

    rep: int
    kpi: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lookups:
    """What only the team file knows: who and which KPI a text means."""

    find: Callable[[str], int | None]
    """Number of the rep with a name."""
    settle: Callable[[str], int | None]
    """Number of the rep to take for a name nobody has; None if it is left out."""
    unknown: Callable[[str], str]
    """What to say of a name that is left out."""
    kpi: Callable[[str], int | None]
    """Number of the KPI with a key or name, for a long file without rules."""
    kpis: Sequence[int] = ()
    """Number of the KPI of each rule."""
    cadences: Sequence[Cadence] = ()
    """Cadence of the KPI of each rule."""
    calendar: FiscalCalendar = field(default_factory=FiscalCalendar)
    fault: Callable[[int, float], str | None] = lambda _kpi, _value: None
    """Why a KPI, by its number, cannot have a value; None if it can."""
    shares: Mapping[int, float] = field(default_factory=dict)
    """Numbers of percent KPIs whose values need to be judged together, each with the largest fraction it can be."""
    watch: Callable[[int], None] = lambda _rows: None
    """Told the number of rows after each batch; may raise to stop."""


class Reading:
    """One pass over one table under one complete recipe. Ask for `columns` first: the rest is filled by it."""

    def __init__(self, table: Table, recipe: Recipe, lookups: Lookups) -> None:
        """Prepare to read; columns are found here.

        Raises:
            UserError: a column is missing, or how it is written is in doubt.
        """
        self.table, self.recipe, self.lookups = table, recipe, lookups
        self.tally = Tally()
        for note in (*table.notes, *_unscaled(recipe)):
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


def _unscaled(recipe: Recipe) -> Iterator[str]:
    """A sentence for each KPI whose column says thousands while its rule does not."""
    for rule in recipe.kpis:
        for column in {rule.column, rule.measure.of} - {None}:
            if rule.factor == 1 and says_thousands(column or ""):
                yield (
                    f"Column “{column}” says thousands; its numbers were taken as they are. "
                    f"If they are thousands, say scale = 1000 for “{rule.key}” in a recipe."
                )


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
        self._reasons: dict[str, str] = {}
        self._width = len(table.columns)
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
        name = self._name(row)
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
            return as_text(row[self.at]) if self.at < len(row) else ""
        return " ".join(as_text(row[at]) for at in self._parts if at < len(row)).strip()

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
            or is_total(name)
            or ((not name or self._only is not None) and any(map(is_total, texts)))
        ):
            self._tally.rows_skipped += 1
            return False
        return True

    def _stranger(self, number: int, name: str) -> int | None:
        if not name:
            self._tally.refuse(number, self.column, "", "The row names no rep. Row is left out.")
            return None
        found = None if name in self.strangers else self._lookups.find(name)
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


def is_total(text: str) -> bool:
    """Whether a text heads a row of totals instead of naming a person."""
    return fold(text).rstrip(":. ") in _TOTALS
