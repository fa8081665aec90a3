import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from kpidesk.gui.dialogs.commitment import CommitmentDialog
from kpidesk.gui.dialogs.field import read_day
from kpidesk.gui.dialogs.rep import RepDialog


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
    page.add_rep()
    dialog = page.findChild(RepDialog)
    dialog._name.setText("  Nora   Vance ")
    dialog._role.setCurrentText("AE")
    dialog._hired.setText("3 Aug 2026")
    dialog._cadence.setValue(7)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    nora = window.context.desk.team.rep("Nora Vance")
    assert (nora.role, nora.hired_on, nora.cadence_days) == ("AE", dt.date(2026, 8, 3), 7)
    assert page.detail.accessibleName() == "Nora Vance"
    assert window.editor.undo_label == "Add Nora Vance"


@pytest.mark.parametrize(("name", "says"), [("", "needs a name"), ("maya okafor", "already a rep called")])
def test_a_wrong_name_is_said_at_the_name(dialog, name, says):
    dialog._name.setText(name)
    dialog.save()
    assert dialog.isVisible()
    assert says in dialog._name.accessibleDescription()
    assert dialog._name.hasFocus()


def test_a_wrong_day_is_said_at_the_day_and_nothing_is_saved(dialog, window):
    dialog._name.setText("Nora Vance")
    dialog._hired.setText("last spring")
    dialog.save()
    assert "is not a day" in dialog._hired.accessibleDescription()
    assert len(window.context.desk.team.reps()) == 8


def test_editing_keeps_what_was_not_touched(page, window):
    before = window.context.desk.team.rep("Maya Okafor")
    dialog = RepDialog(page, page.context, before)
    dialog._role.setCurrentText("Senior AE")
    dialog.save()
    after = window.context.desk.team.rep("Maya Okafor")
    assert after.role == "Senior AE"
    assert (after.id, after.email, after.hired_on) == (before.id, before.email, before.hired_on)


def test_the_first_rep_of_a_file_brings_kpis_to_begin_with(empty_window):
    empty_window.go("reps")
    dialog = RepDialog(empty_window.page, empty_window.context)
    dialog._name.setText("Nora Vance")
    presets = dialog.findChild(QComboBox, "rep_kpis")
    assert presets is not None
    presets.setCurrentIndex(presets.findText("Field sales"))
    dialog.save()
    keys = [kpi.key for kpi in empty_window.context.desk.team.kpis()]
    assert "discovery_held" in keys
    assert [row.rep.name for row in empty_window.page.table.model.shown] == ["Nora Vance"]


def test_markup_in_a_name_stays_a_name(dialog, page):
    dialog._name.setText("<b>Bo</b>")
    dialog.save()
    page.table.select(page.context.desk.team.rep("<b>Bo</b>").id)
    assert page.detail._name.textFormat() is Qt.TextFormat.PlainText
    assert page.detail._name.text() == "<b>Bo</b>"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-07-23", dt.date(2026, 7, 23)),
        ("23 Jul 2026", dt.date(2026, 7, 23)),
        ("23/07/2026", dt.date(2026, 7, 23)),
        ("23.7.2026", dt.date(2026, 7, 23)),
        ("29 Feb 2026", None),
        ("soon", None),
    ],
)
def test_days_are_read_as_people_type_them(dressed, text, day):
    assert read_day(text) == day


def test_a_commitment_is_kept_with_its_baseline(page, window):
    maya = window.context.desk.team.rep("Maya Okafor")
    dialog = CommitmentDialog(page, page.context, maya)
    dialog._text.setText("Send the two open proposals")
    dialog._kpi.setCurrentIndex(dialog._kpi.findText("Proposals sent"))
    dialog._level.setText("2")
    dialog._due.setText("2026-09-11")
    dialog.save()
    kept = next(
        each for each in window.context.desk.meetings.commitments(maya.id) if each.text.startswith("Send the two open")
    )
    assert (kept.expected, kept.due, kept.agreed_on) == (2.0, dt.date(2026, 9, 11), window.context.today())
    assert kept.baseline == pytest.approx(1.25)


@pytest.mark.parametrize(("control", "text"), [("_text", ""), ("_due", "1 Aug 2026"), ("_level", "many")])
def test_what_is_wrong_with_a_commitment_is_said_at_its_field(page, window, control, text):
    maya = window.context.desk.team.rep("Maya Okafor")
    before = len(window.context.desk.meetings.commitments(maya.id))
    dialog = CommitmentDialog(page, page.context, maya)
    dialog._text.setText("Send the two open proposals")
    dialog._kpi.setCurrentIndex(1)
    getattr(dialog, control).setText(text)
    dialog.save()
    assert getattr(dialog, control).accessibleDescription()
    assert len(window.context.desk.meetings.commitments(maya.id)) == before
