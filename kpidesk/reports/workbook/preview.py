"""The sheets of a workbook as values to look at, read from the very cells that would be written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from kpidesk.reports.model import LeadershipSummary, Part
    from kpidesk.reports.workbook.sheet import Sheet

LONGEST = 400
"""Rows of a sheet that are shown; the file has all of them."""

Value: TypeAlias = str | float | dt.date | None


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell looks like, as far as a preview shows it."""

    format: str
    bold: bool
    colour: str
    """Six hexadecimal digits, as in `styles`."""
    size: int
    right: bool
    fill: str
    """"sunken", "hatch" or nothing."""
    line: str
    """"head" for a dark line below, "foot" for one above, "cell" for thin lines, or nothing."""


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """A cell; a formula shows its result."""

    value: Value
    style: Style


@dataclass(frozen=True, slots=True)
class PreviewSheet:
    """A sheet; cells that were never written are None."""

    name: str
    widths: tuple[float, ...]
    """In characters, by column."""
    rows: tuple[tuple[PreviewCell | None, ...], ...]
    more_rows: int
    """Rows that the file has beyond these."""


def preview(
    summary: LeadershipSummary, parts: Collection[Part], cancelled: Callable[[], bool] | None = None
) -> tuple[PreviewSheet, ...]:
    """The sheets in the order of the file; long tables of bare values, as on the data sheets, are counted only.

    Raises:
        CancelledError: `cancelled` said so.
    """
    # openpyxl takes its time to load; asking for this module must not.
    from kpidesk.reports.workbook.build import build

    book = build(summary, frozenset(parts), None, cancelled)
    looks: dict[int, Style] = {}
    return tuple(_sheet(sheet, looks) for sheet in book.sheets)


def _sheet(sheet: Sheet, looks: dict[int, Style]) -> PreviewSheet:
    from openpyxl.utils import get_column_letter

    worksheet = sheet.worksheet
    shown = min(worksheet.max_row, LONGEST)
    columns = worksheet.max_column
    rows = tuple(
        tuple(_cell(cell, sheet, looks) for cell in row)
        for row in worksheet.iter_rows(min_row=1, max_row=shown, min_col=1, max_col=columns)
    )
    widths = tuple(worksheet.column_dimensions[get_column_letter(column)].width for column in range(1, columns + 1))
    return PreviewSheet(sheet.name, widths, rows, worksheet.max_row - shown + sheet.more_rows)


def _cell(cell: Any, sheet: Sheet, looks: dict[int, Style]) -> PreviewCell | None:
    if not cell.has_style:
        return None
    style = looks.get(cell.style_id)
    if style is None:
        style = looks[cell.style_id] = _style(cell)
    return PreviewCell(sheet.results.get(cell.coordinate, cell.value), style)


def _style(cell: Any) -> Style:
    pattern = cell.fill.patternType
    border = cell.border
    left, top, bottom = (
        (side.style if side is not None else None) for side in (border.left, border.top, border.bottom)
    )
    line = "head" if bottom == "medium" else "foot" if top == "medium" else "cell" if left else ""
    return Style(
        format=cell.number_format,
        bold=bool(cell.font.b),
        colour=str(cell.font.color.rgb)[-6:] if cell.font.color is not None else "",
        size=int(cell.font.sz),
        right=cell.alignment.horizontal == "right",
        fill={"solid": "sunken", "lightUp": "hatch"}.get(pattern, ""),
        line=line,
    )
