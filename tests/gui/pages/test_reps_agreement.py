"""The Agreement tab of a rep."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog

from kpidesk.domain.entities import Agreement, new_id
from kpidesk.domain.terms import Kind, Status
from kpidesk.gui.pages import reps_agreement_words as said
from tests.gui.conftest import TODAY


@pytest.fixture
def page(window):
    window.go("reps")
    window.page.detail.tabs.setCurrentIndex(3)
    pick(window.page, "Maya Okafor")
    return window.page


@pytest.fixture
def tab(page):
    return page.detail.agreement


@pytest.fixture
def maya(sample_desk):
    return sample_desk.team.rep("Maya")


def pick(page, name):
    page.table.select(next(row.rep.id for row in page.table.model.shown if row.rep.name == name))


def lines(tab, kind):
    return [line.accessibleName() for line in tab.groups[kind].lines if not line.isHidden()]


def newest(desk, rep):
    return desk.agreements.of(rep.id)[0]


def keep(window, rep, made, kpis, focus):
    window.editor.do(lambda: window.context.desk.agreements.keep(rep, made, kpis, focus))


def test_it_says_since_when_who_signed_and_when_it_is_looked_at_again(tab):
    assert tab.since.text() == "Agreed on 23 Jul 2026"
    assert tab.signed.text() == "Signed by you and Maya"
    assert tab.review.text() == "Review on 22 Oct 2026, in 63 days"
    assert tab.note.text() == "Calls first, then opportunities from them. Maya chose the focus."


def test_the_agreed_kpis_stand_with_their_targets_and_the_focus_is_marked(tab):
    found = [each.split(". ")[0] for each in lines(tab, Kind.LEADING)]
    assert found == [
        "Discovery calls, target 12 a week",
        "New opportunities, coaching focus, target 4 a week",
        "Meetings held, target 8 a week",
        "Proposals sent, target 3 a week",
    ]
    assert lines(tab, Kind.LAGGING) == []
    assert not tab.groups[Kind.LAGGING].isVisible()


def test_lagging_kpis_stand_below_the_leading_ones(window, tab, maya, sample_desk):
    now = newest(sample_desk, maya)
    won = next(each for each in sample_desk.team.kpis() if each.key == "revenue_won")
    keep(window, maya, now.agreement, [*now.kpi_ids, won.id], now.focus)
    assert [each.split(". ")[0] for each in lines(tab, Kind.LAGGING)] == ["Won revenue, target €300k a quarter"]


@pytest.mark.parametrize(
    ("days", "text", "late"),
    [
        (1, "Review on 21 Aug 2026, in 1 day", False),
        (0, "Review due today", True),
        (-1, "Review was due on 19 Aug 2026, 1 day ago", True),
        (-12, "Review was due on 8 Aug 2026, 12 days ago", True),
    ],
)
def test_a_review_that_is_due_is_marked(window, tab, maya, sample_desk, days, text, late):
    now = newest(sample_desk, maya)
    keep(
        window,
        maya,
        replace(now.agreement, review_on=TODAY + dt.timedelta(days=days)),
        list(now.kpi_ids),
        now.focus,
    )
    assert tab.review.text() == text
    assert tab._late.isVisible() is late
    assert tab._late.status() is Status.WATCH


@pytest.mark.parametrize(
    ("rep", "manager", "text"),
    [
        (True, True, "Signed by you and Maya"),
        (True, False, "Signed by Maya, not by you yet"),
        (False, True, "Signed by you, not by Maya yet"),
        (False, False, "Not signed yet"),
    ],
)
def test_missing_signatures_are_named(maya, rep, manager, text):
    made = Agreement(new_id(), maya.id, TODAY, signed_by_rep=rep, signed_by_manager=manager)
    assert said.signatures(made, maya) == text


def test_without_an_agreement_there_is_one_way_forward(window, page, tab, maya, sample_desk, qtbot):
    assert window.editor.do(lambda: sample_desk.agreements.drop(maya, newest(sample_desk, maya)))
    assert tab.since.text() == "You have not agreed on KPIs yet."
    assert page.detail._foot.text() == "No KPIs agreed together yet"
    assert not tab.change.isVisible()
    assert tab.agree.text() == "Agree on KPIs"
    qtbot.keyClick(tab.agree, Qt.Key.Key_Space)
    assert page.findChild(QDialog, "agreement_dialog").windowTitle() == "Agree on KPIs with Maya"


def test_agreeing_anew_leaves_the_one_before_readable(page, tab, maya, sample_desk, qtbot):
    assert tab.before == []
    qtbot.keyClick(tab.agree, Qt.Key.Key_Space)
    page.findChild(QDialog, "agreement_dialog").save()
    assert tab.since.text() == "Agreed on 20 Aug 2026"
    (earlier,) = tab.before
    assert earlier.toggle.text() == "23 Jul 2026 to 19 Aug 2026"
    assert not earlier.text.isVisible()
    qtbot.keyClick(earlier.toggle, Qt.Key.Key_Space)
    assert earlier.text.isVisible()
    assert earlier.text.text().splitlines() == [
        "Leading: Discovery calls, New opportunities (coaching focus), Meetings held, Proposals sent",
        "Signed by you and Maya",
        "Review was set for 22 Oct 2026",
        "Calls first, then opportunities from them. Maya chose the focus.",
    ]
    pick(page, "Ben Carter")
    assert not earlier.isVisible()


def test_what_was_opened_is_closed_at_the_next_rep(page, tab, sample_desk, window, qtbot):
    for name in ("Maya", "Ben"):
        rep = sample_desk.team.rep(name)
        now = newest(sample_desk, rep)
        keep(window, rep, Agreement(new_id(), rep.id, TODAY), list(now.kpi_ids), now.focus)
    tab.before[0].toggle.click()
    pick(page, "Ben Carter")
    assert not tab.before[0].toggle.isChecked()
    assert tab.before[0].isVisible()


def test_change_opens_what_holds_and_the_page_follows(page, tab, qtbot):
    qtbot.keyClick(tab.change, Qt.Key.Key_Space)
    dialog = page.findChild(QDialog, "agreement_dialog")
    assert dialog.windowTitle() == "Change the agreement with Maya"
    dialog.findChild(QAbstractButton, "agreement_signed_by_manager").click()
    dialog.save()
    assert tab.signed.text() == "Signed by Maya, not by you yet"
    assert page.detail._foot.text() == "Agreed on 23 Jul, signed off by the rep"


def test_deleting_brings_the_one_before_back_and_the_toast_undoes_it(page, tab, maya, sample_desk, window, qtbot):
    now = newest(sample_desk, maya)
    keep(window, maya, Agreement(new_id(), maya.id, TODAY), list(now.kpi_ids), now.focus)
    tab.change.click()
    page.findChild(QDialog, "agreement_dialog").findChild(QAbstractButton, "agreement_delete").click()
    assert tab.since.text() == "Agreed on 23 Jul 2026"
    qtbot.mouseClick(window._toast._button, Qt.MouseButton.LeftButton)
    assert tab.since.text() == "Agreed on 20 Aug 2026"


def test_what_is_agreed_later_does_not_hold_yet(maya, sample_desk, page, window):
    now = newest(sample_desk, maya)
    later = Agreement(new_id(), maya.id, TODAY + dt.timedelta(days=7))
    keep(window, maya, later, list(now.kpi_ids), now.focus)
    assert page.detail.agreement.since.text() == "Agreed on 23 Jul 2026"


def test_an_archived_kpi_says_that_it_is_no_longer_in_use(page, tab, sample_desk, window):
    gone = next(each for each in sample_desk.team.kpis() if each.key == "proposals_sent")
    window.editor.do(lambda: sample_desk.kpis.archive(gone))
    assert lines(tab, Kind.LEADING)[-1].startswith("Proposals sent, no longer in use")


def test_nobody_agrees_with_an_archived_rep(page, tab, window, sample_desk, maya):
    page.acts.archive_or_restore()
    page.table.filters.archived.trigger()
    assert page.detail.accessibleName() == "Maya Okafor"
    assert not tab.agree.isEnabled()
    assert not tab.change.isEnabled()
