"""What a recipe leaves unsaid, found in the table itself; what two readings fit is asked, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Cadence
from kpidesk.intake import suggestions
from kpidesk.intake.columns import Profile, profiles
from kpidesk.intake.doubts import About, Answer, DoubtError, Question, question_of
from kpidesk.intake.formats import Formats
from kpidesk.intake.grids import period_columns
from kpidesk.intake.recipes import How, KpiRule, Layout, LongColumns, Recipe, RepColumns
from kpidesk.intake.values import as_text
from kpidesk.intake.words import DESCRIBES, KPI_KEYS, REP_WORDS, kpi_word

if TYPE_CHECKING:
    from kpidesk.intake.tables import Table


@dataclass(frozen=True, slots=True)
class Known:
    """What the team file knows, so far as it helps to understand a table."""

    is_rep: Callable[[str], bool]
    """Whether a text names a known rep."""
    kpi_key: Callable[[str], str | None]
    """Key of the KPI with this key or name, in use or in the catalogue."""
    calendar: FiscalCalendar
    kpi_names: Mapping[str, str] = field(default_factory=dict)
    """Key of every KPI in use and in the catalogue by its folded name."""


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


def as_far(recipe: Recipe, table: Table, known: Known) -> Draft:
    """The recipe with everything said that can be found, the question that is left, and what could be done next."""
    mapper = _Mapper(recipe, table, known)
    question = None
    try:
        mapper.recipe = mapper.complete()
        mapper.check_formats()
    except UserError as error:
        question = question_of(error)
    found = mapper.recipe
    # Kinds without a value beside them are activities to be counted.
    counts = found.layout is Layout.LONG and question is not None and question.about is About.VALUE
    records = counts or found.layout in {None, Layout.RECORDS}
    rules = suggestions.rules(_whole(mapper), mapper.key, found.rep.column) if records else ()
    likely = suggestions.likely(mapper.columns, found.column_names, {**KPI_KEYS, **known.kpi_names})
    return Draft(
        found, question, rules, tuple(mapper.columns), likely if found.layout in {None, Layout.COLUMNS} else {}
    )


class _Mapper:
    def __init__(self, recipe: Recipe, table: Table, known: Known) -> None:
        self.recipe, self.table, self.known = recipe, table, known
        self.said = bool(recipe.kpis)
        self.columns: list[Profile] = profiles(table, recipe.file.date_order)
        self.formats = Formats(table, recipe.file, known.calendar)

    def complete(self) -> Recipe:
        recipe = replace(self.recipe, rep=self._rep())
        self.recipe = recipe
        layout = recipe.layout or self._layout()
        recipe = replace(recipe, layout=layout)
        self.recipe = recipe
        if layout is Layout.ROSTER:
            return replace(recipe, rep=self._described())
        if layout is Layout.RECORDS:
            return self._records()
        if layout is Layout.WIDE:
            return self._wide()
        self.recipe = self._long() if layout is Layout.LONG else self._columns()
        return self._dated(self.recipe)

    def check_formats(self) -> None:
        """Ask now what reading the whole file would ask.

        Raises:
            UserError: dates or numbers of a column can be read in two ways.
        """
        recipe, at = self.recipe, self.table.at
        for name in {recipe.date.column, *(rule.date for rule in recipe.kpis)} - {None}:
            self.formats.order(at(name or ""))
        if recipe.layout is Layout.WIDE:
            wanted = set(period_columns(self.table))
        else:
            names = {recipe.long.value}
            for rule in recipe.kpis:
                names.add(rule.column)
                for measure in (rule.measure, rule.numerator, rule.denominator):
                    if measure is not None and measure.how not in {How.COUNT, How.DISTINCT}:
                        names.add(measure.of)
            wanted = {at(name) for name in names if name}
        self.formats.numbers(sorted(wanted))

    # who

    def _rep(self) -> RepColumns:
        rep = self.recipe.rep
        if rep.column or rep.first or rep.last or rep.value:
            return rep
        filled = [column for column in self.columns if column.texts and not column.dates]
        named = [column for word in REP_WORDS for column in filled if fold(column.name) == word]
        people = [column for column in filled if sum(map(self.known.is_rep, column.texts)) >= 0.5 * len(column.texts)]
        texts = [column for column in filled if not column.numeric]
        loose = [column for column in texts if set(fold(column.name).replace("_", " ").split()) & set(REP_WORDS)]
        for found in (people, named[:1], loose):
            if len(found) == 1:
                return replace(rep, column=found[0].name)
        raise DoubtError(
            f'{self.table.where}: which column names the rep? Say it in a recipe: [rep] column = "…".',
            About.REP,
            _columns(people or named or texts),
        )

    def _described(self) -> RepColumns:
        """The columns that describe the rep, by their usual names."""
        rep = self.recipe.rep
        if rep.describes:
            return rep
        own = {fold(name) for name in (rep.column, rep.first, rep.last) if name}
        found: dict[str, str] = {}
        for column in self.columns:
            field = DESCRIBES.get(fold(column.name).replace("_", " "))
            if field and fold(column.name) not in own:
                found.setdefault(field, column.name)
        return replace(rep, describes=tuple(found.items()))

    # what

    def _layout(self) -> Layout:
        rules = self.recipe.kpis
        if any(rule.measure.how is not How.SUM or rule.measure.of or rule.date for rule in rules):
            return Layout.RECORDS
        if any(rule.match for rule in rules):
            return Layout.LONG
        if len(period_columns(self.table)) > 1:
            return Layout.WIDE
        if self._kpi_column() is not None:
            return Layout.LONG
        if rules or self._kpi_columns():
            return Layout.COLUMNS
        if self._each_once() and self._described().describes:
            return Layout.ROSTER
        raise DoubtError(
            f"{self.table.where}: how its rows become KPI values could not be decided. No column is named like a KPI; "
            "if each row is a deal or an activity, say in a recipe what to count.",
            About.LAYOUT,
        )

    def _each_once(self) -> bool:
        """Whether every row is about somebody else, as in a roster and hardly anywhere else."""
        rep = self.recipe.rep
        ats = [self.table.at(name) for name in (rep.column, rep.first, rep.last) if name]
        names = [tuple(fold(as_text(row[at])) for at in ats if at < len(row)) for row in self.table.head]
        return bool(ats) and len(set(names)) == len(names)

    def _kpi_columns(self) -> list[KpiRule]:
        found: dict[str, KpiRule] = {}
        for column in self.columns:
            key = self.key(column.name)
            if key and column.numeric:
                found.setdefault(key, KpiRule(key, column=column.name))
        return list(found.values())

    def key(self, name: str) -> str | None:
        """Key of the KPI a text names, or usually means."""
        return self.known.kpi_key(name) or self.known.kpi_key(kpi_word(name))

    def _kpi_column(self) -> str | None:
        """The column that names KPIs: its texts are those of the rules, or KPIs themselves."""
        if self.recipe.long.kpi:
            return self.recipe.long.kpi
        wanted = {fold(rule.match or rule.key) for rule in self.recipe.kpis}
        for column in self.columns:
            if column.name == self.recipe.rep.column or column.numeric or column.dates or not column.texts:
                continue
            if not wanted and suggestions.is_stage(column):
                continue  # "Won" there is a stage of deals, not the KPI of that name
            hits = sum(fold(text) in wanted if wanted else self.key(text) is not None for text in column.texts)
            if hits and (wanted or hits >= 0.5 * len(column.texts)):
                return column.name
        return None

    # how, layout by layout

    def _records(self) -> Recipe:
        if not self.said:
            sentence = f"{self.table.where}: say in a recipe what to count, with a [[kpi]] block for each KPI."
            raise DoubtError(sentence, About.LAYOUT)
        dates = [column.name for column in self.columns if column.dates]
        only = self.recipe.date.column or (dates[0] if len(dates) == 1 else None)
        rules = []
        for rule in self.recipe.kpis:
            date = rule.date or only
            if date is None:
                listed = ", ".join(f"“{name}”" for name in dates) or "none looks like dates"
                raise DoubtError(
                    f'Recipe, KPI “{rule.key}”: which column dates the row? Say it as date = "…": {listed}.',
                    About.DATE,
                    tuple(Answer(name, name) for name in dates),
                )
            rules.append(replace(rule, date=date))
        return replace(self.recipe, kpis=tuple(rules))

    def _columns(self) -> Recipe:
        rules = []
        for rule in self.recipe.kpis:
            taken = rule.column or rule.measure.of or rule.numerator
            column = None if taken else self._column_of(rule)
            rules.append(rule if taken else replace(rule, column=column))
        return replace(self.recipe, kpis=tuple(rules) if self.said else tuple(self._kpi_columns()))

    def _column_of(self, rule: KpiRule) -> str:
        names = {fold(rule.key), *([fold(rule.define.name)] if rule.define else [])}
        for column in self.columns:
            if fold(column.name) in names or self.key(column.name) == rule.key:
                return column.name
        raise UserError(f'{self.table.where}: which column holds “{rule.key}”? Say it in the recipe: column = "…".')

    def _long(self) -> Recipe:
        kpi = self._kpi_column()
        if kpi is None:
            raise UserError(f'{self.table.where}: no column names KPIs. Say which in a recipe: [long] kpi = "…".')
        named = {rule.column for rule in self.recipe.kpis if rule.column}
        value = self.recipe.long.value or (next(iter(named)) if len(named) == 1 else None)
        if value is None:
            taken = {fold(name) for name in (kpi, self.recipe.rep.column) if name}
            rest = [column for column in self.columns if not column.dates and fold(column.name) not in taken]
            numeric = [column.name for column in rest if column.numeric] or [column.name for column in rest]
            if len(numeric) != 1:
                raise DoubtError(
                    f'{self.table.where}: which column holds the value? Say it in a recipe: [long] value = "…".',
                    About.VALUE,
                    tuple(Answer(name, name) for name in numeric),
                )
            value = numeric[0]
        return replace(self.recipe, long=LongColumns(kpi, value))

    def _wide(self) -> Recipe:
        periods = {self.table.columns[at] for at in period_columns(self.table)}
        recipe = self.recipe
        if not self.said:
            titles = [str(cell) for row in self.table.above for cell in row if isinstance(cell, str)]
            keys = {
                key for title in (*titles, self.table.sheet or "", self.table.path.stem) if (key := self.key(title))
            }
            if len(keys) != 1:
                raise DoubtError(
                    f'{self.table.where}: which KPI are these values? Say it in a recipe: [[kpi]] key = "…".',
                    About.KPI,
                    tuple(Answer(key, key) for key in sorted(keys)),
                )
            recipe = replace(recipe, kpis=(KpiRule(keys.pop()),))
        if len(recipe.kpis) > 1 and recipe.long.kpi is None:
            recipe = replace(recipe, long=LongColumns(kpi=self._kpi_column()))
        if recipe.date.cadence is None:
            from kpidesk.intake.dates import decide_cadence, decide_order

            order = recipe.file.date_order or decide_order(periods, f"{self.table.where}, header")
            recipe = self._with_cadence(recipe, decide_cadence(periods, order, ""), "the header")
        return recipe

    def _dated(self, recipe: Recipe) -> Recipe:
        """The recipe with a date column and the period each value covers."""
        if recipe.date.column is None:
            found = [column.name for column in self.columns if column.dates]
            if not found and recipe.kpis and all(rule.target for rule in recipe.kpis):
                return recipe
            if len(found) != 1:
                which = "which column dates the rows" if found else "no column holds dates that date the rows"
                raise DoubtError(
                    f'{self.table.where}: {which}? Say it in a recipe: [date] column = "…".',
                    About.DATE,
                    tuple(Answer(name, name) for name in found),
                )
            self.recipe = recipe = replace(recipe, date=replace(recipe.date, column=found[0]))
        if recipe.date.cadence is None:
            at = self.table.at(recipe.date.column or "")
            recipe = self._with_cadence(recipe, self.formats.cadence(at), f"column “{recipe.date.column}”")
        return recipe

    def _with_cadence(self, recipe: Recipe, cadence: Cadence | None, where: str) -> Recipe:
        if cadence is None:
            raise DoubtError(
                f"{self.table.where}: does each value in {where} cover a day, a week or a month? "
                'Say it in a recipe: [date] cadence = "week".',
                About.CADENCE,
                tuple(Answer(each, each) for each in (Cadence.DAY, Cadence.WEEK, Cadence.MONTH)),
            )
        return replace(recipe, date=replace(recipe.date, cadence=cadence))


def _whole(mapper: _Mapper) -> list[Profile]:
    """The columns with all texts of the file where they sort rows into kinds: stages may come late in it."""
    at = {column.name: mapper.table.at(column.name) for column in mapper.columns if suggestions.sorts(column)}
    if len(mapper.table.head) >= mapper.table.rows - mapper.table.header_row or not at:
        return mapper.columns
    cells = mapper.table.distinct(at.values())
    texts = {name: tuple(sorted({as_text(cell) for cell in cells[place]} - {""})) for name, place in at.items()}
    return [replace(column, texts=texts.get(column.name, column.texts)) for column in mapper.columns]


def _columns(found: list[Profile]) -> tuple[Answer, ...]:
    return tuple(Answer(column.name, ", ".join(column.texts[:3])) for column in found)
