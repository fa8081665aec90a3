"""Rosters: files that describe people instead of counting what they did."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpidesk.domain.name_words import spoken
from kpidesk.intake.dates import parse
from kpidesk.intake.formats import Formats
from kpidesk.intake.names import clean_name, name_fault
from kpidesk.intake.problems import Tally
from kpidesk.intake.totals import is_total_name
from kpidesk.intake.values import Cell, as_text, is_blank, is_missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.intake.recipes import Recipe
    from kpidesk.intake.tables import Table

_DATES = frozenset({"hired_on", "left_on"})


@dataclass(frozen=True, slots=True)
class Person:
    """What one row says about a rep; None and a missing key mean the file does not say."""

    row: int
    name: str
    texts: dict[str, str] = field(default_factory=dict)
    dates: dict[str, dt.date] = field(default_factory=dict)
    cadence_days: int | None = None


class RosterReading:
    """Reads people. Used for rosters, and for the describing columns of any other file."""

    def __init__(self, table: Table, recipe: Recipe, calendar: FiscalCalendar, tally: Tally | None = None) -> None:
        """Find the columns of the name and of what describes it.

        Raises:
            UserError: a column is missing.
        """
        self.table, self.tally = table, tally or Tally()
        rep = recipe.rep
        self._names = [table.at(name) for name in (rep.column, rep.first, rep.last) if name]
        self._column = rep.column or " ".join(name for name in (rep.first, rep.last) if name) or None
        self._fields = {name: table.at(column) for name, column in rep.describes}
        formats = Formats(table, recipe.file, calendar)
        self._orders = {name: formats.order(at) for name, at in self._fields.items() if name in _DATES}

    def people(self) -> Iterator[Person]:
        """The people, in the order of the file."""
        for first, batch in self.table.batches():
            for number, row in enumerate(batch, first):
                if all(is_blank(cell) for cell in row):
                    continue
                name = clean_name(" ".join(as_text(row[at]) for at in self._names if at < len(row)))
                if is_total_name(name):
                    self.tally.rows_skipped += 1
                    continue
                self.tally.rows_read += 1
                fault = name_fault(name)
                if not name or fault:
                    said = f"The rep’s name {fault}" if name else "The row names no rep"
                    self.tally.refuse(number, self._column if name else None, name, f"{said}. Row is left out.")
                    continue
                self.tally.rows_used += 1
                yield self._person(number, row, name)

    def leave_out(self, person: Person, reason: str) -> None:
        """Count the row of a person as left out, who is nobody's rep and is not to be added."""
        self.tally.rows_used -= 1
        self.tally.refuse_alike(person.row, self._column, person.name, reason)

    def _person(self, number: int, row: list[Cell], name: str) -> Person:
        texts: dict[str, str] = {}
        dates: dict[str, dt.date] = {}
        cadence: int | None = None
        for field_name, at in self._fields.items():
            cell = row[at] if at < len(row) else ""
            if is_blank(cell) or is_missing(cell):
                continue
            text = as_text(cell)
            try:
                if field_name in _DATES:
                    dates[field_name] = parse(cell, self._orders[field_name])[0]
                elif field_name == "cadence_days":
                    cadence = _days(text)
                else:
                    texts[field_name] = clean_name(text)
            except ValueError as error:
                self.tally.note(number, self.table.columns[at], text, f"“{text}” {error}. Left empty.")
        return Person(number, spoken(name), texts, dates, cadence)


def _days(text: str) -> int:
    if not (text.isdigit() and 0 < int(text) <= 366):
        raise ValueError("is not a number of days from 1 to 366")
    return int(text)
