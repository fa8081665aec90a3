from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog

from kpidesk.domain.board import Quadrant
from kpidesk.domain.terms import CommitmentStatus, MeetingStatus
from kpidesk.gui.models.reps_model import Col, Filter
from kpidesk.gui.pages.reps_insight import insight


@pytest.fixture
def page(window):
    window.go("reps")
    return window.page


@pytest.fixture
def went(page):
    """Where the page asks to go, instead of going there."""
    places = []
    page.context = replace(page.context, go=lambda key, subject=None: places.append((key, subject)))
    return places


def shown(page):
    return [row.rep.name for row in page.table.model.shown]


def pick(page, name):
    page.table.select(next(row.rep.id for row in page.table.model.shown if row.rep.name == name))


def row_of(page, name):
    return next(row for row in page.table.model.shown if row.rep.name == name)


def test_the_whole_team_is_listed_and_the_first_rep_is_open(page):
    assert len(shown(page)) == 8
    assert page.head.subtitle.text() == "8 reps. Status follows the leading KPIs, not the quota."
    assert page.detail.accessibleName() == "Jonas Lindqvist"


def test_selecting_a_rep_shows_the_rep_and_rings_the_mark_in_the_chart(page):
    pick(page, "Maya Okafor")
    assert page.detail.accessibleName() == "Maya Okafor"
    assert page.chart._selected == row_of(page, "Maya Okafor").rep.id


def test_arrow_keys_walk_through_the_reps(page, qtbot):
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Down)
    assert page.detail.accessibleName() == shown(page)[1]


def test_clicking_a_mark_of_the_chart_selects_the_rep(page, qtbot):
    tomas = row_of(page, "Tomás Rivera").rep
    qtbot.mouseClick(page.chart, Qt.MouseButton.LeftButton, pos=page.chart.place(tomas.id).toPoint())
    assert page.detail.accessibleName() == "Tomás Rivera"


def test_every_rep_with_a_known_corner_has_a_mark_on_its_side_of_the_pace(page):
    pace = page.chart._x(1.0, page.chart._area())
    sides = {
        row.rep.name: page.chart.place(row.rep.id).x() >= pace for row in page.table.model.shown if row.card.quadrant
    }
    assert len(sides) == 8
    for row in page.table.model.shown:
        assert sides[row.rep.name] == (row.card.quadrant in {Quadrant.STRONG, Quadrant.LOOKS_FINE})


