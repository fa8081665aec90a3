import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from kpidesk.domain.entities import Holiday, new_id
from kpidesk.gui.dialogs.commitment import CommitmentDialog
from kpidesk.gui.dialogs.rep import RepDialog
from kpidesk.gui.dialogs.rep_leave import LeaveDialog
from kpidesk.gui.dialogs.rep_ramp import RampDialog


@pytest.fixture
def page(window):
    window.go("reps")
    return window.page


@pytest.fixture
def dialog(page, qtbot):
    dialog = RepDialog(page, page.context)
    dialog.open()
    return dialog


def test_a_rep_is_added_and_shown(page, window, qtbot):
    page.acts.add_rep()
    dialog = page.findChild(RepDialog)
    dialog.form._name.setText("  Nora   Vance ")
    dialog.form._role.setCurrentText("AE")
    dialog.form.hired_on.line.setText("3 Aug 2026")
    dialog.form._cadence.setValue(7)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    nora = window.context.desk.team.rep("Nora Vance")
    assert (nora.role, nora.hired_on, nora.cadence_days) == ("AE", dt.date(2026, 8, 3), 7)
    assert page.detail.accessibleName() == "Nora Vance"
    assert window.editor.undo_label == "Add Nora Vance"


@pytest.mark.parametrize(("name", "says"), [("", "needs a name"), ("maya okafor", "already a rep called")])
def test_a_wrong_name_is_said_at_the_name(dialog, name, says):
    dialog.form._name.setText(name)
    dialog.save()
    assert dialog.isVisible()
    assert says in dialog.form._name.accessibleDescription()
    assert dialog.form._name.hasFocus()


def test_a_wrong_day_is_said_at_the_day_and_nothing_is_saved(dialog, window):
    dialog.form._name.setText("Nora Vance")
    dialog.form.hired_on.line.setText("last spring")
    dialog.save()
    assert "is not a day" in dialog.form.hired_on.line.accessibleDescription()
    assert len(window.context.desk.team.reps()) == 8


def test_editing_keeps_what_was_not_touched(page, window):
    before = window.context.desk.team.rep("Maya Okafor")
    dialog = RepDialog(page, page.context, before)
    dialog.form._role.setCurrentText("Senior AE")
    dialog.save()
    after = window.context.desk.team.rep("Maya Okafor")
    assert after.role == "Senior AE"
    assert (after.id, after.email, after.hired_on) == (before.id, before.email, before.hired_on)


def test_all_that_is_known_of_a_rep_is_kept(page, window):
    desk = window.context.desk
    desk.schedules.keep_holidays([Holiday(new_id(), dt.date(2026, 1, 6), "Epiphany", "Bavaria")])
    page.table.select(desk.team.rep("Maya").id)
    dialog = edit_maya(page)
    holidays, share = dialog.form._holidays, dialog.form._share
    assert [holidays.itemText(at) for at in range(holidays.count())] == ["Bavaria"]
    holidays.setCurrentText("Bavaria")
    dialog.form.left_on.line.setText("30 Sept 2026")
    share.setValue(80)
    dialog.save()
    maya = desk.team.rep("Maya")
    assert (maya.left_on, maya.working_share, maya.holidays) == (dt.date(2026, 9, 30), 0.8, "Bavaria")
    assert page.detail.accessibleName() == "Maya Okafor, last day 30 Sept, part time 80%"
    window.editor.undo()
    assert page.detail.accessibleName() == "Maya Okafor"


def test_an_exit_before_hiring_is_refused_at_the_last_day(dialog):
    dialog.form._name.setText("Nora Vance")
    dialog.form.hired_on.line.setText("3 Aug 2026")
    dialog.form.left_on.line.setText("2 Aug 2026")
    dialog.save()
    said = dialog.form.left_on.line.accessibleDescription()
    assert said == "The last day, 2 Aug 2026, is before the first day, 3 Aug 2026. Change one of the two days."
    assert dialog.form.left_on.line.hasFocus()


def edit_maya(page):
    dialog = RepDialog(page, page.context, page.context.desk.team.rep("Maya"))
    dialog.open()
    return dialog


def test_since_when_is_asked_only_while_role_or_share_is_another(page):
    dialog = edit_maya(page)
    since = dialog.form.history.since
    assert not since.isVisible()
    dialog.form._role.setCurrentText("Senior AE")
    assert since.isVisible()
    dialog.form._role.setCurrentText(" ae")
    assert not since.isVisible()
    dialog.form._share.setValue(50)
    assert since.isVisible()


def test_a_new_role_from_a_day_on_is_listed_as_past_and_can_be_deleted(page, window):
    dialog = edit_maya(page)
    dialog.form._role.setCurrentText("Senior AE")
    dialog.form.history.since.line.setText("2 Mar 2026")
    dialog.save()
    schedules, maya = window.context.desk.schedules, window.context.desk.team.rep("Maya")
    assert maya.role == "Senior AE"
    assert [(each.role, each.last) for each in schedules.past_roles(maya.id)] == [("AE", dt.date(2026, 3, 1))]
    dialog = edit_maya(page)
    delete = dialog.findChild(QAbstractButton, "rep_forget_2026-03-01")
    assert delete.accessibleName() == "Delete AE until 1 Mar 2026"
    delete.click()
    dialog.reject()
    assert len(schedules.past_roles(maya.id)) == 1
    dialog = edit_maya(page)
    dialog.findChild(QAbstractButton, "rep_forget_2026-03-01").click()
    assert not dialog.form.history.isVisible()
    dialog.save()
    assert schedules.past_roles(maya.id) == []
    window.editor.undo()
    assert len(schedules.past_roles(maya.id)) == 1


