"""One SQLite file: how it is opened, and the two kinds of transaction."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import sqlalchemy as sa

from kpidesk.domain.errors import DamagedFileError, UserError
from kpidesk.storage.driver import driver, read_only

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Connection: TypeAlias = sa.Connection
"""An open transaction, as services hand it on; only storage calls its methods."""

ASIDE = "kpidesk_aside"
"""Where a connection counts the rows changed that no number rests on."""

_PRAGMAS: tuple[str, ...] = (
    "journal_mode=WAL",
    "synchronous=FULL",  # with WAL: no acknowledged commit is lost in a power cut
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "busy_timeout=5000",
    "cache_size=-65536",
    "temp_store=MEMORY",
)

_DAMAGED = "{path} is damaged. Restore the newest backup; the file itself was left as it is."
_MESSAGES = {
    "SQLITE_BUSY": "{path} is busy in another program. Close it there and try again.",
    "SQLITE_LOCKED": "{path} is busy in another program. Close it there and try again.",
    "SQLITE_FULL": "The disk that holds {path} is full. Make room and try again; nothing was changed.",
    "SQLITE_READONLY": "{path} is read-only. Change its permissions or save a copy elsewhere.",
    "SQLITE_CANTOPEN": "{path} cannot be opened. Check that the folder exists and may be written to.",
    "SQLITE_IOERR": "The disk that holds {path} reports an error. Copy the file elsewhere before going on.",
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_CORRUPT": _DAMAGED,
}


class Database:
    """The one database of this process. Close it when done."""

    def __init__(self, path: Path) -> None:
        """Prepare to use the file at `path`; nothing is opened yet."""
        self.path = path
        # Where no log can be made beside the file, it can still be read.
        locked = path.exists() and not os.access(path.parent, os.W_OK)
        self.address = read_only(path) if locked else str(path)
        module = driver()
        self.engine = sa.create_engine(
            "sqlite://",
            creator=lambda: module.connect(self.address, uri=locked, check_same_thread=False, isolation_level=None),
            module=module,
            poolclass=sa.pool.QueuePool,
            # The connection used last comes first: what is kept by its version stays true for the next reader.
            pool_use_lifo=True,
        )
        self._asked: sa.PoolProxiedConnection | None = None
        self.before_commit: Callable[[], None] = _nothing
        """Called when all of a transaction is written and it is about to be made lasting."""
        sa.event.listen(self.engine, "connect", _configure)
        sa.event.listen(self.engine, "begin", _begin)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A consistent view of the file; nothing can be written through it by accident."""
        with self.explained(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def ask(self) -> Iterator[Any]:
        """The driver alone, to be asked at each key typed, by one thread at a time.

        Its connection is kept: to take one from the pool and give it back takes as long as a search.
        """
        with self.explained():
            if self._asked is None:
                self._asked = self.engine.raw_connection()
            yield self._asked.driver_connection

    @contextmanager
    def write(self, *, numbers: bool = True) -> Iterator[sa.Connection]:
        """One transaction: all of it is on the disk at the end, or none of it.

        Without `numbers`, nothing is written that a number rests on: those read before stay true.
        """
        with self.explained(), self.engine.connect().execution_options(kpidesk_write=True) as connection:
            driver: Any = connection.connection.driver_connection
            before = driver.total_changes
            with connection.begin():
                yield connection
                self.before_commit()
            # The commit itself counts too: it is then that the full-text index is written.
            if not numbers:
                connection.info[ASIDE] = connection.info.get(ASIDE, 0) + driver.total_changes - before

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn known faults of the file or disk into sentences for the user."""
        try:
            yield
        except (sa.exc.DatabaseError, driver().DatabaseError) as error:
            message = explain(getattr(error, "orig", error), self.path)
            if message is None:
                raise
            damaged = message == _DAMAGED.format(path=self.path)
            raise (DamagedFileError if damaged else UserError)(message) from error

    def close(self) -> None:
        """Close every connection; SQLite then folds the write-ahead log into the file."""
        if self._asked is not None:
            self._asked.close()
            self._asked = None
        self.engine.dispose()


def explain(error: BaseException | None, path: Path) -> str | None:
    """The user's sentence for a known fault of the file or disk, or None for a bug of ours."""
    name = getattr(error, "sqlite_errorname", None) or ""
    for prefix, message in _MESSAGES.items():
        if name.startswith(prefix):
            return message.format(path=path)
    text = str(error)
    if "not a database" in text:
        return _DAMAGED.format(path=path)
    if "locked" in text:
        return _MESSAGES["SQLITE_BUSY"].format(path=path)
    return None


def _nothing() -> None:
    pass


def _configure(connection: Any, _record: Any) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    # The driver must not open transactions itself: it would leave table changes outside of them.
    write = connection.get_execution_options().get("kpidesk_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
