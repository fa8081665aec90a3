"""Questions in Settings: searched, filtered, added, changed, turned off and restored; each step undone."""

import pytest
from PySide6.QtCore import Qt

from kpidesk.gui.dialogs.question import QuestionDialog
from kpidesk.gui.models.questions_model import Col
from kpidesk.gui.pages.settings_questions import QuestionsCard
from kpidesk.services.questions import built_in


@pytest.fixture
def card(context, qtbot):
    made = QuestionsCard(context)
    qtbot.addWidget(made)
    context.editor.changed.connect(lambda _change: made.reload())
    made.reload()
    made.resize(1100, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def questions(context):
    return context.desk.questions


def choose(card, number):
    card.rows.choose(next(each.id for each in card.model.shown if each.listed.question.id == number))


def dialog_of(card):
    return card.findChildren(QuestionDialog)[-1]


def tick(dialog, *rules):
    for at in range(dialog.situations.count()):
        item = dialog.situations.item(at)
        if item.data(Qt.ItemDataRole.UserRole) in rules:
            item.setCheckState(Qt.CheckState.Checked)


def state(card, number):
    row = next(at for at, each in enumerate(card.model.shown) if each.listed.question.id == number)
    return card.model.index(row, Col.STATE).data()


def test_all_questions_are_listed_with_their_situations(card):
    assert card.model.total == len(built_in().questions)
    choose(card, 12)
    assert card.title.text() == built_in().questions[11].text
    assert "L1 · A leading KPI was well below target" in card.about.text()
    choose(card, 58)
    assert "Only for: Account manager." in card.about.text()


def test_questions_are_searched_and_filtered_by_situation(card):
    card.search.setText("renewal")
    assert [each.listed.question.id for each in card.model.shown] == [58]
    card.search.setText("nothing like this")
    assert card.rows.current is None
    assert not card.edit.isEnabled()
    card.search.clear()
    card.situation.choose("L6")
    assert {each.listed.question.id for each in card.model.shown} >= {21, 22}
    assert all("L6" in each.listed.question.rules for each in card.model.shown)


def test_a_question_is_added_with_its_situations_and_undone(card, questions, context, qtbot):
    card.search.setText("renewal")
    card.add.click()
    dialog = dialog_of(card)
    dialog._words.setText("What did {kpi} teach you?")
    tick(dialog, "L1", "L2")
    dialog.role.choose(("sdr",))
    assert dialog._hint.text() == "Filled in from the evidence: {kpi}, {rep}."
    assert dialog._chosen.text() == "Chosen: L1, L2."
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    own = questions.all()[-1].own
    assert (own.text, own.rules, own.roles) == ("What did {kpi} teach you?", ("L1", "L2"), ("sdr",))
    # A new question that the search hides would seem lost.
    assert card.rows.current.listed.own == own
    context.editor.undo()
    assert questions.all()[-1].own is None


@pytest.mark.parametrize(
    ("text", "rules", "where", "says"),
    [
        ("What of {name}?", ("L1",), "_words", "{name} is not known. Use {kpi}, {rep}, or take it out."),
        ("", ("L1",), "_words", "needs words"),
        ("What now?", (), "situations", "at least one situation"),
        ("Who should not be on your list?", ("L1",), "_words", "there already"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_kept(card, questions, text, rules, where, says):
    card.add.click()
    dialog = dialog_of(card)
    dialog._words.setText(text)
    tick(dialog, *rules)
    dialog.save()
    control = getattr(dialog, where)
    assert dialog.isVisible()
    assert says in control.accessibleDescription()
    assert dialog.focusWidget() is control
    assert questions.all()[-1].own is None


def test_a_built_in_question_is_changed_by_keyboard_and_restored(card, questions, context, qtbot):
    choose(card, 12)
    card.view.setFocus()
    qtbot.keyClick(card.view, Qt.Key.Key_Return)
    dialog = dialog_of(card)
    dialog._words.setText("Walk me through one good day of {kpi}.")
    dialog.save()
    assert card.title.text() == "Walk me through one good day of {kpi}."
    assert state(card, 12) == "Changed"
    card.view.setFocus()
    qtbot.keyClick(card.view, Qt.Key.Key_Delete)
    assert card.title.text() == built_in().questions[11].text
    assert card.rows.current.listed.question.id == 12
    context.editor.undo()
    assert state(card, 12) == "Changed"


def test_a_question_is_turned_off_and_on_by_keyboard(card, questions, qtbot):
    choose(card, 3)
    card.view.setFocus()
    qtbot.keyClick(card.view, Qt.Key.Key_Space)
    assert state(card, 3) == "Off"
    assert card.turn.text() == "Turn on"
    card.turn.click()
    assert (state(card, 3), card.turn.text()) == ("", "Turn off")
    assert all(each.own is None for each in questions.all())


def test_an_own_question_is_deleted_and_the_message_brings_it_back(card, questions):
    card.add.click()
    dialog = dialog_of(card)
    dialog._words.setText("What now?")
    tick(dialog, "H1")
    dialog.save()
    own = card.chosen.own
    assert card.restore.text() == "Delete"
    card.restore.click()
    assert questions.all()[-1].own is None
    card._bring_back(own)
    assert card.chosen.own == own


def test_how_long_questions_rest_is_kept_at_once_and_undone(card, questions, context):
    assert card.rest.value() == 2
    card.rest.setValue(5)
    card.rest.editingFinished.emit()
    assert questions.rest() == 5
    card.rest.editingFinished.emit()
    context.editor.undo()
    assert (questions.rest(), card.rest.value()) == (2, 2)


def test_saving_without_a_change_is_no_step(card, context):
    before = context.editor.undo_label
    for number in (1, 12, 58, 32, 76):
        choose(card, number)
        card.edit.click()
        dialog_of(card).save()
    assert context.editor.undo_label == before
