import datetime as dt
import os

import pytest

from kpidesk.domain.entities import Team, new_id
from kpidesk.domain.errors import UserError
from kpidesk.services.safety import SafetyService, restore
from kpidesk.storage import records
from kpidesk.storage.upgrade import open_database

NOON = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)


def add_team(database, name):
    with database.write() as connection:
        records.insert_all(connection, [Team(new_id(), name)])


def teams(path):
    database = open_database(path)
    with database.read() as connection:
        names = [team.name for team in records.select(connection, Team, "name")]
    database.close()
    return names


def test_a_backup_can_be_taken_back_and_the_former_file_is_kept(database):
    add_team(database, "West")
    copy = SafetyService(database).backup(None, NOON)
    assert copy.name == "team 2026-08-20 120000.kpidesk"
    add_team(database, "East")
    database.close()

    former = restore(copy, database.path, NOON + dt.timedelta(seconds=1))
    assert teams(database.path) == ["West"]
    assert former is not None
    assert teams(former) == ["East", "West"]


def test_a_stale_write_ahead_log_is_not_replayed_into_the_restored_file(database):
    add_team(database, "West")
    copy = SafetyService(database).backup(None, NOON)
    add_team(database, "East")
    stale = database.path.with_name(database.path.name + "-wal").read_bytes()
    database.close()
    database.path.with_name(database.path.name + "-wal").write_bytes(stale)
    restore(copy, database.path, NOON + dt.timedelta(seconds=1))
    assert teams(database.path) == ["West"]


def test_what_is_no_backup_is_refused_and_nothing_changes(database, tmp_path):
    add_team(database, "West")
    database.close()
    other = tmp_path / "notes.txt"
    other.write_text("hello")
    for source in (other, tmp_path / "missing.kpidesk"):
        with pytest.raises(UserError):
            restore(source, database.path, NOON)
    assert teams(database.path) == ["West"]


def test_a_sound_file_has_no_findings(database):
    add_team(database, "West")
    assert SafetyService(database).check() == []


def test_faults_are_named_in_words(database):
    with database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER commitment_fts_insert")
        connection.exec_driver_sql(
            "INSERT INTO rep (no, id, name, role, manager, email, cadence_days, working_share, holidays, archived)"
            " VALUES (1, 'a', 'Maya', '', '', '', 14, 1, '', 0)"
        )
        connection.exec_driver_sql(
            "INSERT INTO commitment (id, rep_id, text, agreed_on, owner, status, times_carried)"
            " VALUES ('b', 'a', 'x', '2026-08-20', 'rep', 'open', 0)"
        )
    assert SafetyService(database).check() == ["The search index of commitments is out of step."]


@pytest.fixture
def link(database, tmp_path):
    found = tmp_path / "link.kpidesk"
    try:
        found.symlink_to(database.path)
    except OSError:
        pytest.skip("this system allows no links")
    return found


def test_a_backup_never_lands_on_what_it_is_not(database, link, tmp_path):
    add_team(database, "West")
    notes, empty = tmp_path / "notes.txt", tmp_path / "empty.kpidesk"
    notes.write_text("hello")
    empty.touch()
    for target in (notes, empty, tmp_path, database.path, link):
        with pytest.raises(UserError, match="Name another"):
            SafetyService(database).backup(target, NOON)
    assert (notes.read_text(), empty.stat().st_size, link.is_symlink()) == ("hello", 0, True)
    assert teams(database.path) == ["West"]


def test_an_older_backup_gives_way_also_behind_a_link(database, tmp_path, link):
    copy = SafetyService(database).backup(tmp_path / "copy.kpidesk", NOON)
    add_team(database, "West")
    link.unlink()
    link.symlink_to(copy)
    SafetyService(database).backup(link, NOON)
    assert link.is_symlink()
    assert teams(copy) == ["West"]


def test_a_file_is_no_backup_of_itself(database, link):
    add_team(database, "West")
    database.close()
    for source, target in ((database.path, database.path), (link, database.path), (database.path, link)):
        with pytest.raises(UserError, match="is the file itself"):
            restore(source, target, NOON)
    assert link.is_symlink()
    assert teams(database.path) == ["West"]


def spoil(path, first, last):
    damaged = bytearray(path.read_bytes())
    damaged[first:last] = os.urandom(len(damaged[first:last]))
    path.write_bytes(damaged)


def test_a_damaged_file_is_a_finding_and_no_copy_is_made_of_it(database, tmp_path):
    copy = SafetyService(database).backup(None, NOON)
    whole = SafetyService(database).backup(tmp_path / "whole.kpidesk", NOON)
    with copy.open("rb+") as file:
        # The list of free pages alone is wrong: everything can still be read.
        file.seek(36)
        file.write((7).to_bytes(4, "big"))
    opened = open_database(copy)
    (finding,) = SafetyService(opened).check()
    assert finding.startswith("The file is damaged: ")
    assert "\n" not in finding
    with pytest.raises(UserError, match="Use an older backup"):
        SafetyService(opened).backup(tmp_path / "never.kpidesk", NOON)
    opened.close()
    assert not (tmp_path / "never.kpidesk").exists()
    spoil(copy, 100, 8192)
    former = restore(whole, copy, NOON + dt.timedelta(seconds=1))
    assert teams(copy) == []
    assert former is not None
