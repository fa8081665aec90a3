import pytest

from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import Rep, Team, new_id
from kpidesk.domain.errors import UserError
from kpidesk.services.history import History
from kpidesk.storage import records

MAYA = Rep(new_id(), "Maya Okafor")


@pytest.fixture
def history(database):
    return History(database)


def reps(database):
    with database.read() as connection:
        return records.select(connection, Rep)


def test_a_step_can_be_taken_back_and_done_again(history, database):
    change = history.do("Add Maya Okafor", [Edit(None, MAYA)])
    assert change.touches(Rep)
    assert not change.touches(Team)
    assert change.ids == {MAYA.id}
    assert history.undo_label == "Add Maya Okafor"

    assert history.undo().touches(Rep)
    assert reps(database) == []
    assert (history.undo_label, history.redo_label) == (None, "Add Maya Okafor")

    history.redo()
    assert reps(database) == [MAYA]
    assert (history.undo_label, history.redo_label) == ("Add Maya Okafor", None)


def test_undoing_and_redoing_many_times_changes_nothing(history, database):
    history.do("Add Maya Okafor", [Edit(None, MAYA)])
    for _ in range(3):
        history.undo()
        history.redo()
    assert reps(database) == [MAYA]


def test_with_nothing_to_undo_nothing_happens(history):
    assert not history.undo().kinds
    assert not history.redo().kinds


def test_a_new_step_drops_what_was_undone(history):
    history.do("Add Maya Okafor", [Edit(None, MAYA)])
    history.undo()
    history.do("Add team West", [Edit(None, Team(new_id(), "West"))])
    assert history.redo_label is None


def test_a_refused_step_leaves_file_and_history_as_they_were(history, database):
    history.do("Add team West", [Edit(None, Team(new_id(), "West"))])
    with pytest.raises(UserError):
        history.do("Add twice", [Edit(None, MAYA), Edit(None, Team(new_id(), "West"))])
    assert reps(database) == []
    assert history.undo_label == "Add team West"


def test_an_undo_that_no_longer_fits_is_refused_and_kept(history, database):
    history.do("Add Maya Okafor", [Edit(None, MAYA)])
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE rep SET role = 'field'")
    with pytest.raises(UserError, match="changed elsewhere"):
        history.undo()
    assert history.undo_label == "Add Maya Okafor"


def test_several_edits_are_one_step(history, database):
    team = Team(new_id(), "West")
    history.do("Add team with Maya", [Edit(None, team), Edit(None, Rep(new_id(), "Maya", team_id=team.id))])
    history.undo()
    with database.read() as connection:
        assert records.select(connection, Team) == []
    assert reps(database) == []
