import datetime as dt

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