def test_ctrl_f_goes_to_the_filter_and_typing_narrows_the_list(window, page, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.table.filters.field.hasFocus()
    qtbot.keyClicks(page.table.filters.field, "kenji")
    assert shown(page) == ["Kenji Watanabe"]
    assert page.detail.accessibleName() == "Kenji Watanabe"


def test_chips_say_how_many_they_let_through_and_narrow(page, qtbot):
    chips = page.table.filters.chips
    assert chips[Filter.RISK].accessibleName() == "At risk, 2"
    qtbot.mouseClick(chips[Filter.OVERDUE], Qt.MouseButton.LeftButton)
    assert shown(page) == ["Jonas Lindqvist", "Ben Carter"]
    assert not page.table.filters.all.isChecked()
    qtbot.mouseClick(page.table.filters.all, Qt.MouseButton.LeftButton)
    assert len(shown(page)) == 8


def test_nothing_that_matches_is_said_in_words(page):
    page.table.filters.field.setText("zz")
    assert shown(page) == []
    assert page.table.rows.nothing.isVisible()
    assert not page.detail.isEnabled()


def test_the_menu_sorts_by_any_column_and_a_second_time_the_other_way(page):
    page.table._sort_by(Col.REP)
    assert shown(page) == sorted(shown(page))
    page.table._sort_by(Col.REP)
    assert shown(page) == sorted(shown(page), reverse=True)


def test_sorting_keeps_the_selected_rep(page):
    pick(page, "Aisha Rahman")
    page.table._sort_by(Col.REP)
    assert page.detail.accessibleName() == "Aisha Rahman"


def test_the_primary_action_starts_the_one_on_one_of_today(page, went):
    pick(page, "Maya Okafor")
    assert page.detail.start.text() == "Start meeting"
    page.primary()
    ((key, meeting),) = went
    assert key == "meeting"
    assert (meeting.rep_id, meeting.status) == (row_of(page, "Maya Okafor").rep.id, MeetingStatus.PLANNED)


def test_the_primary_action_prepares_where_nothing_is_planned_today(page, went):
    pick(page, "Jonas Lindqvist")
    assert page.detail.start.text() == "Prepare"
    page.primary()
    assert [(key, rep.name) for key, rep in went] == [("prepare", "Jonas Lindqvist")]


def test_the_scorecard_lists_leading_before_lagging_with_value_and_target(page):
    pick(page, "Maya Okafor")
    lines = page.detail.scorecard._leading.lines
    values = [line._value.accessibleName() for line in lines if line.isVisible()]
    assert values == ["9.8 of 12", "2.3 of 4", "8.3 of 8", "1.3 of 3"]
    assert page.detail.scorecard._lagging._note.text().startswith("Follows later. Q3, pace ")


def test_the_insight_names_a_quota_that_hides_a_slide(page):
    found = insight(row_of(page, "Jonas Lindqvist").card, "EUR")
    assert found is not None
    assert found[0] == "The quota looks fine, the activity behind it does not."
    assert found[1].endswith("That will follow.")


def test_there_is_no_insight_where_the_numbers_say_nothing(page):
    assert insight(row_of(page, "Priya Nair").card, "EUR") is None


def test_ticking_a_commitment_closes_it_and_undo_opens_it_again(page, window, qtbot):
    pick(page, "Maya Okafor")
    commitment = row_of(page, "Maya Okafor").open[0]
    box = page.detail.scorecard.promises._lines[0].box
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    meetings = window.context.desk.meetings
    closed = next(each for each in meetings.commitments() if each.id == commitment.id)
    assert (closed.status, closed.closed_on) == (CommitmentStatus.DONE, window.context.today())
    assert len(row_of(page, "Maya Okafor").open) == 1
    window.editor.undo()
    assert len(row_of(page, "Maya Okafor").open) == 2


def test_a_rep_can_be_archived_and_the_toast_brings_the_rep_back(page, window, qtbot):
    pick(page, "Ben Carter")
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Delete)
    assert "Ben Carter" not in shown(page)
    assert window.editor.undo_label == "Archive Ben Carter"
    qtbot.mouseClick(window._toast._button, Qt.MouseButton.LeftButton)
    assert "Ben Carter" in shown(page)


def test_archived_reps_are_shown_on_demand_and_can_be_restored(page):
    pick(page, "Ben Carter")
    page.acts.archive_or_restore()
    page.table.filters.archived.trigger()
    assert shown(page) == ["Ben Carter"]
    assert not page.detail.start.isEnabled()
    page.acts.archive_or_restore()
    assert len(shown(page)) == 8


def test_f2_edits_the_selected_rep(page, qtbot):
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_F2)
    dialog = page.findChild(QDialog, "rep_dialog")
    assert dialog.windowTitle() == "Edit rep"
    dialog.reject()


def test_the_agreement_is_told_in_the_foot_and_shown_in_its_tab(page):
    pick(page, "Maya Okafor")
    assert page.detail._foot.text() == "Agreed together on 23 Jul and signed off by both"
    page.detail.findChild(QAbstractButton, "rep_show_agreement").click()
    assert page.detail.agreement.isVisible()
    assert page.detail.agreement.since.text() == "Agreed on 23 Jul 2026"


def test_a_narrow_window_leaves_out_lagging_and_chart(page, window):
    window.resize(1100, 668)
    assert page.table.view.isColumnHidden(Col.LAGGING)
    assert not page.chart.isVisible()
    assert page.detail.isVisible()


def test_where_one_column_fits_a_switch_turns_between_team_and_rep(page, window, qtbot):
    window.resize(900, 668)
    assert not page.switch.isVisible() or not page.detail.isVisible()
    page._compact = True
    page.resize(700, 600)
    assert page.switch.isVisible()
    assert page.table.isVisible()
    assert not page.detail.isVisible()
    page.table.opened.emit()
    assert page.detail.isVisible()
    assert not page.table.isVisible()


def test_a_new_file_offers_to_add_the_first_rep(empty_window):
    empty_window.go("reps")
    assert empty_window.page._stack.currentIndex() == 1
    assert empty_window.page.table.model.rowCount() == 0


def test_chips_without_room_go_to_the_menu_before_the_filter_shrinks(page, window):
    filters = page.table.filters
    assert not filters.chips[Filter.STALE].isHidden()
    filters.set_counts(3000, dict.fromkeys(Filter, 1000), 0)
    assert filters.chips[Filter.STALE].isHidden()
    assert filters._actions[Filter.STALE].isVisible()
    assert not filters.chips[Filter.WATCH].isHidden()
