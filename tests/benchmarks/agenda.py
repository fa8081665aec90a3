"""Agendas on the largest team: of one rep, of all reps, and by the command line.

One agenda is held against reading what it is made of, the newest 26 weeks of the rep as one BLOB for each series (the
least any layout can read), that of everybody against the same for all. A BLOB read costs next to nothing, so the
ratios are large and tell the trend; the goal in milliseconds stands in the issue and is printed beside them. The whole
process is held against `--help`, which starts Python and reads the command line, and against the imports without which
no number can be read, numpy and SQLAlchemy.

Run it with: python3 packaging/run.py bench agenda
"""

from __future__ import annotations

import statistics
import sys
import time
from itertools import cycle
from typing import TYPE_CHECKING, Any

import numpy as np

from kpidesk.services.desk import Desk
from tests.benchmarks.big_team import KPIS, ON, REPS, big_team
from tests.benchmarks.measure import run, within

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WEEKS = 26
ONE_MS, ALL_S = 100.0, 5.0
PROCESS, PROCESS_ROUNDS = 2.5, 5
_TIMED = """
import os, subprocess, sys, time, json
begin, before = time.perf_counter(), os.times()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
after = os.times()
cpu = after.children_user + after.children_system - before.children_user - before.children_system
print(json.dumps({"wall": time.perf_counter() - begin, "cpu": cpu, "rss": 0}))
"""


def blobs(path: Path) -> Callable[[int], object]:
    """A file with one BLOB for each series, and the reading of all series of a rep from it."""
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE series (rep INTEGER, kpi INTEGER, weeks BLOB, PRIMARY KEY (rep, kpi)) WITHOUT ROWID"
    )
    some = np.arange(WEEKS, dtype=np.float64).tobytes()
    connection.executemany(
        "INSERT INTO series VALUES (?, ?, ?)", [(rep, kpi, some) for rep in range(REPS) for kpi in range(KPIS)]
    )
    connection.commit()

    def read(rep: int) -> object:
        found = connection.execute("SELECT weeks FROM series WHERE rep = ?", (rep,)).fetchall()
        return [np.frombuffer(each, np.float64) for (each,) in found]

    return read


def spent(side: Callable[[], object], rounds: int) -> float:
    """Median seconds of CPU of one run."""
    found = []
    for _ in range(rounds):
        begin = time.process_time()
        side()
        found.append(time.process_time() - begin)
    return statistics.median(found)


def whole_process(path: Path) -> bool:
    """The command line against --help, and against the imports it cannot do without."""
    python = [sys.executable, "-c", _TIMED, sys.executable]
    agenda = [*python, "-m", "kpidesk", "--database", str(path), "--on", str(ON), "agenda", "Anna Adler"]
    sides = {
        "--help": [*python, "-m", "kpidesk", "--help"],
        "importing numpy and SQLAlchemy": [*python, "-c", "import numpy, sqlalchemy"],
    }
    ok = True
    for name, limit in sides.items():
        pairs = [(run(limit), run(agenda)) for _ in range(PROCESS_ROUNDS)]
        ratio = statistics.median(ours["cpu"] / theirs["cpu"] for theirs, ours in pairs)
        goal = PROCESS if name == "--help" else None
        sys.stdout.write(f"agenda, whole process, against {name:<31} {ratio:6.2f} x   goal {goal}\n")
        ok = ok and (goal is None or ratio <= goal)
    return ok


def main() -> int:
    """Measure and print; 0 if every goal is met."""
    with big_team() as path:
        desk, read = Desk(path), blobs(path.with_name("blobs.sqlite"))
        reps, turns = desk.team.reps(), cycle(range(REPS))

        def one() -> Any:
            return desk.preparation.agenda(reps[next(turns)], ON)

        def everyone() -> Any:
            return desk.preparation.agendas(ON)

        one()
        everyone()
        alone, together = spent(one, 25) * 1000, spent(everyone, 3)
        sys.stdout.write(f"agenda of one rep, warm: {alone:.0f} ms CPU, goal {ONE_MS:.0f}\n")
        sys.stdout.write(f"agendas of all reps, warm: {together:.2f} s CPU, goal {ALL_S:.0f}\n")
        ok = alone <= ONE_MS and together <= ALL_S
        within("agenda of one rep, against its BLOBs", lambda: read(3), one, None, times=5)
        within("agendas of all reps, against their BLOBs", lambda: [read(at) for at in range(REPS)], everyone, None)
        desk.close()
        return 0 if whole_process(path) and ok else 1


if __name__ == "__main__":
    raise SystemExit(main())
