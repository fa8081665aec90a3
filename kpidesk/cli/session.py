"""The file a command works on, opened and closed around it."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kpidesk.cli.parser import database_path
from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from kpidesk.services.desk import Desk


@contextmanager
def opened(chosen: argparse.Namespace, *, create: bool = False, trial: bool = False) -> Iterator[Desk]:
    """The services over the chosen file; a `trial` of what would create it works on an empty one that does not stay.

    Raises:
        UserError: there is no such file and the command does not `create` one.
    """
    path = database_path(chosen)
    if trial and not path.exists():
        with TemporaryDirectory(prefix="kpidesk-", ignore_cleanup_errors=True) as folder:
            yield from _opened(Path(folder) / "trial.kpidesk")
        return
    if not create and not path.exists():
        raise UserError(f"There is no KPIdesk file at {path}. Import a file into it first, or name another one.")
    yield from _opened(path)


def _opened(path: Path) -> Iterator[Desk]:
    from kpidesk.app import open_desk

    desk = open_desk(path)
    try:
        yield desk
    finally:
        desk.close()
