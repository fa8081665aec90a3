"""Every dialog of the application, by ear and by keyboard alone."""

import importlib
import pkgutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QMessageBox, QPushButton
from shiboken6 import isValid

import kpidesk.gui
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import crash_dialog
from kpidesk.gui.dialogs import one_on_one, unsaved
from kpidesk.gui.dialogs.agreement import AgreementDialog
from kpidesk.gui.dialogs.agreement_ranking import RankingDialog
from kpidesk.gui.dialogs.amendment import AmendmentDialog
from kpidesk.gui.dialogs.calendar_files import CalendarDialog
from kpidesk.gui.dialogs.commitment import CommitmentDialog
from kpidesk.gui.dialogs.commitment_change import ChangeCommitmentDialog
from kpidesk.gui.dialogs.holiday import HolidayDialog
from kpidesk.gui.dialogs.holiday_paste import HolidayPasteDialog
from kpidesk.gui.dialogs.import_brought import BroughtDialog
from kpidesk.gui.dialogs.kpi import AddKpiDialog, EditKpiDialog
from kpidesk.gui.dialogs.no_show import NoShowDialog
from kpidesk.gui.dialogs.plan_ahead import PlanAheadDialog
from kpidesk.gui.dialogs.question import QuestionDialog
from kpidesk.gui.dialogs.recipe_kpi import OwnKpiDialog
from kpidesk.gui.dialogs.recipe_name import RecipeNameDialog
from kpidesk.gui.dialogs.recipe_rules import RulesDialog
from kpidesk.gui.dialogs.recipes import RecipesDialog
from kpidesk.gui.dialogs.rep import RepDialog
from kpidesk.gui.dialogs.rep_leave import LeaveDialog
from kpidesk.gui.dialogs.rep_ramp import Ramp, RampDialog
from kpidesk.gui.dialogs.share import share_recap
from kpidesk.gui.dialogs.target import TargetDialog
from kpidesk.gui.dialogs.template import TemplateDialog
from kpidesk.gui.widgets.focus_ring import FocusRing
from tests.gui.conftest import TODAY
from tests.gui.controls import against_the_order, complaints, controls, subject_of, tabs, unreached, walk


def kpi(window):
    return next(each for each in window.context.desk.team.kpis() if each.key == "opps_created")


def own_kpi(window):
    dialog = AddKpiDialog(window, window.context)
    dialog.tabs.setCurrentIndex(1)
    return dialog


def planned(window):
    meetings = window.context.desk.meetings.one_on_ones()
    return next(each for each in meetings if each.status is MeetingStatus.PLANNED)


def ramp(window):
    dialog = RampDialog(window, window.context, window.context.desk.team.rep("Maya"))
    dialog.choice.choose(Ramp.OWN)
    return dialog


def left_out(window):
    window.go("prepare", window.context.desk.team.rep("Maya"))
    return window.page.show_left_out()


def agenda_item(window):
    window.go("prepare", window.context.desk.team.rep("Maya"))
    return window.page.add()


def end(window):
    window.go("meeting", subject_of(window.context.desk, "meeting", TODAY))
    window.page.primary()
    window.page.commitment.text.setText("Send the proposal by Friday")
    window.page.commitment.keep()
    window.page.ending.ask()
    return window.findChild(QDialog, "end_dialog")


def amendment(window):
    desk, rep = window.context.desk, window.context.desk.team.rep("Maya")
    return AmendmentDialog(window, window.context, rep, desk.recaps.last_held(rep, TODAY))


def shortcuts(window):
    window.menus.actions["shortcuts"].trigger()
    return window.findChild(QDialog, "shortcuts")


def agreement(window):
    rep = window.context.desk.team.rep("Maya")
    return AgreementDialog(window, window.context, rep, before=window.context.desk.agreements.of(rep.id)[0])


def ranking(window):
    return RankingDialog(window, window.context.desk.team.kpis(), ("Maya", "Elena Brandt"))


def both_rankings(window):
    dialog = ranking(window)
    for _turn in range(2):
        dialog.list.toggle()
        dialog.save()
    return dialog


