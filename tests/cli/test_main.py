import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpidesk import cli
from kpidesk.cli.parser import build
from kpidesk.storage.upgrade import open_database


def run(capsys, *arguments):
    code = cli.main(arguments)
    caught = capsys.readouterr()
    return code, caught.out, caught.err


@pytest.fixture(autouse=True)
def own_file(tmp_path, monkeypatch):
    monkeypatch.setenv("KPIDESK_DATABASE", str(tmp_path / "team.kpidesk"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("agenda",),
        ("agenda", "Maya", "--minutes", "17"),
        ("reps", "--format", "xml"),
        ("--on", "20 August", "reps"),
        ("screenshot", "x", "--size", "big"),
        ("screenshot", "x", "--scale", "9"),
        ("reps",),
        ("--database", "postgresql://host/db", "reps"),
        ("yield",),
        ("outlook", "Maya"),
        ("encrypt",),
        ("forget", "Maya"),
        ("import", "missing.csv"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(capsys, arguments):
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert err.startswith("kpidesk: ")
    assert err.count("\n") == 1


def test_a_command_of_a_later_version_says_so(capsys):
    _code, _out, err = run(capsys, "yield", "--result", "opps_created")
    assert "later version" in err


def commands():
    return next(sorted(action.choices) for action in build()._actions if isinstance(action.choices, dict))


@pytest.mark.parametrize("name", commands())
def test_every_command_explains_itself(capsys, name):
    with pytest.raises(SystemExit) as left:
        cli.main([name, "--help"])
    assert left.value.code == 0
    text = capsys.readouterr().out
    assert "usage: kpidesk" in text
    assert "Example: kpidesk" in text


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("KPIdesk ")


@pytest.mark.parametrize("size", [0, 2000])
def test_a_damaged_file_is_what_check_is_for(capsys, tmp_path, size):
    path = tmp_path / "team.kpidesk"
    open_database(path).close()
    path.write_bytes(path.read_bytes()[:size])
    code, out, err = run(capsys, "check", "--format", "json")
    assert (code, err) == (1, "")
    found = json.loads(out)
    assert found["ok"] is False
    assert len(found["findings"]) == 1
    assert run(capsys, "backup", str(tmp_path / "copy.kpidesk"))[0] == 2


def test_a_folder_that_may_not_be_entered_is_one_line(capsys, monkeypatch):
    def refuse(self, **_more):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "exists", refuse)
    code, out, err = run(capsys, "reps")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "team.kpidesk is out of reach: Permission denied." in err


def started(stdout):
    command = [sys.executable, "-m", "kpidesk", "catalogue", "--format", "json"]
    return subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE, text=True, encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_under_the_answer_is_one_line():
    with Path("/dev/full").open("w", encoding="utf-8") as full, started(full) as process:
        _, err = process.communicate()
    assert process.returncode == 2
    assert err.startswith("kpidesk: The answer cannot be written: ")
    assert err.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="pipes break in another way")
def test_a_reader_who_goes_away_is_not_worth_a_word():
    read, write = os.pipe()
    os.close(read)
    with started(write) as process:
        os.close(write)
        _, err = process.communicate()
    assert (process.returncode, err) == (0, "")
