import pytest

from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.gui.editor import Editor
from kpidesk.services.history import History
from kpidesk.services.team import TeamService

MAYA = Rep(new_id(), "Maya Okafor")


@pytest.fixture
def history(database):
    return History(database)


@pytest.fixture
def editor(history, qapp):
    return Editor(history)


def test_a_gesture_is_carried_out_and_announced(editor, history, database, qtbot):
    team = TeamService(database, history)
    with qtbot.waitSignal(editor.changed) as heard:
        assert editor.do(lambda: team.add_rep(MAYA))
    assert heard.args[0].touches(Rep)
    assert editor.undo_label == "Add Maya Okafor"


def test_a_refused_gesture_says_why_and_announces_no_change(editor, qtbot):
    def refuse() -> Change:
        raise UserError("A rep needs a name.")

    with qtbot.assertNotEmitted(editor.changed), qtbot.waitSignal(editor.refused) as heard:
        assert not editor.do(refuse)
    assert heard.args == ["A rep needs a name."]


def test_undo_and_redo_announce_what_they_touched(editor, history, database, qtbot):
    editor.do(lambda: history.do("Add Maya Okafor", [Edit(None, MAYA)]))
    with qtbot.waitSignal(editor.changed) as heard:
        editor.undo()
    assert heard.args[0].ids == {MAYA.id}
    assert (editor.undo_label, editor.redo_label) == (None, "Add Maya Okafor")
    with qtbot.waitSignal(editor.changed):
        editor.redo()
    assert editor.undo_label == "Add Maya Okafor"
