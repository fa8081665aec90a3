"""Names to match: what is suggested, what was decided, and how each row says it."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtCore import Qt

from kpidesk.domain.entities import Rep
from kpidesk.gui.models.names_model import NamesModel
from kpidesk.gui.roles import Role
from kpidesk.services.naming import Answer, NameCandidate, UnknownName

MAYA, MARCUS, BEN = (uuid.UUID(int=at) for at in (1, 2, 3))
LIKE_MAYA = NameCandidate(str(MAYA), "Maya Okafor", 0.92, "M stands for Maya")
LIKE_MARCUS = NameCandidate(str(MARCUS), "Marcus Okafor", 0.92, "M stands for Marcus")
CLEAR = UnknownName("Okafor, M.", 2, None, False, [LIKE_MAYA], True)
DOUBT = UnknownName("M. Okafor", 1, None, False, [LIKE_MAYA, LIKE_MARCUS], False)
NOBODY = UnknownName("Vertrieb Pool", 1, None, False, [], False)
ADDED = UnknownName("Neu", 0, "Neu", True, [], False)
TICK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def model():
    made = NamesModel()
    made.set_reps([Rep(MAYA, "Maya Okafor"), Rep(MARCUS, "Marcus Okafor"), Rep(BEN, "Ben Carter")])
    made.set_names([CLEAR, DOUBT, NOBODY, ADDED])
    return made


def shown(model, row):
    index = model.index(row)
    return index.data(Role.TEXT), index.data(Role.FRACTION), index.data(TICK) == Qt.CheckState.Checked


def test_a_clear_candidate_is_only_suggested(model):
    assert shown(model, 0) == ("Maya Okafor", 0.92, False)
    assert model.index(0).data(Role.META) == "M stands for Maya, 2 rows are left out"
    assert model.answers == {}


def test_between_two_equally_good_ones_nobody_is_suggested(model):
    assert shown(model, 1) == ("2 reps fit, choose one", None, False)


def test_a_name_like_nobodys_is_left_out(model):
    assert shown(model, 2) == ("No match, leave out", None, False)


def test_a_name_that_becomes_a_rep_is_ticked(model):
    assert shown(model, 3) == ("New rep", None, True)


def test_a_tick_accepts_and_takes_back(model, qtbot):
    with qtbot.waitSignal(model.answered):
        assert model.setData(model.index(0), Qt.CheckState.Checked, TICK)
    assert model.answers == {"Okafor, M.": MAYA}
    assert shown(model, 0) == ("Maya Okafor", 0.92, True)
    model.setData(model.index(0), Qt.CheckState.Unchecked, TICK)
    assert model.answers == {"Okafor, M.": Answer.LEAVE_OUT}
    assert shown(model, 0) == ("Leave out", None, False)


@pytest.mark.parametrize("row", [1, 2])
def test_where_nobody_is_suggested_a_tick_decides_nothing(model, row):
    assert not model.setData(model.index(row), Qt.CheckState.Checked, TICK)
    assert model.answers == {}


def test_another_rep_can_be_chosen_or_one_be_added(model):
    model.setData(model.index(2), BEN)
    model.setData(model.index(1), Answer.NEW)
    assert [shown(model, row) for row in (2, 1)] == [("Ben Carter", None, True), ("New rep", None, True)]


def test_all_suggestions_are_accepted_at_once(model):
    assert [each.name for each in model.suggested] == ["Okafor, M."]
    model.accept_suggested()
    assert (model.answers, model.suggested) == ({"Okafor, M.": MAYA}, [])
    assert [each.name for each in model.undecided] == ["M. Okafor", "Vertrieb Pool"]


def test_the_choices_are_who_is_like_it_then_the_others_then_no_rep(model):
    alike, others, no_rep = model.choices(0)
    assert [each.answer for each in alike] == [MAYA]
    assert [each.label for each in others] == ["Marcus Okafor", "Ben Carter"]
    assert [each.answer for each in no_rep] == [Answer.NEW, Answer.LEAVE_OUT]


def test_a_row_is_spoken_whole(model):
    spoken = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 2, 3)]
    assert spoken == [
        "Okafor, M.: perhaps Maya Okafor. M stands for Maya, 2 rows are left out",
        "Vertrieb Pool: No match, leave out. 1 row is left out",
        "Neu: New rep, ticked.",
    ]


def test_another_file_begins_undecided(model):
    model.accept_suggested()
    model.forget()
    assert model.answers == {}


def test_the_same_names_again_keep_their_rows(model, qtbot):
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_names([CLEAR, DOUBT, NOBODY, ADDED])
