"""What is said about a file as a whole: a recipe seen setting by setting. Nothing is read or written."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from kpidesk.domain.terms import Cadence
from kpidesk.intake.recipes import DateOrder, FileOptions, KpiRule, Layout, Recipe


class Setting(StrEnum):
    """What can be said about the file as a whole; empty means detected."""

    SHEET = "sheet"
    TABLE = "table"
    HEADER = "header"
    LAYOUT = "layout"
    KPI = "kpi"
    """The KPI of a file with a column for each period."""
    MEANING = "meaning"
    """Whether the numbers are values or targets."""
    NUMBERS = "numbers"
    DATES = "dates"
    YEAR = "year"
    """The year of dates that have none."""
    CADENCE = "cadence"
    DELIMITER = "delimiter"
    ENCODING = "encoding"


NUMBERS = {".": (".", ","), ",": (",", "."), "space": (",", " "), "swiss": (".", "’")}
"""Ways to write 1234.56, as decimal sign and thousands separator."""


def setting(recipe: Recipe, which: Setting) -> str:
    """What was said about the file, empty where it is detected."""
    options, rules = recipe.file, recipe.kpis
    numbers = next((key for key, signs in NUMBERS.items() if signs == (options.decimal, options.thousands)), None)
    said = {
        Setting.SHEET: options.sheet,
        Setting.TABLE: options.table,
        Setting.HEADER: options.header_row,
        Setting.LAYOUT: recipe.layout,
        Setting.KPI: rules[0].key if len(rules) == 1 else None,
        Setting.MEANING: "targets" if rules and all(rule.target for rule in rules) else None,
        Setting.NUMBERS: numbers,
        Setting.DATES: options.date_order,
        Setting.YEAR: recipe.date.year,
        Setting.CADENCE: recipe.date.cadence,
        Setting.DELIMITER: options.delimiter,
        Setting.ENCODING: options.encoding,
    }
    return str(said[which] or "")


def with_setting(recipe: Recipe, which: Setting, value: str) -> Recipe:
    """The recipe with something else said about the file, or left to detection by an empty value.

    Where the columns themselves change, what they are for is left to detection again.
    """
    file = recipe.file
    number = int(value) if which in {Setting.TABLE, Setting.HEADER} and value else None
    others = {
        Setting.SHEET: FileOptions(sheet=value or None),
        Setting.TABLE: FileOptions(sheet=file.sheet, table=number),
        Setting.HEADER: replace(file, header_row=number),
        Setting.DELIMITER: FileOptions(encoding=file.encoding, delimiter=value or None),
        Setting.ENCODING: FileOptions(encoding=value or None, delimiter=file.delimiter),
    }
    if which in others:
        return Recipe(recipe.name, file=others[which])
    if which is Setting.LAYOUT:
        return Recipe(recipe.name, Layout(value) if value else None, file)
    return _with_reading(recipe, which, value)


def _with_reading(recipe: Recipe, which: Setting, value: str) -> Recipe:
    """The recipe with something else said about what the same columns mean."""
    match which:
        case Setting.KPI if value:
            first = recipe.kpis[0] if recipe.kpis else KpiRule(value)
            return replace(recipe, kpis=(replace(first, key=value, define=None),))
        case Setting.KPI:
            return replace(recipe, kpis=())
        case Setting.MEANING:
            return replace(recipe, kpis=tuple(replace(rule, target=bool(value)) for rule in recipe.kpis))
        case Setting.NUMBERS:
            decimal, thousands = NUMBERS.get(value, (None, None))
            return replace(recipe, file=replace(recipe.file, decimal=decimal, thousands=thousands))
        case Setting.DATES:
            return replace(recipe, file=replace(recipe.file, date_order=DateOrder(value) if value else None))
        case _:
            year, cadence = recipe.date.year, recipe.date.cadence
            if which is Setting.YEAR:
                year = int(value) if value else None
            else:
                cadence = Cadence(value) if value else None
            return replace(recipe, date=replace(recipe.date, year=year, cadence=cadence))
