"""How the dates and numbers of one table are written, decided once for each column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.intake.dates import decide_order
from kpidesk.intake.spans import Spans, decide_cadence
from kpidesk.intake.values import Cell, Numbers, currencies, decide_decimal, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.domain.terms import Cadence
    from kpidesk.intake.recipes import DateOrder, FileOptions
    from kpidesk.intake.tables import Table

_LONGEST_AMOUNT = 40
"""Longer texts are remarks."""


class Formats:
    """Readers for the columns of one table.

    The first rows decide where they leave no doubt; else the whole column is read before anything is taken over.
    """

    def __init__(self, table: Table, options: FileOptions, calendar: FiscalCalendar) -> None:
        """Set the table, what the recipe says about it, and the calendar that cuts periods."""
        self._table, self._options, self._calendar = table, options, calendar
        self._orders: dict[int, DateOrder | None] = {}
        self._decimals: dict[int, str] = {}

    def order(self, at: int) -> DateOrder | None:
        """The order of day and month in a column.

        Raises:
            UserError: two orders fit.
        """
        if self._options.date_order is not None:
            return self._options.date_order
        if at not in self._orders:
            where = f"{self._table.where}, column “{self._table.columns[at]}”"
            try:
                self._orders[at] = decide_order(self._head(at), where)
            except UserError:
                self._orders[at] = decide_order(self._table.distinct([at])[at], where)
        return self._orders[at]

    def spans(self, at: int, cadence: Cadence | None) -> Spans:
        """A reader of the dates in a column, for values that cover a `cadence`."""
        return Spans(self.order(at), cadence, self._calendar)

    def header_spans(self, cadence: Cadence | None, texts: Iterable[str], order: DateOrder | None) -> Spans:
        """A reader of the dates in the header of a wide table."""
        found = self._options.date_order or order or decide_order(texts, f"{self._table.where}, header")
        return Spans(found, cadence, self._calendar)

    def cadence(self, at: int) -> Cadence | None:
        """The period the values dated by a column cover; None if a single date tells nothing."""
        order, header = self.order(at), self._table.columns[at]
        found = decide_cadence(self._head(at), order, header)
        return found or decide_cadence(self._table.distinct([at])[at], order, header)

    def numbers(self, columns: Iterable[int]) -> dict[int, Numbers]:
        """Readers of the numbers in some columns, by position.

        Raises:
            UserError: two readings fit.
        """
        wanted = list(columns)
        options = self._options
        if options.decimal is None and options.thousands in {",", "."}:
            decimal: str | None = "." if options.thousands == "," else ","
        else:
            decimal = options.decimal
        if decimal is None:
            self._decide([at for at in wanted if at not in self._decimals])
        for at in wanted:
            self._check_currency(at)
        return {at: Numbers(decimal or self._decimals[at], options.thousands) for at in wanted}

    def _check_currency(self, at: int) -> None:
        found = sorted(currencies(text for text in _texts(self._head(at)) if len(text) <= _LONGEST_AMOUNT))
        if len(found) > 1:
            raise UserError(
                f"{self._table.where}, column “{self._table.columns[at]}”: some amounts are in {found[0]}, others in "
                f"{found[1]}. Export them in one currency, then import that file."
            )

    def _decide(self, wanted: list[int]) -> None:
        names = {at: self._table.columns[at] for at in wanted}
        head = {names[at]: _texts(self._head(at)) for at in wanted}
        text = self._table.text
        delimiter = text.delimiter if text else None
        # In a file split by commas a point is the decimal sign, whatever comes later. Elsewhere later rows tell more.
        enough = (
            delimiter == "," or (text is None and not any(head.values())) or len(self._table.head) >= self._table.rows
        )
        try:
            found = decide_decimal(head, delimiter, self._table.where)
        except UserError:
            enough = False
        if not enough:
            whole = {names[at]: _texts(cells) for at, cells in self._table.distinct(wanted).items()}
            found = decide_decimal(whole, delimiter, self._table.where)
        self._decimals |= {at: found[names[at]] for at in wanted}

    def _head(self, at: int) -> list[Cell]:
        return [row[at] for row in self._table.head if at < len(row)]


def _texts(cells: Iterable[Cell]) -> list[str]:
    return sorted({cell for cell in cells if isinstance(cell, str) and not is_blank(cell)})
