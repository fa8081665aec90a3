import os
import stat

import pytest

from kpidesk.domain.entities import Team, new_id
from kpidesk.domain.errors import UserError
from kpidesk.storage import records
from kpidesk.storage.backup import copy_to
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


def test_no_write_ahead_log_stays_beside_a_copy(database, tmp_path):
    copy_to(database, tmp_path / "copy.kpidesk")
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.kpidesk"]
