"""Open a file safely: tell a new, an older, a newer, a foreign and a damaged one apart before anything is written."""

from __future__ import annotations

from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

import sqlalchemy as sa

from kpidesk.domain.errors import DamagedFileError, UserError
from kpidesk.storage import search
from kpidesk.storage.backup import copy_to
from kpidesk.storage.database import Database
from kpidesk.storage.driver import APPLICATION_ID, HEAD, driver
from kpidesk.storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCRIPTS = "kpidesk.storage:migrations"
_HEADER = b"SQLite format 3\x00"


def open_database(path: Path) -> Database:
    """Open the KPIdesk file at `path`, creating or upgrading it when needed.

    Raises:
        UserError: the file is empty, foreign, newer, damaged or out of reach; its bytes are left as they are.
    """
    with _reached(path):
        fresh = not path.exists()
        if fresh:
            path.parent.mkdir(parents=True, exist_ok=True)
    if not fresh:
        check_header(path)
    database = Database(path)
    try:
        if fresh:
            create(database)
        else:
            _bring_up_to_date(database)
    except BaseException:
        database.close()
        if fresh:
            remove_unused(path)
        raise
    return database


def remove_unused(path: Path) -> None:
    """Remove a file that was made for something that came to nothing; it stays if anything is in it or it is open."""
    with suppress(OSError, driver().DatabaseError):
        with closing(driver().connect(str(path), timeout=0, isolation_level=None)) as connection:
            # Refused while anybody else has the file open; needs no room on the disk, which may be full.
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            ours = there & metadata.tables.keys()
            if any(connection.execute(f'SELECT EXISTS (SELECT 1 FROM "{name}")').fetchone()[0] for name in ours):
                return
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def create(database: Database) -> None:
    """Make all tables of the newest version in one transaction."""
    with database.write() as connection:
        metadata.create_all(connection)
        search.create(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))


def check_header(path: Path) -> None:
    """Refuse what is not a KPIdesk file, from its first bytes alone.

    Raises:
        UserError: the file is empty, foreign, a folder or out of reach.
    """
    if path.is_dir():
        raise UserError(f"{path} is a folder, not a KPIdesk file.")
    with _reached(path), path.open("rb") as file:
        head = file.read(72)
    if not head:
        raise DamagedFileError(
            f"{path} is empty: its data was lost outside KPIdesk. Restore a backup, or name another file."
        )
    if not head.startswith(_HEADER):
        raise UserError(f"{path} is not a KPIdesk file. Choose another file; this one was not touched.")
    if len(head) < 72 or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        # A crash right after the first start leaves the header to the write-ahead log.
        wal = path.with_name(path.name + "-wal")
        if not (wal.exists() and wal.stat().st_size):
            raise UserError(f"{path} belongs to another program. Choose another file; this one was not touched.")


@contextmanager
def _reached(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(
            f"{path} cannot be opened: {error.strerror}. Change its permissions, or name another."
        ) from error


def _bring_up_to_date(database: Database) -> None:
    with database.read() as connection:
        known = sa.inspect(connection).has_table("alembic_version")
        revision = connection.scalar(sa.text("SELECT version_num FROM alembic_version")) if known else None
    if revision is None:
        raise UserError(f"{database.path} belongs to another program. Choose another file; this one was not touched.")
    if revision != HEAD:
        _migrate(database, revision)


def _migrate(database: Database, revision: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.set_main_option("path_separator", "os")
    if revision not in {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}:
        raise UserError(
            f"{database.path} was written by a newer KPIdesk ({revision}). Update KPIdesk; the file was not touched."
        )
    copy_to(database, database.path.with_name(f"{database.path.stem}.before-{HEAD}{database.path.suffix}"))
    with database.engine.connect().execution_options(kpidesk_write=True) as connection:
        # Batch migrations rebuild parent tables; with foreign keys on that would empty their children.
        connection.connection.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise UserError(f"{database.path} could not be upgraded: {len(broken)} rows lost their owner.")
        finally:
            connection.connection.execute("PRAGMA foreign_keys=ON")
