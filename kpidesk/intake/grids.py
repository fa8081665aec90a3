"""Grids: each cell is a value. A row is one rep and period with a column for each KPI, or one rep with all periods."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.intake.facts import Entry, Lookups, TargetFact
from kpidesk.intake.reading import Reading, as_columns
from kpidesk.intake.recipes import How, KpiRule, Measure, Recipe
from kpidesk.intake.shares import Held, Shares
from kpidesk.intake.values import Cell, Numbers, as_text, is_blank, is_missing

if TYPE_CHECKING:
    from kpidesk.domain.terms import Cadence
    from kpidesk.intake.facts import Columns
    from kpidesk.intake.shares import Spot
    from kpidesk.intake.spans import Spans
    from kpidesk.intake.tables import Table

_Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of values; with `bottom` the second side of a ratio."""

    at: int
    numbers: Numbers
    kpi: int
    rule: KpiRule
    passes: Callable[[Sequence[Cell]], bool]
    bottom: int | None = None
    bottom_numbers: Numbers | None = None


class GridReading(Reading):
    """What the grids have in common: a cell becomes a value, a target, or a problem."""

    cadence: Cadence | None

    def __init__(self, table: Table, recipe: Recipe, lookups: Lookups) -> None:
        """Prepare to read.

        Raises:
            UserError: a column is missing, or how it is written is in doubt.
        """
        super().__init__(table, recipe, lookups)
        self.shares = Shares(lookups.shares, self.tally)

    def columns(self) -> Iterator[Columns]:
        """The values as columns, at the end those that could only be judged together."""
        yield from super().columns()
        judged = (
            self._kept(each.rep, each.kpi, each.span, each.value, target=each.target) for each in self.shares.settled()
        )
        yield from as_columns([entry for entry in judged if entry is not None])

    def value(
        self,
        rep: int,
        kpi: int,
        rule: KpiRule | None,
        span: _Span | None,
        spot: Spot,
        top: float,
        bottom: float | None = None,
    ) -> Entry | None:
        """A value to write; None after it was kept as a target, held back to be judged, or refused, which is told."""
        scale, target = (None, False) if rule is None else (rule.scale, rule.target)
        top *= 1.0 if scale is None else scale
        if fault := self.lookups.fault(kpi, top):
            row, column, cell = spot
            text = as_text(cell)
            self.tally.note(row, column, text, f"“{text}”: {fault}. Left empty, not counted as zero.")
            return None
        if kpi in self.shares and scale is None and bottom is None and (span or target):
            self.shares.hold(Held(rep, kpi, span, spot, top, target))
            return None
        return self._kept(rep, kpi, span, top, bottom, target=target)

    def _kept(
        self, rep: int, kpi: int, span: _Span | None, top: float, bottom: float | None = None, *, target: bool
    ) -> Entry | None:
        if target:
            self.targets.append(TargetFact(rep, kpi, span[0] if span else None, self.cadence, top))
        if target or span is None:
            return None
        return (rep, kpi, *span, top) if bottom is None else (rep, kpi, *span, top, bottom)

    def spot(self, number: int, row: Sequence[Cell], at: int) -> Spot:
        """Where a cell is and what it holds, for a problem with it."""
        return number, self.table.columns[at], row[at]

    def span(self, number: int, row: Sequence[Cell], at: int, spans: Spans) -> _Span | None:
        """The period of a row; None after the row was refused."""
        cell = row[at]
        if is_blank(cell) or is_missing(cell):
            self.tally.refuse(number, self.table.columns[at], as_text(cell), "The row has no date. Row is left out.")
            return None
        try:
            return spans[cell]
        except ValueError as error:
            text = as_text(cell)
            self.tally.refuse(number, self.table.columns[at], text, f"“{text}” {error}. Row is left out.")
            return None