def deals(window):
    path = window.context.desk.path.with_name("deals.csv")
    path.write_text("Rep,Stage,Closed\nMaya Okafor,Won,2026-08-10\nBen Carter,Lost,2026-08-11\n", encoding="utf-8")
    return window.context.desk.transfer.preview(path)


def brought(window):
    transfer = window.context.desk.transfer
    imported, held = transfer.brought(transfer.imports()[0].no)
    return BroughtDialog(window, imported, held, "EUR")


def share(window):
    desk, rep = window.context.desk, window.context.desk.team.rep("Maya")
    return share_recap(window, window.context, rep, desk.recaps.last_held(rep, TODAY))


def calendar(window):
    path = window.context.desk.path.with_name("calendar.ics")
    window.context.desk.calendars.export(path, TODAY, window.context.now())
    text = path.read_text(encoding="utf-8").replace("T14", "T13")
    # One moves, and one is left out.
    path.write_text(text.replace("1:1 Priya Nair", "Priya Nair and Jonas Lindqvist"), encoding="utf-8")
    plan = window.context.desk.calendars.read(path, TODAY)
    return CalendarDialog(window, window.context, path.name, plan)


def template(window, tab=0):
    dialog = TemplateDialog(window, window.context, window.context.desk.templates.named("first"))
    dialog.tabs.setCurrentIndex(tab)
    return dialog


def changed_promise(window):
    desk = window.context.desk
    maya = desk.team.rep("Maya")
    return ChangeCommitmentDialog(window, window.context, maya, desk.meetings.commitments(maya.id, open_only=True)[0])


DIALOGS = {
    "new rep": lambda window: RepDialog(window, window.context),
    "edit rep": lambda window: RepDialog(window, window.context, window.context.desk.team.rep("Maya")),
    "time off": lambda window: LeaveDialog(window, window.context, window.context.desk.team.rep("Maya")),
    "ramp": ramp,
    "commitment": lambda window: CommitmentDialog(window, window.context, window.context.desk.team.rep("Maya")),
    "change commitment": changed_promise,
    "target": lambda window: TargetDialog(window, window.context, kpi(window)),
    "KPIs of the catalogue": lambda window: AddKpiDialog(window, window.context),
    "own KPI": own_kpi,
    "edit KPI": lambda window: EditKpiDialog(window, window.context, kpi(window)),
    "new one-on-one": lambda window: one_on_one.schedule(window, window.context),
    "move one-on-one": lambda window: one_on_one.reschedule(window, window.context, planned(window)),
    "cancel one-on-one": lambda window: one_on_one.cancel(window, window.context, planned(window)),
    "no-show": lambda window: NoShowDialog(window, window.context, planned(window)),
    "amendment": amendment,
    "skip one-on-one": lambda window: one_on_one.skip(window, window.context, planned(window)),
    "plan ahead": lambda window: PlanAheadDialog(window, window.context),
    "agenda item": agenda_item,
    "new agreement": lambda window: AgreementDialog(window, window.context, window.context.desk.team.rep("Maya")),
    "agreement": agreement,
    "ranking": ranking,
    "both rankings": both_rankings,
    "holiday": lambda window: HolidayDialog(window, window.context),
    "holidays from a spreadsheet": lambda window: HolidayPasteDialog(window, window.context),
    "what is counted": lambda window: RulesDialog(window, deals(window), deals(window).rules, {}),
    "own KPI of a column": lambda window: OwnKpiDialog(window, "Store visits", {}),
    "name of a recipe": lambda window: RecipeNameDialog(window, "Save", "Weekly", "Why", lambda _name: None),
    "what an import brought": brought,
    "recipes": lambda window: RecipesDialog(window, window.context.desk.recipes, can_use=True),
    "template": template,
    "talking points of a template": lambda window: template(window, tab=1),
    "favours of a template": lambda window: template(window, tab=2),
    "new question": lambda window: QuestionDialog(window, window.context),
    "question": lambda window: QuestionDialog(window, window.context, window.context.desk.questions.all()[11]),
    "left out": left_out,
    "end of a meeting": end,
    "shortcuts": shortcuts,
    "share a recap": share,
    "calendar": calendar,
}


