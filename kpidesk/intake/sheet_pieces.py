"""A workbook of one large sheet, as most exports are: its sheet is read in pieces, several at the same time.

The reader of workbooks lets go of Python's lock while it parses, so that two pieces take the time of one, and the first
rows can be made ready while the last are parsed. A sheet is cut only where two rows meet and the lower one tells its
number, and only if nothing in its XML could be mistaken for a row; each piece then says of its cells what the whole
would say. A piece is read from a copy of the workbook in memory with only its rows. The copy says before them that no
cells are merged, else the reader would go through all rows a second time in search of it. Nothing stands around the
rows, so that it is an error, as it is in the whole, if more elements end among them than begin.
"""

from __future__ import annotations

import io
import re
import threading
import zipfile
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

from kpidesk.intake import sheet_unread
from kpidesk.intake.sheet_parts import BROKEN, sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LARGE, HUGE = 4_000_000, 100_000_000
"""Bytes of a sheet that is worth the work, and of a workbook whose copies would take too much memory."""

_PIECES = 3
_AT_ONCE, _WINDOW = 250_000, 30_000
"""Bytes of XML in hand; so many at their end are looked through for the end of a row."""
_PORTION = 65_536
_CUT = re.compile(rb'</row>\s*(?=<row\s(?:[^>]*\s)?r="[0-9])')
_DATA, _BEGIN, _END = b"sheetData", b"<sheetData>", b"</sheetData>"


class Export(NamedTuple):
    """Such a workbook."""

    pieces: list[Piece]
    """Its sheet, from the top down."""
    unread: sheet_unread.Cells


class _Portions(io.BytesIO):
    """A file in memory that is handed over in portions; one who asks for all of it would be given a copy first."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(_PORTION if size is None or size < 0 else min(size, _PORTION))


class Piece:
    """Some rows of a sheet, being read."""

    def __init__(self, others: Mapping[str, bytes], name: str, rows: Iterable[bytes]) -> None:
        """Begin to read.

        Args:
            others: The parts of the workbook but the sheet.
            name: The part that is the sheet.
            rows: The XML of these rows.

        Raises:
            ValueError: it cannot be read.
        """
        from python_calamine import CalamineError, CalamineWorkbook

        with _Portions() as file:
            with zipfile.ZipFile(file, "w") as archive:
                for other, data in others.items():
                    archive.writestr(other, data)
                with archive.open(name, "w") as sheet:
                    sheet.writelines((b"<mergeCells/>", _BEGIN, *rows, _END))
            file.seek(0)
            try:
                self.book: Any = CalamineWorkbook.from_filelike(file)
                """The workbook with these rows."""
            except CalamineError as error:
                raise ValueError from error
        self._sheet: Any = None
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        from python_calamine import CalamineError

        with suppress(CalamineError):
            self._sheet = self.book.get_sheet_by_index(0)

    def sheet(self) -> Any:
        """The sheet when it is read; None if it cannot be."""
        self._thread.join()
        return self._sheet


def read(path: str) -> Export | None:
    """Begin to read an XLSX workbook of one large sheet; None if it is something else or may not be cut."""
    try:
        with zipfile.ZipFile(path) as archive:
            names, stale = sheets(archive)
            parts = archive.infolist()
            once = len(parts) == len(set(archive.namelist()))
            if len(names) == 1 and once and sum(part.file_size for part in parts) <= HUGE:
                return _read(archive, names[0], stale=stale)
    except BROKEN:
        pass  # the reader of the whole says what is wrong
    return None


def _read(archive: zipfile.ZipFile, name: str, *, stale: bool) -> Export | None:
    whole = archive.getinfo(name).file_size
    if whole < LARGE:
        return None
    needed = [part for part in archive.namelist() if part != name and part.endswith((".xml", ".rels"))]
    others = {part: archive.read(part) for part in needed}
    found = Export([], {})
    with archive.open(name) as sheet:
        head, begin, xml = sheet.read(_AT_ONCE).partition(_BEGIN)
        if not begin or _DATA in head or b"<!" in head:
            return None
        runs: list[bytes] = []
        for run in _runs(sheet, head, xml):
            if sum(map(len, runs)) >= whole // _PIECES:
                found.pieces.append(Piece(others, name, runs))
                runs.clear()
            runs.append(run)
            sheet_unread.look(found.unread, run, stale=stale)
    found.pieces.append(Piece(others, name, runs))
    return found


def _runs(sheet: IO[bytes], head: bytes, xml: bytes) -> Iterator[bytes]:
    """The rows of a sheet in runs of whole ones.

    Raises:
        ValueError: it may not be cut.
        expat.ExpatError: what stands before and after the rows is no XML.
    """
    while more := sheet.read(_AT_ONCE):
        cut = _CUT.search(xml, max(len(xml) - _WINDOW, 0))
        if cut is None:
            raise ValueError
        yield _plain(xml[: cut.end()])
        xml = xml[cut.end() :] + more
    rows, end, tail = xml.partition(_END)
    expat.ParserCreate().Parse(head + _BEGIN + end + tail, True)  # noqa: FBT003 - expat takes it by position
    if _DATA in tail:
        raise ValueError
    yield _plain(rows)


def _plain(rows: bytes) -> bytes:
    """The same rows if each of their < begins or ends an element.

    Raises:
        ValueError: one does not.
    """
    # Looking for one sign is far quicker than for two.
    if _DATA in rows or (b"!" in rows and b"<!" in rows) or (b"?" in rows and b"<?" in rows):
        raise ValueError
    return rows
