"""Looking at a file before it is imported: how it would be read, also while something is left to decide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.name_matching import Names
from kpidesk.intake import mapping, recipes
from kpidesk.intake.dates import YEARS
from kpidesk.intake.doubts import About, DoubtError, Question
from kpidesk.intake.recipes import Recipe
from kpidesk.intake.tables import Table, open_table
from kpidesk.intake.values import as_text
from kpidesk.services.kpis import catalogue
from kpidesk.services.transfer_reports import Preview

if TYPE_CHECKING:
    from pathlib import Path

    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.services.team_file import TeamFile

MOST_TEXTS = 300
"""Different texts of a column that can be chosen from."""

_SHOWN = 8
_TOP = 20


def load(
    recipe: Path | Recipe | None,
    sheet: str | int | None,
    table: int | None = None,
    year: int | None = None,
    period: str | None = None,
) -> Recipe:
    """The recipe asked for; a sheet, table, year or period that is named weighs more than the recipe.

    Raises:
        UserError: the recipe cannot be read, or there is no such year.
    """
    if year is not None and year not in YEARS:
        raise UserError(f"{year} is no year of a file. Say one from {YEARS[0]} to {YEARS[-1]}.")
    asked = Recipe() if recipe is None else recipe if isinstance(recipe, Recipe) else recipes.load(recipe)
    file = asked.file if sheet is None else replace(asked.file, sheet=sheet)
    file = file if table is None else replace(file, table=table)
    date = asked.date if year is None else replace(asked.date, year=year)
    return replace(asked, file=file, date=date if period is None else replace(date, value=period))


def understand(path: Path, asked: Recipe, known: mapping.Known) -> tuple[Table, Recipe]:
    """The table of a file, and the recipe with everything said.

    Raises:
        UserError: the file cannot be read, or something could not be decided.
    """
    table = open_table(path, asked.file, asked.column_names)
    return table, mapping.complete(asked, table, known)


def knowledge(team: TeamFile, calendar: FiscalCalendar) -> mapping.Known:
    """What the team file knows, so far as it helps to understand a table."""
    names = Names(team.names)
    keys = {fold(word): kpi.key for kpi in catalogue().values() for word in (kpi.name, kpi.key)}
    keys |= {fold(word): kpi.key for kpi in team.kpis for word in (kpi.name, kpi.key)}
    return mapping.Known(lambda text: names.find(text) is not None, lambda text: keys.get(fold(text)), calendar, keys)


def preview(path: Path, asked: Recipe, known: mapping.Known) -> Preview:
    """Show a file and how it would be read.

    Raises:
        UserError: the file cannot be read, or holds no table.
    """
    table, question = _open(path, asked)
    draft = mapping.as_far(asked, table, known)
    text = table.text
    return Preview(
        path,
        table.sheet,
        text.encoding if text else None,
        text.delimiter if text else None,
        table.header_row,
        table.columns,
        [(table.header_row + at, list(map(as_text, row))) for at, row in enumerate(table.head[:_SHOWN], 1)],
        max(table.rows - table.header_row, 0),
        draft.recipe if question is None else asked,
        question or draft.question,
        sheets=table.sheets,
        tables=table.tables,
        top=_top(table),
        texts={column.name: column.texts for column in draft.columns},
        rules=draft.rules,
        likely=draft.likely,
        decimal=draft.decimal,
        date_order=draft.date_order,
    )


def column_texts(path: Path, recipe: Recipe, column: str) -> tuple[str, ...]:
    """The different texts in a column of the whole file, at most `MOST_TEXTS`, in their order.

    Raises:
        UserError: the file cannot be read, or has no such column.
    """
    table = open_table(path, recipe.file, recipe.column_names)
    at = table.at(column)
    texts = sorted({as_text(cell) for cell in table.distinct([at])[at]} - {""}, key=fold)
    return tuple(texts[:MOST_TEXTS])


def _open(path: Path, recipe: Recipe) -> tuple[Table, Question | None]:
    """The table of a file; where the sheet or the header row is in doubt the likeliest one, and the question."""
    options = recipe.file
    try:
        return open_table(path, options, recipe.column_names), None
    except DoubtError as doubt:
        question = doubt.question
        if question.about is About.SHEET and question.answers:
            table, more = _open(path, replace(recipe, file=replace(options, sheet=question.answers[0].value)))
            return table, question if more is None else more
        if question.about is About.TABLE and question.answers:
            number = int(question.answers[0].value)
            return open_table(path, replace(options, table=number), recipe.column_names), question
        if question.about is About.HEADER_ROW and options.header_row is None:
            return open_table(path, replace(options, header_row=1), recipe.column_names), question
        raise


def _top(table: Table) -> tuple[tuple[int, str], ...]:
    """The rows down to some below the header, each as one line of text."""
    rows = [*table.above, *table.head][:_TOP]
    lines = [(at, ", ".join(text for text in map(as_text, row) if text)[:80]) for at, row in enumerate(rows, table.top)]
    return tuple((at, line) for at, line in lines if line)
