"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS), read by a child process within limits; the worst file costs one sentence."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpidesk.domain.errors import UserError
from kpidesk.intake import sheet_child
from kpidesk.intake.values import Cell

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})

_PARTS = 2_000
_UNPACKED = 300_000_000
_RATIO = 150
_SMALL = 10_000_000
"""Below this many bytes unpacked a high ratio is just a plain, repetitive sheet."""
_SECONDS = 60.0
"""Wall-clock limit where the system knows no CPU limit, and for a child that only waits."""
_HEAD = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and its first rows."""

    position: int
    name: str
    visible: bool
    rows: int
    head: list[list[Cell]]


def is_workbook(path: Path) -> bool:
    """Whether the file's own first bytes, or else its name, say workbook."""
    with path.open("rb") as file:
        start = file.read(8)
    # A text file renamed to .xlsx, as some portals export it, is read as the text it is.
    return start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) or (
        path.suffix.lower() in SUFFIXES and b"\x00" in start
    )


def sheets(path: Path) -> list[Sheet]:
    """The sheets of a workbook with their first rows.

    Raises:
        UserError: the file is damaged, encrypted or beyond the limits.
    """
    with _reading(path, None) as lines:
        about: list[Any] = next(lines, [])
    return [
        Sheet(at, name, seen, count, [_row(row) for row in top]) for at, (name, seen, count, top) in enumerate(about)
    ]


def rows(path: Path, position: int) -> Generator[list[list[Cell]], None, None]:
    """All rows of one sheet, in batches. Closing the iterator ends the child process.

    Raises:
        UserError: the file is damaged or beyond the limits.
    """
    with _reading(path, position) as lines:
        next(lines, None)
        for batch in lines:
            yield [_row(row) for row in batch]


def guard(path: Path) -> None:
    """Refuse an archive that unpacks to something no honest workbook is.

    Raises:
        UserError: too many parts, too much content, or content packed too tightly.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UserError(
            f"{path.name} is damaged. Open it in its own program, save it again and import that."
        ) from error
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if len(parts) > _PARTS or unpacked > _UNPACKED or (unpacked > _SMALL and unpacked / packed > _RATIO):
        raise UserError(
            f"{path.name} unpacks to {unpacked // 1_000_000} MB in {len(parts)} parts, more than a workbook should. "
            "Export it again, or as CSV."
        )


def _row(cells: list[Any]) -> list[Cell]:
    return [dt.date.fromisoformat(cell[0]) if type(cell) is list else cell for cell in cells]


@contextlib.contextmanager
def _reading(path: Path, position: int | None) -> Iterator[Iterator[Any]]:
    if zipfile.is_zipfile(path):
        guard(path)
    arguments = [str(path), str(_HEAD)] if position is None else [str(path), "0", str(position)]
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            [sys.executable, "-P", sheet_child.__file__, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        clock = threading.Timer(_SECONDS, child.kill)
        clock.start()
        try:
            yield _lines(child, said, path)
        finally:
            clock.cancel()
            clock.join()
            child.kill()
            child.wait()
            if child.stdout is not None:
                child.stdout.close()


def _lines(child: subprocess.Popen[bytes], said: Any, path: Path) -> Iterator[Any]:
    if child.stdout is None:
        raise UserError(f"{path.name} could not be read. Try again.")
    for line in child.stdout:
        yield json.loads(line)
    code = child.wait()
    if code:
        said.seek(0)
        raise UserError(_sentence(path.name, code, said.read(500).decode("utf-8", "replace")))


def _sentence(name: str, code: int, said: str) -> str:
    if code == 4:
        return (
            f"{name} has a sheet of {said}; KPIdesk reads up to {sheet_child.ROWS:,} rows and "
            f"{sheet_child.COLUMNS} columns. Delete empty rows and columns at the end, or export it as CSV."
        )
    if code == 3:
        if "assword" in said:
            return f"{name} is protected by a password. Save it without one, then import it."
        return f"{name} is damaged or not a workbook. Open it in its own program, save it again and import that."
    return (
        f"{name} is too large to read: often a stray entry far below or beside the table is the cause. "
        "Delete empty rows and columns at the end and save it again, or export it as CSV."
    )
