"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS), read by a child process within limits; the worst file costs one sentence."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import weakref
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, cast

import kpidesk
from kpidesk.domain.errors import UserError
from kpidesk.intake import sheet_frames
from kpidesk.intake.sheet_limits import Limits
from kpidesk.intake.values import Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
LIMITS = Limits()

_START = """
import os, sys
from kpidesk.intake.sheet_child import main
code = main(sys.argv[1:])
sys.stderr.flush()
os._exit(code)
"""
"""What the child process runs. `-m` would import what it does not need; what it holds the system frees at once."""
_SIZE = 300_000_000
"""Bytes of a file, and of what an archive unpacks to."""
_PARTS = 2_000
_RATIO = 150
_SMALL = 10_000_000
"""Below this many bytes unpacked a high ratio is just a plain, repetitive sheet."""
_OUT_OF_TIME = -9
"""Exit code of a child process that used up its time."""
_SECONDS = 60.0
"""Wall-clock limit where the system knows no CPU limit, and for a child that only waits."""
_IN_MEMORY = 32_000_000
"""Bytes of a sheet kept in memory; a larger one is kept in a temporary file without a name."""


Watch: TypeAlias = "Callable[[int, int, list[bytes | None]], None]"
"""Told the number of a row, from 1 on, how many rows come, and which cells of each column are filled."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and its first rows."""

    position: int
    name: str
    visible: bool
    rows: int
    head: list[list[Cell]]


class Rows:
    """All rows of one sheet, kept as they came from the child process; gone with the last reference to them."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - lives as long as the rows
        weakref.finalize(self, self._file.close)
        self._frames: list[tuple[int, int, int]] = []
        """First row, from 1 on, and place and length of each frame."""
        self._end = 1
        self.strays: tuple[int, str] = 0, ""
        """How many entries far away from everything were left out, and where the first of them is."""

    def add(self, frame: bytes, count: int) -> int:
        """Keep the next frame, which holds `count` rows; the number of the first of them."""
        first = self._end
        self._frames.append((first, self._file.tell(), len(frame)))
        self._file.write(frame)
        self._end += count
        return first

    def batches(self, first: int = 1) -> Iterator[tuple[int, list[list[Cell]]]]:
        """The number of the first row and the rows, batch by batch, from the batch on that holds row `first`."""
        for number, place, length in self._frames:
            if number + sheet_frames.ROWS_AT_ONCE > first:
                self._file.seek(place)
                yield number, sheet_frames.decode(self._file.read(length))

    def between(self, first: int, last: int) -> list[list[Cell]]:
        """The rows from `first` to `last`, both included."""
        found: list[list[Cell]] = []
        for number, rows in self.batches(first):
            if number > last:
                break
            found += rows[max(first - number, 0) : last + 1 - number]
        return found


def is_workbook(path: Path) -> bool:
    """Whether the file's own first bytes, or else its name, say workbook."""
    with path.open("rb") as file:
        start = file.read(8)
    # A text file renamed to .xlsx, as some portals export it, is read as the text it is.
    return start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) or (
        path.suffix.lower() in SUFFIXES and b"\x00" in start
    )


def read(path: Path, choose: Callable[[list[Sheet]], Sheet], watch: Watch) -> tuple[Sheet, Rows]:
    """Read one sheet of a workbook, in one go.

    Args:
        path: The workbook.
        choose: Picks the sheet; what it raises ends the reading.
        watch: Told of the rows while they come.

    Raises:
        UserError: the file is damaged, encrypted or beyond the limits.
    """
    guard(path)
    try:
        return _read(path, choose, watch, "whole")
    except _RefusedError as refused:
        # A stray entry at the very end of a sheet makes a small sheet a huge one; without it, it may do.
        if refused.code in {3, 4, _OUT_OF_TIME} or not zipfile.is_zipfile(path):
            raise UserError(_sentence(path.name, refused.code, refused.said)) from refused
    try:
        return _read(path, choose, watch, "trim")
    except _RefusedError as refused:
        code = refused.code if refused.code == 4 else 0
        raise UserError(_sentence(path.name, code, refused.said)) from refused