def test_past_roles_are_told_with_their_days(page, window):
    schedules, team = window.context.desk.schedules, window.context.desk.team
    for role, share, day in (("Senior AE", 0.8, dt.date(2025, 3, 3)), ("Lead", 1.0, dt.date(2026, 3, 2))):
        maya = team.rep("Maya")
        schedules.change_rep(maya, replace(maya, role=role, working_share=share), day)
    dialog = edit_maya(page)
    said = [each.accessibleName() for each in dialog.form.history.findChildren(QAbstractButton)]
    assert said == ["Delete AE until 2 Mar 2025", "Delete Senior AE, 80% from 3 Mar 2025 to 1 Mar 2026"]


@pytest.mark.parametrize(
    ("day", "says"),
    [("soon", "“soon” is not a day"), ("5 Sept 2022", "Maya Okafor was hired on 5 Sept 2022")],
)
def test_a_day_that_does_not_fit_is_said_at_the_day(page, day, says):
    dialog = edit_maya(page)
    dialog.form._role.setCurrentText("Senior AE")
    dialog.form.history.since.line.setText(day)
    dialog.save()
    assert says in dialog.form.history.since.line.accessibleDescription()
    assert dialog.focusWidget() is dialog.form.history.since.line
    assert page.context.desk.team.rep("Maya").role == "AE"


def test_a_share_finer_than_a_percent_stays_what_it_is(page, window):
    team = window.context.desk.team
    before = team.rep("Maya")
    team.change_rep(before, replace(before, working_share=0.625))
    dialog = edit_maya(page)
    dialog.form._email.setText("maya.okafor@example.com")
    dialog.save()
    assert team.rep("Maya").working_share == 0.625


@pytest.mark.parametrize(("link", "kind"), [("rep_time_off", LeaveDialog), ("rep_ramp", RampDialog)])
def test_time_off_and_ramp_are_one_press_away(page, link, kind):
    dialog = edit_maya(page)
    dialog.findChild(QAbstractButton, link).click()
    assert dialog.findChild(kind).isVisible()


def test_the_first_rep_of_a_file_brings_kpis_to_begin_with(empty_window):
    empty_window.go("reps")
    dialog = RepDialog(empty_window.page, empty_window.context)
    dialog.form._name.setText("Nora Vance")
    presets = dialog.findChild(QComboBox, "rep_kpis")
    assert presets is not None
    presets.setCurrentIndex(presets.findText("Field sales"))
    dialog.save()
    keys = [kpi.key for kpi in empty_window.context.desk.team.kpis()]
    assert "discovery_held" in keys
    assert [row.rep.name for row in empty_window.page.table.model.shown] == ["Nora Vance"]


def test_markup_in_a_name_stays_a_name(dialog, page):
    dialog.form._name.setText("<b>Bo</b>")
    dialog.save()
    page.table.select(page.context.desk.team.rep("<b>Bo</b>").id)
    assert page.detail._name.textFormat() is Qt.TextFormat.PlainText
    assert page.detail._name.text() == "<b>Bo</b>"


def test_a_commitment_is_kept_with_its_baseline(page, window):
    maya = window.context.desk.team.rep("Maya Okafor")
    dialog = CommitmentDialog(page, page.context, maya)
    dialog._text.setText("Send the two open proposals")
    dialog._kpi.setCurrentIndex(dialog._kpi.findText("Proposals sent"))
    dialog._level.setText("2")
    dialog.due.line.setText("2026-09-11")
    dialog.save()
    kept = next(
        each for each in window.context.desk.meetings.commitments(maya.id) if each.text.startswith("Send the two open")
    )
    assert (kept.expected, kept.due, kept.agreed_on) == (2.0, dt.date(2026, 9, 11), window.context.today())
    assert kept.baseline == pytest.approx(1.25)


@pytest.mark.parametrize(("name", "text"), [("text", ""), ("due", "1 Aug 2026"), ("level", "many")])
def test_what_is_wrong_with_a_commitment_is_said_at_its_field(page, window, name, text):
    maya = window.context.desk.team.rep("Maya Okafor")
    before = len(window.context.desk.meetings.commitments(maya.id))
    dialog = CommitmentDialog(page, page.context, maya)
    dialog._text.setText("Send the two open proposals")
    dialog._kpi.setCurrentIndex(1)
    control = dialog.findChild(QLineEdit, f"commitment_{name}")
    assert control is not None
    control.setText(text)
    dialog.save()
    assert control.accessibleDescription()
    assert len(window.context.desk.meetings.commitments(maya.id)) == before
