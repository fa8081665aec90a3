"""`commitments add`: one line, and everything that was understood of it in the answer."""

import datetime as dt
import json

import pytest

from kpidesk.cli import DONE, REFUSED, main
from kpidesk.services.desk import Desk


@pytest.fixture
def sample_path(tmp_path):
    path = tmp_path / "s.kpidesk"
    desk = Desk(path)
    desk.fill_sample(dt.date(2026, 8, 20))
    desk.close()
    return path


@pytest.fixture
def run(capsys, sample_path):
    """Run a command on the sample team as it stands on 20 August 2026."""

    def command(*arguments):
        code = main(["--database", str(sample_path), "--on", "2026-08-20", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_a_line_becomes_a_commitment_and_says_what_was_understood(run):
    before = json.loads(run("commitments", "--format", "json")[1])
    code, out, _ = run("commitments", "add", "Maya", "10 discovery calls by Fri")
    assert code == DONE
    assert out == (
        "Added for Maya Okafor: “10 discovery calls”, by Maya; seen in discovery calls: now 9.8 a week (4 weeks),"
        " to 10 a week; due 2026-08-28 (a level a week is measured from Monday on).\n"
    )
    after = json.loads(run("commitments", "--format", "json")[1])
    new = next(each for each in after if each["text"] == "10 discovery calls")
    assert len(after) == len(before) + 1
    assert (new["owner"], new["kpi"], new["baseline"], new["due"]) == ("rep", "discovery_held", 9.75, "2026-08-28")


def test_german_and_overrides_and_json(run):
    code, out, _ = run("commitments", "add", "Maya", "ich: Angebot prüfen bis Ende September", "--format", "json")
    made = json.loads(out)
    assert (code, made["owner"], made["text"], made["due"]) == (DONE, "manager", "Angebot prüfen", "2026-09-30")
    by_hand = ("--kpi", "opps_created", "--due", "2026-10-01", "--format", "json")
    made = json.loads(run("commitments", "add", "Maya", "Open each talk with the budget", *by_hand)[1])
    assert (made["kpi"], made["due"], made["expected"]) == ("opps_created", "2026-10-01", None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ((), "Name the rep and type the commitment"),
        (("Maya", "call by 3/4"), "“3/4” could be two days"),
        (("Maya", "+2 meetings a week until 30 Feb"), "There is no day “30 Feb”"),
        (("Maya", "10 calls by 2026-02-30"), "There is no day “2026-02-30”"),
        (("Maya", "10 Gespräche bis 31. Juni"), "There is no day “31. Juni”"),
        (("Maya", "10 calls by 2020-01-01"), "2020-01-01, is before 2026-08-20"),
        (("Maya", "10 calls", "--due", "2020-01-01"), "2020-01-01, is before 2026-08-20"),
        (("Maya", "999999999999999999999 discovery calls a week"), "too large"),
        (("Maya", " "), "A commitment needs a text"),
        (("Nobody", "call"), "Nobody"),
    ],
)
def test_what_is_not_clear_changes_nothing(run, line, said):
    before = run("commitments", "--format", "json")[1]
    code, out, err = run("commitments", "add", *line)
    assert (code, out) == (REFUSED, "")
    assert said in err
    assert run("commitments", "--format", "json")[1] == before


def test_fewer_keeps_its_sign_in_the_words_and_the_number(run):
    made = json.loads(run("commitments", "add", "Maya", "-5 discovery calls a week by Fri", "--format", "json")[1])
    assert (made["text"], made["expected"]) == ("-5 discovery calls a week", 4.75)
    made = json.loads(run("commitments", "add", "Maya", "by Fri: -5 discovery calls a week", "--format", "json")[1])
    assert made["text"] == "-5 discovery calls a week"


def test_a_day_given_by_hand_takes_the_place_of_one_that_does_not_exist(run):
    assert run("commitments", "add", "Maya", "Call Acme by 30 Feb", "--due", "2026-09-01")[0] == DONE


def test_two_kpis_of_one_noun_are_named(run):
    run("kpis", "add", "meetings_held", "meetings_booked")
    code, _, err = run("commitments", "add", "Maya", "+2 meetings a week")
    assert code == REFUSED
    assert "could mean meetings_booked or meetings_held" in err or "meetings_held or meetings_booked" in err
    assert run("commitments", "add", "Maya", "+2 meetings a week", "--kpi", "meetings_held")[0] == DONE
