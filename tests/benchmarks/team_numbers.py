"""The numbers of one rep, of a whole team and of ten years, against one BLOB for each series.

A BLOB of ready floats is the least any layout can read (performance brief W5): no dates, no second side of a rate, no
source, no gaps. What those cost is told beside it by BLOBs of all five columns, without a goal.

A first question goes to the file; once the team was read, as every start of the window does, what is asked of it again
comes from memory for as long as nothing is written. Ten years of history are held against the same question to a file
of one year, and the board against reading the values it is made of.

Run it with: python3 packaging/run.py bench team_numbers
"""

from __future__ import annotations

import sys
import tempfile
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kpidesk.domain.days import day_number
from kpidesk.domain.standing import scorecards
from kpidesk.services.history import History
from kpidesk.services.scorecards import ScorecardService
from kpidesk.services.team import TeamService
from kpidesk.services.values import read_facts
from kpidesk.storage import queries, records
from kpidesk.storage.driver import driver
from kpidesk.storage.upgrade import open_database
from tests.benchmarks.big_team import END, ON, REPS, WEEKS, big_team
from tests.benchmarks.measure import within

if TYPE_CHECKING:
    from kpidesk.domain.entries import Entries, Floats
    from kpidesk.services.values import Facts
    from kpidesk.storage.database import Connection

AGENDA = 26
"""Weeks an agenda looks back on."""
FIRST = END - 7 * AGENDA
ONE_REP, TEAM, LONG_HISTORY = 2.0, 4.0, 2.0


def read(connection: Connection, facts: Facts, rep: int | None = None) -> Entries:
    """The newest weeks of all KPIs, of one rep or of all."""
    reps = facts.reps if rep is None else facts.reps[rep : rep + 1]
    return queries.entries(connection, [each.id for each in reps], [each.id for each in facts.kpis], FIRST, END)


def first(connection: Connection, facts: Facts) -> Entries:
    """The same of all reps, as if nothing had been read before."""
    queries.forget(connection)
    return read(connection, facts)


class Blobs:
    """The same values as one BLOB for each series: the values alone, and all five columns."""

    def __init__(self, path: Path, connection: Connection, facts: Facts) -> None:
        self._file: Any = driver().connect(str(path), isolation_level=None)
        self._file.execute("PRAGMA cache_size=-65536")
        numbers, kpis = records.entry_numbers(connection)[0], [each.id for each in facts.kpis]
        ids = sorted((each.id for each in facts.reps), key=lambda ident: numbers[ident])
        for table in ("narrow", "wide"):
            self._file.execute(f"CREATE TABLE {table}(rep INT, kpi INT, x BLOB, PRIMARY KEY(rep, kpi)) WITHOUT ROWID")
        self._file.execute("BEGIN")
        for at, ident in enumerate(ids):
            found = queries.entries(connection, [ident], kpis, END - 7 * WEEKS, END)
            columns = (found.numerator, found.denominator, found.start, found.days, found.source)
            for kpi, part in enumerate(np.stack(columns).reshape(len(columns), len(kpis), WEEKS).swapaxes(0, 1)):
                self._file.execute("INSERT INTO narrow VALUES (?, ?, ?)", (at, kpi, part[0].tobytes()))
                self._file.execute("INSERT INTO wide VALUES (?, ?, ?)", (at, kpi, part.tobytes()))
        self._file.execute("COMMIT")

    def read(self, table: str, rep: int | None = None) -> Floats:
        """The newest weeks of all series, of one rep or of all; shape (series, columns, weeks)."""
        which = "" if rep is None else f"WHERE rep = {rep}"
        rows = self._file.execute(f"SELECT x FROM {table} {which} ORDER BY rep, kpi")  # noqa: S608 - our own names
        return np.array([np.frombuffer(blob).reshape(-1, WEEKS)[:, -AGENDA:] for (blob,) in rows])

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def against_blobs(path: Path) -> bool:
    """One rep and the whole team."""
    database = open_database(path)
    with tempfile.TemporaryDirectory() as folder, database.read() as connection:
        facts = read_facts(connection)
        blobs = Blobs(Path(folder) / "blobs.db", connection, facts)
        if not np.array_equal(blobs.read("narrow").ravel(), read(connection, facts).numerator):
            raise SystemExit("the two sides read different values")
        turn, own = cycle(range(REPS)), cycle(range(REPS))

        def one(name: str, table: str, goal: float | None) -> bool:
            theirs, ours = lambda: blobs.read(table, next(turn)), lambda: read(connection, facts, next(own))
            return within(f"one rep, {name}", theirs, ours, goal, times=20)

        def everyone(name: str, table: str, goal: float | None, *, again: bool = False) -> bool:
            ours = read if again else first
            return within(f"all reps, {name}", lambda: blobs.read(table), lambda: ours(connection, facts), goal)

        queries.forget(connection)
        fits = one("first question: BLOBs of values", "narrow", ONE_REP)
        one("first question: BLOBs of all columns", "wide", None)
        fits &= everyone("first question: BLOBs of values", "narrow", TEAM)
        everyone("first question: BLOBs of all columns", "wide", None)
        fits &= one("the team was read: BLOBs of values", "narrow", ONE_REP)
        fits &= everyone("once more: BLOBs of values", "narrow", TEAM, again=True)
        blobs.close()
    database.close()
    return fits


def against_one_year(path: Path) -> bool:
    """The same agenda on ten years and on one."""
    with big_team(weeks=52) as year:
        long, short = open_database(path), open_database(year)
        with long.read() as ten, short.read() as one:
            facts = read_facts(ten)
            turn, own = cycle(range(REPS)), cycle(range(REPS))
            fits = within(
                "one rep, ten years of history: one year",
                lambda: read(one, facts, next(turn)),
                lambda: read(ten, facts, next(own)),
                LONG_HISTORY,
                times=20,
            )
            name = "all reps, ten years of history: one year"
            fits &= within(name, lambda: first(one, facts), lambda: first(ten, facts), LONG_HISTORY)
        long.close()
        short.close()
    return fits


def against_reading(path: Path) -> None:
    """What is worked out of the values, against reading them; and once more while nothing changed."""
    database = open_database(path)
    team = TeamService(database, History(database))
    kept = ScorecardService(database, team)
    everyone = kept.board(ON)
    with database.read() as connection:
        facts = read_facts(connection)
        ids, kpis = [each.id for each in facts.reps], [each.id for each in facts.kpis]

        def values() -> Entries:
            queries.forget(connection)
            return queries.entries(connection, ids, kpis, END - 7 * 53, day_number(ON) + 1)

        within(
            "board of all reps, values known: reading a year",
            values,
            lambda: ScorecardService(database, team).board(ON),
            None,
        )
        within("scorecards of all reps: reading a year of values", values, lambda: scorecards(everyone), None)
        within("board of all reps, unchanged: reading a year", values, lambda: kept.board(ON), None)

    database.close()


def main() -> int:
    """Measure; 1 when over a goal."""
    with big_team() as path:
        fits = against_blobs(path)
        fits &= against_one_year(path)
        against_reading(path)
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
