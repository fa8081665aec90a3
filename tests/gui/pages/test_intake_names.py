"""Names to match on the Import page: suggested, accepted, chosen, remembered and taken back with the import."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from kpidesk.gui.delegates.names import box_rect, tick_rect
from kpidesk.gui.roles import Role
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.services.naming import Answer

FILE = """Mitarbeiter;Datum;Erstgespräche
"Okafor, M.";10.08.2026;3
Priya Nairr;10.08.2026;2
Aisha Rahman;10.08.2026;4
Vertrieb Pool;11.08.2026;1
"""
WAIT = 20_000
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")


@pytest.fixture
def page(window, qtbot, tmp_path):
    """The page with a file that names three people nobody has."""
    window.go("intake")
    path = tmp_path / "export.csv"
    path.write_text(FILE, encoding="utf-8")
    tried(qtbot, window.page, lambda: window.page.open_file(path))
    return window.page


@pytest.fixture
def names(page):
    return page.findings.names


def tried(qtbot, page, gesture):
    """Do something that ends in another trial import, and wait for that."""
    with qtbot.waitSignal(
        page.work.done, timeout=WAIT, check_params_cb=lambda _piece, result: hasattr(result, "report")
    ):
        gesture()


def becomes(names):
    return [names.model.index(row).data(Role.TEXT) for row in range(names.model.rowCount())]


def choose(qtbot, page, row, label):
    """Open the list of a row with Enter and choose an entry."""
    view = page.findings.names.view
    view.setCurrentIndex(view.model().index(row))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    (box,) = view.findChildren(ChoiceBox, "name_choice")
    at = next(at for at in range(box.count()) if box.itemText(at).startswith(label))
    box.setCurrentIndex(at)
    tried(qtbot, page, lambda: box.activated.emit(at))


def test_a_candidate_is_suggested_but_nothing_taken(page, names):
    assert becomes(names) == ["Maya Okafor", "Priya Nair", "No match, leave out"]
    assert names.model.answers == {}
    assert (page.session.trial.report.rows_used, page.session.trial.report.rows_left_out) == (1, 3)
    assert names.accept.text() == "Accept 2 suggestions"
    assert page.findings.problems.model.rowCount() == 0


def test_space_accepts_a_suggestion_and_takes_it_back(qtbot, page, names):
    names.view.setCurrentIndex(names.model.index(0))
    tried(qtbot, page, lambda: qtbot.keyClick(names.view, Qt.Key.Key_Space))
    assert page.session.trial.report.rows_used == 2
    assert names.view.currentIndex().row() == 0
    assert names.accept.text() == "Accept the suggestion"
    tried(qtbot, page, lambda: qtbot.keyClick(names.view, Qt.Key.Key_Space))
    assert page.session.trial.report.rows_used == 1
    assert becomes(names)[0] == "Leave out"


def test_all_suggestions_are_accepted_with_one_click(qtbot, page, names):
    tried(qtbot, page, names.accept.click)
    assert page.session.trial.report.rows_used == 3
    assert not names.accept.isVisible()


def test_the_list_of_a_row_offers_every_rep_a_new_one_and_to_leave_it_out(qtbot, page, names):
    choose(qtbot, page, 2, "Ben Carter")
    assert (becomes(names)[2], page.session.trial.report.rows_used) == ("Ben Carter", 2)
    choose(qtbot, page, 2, "Add as a new rep")
    assert page.session.trial.report.reps_created == ["Vertrieb Pool"]
    choose(qtbot, page, 2, "Leave out")
    assert names.model.answers["Vertrieb Pool"] is Answer.LEAVE_OUT
    assert page.session.trial.report.reps_created == []


def test_a_list_that_is_closed_again_decides_nothing(qtbot, names):
    names.view.setCurrentIndex(names.model.index(2))
    qtbot.keyClick(names.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    (box,) = names.view.findChildren(ChoiceBox, "name_choice")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert names.model.answers == {}


def test_the_mouse_ticks_and_opens_the_list(qtbot, page, names):
    place = names.view.visualRect(names.model.index(1))
    tick = tick_rect(place).center().toPoint()
    left = Qt.MouseButton.LeftButton
    tried(qtbot, page, lambda: qtbot.mouseClick(names.view.viewport(), left, pos=tick))
    assert page.session.trial.report.rows_used == 2
    qtbot.mouseClick(names.view.viewport(), left, pos=box_rect(place).center().toPoint() - QPoint(20, 0))
    assert names.view.findChildren(ChoiceBox, "name_choice")


def test_a_tick_without_a_suggestion_opens_the_list(qtbot, names):
    names.view.setCurrentIndex(names.model.index(2))
    qtbot.keyClick(names.view, Qt.Key.Key_Space)
    assert names.view.findChildren(ChoiceBox, "name_choice")


def test_what_is_accepted_is_remembered_and_taken_back_with_the_import(qtbot, window, page, names):
    desk = page.context.desk
    tried(qtbot, page, names.accept.click)
    with qtbot.waitSignal(page.work.done, timeout=WAIT):
        page.import_now()
    assert [each.text for each in desk.aliases.aliases()] == ["Okafor, M.", "Priya Nairr"]
    with qtbot.waitSignal(page.work.done, timeout=WAIT):
        page.undo_import(desk.transfer.imports()[0])
    assert desk.aliases.aliases() == []


def test_a_name_that_is_left_out_is_remembered_with_the_recipe_and_can_be_decided_anew(qtbot, page, names, tmp_path):
    choose(qtbot, page, 2, "Leave out")
    session, shelf = page.session, page.context.desk.recipes
    kept = shelf.save(session.to_keep(session.preview).recipe, "Weekly", session.preview.columns)
    assert kept.recipe.rep.leave_out == ("Vertrieb Pool",)
    again = tmp_path / "again.csv"
    again.write_text(FILE, encoding="utf-8")
    tried(qtbot, page, lambda: page.open_file(again))
    qtbot.waitUntil(lambda: page.work.piece is None and session.trial is not None, timeout=WAIT)
    assert names.model.answers == {"Vertrieb Pool": Answer.LEAVE_OUT}
    assert becomes(names)[2] == "Leave out"
    choose(qtbot, page, 2, "Add as a new rep")
    assert session.trial.report.reps_created == ["Vertrieb Pool"]
    assert session.to_keep(session.preview).recipe.rep.leave_out == ()


def test_another_file_begins_undecided(qtbot, page, names, tmp_path):
    tried(qtbot, page, names.accept.click)
    other = tmp_path / "other.csv"
    other.write_text(FILE, encoding="utf-8")
    tried(qtbot, page, lambda: page.open_file(other))
    assert names.model.answers == {}
    assert page.session.trial.report.rows_used == 1


def test_names_stay_text(qtbot, page, tmp_path):
    path = tmp_path / "bold.csv"
    path.write_text("Rep,Date,Discovery calls\n<b>Bo</b>,2026-08-10,3\nMaya Okafor,2026-08-11,1\n", encoding="utf-8")
    tried(qtbot, page, lambda: page.open_file(path))
    index = page.findings.names.model.index(0)
    assert index.data(Role.TITLE) == "<b>Bo</b>"


def test_in_a_narrow_window_the_names_have_the_room_and_the_button_stands_at_the_tabs(qtbot, window, page, names):
    window.resize(1100, 668)
    qtbot.waitUntil(page.findings.strip.isVisible)
    page.findings.tabs.setCurrentIndex(2)
    assert names.isVisible()
    assert names.accept.parentWidget() is page.findings.strip
    assert names.accept.isVisible()
