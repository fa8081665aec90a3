"""Records: each row is one deal or activity, and many rows become one value for each rep and day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Cadence
from kpidesk.intake.facts import Covered, Entry, Lookups
from kpidesk.intake.reading import Reading
from kpidesk.intake.recipes import How, KpiRule, Measure, Recipe
from kpidesk.intake.spans import Spans
from kpidesk.intake.values import Cell, as_text, is_blank, is_missing

if TYPE_CHECKING:
    from kpidesk.intake.tables import Table

_ADDITIVE = frozenset({How.COUNT, How.SUM, How.MEAN, How.RATIO})
"""Measures whose daily values add up to those of longer periods; the others are taken for the KPI's own period."""


def _median(values: list[float]) -> float:
    import statistics

    return statistics.median(values)


_PICKS: dict[How, Callable[[list[float]], float]] = {How.MIN: min, How.MAX: max, How.MEDIAN: _median}

_Number: TypeAlias = Callable[[int, list[Cell]], float | None]
"""What a row adds to a measure; None if nothing."""


@dataclass(slots=True)
class _Sums:
    top: float = 0.0
    bottom: float = 0.0
    values: list[float] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Kpi:
    number: int
    rule: KpiRule
    date: int
    spans: Spans
    top: _Number
    bottom: _Number | None
    text: int | None
    """Column of the texts to be told apart."""


class RecordsReading(Reading):
    """Reads deals or activities."""

    def __init__(self, table: Table, recipe: Recipe, lookups: Lookups) -> None:
        """Find the columns of every rule.

        Raises:
            UserError: a column is missing or not said, or a target comes from records.
        """
        super().__init__(table, recipe, lookups)
        table = self.table
        columns = {table.at(measure.of) for rule in recipe.kpis for measure in _numeric(rule) if measure.of}
        self._numbers = self.formats.numbers(columns)
        self._kpis = [self._bind(at, rule) for at, rule in enumerate(recipe.kpis)]
        self._dates = sorted({kpi.date for kpi in self._kpis})
        self._days = {at: self.formats.spans(at, Cadence.DAY) for at in self._dates}

    def _bind(self, at: int, rule: KpiRule) -> _Kpi:
        date = rule.date or self.recipe.date.column
        if date is None:
            raise UserError(f'Recipe, KPI “{rule.key}”: which column dates the row? Say it as date = "…".')
        day = self.table.at(date)
        cadence = Cadence.DAY if rule.measure.how in _ADDITIVE else self.lookups.cadences[at]
        first, second = rule.measure, None
        if rule.numerator is not None and rule.denominator is not None:
            first, second = rule.numerator, rule.denominator
        text = self.table.at(self._of(rule)) if rule.measure.how is How.DISTINCT else None
        return _Kpi(
            self.lookups.kpis[at],
            rule,
            day,
            self.formats.spans(day, cadence),
            self._number(rule, first),
            self._number(rule, second) if second else None,
            text,
        )

    def _of(self, rule: KpiRule) -> str:
        if rule.measure.of is None:
            raise UserError(f'Recipe, KPI “{rule.key}”: the {rule.measure.how} of which column? Say it as of = "…".')
        return rule.measure.of

    def _number(self, rule: KpiRule, measure: Measure) -> _Number:
        passes = self.filter(rule.key, measure.where)
        if measure.how in {How.COUNT, How.DISTINCT}:
            return lambda _number, row: 1.0 if passes(row) else None
        column = measure.of or self._of(rule)
        at = self.table.at(column)
        numbers = self._numbers[at]
        return lambda number, row: self.number(number, at, row[at], numbers) if passes(row) else None

    def entries(self) -> Iterator[Entry]:
        """The values, sorted by rep, KPI and day."""
        groups: dict[tuple[int, int, int, int], _Sums] = {}
        known: dict[int, tuple[int, int]] = {}
        reps: set[int] = set()
        for number, row, rep in self.people.rows():
            if not self._dated(number, row, known):
                continue
            self.tally.rows_used += 1
            self.people.used.add(rep)
            reps.add(rep)
            for at, kpi in enumerate(self._kpis):
                cell = row[kpi.date]
                if not is_blank(cell):
                    _add(groups, (rep, at, *kpi.spans[cell]), kpi, number, row)
        self._cover(reps, known)
        for key in sorted(groups):
            rep, at, start, days = key
            kpi = self._kpis[at]
            value = _result(kpi.rule, groups[key])
            if value is not None and kpi.rule.key not in self.unmet and self._is_possible(kpi, value):
                yield rep, kpi.number, start, days, *value

    def _is_possible(self, kpi: _Kpi, value: tuple[float] | tuple[float, float]) -> bool:
        fault = self.lookups.fault(kpi.number, value[0])
        if fault is not None:
            column, total = kpi.rule.measure.of, f"{value[0]:,.15g}"
            self.tally.note_alike(None, column, total, f"{fault[0].upper()}{fault[1:]}. Such values are left empty.")
        return fault is None

    def _dated(self, number: int, row: list[Cell], known: dict[int, tuple[int, int]]) -> bool:
        """Whether every date of the row can be read; an open row without one is fine."""
        for at in self._dates:
            cell = row[at]
            if is_blank(cell) or is_missing(cell):
                row[at] = ""
                continue
            try:
                day, _ = self._days[at][cell]
            except ValueError as error:
                text = as_text(cell)
                self.tally.refuse(number, self.table.columns[at], text, f"“{text}” {error}. Row is left out.")
                return False
            low, high = known.get(at, (day, day))
            known[at] = min(low, day), max(high, day)
        return True

    def _cover(self, reps: set[int], known: dict[int, tuple[int, int]]) -> None:
        calendar = self.lookups.calendar
        for at, kpi in enumerate(self._kpis):
            if kpi.date not in known or kpi.rule.key in self.unmet:
                continue
            first, last = known[kpi.date]
            if kpi.rule.measure.how not in _ADDITIVE:
                spans = Spans(None, self.lookups.cadences[at], calendar)
                first, last = spans.around(first)[0], sum(spans.around(last)) - 1
            self.coverage += [Covered(rep, kpi.number, first, last) for rep in sorted(reps)]


