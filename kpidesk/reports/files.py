"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; on success it takes the place of `path`, on any error it vanishes.

    Only the signed-in user may read the new file. A file that stood there before is kept until the new one is complete
    and on the disk.

    Raises:
        UserError: the folder cannot be written to, the disk is full, or the file is open elsewhere.
    """
    try:
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=f"{path.suffix}.partial")
    except OSError as error:
        raise UserError(_no_start(path, error)) from error
    os.close(handle)
    partial = Path(made)
    try:
        yield partial
        _settle(partial)
        partial.replace(path)
    except OSError as error:
        raise UserError(_no_end(path, error)) from error
    finally:
        partial.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all, as UTF-8.

    Raises:
        UserError: it cannot be written.
    """
    with replacing(path) as partial:
        partial.write_bytes(text.encode("utf-8", errors="replace"))


def _settle(partial: Path) -> None:
    with partial.open("rb+") as written:
        os.fsync(written.fileno())


def _no_start(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"There is no folder {path.parent}. Choose another folder."
    if isinstance(error, PermissionError):
        return f"You may not write into the folder {path.parent}. Choose another folder."
    return _no_end(path, error)


def _no_end(path: Path, error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return f"{path.name} is a folder. Choose another name."
    if isinstance(error, PermissionError):
        return f"{path.name} is open in another program. Close it there, or choose another name."
    if error.errno in _FULL:
        return f"The disk is full, so {path.name} was not written. Free some room, or choose another disk."
    return f"{path.name} cannot be written: {error.strerror or error}. Choose another folder or name."
