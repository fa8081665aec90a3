"""Reads a workbook in a process of its own, so that a hostile or broken file can only end this process.

Run as a script: `sheet_child.py FILE HEAD [SHEET]`. The first line it writes is JSON: name, visibility, number of rows
and first HEAD rows of each sheet. With SHEET, the position of one, its rows follow as JSON lists of rows. A date is a
list of one text. It imports nothing of KPIdesk: it must start fast and stay small.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

MEMORY = 1_500_000_000
SECONDS = 20
ROWS = 200_000
COLUMNS = 200
_AT_ONCE = 500


def main(arguments: list[str]) -> int:
    """Write what the workbook holds to standard output; 3 or 4 and the reason on standard error if refused."""
    _limit()
    from python_calamine import CalamineError, CalamineWorkbook

    path, head, *sheet = arguments
    out = sys.stdout.buffer
    try:
        with CalamineWorkbook.from_path(path) as book:
            sheets = book.sheets_metadata
            about = []
            for at, meta in enumerate(sheets):
                if not sheet or at == int(sheet[0]):
                    rows = _rows(book, at)
                    top = [row for row, _ in zip(rows, range(int(head)), strict=False)]
                    about.append([meta.name, _visible(meta), _height(book, at), top])
            _write(out, about)
            if sheet:
                _write_rows(out, _rows(book, int(sheet[0])))
    except CalamineError as error:
        sys.stderr.write(f"{type(error).__name__}: {error}")
        return 3
    except OverflowError as error:
        sys.stderr.write(str(error))
        return 4
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock still stops this process
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _visible(meta: Any) -> bool:
    return str(meta.visible).endswith("Visible") and str(meta.typ).endswith("WorkSheet")


def _sheet(book: Any, at: int) -> Any:
    from python_calamine import WorksheetNotFound

    try:
        sheet = book.get_sheet_by_index(at)
    except WorksheetNotFound:  # a chart on a sheet of its own has no cells
        return None
    return None if sheet.start is None else sheet


def _height(book: Any, at: int) -> int:
    sheet = _sheet(book, at)
    return 0 if sheet is None else int(sheet.total_height)


def _rows(book: Any, at: int) -> Any:
    sheet = _sheet(book, at)
    if sheet is None:
        return
    if sheet.total_height > ROWS or sheet.total_width > COLUMNS:
        raise OverflowError(f"{sheet.total_height} rows and {sheet.total_width} columns")
    for row in sheet.iter_rows():
        yield [_cell(value) for value in row]


def _cell(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return [value.date().isoformat()]
    if isinstance(value, dt.date):
        return [value.isoformat()]
    if isinstance(value, (str, float, bool)):
        return value
    if isinstance(value, int):
        return float(value)
    return "" if value is None else str(value)


def _write_rows(out: Any, rows: Any) -> None:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            _write(out, batch)
            batch = []
    if batch:
        _write(out, batch)


def _write(out: Any, value: Any) -> None:
    out.write(json.dumps(value, ensure_ascii=True).encode("ascii") + b"\n")
    out.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