class ColumnsReading(GridReading):
    """One rep and period a row, a column for each KPI."""

    def __init__(self, table: Table, recipe: Recipe, lookups: Lookups) -> None:
        """Find the columns of every rule.

        Raises:
            UserError: a column is missing, or values have no date.
        """
        super().__init__(table, recipe, lookups)
        table = self.table
        self.cadence = recipe.date.cadence
        self._date = table.at(recipe.date.column) if recipe.date.column else None
        self._spans = None if self._date is None else self.formats.spans(self._date, recipe.date.cadence)
        if self._date is None and not all(rule.target for rule in recipe.kpis):
            raise UserError(f'{table.where}: which column dates the rows? Say it in a recipe: [date] column = "…".')
        sides = [_sides(rule) for rule in recipe.kpis]
        numbers = self.formats.numbers({table.at(name) for pair in sides for name in pair})
        self._columns = []
        for rule, kpi, names in zip(recipe.kpis, lookups.kpis, sides, strict=True):
            top, *bottom = (table.at(name) for name in names)
            column = _Column(top, numbers[top], kpi, rule, self.filter(rule.key, rule.measure.where))
            if bottom:
                column = _Column(top, numbers[top], kpi, rule, column.passes, bottom[0], numbers[bottom[0]])
            self._columns.append(column)

    def entries(self) -> Iterator[Entry]:
        """The values, row by row."""
        for number, row, rep in self.people.rows():
            span = None
            if self._date is not None and self._spans is not None:
                span = self.span(number, row, self._date, self._spans)
                if span is None:
                    continue
            self.tally.rows_used += 1
            self.people.used.add(rep)
            for column in self._columns:
                if column.passes(row):
                    entry = self._cell(number, row, rep, span, column)
                    if entry is not None:
                        yield entry

    def _cell(self, number: int, row: list[Cell], rep: int, span: _Span | None, column: _Column) -> Entry | None:
        top = self.number(number, column.at, row[column.at], column.numbers)
        spot = self.spot(number, row, column.at)
        if column.bottom is None or column.bottom_numbers is None:
            return None if top is None else self.value(rep, column.kpi, column.rule, span, spot, top)
        bottom = self.number(number, column.bottom, row[column.bottom], column.bottom_numbers)
        if top is None or bottom is None or top == 0 == bottom:
            return None
        return self.value(rep, column.kpi, column.rule, span, spot, top, bottom)


def _sides(rule: KpiRule) -> list[str]:
    if rule.numerator is not None and rule.denominator is not None:
        return [_of(rule, rule.numerator), _of(rule, rule.denominator)]
    if rule.measure.how is not How.SUM:
        raise UserError(f"Recipe, KPI “{rule.key}”: “{rule.measure.how}” needs layout = “records”.")
    return [rule.column or _of(rule, rule.measure)]


def _of(rule: KpiRule, measure: Measure) -> str:
    if measure.of is None:
        raise UserError(f'Recipe, KPI “{rule.key}”: which column holds it? Say it as column = "…".')
    return measure.of


class WideReading(GridReading):
    """One rep a row, a column for each period; with a KPI column, one rep and KPI a row."""

    def __init__(self, table: Table, recipe: Recipe, lookups: Lookups) -> None:
        """Find the columns whose headers are periods.

        Raises:
            UserError: there are none, or which KPI the values belong to is not said.
        """
        super().__init__(table, recipe, lookups)
        table = self.table
        self._periods = period_columns(table)
        if not self._periods:
            raise UserError(
                f"{table.where}, row {table.header_row}: no column is headed by a date, week, month or quarter."
            )
        texts = [table.columns[at] for at in self._periods]
        self.cadence = recipe.date.cadence
        self._spans = self.formats.header_spans(self.cadence, texts, None)
        self._numbers = self.formats.numbers(self._periods)
        self._kpi_column = table.at(recipe.long.kpi) if recipe.long.kpi else None
        self._rules = {fold(rule.match or rule.key): at for at, rule in enumerate(recipe.kpis)}
        if self._kpi_column is None and len(recipe.kpis) != 1:
            raise UserError(f"{table.where}: a file with a column for each period needs one [[kpi]] in its recipe.")
        self._filters = [self.filter(rule.key, rule.measure.where) for rule in recipe.kpis]

    def entries(self) -> Iterator[Entry]:
        """The values, row by row."""
        spans = dict(self._readable())
        for number, row, rep in self.people.rows():
            at = self._rule(row)
            if at is None or not self._filters[at](row):
                continue
            self.tally.rows_used += 1
            self.people.used.add(rep)
            kpi, rule = self.lookups.kpis[at], self.recipe.kpis[at]
            for column, span in spans.items():
                value = self.number(number, column, row[column], self._numbers[column])
                spot = self.spot(number, row, column)
                entry = None if value is None else self.value(rep, kpi, rule, span, spot, value)
                if entry is not None:
                    yield entry

    def _readable(self) -> Iterator[tuple[int, _Span]]:
        """The columns whose period can be read, each with it; one of a longer period is told."""
        for at in self._periods:
            name = self.table.columns[at]
            try:
                yield at, self._spans[name]
            except ValueError as error:
                self.tally.note(self.table.header_row, name, name, f"Column “{name}” {error}. It is left out.")

    def _rule(self, row: Sequence[Cell]) -> int | None:
        if self._kpi_column is None:
            return 0
        return self._rules.get(fold(as_text(row[self._kpi_column])))


def period_columns(table: Table) -> list[int]:
    """The columns whose header is a date, week, month, quarter or year."""
    from kpidesk.intake.dates import parse
    from kpidesk.intake.recipes import DateOrder

    found = []
    for at, name in enumerate(table.columns):
        try:
            parse(name, DateOrder.DMY)
        except ValueError:
            try:
                parse(name, DateOrder.MDY)
            except ValueError:
                continue
        found.append(at)
    return found
