"""What else a file holds beside the table that is read: sheets and tables to choose from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """A sheet of a workbook."""

    name: str
    visible: bool
    rows: int


@dataclass(frozen=True, slots=True)
class TableChoice:
    """A table on a sheet that holds several."""

    number: int
    """From 1 on."""
    header_row: int
    columns: tuple[str, ...]
