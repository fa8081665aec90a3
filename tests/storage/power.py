"""Power cuts, replayed: every write of a real session is recorded, then cut off at random with what was not synced yet.

A state is the file and its write-ahead log as a disk may hold them after the cut: all that was synced, and of what was
written since a random part, torn at 512 bytes (the model of SQLite's crash tests). `strace` records.
"""

from __future__ import annotations

import os
import random
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECTOR = 512
NOTES, VALUES = 30, 200
STEPS = [
    *((revision, 0) for revision in range(NOTES + 1)),
    (NOTES, VALUES),
    (None, VALUES),
    (NOTES, VALUES),
    (NOTES, 0),
]
"""Revision of the note and number of values after each acknowledged step of the session."""
_CALLS = "pwrite64,write,ftruncate,fsync,fdatasync,unlink,rename"
_CALL = re.compile(
    r'^(?:\d+ +)?(\w+)\((?:\d+<([^>]*)>)?(?:"([^"]*)")?(?:, )?(?:"((?:\\x..)*)"(\.\.\.)?)?(.*)\) += (-?\d+)'
)


@dataclass(frozen=True, slots=True)
class Op:
    """One call that changed a file, or `ack`: the session said that so many of its steps were done."""

    kind: str
    path: str
    at: int = 0
    data: bytes = b""


@dataclass(slots=True)
class Disk:
    """What is safely on the disk, and what may or may not be there."""

    synced: dict[str, bytearray] = field(default_factory=dict)
    waiting: list[Op] = field(default_factory=list)
    acknowledged: int = 0

    def take(self, op: Op) -> None:
        """Let one call happen. Directory entries are taken to be durable at once, which is the worst for a log."""
        if op.kind == "ack":
            self.acknowledged += 1
        elif op.kind == "sync":
            for each in [each for each in self.waiting if each.path == op.path]:
                apply(self.synced, each)
            self.waiting = [each for each in self.waiting if each.path != op.path]
        elif op.kind == "unlink":
            self.synced.pop(op.path, None)
            self.waiting = [each for each in self.waiting if each.path != op.path]
        else:
            self.waiting.append(op)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytearray]:
        """The files as they may be found: each sector written since the last sync made it, or did not."""
        files = {path: bytearray(data) for path, data in self.synced.items()}
        kept = chance.random()
        for op in self.waiting:
            for piece in sectors(op):
                if chance.random() < kept:
                    apply(files, piece)
        return files


