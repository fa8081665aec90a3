"""Import and its history on the command line: what is asked, what is said, exit codes."""

from __future__ import annotations

import json

import pytest

from kpidesk.cli import main
from kpidesk.domain.errors import UserError
from kpidesk.services.desk import Desk

CALLS = "Rep,Week,Calls,Region\nMaya,2026-W31,12,West\nBen,2026-W31,7,West\n"


@pytest.fixture(autouse=True)
def own_file(tmp_path, monkeypatch):
    monkeypatch.setenv("KPIDESK_DATABASE", str(tmp_path / "team.kpidesk"))


@pytest.fixture
def kpidesk(capsys):
    def run(*arguments):
        code = main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def file(tmp_path):
    def write(text, name="export.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


DOUBTS = {
    "date order": (
        "Rep,Date,Calls\nMaya,05/01/2026,12\nBen,06/01/2026,9\n",
        ('date_order = "dmy" or "mdy"', "05/01/2026"),
    ),
    "decimal sign": ("Rep;Week;Revenue\nMaya;2026-W31;1.234\n", ('decimal = "." or decimal = ","', "1.234 can be")),
    "layout": ("Deal owner,Stage,Amount\nMaya,Open,1\nMaya,Open,2\n", ("say in a recipe what to count",)),
    "rep": ("Sold by,Booked by,Week,Calls\nMaya,Ben,2026-W31,4\n", ("“Sold by” or “Booked by”", "[rep] column")),
    "date column": (
        "Rep,Opened on,Closed on,Calls\nMaya,2026-08-03,2026-08-04,4\n",
        ("“Opened on” or “Closed on”", "[date] column"),
    ),
    "period": ("Rep,Date,Calls\nMaya,2026-08-03,4\nBen,2026-08-03,4\n", ('[date] cadence = "day", "week" or "month"',)),
    "KPI": ("Rep,Jan 2026,Feb 2026\nMaya,4,5\n", ("which KPI are these values", "[[kpi]] key")),
}


@pytest.mark.parametrize("what", DOUBTS)
def test_a_doubt_is_one_line_that_names_the_choice_and_changes_nothing(what, kpidesk, file, tmp_path):
    text, told = DOUBTS[what]
    code, out, err = kpidesk("import", file(text), "--create-reps")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert all(each in err for each in ("export.csv", *told)), err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["export.csv"]


def test_a_refused_import_leaves_no_new_folder_and_an_old_file_as_it_is(kpidesk, file, tmp_path):
    bad = file("Who,When\na,b\n", "bad.csv")
    new = tmp_path / "teams" / "west" / "team.kpidesk"
    assert kpidesk("--database", new, "import", bad)[0] == 2
    assert not (tmp_path / "teams").exists()
    kpidesk("import", file(CALLS), "--create-reps")
    before = (tmp_path / "team.kpidesk").read_bytes()
    assert kpidesk("import", bad)[0] == 2
    assert (tmp_path / "team.kpidesk").read_bytes() == before


def test_a_new_file_that_somebody_else_opened_meanwhile_stays(kpidesk, file, tmp_path, monkeypatch):
    others: list[Desk] = []

    def refuse(*_arguments, **_options):
        others.append(Desk(tmp_path / "team.kpidesk"))
        raise UserError("Nothing was written.")

    monkeypatch.setattr("kpidesk.services.previewing.understand", refuse)
    assert kpidesk("import", file(CALLS))[0] == 2
    assert (tmp_path / "team.kpidesk").exists()
    others[0].close()


def test_what_was_taken_and_what_was_not_is_told(kpidesk, file):
    code, out, _ = kpidesk("import", file(CALLS), "--create-reps")
    assert code == 0
    assert "2 values new, 0 changed, 0 the same." in out
    assert "Columns not used: Region." in out
    assert "Reps added: Maya, Ben." in out


def test_values_and_targets_of_one_file_are_told_apart(kpidesk, file):
    code, out, _ = kpidesk("import", file("Rep,Week,Calls,Calls target\nMaya,2026-W31,12,15\n"), "--create-reps")
    assert code == 0
    assert "1 of them is a target." in out
    kpidesk("import", file("Rep,Week,Calls,Calls target\nMaya,2026-W31,12,18\n"))
    _, out, _ = kpidesk("imports", "show", "2")
    assert "  targets of calls_made: 0 new, 1 changed, 0 removed" in out
    assert "Maya, calls_made, target from 2026-07-27: 15 became 18" in out


def test_an_import_can_be_looked_into_and_taken_back(kpidesk, file):
    kpidesk("import", file(CALLS), "--create-reps")
    kpidesk("import", file(CALLS.replace(",12,", ",15,")))
    code, out, _ = kpidesk("imports", "show", "2")
    assert code == 0
    assert "calls_made: 0 new, 1 changed, 0 removed" in out
    assert "Maya, calls_made, 2026-07-27: 12 became 15" in out
    shown = json.loads(kpidesk("imports", "show", "1", "--format", "json")[1])
    assert (shown["reps_created"], shown["kpis_added"]) == (["Maya", "Ben"], ["Calls made"])
    code, out, _ = kpidesk("imports", "undo", "1")
    assert code == 0
    assert "Edited or used since then and kept: Ben, Maya, Calls made." in out
    undone = json.loads(kpidesk("imports", "undo", "2", "--format", "json")[1])
    assert (undone["reps_removed"], undone["kpis_removed"]) == (["Ben", "Maya"], ["Calls made"])
    assert json.loads(kpidesk("reps", "--format", "json")[1]) == []
    code, out, err = kpidesk("imports", "undo", "2")
    assert (code, out) == (2, "")
    assert "taken back already" in err
