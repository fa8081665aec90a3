"""Names in files: what the manager says a name means is taken, remembered and taken back with the import."""

from __future__ import annotations

import datetime as dt

import pytest

from kpidesk.domain.entities import Alias, Rep, new_id
from kpidesk.services.aliases import AliasService
from kpidesk.services.history import History
from kpidesk.services.naming import Answer
from kpidesk.services.team import TeamService
from kpidesk.services.transfer import TransferService, report_as_json
from kpidesk.storage import records

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
FILE = 'Rep,Week,Calls\n"Okafor, M.",2026-W32,5\n"Okafor, M.",2026-W33,6\nBen Carter,2026-W32,7\nPool,2026-W32,8\n'
ROSTER = '[rep]\ncolumn = "Name"\n[rep.set]\nrole = "Role"\nalias = "No"\n'


@pytest.fixture
def team(database):
    return TeamService(database, History(database))


@pytest.fixture
def maya(team):
    for name in ("Maya Okafor", "Ben Carter"):
        team.add_rep(Rep(new_id(), name))
    return team.rep("Maya Okafor")


@pytest.fixture
def transfer(database, team, maya):
    return TransferService(database, History(database), team)


@pytest.fixture
def take(transfer, tmp_path):
    """Import a text under a recipe text."""

    def run(text=FILE, recipe=None, name="export.csv", **options):
        path, told = tmp_path / name, None
        path.write_text(text, encoding="utf-8")
        if recipe is not None:
            told = tmp_path / "recipe.toml"
            told.write_text(recipe, encoding="utf-8")
        return transfer.import_file(path, told, now=NOW, **options)

    return run


@pytest.fixture
def aliases(database):
    """Aliases in the file: text, and number of the import that brought it."""

    def read():
        with database.read() as connection:
            return [(each.text, each.source) for each in records.select(connection, Alias, "text")]

    return read


def test_a_name_that_is_only_like_one_is_left_out_and_asked_about(take, aliases):
    report = take()
    assert (report.rows_used, report.rows_left_out, aliases()) == (1, 3, [])
    assert [problem.reason for problem in report.problems] == [
        (
            "No rep is called “Okafor, M.”. Did you mean Maya Okafor (M stands for Maya)?"
            ' Keep it as an alias: kpidesk reps alias "Maya Okafor" "Okafor, M.". 2 rows are left out.'
        ),
        "No rep is called “Pool”. 1 row is left out.",
    ]
    okafor, pool = report.unknown_names
    assert (okafor.name, okafor.rows, okafor.taken_as, okafor.likely) == ("Okafor, M.", 2, None, True)
    assert (pool.rows, pool.candidates, pool.likely) == (1, [], False)


def test_the_report_is_plain_values(take, maya):
    (okafor, _) = report_as_json(take())["unknown_names"]
    assert okafor["candidates"] == [
        {"rep_id": str(maya.id), "rep": "Maya Okafor", "confidence": 0.92, "reason": "M stands for Maya"}
    ]


def test_two_who_fit_equally_are_both_named(take, team):
    team.add_rep(Rep(new_id(), "Marcus Okafor"))
    reason = take().problems[0].reason
    assert "Did you mean" in reason
    assert "Maya Okafor or Marcus Okafor?" in reason or "Marcus Okafor or Maya Okafor?" in reason
    assert "alias" not in reason


def test_a_name_that_could_be_a_command_is_not_put_into_one(take):
    report = take('Rep,Week,Calls\n"Maya $(rm) Okafor",2026-W32,5\nBen Carter,2026-W32,5\n')
    assert report.problems[0].reason.endswith("Did you mean Maya Okafor (apart from (rm))? 1 row is left out.")


def test_an_answer_is_taken_and_remembered_for_next_time(take, aliases, maya):
    report = take(answers={"Okafor, M.": maya.id})
    assert (report.rows_used, report.rows_left_out, report.reps_created) == (3, 1, [])
    assert (report.unknown_names[0].taken_as, report.unknown_names[0].added) == ("Maya Okafor", False)
    assert aliases() == [("Okafor, M.", 1)]
    again = take(FILE.replace("2026-W32,5", "2026-W34,5"))
    assert (again.rows_used, [each.name for each in again.unknown_names]) == (3, ["Pool"])


def test_a_trial_remembers_nothing(take, aliases, maya):
    assert take(answers={"Okafor, M.": maya.id}, dry_run=True).rows_used == 3
    assert aliases() == []


