"""A manager and a rep agree on KPIs, for the first time, anew, or by a change."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from kpidesk.domain.terms import Kind
from kpidesk.gui.dialogs.agreement import AgreementDialog
from kpidesk.services.agreements import Part
from tests.gui.conftest import TODAY


@pytest.fixture
def maya(sample_desk):
    return sample_desk.team.rep("Maya")


@pytest.fixture
def now(sample_desk, maya):
    return sample_desk.agreements.of(maya.id)[0]


@pytest.fixture
def kpis(sample_desk):
    return {each.key: each.id for each in sample_desk.team.kpis()}


@pytest.fixture
def show(window, maya, qtbot):
    def make(**which):
        dialog = AgreementDialog(window, window.context, maya, **which)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


@pytest.fixture
def anew(show, now):
    return show(now=now)


def field(dialog, name):
    return dialog.findChild(QWidget, f"agreement_{name}")


def hint(dialog):
    return field(dialog, "hint").text() if field(dialog, "hint").isVisible() else ""


def newest(desk, rep):
    return desk.agreements.of(rep.id)[0]


def test_a_new_agreement_begins_with_what_holds_and_is_signed_by_nobody(anew, sample_desk, maya, now):
    anew.save()
    made = newest(sample_desk, maya)
    assert (made.kpi_ids, made.focus) == (now.kpi_ids, now.focus)
    assert made.agreement.agreed_on == TODAY
    assert made.agreement.review_on == TODAY + dt.timedelta(days=90)
    assert not made.agreement.signed_by_rep
    assert not made.agreement.signed_by_manager
    assert made.agreement.note == ""
    assert len(sample_desk.agreements.of(maya.id)) == 2


def test_agreeing_is_one_step_that_can_be_undone(anew, sample_desk, maya, now, window):
    anew.save()
    assert window.editor.undo_label == "Agree on KPIs with Maya Okafor"
    window.menus.actions["undo"].trigger()
    assert sample_desk.agreements.of(maya.id) == [now]


def test_all_that_was_entered_is_kept(anew, sample_desk, maya, kpis):
    anew.chooser.choose({kpis["meetings_held"], kpis["discovery_held"], kpis["win_rate"]})
    field(anew, "focus").choose(kpis["meetings_held"])
    field(anew, "agreed_on").setText("19 Aug 2026")
    field(anew, "review_on").setText("")
    field(anew, "signed_by_rep").click()
    field(anew, "signed_by_manager").click()
    field(anew, "note").setPlainText(" Meetings first. ")
    anew.save()
    made = newest(sample_desk, maya)
    assert made.kpi_ids == {kpis["meetings_held"], kpis["discovery_held"], kpis["win_rate"]}
    assert made.focus == kpis["meetings_held"]
    assert made.agreement.agreed_on == dt.date(2026, 8, 19)
    assert made.agreement.review_on is None
    assert made.agreement.signed_by_rep
    assert made.agreement.signed_by_manager
    assert made.agreement.note == "Meetings first."


def test_a_change_keeps_the_same_agreement(show, sample_desk, maya, now, window):
    dialog = show(before=now)
    field(dialog, "note").setPlainText("Corrected.")
    dialog.save()
    (changed,) = sample_desk.agreements.of(maya.id)
    assert changed.agreement == replace(now.agreement, note="Corrected.")
    assert changed.kpis == now.kpis
    assert window.editor.undo_label == "Change agreement with Maya Okafor"


def test_space_ticks_the_kpi_that_the_arrow_keys_went_to(anew, qtbot):
    leading = anew.chooser.lists[Kind.LEADING]
    assert leading.hasFocus()
    before = [each.name for each in anew.chooser.chosen(Kind.LEADING)]
    qtbot.keyClick(leading, Qt.Key.Key_Down)
    qtbot.keyClick(leading, Qt.Key.Key_Space)
    assert [each.name for each in anew.chooser.chosen(Kind.LEADING)] == [before[0], *before[2:]]
    qtbot.keyClick(leading, Qt.Key.Key_Space)
    assert [each.name for each in anew.chooser.chosen(Kind.LEADING)] == before


def test_a_click_anywhere_in_a_row_ticks_it(anew, qtbot):
    lagging = anew.chooser.lists[Kind.LAGGING]
    place = lagging.visualRect(lagging.model().index(1, 0)).center() + QPoint(40, 0)
    qtbot.mouseClick(lagging.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [each.key for each in anew.chooser.chosen(Kind.LAGGING)] == ["win_rate"]


def test_the_definition_of_the_kpi_that_is_looked_at_is_shown(anew, qtbot):
    leading = anew.chooser.lists[Kind.LEADING]
    qtbot.keyClick(leading, Qt.Key.Key_End)
    assert anew.chooser._about.text().startswith(f"{leading.currentIndex().data()}: ")


def test_too_many_kpis_and_none_to_work_on_are_warned_of_but_not_forbidden(anew, sample_desk, maya, kpis):
    assert hint(anew) == ""
    leading = [each.id for each in sample_desk.team.kpis() if each.kind is Kind.LEADING]
    lagging = [each.id for each in sample_desk.team.kpis() if each.kind is Kind.LAGGING]
    assert (len(leading), len(lagging)) == (5, 3)
    anew.chooser.choose(leading)
    assert hint(anew).startswith("More than 4 leading KPIs")
    anew.chooser.choose([leading[0], *lagging])
    assert hint(anew).startswith("More than 2 lagging KPIs")
    anew.chooser.choose(lagging[:1])
    assert hint(anew).startswith("Without a leading KPI")
    anew.save()
    assert newest(sample_desk, maya).kpi_ids == {lagging[0]}
    assert newest(sample_desk, maya).focus is None


def test_whoever_changes_what_was_signed_is_told_that_a_new_agreement_keeps_it_readable(show, now, kpis):
    dialog = show(before=now)
    assert hint(dialog) == ""
    dialog.chooser.choose({*now.kpi_ids, kpis["win_rate"]})
    assert hint(dialog).startswith("This set was signed.")


def test_only_chosen_leading_kpis_can_be_the_focus(anew, kpis):
    focus = field(anew, "focus")
    anew.chooser.choose({kpis["meetings_held"], kpis["discovery_held"], kpis["win_rate"]})
    assert [focus.itemData(at) for at in range(focus.count())] == [
        None,
        kpis["discovery_held"],
        kpis["meetings_held"],
    ]
    focus.choose(kpis["meetings_held"])
    anew.chooser.choose({kpis["meetings_held"], kpis["opps_created"], kpis["win_rate"]})
    assert focus.currentData() == kpis["meetings_held"]
    anew.chooser.choose({kpis["opps_created"]})
    assert focus.currentData() == kpis["opps_created"]
    anew.chooser.choose({kpis["win_rate"]})
    assert focus.currentData() is None
    assert not focus.isEnabled()


@pytest.mark.parametrize(
    ("part", "name", "text"),
    [
        (Part.AGREED_ON, "agreed_on", "soon"),
        (Part.AGREED_ON, "agreed_on", ""),
        (Part.AGREED_ON, "agreed_on", "2026-08-21"),
        (Part.AGREED_ON, "agreed_on", "2026-07-23"),
        (Part.REVIEW_ON, "review_on", "never"),
        (Part.REVIEW_ON, "review_on", "2026-08-20"),
    ],
)
def test_a_wrong_day_is_said_at_its_field(anew, sample_desk, maya, now, part, name, text):
    field(anew, name).setText(text)
    anew.save()
    assert [each for each, shown in anew._fields.items() if shown.wrong] == [part]
    assert field(anew, name).hasFocus()
    assert sample_desk.agreements.of(maya.id) == [now]


def test_what_is_wrong_is_brought_into_sight_where_the_dialog_has_to_scroll(anew):
    anew.resize(anew.width(), 360)
    field(anew, "review_on").setText("never")
    anew.save()
    assert not anew._fields[Part.REVIEW_ON]._complaint.visibleRegion().isEmpty()


def test_no_kpi_and_no_focus_are_said_at_their_fields(anew, sample_desk, maya, now):
    anew.chooser.choose(set())
    anew.save()
    assert anew._fields[Part.KPIS].wrong
    anew.chooser.choose(now.kpi_ids)
    field(anew, "focus").setCurrentIndex(0)
    anew.save()
    assert not anew._fields[Part.KPIS].wrong
    assert anew._fields[Part.FOCUS].wrong
    assert sample_desk.agreements.of(maya.id) == [now]


def test_an_archived_kpi_stays_in_the_agreement_it_is_part_of_and_goes_into_no_new_one(show, sample_desk, now):
    gone = next(each for each in sample_desk.team.kpis() if each.key == "proposals_sent")
    sample_desk.kpis.archive(gone)
    assert gone.id in {each.id for each in show(before=now).chooser.chosen(Kind.LEADING)}
    assert gone.id not in {each.id for each in show(now=now).chooser.chosen(Kind.LEADING)}