def _numeric(rule: KpiRule) -> list[Measure]:
    measures = [measure for measure in (rule.measure, rule.numerator, rule.denominator) if measure is not None]
    return [measure for measure in measures if measure.how not in {How.COUNT, How.DISTINCT, How.RATIO}]


def _add(
    groups: dict[tuple[int, int, int, int], _Sums],
    key: tuple[int, int, int, int],
    kpi: _Kpi,
    number: int,
    row: list[Cell],
) -> None:
    top = kpi.top(number, row)
    bottom = kpi.bottom(number, row) if kpi.bottom else None
    if top is None and bottom is None:
        return
    sums = groups.get(key)
    if sums is None:
        sums = groups[key] = _Sums()
    sums.top += top or 0.0
    sums.bottom += (bottom or 0.0) if kpi.bottom else 1.0
    if kpi.text is not None:
        sums.texts.add(as_text(row[kpi.text]))
    elif kpi.rule.measure.how not in _ADDITIVE and top is not None:
        sums.values.append(top)


def _result(rule: KpiRule, sums: _Sums) -> tuple[float] | tuple[float, float] | None:
    """Numerator, or numerator and denominator, of one group."""
    how = rule.measure.how
    if how in {How.RATIO, How.MEAN}:
        return None if sums.top == 0 == sums.bottom else (_tidy(sums.top * rule.factor), _tidy(sums.bottom))
    if how in {How.COUNT, How.SUM}:
        return (_tidy(sums.top * rule.factor),)
    if how is How.DISTINCT:
        texts = len(sums.texts - {""})
        return (texts * rule.factor,) if texts else None
    return (_PICKS[how](sums.values) * rule.factor,)


def _tidy(total: float) -> float:
    """A sum without the rounding noise that depends on the order of the rows."""
    return round(total, 6)
