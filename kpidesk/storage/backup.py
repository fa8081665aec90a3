"""Copies of the file that can be trusted, made while it is in use, and taken back."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING, Any

from kpidesk.domain.errors import UserError
from kpidesk.storage.driver import driver

if TYPE_CHECKING:
    from pathlib import Path

    from kpidesk.storage.database import Database


def copy_to(database: Database, target: Path) -> None:
    """Write a verified copy of `database` to `target`, replacing it only when the copy is whole.

    Raises:
        UserError: the copy could not be written or did not pass its check; `target` is as it was.
    """
    with database.read() as connection:
        _copy(connection.connection.dbapi_connection, target)


def restore(source: Path, target: Path, former: Path) -> None:
    """Put a copy of the file `source` in the place of `target`, whose present file moves to `former`.

    Raises:
        UserError: `source` is missing or damaged, or the disk refuses; `target` is as it was.
    """
    if not source.is_file():
        raise UserError(f"There is no file {source}. Name a backup.")
    restored = target.with_name(target.name + ".restored")
    with contextlib.closing(driver().connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        _copy(connection, restored)
    try:
        if target.exists():
            _fold(target, former)
        for ending in ("-wal", "-shm", "-journal"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        if target.exists():
            _keep(target, former)
        try:
            restored.replace(target)
        except OSError:
            _remove(former)
            raise
        _settle_names(target.parent)
    except OSError as error:
        raise UserError(f"{target} cannot be replaced: {error.strerror}. Close it elsewhere and try again.") from error
    finally:
        _remove(restored)


def _fold(target: Path, former: Path) -> None:
    """Fold the write-ahead log in: left beside the restored file it would be replayed into it."""
    try:
        with contextlib.closing(driver().connect(str(target))) as present:
            present.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except driver().DatabaseError:
        # A damaged file is what backups are for: it moves as it is, with its log.
        log = target.with_name(target.name + "-wal")
        if log.exists():
            log.replace(former.with_name(former.name + "-wal"))


def _keep(target: Path, former: Path) -> None:
    """Give the present file a second name, which it keeps when another takes its first: that one is never without."""
    try:
        os.link(target, former)
    except OSError:
        # Some disks know one name a file, and the name may be taken.
        shutil.copyfile(target, former)
        former.chmod(0o600)
        _settle(former)


def _settle(file: Path) -> None:
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _settle_names(folder: Path) -> None:
    """Have names that were given or moved on the disk too; Windows sees to that itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _copy(source: Any, target: Path) -> None:
    """Copy an open database with SQLite's own backup: check the copy, flush it to the disk, rename it into place."""
    partial = target.with_name(target.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        with contextlib.closing(driver().connect(str(partial))) as copy:
            partial.chmod(0o600)
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise UserError(
                f"No copy was written to {target}: the file it is made from is damaged. Use an older backup."
            )
        _settle(partial)
        partial.replace(target)
        _settle_names(target.parent)
    except OSError as error:
        raise UserError(f"No backup was written to {target}: {error.strerror}. Choose another folder.") from error
    except driver().Error as error:
        raise UserError(f"The file cannot be copied to {target}: {error}. Nothing was replaced.") from error
    finally:
        _remove(partial)


def _remove(path: Path) -> None:
    """Leave no half a copy behind; a disk that refuses even that has said why before."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
