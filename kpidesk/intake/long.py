"""Long files: each row is one value. They come with a million rows, so their plain rows take a short way."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.limits import LARGEST
from kpidesk.intake.grids import GridReading
from kpidesk.intake.reading import as_columns
from kpidesk.intake.recipes import KpiRule
from kpidesk.intake.values import Cell, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.intake.facts import Columns, Entry, Lookups
    from kpidesk.intake.recipes import Recipe
    from kpidesk.intake.tables import Table


_MORE_THAN_ALL = 1.01
"""What no part of a whole can be."""


class LongReading(GridReading):
    """One value a row."""

    def __init__(self, table: Table, recipe: Recipe, lookups: Lookups) -> None:
        """Find the columns of KPI, date and value.

        Raises:
            UserError: a column is missing or not said.
        """
        super().__init__(table, recipe, lookups)
        table = self.table
        self.cadence = recipe.date.cadence
        for what, name in (("names the KPI", recipe.long.kpi), ("dates the rows", recipe.date.column)):
            if name is None:
                raise UserError(f"{table.where}: which column {what}? Say it in a recipe: [long] or [date].")
        if recipe.long.value is None:
            raise UserError(f'{table.where}: which column holds the value? Say it in a recipe: [long] value = "…".')
        self._kpi, self._date = table.at(recipe.long.kpi or ""), table.at(recipe.date.column or "")
        self._value = table.at(recipe.long.value)
        self._spans = self.formats.spans(self._date, recipe.date.cadence)
        self._target = table.at(recipe.long.target) if recipe.long.target else None
        self._numbers = self.formats.numbers([self._value] if self._target is None else [self._value, self._target])
        self._number = self._numbers[self._value]
        self._rules = {fold(rule.match or rule.key): at for at, rule in enumerate(recipe.kpis)}
        self._filters = [self.filter(rule.key, rule.measure.where) for rule in recipe.kpis]
        self._plain_kpis: dict[Cell, int] = {}
        """Number of each KPI whose values need nothing but to be read, by its text in the file, so far."""

    def entries(self) -> Iterator[Entry]:
        """The values, row by row."""
        for first, batch in self.table.batches():
            yield from filter(None, map(self._carefully, count(first), batch))

    def portions(self) -> Iterator[Columns]:
        """The values, batch by batch."""
        quick = self.table.text is not None and self._number.plain and self.people.at is not None
        quick = quick and self._target is None
        for first, batch in self.table.batches():
            found = self._at_once(batch, self.people.at or 0) if quick else None
            if found is not None:
                yield found
            elif quick:
                yield from as_columns(list(self._quickly(first, batch, self.people.at or 0)))
            else:
                yield from as_columns(list(filter(None, map(self._carefully, count(first), batch))))
            self.lookups.watch(self.tally.rows_read)

    def _at_once(self, batch: list[list[Cell]], rep_at: int) -> Columns | None:
        """The values of a batch in which every name and date was seen before and every number is plain; else None."""
        try:
            columns: list[Any] = list(zip(*batch, strict=True))
            reps = list(map(self.people.numbers.__getitem__, columns[rep_at]))
            kpis = list(map(self._plain_kpis.__getitem__, columns[self._kpi]))
            starts, days = zip(*map(self._spans.__getitem__, columns[self._date]), strict=True)
            texts = columns[self._value]
            numbers = list(map(float, texts))
        except (LookupError, ValueError, TypeError):
            return None
        # `float` also reads nan and inf; nan is told by the sum. What is negative, most KPIs cannot be.
        odd = min(numbers) < 0 or max(numbers) > LARGEST or not sum(numbers) < math.inf
        if odd or len(columns) != len(self.table.columns) or "_" in "".join(texts):
            return None
        self.tally.rows_read += len(batch)
        self.tally.rows_used += len(batch)
        return reps, kpis, starts, days, numbers, None

    def _quickly(self, first: int, batch: list[list[Cell]], rep_at: int) -> Iterator[Entry]:
        """The values of a batch: names and dates seen before and plain numbers at once, all else with care."""
        reps, kpis, spans = self.people.numbers, self._plain_kpis, self._spans
        kpi_at, date_at, value_at, width = self._kpi, self._date, self._value, len(self.table.columns)
        careful = 0
        for number, row in enumerate(batch, first):
            try:
                rep, kpi = reps[row[rep_at]], kpis[row[kpi_at]]
                start, days = spans[row[date_at]]
                text: Any = row[value_at]
                value = float(text)
                doubtful = "_" in text or len(row) > width or not 0 <= value <= LARGEST
            except (LookupError, ValueError, TypeError):
                doubtful = True
            if doubtful:
                careful += 1
                if (entry := self._carefully(number, row)) is not None:
                    yield entry
            else:
                yield rep, kpi, start, days, value
        self.tally.rows_read += len(batch) - careful
        self.tally.rows_used += len(batch) - careful

    def _carefully(self, number: int, row: list[Cell]) -> Entry | None:
        """The value of one row with every check and every sentence."""
        rep = self.people.of(number, row)
        if rep is None:
            return None
        row = [*row, *[""] * (len(self.table.columns) - len(row))]
        found = self._which(number, row)
        span = self.span(number, row, self._date, self._spans) if found else None
        if found is None or span is None:
            return None
        self.tally.rows_used += 1
        self.people.used.add(rep)
        kpi, rule = found
        if self._target is not None:
            target = self.number(number, self._target, row[self._target], self._numbers[self._target])
            if target is not None:
                beside = replace(rule or KpiRule(""), target=True)
                self.value(rep, kpi, beside, span, self.spot(number, row, self._target), target)
        value = self.number(number, self._value, row[self._value], self._number)
        return None if value is None else self.value(rep, kpi, rule, span, self.spot(number, row, self._value), value)

    def _which(self, line: int, row: list[Cell]) -> tuple[int, KpiRule | None] | None:
        """The KPI of a row and its rule; None if the recipe does not ask for it, or nobody knows it."""
        cell = row[self._kpi]
        text = as_text(cell)
        if self.recipe.kpis:
            at = self._rules.get(fold(text))
            if at is None or not self._filters[at](row):
                return None
            rule, number = self.recipe.kpis[at], self.lookups.kpis[at]
            if rule.factor == 1 and not rule.target and not rule.measure.where and self._is_plain(number):
                self._plain_kpis[cell] = number
            return number, rule
        kpi = self.lookups.kpi(text)
        if kpi is None:
            column = self.table.columns[self._kpi]
            self.tally.refuse_alike(line, column, text, f"No KPI is called “{text}”.")
            return None
        if self._is_plain(kpi):
            self._plain_kpis[cell] = kpi
        return kpi, None

    def _is_plain(self, kpi: int) -> bool:
        """Whether a value of a KPI can be taken as it stands, however large."""
        return kpi not in self.shares and self.lookups.fault(kpi, _MORE_THAN_ALL) is None
