"""A sheet of an old binary workbook (BIFF8, Microsoft [MS-XLS]): its errors, which readers give as empty cells."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOUNDSHEET, _BOF, _EOF, _BOOLERR, _FORMULA = 0x85, 0x809, 0x0A, 0x205, 0x06
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_HEAD = struct.Struct("<HH")
_CELL = struct.Struct("<HHH8s")
"""Row, column, format, result of a formula."""


def errors(path: str, position: int) -> Iterator[tuple[int, int, str]]:
    """Row, column and error, of the sheet at `position`.

    Raises:
        OSError: it is no such workbook.
    """
    import olefile

    with olefile.OleFileIO(path) as compound:
        stream = next((name for name in ("Workbook", "Book") if compound.exists(name)), None)
        if stream is None:
            return
        data = compound.openstream(stream).read()
    sheets = [body for kind, body in _records(data, 0) if kind == _BOUNDSHEET and len(body) >= 4]
    if position < len(sheets):
        yield from _errors(data, struct.unpack_from("<I", sheets[position])[0])


def _errors(data: bytes, start: int) -> Iterator[tuple[int, int, str]]:
    for kind, body in _records(data, start):
        if kind == _BOOLERR and len(body) >= 8 and body[7]:
            row, column = struct.unpack_from("<HH", body)
            yield row, column, _ERRORS.get(body[6], "#N/A")
        elif kind == _FORMULA and len(body) >= _CELL.size:
            row, column, _, result = _CELL.unpack_from(body)
            if result[6:] == b"\xff\xff" and result[0] == 2:
                yield row, column, _ERRORS.get(result[2], "#N/A")


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one stream part: from its beginning to its end, charts within it included."""
    depth = 0
    while at + _HEAD.size <= len(data):
        kind, size = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        yield kind, data[at : at + size]
        at += size
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
