import datetime as dt
import json

import pytest

from kpidesk import cli
from kpidesk.domain.entities import Commitment, Kpi, Rep, new_id
from kpidesk.domain.terms import Kind, Visibility
from kpidesk.services.desk import Desk

ON = dt.date(2026, 8, 20)
MAYA, JONAS = Rep(new_id(), "Maya Okafor"), Rep(new_id(), "Jonas Lindqvist")
CALLS = Kpi(new_id(), "discovery_held", "Discovery calls", Kind.LEADING)


@pytest.fixture
def kpidesk(tmp_path, capsys):
    """Run a command on a file with four places that name the budget, one of them private."""
    path = tmp_path / "team.kpidesk"
    desk = Desk(path)
    for rep in (MAYA, JONAS):
        desk.team.add_rep(rep)
    desk.kpis.define(CALLS)
    noon = dt.datetime.combine(ON, dt.time(12), dt.UTC)
    desk.meetings.add_note(MAYA, "Réunion: <b>budget</b> owner missing", Visibility.SHARED, noon)
    desk.meetings.add_note(MAYA, "CANARY lost heart over the budget", Visibility.PRIVATE, noon)
    desk.meetings.add_note(JONAS, "Budget is fine", Visibility.SHARED, noon - dt.timedelta(days=30))
    desk.meetings.add_commitment(
        Commitment(new_id(), JONAS.id, "Ask for the budget", ON - dt.timedelta(days=7), kpi_id=CALLS.id)
    )
    desk.close()

    def run(*arguments, code=0):
        capsys.readouterr()
        assert cli.main(["--database", str(path), "--on", str(ON), "search", *arguments]) == code
        return capsys.readouterr()

    return run


def found(kpidesk, *arguments):
    return json.loads(kpidesk(*arguments, "--format", "json").out)


def test_the_answer_has_the_shape_of_the_contract_the_newest_first(kpidesk):
    rows = found(kpidesk, "budget")
    assert [row["on"] for row in rows] == ["2026-08-20", "2026-08-13", "2026-07-21"]
    assert rows[0] == {
        "rep": "Maya Okafor",
        "on": "2026-08-20",
        "where": "note",
        "snippet": "Réunion: <b>«budget»</b> owner missing",
    }
    assert "commitment" in kpidesk("budget").out


def test_accents_are_folded_words_joined_and_beginnings_enough(kpidesk):
    assert len(found(kpidesk, "REUN", "bud")) == 1
    assert len(found(kpidesk, "owner budget")) == 1
    assert found(kpidesk, '"owner budget"') == []


def test_private_notes_are_found_only_when_asked_for_by_name(kpidesk):
    assert "CANARY" not in kpidesk("canary").out + kpidesk("budget", "--format", "json").out
    assert "CANARY" in kpidesk("canary", "--private").out


def test_reps_kpis_days_and_a_number_narrow_it(kpidesk):
    assert {row["rep"] for row in found(kpidesk, "budget", "--rep", "Jonas")} == {"Jonas Lindqvist"}
    assert [row["where"] for row in found(kpidesk, "budget", "--kpi", "discovery_held")] == ["commitment"]
    assert len(found(kpidesk, "budget", "--from", "2026-08-01", "--to", "2026-08-15")) == 1
    assert len(found(kpidesk, "budget", "--limit", "2")) == 2
    assert kpidesk("zebra").out.strip() == "Nothing found."


@pytest.mark.parametrize(
    "arguments",
    [
        ("budget", "--from", "2026-08-20", "--to", "2026-08-01"),
        ("budget", "--rep", "Nobody"),
        ("budget", "--kpi", "nothing"),
        ("budget", "--limit", "0"),
        ("budget", "--from", "yesterday"),
        (),
    ],
)
def test_wrong_usage_is_one_line_that_says_what_to_do(kpidesk, arguments):
    said = kpidesk(*arguments, code=2)
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
