"""What a recipe leaves unsaid, found in the table itself; what two readings fit is asked, never guessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Cadence
from kpidesk.intake import checks, suggestions, what, when, who
from kpidesk.intake.clues import Clues, Known, listed, says_target
from kpidesk.intake.columns import Profile
from kpidesk.intake.dating import dated
from kpidesk.intake.doubts import About, Answer, DoubtError, Question, question_of
from kpidesk.intake.formats import Formats
from kpidesk.intake.grids import period_columns
from kpidesk.intake.recipes import TURNED_VALUE, DateOrder, KpiRule, Layout, LongColumns, Recipe
from kpidesk.intake.sideways import turned
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
    repeated = question is not None and question.about is About.LAYOUT
    records = counts or repeated or found.layout in {None, Layout.RECORDS}
    rules = suggestions.rules(_whole(clues), clues.key, found.rep.column) if records else ()
    likely: dict[str, str] = {}
    if found.layout in {None, Layout.COLUMNS} and not found.rep.columns:
        likely = suggestions.likely(clues.columns, found.column_names, {**KPI_KEYS, **known.kpi_names})
    return Draft(found, question, rules, tuple(mapper.as_it_is.columns), likely, mapper.decimal, mapper.date_order)


class _Mapper:
    def __init__(self, recipe: Recipe, table: Table, known: Known) -> None:
        self.recipe, self.table = recipe, table
        self.said = bool(recipe.kpis)
        self.layout_said = recipe.layout is not None
        self.clues = self.as_it_is = Clues(table, known, recipe.file.date_order)
        self.formats = Formats(table, recipe.file, known.calendar)
        self.decimal: str | None = None
        self.date_order: DateOrder | None = None

    def complete(self) -> Recipe:
        self.recipe = replace(self.recipe, rep=who.named(self.clues, self.recipe.rep))
        if self.recipe.rep.columns:
            self._turn()
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
        found = self._dated(self.recipe)
        is_detected = not (self.said or self.layout_said or found.rep.columns)
        if is_detected and found.layout is Layout.COLUMNS:
            self.recipe = found
            checks.check_repeats(self.clues, self.table, found)
        return found

    def check_formats(self) -> None:
        """Ask now what reading the whole file would ask, and remember how it is written.

        Raises:
            UserError: dates or numbers of a column can be read in two ways.
        """
        self._date_cells(self.recipe)
        recipe, at = self.recipe, self.table.at
        for name in sorted({recipe.date.column, *(rule.date for rule in recipe.kpis)} - {None}, key=str):
            order = self.formats.order(at(name or ""))
            self.date_order = self.date_order or order or self._order_in_sight(at(name or ""))
        wanted = (
            period_columns(self.table)
            if recipe.layout is Layout.WIDE
            else sorted(map(at, checks.numeric_columns(recipe)))
        )
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
            checks.check_records_rule(rule)
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

    def _turn(self) -> None:
        """From here on look at a table with a row for each rep."""
        self.table = turned(self.table, self.recipe.rep)
        self.clues = Clues(self.table, self.clues.known, self.recipe.file.date_order)
        self.formats = Formats(self.table, self.recipe.file, self.clues.known.calendar)

    def _columns(self) -> Recipe:
        if self.recipe.rep.columns:
            return self._one_kpi(TURNED_VALUE)
        if not self.said:
            self.recipe = replace(self.recipe, kpis=tuple(what.column_rules(self.clues)))
        rules = []
        for rule in self.recipe.kpis:
            taken = rule.column or rule.measure.of or rule.numerator
            column = None if taken else what.column_of(self.clues, rule)
            rules.append(rule if taken else replace(rule, column=column))
        return replace(self.recipe, kpis=tuple(rules))

    def _long(self) -> Recipe:
        kpi = what.kpi_column(self.clues, self.recipe)
        if kpi is None:
            raise UserError(f'{self.table.where}: no column names KPIs. Say which in a recipe: [long] kpi = "…".')
        value = self._value_column(kpi)
        rules = self.recipe.kpis
        if not self.said and what.holds_targets(self.clues, value):
            rules = what.rules_by_text(self.clues, kpi, target=True)
        return replace(self.recipe, long=replace(self.recipe.long, kpi=kpi, value=value), kpis=rules)

    def _value_column(self, kpi: str) -> str:
        named = {rule.column for rule in self.recipe.kpis if rule.column}
        value = self.recipe.long.value or (next(iter(named)) if len(named) == 1 else None)
        if value is not None:
            return value
        taken = {fold(name) for name in (kpi, self.recipe.rep.column, self.recipe.long.target) if name}
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
        self.recipe = recipe = replace(recipe, date=when.of_header(self.clues, recipe.date))
        if recipe.date.cadence is None:
            from kpidesk.intake.dates import decide_order
            from kpidesk.intake.spans import decide_cadence

            self._date_cells(recipe)
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
        return self._named_by_title(recipe)

    def _one_kpi(self, column: str) -> Recipe:
        """The KPI whose values all stand in one column."""
        recipe = self.recipe if self.said else self._named_by_title(self.recipe)
        return replace(recipe, kpis=tuple(replace(rule, column=rule.column or column) for rule in recipe.kpis))

    def _named_by_title(self, recipe: Recipe) -> Recipe:
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
        date = when.column(self.clues, recipe.date)
        if date is None:
            if recipe.kpis and all(rule.target for rule in recipe.kpis):
                return recipe
            raise when.undated(self.clues)
        self.recipe = recipe = replace(recipe, date=date)
        self._date_cells(recipe)
        if date.cadence is None:
            at = self.table.at(date.column or "")
            recipe = self._with_cadence(recipe, self.formats.cadence(at), f"column “{date.column}”")
        return recipe

    def _date_cells(self, recipe: Recipe) -> None:
        """From here on look at whole dates."""
        table = dated(self.clues.table, recipe)
        if table is not self.clues.table:
            self.table, self.formats = table, Formats(table, recipe.file, self.clues.known.calendar)

    def _with_cadence(self, recipe: Recipe, cadence: Cadence | None, where: str) -> Recipe:
        if cadence is None:
            raise DoubtError(
                f"{self.table.where}: does each value in {where} cover a day, a week or a month? "
                'Say it in a recipe: [date] cadence = "day", "week" or "month".',
                About.CADENCE,
                tuple(Answer(each, each) for each in (Cadence.DAY, Cadence.WEEK, Cadence.MONTH)),
            )
        return replace(recipe, date=replace(recipe.date, cadence=cadence))


def _whole(clues: Clues) -> list[Profile]:
    """The columns with all texts of the file where they sort rows into kinds: stages may come late in it."""
    table = clues.table
    if len(table.head) >= table.rows - table.header_row:
        return clues.columns
    late = {column.name: tuple(clues.texts(column.name)) for column in clues.columns if suggestions.sorts(column)}
    return [replace(column, texts=late.get(column.name, column.texts)) for column in clues.columns]
