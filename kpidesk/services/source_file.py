"""The file an import reads: it must stay as it is from the first look to the last row."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_State: TypeAlias = tuple[int, int, int]


class SourceFile:
    """Knows how the file was when this was made."""

    def __init__(self, path: Path) -> None:
        """Take note of the file at `path`; whether it can be read is found out by reading it."""
        self._path = path
        self._state = _state(path)

    @property
    def changed(self) -> bool:
        """Whether the file was written anew, replaced or removed since."""
        return _state(self._path) != self._state

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Around reading it.

        Raises:
            UserError: it went away or was changed; nothing may be written then.
        """
        try:
            yield
        except OSError as error:
            raise UserError(
                f"{self._path.name} could not be read to its end: {error.strerror or error}. Nothing was written; "
                "import it again."
            ) from error
        if self.changed:
            raise UserError(f"{self._path.name} was changed while it was read. Nothing was written; import it again.")

    def sha256(self) -> str:
        """What tells it from every other content.

        Raises:
            OSError: it cannot be read.
        """
        with self._path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def _state(path: Path) -> _State | None:
    """What differs once a file is written or replaced; None while there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
