"""A power cut at any moment loses nothing acknowledged, damages nothing, and leaves no import half done."""

import shutil
import subprocess
import sys

import pytest

from tests.storage import power
from tests.storage.power_sessions import BACKUP, MIGRATION, RESTORE, TYPING


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
    ops = power.record(TYPING, tmp_path)
    assert sum(op.kind == "ack" for op in ops) == TYPING.steps
    assert power.replay(TYPING, ops, states, disk) == {"": states}


@pytest.mark.parametrize("session", [BACKUP, RESTORE, MIGRATION], ids=lambda each: each.name)
def test_a_power_cut_leaves_the_old_state_or_the_new_one_whole(session, tmp_path, disk):
    ops = power.record(session, tmp_path)
    assert sum(op.kind == "ack" for op in ops) == session.steps
    assert power.replay(session, ops, 1500, disk) == {"": 1500}


@pytest.mark.parametrize("session", [TYPING, RESTORE], ids=lambda each: each.name)
def test_the_replay_notices_when_writes_are_not_synced(session, tmp_path, disk):
    verdicts = power.replay(session, power.record(session, tmp_path, synced=False), 300, disk)
    assert verdicts["damaged"] > 0
    assert verdicts["lost"] > 0