def refused(window):
    window.refuse("This was not done.")
    return window.findChild(QMessageBox, "refused")


QUESTIONS = {
    "refused": refused,
    "unsaved": lambda window: unsaved.ask(window, lambda: None),
    "crash": lambda window: crash_dialog.show(window, ValueError("trial")),
}
"""What Qt itself lays out."""


@pytest.fixture
def shown(window, qtbot, tmp_path, monkeypatch):
    """Open a dialog as the user sees it, with the keyboard in it."""
    monkeypatch.setattr("kpidesk.paths.log_dir", lambda: tmp_path)

    def show(make):
        dialog = make(window)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return show


@pytest.fixture
def press(qtbot):
    def key(key):
        qtbot.keyClick(QApplication.focusWidget(), key)

    return key


def test_every_dialog_of_the_application_is_looked_at(window):
    names = [each.name for each in pkgutil.walk_packages(kpidesk.gui.__path__, "kpidesk.gui.")]
    classes = {
        each
        for name in names
        for each in vars(importlib.import_module(name)).values()
        if isinstance(each, type) and issubclass(each, QDialog) and each.__module__ == name
    }
    assert {each.__name__ for each in classes if not each.__subclasses__()} == {
        type(make(window)).__name__ for make in DIALOGS.values()
    }


@pytest.mark.parametrize("which", DIALOGS)
def test_a_dialog_can_be_heard_and_used_by_the_keyboard_alone(shown, press, window, which):
    dialog = shown(DIALOGS[which])
    assert dialog.objectName()
    assert dialog.windowTitle()
    assert complaints(dialog) == []
    check_where_it_begins(dialog)
    check_the_walk(dialog, press)
    check_enter_and_escape(dialog, press, window.editor)


@pytest.mark.parametrize("which", QUESTIONS)
def test_a_question_can_be_heard_and_answered_by_the_keyboard_alone(shown, press, window, which):
    dialog = shown(QUESTIONS[which])
    found = controls(dialog)
    assert any(isinstance(each, QAbstractButton) for each in found)
    spoken = {each: QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name) for each in found}
    assert [each for each, name in spoken.items() if not name.strip()] == []
    check_enter_and_escape(dialog, press, window.editor)


def check_where_it_begins(dialog):
    """The keyboard is in the dialog, and where there is something to fill in, it is there."""
    focus = QApplication.focusWidget()
    assert dialog.isAncestorOf(focus)
    lines = [each for each in controls(dialog) if isinstance(each, QLineEdit) and each.isEnabled()]
    if lines and not tabs(dialog):
        assert not isinstance(focus, QAbstractButton)


def check_the_walk(dialog, press):
    """Tab comes to every control in reading order and back to the first."""
    reached = walk(dialog, press)
    assert unreached(dialog, reached) == []
    # The one step up is the one from the last control to the first.
    assert len(against_the_order([*reached, reached[0]])) <= 1
    assert {*walk(dialog, press, back=True)} == {*reached}


def check_enter_and_escape(dialog, press, editor):
    """Enter has a button that stands out; Escape closes and changes nothing."""
    assert [each.text() for each in dialog.findChildren(QPushButton) if each.isDefault()]
    before = editor.undo_label
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert editor.undo_label == before


def test_the_focus_goes_back_to_where_it_was(window, shown, press, qtbot):
    window.go("reps")
    window.page.table.view.setFocus()
    dialog = shown(lambda _window: RepDialog(window.page, window.context))
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.page.table.view.hasFocus()


def test_the_focus_ring_outlives_the_question_it_was_in(window, shown, press, qtbot):
    window.go("reps")
    window.page.table.view.setFocus()
    box = shown(QUESTIONS["refused"])
    ring = box.findChild(FocusRing)
    assert ring.widget() is QApplication.focusWidget()
    with qtbot.waitSignal(box.destroyed):
        press(Qt.Key.Key_Escape)
    assert isValid(ring)
    assert ring.isHidden()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.navigation.focus_current()
    assert ring.isVisible()
