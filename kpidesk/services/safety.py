"""Copies and checks of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.errors import DamagedFileError, UserError
from kpidesk.storage import backup, checks
from kpidesk.storage.upgrade import check_header

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from kpidesk.storage.database import Database


class SafetyService:
    """Keeps the file safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def backup(self, target: Path | None, now: dt.datetime) -> Path:
        """Write a verified copy to `target`, or beside the file under a name with the time; return where it is.

        Raises:
            UserError: `target` is the file itself or no KPIdesk file, or it cannot be written; it is as it was.
        """
        target = target or _dated(self._database.path, now)
        _check_target(target, self._database.path)
        # A link stays a link: what it points to is replaced.
        backup.copy_to(self._database, target.resolve())
        return target

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each; empty when all is well."""
        try:
            with self._database.read() as connection:
                return checks.findings(connection)
        except DamagedFileError as error:
            return [str(error)]


def restore(source: Path, target: Path, now: dt.datetime) -> Path | None:
    """Put the backup `source` in the place of the closed file `target`; return where the former file is kept.

    Raises:
        UserError: the backup is not a sound KPIdesk file, or it is the file itself; nothing was changed.
    """
    target = target.resolve()
    if source.exists():
        check_header(source)
        if target.exists() and source.samefile(target):
            raise UserError(f"{source} is the file itself. Name a backup of it; nothing was changed.")
    former = _dated(target, now)
    existed = target.exists()
    backup.restore(source, target, former)
    return former if existed else None


def _check_target(target: Path, path: Path) -> None:
    if not target.exists():
        return
    if target.samefile(path):
        raise UserError(f"{target} is the file itself. Name another file for the copy; nothing was changed.")
    try:
        check_header(target)
    except UserError as error:
        raise UserError(f"{target} exists and is no KPIdesk file. Name another; this one was not touched.") from error


def _dated(path: Path, now: dt.datetime) -> Path:
    return path.with_name(f"{path.stem} {now:%Y-%m-%d %H%M%S}{path.suffix or '.kpidesk'}")
