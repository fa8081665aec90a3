"""What a recipe leaves unsaid, found in the table itself; what two readings fit is asked, never guessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Cadence
from kpidesk.intake import suggestions, what, who
from kpidesk.intake.clues import Clues, Known, listed, says_target
from kpidesk.intake.columns import Profile
from kpidesk.intake.doubts import About, Answer, DoubtError, Question, question_of
from kpidesk.intake.formats import Formats
from kpidesk.intake.grids import period_columns
from kpidesk.intake.recipes import DateOrder, How, KpiRule, Layout, LongColumns, Recipe
from kpidesk.intake.values import as_text
from kpidesk.intake.words import KPI_KEYS, VALUE_WORDS

if TYPE_CHECKING:
    from kpidesk.intake.tables import Table

__all__ = ["Draft", "Known", "as_far", "complete"]


def complete(recipe: Recipe, table: Table, known: Known) -> Recipe:
    """The recipe with everything said.

    Raises:
        UserError: something could not be decided; the sentence names it.
    """
    return _Mapper(recipe, table, known).complete()


@dataclass(frozen=True, slots=True)
class Draft:
    """A recipe as far as the table itself tells, and what is left to say."""

    recipe: Recipe
    question: Question | None
    """What could not be decided, None if nothing."""
    rules: tuple[KpiRule, ...]
    """What could be counted if each row is a deal or an activity; never used unasked."""
    columns: tuple[Profile, ...]
    likely: dict[str, str]
    """Columns of numbers that are for nothing yet, and the key of the KPI each is named like."""
    decimal: str | None
    """The decimal sign that was found, None where no number tells."""
    date_order: DateOrder | None
    """The order of day, month and year that was found, None where no date tells."""


def as_far(recipe: Recipe, table: Table, known: Known) -> Draft:
    """The recipe with everything said that can be found, the question that is left, and what could be done next."""
    mapper = _Mapper(recipe, table, known)
    question = None
    try:
        mapper.recipe = mapper.complete()
        mapper.check_formats()
    except UserError as error:
        question = question_of(error)
    found, clues = mapper.recipe, mapper.clues
    # Kinds without a value beside them are activities to be counted.
    counts = found.layout is Layout.LONG and question is not None and question.about is About.VALUE
    records = counts or found.layout in {None, Layout.RECORDS}
    rules = suggestions.rules(_whole(clues), clues.key, found.rep.column) if records else ()
    likely: dict[str, str] = {}
    if found.layout in {None, Layout.COLUMNS}:
        likely = suggestions.likely(clues.columns, found.column_names, {**KPI_KEYS, **known.kpi_names})
    return Draft(found, question, rules, tuple(clues.columns), likely, mapper.decimal, mapper.date_order)


class _Mapper:
    def __init__(self, recipe: Recipe, table: Table, known: Known) -> None:
        self.recipe, self.table = recipe, table
        self.said = bool(recipe.kpis)
        self.clues = Clues(table, known, recipe.file.date_order)
        self.formats = Formats(table, recipe.file, known.calendar)
        self.decimal: str | None = None
        self.date_order: DateOrder | None = None

    def complete(self) -> Recipe:
        self.recipe = replace(self.recipe, rep=who.named(self.clues, self.recipe.rep))
        self.recipe = replace(self.recipe, layout=self.recipe.layout or what.layout(self.clues, self.recipe))
        match self.recipe.layout:
            case Layout.ROSTER:
                return replace(self.recipe, rep=who.described(self.clues, self.recipe.rep))
            case Layout.RECORDS:
                return self._records()
            case Layout.WIDE:
                return self._wide()
            case Layout.LONG:
                self.recipe = self._long()
            case _:
                self.recipe = self._columns()
        return self._dated(self.recipe)

    def check_formats(self) -> None:
        """Ask now what reading the whole file would ask, and remember how it is written.

        Raises:
            UserError: dates or numbers of a column can be read in two ways.
        """
        recipe, at = self.recipe, self.table.at
        for name in sorted({recipe.date.column, *(rule.date for rule in recipe.kpis)} - {None}, key=str):
            order = self.formats.order(at(name or ""))
            self.date_order = self.date_order or order or self._order_in_sight(at(name or ""))
        wanted = period_columns(self.table) if recipe.layout is Layout.WIDE else sorted(map(at, _numeric(recipe)))
        numbers = self.formats.numbers(wanted)
        told = {each.decimal for column, each in numbers.items() if self._tells_decimal(column)}
        self.decimal = told.pop() if len(told) == 1 else None

    def _order_in_sight(self, at: int) -> DateOrder | None:
        """The order of a date whose signs leave no choice: 31.12.2026 or 2026-12-31."""
        text = next((as_text(row[at]) for row in self.table.head if at < len(row) and as_text(row[at])), "")
        if text[:4].isdigit() and text[4:5] in {"-", "/", "."}:
            return DateOrder.YMD
        return DateOrder.DMY if text.count(".") == 2 and text.replace(".", "").isdigit() else None

    def _tells_decimal(self, at: int) -> bool:
        return any(
            "," in text or "." in text for row in self.table.head if at < len(row) and (text := as_text(row[at]))
        )

    # how, layout by layout

    def _records(self) -> Recipe:
        if not self.said:
            sentence = f"{self.table.where}: say in a recipe what to count, with a [[kpi]] block for each KPI."
            raise DoubtError(sentence, About.LAYOUT)
        dates = [column.name for column in self.clues.columns if column.dates]
        only = self.recipe.date.column or (dates[0] if len(dates) == 1 else None)
        rules = []
        for rule in self.recipe.kpis:
            _check_records_rule(rule)
            date = rule.date or only
            if date is None:
                raise DoubtError(
                    f"Recipe, KPI “{rule.key}”: which column dates the row? "
                    f'Say it as date = "…": {listed(dates) or "none looks like dates"}.',
                    About.DATE,
                    tuple(Answer(name, name) for name in dates),
                )
            rules.append(replace(rule, date=date))
        return replace(self.recipe, kpis=tuple(rules))

    def _columns(self) -> Recipe:
        rules = []
        for rule in self.recipe.kpis:
            taken = rule.column or rule.measure.of or rule.numerator
            column = None if taken else what.column_of(self.clues, rule)
            rules.append(rule if taken else replace(rule, column=column))
        return replace(self.recipe, kpis=tuple(rules) if self.said else tuple(what.column_rules(self.clues)))

    def _long(self) -> Recipe:
        kpi = what.kpi_column(self.clues, self.recipe)
        if kpi is None:
            raise UserError(f'{self.table.where}: no column names KPIs. Say which in a recipe: [long] kpi = "…".')
        value = self._value_column(kpi)
        rules = self.recipe.kpis
        if not self.said and what.holds_targets(self.clues, value):
            rules = what.rules_by_text(self.clues, kpi, target=True)
        return replace(self.recipe, long=LongColumns(kpi, value), kpis=rules)

    def _value_column(self, kpi: str) -> str:
        named = {rule.column for rule in self.recipe.kpis if rule.column}
        value = self.recipe.long.value or (next(iter(named)) if len(named) == 1 else None)
        if value is not None:
            return value
        taken = {fold(name) for name in (kpi, self.recipe.rep.column) if name}
        rest = [column for column in self.clues.columns if not column.dates and fold(column.name) not in taken]
        found = [column.name for column in rest if column.numeric]
        # Where targets stand beside the values, the values are meant.
        found = [name for name in found if not says_target(name)] or found
        found = found or [column.name for column in rest if fold(column.name) in VALUE_WORDS]
        if not found:
            sentence = f"{self.table.where}: no column holds the values of “{kpi}”. {what.COUNTED}"
            raise DoubtError(sentence, About.VALUE)
        if len(found) != 1:
            which = f": {listed(found)}" if found else ""
            raise DoubtError(
                f'{self.table.where}: which column holds the value{which}? Say it in a recipe: [long] value = "…".',
                About.VALUE,
                tuple(Answer(name, name) for name in found),
            )
        return found[0]

    def _wide(self) -> Recipe:
        recipe = self.recipe
        if not self.said:
            recipe = self._wide_rules(recipe)
        if len(recipe.kpis) > 1 and recipe.long.kpi is None:
            recipe = replace(recipe, long=LongColumns(kpi=what.kpi_column(self.clues, recipe)))
        if recipe.date.cadence is None:
            from kpidesk.intake.dates import decide_cadence, decide_order

            periods = {self.table.columns[at] for at in period_columns(self.table)}
            order = recipe.file.date_order or decide_order(periods, f"{self.table.where}, header")
            recipe = self._with_cadence(recipe, decide_cadence(periods, order, ""), "the header")
        return recipe

    def _wide_rules(self, recipe: Recipe) -> Recipe:
        """The KPIs of a file with a column for each period: named by a column, or by what stands around the table."""
        column = what.kpi_column(self.clues, recipe)
        if column is not None:
            rules = what.rules_by_text(self.clues, column, target=self.clues.is_about_targets)
            return replace(recipe, long=LongColumns(kpi=column), kpis=rules)
        rules = what.title_rules(self.clues)
        if len(rules) != 1:
            which = f": {listed(rule.key for rule in rules)}" if rules else ""
            raise DoubtError(
                f'{self.table.where}: which KPI are these values{which}? Say it in a recipe: [[kpi]] key = "…".',
                About.KPI,
                tuple(Answer(rule.key, rule.key) for rule in rules),
            )
        return replace(recipe, kpis=rules)

    def _dated(self, recipe: Recipe) -> Recipe:
        """The recipe with a date column and the period each value covers."""
        if recipe.date.column is None:
            found = [column.name for column in self.clues.columns if column.dates]
            if not found and recipe.kpis and all(rule.target for rule in recipe.kpis):
                return recipe
            if len(found) != 1:
                raise DoubtError(self._undated(found), About.DATE, tuple(Answer(name, name) for name in found))
            self.recipe = recipe = replace(recipe, date=replace(recipe.date, column=found[0]))
        if recipe.date.cadence is None:
            at = self.table.at(recipe.date.column or "")
            recipe = self._with_cadence(recipe, self.formats.cadence(at), f"column “{recipe.date.column}”")
        return recipe

    def _undated(self, found: list[str]) -> str:
        if not found:
            return (
                f"{self.table.where}: no column says which day, week or month the values are for. "
                "Add such a column to the file, with the year."
            )
        where = self.table.where
        return f'{where}: which column dates the rows: {listed(found)}? Say it in a recipe: [date] column = "…".'

    def _with_cadence(self, recipe: Recipe, cadence: Cadence | None, where: str) -> Recipe:
        if cadence is None:
            raise DoubtError(
                f"{self.table.where}: does each value in {where} cover a day, a week or a month? "
                'Say it in a recipe: [date] cadence = "day", "week" or "month".',
                About.CADENCE,
                tuple(Answer(each, each) for each in (Cadence.DAY, Cadence.WEEK, Cadence.MONTH)),
            )
        return replace(recipe, date=replace(recipe.date, cadence=cadence))


def _check_records_rule(rule: KpiRule) -> None:
    """Refuse a block for another layout: a row of records is no value yet, nor a target.

    Raises:
        UserError: the rule names a column of values, a text to match, or targets.
    """
    odd = {"column": rule.column, "match": rule.match, "target": rule.target}
    found = " and ".join(f"“{word}”" for word, said in odd.items() if said)
    if found:
        raise UserError(
            f"Recipe, KPI “{rule.key}”: {found} does not fit layout “records”, where a block says measure, of, where "
            "and date. Take the block out, or put it into a recipe of its own with layout = “columns”."
        )


def _numeric(recipe: Recipe) -> set[str]:
    """The columns from which numbers are read."""
    names = {recipe.long.value, *(rule.column for rule in recipe.kpis)}
    for rule in recipe.kpis:
        sides = (rule.measure, rule.numerator, rule.denominator)
        names |= {each.of for each in sides if each is not None and each.how not in {How.COUNT, How.DISTINCT}}
    return {name for name in names if name}


def _whole(clues: Clues) -> list[Profile]:
    """The columns with all texts of the file where they sort rows into kinds: stages may come late in it."""
    table = clues.table
    if len(table.head) >= table.rows - table.header_row:
        return clues.columns
    late = {column.name: tuple(clues.texts(column.name)) for column in clues.columns if suggestions.sorts(column)}
    return [replace(column, texts=late.get(column.name, column.texts)) for column in clues.columns]
