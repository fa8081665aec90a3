"""The SQLite driver alone, and what marks a file as ours; nothing here waits for SQLAlchemy."""

from __future__ import annotations

import sqlite3
from typing import Any

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
