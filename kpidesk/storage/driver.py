"""The SQLite driver alone, and what marks a file as ours; nothing here waits for SQLAlchemy."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION_ID = 0x4B504944
"""The bytes "KPID" in the header of every KPIdesk file."""

HEAD = "0001"
"""The newest migration; a file that names an unknown one was written by a newer KPIdesk."""


def driver() -> Any:
    """The SQLite driver: the bundled current SQLite where it has a wheel, else Python's own."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        return sqlite3
    return dbapi2


def read_only(path: Path) -> str:
    """The address by which a file is read and nothing is written, not even beside it."""
    # Read-only access to a file in WAL mode would still make the two files beside it. Without a log there is nobody
    # else to watch for; with one, its index is read but never made.
    log = path.with_name(path.name + "-wal")
    return f"{path.absolute().as_uri()}?mode=ro&{'readonly_shm=1' if log.exists() else 'immutable=1'}"
