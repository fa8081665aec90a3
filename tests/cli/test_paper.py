"""The paper trail on the command line; what is private is in none of it."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
import zlib
from email import message_from_bytes, policy

import pytest

from kpidesk import cli
from kpidesk.domain.entities import Note, new_id
from kpidesk.domain.terms import MeetingStatus, Visibility
from kpidesk.services.desk import Desk
from kpidesk.storage import records

if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ON = "2026-08-20"
CANARIES = [f"Canary{at:02d}Zanzibar" for at in range(50)]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample team with fifty private notes at every place a note can have."""
    path = tmp_path_factory.mktemp("paper") / "team.kpidesk"
    desk = Desk(path)
    desk.fill_sample(dt.date(2026, 8, 20))
    maya = desk.team.rep("Maya")
    held = desk.recaps.last_held(maya, dt.date(2026, 8, 20))
    planned = [each for each in desk.meetings.one_on_ones(maya.id) if each.status is MeetingStatus.PLANNED]
    items = desk.meetings.items(held)
    at = held.ended_at or dt.datetime(2026, 8, 6, 15, tzinfo=dt.UTC)
    shared = next(each for each in desk.meetings.notes(maya, held) if each.visibility is Visibility.SHARED)
    places = (
        (None, None, None),
        (held.id, None, None),
        (held.id, items[0].id, None),
        (planned[0].id, None, None),
        (held.id, None, shared.id),
    )
    notes = [
        Note(new_id(), maya.id, f"# {word}\n- {word}", at, Visibility.PRIVATE, meeting, item, amends_id=amended)
        for number, word in enumerate(CANARIES)
        for meeting, item, amended in [places[number % len(places)]]
    ]
    with desk.database.write() as connection:
        records.insert_all(connection, notes)
    desk.close()
    return path


@pytest.fixture
def run(capsys, monkeypatch, tmp_path, sample, qapp):
    path = tmp_path / "team.kpidesk"
    shutil.copyfile(sample, path)
    monkeypatch.setenv("KPIDESK_DATABASE", str(path))

    def command(*arguments):
        code = cli.main(["--on", ON, *map(str, arguments)])
        caught = capsys.readouterr()
        return code, caught.out, caught.err

    return command


def unpacked(path):
    """All that can be read in a file, also where it is packed or encoded."""
    data = path.read_bytes()
    found = [data, *_streams(data)]
    if path.suffix == ".eml":
        parts = message_from_bytes(data, policy=policy.default).walk()
        found += [part.get_payload(decode=True) or b"" for part in parts]
    if path.suffix == ".pdf" and shutil.which("pdftotext"):
        found.append(subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout)
    return b"\n".join(found)


def _streams(data):
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        if packed.startswith(b"\x78"):
            yield zlib.decompress(packed)


def test_no_private_word_is_in_anything_that_leaves(run, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    said = [run("agenda", "Maya", "--out", out / f"agenda.{ending}") for ending in ("md", "pdf", "html")]
    said += [run("recap", "Maya", "--out", out / f"recap.{ending}") for ending in ("md", "pdf", "html", "eml")]
    said += [run("calendar", "export", out / "all.ics"), run("recap", "Maya"), run("recap", "Maya", "--format", "json")]
    assert [code for code, _out, _err in said] == [0] * len(said)
    files = {path.name: unpacked(path) for path in out.iterdir()}
    assert len(files) == 8
    for name, words in files.items():
        assert not [canary for canary in CANARIES if canary.encode() in words], name
    assert not [canary for canary in CANARIES if canary in repr(said)]
    # What is shared is there, so that the absence means something.
    for ending in ("md", "html", "eml"):
        assert b"Mornings before 10" in files[f"recap.{ending}"]


def test_the_recap_of_a_day_tells_the_last_one_held_by_then(run):
    code, out, _err = run("recap", "Maya", "--on", "2026-08-01", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found["on"] == "2026-07-23"
    assert found["next_on"] == "2026-08-06"
    assert {"wins", "topics", "notes", "commitments"} <= found.keys()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("recap", "Maya", "--out", "maya.doc"), "must end in .md, .pdf, .html or .eml"),
        (("agenda", "Maya", "--out", "maya.eml"), "must end in .md, .pdf or .html"),
        (("agenda", "Maya", "--out", "nowhere/maya.md"), "There is no folder"),
        (("recap", "Nobody"), "No rep is called"),
        (("recap", "Maya", "--on", "2020-01-01"), "was held yet"),
        (("calendar", "export", "all.txt"), "ends in .ics"),
        (("calendar", "import", "nowhere.ics"), "cannot be read"),
        (("calendar", "import"), "FILE.ics"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(run, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_a_calendar_is_dated_by_the_day_it_is_made_on(run, tmp_path):
    assert run("calendar", "export", tmp_path / "all.ics")[0] == 0
    stamps = re.findall(r"DTSTAMP:(\S+)", (tmp_path / "all.ics").read_text(encoding="utf-8"))
    assert set(stamps) == {"20260820T000000Z"}


def test_a_calendar_is_reported_then_taken_then_the_same(run, tmp_path):
    path = tmp_path / "outlook.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:s\nSUMMARY:1:1 Jonas\nDTSTART:20261012T090000\nDURATION:PT30M\n"
        "RRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT\nBEGIN:VEVENT\nUID:t\nSUMMARY:Maya Okafor and Jonas Lindqvist\n"
        "DTSTART:20261013T090000\nDURATION:PT30M\nEND:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    dry, out, _err = run("calendar", "import", path, "--dry-run", "--format", "json")
    found = json.loads(out)
    assert dry == 1
    assert [(each["rep"], each["on"], each["at"], each["minutes"]) for each in found["planned"]] == [
        ("Jonas Lindqvist", "2026-10-12", "09:00:00", 30),
        ("Jonas Lindqvist", "2026-10-19", "09:00:00", 30),
    ]
    assert found["left_out"][0]["reason"] == "More than one of your reps is in it."
    assert run("calendar", "import", path)[1].startswith("Planned 2, moved 0, called off 0, the same 0, left out 1,")
    again = json.loads(run("calendar", "import", path, "--format", "json")[1])
    assert (again["planned"], again["moved"], again["same"]) == ([], [], 2)


def test_one_rep_alone_is_exported(run, tmp_path):
    path = tmp_path / "maya.ics"
    code, out, _err = run("calendar", "export", path, "--rep", "Maya", "--format", "json")
    assert code == 0
    assert {each["rep"] for each in json.loads(out)["one_on_ones"]} == {"Maya Okafor"}
    assert "1:1 Maya Okafor" in path.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="displays are named so on Linux")
@pytest.mark.parametrize("environment", [{"DISPLAY": ":4711"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX", "DISPLAY": ""}])
def test_paper_needs_no_display_and_no_language(sample, tmp_path, environment):
    known = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "LC_", "LANG"))}
    asked = ["--database", str(sample), "--on", ON, "recap", "Maya", "--out", str(tmp_path / "maya.pdf")]
    done = subprocess.run(
        [sys.executable, "-m", "kpidesk", *asked], env={**known, **environment}, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "maya.pdf").read_bytes().startswith(b"%PDF")
