"""Rep and manager rank the KPIs without seeing each other's ranking."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from kpidesk.domain.terms import Kind
from kpidesk.gui.dialogs.agreement import AgreementDialog
from kpidesk.gui.dialogs.agreement_ranking import RankingDialog


@pytest.fixture
def agreement(window, sample_desk):
    dialog = AgreementDialog(window, window.context, sample_desk.team.rep("Maya"))
    dialog.open()
    return dialog


@pytest.fixture
def ranking(agreement, qtbot):
    agreement.findChild(QAbstractButton, "agreement_rank").click()
    dialog = agreement.findChild(QDialog, "ranking_dialog")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


@pytest.fixture
def press(qtbot):
    def keys(dialog, *pressed, alt=False):
        for key in pressed:
            how = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
            qtbot.keyClick(dialog.list, key, how)

    return keys


def keys(ranked):
    return [each.key for each in ranked]


def button(dialog, name):
    return dialog.findChild(QAbstractButton, f"ranking_{name}")


UP, DOWN, SPACE, DELETE = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Delete


def test_the_rep_begins_with_the_kpis_in_the_order_everybody_knows(ranking, sample_desk):
    assert ranking._who.text() == "1 of 3: Maya ranks, Elena Brandt looks away"
    assert ranking.list.hasFocus()
    assert keys(ranking.list.ranking._rows) == keys(sample_desk.team.kpis())
    assert not ranking.keep.isEnabled()


def test_keys_alone_rank(ranking, press):
    press(ranking, SPACE, DOWN, DOWN, SPACE)
    assert keys(ranking.list.ranking.ranked) == ["discovery_held", "meetings_held"]
    press(ranking, UP, alt=True)
    assert keys(ranking.list.ranking.ranked) == ["meetings_held", "discovery_held"]
    press(ranking, DOWN, DOWN, Qt.Key.Key_1)
    assert keys(ranking.list.ranking.ranked) == ["opps_created", "meetings_held", "discovery_held"]
    press(ranking, DOWN, DELETE)
    assert keys(ranking.list.ranking.ranked) == ["opps_created", "discovery_held"]
    assert ranking.list.currentIndex().data() == "Meetings held"


def test_so_do_buttons(ranking):
    button(ranking, "toggle").click()
    ranking.list.turn_to(1)
    assert button(ranking, "toggle").text() == "Rank"
    assert not button(ranking, "up").isEnabled()
    button(ranking, "toggle").click()
    assert button(ranking, "toggle").text() == "Take out"
    button(ranking, "up").click()
    assert keys(ranking.list.ranking.ranked) == ["opps_created", "discovery_held"]
    button(ranking, "down").click()
    assert keys(ranking.list.ranking.ranked) == ["discovery_held", "opps_created"]


def test_the_manager_sees_nothing_of_the_reps_ranking(ranking, press, sample_desk):
    press(ranking, DOWN, SPACE)
    ranking.keep.click()
    assert ranking._who.text() == "2 of 3: Elena Brandt ranks, Maya looks away"
    assert ranking.list.ranking.ranked == ()
    assert keys(ranking.list.ranking._rows) == keys(sample_desk.team.kpis())
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(ranking.findChildren(QWidget, "ranking_list")) == 1


def rank(dialog, press, *places):
    for row, place in places:
        dialog.list.turn_to(row)
        press(dialog, Qt.Key(Qt.Key.Key_0 + place))
    dialog.keep.click()


def test_both_rankings_are_shown_at_the_end_and_the_set_that_follows_is_ticked(agreement, ranking, press):
    rank(ranking, press, (0, 1), (1, 2))
    rank(ranking, press, (1, 1), (6, 2))
    assert ranking._who.text() == "3 of 3: both rankings"
    assert ranking.result_view.hasFocus()
    assert [ranking.result_view.model().index(row, 0).data() for row in range(3)] == [
        "New opportunities",
        "Discovery calls",
        "Win rate",
    ]
    ranking.keep.click()
    assert not ranking.isVisible()
    assert keys(agreement.chooser.chosen(Kind.LEADING)) == ["discovery_held", "opps_created"]
    assert keys(agreement.chooser.chosen(Kind.LAGGING)) == ["win_rate"]
    assert agreement.findChild(QWidget, "agreement_focus").currentText() == "New opportunities"
    assert agreement.findChild(QWidget, "agreement_note").toPlainText() == (
        "Ranked blind on 20 Aug 2026. Maya Okafor: 1 Discovery calls, 2 New opportunities. "
        "Elena Brandt: 1 New opportunities, 2 Win rate."
    )


def test_beginning_again_forgets_both_rankings(ranking, press):
    assert not button(ranking, "again").isVisible()
    rank(ranking, press, (0, 1))
    button(ranking, "again").click()
    assert ranking._who.text().startswith("1 of 3")
    assert ranking.list.ranking.ranked == ()
    assert ranking._made == []


def test_leaving_changes_nothing_of_the_agreement(agreement, ranking, press):
    rank(ranking, press, (0, 1))
    ranking.reject()
    assert agreement.chooser.chosen(Kind.LEADING) == []
    assert agreement.findChild(QWidget, "agreement_note").toPlainText() == ""


def test_a_name_of_any_length_leaves_room_for_the_kpis(window, sample_desk, qtbot, press):
    dialog = RankingDialog(window, sample_desk.team.kpis(), ("M" * 200, "E" * 200))
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    rank(dialog, press, (0, 1))
    rank(dialog, press, (0, 1))
    view = dialog.result_view
    assert view.columnWidth(0) > view.columnWidth(1)
