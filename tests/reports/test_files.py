"""A file is written whole or not at all."""

import errno
import os
import stat

import pytest

from kpidesk.domain.errors import UserError
from kpidesk.reports.files import replacing, write_text


def broken_off(path, error):
    with replacing(path) as partial:
        partial.write_bytes(b"half")
        raise error


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path):
    path = tmp_path / "recap.md"
    path.write_text("old")
    write_text(path, "new ✓\n")
    assert path.read_bytes() == "new ✓\n".encode()
    assert [each.name for each in tmp_path.iterdir()] == ["recap.md"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps access in lists, not in modes")
def test_only_the_user_may_read_it(tmp_path):
    write_text(tmp_path / "recap.md", "x")
    assert stat.S_IMODE((tmp_path / "recap.md").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (PermissionError(errno.EACCES, "denied"), "summary.xlsx is open in another program. Close it there, or choose"),
        (OSError(errno.EIO, "Input/output error"), "summary.xlsx cannot be written"),
    ],
)
def test_on_an_error_the_old_file_stays_and_the_user_learns_why(tmp_path, error, said):
    path = tmp_path / "summary.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(UserError, match=said):
        broken_off(path, error)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_any_other_way_out_leaves_nothing_behind(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        broken_off(tmp_path / "a.xlsx", KeyboardInterrupt())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UserError, match=r"There is no folder .*nowhere"):
        write_text(tmp_path / "nowhere" / "a.md", "x")


def test_a_folder_of_that_name_is_not_replaced(tmp_path):
    (tmp_path / "a.md").mkdir()
    with pytest.raises(UserError, match=r"a\.md is a folder"):
        write_text(tmp_path / "a.md", "x")


def test_a_text_with_half_characters_is_still_written(tmp_path):
    write_text(tmp_path / "a.md", "a\ud800b")
    assert (tmp_path / "a.md").read_text() == "a?b"
