"""One sheet under construction: every text stays text, every formula knows the value it must give."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from kpidesk.reports import cells
from kpidesk.reports.workbook import styles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from kpidesk.reports.workbook.styles import Look

TOP = 4
"""Row of the headers; above are title, subtitle and an empty row."""
_LINE, _HIGHEST = 13.5, 409.0
"""Height of a line of text, and of the highest row there can be, in points."""


def ref(row: int, column: int, sheet: str = "") -> str:
    """A cell as a formula names it."""
    cell = f"{get_column_letter(column)}{row}"
    return f"'{sheet}'!{cell}" if sheet else cell


def span(first: tuple[int, int], last: tuple[int, int], sheet: str = "") -> str:
    """A block of cells as a formula names it, from (row, column) to (row, column)."""
    return f"{ref(*first, sheet)}:{ref(*last)}"


class Sheet:
    """Writes into one worksheet and remembers the results of its formulas."""

    def __init__(self, worksheet: Any) -> None:
        self.worksheet = worksheet
        self.name: str = worksheet.title
        self.results: dict[str, float] = {}
        """Result of each formula, by cell name."""
        self.rows: Callable[[], Iterator[str]] | None = None
        """Many more rows, as text of the file format, after those written one by one."""
        self.more_rows = 0
        self._models: dict[tuple[Look, bool], Any] = {}
        worksheet.sheet_view.showGridLines = False
        worksheet.sheet_view.zoomScale = 110

    def text(self, row: int, column: int, value: str, look: Look = styles.BODY) -> None:
        """Write text; whatever it looks like, it is never a formula, a link or an error."""
        shown = cells.clean(value)
        cell = self._cell(row, column, look, quoted=cells.risky(shown))
        if shown:
            cell.value = cells.stored(shown)
            cell.data_type = "s"

    def number(self, row: int, column: int, value: float | None, form: str, look: Look = styles.BODY) -> None:
        """Write a number; a missing one leaves an empty, hatched cell."""
        known = cells.number(value)
        if known is None:
            self._cell(row, column, replace(look, fill="hatch"))
        else:
            self._cell(row, column, replace(look, format=form, align="right")).value = known

    def day(self, row: int, column: int, value: dt.date | None, look: Look = styles.BODY) -> None:
        """Write a day; a missing one leaves an empty, hatched cell."""
        if value is None:
            self._cell(row, column, replace(look, fill="hatch"))
        else:
            self._cell(row, column, replace(look, format=styles.DAY, align="right")).value = value

    def formula(
        self, row: int, column: int, formula: str, value: float | None, form: str, look: Look = styles.BODY
    ) -> None:
        """Write a formula that gives `value`; without a value there is nothing to compute and the cell stays empty."""
        known = cells.number(value)
        if known is None:
            self.number(row, column, None, form, look)
            return
        cell = self._cell(row, column, replace(look, format=form, align="right"))
        cell.value = f"={formula}"
        self.results[cell.coordinate] = known

    def blank(self, row: int, column: int, look: Look = styles.BODY) -> None:
        """An empty cell where nothing belongs."""
        self._cell(row, column, look)

    def titles(self, title: str, subtitle: str) -> None:
        """Title and subtitle in the first two rows."""
        self.text(1, 1, title, styles.TITLE)
        self.text(2, 1, subtitle, styles.SUBTITLE)
        self.worksheet.row_dimensions[1].height = 24
        self.worksheet.row_dimensions[2].height = 18

    def header(self, row: int, names: Sequence[str], texts: Collection[int] = (1,), height: float = 30) -> None:
        """A header row; names of the columns `texts` stand left, the others right, over numbers."""
        for column, name in enumerate(names, 1):
            self.text(row, column, name, styles.HEAD if column in texts else styles.HEAD_RIGHT)
        self.worksheet.row_dimensions[row].height = height

    def tall(self, row: int, texts: Iterable[tuple[str, float]]) -> None:
        """Make a row as high as its wrapped texts need, each with the width of its column in characters."""
        lines = max(sum(1 + int(len(line) / width) for line in text.split("\n")) for text, width in texts)
        self.worksheet.row_dimensions[row].height = min(_HIGHEST, _LINE * lines + 3)

    def paragraph(self, row: int, columns: tuple[int, int], value: str, look: Look) -> None:
        """Write text that runs over lines within some columns, whose widths must be set by then."""
        first, last = columns
        self.text(row, first, value, replace(look, wrap=True))
        self.worksheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        letters = map(get_column_letter, range(first, last + 1))
        self.tall(row, [(value, sum(self.worksheet.column_dimensions[each].width for each in letters))])

    def new_page(self, row: int) -> None:
        """Print what comes after a row on the next page."""
        self.worksheet.row_breaks.append(Break(id=row))

    def table(self, name: str, first: int, last: int, columns: int, *, buttons: bool = True) -> None:
        """Make rows `first` (the header) to `last` an Excel table; without rows under the header it stays plain."""
        if last <= first:
            return
        block = f"A{first}:{get_column_letter(columns)}{last}"
        heads = [self.worksheet.cell(first, column).value for column in range(1, columns + 1)]
        self.worksheet.add_table(
            Table(
                displayName=name,
                ref=block,
                tableColumns=[TableColumn(id=at, name=head) for at, head in enumerate(heads, 1)],
                autoFilter=AutoFilter(ref=block) if buttons else None,
                tableStyleInfo=TableStyleInfo(showRowStripes=False),
            )
        )

    def widths(self, *wide: float) -> None:
        """Widths of the columns from the first on, in characters."""
        for column, width in enumerate(wide, 1):
            self.worksheet.column_dimensions[get_column_letter(column)].width = width

    def printed(self, *, freeze: str, repeat: int, made: str, portrait: bool = False) -> None:
        """Freeze header and first columns; print on A4, as wide as the page, with the header row on every page."""
        sheet = self.worksheet
        sheet.freeze_panes = freeze
        sheet.print_title_rows = f"{repeat}:{repeat}"
        sheet.page_setup.orientation = "portrait" if portrait else "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
        sheet.oddFooter.left.text = made
        sheet.oddFooter.right.text = "&A, page &P of &N"
        sheet.oddFooter.left.size = sheet.oddFooter.right.size = 8

    def style_id(self, look: Look, *, quoted: bool = False) -> int:
        """The number of a look in the file."""
        return int(self._model(look, quoted=quoted).style_id)

    def _cell(self, row: int, column: int, look: Look, *, quoted: bool = False) -> Any:
        cell = self.worksheet.cell(row, column)
        # Font, fill, border and alignment set one by one took most of the time of an export.
        cell._style = copy(self._model(look, quoted=quoted)._style)  # noqa: SLF001 - no other way in
        return cell

    def _model(self, look: Look, *, quoted: bool) -> Any:
        """A cell of that look which stands nowhere."""
        found = self._models.get((look, quoted))
        if found is None:
            found = self._models[look, quoted] = Cell(self.worksheet)
            found.font, found.fill, found.border, found.alignment = styles.parts(look)
            found.number_format = look.format
            found.quotePrefix = quoted
        return found
