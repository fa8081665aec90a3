"""The right reading for a complete recipe."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from kpidesk.intake.grids import ColumnsReading, WideReading
from kpidesk.intake.long import LongReading
from kpidesk.intake.recipes import Layout, Recipe
from kpidesk.intake.records import RecordsReading

if TYPE_CHECKING:
    from kpidesk.intake.facts import Lookups
    from kpidesk.intake.reading import Reading
    from kpidesk.intake.tables import Table

_READINGS: dict[Layout, type[Reading]] = {
    Layout.RECORDS: RecordsReading,
    Layout.COLUMNS: ColumnsReading,
    Layout.LONG: LongReading,
    Layout.WIDE: WideReading,
}


def values(table: Table, recipe: Recipe, lookups: Lookups) -> Reading:
    """A reading of the values in `table` under a recipe that says everything.

    Raises:
        UserError: a column is missing, or how it is written is in doubt.
    """
    return _READINGS[recipe.layout or Layout.COLUMNS](table, recipe, lookups)


def rows_saying(table: Table, recipe: Recipe, lookups: Lookups, rep: int, kpi: int, start: int) -> tuple[int, ...]:
    """The first two rows that say a value of one rep, KPI and first day; the file is read anew for it."""
    reading = values(table, recipe, replace(lookups, watch=lambda _rows: None))
    found = (reading.people.row for entry in reading.entries() if entry[:3] == (rep, kpi, start))
    return tuple(islice(found, 2))
