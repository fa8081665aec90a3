"""What was taken on can be put right: words, owner, level, day and what became of it, in one step."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from kpidesk.domain.terms import CommitmentStatus, Owner
from kpidesk.gui.dialogs.commitment_change import ChangeCommitmentDialog
from kpidesk.gui.roles import Role

TEXT = "Keep 10 or more discovery calls a week"


def promise(window, text=TEXT):
    desk = window.context.desk
    return next(each for each in desk.meetings.commitments(desk.team.rep("Maya").id) if each.text == text)


@pytest.fixture
def dialog(window):
    made = ChangeCommitmentDialog(window, window.context, window.context.desk.team.rep("Maya"), promise(window))
    made.open()
    return made


def test_it_shows_what_was_taken_on(dialog, window):
    before = promise(window)
    assert (dialog._text.text(), dialog._level.text()) == (TEXT, "10")
    assert (dialog.owner.current(), dialog.status.current()) == (Owner.REP, CommitmentStatus.OPEN)
    assert dialog.due.read() == before.due


def test_changes_are_one_step_that_can_be_undone(dialog, window, qtbot):
    before = promise(window)
    dialog._text.selectAll()
    qtbot.keyClicks(dialog._text, "  Keep 11 calls  a week ")
    dialog._level.selectAll()
    qtbot.keyClicks(dialog._level, "11")
    dialog.due.line.selectAll()
    qtbot.keyClicks(dialog.due.line, "2026-09-30")
    dialog.owner.button(Owner.MANAGER).click()
    dialog.status.button(CommitmentStatus.DONE).click()
    dialog.save()
    after = promise(window, "Keep 11 calls a week")
    assert (after.id, after.kpi_id, after.baseline) == (before.id, before.kpi_id, before.baseline)
    assert (after.expected, after.due, after.owner) == (11, dt.date(2026, 9, 30), Owner.MANAGER)
    assert (after.status, after.closed_on) == (CommitmentStatus.DONE, window.context.today())
    window.context.editor.undo()
    assert promise(window) == before


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("_text", "  ", "needs a text"),
        ("_level", "eleven", "eleven"),
        ("due", "31 Feb", "is not a day"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_changes(dialog, window, qtbot, name, typed, said):
    before = promise(window)
    line = dialog.due.line if name == "due" else getattr(dialog, name)
    line.selectAll()
    qtbot.keyClicks(line, typed)
    dialog.save()
    assert dialog.isVisible()
    assert said in line.accessibleDescription()
    assert promise(window) == before


def test_without_a_change_nothing_is_kept(dialog, window):
    step = window.context.editor.undo_label
    dialog.save()
    assert not dialog.isVisible()
    assert window.context.editor.undo_label == step


def test_enter_on_a_commitment_of_a_rep_opens_it(window, qtbot):
    window.go("reps", window.context.desk.team.rep("Maya"))
    view = window.page.detail.commitments.view
    window.page.detail.tabs.setCurrentIndex(2)
    view.setFocus()
    view.selectRow(0)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    opened = window.findChild(ChangeCommitmentDialog)
    assert opened._text.text() == view.model().index(0, 0).data(Role.ENTITY).text
    opened.reject()
