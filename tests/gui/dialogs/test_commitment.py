"""One line fills the dialog for a commitment; what was filled by hand stays."""

import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.domain.terms import Owner
from kpidesk.gui.dialogs.commitment import CommitmentDialog


@pytest.fixture
def dialog(window):
    made = CommitmentDialog(window, window.context, window.context.desk.team.rep("Maya"))
    made.open()
    made._text.setFocus()
    return made


def kept(dialog):
    known = dialog._context.desk.meetings.commitments(dialog._rep.id)
    return max(known, key=lambda each: each.agreed_on)


def test_one_line_fills_every_field(dialog, qtbot):
    qtbot.keyClicks(dialog._text, "me: +2 discovery calls a week until 30 Sep")
    assert dialog.owner.current() == Owner.MANAGER
    assert dialog._kpi.currentText() == "Discovery calls"
    assert dialog._level.text() == "11.8"
    assert dialog.due.line.text() == "30 Sept 2026"
    dialog.save()
    made = kept(dialog)
    assert (made.text, made.owner, made.due) == ("+2 discovery calls a week", Owner.MANAGER, dt.date(2026, 9, 30))
    assert (made.baseline, made.expected) == (9.75, 11.75)


def test_what_was_filled_by_hand_stays(dialog, qtbot):
    dialog.owner.button(Owner.MANAGER).click()
    dialog.due.line.clear()
    qtbot.keyClicks(dialog.due.line, "2026-10-01")
    qtbot.keyClicks(dialog._text, "Maya: 10 discovery calls tomorrow")
    assert dialog.owner.current() == Owner.MANAGER
    assert dialog.due.line.text() == "2026-10-01"
    dialog.save()
    assert kept(dialog).due == dt.date(2026, 10, 1)


def test_two_kpis_of_one_noun_are_asked_for(dialog, window, qtbot):
    desk = window.context.desk
    for key in ("discovery_held", "meetings_held"):
        before = desk.team.kpi(key)
        desk.kpis.change(before, replace(before, noun="twins"))
    again = CommitmentDialog(window, window.context, dialog._rep)
    qtbot.keyClicks(again._text, "3 twins a week")
    again.save()
    assert "Discovery calls or Meetings held?" in again._kpi.accessibleDescription()
    again._kpi.setCurrentIndex(again._kpi.findText("Meetings held"))
    again._kpi.activated.emit(again._kpi.currentIndex())
    again.save()
    assert kept(dialog).kpi_id == desk.team.kpi("meetings_held").id
