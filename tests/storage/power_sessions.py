"""Sessions whose writes are recorded, and what must be found after a power cut in the middle of each.

`python -m tests.storage.power_sessions NAME FOLDER SYNCED` runs one; with SYNCED 0 nothing waits for the disk, which
the replay has to notice.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
NOTES, VALUES = 30, 200
STEPS = [
    *((revision, 0) for revision in range(NOTES + 1)),
    (NOTES, VALUES),
    (None, VALUES),
    (NOTES, VALUES),
    (NOTES, 0),
]
"""Revision of the note and number of values after each acknowledged step of `typing`."""
FILE, COPY, FORMER = "team.kpidesk", "copy.kpidesk", f"team {NOW:%Y-%m-%d %H%M%S}.kpidesk"
BEFORE = "team.before-0002.kpidesk"
_NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("topic") as topic:
        topic.add_column(sa.Column("place", sa.Text(), nullable=False, server_default="here"))
    op.execute("UPDATE note SET revision = 9, text = '9 ' || text")
"""


@dataclass(frozen=True, slots=True)
class Session:
    """What is done in a folder; each call of what it is given says that one more step is on the disk."""

    name: str
    run: Callable[[Path, Callable[[], object]], None]
    steps: int
    verdict: Callable[[Path, int], str]
    """What is wrong with a folder found after a cut: `damaged`, `lost` or `half`; nothing if it is as it must be."""


def _begun(path: Path) -> tuple[Any, Any, Any]:
    """A file with a note in it, at revision 0."""
    from kpidesk.domain.entities import Rep, new_id
    from kpidesk.domain.terms import Visibility
    from kpidesk.services.desk import Desk

    desk = Desk(path)
    maya = Rep(new_id(), "Maya Okafor")
    desk.team.add_rep(maya)
    return desk, maya, desk.meetings.add_note(maya, "0", Visibility.PRIVATE, NOW)


def _typed(desk: Any, note: Any) -> Any:
    revision = note.revision + 1
    return desk.meetings.save_note(note.id, note.revision, f"{revision} " + "typed on and on " * revision, NOW)


def _type(folder: Path, acknowledge: Callable[[], object]) -> None:
    """Notes typed on and on, an import, its undo, a note removed and brought back."""
    desk, _maya, note = _begun(folder / FILE)
    with closing(desk):
        for _ in range(NOTES):
            note = _typed(desk, note)
            acknowledge()
        days = (dt.date(2024, 1, 1) + dt.timedelta(day) for day in range(VALUES))
        file = folder / "values.csv"
        file.write_text("Rep,Date,Calls made\n" + "".join(f"Maya Okafor,{day},{day.day}\n" for day in days))
        desk.transfer.import_file(file, None, now=NOW)
        acknowledge()
        desk.meetings.remove_note(note)
        acknowledge()
        desk.history.undo()
        acknowledge()
        desk.transfer.undo_import(1, now=NOW)
        acknowledge()


def _type_verdict(folder: Path, acknowledged: int) -> str:
    """It must stand where the last acknowledged step left it, or the one that was under way."""
    found = _look(folder / FILE, "SELECT count(*) FROM kpi_entry")
    if isinstance(found, str):
        return "" if found == "lost" and not acknowledged else found
    revision, values = found
    step = (revision, int(values))
    if step in STEPS[acknowledged : acknowledged + 2] or (not acknowledged and step == (None, 0)):
        return ""
    return "lost" if step in STEPS[:acknowledged] else "half"


def _back_up(folder: Path, acknowledge: Callable[[], object]) -> None:
    """A backup, more typing, and a second backup in the place of the first."""
    desk, _maya, note = _begun(folder / FILE)
    with closing(desk):
        note = _typed(desk, note)
        desk.safety.backup(folder / COPY, NOW)
        acknowledge()
        _typed(desk, note)
        acknowledge()
        desk.safety.backup(folder / COPY, NOW)
        acknowledge()


def _back_up_verdict(folder: Path, acknowledged: int) -> str:
    """The file is never touched; the backup is the older one or the newer one, whole, from the first on."""
    file: list[set[int | None]] = [{None, 0, 1}, {1, 2}, {2}, {2}]
    copy: list[set[int | None]] = [{1}, {1}, {1, 2}, {2}]
    for name, revisions in ((FILE, file[acknowledged]), (COPY, copy[acknowledged])):
        found = _look(folder / name)
        if found == "lost" and not acknowledged:
            continue
        if isinstance(found, str) or found[0] not in revisions:
            return found if isinstance(found, str) else "lost"
    return ""


