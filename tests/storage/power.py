"""Power cuts, replayed: every write of a real session is recorded, then cut off at random with what was not synced yet.

A state is a folder as a disk may hold it after the cut: of each file all that was synced, and of what was written since
a random part, torn at 512 bytes (the model of SQLite's crash tests); of the names that were given, moved and taken away
since the folder was synced, a random number, in their order. `strace` records.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.storage.power_sessions import Session

ROOT = Path(__file__).resolve().parents[2]
SECTOR = 512
_CALLS = "pwrite64,write,ftruncate,fsync,fdatasync,unlink,rename,link,linkat"
_CALL = re.compile(
    r'^(?:\d+ +)?(\w+)\((?:\d+<([^>]*)>)?(?:"([^"]*)")?(?:, )?(?:"((?:\\x..)*)"(\.\.\.)?)?(.*)\) += (-?\d+)'
)
_TWO_NAMES = re.compile(r'^(?:\d+ +)?(rename|link|linkat)\([^"]*"([^"]*)"[^"]*"([^"]*)".*\) += 0')


@dataclass(frozen=True, slots=True)
class Op:
    """One call that changed a file or a folder, or `ack`: the session said that so many of its steps were done."""

    kind: str
    path: str
    at: int = 0
    data: bytes = b""
    to: str = ""


@dataclass(slots=True)
class Disk:
    """What is safely on the disk, and what may or may not be there; files are known by number, names lead to them."""

    files: dict[int, bytearray] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    waiting: list[tuple[int, Op]] = field(default_factory=list)
    """Writes that were not synced yet."""
    renaming: list[tuple[str, int | None]] = field(default_factory=list)
    """Names that were given to a file, or taken away, since the folder was synced."""
    seen: dict[str, int] = field(default_factory=dict)
    """The names as the running process sees them."""
    acknowledged: int = 0

    def take(self, op: Op) -> None:
        """Let one call happen."""
        if op.kind == "ack":
            self.acknowledged += 1
        elif op.kind == "sync folder":
            self._name(self.names, self.renaming)
            self.renaming = []
        elif op.kind == "sync":
            number = self._file(op.path)
            for at, each in self.waiting:
                if at == number:
                    apply(self.files[number], each)
            self.waiting = [each for each in self.waiting if each[0] != number]
        elif op.kind in {"unlink", "rename", "link"}:
            number = self._file(op.path)
            moves: list[tuple[str, int | None]] = [(op.to, number)] if op.to else []
            moves += [(op.path, None)] if op.kind != "link" else []
            self._name(self.seen, moves)
            self.renaming += moves
        else:
            self.waiting.append((self._file(op.path), op))

    def after_a_cut(self, chance: random.Random) -> dict[str, bytearray]:
        """The files as they may be found: each sector written since the last sync made it, or did not."""
        files = {number: bytearray(data) for number, data in self.files.items()}
        kept = chance.random()
        for number, op in self.waiting:
            for piece in sectors(op):
                if chance.random() < kept:
                    apply(files[number], piece)
        names = dict(self.names)
        self._name(names, self.renaming[: chance.randint(0, len(self.renaming))])
        return {name: files[number] for name, number in names.items()}

    def _file(self, path: str) -> int:
        if path not in self.seen:
            number = self.seen[path] = len(self.files)
            self.files[number] = bytearray()
            self.renaming.append((path, number))
        return self.seen[path]

    @staticmethod
    def _name(names: dict[str, int], moves: list[tuple[str, int | None]]) -> None:
        for path, number in moves:
            if number is None:
                names.pop(path, None)
            else:
                names[path] = number


def sectors(op: Op) -> list[Op]:
    """A write as the sectors a disk writes whole; anything else as it is."""
    if op.kind != "write":
        return [op]
    edges = [op.at, *range((op.at // SECTOR + 1) * SECTOR, op.at + len(op.data), SECTOR), op.at + len(op.data)]
    return [Op("write", op.path, begin, op.data[begin - op.at : end - op.at]) for begin, end in pairwise(edges)]


def apply(data: bytearray, op: Op) -> None:
    """Carry one write or truncation of a file out."""
    if op.kind == "truncate":
        del data[op.at :]
        data.extend(bytes(op.at - len(data)))
    else:
        data.extend(bytes(max(0, op.at + len(op.data) - len(data))))
        data[op.at : op.at + len(op.data)] = op.data


def replay(session: Session, ops: list[Op], states: int, folder: Path) -> Counter[str]:
    """Cut the power `states` times; how often each verdict was given.

    Half of the cuts are spread over all calls, half over those around which it matters most: syncs and names.
    """
    chance = random.Random(states)  # noqa: S311
    edges = [at + after for at, op in enumerate(ops) if op.kind not in {"write", "truncate"} for after in (0, 1)]
    cuts = [chance.choice(edges) if chance.random() < 0.5 else chance.randint(0, len(ops)) for _ in range(states)]
    verdicts: Counter[str] = Counter()
    disk, done = Disk(), 0
    for cut in sorted(cuts):
        for op in ops[done:cut]:
            disk.take(op)
        done = cut
        for each in folder.iterdir():
            each.unlink()
        for name, data in disk.after_a_cut(chance).items():
            (folder / Path(name).name).write_bytes(data)
        verdicts[session.verdict(folder, disk.acknowledged)] += 1
    return verdicts


def record(session: Session, folder: Path, *, synced: bool = True) -> list[Op]:
    """Run the session under `strace`: what it did to the files of a folder, in order."""
    trace = folder / "trace"
    options = ["-f", "-y", "-xx", "-s", "9000000", "-e", f"trace={_CALLS}", "-e", "signal=none", "-o", str(trace)]
    command = [sys.executable, "-m", "tests.storage.power_sessions", session.name, str(folder), str(int(synced))]
    subprocess.run(["strace", *options, *command], check=True, cwd=ROOT, timeout=300)
    ops = [op for line in trace.read_text().splitlines() if (op := _op(line, folder)) is not None]
    trace.unlink()
    return ops


def _op(line: str, folder: Path) -> Op | None:
    if two := _TWO_NAMES.match(line):
        kind, old, new = two[1].removesuffix("at"), _path(two[2]), _path(two[3])
        return Op(kind, old, to=new) if _ours(old, folder) or _ours(new, folder) else None
    found = _CALL.match(line)
    if not found or int(found[7]) < 0:
        return None
    name, of, named, data, cut, rest, _done = found.groups()
    where = _path(of or named or "")
    if where.endswith("acknowledged"):
        return Op("ack", "")
    if where == str(folder) and name == "fsync":
        return Op("sync folder", where)
    return _write(name, where, data, rest, whole=not cut) if _ours(where, folder) else None


def _write(name: str, where: str, data: str, rest: str, *, whole: bool) -> Op:
    if not whole:
        raise ValueError("a write was recorded in part")
    numbers = [int(each) for each in re.findall(r"-?\d+", rest)]
    kinds = {"fsync": "sync", "fdatasync": "sync", "unlink": "unlink", "ftruncate": "truncate"}
    if name in kinds:
        return Op(kinds[name], where, numbers[0] if numbers and name == "ftruncate" else 0)
    return Op("write", where, numbers[-1], bytes.fromhex(data.replace("\\x", "")))


def _path(shown: str) -> str:
    return bytes.fromhex(shown.replace("\\x", "")).decode() if "\\x" in shown else shown


def _ours(path: str, folder: Path) -> bool:
    return Path(path).parent == folder and ".kpidesk" in path and not path.endswith("-shm")
