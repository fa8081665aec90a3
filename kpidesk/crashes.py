"""What is kept of a bug: where it happened, never what the data said."""

from __future__ import annotations

import datetime as dt
import platform
import sys
import traceback
from typing import TYPE_CHECKING

from kpidesk import __version__

if TYPE_CHECKING:
    from pathlib import Path


def report(error: BaseException) -> str:
    """A report of `error` that names types, files, lines and functions but no value and no message.

    Messages and values are left out since they may hold names, numbers or the text of a note.
    """
    lines = [f"KPIdesk {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"]
    current: BaseException | None = error
    while current is not None:
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        ]
        current = current.__cause__ or current.__context__
        if current is not None:
            lines.append("caused by")
    return "\n".join(lines)


def keep(error: BaseException, folder: Path) -> Path | None:
    """Append the report of `error` to the log in `folder`; None when even that fails."""
    path = folder / "kpidesk.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{dt.datetime.now(dt.UTC).isoformat(timespec='seconds')}\n{report(error)}\n")
    except OSError as failure:
        sys.stderr.write(f"The log {path} cannot be written: {failure.strerror}.\n")
        return None
    return path


def _short(filename: str) -> str:
    """The file from the package on, free of the user's folders."""
    parts = filename.replace("\\", "/").split("/")
    for anchor in ("kpidesk", "site-packages"):
        if anchor in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(anchor) - 1 :])
    return parts[-1]
