"""A file is open in one window; a second start calls that one, and a killed one is in nobody's way."""

import os
import signal
import subprocess
import sys

import pytest

from kpidesk.gui.one_window import OneWindow

_HOLDER = """
import sys, time
from pathlib import Path
from kpidesk.gui.one_window import OneWindow
window = OneWindow(Path(sys.argv[1]))
print(window.claim(Path(sys.argv[2])), flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "open"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "west.kpidesk"


@pytest.fixture
def other(folder, file):
    """Another process that has the file."""
    command = [sys.executable, "-c", _HOLDER, str(folder), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def test_a_second_start_is_refused_and_the_first_is_called(folder, file, qtbot):
    first, second = OneWindow(folder), OneWindow(folder)
    assert first.claim(file)
    with qtbot.waitSignal(first.called, timeout=3000):
        assert not second.claim(file)
    with qtbot.waitSignal(first.called, timeout=3000):
        assert not second.claim(file.parent / "." / file.name)


def test_the_same_file_again_and_another_file_are_free(folder, file, tmp_path, qapp):
    first, second = OneWindow(folder), OneWindow(folder)
    assert first.claim(file)
    assert first.claim(file)
    assert second.claim(tmp_path / "east.kpidesk")


def test_a_file_is_given_back_for_another_and_at_the_end(folder, file, tmp_path, qapp):
    first, second = OneWindow(folder), OneWindow(folder)
    assert first.claim(file)
    assert first.claim(tmp_path / "east.kpidesk")
    assert second.claim(file)
    second.release()
    assert first.claim(file)


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_what_a_killed_process_held_is_taken_over(folder, file, other, qapp):
    window = OneWindow(folder)
    assert not window.claim(file)
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert window.claim(file)


def test_without_a_folder_for_claims_nobody_is_in_the_way(tmp_path, file, qapp):
    blocked = tmp_path / "a file"
    blocked.write_text("")
    assert OneWindow(blocked).claim(file)
