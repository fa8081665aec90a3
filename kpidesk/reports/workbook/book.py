"""The workbook under construction: its sheets in order, where their cells are, progress and the way out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from kpidesk.domain.entities import Id
from kpidesk.domain.errors import CancelledError
from kpidesk.domain.wording import day
from kpidesk.reports import cells
from kpidesk.reports.workbook.archive import Archive
from kpidesk.reports.workbook.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(slots=True)
class Places:
    """Where other sheets find what their formulas refer to."""

    index_rows: dict[Id, tuple[int, int]] = field(default_factory=dict)
    """First and last row of a rep's leading KPIs on the scorecard sheet."""
    standings: dict[tuple[Id, Id], int] = field(default_factory=dict)
    """Row of a rep's KPI on the scorecard sheet."""
    meetings: dict[Id, tuple[int, int]] = field(default_factory=dict)
    """First and last row of a rep's one-on-ones."""
    last_meeting: int = 0
    """Last row of all one-on-ones; 0 without any."""
    coaching: tuple[int, int] = (0, 0)
    """First and last row of the reps on the coaching sheet, the team stands below; zeros without the sheet."""


class Book:
    """Collects sheets and writes them into one file."""

    def __init__(self, title: str, made_on: dt.date, cancelled: Callable[[], bool] | None) -> None:
        self._cancelled = cancelled
        self.places = Places()
        self.made = f"Made {day(made_on)} {made_on.year} with KPIdesk"
        self.sheets: list[Sheet] = []
        self._workbook: Any = Workbook()
        self._workbook.remove(self._workbook.active)
        # Results are stored with the formulas; a program that can calculate does so anyway.
        self._workbook.calculation.fullCalcOnLoad = True
        properties = self._workbook.properties
        properties.creator = properties.lastModifiedBy = "KPIdesk"
        properties.title = cells.clean(title)[:120]
        properties.created = properties.modified = dt.datetime.combine(made_on, dt.time())

    def sheet(self, name: str, colour: str | None = None) -> Sheet:
        """Start the next sheet."""
        made = cells.sheet_name(name, self._workbook.sheetnames)
        sheet = Sheet(self._workbook.create_sheet(made))
        if colour:
            sheet.worksheet.sheet_properties.tabColor = colour
        self.sheets.append(sheet)
        return sheet

    def first(self, name: str) -> None:
        """Make a sheet that had to wait for others the first one, and the one that is shown."""
        sheet = next(each for each in self.sheets if each.name == name)
        self._workbook.move_sheet(sheet.worksheet, -self._workbook.index(sheet.worksheet))
        self.sheets.remove(sheet)
        self.sheets.insert(0, sheet)
        self._workbook.active = 0
        sheet.worksheet.sheet_view.tabSelected = True

    def check(self) -> None:
        """Stop here if the user has cancelled.

        Raises:
            CancelledError: the user has; nothing was written.
        """
        if self._cancelled is not None and self._cancelled():
            raise CancelledError("The export was cancelled. No file was written.")

    def save(self, path: Path, written: Callable[[], None]) -> None:
        """Write the file; `written` is called after each sheet."""
        numbered = {f"xl/worksheets/sheet{at}.xml": sheet for at, sheet in enumerate(self.sheets, 1)}
        archive = Archive(path, numbered, written)
        try:
            ExcelWriter(self._workbook, archive).save()
        finally:
            archive.close()
