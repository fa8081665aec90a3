"""Answers: aligned text for people, JSON for programs. Missing is a dash or null, never 0."""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import sys
import uuid
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING, Any

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

_MISSING = "–"


def line(text: str = "") -> None:
    """Write one line of the answer; a program without a console has nowhere to write.

    Raises:
        UserError: the disk it is written to refuses.
    """
    if sys.stdout is not None:
        with _written():
            sys.stdout.write(text + "\n")


def flush() -> None:
    """Write what is still held back.

    Raises:
        UserError: the disk it is written to refuses.
    """
    if sys.stdout is not None:
        with _written():
            sys.stdout.flush()


def close() -> None:
    """Let what is still held back go nowhere: Python would write it once more when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        close()
        raise UserError(f"The answer cannot be written: {error.strerror}. Write it elsewhere.") from error


def plain(value: Any) -> Any:
    """`value` as JSON knows it: dates and ids as text, NaN as None."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    # Numbers out of numpy arrays become Python's own.
    number = value.item() if hasattr(value, "item") else value
    return None if isinstance(number, float) and not math.isfinite(number) else number


def as_json(value: Any) -> None:
    """Write `value` as JSON."""
    line(json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False))


def rows(chosen: argparse.Namespace, found: Sequence[Mapping[str, Any]], columns: Sequence[str], empty: str) -> None:
    """Write a listing: all fields as JSON, the named columns as text, or the sentence `empty`."""
    if chosen.format == "json":
        as_json(list(found))
    elif not found:
        line(empty)
    else:
        table(
            [[column.replace("_", " ") for column in columns], *[[row[column] for column in columns] for row in found]]
        )


def count(number: int, what: str) -> str:
    """A number of things: "1 row", "1,200 rows"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def table(cells: Sequence[Sequence[Any]]) -> None:
    """Write rows with aligned columns, numbers to the right; the first row is the header."""
    texts = [[text(cell) for cell in row] for row in cells]
    right = [all(_is_number(row[i]) for row in cells[1:]) for i in range(len(cells[0]))]
    widths = [max(len(row[i]) for row in texts) for i in range(len(texts[0]))]
    for row in texts:
        padded = [
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, right, strict=True)
        ]
        line("  ".join(padded).rstrip())


def text(value: Any) -> str:
    """One value for people."""
    value = plain(value)
    if value is None or value == "":
        return _MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    # Control characters in data must not reach the terminal.
    return "".join(ch if ch.isprintable() else " " for ch in str(value))


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return value.endswith("%")
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))