def guard(path: Path) -> None:
    """Refuse a file that is larger, or unpacks to more, than any honest workbook.

    Raises:
        UserError: too large, too many parts, too much content, or content packed too tightly.
    """
    size = path.stat().st_size
    if size > _SIZE:
        raise UserError(
            f"{path.name} has {size // 1_000_000} MB, more than a workbook should. Export it again, or as CSV."
        )
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UserError(
            f"{path.name} is damaged. Open it in its own program, save it again and import that."
        ) from error
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if len(parts) > _PARTS or unpacked > _SIZE or (unpacked > _SMALL and unpacked / packed > _RATIO):
        raise UserError(
            f"{path.name} unpacks to {unpacked // 1_000_000} MB in {len(parts)} parts, more than a workbook should. "
            "Export it again, or as CSV."
        )


class _RefusedError(Exception):
    """The child process ended without telling everything; the code is 0 if what it told made no sense."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(code, said)
        self.code, self.said = code, said


def _read(path: Path, choose: Callable[[list[Sheet]], Sheet], watch: Watch, way: str) -> tuple[Sheet, Rows]:
    rows = Rows()
    with _child(path, way) as (pipe, ask, refused):
        try:
            about = sheet_frames.value(_next(pipe))
            tops = [sheet_frames.decode(_next(pipe)) for _ in about]
            told = enumerate(zip(about, tops, strict=True))
            sheets = [Sheet(at, name, seen, count, top) for at, ((name, seen, count), top) in told]
            chosen = choose(sheets)
            ask(chosen.position)
            frame = _next(pipe)
            while coming := sheet_frames.read(pipe):
                count, filled = sheet_frames.filled(frame)
                watch(rows.add(frame, count), count, filled)
                frame = coming
            strays, place = sheet_frames.value(frame)
            rows.strays = int(strays), str(place)
        except (ValueError, TypeError, OSError) as error:
            raise refused() from error
        if (late := refused()).code:
            raise late
    return chosen, rows


def _next(pipe: BinaryIO) -> bytes:
    if frame := sheet_frames.read(pipe):
        return frame
    raise ValueError("the stream ends too early")


@contextlib.contextmanager
def _child(path: Path, way: str) -> Iterator[tuple[BinaryIO, Callable[[int], None], Callable[[], _RefusedError]]]:
    """What a child says, how to ask it for a sheet, and why it ended."""
    command = [sys.executable, "-P", "-c", _START, str(path), json.dumps(LIMITS), way]
    folders = [str(Path(kpidesk.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, folders)), "PYTHONIOENCODING": "utf-8"}
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=environment)
        given, told = cast("BinaryIO", child.stdin), cast("BinaryIO", child.stdout)

        def ask(position: int) -> None:
            given.write(f"{position}\n".encode())
            given.flush()

        def refused() -> _RefusedError:
            for pipe in (told, given):
                with contextlib.suppress(OSError):
                    pipe.close()
            code = child.wait()
            errors.seek(0)
            return _RefusedError(code, errors.read(500).decode("utf-8", "replace"))

        clock = threading.Timer(_SECONDS, child.kill)
        clock.start()
        try:
            yield told, ask, refused
        finally:
            clock.cancel()
            clock.join()
            child.kill()
            child.wait()
            told.close()
            with contextlib.suppress(OSError):
                given.close()


def _sentence(name: str, code: int, said: str) -> str:
    if code == 4:
        return (
            f"{name} has a sheet of {said}; KPIdesk reads up to {LIMITS.rows:,} rows and {LIMITS.columns} columns. "
            "Delete empty rows and columns at the end, or export it as CSV."
        )
    if code == 3:
        if "assword" in said:
            return f"{name} is protected by a password. Save it without one, then import it."
        return f"{name} is damaged or not a workbook. Open it in its own program, save it again and import that."
    return (
        f"{name} is too large to read: often a stray entry far below or beside the table is the cause. "
        "Delete empty rows and columns at the end and save it again, or export it as CSV."
    )
