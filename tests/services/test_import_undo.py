"""Taking a whole import back: targets, reps, teams, KPIs and names as well, in any order, also after other edits."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.domain.edits import Edit, Step
from kpidesk.domain.entities import Note, Target, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Cadence, Scope
from kpidesk.services.entries import EntryService
from kpidesk.services.history import History
from kpidesk.services.safety import SafetyService
from kpidesk.services.team import TeamService
from kpidesk.services.transfer import TransferService
from kpidesk.storage import records

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
CALLS = "Rep,Week,Calls\nMaya,2026-08-03,12\nBen,2026-08-03,7\n"
TARGETS = """[date]
cadence = "month"
column = "Month"
[[kpi]]
key = "calls_made"
column = "T"
target = true
"""
ROSTER = "Name,Team,Role,Employee ID\nMaya,West,field,E-1\nBen,West,inside,E-2\n"


@pytest.fixture
def history(database):
    return History(database)


@pytest.fixture
def team(database, history):
    return TeamService(database, history)


@pytest.fixture
def transfer(database, history, team):
    return TransferService(database, history, team)


@pytest.fixture
def take(transfer, tmp_path):
    def run(text, recipe=None, name="export.csv", **options):
        path, told = tmp_path / name, None
        path.write_text(text, encoding="utf-8")
        if recipe is not None:
            told = tmp_path / "recipe.toml"
            told.write_text(recipe, encoding="utf-8")
        return transfer.import_file(path, told, now=NOW, create_reps=True, **options)

    return run


@pytest.fixture
def undo(transfer, database):
    def run(which):
        report = transfer.undo_import(which, now=NOW)
        assert SafetyService(database).check() == []
        return report

    return run


@pytest.fixture
def everything(database):
    """All that imports write, without ids and import numbers."""

    def read():
        queries = {
            "values": "SELECT r.name, k.key, e.start, e.numerator FROM kpi_entry e JOIN rep r ON r.no = e.rep_no "
            "JOIN kpi k ON k.no = e.kpi_no ORDER BY 1, 2, 3",
            "reps": "SELECT r.name, r.role, t.name FROM rep r LEFT JOIN team t ON t.id = r.team_id ORDER BY 1",
            "teams": "SELECT name FROM team ORDER BY 1",
            "kpis": "SELECT key, archived FROM kpi ORDER BY 1",
            "aliases": "SELECT text FROM alias ORDER BY 1",
            "targets": "SELECT r.name, t.value, t.valid_from, t.valid_to FROM target t "
            "JOIN rep r ON r.id = t.rep_id ORDER BY 1, 3",
        }
        with database.read() as connection:
            found = {name: connection.exec_driver_sql(query).all() for name, query in queries.items()}
        return {name: [tuple(row) for row in rows] for name, rows in found.items() if rows}

    return read


def months(*levels):
    return "Rep,Month,T\n" + "".join(f"Maya,2026-{at:02},{level}\n" for at, level in enumerate(levels, 1))


def test_reps_teams_kpis_and_names_an_import_made_go_with_it(take, undo, everything):
    take(ROSTER)
    take(CALLS)
    report = undo(2)
    assert (report.values_removed, report.kpis_removed, report.reps_removed) == (2, ["Calls made"], [])
    report = undo(1)
    assert (report.reps_removed, report.aliases_removed) == (["Ben", "Maya"], 2)
    assert everything() == {}


def test_reps_stay_while_a_later_import_has_values_of_them_and_go_with_that(take, undo, everything):
    take(CALLS)
    take("Rep,Week,Calls\nMaya,2026-08-10,9\n")
    report = undo(1)
    assert (report.reps_removed, report.reps_kept, report.kpis_kept) == (["Ben"], ["Maya"], ["Calls made"])
    assert "Edited or used since then and kept: Maya, Calls made." in report.sentence
    assert undo(2).reps_removed == ["Maya"]
    assert everything() == {}


def test_what_was_edited_or_written_about_a_new_rep_keeps_the_rep(take, undo, team, history):
    take(CALLS)
    maya, ben = team.rep("Maya"), team.rep("Ben")
    team.change_rep(maya, replace(maya, cadence_days=7))
    history.do("Note", [Edit(None, Note(new_id(), ben.id, "Calls before ten.", NOW))])
    report = undo(1)
    assert (report.values_removed, report.reps_kept) == (2, ["Ben", "Maya"])
    assert [rep.name for rep in team.reps()] == ["Ben", "Maya"]


def test_what_a_file_says_about_reps_is_as_before_field_by_field(take, undo, team, everything):
    take(ROSTER)
    take(ROSTER.replace("field", "channel").replace("Maya,West", "Maya,East"))
    maya = team.rep("Maya")
    team.change_rep(maya, replace(maya, role="coach"))
    report = undo(2)
    assert (report.reps_restored, report.reps_kept) == (["Maya"], ["Maya"])
    assert everything()["reps"] == [("Ben", "inside", "West"), ("Maya", "coach", "West")]
    assert everything()["teams"] == [("West",)]


def test_targets_that_were_replaced_hold_again_and_new_ones_go(take, undo, everything):
    take(months(10, 10, 12), TARGETS)
    before = everything()
    take(months(10, 11, 12, 14), TARGETS)
    take(months(9), TARGETS)
    report = undo(2)
    assert (report.targets_removed, report.targets_restored) == (2, 0)
    report = undo(3)
    assert (report.targets_removed, report.targets_restored) == (0, 1)
    assert everything() == before


def test_the_file_holds_against_targets_that_were_there(take, database, team, undo, everything):
    take("Rep,Week,Calls\nMaya,2026-08-03,12\n")
    maya = team.rep("Maya")
    kpi = team.kpis()[0]
    ended = Target(new_id(), kpi.id, 10, Cadence.MONTH, dt.date(2026, 2, 1), dt.date(2026, 2, 28), Scope.REP, maya.id)
    with database.write() as connection:
        records.insert_all(
            connection, [ended, replace(ended, id=new_id(), valid_from=dt.date(2026, 4, 1), valid_to=None, value=20)]
        )
    before = everything()
    report = take(months(10, 10, 10, 10), TARGETS)
    assert (report.values_new, report.values_changed, report.values_same) == (2, 1, 0)
    assert take(months(10, 10, 10, 10), TARGETS).values_new == 0
    undo(3)
    undo(2)
    assert everything() == before


@pytest.fixture
def clear(team, database, history):
    """Clear the week of a day, as in the value grid."""

    def run(name, day):
        values = [(team.rep(name), dt.date.fromisoformat(day), None)]
        EntryService(database, history, team).set_values(team.kpis()[0], values, NOW.date())

    return run


def test_what_was_cleared_by_hand_since_stays_empty_and_is_said(take, undo, clear, everything):
    take(CALLS)
    take(CALLS.replace(",12", ",15").replace(",7", ",8"))
    clear("Maya", "2026-08-03")
    report = undo(2)
    assert (report.values_removed, report.values_restored, report.values_cleared) == (1, 1, 1)
    assert "Cleared by hand since then and left empty: 1 value." in report.sentence
    assert everything()["values"] == [("Ben", "calls_made", 20_668, 7)]
    undo(1)
    assert "values" not in everything()


def test_a_new_value_cleared_since_is_said_and_keeps_nobody(take, undo, clear, everything):
    take("Rep,Week,Calls\nMaya,2026-08-03,12\n")
    clear("Maya", "2026-08-03")
    report = undo(1)
    assert (report.values_removed, report.values_cleared, report.reps_removed) == (0, 1, ["Maya"])
    assert everything() == {}


def test_what_was_typed_where_an_import_removed_a_value_and_cleared_again_stays_empty(
    take, undo, clear, team, database, history, everything
):
    deals = "Rep,Day\nMaya,2026-08-03\nMaya,2026-08-12\nMaya,2026-08-20\n"
    recipe = '[[kpi]]\nkey = "calls_made"\nmeasure = "count"\ndate = "Day"\n'
    take(deals, recipe)
    take(deals.replace("Maya,2026-08-12\n", ""), recipe)
    values = [(team.rep("Maya"), dt.date(2026, 8, 12), 9.0)]
    EntryService(database, history, team).set_values(team.kpis()[0], values, NOW.date())
    clear("Maya", "2026-08-12")
    assert undo(2).values_cleared == 1
    assert [start for _, _, start, _ in everything()["values"]] == [20_668, 20_685]


def test_a_value_that_was_cleared_and_brought_back_is_taken_back_as_if_nothing_was(
    take, undo, clear, history, everything
):
    take(CALLS)
    before = everything()
    take(CALLS.replace(",12", ",15"))
    clear("Maya", "2026-08-03")
    history.undo()
    report = undo(2)
    assert (report.values_restored, report.values_cleared) == (1, 0)
    assert everything() == before


def test_what_was_typed_before_the_import_was_not_edited_since(take, undo, team, database, history):
    take(CALLS)
    values = [(team.rep("Maya"), dt.date(2026, 8, 10), 9.0)]
    EntryService(database, history, team).set_values(team.kpis()[0], values, NOW.date() - dt.timedelta(days=1))
    take("Rep,Week,Calls\nMaya,2026-08-03,15\nMaya,2026-08-17,7\n")
    assert undo(2).values_kept == 0


def test_targets_edited_since_are_kept_and_said(take, undo, database, everything):
    take(months(10, 12), TARGETS)
    with database.write() as connection:
        first = records.select(connection, Target, "valid_from")[0]
        records.apply(connection, Step("", (Edit(first, replace(first, value=15)),)))
    report = undo(1)
    assert (report.targets_removed, report.targets_kept, report.reps_kept) == (1, 1, ["Maya"])
    assert "Edited by hand since then and kept: 1 target." in report.sentence


def test_a_kpi_that_came_back_into_use_goes_out_of_it_again(take, undo, team, history, everything):
    take(CALLS)
    calls = team.kpis()[0]
    history.do("Archive", [Edit(calls, replace(calls, archived=True))])
    before = everything()
    take("Rep,Week,Calls\nMaya,2026-08-10,9\n")
    assert undo(2).kpis_removed == ["Calls made"]
    assert everything() == before


def test_a_longer_file_keeps_what_the_shorter_one_said_first(take, undo, everything):
    take(CALLS)
    longer = CALLS + "Maya,2026-08-10,9\n"
    take(longer)
    both = everything()
    assert undo(1).values_removed == 0
    assert everything() == both
    undo(2)
    assert everything() == {}


def test_the_same_file_read_otherwise_does_not_keep_what_was_wrong(take, undo, everything):
    months_first = CALLS.replace("2026-08-03", "03/08/2026")
    take(months_first, '[file]\ndate_order = "mdy"\n[date]\ncadence = "week"\n')
    take(months_first, '[file]\ndate_order = "dmy"\n[date]\ncadence = "week"\n')
    undo(1)
    assert {start for _, _, start, _ in everything()["values"]} == {20_668}


def test_twice_is_refused_and_changes_nothing(take, undo, transfer, everything):
    take(CALLS)
    undo(1)
    with pytest.raises(UserError, match="taken back already"):
        transfer.undo_import(1, now=NOW)
    assert everything() == {}
