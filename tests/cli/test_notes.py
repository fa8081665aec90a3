"""`notes add`: a note of the day that was given, and none without words."""

import datetime as dt

import pytest

from kpidesk.cli import DONE, REFUSED, main
from kpidesk.domain.entities import Rep, new_id
from kpidesk.services.desk import Desk

MAYA = Rep(new_id(), "Maya Okafor")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "team.kpidesk"
    desk = Desk(path)
    desk.team.add_rep(MAYA)
    desk.close()
    return path


def notes(path):
    desk = Desk(path)
    found = desk.meetings.notes(MAYA)
    desk.close()
    return found


def test_a_note_is_of_the_day_that_was_given(path):
    assert main(["--database", str(path), "--on", "2026-08-20", "notes", "add", "Maya", "Calls at 9"]) == DONE
    (note,) = notes(path)
    assert note.created_at.astimezone().date() == dt.date(2026, 8, 20)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_a_note_without_words_is_refused(path, capsys, text):
    assert main(["--database", str(path), "notes", "add", "Maya", text]) == REFUSED
    assert "empty" in capsys.readouterr().err
    assert notes(path) == []
