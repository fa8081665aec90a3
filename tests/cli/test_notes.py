"""`notes add`: a note of the day that was given, and none without words."""

import datetime as dt
import signal

import pytest

from kpidesk.cli import DONE, PARTLY, REFUSED, main
from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.services.desk import Desk
from kpidesk.services.meetings import MeetingService
from kpidesk.storage.database import Database

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


def stop(*_given, **_more):
    """Press Ctrl+C."""
    signal.raise_signal(signal.SIGINT)


def test_ctrl_c_before_anything_is_written_changes_nothing(path, capsys, monkeypatch):
    monkeypatch.setattr(MeetingService, "add_note", stop)
    assert main(["--database", str(path), "notes", "add", "Maya", "Calls at 9"]) == REFUSED
    assert capsys.readouterr().err == "kpidesk: Stopped. Nothing was changed.\n"
    assert notes(path) == []


def test_ctrl_c_while_it_is_being_written_comes_too_late(path, capsys, monkeypatch):
    close = Database.close
    monkeypatch.setattr(Database, "close", lambda database: (stop(), close(database)))
    handler = signal.getsignal(signal.SIGINT)
    assert main(["--database", str(path), "notes", "add", "Maya", "Calls at 9"]) == DONE
    assert "Nothing was changed" not in capsys.readouterr().err
    monkeypatch.undo()
    assert [note.text for note in notes(path)] == ["Calls at 9"]
    assert signal.getsignal(signal.SIGINT) is handler


def test_an_answer_that_cannot_be_told_does_not_undo_the_change(path, capsys, monkeypatch):
    def refuse(_text):
        raise UserError("The answer cannot be written: No space left on device.")

    monkeypatch.setattr("kpidesk.cli.output.line", refuse)
    assert main(["--database", str(path), "notes", "add", "Maya", "Calls at 9"]) == PARTLY
    assert "cannot be written" in capsys.readouterr().err
    assert [note.text for note in notes(path)] == ["Calls at 9"]
    assert main(["--database", str(path), "notes", "add", "Nobody", "Calls at 9"]) == REFUSED
