"""The file itself, with what openpyxl leaves out: results of formulas, and long tables in good time."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kpidesk.reports.workbook.sheet import Sheet

_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f>[^<]*</f>)<v ?/></c>')
_DIMENSION = re.compile(r'<dimension ref="([A-Z]+[0-9]+):([A-Z]+)[0-9]+" ?/>')
_END = "</sheetData>"
_LEVEL = 6
"""How hard to compress: smaller takes longer."""


class Archive(ZipFile):
    """A zip file that completes each worksheet while openpyxl hands it over.

    openpyxl writes formulas without results, so a preview or a reading program would see empty cells; and it builds a
    cell object for each value, which is slow for a quarter of a million of them.
    """

    def __init__(self, path: Path, sheets: Mapping[str, Sheet], written: Callable[[], None]) -> None:
        super().__init__(path, "w", ZIP_DEFLATED, compresslevel=_LEVEL)
        self._sheets = sheets
        self._written = written

    def write(self, filename: Any, arcname: Any = None, *args: Any, **more: Any) -> None:
        """Put a file into the archive; a worksheet gets its results and its long tables on the way."""
        sheet = self._sheets.get(str(arcname))
        if sheet is None:
            self.writestr(str(arcname), Path(filename).read_bytes())
            return
        try:
            self._complete(sheet, str(arcname), Path(filename).read_text(encoding="utf-8"))
            self._written()
        except BaseException:
            # openpyxl would leave its temporary copy lying about.
            Path(filename).unlink(missing_ok=True)
            raise

    def writestr(self, zinfo_or_arcname: Any, *args: Any, **more: Any) -> None:
        """Put a part into the archive without the hour of its making, so that the same book is the same file."""
        more |= {"compress_type": ZIP_DEFLATED, "compresslevel": _LEVEL}
        super().writestr(ZipInfo(str(zinfo_or_arcname)), *args, **more)

    def _complete(self, sheet: Sheet, name: str, text: str) -> None:
        if sheet.results:
            text = with_results(text, sheet.results)
        if sheet.rows is None:
            self.writestr(name, text)
        else:
            self._stream(name, with_rows(text, sheet.more_rows), sheet.rows())

    def _stream(self, name: str, text: str, rows: Iterable[str]) -> None:
        before, after = text.split(_END)
        with self.open(name, "w") as part:
            part.write(before.encode())
            for chunk in rows:
                part.write(chunk.encode())
            part.write((_END + after).encode())


def with_results(text: str, results: Mapping[str, float]) -> str:
    """The text of a worksheet in which every formula has its result."""
    return _FORMULA.sub(lambda found: f'<c r="{found[1]}"{found[2]}>{found[3]}<v>{results[found[1]]!r}</v></c>', text)


def with_rows(text: str, more: int) -> str:
    """The text of a worksheet that says it ends `more` rows after its header row, the first."""
    return _DIMENSION.sub(lambda found: f'<dimension ref="{found[1]}:{found[2]}{1 + more}"/>', text, count=1)


def text_cell(value: str, style: int) -> str:
    """The value and attributes of a cell with a clean text, as the file format writes it."""
    return f' s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def number_cell(value: float, style: int) -> str:
    """The value and attributes of a cell with a finite number."""
    return f' s="{style}"><v>{value!r}</v></c>'
