"""Import of a long CSV file, end to end, against the `sqlite3` shell that imports, checks and joins the same file.

    python tests/benchmarks/import_values.py [--rows 1000000] [--rounds 3]

Limits: CPU and wall time at most 1.2 times the shell's, peak memory at most 100 MB; also for importing the same file
again. Exit 1 above a limit. Without the shell a loader of the standard library alone is the limit side.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import math
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script by itself only sees its own folder
from tests.benchmarks.measure import gate, measured, ratios, run, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LIMITS = {"wall": 1.2, "cpu": 1.2, "rss": 100.0}
REPS, KPIS = 200, 25
FIRST = dt.date(2016, 1, 4)
HERE = Path(__file__).resolve()
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
TABLES = """CREATE TABLE rep(id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE kpi(id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE kpi_value(rep_id INT NOT NULL, kpi_id INT NOT NULL, period_start INT NOT NULL, value REAL NOT NULL,
    PRIMARY KEY(rep_id, kpi_id, period_start)) WITHOUT ROWID;"""
UPSERT = """INSERT INTO kpi_value VALUES(?, ?, ?, ?)
    ON CONFLICT(rep_id, kpi_id, period_start) DO UPDATE SET value = excluded.value"""


def rep_names() -> list[str]:
    return [f"{first} {last}" for last in _LAST for first in _FIRST]


def kpi_names() -> list[str]:
    kinds = ("Calls made", "Meetings held", "Offers sent", "Pipeline value", "Win rate")
    return [f"KPI {at:02} {kinds[at % 5]}" for at in range(KPIS)]


_FIRST = (
    *("Anna", "Ben", "Carla", "Deniz", "Eva", "Finn", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Lars", "Mona", "Nils"),
    *("Olga", "Paul", "Rosa", "Sven", "Tara", "Uwe"),
)
_LAST = ("Adler", "Braun", "Conrad", "Dietz", "Ernst", "Fuchs", "Graf", "Huber", "Iversen", "Jung")


def make_csv(path: Path, rows: int) -> None:
    """Write `rows` values, week by week as weekly exports come; the same ones each time."""
    chance = random.Random(7)  # noqa: S311
    names, kpis = rep_names(), kpi_names()
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["rep", "kpi", "week", "value"])
        keys = ((rep, kpi, FIRST + dt.timedelta(weeks=week)) for week in range(rows) for rep in names for kpi in kpis)
        for rep, kpi, week in islice(keys, rows):
            writer.writerow([rep, kpi, week.isoformat(), f"{chance.gauss(100, 15):.2f}"])


def make_app_file(path: Path) -> None:
    """A team file that knows the reps and the KPIs."""
    from kpidesk.domain.entities import Kpi, Rep, new_id
    from kpidesk.storage import records
    from kpidesk.storage.upgrade import open_database

    database = open_database(path)
    with database.write() as connection:
        records.insert_all(connection, [Rep(new_id(), name) for name in rep_names()])
        records.insert_all(connection, [Kpi(new_id(), f"kpi_{at}", name) for at, name in enumerate(kpi_names())])
    database.close()


def make_limit_file(path: Path) -> None:
    """A plain SQLite file that knows the same names."""
    with sqlite3.connect(path) as connection:
        connection.executescript(PRAGMAS + TABLES)
        connection.executemany("INSERT INTO rep(name) VALUES(?)", [(name,) for name in rep_names()])
        connection.executemany("INSERT INTO kpi(name) VALUES(?)", [(name,) for name in kpi_names()])
    connection.close()


def app_side(table: Path, database_file: Path, rows: int) -> None:
    """Import as the command line does, without a recipe: everything is detected."""
    from kpidesk.services.history import History
    from kpidesk.services.team import TeamService
    from kpidesk.services.transfer import TransferService
    from kpidesk.storage.upgrade import open_database

    database = open_database(database_file)
    history = History(database)
    service = TransferService(database, history, TeamService(database, history))
    with measured() as said:
        report = service.import_file(table, now=dt.datetime(2026, 8, 20, tzinfo=dt.UTC))
        said["values"] = report.values_new + report.values_same
    database.close()
    if said["values"] != rows or report.problems:
        raise SystemExit(f"{said['values']} values instead of {rows}; {report.problems[:3]}")


def shell_side(table: Path, database_file: Path) -> None:
    """The `sqlite3` shell: import as text, check numbers and dates, join the names, upsert."""
    script = f"""{PRAGMAS}
CREATE TEMP TABLE v(rep TEXT, kpi TEXT, week TEXT, value TEXT);
.mode csv
.import --skip 1 {table} v
INSERT INTO kpi_value(rep_id, kpi_id, period_start, value)
SELECT r.id, k.id, CAST(julianday(v.week) - 2440587.5 AS INT), CAST(v.value AS REAL)
FROM v CROSS JOIN rep r ON r.name = v.rep CROSS JOIN kpi k ON k.name = v.kpi
WHERE typeof(v.value + 0.0) = 'real' AND v.value GLOB '[-0-9]*' AND date(v.week) = v.week
ORDER BY 1, 2, 3 ON CONFLICT DO UPDATE SET value = excluded.value;"""  # noqa: S608 - the name of our own file
    with measured():
        subprocess.run(["sqlite3", str(database_file)], input=script, text=True, check=True)


def library_side(table: Path, database_file: Path) -> None:
    """The same work with the standard library: csv, dictionaries, sorted batches of 50,000."""
    connection = sqlite3.connect(database_file, isolation_level=None)
    connection.executescript(PRAGMAS)
    reps = dict(connection.execute("SELECT name, id FROM rep"))
    kpis = dict(connection.execute("SELECT name, id FROM kpi"))
    with measured(), table.open(newline="", encoding="utf-8") as file:
        connection.execute("BEGIN")
        reader = csv.reader(file)
        next(reader)
        values = _checked(reader, reps, kpis)
        while batch := sorted(islice(values, 50_000)):
            connection.executemany(UPSERT, batch)
        connection.execute("COMMIT")
    connection.close()


def _checked(
    rows: Iterator[list[str]], reps: dict[str, int], kpis: dict[str, int]
) -> Iterator[tuple[int, int, int, float]]:
    days: dict[str, int] = {}
    for rep, kpi, week, text in rows:
        if week not in days:
            days[week] = (dt.date.fromisoformat(week) - dt.date(1970, 1, 1)).days
        value = float(text)
        if math.isfinite(value):
            yield reps[rep], kpis[kpi], days[week], value


def compare(rows: int, rounds: int) -> bool:
    """Measure a first import and the same import again; whether both are within the limits."""
    shell = shutil.which("sqlite3") is not None
    name = "the sqlite3 shell" if shell else "the standard library's loader (there is no sqlite3 shell here)"
    with tempfile.TemporaryDirectory() as folder:
        table, app, limit = (Path(folder) / name for name in ("values.csv", "app.kpidesk", "limit.db"))
        make_csv(table, rows)

        def once(side: str, file: Path, make: Callable[[Path], None], *, again: bool) -> dict[str, Any]:
            if not again:
                for tail in ("", "-wal", "-shm"):
                    file.with_name(file.name + tail).unlink(missing_ok=True)
                make(file)
            return run([sys.executable, str(HERE), "--side", side, str(table), str(file), "--rows", str(rows)])

        fits = True
        for title, again in (("first import", False), ("the same file again", True)):
            theirs = partial(once, "shell" if shell else "library", limit, make_limit_file, again=again)
            ours = partial(once, "app", app, make_app_file, again=again)
            found, within = gate(partial(ratios, theirs, ours, rounds), LIMITS)
            say(f"Import of {rows:,} values against {name}: {title}", found, LIMITS)
            fits = fits and within
    return fits


def main(arguments: Sequence[str]) -> int:
    """Measure, or be one side of the measurement."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", choices=("app", "shell", "library"))
    parser.add_argument("files", type=Path, nargs="*")
    chosen = parser.parse_args(arguments)
    if chosen.side is None:
        return 0 if compare(chosen.rows, chosen.rounds) else 1
    table, database_file = chosen.files
    if chosen.side == "app":
        app_side(table, database_file, chosen.rows)
    elif chosen.side == "shell":
        shell_side(table, database_file)
    else:
        library_side(table, database_file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