def sectors(op: Op) -> list[Op]:
    """A write as the sectors a disk writes whole; anything else as it is."""
    if op.kind != "write":
        return [op]
    edges = [op.at, *range((op.at // SECTOR + 1) * SECTOR, op.at + len(op.data), SECTOR), op.at + len(op.data)]
    return [Op("write", op.path, begin, op.data[begin - op.at : end - op.at]) for begin, end in pairwise(edges)]


def apply(files: dict[str, bytearray], op: Op) -> None:
    """Carry one write or truncation out."""
    data = files.setdefault(op.path, bytearray())
    if op.kind == "truncate":
        del data[op.at :]
        data.extend(bytes(op.at - len(data)))
    else:
        data.extend(bytes(max(0, op.at + len(op.data) - len(data))))
        data[op.at : op.at + len(op.data)] = op.data


def replay(path: Path, ops: list[Op], states: int, folder: Path) -> Counter[str]:
    """Cut the power `states` times, spread over the session; how often each verdict was given."""
    chance = random.Random(states)  # noqa: S311
    found = folder / path.name
    verdicts: Counter[str] = Counter()
    disk, done = Disk(), 0
    for cut in sorted(chance.randrange(len(ops) + 1) for _ in range(states)):
        for op in ops[done:cut]:
            disk.take(op)
        done = cut
        for each in folder.iterdir():
            each.unlink()
        for name, data in disk.after_a_cut(chance).items():
            found.with_name(Path(name).name).write_bytes(data)
        verdicts[verdict(found, disk.acknowledged)] += 1
    return verdicts


def record(folder: Path, synchronous: str) -> tuple[Path, list[Op]]:
    """Run the session under `strace`; its file and what it did to its files, in order."""
    path, trace = folder / "team.kpidesk", folder / "trace"
    call = [
        "strace",
        "-f",
        "-y",
        "-xx",
        "-s",
        "9000000",
        "-e",
        f"trace={_CALLS}",
        "-e",
        "signal=none",
        "-o",
        str(trace),
    ]
    command = [*call, sys.executable, "-m", "tests.storage.power", str(path), synchronous]
    subprocess.run(command, check=True, cwd=ROOT, timeout=300)
    ops = [op for line in trace.read_text().splitlines() if (op := _op(line, path)) is not None]
    trace.unlink()
    return path, ops


def _op(line: str, path: Path) -> Op | None:
    found = _CALL.match(line)
    if not found or int(found[7]) < 0:
        return None
    name, of, named, data, cut, rest, _done = found.groups()
    where = bytes.fromhex((of or named or "").replace("\\x", "")).decode() if "\\x" in (of or named or "") else of or ""
    if where.endswith("acknowledged"):
        return Op("ack", "")
    if not where.startswith(str(path)) or where.endswith("-shm"):
        return None
    if cut:
        raise ValueError("a write was recorded in part")
    numbers = [int(each) for each in re.findall(r"-?\d+", rest)]
    kinds = {"fsync": "sync", "fdatasync": "sync", "unlink": "unlink", "ftruncate": "truncate"}
    if name in kinds:
        return Op(kinds[name], where, numbers[0] if numbers and name == "ftruncate" else 0)
    return Op("write", where, numbers[-1], bytes.fromhex(data.replace("\\x", "")))


def session(path: Path, synchronous: str) -> None:
    """What is recorded: notes typed on and on, an import, its undo, a note removed and brought back."""
    from kpidesk.storage import database

    database._PRAGMAS = tuple(each.replace("=FULL", f"={synchronous}") for each in database._PRAGMAS)
    import datetime as dt

    from kpidesk.domain.entities import Rep, new_id
    from kpidesk.domain.terms import Visibility
    from kpidesk.services.desk import Desk

    now = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
    acknowledged = os.open(path.with_name("acknowledged"), os.O_WRONLY | os.O_CREAT)
    with closing(Desk(path)) as desk:
        maya = Rep(new_id(), "Maya Okafor")
        desk.team.add_rep(maya)
        note = desk.meetings.add_note(maya, "0", Visibility.PRIVATE, now)
        for at in range(1, NOTES + 1):
            note = desk.meetings.save_note(note.id, at - 1, f"{at} " + "typed on and on " * at, now)
            os.write(acknowledged, b".")
        days = (dt.date(2024, 1, 1) + dt.timedelta(day) for day in range(VALUES))
        file = path.with_name("values.csv")
        file.write_text("Rep,Date,Calls made\n" + "".join(f"Maya Okafor,{day},{day.day}\n" for day in days))
        desk.transfer.import_file(file, None, now=now)
        os.write(acknowledged, b".")
        desk.meetings.remove_note(note)
        os.write(acknowledged, b".")
        desk.history.undo()
        os.write(acknowledged, b".")
        desk.transfer.undo_import(1, now=now)
        os.write(acknowledged, b".")


def verdict(path: Path, acknowledged: int) -> str:
    """What is wrong with a file found after a cut: `damaged`, `lost` or `half`; nothing if it is as it must be.

    It must stand where the last acknowledged step left it, or the one that was under way.
    """
    with closing(sqlite3.connect(path)) as connection:
        try:
            connection.execute("PRAGMA synchronous=OFF")  # only looked at
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                return "damaged"
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                return "lost" if acknowledged else ""
            notes = connection.execute("SELECT revision, text FROM note").fetchall()
            values = connection.execute("SELECT count(*) FROM kpi_entry").fetchone()[0]
        except sqlite3.DatabaseError:
            return "damaged"
    if len(notes) > 1 or any(not text.startswith(f"{revision}") for revision, text in notes):
        return "half"
    found = (notes[0][0] if notes else None, values)
    if found in STEPS[acknowledged : acknowledged + 2] or (not acknowledged and found == (None, 0)):
        return ""
    return "lost" if found in STEPS[:acknowledged] else "half"


if __name__ == "__main__":
    session(Path(sys.argv[1]), sys.argv[2])
