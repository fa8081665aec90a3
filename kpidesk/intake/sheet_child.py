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
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from kpidesk.intake import sheet_frames, sheet_parts, sheet_pieces, sheet_unread
from kpidesk.intake.sheet_grid import Grid, UnevenError
from kpidesk.intake.sheet_limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEAD = 100
STRAYS = 20
"""So many entries far away from everything are a slip of the hand; more of them are data."""
_KEPT_CELLS = 4_000_000


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
        self._path, self._limits, self._trim = path, limits, trim
        self._strays, self._first = 0, ""
        self._kept: dict[int, Any] = {}
        self._cells = 0
        self._book: Any = None

    def serve(self) -> None:
        if self._trim or not self._serve_pieces():
            self._serve_whole()

    def _serve_pieces(self) -> bool:
        """Serve the only sheet in pieces; nothing is told before it is certain that they fit, else False."""
        export = sheet_pieces.read(self._path)
        sheet = export and export.pieces[0].sheet()
        if export is None or sheet is None or sheet.start is None:
            return False
        grid = Grid(sheet, self._near(sheet, export.unread), export.pieces[1:])
        frames = self._frames(grid)
        ahead: list[bytes] = []
        try:
            for frame in frames:
                ahead.append(frame)
                if grid.complete:
                    break
        except UnevenError:
            self._strays, self._first = 0, ""
            return False
        if self._tell(export.pieces[0].book.sheets_metadata, [grid]) is not None:
            self._send(chain(ahead, frames), grid)
        return True

    def _serve_whole(self) -> None:
        from python_calamine import CalamineWorkbook

        rows, columns = self._limits.rows, self._limits.columns
        if self._trim:
            copy, self._strays, self._first = sheet_parts.without_strays(self._path, rows, columns)
            self._book = CalamineWorkbook.from_filelike(copy)
        else:
            self._book = CalamineWorkbook.from_path(self._path)
        sheets = self._book.sheets_metadata
        unread = _Unread(self._path, 0) if len(sheets) == 1 else None
        wanted = self._tell(sheets, (self._grid(at, unread) for at in range(len(sheets))))
        if wanted is not None:
            grid = self._grid(wanted, unread or _Unread(self._path, wanted))
            self._send(self._frames(grid) if grid else (), grid)

    def _tell(self, sheets: list[Any], grids: Iterable[Grid | None]) -> int | None:
        """Write what the sheets are and their first rows; the position of the one whose rows are wanted, if any."""
        about, tops, width = [], [], self._limits.columns
        for meta, grid in zip(sheets, grids, strict=True):
            about.append([meta.name, _visible(meta), grid.height if grid else 0])
            tops.append([row[:width] for row in islice(grid.rows(), HEAD)] if grid else [])
        _write(b"".join([sheet_frames.message(about), *map(sheet_frames.encode, tops)]))
        wanted = sys.stdin.readline().strip()
        return int(wanted) if wanted else None

    def _grid(self, at: int, unread: _Unread | None) -> Grid | None:
        sheet = self._sheet(at)
        return sheet and Grid(sheet, self._near(sheet, unread.found()) if unread else {})

    def _near(self, sheet: Any, unread: sheet_unread.Cells) -> sheet_unread.Cells:
        """Those within the limits."""
        rows, columns = self._limits.rows, sheet.start[1] + self._limits.columns
        near = {
            row: {column: text for column, text in texts.items() if column < columns}
            for row, texts in unread.items()
            if row < rows
        }
        return {row: texts for row, texts in near.items() if texts}

    def _frames(self, grid: Grid) -> Iterator[bytes]:
        """The rows within the limits; count what is beyond them."""
        width, height = self._limits.columns, self._limits.rows
        rows, first = grid.rows(), 0
        while batch := list(islice(rows, sheet_frames.ROWS_AT_ONCE)):
            near, far = batch[: max(height - first, 0)], batch[max(height - first, 0) :]
            self._beyond(first + len(near), grid.left, far)
            if near and len(near[0]) > width:
                self._beyond(first, grid.left + width, [row[width:] for row in near])
                near = [row[:width] for row in near]
            if near:
                yield sheet_frames.encode(near)
            first += len(batch)

    def _send(self, frames: Iterable[bytes], grid: Grid | None) -> None:
        for frame in frames:
            sys.stdout.buffer.write(frame)
        if grid and self._strays > STRAYS:
            raise OverflowError(f"{grid.height:,} rows and {grid.right:,} columns")
        _write(sheet_frames.message([self._strays, self._first]))

    def _beyond(self, first: int, left: int, rows: list[list[Any]]) -> None:
        for at, row in enumerate(rows, first):
            for column, cell in enumerate(row, left):
                if cell is not None and str(cell).strip():
                    self._stray(at, column)

    def _stray(self, row: int, column: int) -> None:
        self._strays += 1
        self._first = self._first or f"row {row + 1}, column {column + 1}"

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


def _write(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _visible(meta: Any) -> bool:
    return str(meta.visible).endswith("Visible") and str(meta.typ).endswith("WorkSheet")
