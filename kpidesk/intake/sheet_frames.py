"""How rows of a sheet travel from the child process that reads a workbook: column by column, checked, never as code.

A frame is two lengths, a JSON text of the first length and bytes of the second. A frame of rows has as its text the
number of rows and, for each column, "d" if all its cells are numbers, "i" if all are dates, else the list of its
different cells. The bytes hold, column after column, the numbers (8 bytes each), the ordinals of the dates (4 bytes)
or the place of each cell in its list (2 bytes). A date in a list is a list of one text.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import struct
from array import array
from itertools import repeat, starmap
from operator import ne
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

ROWS_AT_ONCE = 2_000
"""Rows in one frame, fewer than two bytes can count."""

_LENGTHS = struct.Struct("=II")
_LONGEST_TEXT = 32_767
"""What a cell holds at most."""
_LONGEST_FRAME = 256_000_000


def message(value: Any, body: bytes = b"") -> bytes:
    """A frame with any plain value as its text."""
    text = json.dumps(value, ensure_ascii=True, allow_nan=False).encode("ascii")
    return _LENGTHS.pack(len(text), len(body)) + text + body


def encode(rows: Sequence[Sequence[Any]]) -> bytes:
    """A frame of rows of one width; cells are texts, numbers, truth values, dates, times or None."""
    told: list[str | list[Any]] = []
    body: list[bytes] = []
    for column in zip(*rows, strict=True):
        kinds = set(map(type, column))
        if kinds == {float} and math.isfinite(sum(column)):
            told.append("d")
            body.append(array("d", column).tobytes())
        elif kinds <= {dt.date, dt.datetime}:
            told.append("i")
            body.append(array("i", map(dt.date.toordinal, column)).tobytes())
        else:
            # Truth and 1 are equal, so cells of several kinds are told apart by their kind.
            keys: Sequence[Any] = column if kinds == {str} else list(zip(map(type, column), column, strict=True))
            places = {key: at for at, key in enumerate(dict.fromkeys(keys))}
            told.append([_plain(key if kinds == {str} else key[1]) for key in places])
            body.append(struct.pack(f"={len(keys)}H", *map(places.__getitem__, keys)))
    return message([len(rows), told], b"".join(body))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return "" if value.isspace() else value[:_LONGEST_TEXT]
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return float(value) if math.isfinite(value) else str(value)
    if isinstance(value, dt.datetime):
        return [value.date().isoformat()]
    if isinstance(value, dt.date):
        return [value.isoformat()]
    return "" if value is None else str(value)


def read(stream: BinaryIO) -> bytes:
    """The next frame as it is; empty at the end of the stream.

    Raises:
        ValueError: the stream ends within a frame, or the frame is longer than any honest one.
    """
    start = stream.read(_LENGTHS.size)
    if not start:
        return b""
    if len(start) < _LENGTHS.size or sum(_LENGTHS.unpack(start)) > _LONGEST_FRAME:
        raise ValueError("not a frame")
    length = sum(_LENGTHS.unpack(start))
    rest = stream.read(length)
    if len(rest) < length:
        raise ValueError("the stream ends within a frame")
    return start + rest


def value(frame: bytes) -> Any:
    """The text of a frame as a plain value."""
    return json.loads(frame[_LENGTHS.size : _LENGTHS.size + _LENGTHS.unpack_from(frame)[0]])


def decode(frame: bytes) -> list[list[Any]]:
    """The rows in a frame.

    Raises:
        ValueError: it is not a frame of rows.
    """
    try:
        return list(map(list, zip(*starmap(_column, _columns(frame)[1]), strict=True)))
    except (TypeError, LookupError, OverflowError, struct.error) as error:
        raise ValueError("not a frame of rows") from error


def filled(frame: bytes) -> tuple[int, list[bytes | None]]:
    """The number of rows in a frame and, for each column, a byte 1 for each cell that is not empty; None if none is.

    Raises:
        ValueError: it is not a frame of rows.
    """
    try:
        count, columns = _columns(frame)
        return count, [_filled(told, cells) for told, cells in columns]
    except (TypeError, LookupError, struct.error) as error:
        raise ValueError("not a frame of rows") from error


def _filled(told: str | list[Any], cells: array[Any]) -> bytes | None:
    empty = {at for at, cell in enumerate(told) if cell == ""} if isinstance(told, list) else set()
    if len(empty) > 1:
        return bytes(place not in empty for place in cells)
    return bytes(map(ne, cells, repeat(empty.pop()))) if empty else None


def _columns(frame: bytes) -> tuple[int, list[tuple[str | list[Any], array[Any]]]]:
    """The number of rows; what is told of each column, and its bytes as numbers."""
    count, listed = value(frame)
    at = _LENGTHS.size + _LENGTHS.unpack_from(frame)[0]
    found = []
    for told in listed:
        cells: array[Any] = array("H" if isinstance(told, list) else {"d": "d", "i": "i"}[told])
        end = at + count * cells.itemsize
        cells.frombytes(frame[at:end])
        found.append((told, cells))
        at = end
    return count, found


def _column(told: str | list[Any], cells: array[Any]) -> list[Any]:
    if told == "d":
        return cells.tolist()
    if told == "i":
        days = {ordinal: dt.date.fromordinal(ordinal) for ordinal in set(cells)}
        return list(map(days.__getitem__, cells))
    listed = [dt.date.fromisoformat(cell[0]) if type(cell) is list else cell for cell in told]
    return list(map(listed.__getitem__, cells))
