"""Who is next, read by the driver alone: the same as the services say, or nothing at all."""

import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace

import pytest

from kpidesk.domain.coming import SHOWN, Coming, upcoming
from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import OneOnOne, Rep, new_id
from kpidesk.domain.terms import MeetingStatus
from kpidesk.services.desk import Desk
from kpidesk.storage.driver import driver
from kpidesk.storage.glance import glance

ON = dt.date(2026, 8, 20)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("glance") / "Team #1 100%?.kpidesk"
    desk = Desk(path)
    desk.fill_sample(ON)
    desk.close()
    return path


@pytest.fixture
def path(sample, tmp_path):
    return shutil.copyfile(sample, tmp_path / sample.name)


def left_beside(path):
    """Every file in the folder with its bytes."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}


def read(path):
    found = glance(path, ON)
    assert found is not None
    return found


def by_services(path, on=ON):
    """What the services over the open file say of the next one-on-ones."""
    desk = Desk(path)
    reps = {rep.id: rep for rep in desk.team.reps()}
    meetings = desk.meetings.one_on_ones()
    found = []
    for each in upcoming(meetings, {rep.id for rep in reps.values() if rep.active(on)}, on)[:SHOWN]:
        held = [m.on for m in meetings if m.rep_id == each.rep_id and m.status is MeetingStatus.HELD and m.on <= on]
        found.append(Coming(each, reps[each.rep_id], *desk.meetings.sections(each), max(held, default=None)))
    workspace = desk.team.workspace()
    desk.close()
    return workspace, len(reps), tuple(found)


def test_it_says_what_the_services_say(path):
    workspace, reps, coming = by_services(path)
    found = read(path)
    assert found.workspace == workspace
    assert found.reps == reps
    assert [each.rep.name for each in found.coming][:2] == ["Maya Okafor", "Priya Nair"]
    assert found.coming == coming
    assert found.coming[0].sections > 0
    assert found.coming[0].last_on == dt.date(2026, 8, 6)


def test_a_running_one_on_one_comes_first_and_who_left_or_was_archived_not_at_all(path):
    desk = Desk(path)
    now = dt.datetime(2026, 8, 20, 9, 30, tzinfo=dt.UTC)
    maya, priya, chloe, kenji = (each.rep for each in read(path).coming[:4])
    planned = next(each for each in desk.meetings.one_on_ones(kenji.id) if each.status is MeetingStatus.PLANNED)
    desk.meetings.start(planned, now)
    desk.team.archive_rep(maya)
    desk.history.do("Leave", [Edit(priya, replace(priya, left_on=dt.date(2026, 8, 19)))])
    desk.close()
    found = read(path)
    assert [each.rep.name for each in found.coming][:2] == [kenji.name, chloe.name]
    assert found.coming[0].meeting.started_at == now
    assert found.coming == by_services(path)[2]


def test_one_on_ones_at_the_same_time_keep_the_order_of_the_services(path):
    desk = Desk(path)
    extra = [OneOnOne(new_id(), rep.id, ON, at) for rep in desk.team.reps()[:3] for at in (None, dt.time(14))]
    desk.history.do("Plan", [Edit(None, each) for each in extra])
    desk.close()
    assert read(path).coming == by_services(path)[2]


def test_a_new_file_has_nobody_ahead(tmp_path):
    path = tmp_path / "new.kpidesk"
    Desk(path).close()
    found = read(path)
    assert (found.reps, found.coming) == (0, ())


def test_reading_leaves_no_trace(path):
    before = left_beside(path)
    assert glance(path, ON) is not None
    assert left_beside(path) == before


def test_a_file_that_is_open_elsewhere_is_read_with_its_log(path):
    desk = Desk(path)
    rep = desk.team.reps()[0]
    desk.meetings.schedule(OneOnOne(new_id(), rep.id, ON, dt.time(6)))
    before = left_beside(path)
    assert read(path).coming[0].rep == rep
    assert left_beside(path).keys() == before.keys()
    desk.close()


def test_a_log_left_by_a_crash_is_not_touched(path, tmp_path):
    """The index beside the log is gone: the real opening rebuilds it, a glance must not."""
    desk = Desk(path)
    desk.team.add_rep(Rep(new_id(), "New Rep"))
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in (path.name, path.name + "-wal"):
        shutil.copyfile(path.with_name(name), crashed / name)
    desk.close()
    before = left_beside(crashed / path.name)
    found = glance(crashed / path.name, ON)
    assert found is None or found.reps == 9
    assert left_beside(crashed / path.name) == before


def foreign(path):
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE rep (name TEXT)")
    file.close()


def newer(path):
    Desk(path).close()
    with sqlite3.connect(path) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.close()


def spoilt(path):
    """A word that no version of ours ever wrote, where a day belongs."""
    desk = Desk(path)
    desk.fill_sample(ON)
    desk.close()
    with sqlite3.connect(path) as file:
        file.execute("UPDATE one_on_one SET at = 'noon' WHERE status = 'planned'")
    file.close()


def cut_short(path):
    Desk(path).close()
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    "make",
    [
        lambda path: None,
        lambda path: path.mkdir(),
        lambda path: path.touch(),
        lambda path: path.write_text("Rep,Calls\n" * 100),
        foreign,
        newer,
        spoilt,
        cut_short,
    ],
    ids=["missing", "folder", "empty", "text", "foreign", "newer", "spoilt", "cut short"],
)
def test_what_cannot_be_read_at_once_is_left_to_the_real_opening(make, tmp_path):
    path = tmp_path / "odd.kpidesk"
    make(path)
    before = left_beside(path)
    assert glance(path, ON) is None
    assert left_beside(path) == before


def test_a_locked_file_is_not_waited_for(path):
    holder = driver().connect(str(path), isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN IMMEDIATE")
    holder.execute("UPDATE workspace SET name = 'other'")
    assert glance(path, ON) is None
    holder.execute("ROLLBACK")
    holder.close()


def test_neither_sqlalchemy_nor_numpy_is_imported_for_it(path):
    code = (
        "import sys, datetime as dt, pathlib\n"
        "from kpidesk.storage.glance import glance\n"
        f"assert glance(pathlib.Path({str(path)!r}), dt.date(2026, 8, 20)).reps == 8\n"
        "print(*sorted({'sqlalchemy', 'numpy', 'alembic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