def _restore(folder: Path, acknowledge: Callable[[], object]) -> None:
    """A backup, more typing, and the backup taken back."""
    from kpidesk.services import safety

    desk, _maya, note = _begun(folder / FILE)
    with closing(desk):
        note = _typed(desk, note)
        desk.safety.backup(folder / COPY, NOW)
        _typed(desk, note)
        acknowledge()
    safety.restore(folder / COPY, folder / FILE, NOW)
    acknowledge()


def _restore_verdict(folder: Path, acknowledged: int) -> str:
    """The file is the one before or the one restored, whole, and there at every moment; the former one is kept."""
    if not acknowledged:
        return ""
    found = _look(folder / FILE)
    if isinstance(found, str):
        return found
    if found[0] != 1 and (acknowledged > 1 or found[0] != 2):
        return "lost"
    former = _look(folder / FORMER)
    return "" if found[0] == 2 or former == (2, None) else "lost"


def _migrate(folder: Path, acknowledge: Callable[[], object]) -> None:
    """A file of an older version, opened by a newer one, which rebuilds a table and changes every note."""
    from kpidesk.services.desk import Desk
    from kpidesk.storage import upgrade

    desk, _maya, note = _begun(folder / FILE)
    with closing(desk):
        _typed(desk, note)
    acknowledge()
    scripts = folder / "migrations"
    shutil.copytree(Path(upgrade.__file__).with_name("migrations"), scripts)
    (scripts / "versions" / "v0002_next.py").write_text(_NEXT)
    vars(upgrade).update(SCRIPTS=str(scripts), HEAD="0002")
    Desk(folder / FILE).close()
    acknowledge()


def _migrate_verdict(folder: Path, acknowledged: int) -> str:
    """The file is the old one or the new one; where it is the new one, the old one stands beside it."""
    version = "SELECT group_concat(version_num) || (SELECT group_concat(name) FROM pragma_table_info('topic')) FROM "
    found = _look(folder / FILE, version + "alembic_version")
    if isinstance(found, str) or not acknowledged:
        return found if isinstance(found, str) and acknowledged else ""
    new = found[0] == 9 and found[1].startswith("0002") and found[1].endswith("place")
    old = found[0] == 1 and found[1].startswith("0001") and not found[1].endswith("place")
    if not (new or old):
        return "half"
    kept = _look(folder / BEFORE)
    return "lost" if (old and acknowledged > 1) or (new and kept != (1, None)) else ""


def _look(path: Path, more: str = "SELECT NULL") -> tuple[int | None, Any] | str:
    """The revision of the note in a file, and what another query says; else what is wrong with the file."""
    if not path.exists():
        return "lost"
    with closing(sqlite3.connect(path)) as connection:
        try:
            connection.execute("PRAGMA synchronous=OFF")  # only looked at
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                return "damaged"
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                return "lost"
            notes = connection.execute("SELECT revision, text FROM note").fetchall()
            said = connection.execute(more).fetchone()[0]
        except sqlite3.DatabaseError:
            return "damaged"
    if len(notes) > 1 or any(not text.startswith(f"{revision}") for revision, text in notes):
        return "half"
    return (notes[0][0] if notes else None), said


TYPING = Session("typing", _type, len(STEPS) - 1, _type_verdict)
BACKUP = Session("backup", _back_up, 3, _back_up_verdict)
RESTORE = Session("restore", _restore, 2, _restore_verdict)
MIGRATION = Session("migration", _migrate, 2, _migrate_verdict)
SESSIONS = {each.name: each for each in (TYPING, BACKUP, RESTORE, MIGRATION)}


def main(name: str, folder: Path, *, synced: bool) -> None:
    """Run a session."""
    from kpidesk.storage import database

    if not synced:
        database._PRAGMAS = tuple(each.replace("=FULL", "=OFF") for each in database._PRAGMAS)
        vars(os).update(fsync=lambda _file: None)
    acknowledged = os.open(folder / "acknowledged", os.O_WRONLY | os.O_CREAT)
    SESSIONS[name].run(folder, lambda: os.write(acknowledged, b"."))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), synced=sys.argv[3] == "1")
