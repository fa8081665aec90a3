import pytest
import sqlalchemy as sa

from kpidesk.domain.entities import Team, new_id
from kpidesk.domain.errors import UserError
from kpidesk.storage import records
from kpidesk.storage.database import Database
from kpidesk.storage.upgrade import create, open_database


def pragma(database, name):
    with database.read() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_a_file_is_durable_and_keeps_its_own_rules(database):
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2
    assert pragma(database, "foreign_keys") == 1
    assert pragma(database, "secure_delete") == 1
    assert pragma(database, "application_id") == int.from_bytes(b"KPID", "big")


def test_a_failed_transaction_leaves_nothing_not_even_a_table(database):
    def half_done():
        with database.write() as connection:
            connection.exec_driver_sql("CREATE TABLE half (x)")
            records.insert_all(connection, [Team(new_id(), "West")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_done()
    with database.read() as connection:
        assert not sa.inspect(connection).has_table("half")
        assert records.select(connection, Team) == []


def test_a_second_writer_waits_for_the_first_and_sees_its_work(database):
    with database.write() as connection:
        records.insert_all(connection, [Team(new_id(), "West")])
        with database.read() as other:
            assert records.select(other, Team) == []
    with database.read() as other:
        assert len(records.select(other, Team)) == 1


def test_values_take_few_bytes(database, tmp_path):
    with database.read() as connection:
        assert (
            "WITHOUT ROWID"
            in connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'kpi_entry'").scalar_one()
        )


def test_a_folder_that_is_missing_is_said_in_words(tmp_path):
    lost = Database(tmp_path / "nowhere" / "team.kpidesk")
    with pytest.raises(UserError, match="cannot be opened"):
        create(lost)
    lost.close()


def test_a_full_disk_is_said_in_words(database):
    def too_much():
        with database.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1")
            records.insert_all(connection, [Team(new_id(), "x" * 100_000)])

    with pytest.raises(UserError, match="full"):
        too_much()


def test_a_fault_the_driver_reports_is_told_like_any_other(database):
    def write_at_once():
        with database.ask() as driver:
            driver.execute("PRAGMA busy_timeout=0")
            driver.execute("CREATE TABLE x (y)")

    with database.write(), pytest.raises(UserError, match="busy"):
        write_at_once()


def test_in_a_folder_that_may_not_be_written_to_a_file_is_read_and_left_alone(tmp_path, monkeypatch):
    path = tmp_path / "team.kpidesk"
    open_database(path).close()
    # Whoever runs the tests may be allowed to write anywhere.
    monkeypatch.setattr("os.access", lambda *_args: False)
    locked = open_database(path)
    with locked.read() as connection:
        assert records.select(connection, Team) == []
        assert [each.name for each in tmp_path.iterdir()] == ["team.kpidesk"]
    with pytest.raises(UserError, match="is read-only"), locked.write() as connection:
        records.insert_all(connection, [Team(new_id(), "West")])
    locked.close()
