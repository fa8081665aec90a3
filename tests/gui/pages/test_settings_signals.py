"""Signals in Settings: every rule is listed, changed by keyboard, kept at once and undone."""

import pytest
from PySide6.QtCore import Qt

from kpidesk.domain.signals.rulebook import RULEBOOK
from kpidesk.gui.models.signal_words import label, meaning, printed
from kpidesk.gui.models.signals_model import Col


@pytest.fixture
def page(window):
    window.go("settings")
    window.page.turn_to("signals_card")
    return window.page


@pytest.fixture
def card(page):
    return page.signals


@pytest.fixture
def signals(window):
    return window.context.desk.signals


def choose(card, rule):
    card.rows.choose(next(each.id for each in card.model.shown if each.rule == rule))


def type_into(card, at, value):
    card.numbers.boxes[at].setValue(value)
    card.numbers.boxes[at].editingFinished.emit()


def cell(card, rule, column):
    row = next(at for at, each in enumerate(card.model.shown) if each.rule == rule)
    return card.model.index(row, column).data()


def test_every_rule_is_listed_with_its_meaning_and_numbers(card):
    assert card.model.total == len(RULEBOOK)
    assert card.rows.current.rule == "W1"
    assert cell(card, "L1", Col.NUMBERS) == "80%, 90%"
    for rule, numbers in RULEBOOK.items():
        assert meaning(rule)
        assert all(label(each.name) and printed(each, each.default) for each in numbers)


def test_a_number_is_kept_at_once_and_undone(card, signals, window):
    choose(card, "L1")
    type_into(card, 0, 70)
    assert signals.settings()["L1"].numbers == {"missed_last": 0.7}
    assert (cell(card, "L1", Col.NUMBERS), cell(card, "L1", Col.STATE)) == ("70%, 90%", "Changed")
    assert card.rows.current.rule == "L1"
    window.editor.undo()
    assert signals.settings() == {}
    assert card.numbers.boxes[0].value() == 80


def test_a_rule_is_turned_off_and_back_to_default_by_keyboard(card, signals, qtbot):
    choose(card, "Q3")
    card.view.setFocus()
    qtbot.keyClick(card.view, Qt.Key.Key_Space)
    assert not signals.settings()["Q3"].speaks
    assert cell(card, "Q3", Col.STATE) == "Off"
    assert not card.speaks.isChecked()
    qtbot.keyClick(card.view, Qt.Key.Key_Delete)
    assert signals.settings() == {}
    assert card.speaks.isChecked()
    assert card.rows.current.rule == "Q3"


@pytest.mark.parametrize(("rule", "into"), [("Q3", "signal_number_1"), ("C5", "signal_speaks")])
def test_enter_and_f2_lead_to_the_numbers_or_to_the_switch(card, qtbot, window, rule, into):
    choose(card, rule)
    card.view.setFocus()
    qtbot.keyClick(card.view, Qt.Key.Key_F2)
    assert window.focusWidget().objectName() == into


def test_numbers_upside_down_stay_as_typed_until_they_are_put_right(card, signals, page):
    choose(card, "L7")
    type_into(card, 0, 90)
    assert "90% is above 80%" in card.numbers.boxes[0].accessibleDescription()
    assert signals.settings() == {}
    assert page.leave() is False
    choose(card, "W1")
    assert card.rows.current.rule == "L7"
    assert card.numbers.boxes[0].value() == 90
    type_into(card, 1, 95)
    assert signals.settings()["L7"].numbers == {"pace_from": 0.9, "pace_until": 0.95}
    choose(card, "W1")
    assert card.rows.current.rule == "W1"
    assert page.leave() is True


def test_only_the_numbers_of_the_rule_are_shown(card):
    for rule in ("Q1", "W2", "H3"):
        choose(card, rule)
        shown = [box for box in card.numbers.boxes if not box.isHidden()]
        assert len(shown) == len(RULEBOOK[rule])


def test_leaving_a_field_without_a_change_is_no_step(card, window):
    before = window.editor.undo_label
    for rule in RULEBOOK:
        choose(card, rule)
        for box in card.numbers.boxes[: len(RULEBOOK[rule])]:
            box.editingFinished.emit()
    assert window.editor.undo_label == before


def test_all_go_back_to_default_in_one_step(card, signals, window):
    assert not card.reset_all.isEnabled()
    signals.keep("W1", {"streak_weeks": 6})
    signals.keep("L1", {}, speaks=False)
    card.reload()
    card.reset_all.click()
    assert signals.settings() == {}
    window.editor.undo()
    assert set(signals.settings()) == {"W1", "L1"}