def test_new_reps_are_added_one_by_one_or_all_but_some(take, team):
    report = take(answers={"Pool": Answer.NEW})
    assert (report.reps_created, report.rows_left_out) == (["Pool"], 2)
    report = take(FILE.replace("Pool", "Desk"), create_reps=True, answers={"Okafor, M.": Answer.LEAVE_OUT})
    assert (report.reps_created, report.rows_left_out) == (["Desk"], 2)
    assert {rep.name for rep in team.reps()} == {"Maya Okafor", "Ben Carter", "Pool", "Desk"}


def test_a_rep_added_beside_one_of_almost_the_same_name_is_told(take):
    (okafor, _) = take(create_reps=True).unknown_names
    assert (okafor.taken_as, okafor.added, okafor.candidates[0].rep) == ("M. Okafor", True, "Maya Okafor")


def test_an_answer_about_a_rep_who_is_gone_leaves_the_name_out(take):
    assert take(answers={"Okafor, M.": new_id()}).rows_left_out == 3


def test_a_name_somebody_has_needs_no_answer_and_gets_no_alias(take, aliases, maya):
    take('Rep,Week,Calls\n"CARTER, Ben",2026-W32,5\n', answers={"CARTER, Ben": maya.id})
    assert aliases() == []


def test_undo_takes_the_aliases_back_as_well(take, transfer, aliases, maya):
    report = take(answers={"Okafor, M.": maya.id})
    undone = transfer.undo_import(report.import_id, now=NOW)
    assert (undone.aliases_removed, aliases()) == (1, [])
    assert "1 remembered name forgotten." in undone.sentence
    assert take().rows_left_out == 3


def test_the_same_file_again_keeps_the_alias_when_the_first_import_is_taken_back(take, transfer, aliases, maya):
    take(answers={"Okafor, M.": maya.id})
    take()
    assert transfer.undo_import(1, now=NOW).aliases_removed == 0
    assert aliases() == [("Okafor, M.", 1)]
    transfer.undo_import(2, now=NOW)
    assert aliases() == []


def test_an_alias_that_was_typed_stays_when_an_import_is_taken_back(database, team, take, transfer, aliases, maya):
    AliasService(database, History(database), team).keep(maya, "Okafor, M.")
    take()
    transfer.undo_import(1, now=NOW)
    assert aliases() == [("Okafor, M.", 0)]


def test_a_roster_asks_as_well_but_adds_who_is_unknown(take, team, aliases, maya):
    text = "Name,Role,No\nM. Okafor,field,17\nNew Person,inside,18\nSomebody,field,19\n"
    report = take(text, ROSTER, answers={"M. Okafor": maya.id, "Somebody": Answer.LEAVE_OUT})
    assert (report.reps_created, report.rows_used, report.rows_left_out) == (["New Person"], 2, 1)
    assert team.rep("Maya Okafor").role == "field"
    assert [text for text, _ in aliases()] == ["17", "18", "M. Okafor"]


def test_an_e_mail_address_is_a_name(team, take, maya):
    team.change_rep(maya, Rep(maya.id, maya.name, email="maya@example.com"))
    assert take("Rep,Week,Calls\nMAYA@example.com,2026-W32,5\n").rows_used == 1


@pytest.mark.parametrize("names", [("James Thomas", "Thomas James"), ("Thomas James", "James Thomas")])
def test_two_names_of_one_file_in_both_orders_are_two_people(take, team, names):
    text = "Rep,Week,Calls\n" + "".join(f"{name},2026-W32,{at}\n" for at, name in enumerate(names, 5))
    report = take(text, create_reps=True)
    assert (report.reps_created, report.values_new) == ([*names], 2)
    assert {each.name for each in team.reps()} >= {*names}


def test_beside_the_very_name_another_order_of_its_words_is_asked_about(take):
    report = take("Rep,Week,Calls\nCarter Ben,2026-W32,5\nBen Carter,2026-W32,7\n")
    assert (report.values_new, report.rows_left_out) == (1, 1)
    (asked,) = report.unknown_names
    assert (asked.name, asked.candidates[0].rep, asked.likely) == ("Carter Ben", "Ben Carter", True)
    alone = take("Rep,Week,Calls\nCarter Ben,2026-W33,5\nMaya Okafor,2026-W33,7\n")
    assert (alone.rows_left_out, alone.names_turned) == (0, {"Carter Ben": "Ben Carter"})
    both = 'Rep,Week,Calls\n"Carter, Ben",2026-W34,5\nBen Carter,2026-W35,7\n'
    assert take(both).rows_left_out == 0
