"""What goes on beside an import: notes are saved, reps are added, the user cancels."""

from __future__ import annotations

import datetime as dt

import pytest

from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import Note, Rep, new_id
from kpidesk.domain.errors import CancelledError, UserError
from kpidesk.services.history import History
from kpidesk.services.team import TeamService
from kpidesk.services.transfer import TransferService
from kpidesk.storage.upgrade import open_database

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
ROWS = 6_000


@pytest.fixture
def team(database):
    return TeamService(database, History(database))


@pytest.fixture
def transfer(database, team):
    team.add_rep(Rep(new_id(), "Maya Okafor"))
    return TransferService(database, History(database), team)


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "export.csv"
    first = dt.date(2001, 1, 1)
    days = "".join(f"Maya Okafor,calls_made,{first + dt.timedelta(at)},{at % 9}\n" for at in range(ROWS))
    found.write_text(f"rep,kpi,day,value\n{days}", encoding="utf-8")
    return found


@pytest.fixture
def other(tmp_path, database):
    """The same file, opened a second time."""
    opened = open_database(database.path)
    yield opened
    opened.close()


def test_notes_are_saved_while_the_file_is_read(transfer, team, path, other):
    maya, saved = team.rep("Maya Okafor"), []

    def note(done, _total):
        if 0 < done < ROWS / 2:
            text = Note(new_id(), maya.id, f"After {done} rows.", NOW)
            History(other).do("Note", [Edit(None, text)])
            saved.append(done)

    report = transfer.import_file(path, now=NOW, progress=note)
    assert saved
    assert report.values_new == ROWS


def test_a_trial_waits_for_nobody_and_nobody_for_it(transfer, path, other):
    said: list[object] = []
    with other.write() as connection:
        connection.exec_driver_sql("UPDATE rep SET role = 'coach'")
        report = transfer.import_file(path, now=NOW, dry_run=True)

    def note(done, _total):
        if done >= ROWS / 2 and not said:
            said.append(TeamService(other, History(other)).add_rep(Rep(new_id(), "Ben Carter")))

    assert transfer.import_file(path, now=NOW, dry_run=True, progress=note) == report
    assert said
    assert report.values_new == ROWS
    assert transfer.imports() == []


def test_a_file_in_a_folder_that_may_only_be_read_can_be_tried_against(transfer, database, path, monkeypatch):
    transfer.import_file(path, now=NOW)
    database.close()
    before = database.path.read_bytes()
    monkeypatch.setattr("os.access", lambda *_args: False)
    opened = open_database(database.path)
    trying = TransferService(opened, History(opened), TeamService(opened, History(opened)))
    assert trying.import_file(path, now=NOW, dry_run=True).values_same == ROWS
    with pytest.raises(UserError, match="read-only"):
        trying.import_file(path, now=NOW)
    opened.close()
    assert database.path.read_bytes() == before


def test_a_disk_that_gets_full_is_told_and_leaves_nothing(transfer, database, path):
    with database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        driver = connection.connection.driver_connection
    driver.execute(f"PRAGMA max_page_count={pages + 5}")
    with pytest.raises(
        UserError, match=r"The disk that holds .* is full\. Make room and try again; nothing was changed"
    ):
        transfer.import_file(path, now=NOW)
    assert transfer.imports() == []
    driver.execute("PRAGMA max_page_count=1000000")
    assert transfer.import_file(path, now=NOW).values_new == ROWS


def test_a_file_that_is_changed_while_it_is_read_is_refused(transfer, path):
    def write_anew(done, _total):
        if 0 < done < 1_200:
            with path.open("a", encoding="utf-8") as file:
                file.write("Maya Okafor,calls_made,2000-01-01,5\n")

    with pytest.raises(UserError, match=r"export\.csv was changed while it was read\. Nothing was written"):
        transfer.import_file(path, now=NOW, progress=write_anew)
    assert transfer.imports() == []


def test_a_file_that_vanishes_while_it_is_read_is_refused(transfer, path):
    def remove(_done, _total):
        path.unlink(missing_ok=True)

    with pytest.raises(UserError, match=r"export\.csv could not be read to its end: .*\. Nothing was written"):
        transfer.import_file(path, now=NOW, progress=remove)
    assert transfer.imports() == []


def test_what_changed_meanwhile_is_asked_again_before_anything_is_written(transfer, path, other):
    text = path.read_text(encoding="utf-8").replace("Maya Okafor,calls_made,2017", "Ben Carter,calls_made,2017")
    path.write_text(text, encoding="utf-8")
    added: list[object] = []

    def add(done, _total):
        if done and not added:
            added.append(TeamService(other, History(other)).add_rep(Rep(new_id(), "Ben Carter")))

    report = transfer.import_file(path, now=NOW, progress=add)
    assert (report.rows_left_out, report.values_new, report.reps_created) == (0, ROWS, [])


def test_cancelled_at_any_moment_it_leaves_nothing_behind(transfer, database, path):
    told = []
    transfer.import_file(path, now=NOW, dry_run=True, progress=lambda done, _total: told.append(done))
    assert told == sorted(told)
    assert max(told) == ROWS
    for stop in range(len(told) - 1):
        asked = iter(range(len(told)))
        with pytest.raises(CancelledError, match="Nothing was written"):
            transfer.import_file(path, now=NOW, create_reps=True, cancelled=lambda at=asked, to=stop: next(at) >= to)
    assert transfer.imports() == []
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM kpi_entry").scalar_one() == 0
