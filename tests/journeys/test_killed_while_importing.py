"""An import whose process is killed, wherever it is, leaves the file as it was; afterwards it can be done again."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys

import pytest

from kpidesk.services.desk import Desk

ROWS = 24_000
NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
IMPORTER = """
import datetime as dt, os, signal, sys
from pathlib import Path
from kpidesk.services.desk import Desk

path, file, stop = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

def watch(done, total):
    if done >= stop:
        os.kill(os.getpid(), signal.SIGKILL)

Desk(path).transfer.import_file(file, now=dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC), progress=watch)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that cannot be caught")


@pytest.fixture
def exports(tmp_path):
    """A first export, and one that corrects half of it and goes on."""

    def write(name, values):
        first = dt.date(1990, 1, 1)
        lines = "".join(f"Maya,calls_made,{first + dt.timedelta(at)},{value}\n" for at, value in values)
        path = tmp_path / name
        path.write_text(f"rep,kpi,day,value\n{lines}", encoding="utf-8")
        return path

    half = ROWS // 2
    return write("first.csv", ((at, 3) for at in range(half))), write(
        "next.csv", ((at, 3 + at % 2) for at in range(ROWS))
    )


def content(path):
    """All that imports write; the file has to be sound."""
    desk = Desk(path)
    try:
        assert desk.safety.check() == []
        with desk.database.read() as connection:
            tables = (
                "kpi_entry",
                "kpi_entry_past",
                "kpi_restated",
                "kpi_coverage",
                "import_edit",
                '"import"',
                "rep",
                "kpi",
            )
            return [connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in tables]  # noqa: S608
    finally:
        desk.close()


def test_killed_anywhere_it_leaves_the_file_as_it_was(tmp_path, exports):
    path, (first, following) = tmp_path / "team.kpidesk", exports
    desk = Desk(path)
    desk.transfer.import_file(first, now=NOW, create_reps=True)
    desk.close()
    before = content(path)
    # Half of the way is reading, half is writing; the last step is told right before all of it is kept.
    for stop in (1, ROWS // 4, ROWS // 2, ROWS // 2 + 2_000, ROWS * 3 // 4, ROWS):
        killed = subprocess.run([sys.executable, "-c", IMPORTER, str(path), str(following), str(stop)], check=False)
        assert killed.returncode == -signal.SIGKILL
        assert content(path) == before
    desk = Desk(path)
    report = desk.transfer.import_file(following, now=NOW)
    desk.close()
    assert (report.values_new, report.values_changed) == (ROWS // 2, ROWS // 4)
