"""What was typed and not entered: kept line by line, gone with its one-on-one, and in nothing that leaves the file."""

import datetime as dt

import pytest

from kpidesk.domain.entities import OneOnOne, Rep, new_id
from kpidesk.domain.terms import Line, MeetingStatus
from kpidesk.reports.recap import as_html, as_markdown
from kpidesk.services.desk import Desk

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
CANARY = "canary 4711"


@pytest.fixture
def desk(tmp_path):
    opened = Desk(tmp_path / "team.kpidesk")
    yield opened
    opened.close()


@pytest.fixture
def maya(desk):
    rep = Rep(new_id(), "Maya Okafor")
    desk.team.add_rep(rep)
    return rep


@pytest.fixture
def meeting(desk, maya):
    held = OneOnOne(new_id(), maya.id, NOW.date(), status=MeetingStatus.HELD, started_at=NOW, ended_at=NOW)
    desk.meetings.schedule(held)
    return held


def test_each_line_of_a_one_on_one_keeps_its_newest_words(desk, meeting):
    for typed in ("10 c", "10 calls"):
        desk.unfinished.keep(meeting, Line.COMMITMENT, typed)
    desk.unfinished.keep(meeting, Line.AMENDMENT, " it was 12\n")
    assert desk.unfinished.text(meeting, Line.COMMITMENT) == "10 calls"
    assert desk.unfinished.text(meeting, Line.AMENDMENT) == " it was 12\n"
    assert desk.unfinished.text(meeting, Line.PRIVATE_AMENDMENT) == ""
    desk.unfinished.keep(meeting, Line.COMMITMENT, "")
    assert desk.unfinished.text(meeting, Line.COMMITMENT) == ""


def test_it_outlives_the_process_and_is_no_step_to_undo(desk, meeting):
    steps = desk.history.undo_label
    desk.unfinished.keep(meeting, Line.COMMITMENT, "10 calls")
    assert desk.history.undo_label == steps
    again = Desk(desk.path)
    assert again.unfinished.text(meeting, Line.COMMITMENT) == "10 calls"
    again.close()


def test_it_goes_with_its_one_on_one(desk, meeting):
    desk.unfinished.keep(meeting, Line.COMMITMENT, "10 calls")
    desk.history.undo()
    assert desk.unfinished.text(meeting, Line.COMMITMENT) == ""
    assert desk.safety.check() == []


def test_nothing_that_leaves_the_file_has_it(desk, maya, meeting):
    for line in Line:
        desk.unfinished.keep(meeting, line, CANARY)
    recap = desk.recaps.recap(maya, meeting)
    assert CANARY not in as_markdown(recap) + as_html(recap)
    assert CANARY not in repr(desk.meetings.shared_view(maya, meeting))
    assert desk.search.find("canary", private=True) == []
