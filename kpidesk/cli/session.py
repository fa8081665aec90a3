"""The file a command works on, opened and closed around it."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kpidesk.cli import no_way_back
from kpidesk.cli.parser import database_path
from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from kpidesk.services.desk import Desk


@contextmanager
def opened(chosen: argparse.Namespace, *, create: bool = False, trial: bool = False) -> Iterator[Desk]:
    """The services over the chosen file; one that is created stays only if what it was created for was done.

    A `trial` of what would create it works on an empty one elsewhere.

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
    missing = [each for each in (path, *path.parents) if not each.exists()]
    try:
        yield from _opened(path, made=path in missing)
    except BaseException:
        for parent in missing[1:]:
            with suppress(OSError):
                parent.rmdir()
        raise


def _opened(path: Path, *, made: bool = False) -> Iterator[Desk]:
    from kpidesk.app import open_desk

    desk = open_desk(path)
    desk.database.before_commit = no_way_back
    try:
        yield desk
    except BaseException:
        if made:
            desk.discard()
        raise
    finally:
        desk.close()
