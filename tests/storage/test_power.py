"""A power cut at any moment loses nothing acknowledged, damages nothing, and leaves no import half done."""

import shutil
import subprocess
import sys

import pytest

from tests.storage import power


def _can_record():
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", sys.executable, "-c", ""], check=False).returncode == 0


pytestmark = pytest.mark.skipif(not _can_record(), reason="needs strace, and leave to trace")


@pytest.fixture
def disk(tmp_path):
    """A folder for the files found after a cut."""
    folder = tmp_path / "found"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("states", [4999, 5001])
def test_ten_thousand_power_cuts_lose_nothing_acknowledged_and_damage_nothing(states, tmp_path, disk):
    path, ops = power.record(tmp_path, "FULL")
    assert sum(op.kind == "ack" for op in ops) == len(power.STEPS) - 1
    assert power.replay(path, ops, states, disk) == {"": states}


def test_the_replay_notices_when_writes_are_not_synced(tmp_path, disk):
    verdicts = power.replay(*power.record(tmp_path, "OFF"), 300, disk)
    assert verdicts["damaged"] > 0
    assert verdicts["lost"] > 0
