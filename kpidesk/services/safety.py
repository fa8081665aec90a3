"""Copies and checks of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        """Write a verified copy to `target`, or beside the file under a name with the time; return where it is."""
        target = target or _dated(self._database.path, now)
        backup.copy_to(self._database, target)
        return target

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each; empty when all is well."""
        with self._database.read() as connection:
            return checks.findings(connection)


def restore(source: Path, target: Path, now: dt.datetime) -> Path | None:
    """Put the backup `source` in the place of the closed file `target`; return where the former file is kept.

    Raises:
        UserError: the backup is not a sound KPIdesk file; nothing was changed.
    """
    if source.exists():
        check_header(source)
    former = _dated(target, now)
    existed = target.exists()
    backup.restore(source, target, former)
    return former if existed else None


def _dated(path: Path, now: dt.datetime) -> Path:
    return path.with_name(f"{path.stem} {now:%Y-%m-%d %H%M%S}{path.suffix or '.kpidesk'}")
