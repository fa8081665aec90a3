import errno
import os
import stat
from pathlib import Path

import pytest

from kpidesk.domain.entities import Team, new_id
from kpidesk.domain.errors import UserError
from kpidesk.storage import records
from kpidesk.storage.backup import copy_to, restore
from kpidesk.storage.upgrade import open_database


def test_a_copy_opens_with_everything_and_is_for_its_owner_only(database, tmp_path):
    with database.write() as connection:
        records.insert_all(connection, [Team(new_id(), "West")])
    copy = tmp_path / "copy.kpidesk"
    copy_to(database, copy)
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    opened = open_database(copy)
    with opened.read() as connection:
        assert [team.name for team in records.select(connection, Team)] == ["West"]
    opened.close()


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(database, tmp_path):
    (tmp_path / "copy.kpidesk").mkdir()
    with pytest.raises(UserError, match="No backup was written"):
        copy_to(database, tmp_path / "copy.kpidesk")
    assert not (tmp_path / "copy.kpidesk.partial").exists()


def test_a_disk_that_may_not_be_written_to_is_told_in_one_sentence(database, tmp_path, monkeypatch):
    def refuse(path, *, missing_ok=False):
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(UserError, match=r"No backup was written to .*: Read-only file system. Choose another folder"):
        copy_to(database, tmp_path / "copy.kpidesk")


def test_no_write_ahead_log_stays_beside_a_copy(database, tmp_path):
    copy_to(database, tmp_path / "copy.kpidesk")
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.kpidesk"]


@pytest.fixture
def older(database, tmp_path):
    """A copy without the team that the closed file has."""
    copy_to(database, tmp_path / "older.kpidesk")
    with database.write() as connection:
        records.insert_all(connection, [Team(new_id(), "West")])
    database.close()
    return tmp_path / "older.kpidesk"


def teams(path):
    opened = open_database(path)
    with opened.read() as connection:
        found = [team.name for team in records.select(connection, Team)]
    opened.close()
    return found


def test_a_restored_file_takes_the_place_of_the_former_which_is_kept(database, older, tmp_path):
    restore(older, database.path, tmp_path / "former.kpidesk")
    assert teams(database.path) == []
    assert teams(tmp_path / "former.kpidesk") == ["West"]
    assert not database.path.samefile(tmp_path / "former.kpidesk")


def test_on_a_disk_that_knows_one_name_a_file_the_former_is_copied(database, older, tmp_path, monkeypatch):
    def refuse(*_names, **_more):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    restore(older, database.path, tmp_path / "former.kpidesk")
    assert (teams(database.path), teams(tmp_path / "former.kpidesk")) == ([], ["West"])


def test_a_restore_that_is_refused_leaves_the_file_and_no_second_name_of_it(database, older, tmp_path, monkeypatch):
    replace = Path.replace

    def refuse(self, target):
        if self.name.endswith(".restored"):
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError, match="cannot be replaced: Permission denied"):
        restore(older, database.path, tmp_path / "former.kpidesk")
    assert not (tmp_path / "former.kpidesk").exists()
    assert not list(tmp_path.glob("*.restored"))
    assert teams(database.path) == ["West"]
