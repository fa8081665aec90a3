"""Reads a workbook in a process of its own, so that a hostile or broken file can only end this process.

Its arguments are the file, the limits (`Limits` as JSON) and `trim` or `whole`. It writes frames (`sheet_frames`):
name, visibility and number of rows of each sheet; the first rows of each; then, for the sheet whose position comes as
a line on standard input, all rows; last how many entries far away were left out, and where the first was. It imports
nothing else of KPIdesk: it must start fast and stay small.
"""

from __future__ import annotations

import contextlib
import gc
import json
import sys
import threading
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from kpidesk.intake import sheet_frames, sheet_parts, sheet_unread

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = 100
STRAYS = 20
"""So many entries far away from everything are a slip of the hand; more of them are data."""
_KEPT_CELLS = 4_000_000


class Limits(NamedTuple):
    """What a workbook may cost."""

    memory: int = 1_500_000_000
    seconds: int = 20
    """Of CPU time."""
    rows: int = 200_000
    columns: int = 200


def main(arguments: list[str]) -> int:
    """Write what the workbook holds to standard output; 3 or 4 and the reason on standard error if refused."""
    path, limits, way = arguments[0], Limits(*json.loads(arguments[1])), arguments[2]
    _limit(limits)
    gc.disable()  # nothing here goes round in circles, and the process soon ends
    from python_calamine import CalamineError

    try:
        _Book(path, limits, trim=way == "trim").serve()
    except (CalamineError, ValueError) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}")
        return 3
    except OverflowError as error:
        sys.stderr.write(str(error))
        return 4
    return 0


def _limit(limits: Limits) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock still stops this process
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Unread(threading.Thread):
    """Looks for formulas without a result and for errors while the sheet itself is read."""

    def __init__(self, path: str, position: int) -> None:
        super().__init__(daemon=True)
        self._path, self._position = path, position
        self._found: sheet_unread.Cells | None = None
        self.start()

    def run(self) -> None:
        with contextlib.suppress(MemoryError):
            self._found = sheet_unread.unread(self._path, self._position)

    def found(self) -> sheet_unread.Cells:
        """What was found, when all is looked through."""
        self.join()
        if self._found is None:
            raise MemoryError
        return self._found


class _Book:
    """One workbook, its sheets read when first asked for and kept while they are small."""

    def __init__(self, path: str, limits: Limits, *, trim: bool) -> None:
        from python_calamine import CalamineWorkbook

        self._path, self._limits = path, limits
        self._strays, self._first = 0, ""
        if trim:
            copy, self._strays, self._first = sheet_parts.without_strays(path, limits.rows, limits.columns)
            self._book = CalamineWorkbook.from_filelike(copy)
        else:
            self._book = CalamineWorkbook.from_path(path)
        self._kept: dict[int, Any] = {}
        self._cells = 0

    def serve(self) -> None:
        out = sys.stdout.buffer
        sheets = self._book.sheets_metadata
        unread = _Unread(self._path, 0) if len(sheets) == 1 else None
        about, tops = [], []
        for at, meta in enumerate(sheets):
            sheet = self._sheet(at)
            about.append([meta.name, _visible(meta), 0 if sheet is None else sheet.end[0] + 1])
            tops.append([row[: self._limits.columns] for row in islice(self._rows(at), HEAD)])
        out.write(b"".join([sheet_frames.message(about), *map(sheet_frames.encode, tops)]))
        out.flush()
        if wanted := sys.stdin.readline().strip():
            self._write(out, int(wanted), unread or _Unread(self._path, int(wanted)))

    def _write(self, out: Any, at: int, unread: _Unread) -> None:
        """Write the rows within the limits; count what is beyond them."""
        rows, width = self._rows(at), self._limits.columns
        found, first = unread.found(), 0
        while batch := list(islice(rows, sheet_frames.ROWS_AT_ONCE)):
            near, far = batch[: max(self._limits.rows - first, 0)], batch[max(self._limits.rows - first, 0) :]
            self._beyond(first + len(near), far, 0)
            if near and len(near[0]) > width:
                self._beyond(first, near, width)
                near = [row[:width] for row in near]
            if near:
                sheet_unread.put(found, first, near)
                out.write(sheet_frames.encode(near))
            first += len(batch)
        if self._strays > STRAYS:
            raise OverflowError(self._size(at))
        out.write(sheet_frames.message([self._strays, self._first]))
        out.flush()

    def _beyond(self, first: int, rows: list[list[Any]], left: int) -> None:
        for number, row in enumerate(rows, first + 1):
            for at, cell in enumerate(row[left:], left + 1):
                if cell is not None and str(cell).strip():
                    self._strays += 1
                    self._first = self._first or f"row {number}, column {at}"

    def _size(self, at: int) -> str:
        sheet = self._sheet(at)
        return f"{sheet.end[0] + 1:,} rows and {sheet.end[1] + 1:,} columns"

    def _sheet(self, at: int) -> Any:
        """A sheet; None if it has no cells."""
        from python_calamine import WorksheetNotFound

        if at in self._kept:
            return self._kept[at]
        try:
            sheet = self._book.get_sheet_by_index(at)
        except WorksheetNotFound:  # a chart on a sheet of its own has no cells
            return None
        if sheet.start is None:
            return None
        self._cells += sheet.total_height * sheet.total_width
        if not self._kept or self._cells < _KEPT_CELLS:
            self._kept[at] = sheet
        return sheet

    def _rows(self, at: int) -> Iterator[list[Any]]:
        sheet = self._sheet(at)
        return iter(()) if sheet is None else iter(sheet.iter_rows())


def _visible(meta: Any) -> bool:
    return str(meta.visible).endswith("Visible") and str(meta.typ).endswith("WorkSheet")
