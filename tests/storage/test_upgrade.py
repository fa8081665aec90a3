import hashlib
import re
import sqlite3
from pathlib import Path

import pytest

from kpidesk.domain.entities import Team, new_id
from kpidesk.domain.errors import UserError
from kpidesk.storage import records
from kpidesk.storage.database import Database
from kpidesk.storage.driver import HEAD
from kpidesk.storage.tables import metadata
from kpidesk.storage.upgrade import open_database, remove_unused


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_new_path_becomes_a_new_file_and_opens_again(tmp_path):
    path = tmp_path / "deep" / "team.kpidesk"
    first = open_database(path)
    with first.write() as connection:
        records.insert_all(connection, [Team(new_id(), "West")])
    first.close()
    again = open_database(path)
    with again.read() as connection:
        assert [team.name for team in records.select(connection, Team)] == ["West"]
    again.close()


def test_a_new_file_without_anything_in_it_is_removed_again(tmp_path):
    path = tmp_path / "team.kpidesk"
    open_database(path).close()
    remove_unused(path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_with_anything_in_it_or_open_elsewhere_is_not_removed(tmp_path):
    path = tmp_path / "team.kpidesk"
    opened = open_database(path)
    with opened.read() as connection:
        assert records.select(connection, Team) == []
    remove_unused(path)
    assert path.exists()
    with opened.write() as connection:
        records.insert_all(connection, [Team(new_id(), "West")])
    opened.close()
    remove_unused(path)
    assert path.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"name;value\n", "is not a KPIdesk file"),
        (b"PK\x03\x04" + bytes(200), "is not a KPIdesk file"),
        (bytes(4096), "is not a KPIdesk file"),
        (b"SQLite format 3\x00", "belongs to another program"),
    ],
)
def test_what_is_not_ours_is_refused_and_left_as_it_is(tmp_path, content, said):
    path = tmp_path / "team.kpidesk"
    path.write_bytes(content)
    with pytest.raises(UserError, match=said):
        open_database(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    before = digest(path)
    with pytest.raises(UserError, match="belongs to another program"):
        open_database(path)
    assert digest(path) == before


def test_a_newer_file_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "team.kpidesk"
    database = open_database(path)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = digest(path)
    with pytest.raises(UserError, match=r"newer KPIdesk \(9999\)"):
        open_database(path)
    assert digest(path) == before


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(UserError, match="is a folder"):
        open_database(tmp_path)


def test_head_names_the_newest_migration():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "kpidesk.storage:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_migrations_make_the_same_tables_as_a_new_file(tmp_path, database):
    from alembic import command
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext

    migrated = Database(tmp_path / "migrated.kpidesk")
    config = Config()
    config.set_main_option("script_location", "kpidesk.storage:migrations")
    config.set_main_option("path_separator", "os")
    with migrated.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

        def ours(_object, name, kind, _reflected, _compare_to):
            return not (kind == "table" and "_fts" in name)

        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []
        made = objects(connection)
    with database.read() as connection:
        assert objects(connection) == made
    migrated.close()


def objects(connection):
    """Every table, index and trigger with the words of its definition, whatever their order and layout."""
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").all()
    words = re.compile(r"[^\s(),]+")
    return {(kind, name): sorted(words.findall(sql or "")) for kind, name, sql in rows if name != "alembic_version"}


def test_a_file_out_of_reach_is_said_in_words(tmp_path):
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(UserError, match="cannot be opened"):
        open_database(tmp_path / "notes.txt" / "team.kpidesk")


def test_a_file_that_may_not_be_read_is_said_in_words(tmp_path, monkeypatch):
    def refuse(self, *_args, **_more):
        raise PermissionError(13, "Permission denied", str(self))

    open_database(tmp_path / "team.kpidesk").close()
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UserError, match="cannot be opened: Permission denied"):
        open_database(tmp_path / "team.kpidesk")
