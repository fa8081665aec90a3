"""An OpenDocument sheet: its formulas without a result, and its errors."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from kpidesk.intake.sheet_parts import no_doctype

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROWS, _COLUMNS = 200_000, 200
"""A cell repeated for looks reaches to the edge of the sheet; further in than this nothing is read."""


def unread(xml: bytes, position: int) -> Iterator[tuple[int, int, str]]:
    """Row, column, and formula or error, of the sheet at `position` in `content.xml`.

    Raises:
        expat.ExpatError: it is no XML.
    """
    sheet = _Sheet(position)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = sheet.start, sheet.end
    parser.CharacterDataHandler = sheet.text
    parser.StartDoctypeDeclHandler = no_doctype
    parser.Parse(xml, True)  # noqa: FBT003 - expat takes it by position
    return iter(sheet.found)


class _Sheet:
    """Counts sheets, rows and columns while the elements go by."""

    def __init__(self, position: int) -> None:
        self.found: list[tuple[int, int, str]] = []
        self._ahead = position + 1
        """Sheets to come until ours has begun; 0 within it."""
        self._row = self._column = 0
        self._times = 1
        """How often the current row is repeated."""
        self._cell: dict[str, str] | None = None
        self._said = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._ahead -= 1
        if self._ahead:
            return
        if name == "table:table-row":
            self._column, self._times = 0, int(attributes.get("table:number-rows-repeated", 1))
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._cell, self._said = attributes, ""

    def text(self, data: str) -> None:
        if self._cell is not None:
            self._said += data

    def end(self, name: str) -> None:
        if self._ahead:
            return
        if name == "table:table-row":
            self._row += self._times
        elif name == "table:table":
            self._ahead = -1  # the sheets after ours are not read
        elif name in {"table:table-cell", "table:covered-table-cell"} and self._cell is not None:
            times = int(self._cell.get("table:number-columns-repeated", 1))
            if text := _unread(self._cell, self._said):
                self._note(text, times)
            self._column += times
            self._cell = None

    def _note(self, text: str, times: int) -> None:
        rows = range(self._row, min(self._row + self._times, _ROWS))
        columns = range(self._column, min(self._column + times, _COLUMNS))
        self.found += [(row, column, text) for row in rows for column in columns]


def _unread(cell: dict[str, str], said: str) -> str:
    formula = cell.get("table:formula", "")
    if cell.get("calcext:value-type") == "error" or (formula and said.startswith(("#", "Err:"))):
        return said
    if formula and "office:value-type" not in cell and not said:
        return "=" + formula.partition("=")[2]
    return ""
