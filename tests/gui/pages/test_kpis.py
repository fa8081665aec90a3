import datetime as dt

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton

from kpidesk.domain.entities import Kpi, Rep, new_id
from kpidesk.domain.terms import Aggregation, Unit

TODAY = dt.date(2026, 8, 20)
WEEK_31 = dt.date(2026, 7, 27)
RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def page(window):
    window.go("kpis")
    return window.page


def grid(page):
    return page.detail.values


def cell(page, name, start=WEEK_31):
    model = grid(page).model
    row = [rep.name for rep in model.grid.table.reps].index(name)
    return model.index(row, model.grid.starts.index(start))


def edit(page, qtbot, name, text, end=RETURN, start=WEEK_31):
    """Type into a cell as a user does: choose it, type, press a key."""
    table = grid(page).table
    table.setFocus()
    table.setCurrentIndex(cell(page, name, start))
    # The first key opens the editor, which then has the keyboard.
    qtbot.keyClicks(table, text[0])
    editor = table.findChild(QLineEdit, "cell_editor")
    qtbot.keyClicks(editor, text[1:])
    if end is not None:
        qtbot.keyClick(editor, end)
    return editor


def test_the_list_shows_leading_before_lagging_with_value_and_target(page):
    model = page.kpis.model
    names = [model.index(row).data() for row in range(model.rowCount())]
    assert names.index("Leading") < names.index("Discovery calls") < names.index("Lagging") < names.index("Won revenue")
    assert page.kpis.current.kpi.name == "Discovery calls"
    assert (page.kpis.current.value, page.kpis.current.of) == ("11.5", "of 12")


def test_the_trend_is_drawn_after_the_page_is_shown(window, qtbot):
    window.go("kpis")
    chart = window.page.detail.trend.chart
    assert not chart.drawn
    qtbot.waitUntil(lambda: chart.drawn)
    assert chart.trend.target_label == "Target 12"
    assert chart.trend.step[1] == "Target raised 10 → 12"
    assert chart.accessibleName().startswith("Discovery calls, Team average per rep: from ")


def test_each_rep_shows_the_rep_of_the_current_cell_in_front_of_the_team(page):
    page.detail.trend.whom.set_current("rep")
    grid(page).table.setCurrentIndex(cell(page, "Jonas Lindqvist"))
    assert page.detail.trend.chart.accessibleName().startswith("Discovery calls, Jonas Lindqvist: ")
    assert len(page.detail.trend.chart.trend.others) == len(grid(page).model.grid.table.reps) - 1


def test_a_typed_value_is_kept_at_once_and_the_cursor_goes_down(page, window, qtbot):
    edit(page, qtbot, "Jonas Lindqvist", "9")
    assert cell(page, "Jonas Lindqvist").data() == "9"
    assert grid(page).table.currentIndex().row() == cell(page, "Jonas Lindqvist").row() + 1
    assert window.menus.actions["undo"].text() == "&Undo Type 9 for Jonas Lindqvist, week 31"
    window.menus.actions["undo"].trigger()
    assert cell(page, "Jonas Lindqvist").data() == "7"


def test_while_typing_the_strip_shows_the_old_value_and_its_source(page, qtbot):
    edit(page, qtbot, "Jonas Lindqvist", "9", end=None)
    assert grid(page).strip.where.text() == "Jonas Lindqvist, week 31"
    assert grid(page).strip.was.text() == "was 7, imported 17 Aug from CRM export"


def test_escape_puts_the_old_value_back(page, window, qtbot):
    edit(page, qtbot, "Jonas Lindqvist", "9", end=ESCAPE)
    assert cell(page, "Jonas Lindqvist").data() == "7"
    assert not window.menus.actions["undo"].isEnabled()


def test_text_is_refused_above_the_grid_and_stays_to_be_put_right(page, window, qtbot):
    editor = edit(page, qtbot, "Jonas Lindqvist", "nine")
    assert editor.isVisible()
    assert grid(page).strip.was.text().startswith("Jonas Lindqvist, week 31: “nine” is not a number.")
    assert grid(page).note.isVisible()
    qtbot.keyClick(editor, ESCAPE)
    assert not grid(page).note.isVisible()
    assert cell(page, "Jonas Lindqvist").data() == "7"
    assert not window.menus.actions["undo"].isEnabled()


def test_a_negative_count_is_refused_above_the_grid(page, qtbot):
    edit(page, qtbot, "Jonas Lindqvist", "-3")
    assert "cannot be less than 0" in grid(page).strip.was.text()
    assert cell(page, "Jonas Lindqvist").data() == "7"


def test_list_and_team_follow_when_the_hands_rest(page, qtbot):
    before = page.kpis.current.value
    for week in range(4):
        edit(page, qtbot, "Jonas Lindqvist", "40", start=WEEK_31 + dt.timedelta(days=7 * (week - 1)))
    qtbot.waitUntil(lambda: page.kpis.current.value != before)
    assert float(page.kpis.current.value) > float(before)


def test_delete_clears_to_missing(page, qtbot):
    table = grid(page).table
    table.setCurrentIndex(cell(page, "Jonas Lindqvist"))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert cell(page, "Jonas Lindqvist").data() == ""


def test_a_block_is_copied_and_pasted_as_one_step(page, window, qtbot):
    table = grid(page).table
    QGuiApplication.clipboard().setText("1\t2\r\n3\t\r\n")
    table.setCurrentIndex(cell(page, "Jonas Lindqvist"))
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.menus.actions["undo"].text() == "&Undo Paste 4 values"
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "1\t2\n3\t"
    window.menus.actions["undo"].trigger()
    assert cell(page, "Jonas Lindqvist").data() == "7"


def test_a_block_with_text_in_it_changes_nothing(page, window):
    QGuiApplication.clipboard().setText("1\t2\nthree\t4")
    grid(page).table.setCurrentIndex(cell(page, "Jonas Lindqvist"))
    grid(page).paste.click()
    assert "“three” is not a number" in grid(page).strip.was.text()
    assert cell(page, "Jonas Lindqvist").data() == "7"
    assert not window.menus.actions["undo"].isEnabled()


def test_every_wrong_cell_of_a_block_is_named_and_marked_until_it_is_put_right(page, window, qtbot):
    table, model = grid(page).table, grid(page).model
    QGuiApplication.clipboard().setText("1\tnone\n-2\t4\n1e400\t5")
    table.setCurrentIndex(cell(page, "Jonas Lindqvist"))
    row, column = cell(page, "Jonas Lindqvist").row(), cell(page, "Jonas Lindqvist").column()
    before = [[model.text(row + r, column + c) for c in range(2)] for r in range(3)]
    table.paste()
    assert list(model.wrong) == [(row, column + 1), (row + 2, column)]
    lines = grid(page).note.words.text().splitlines()
    assert lines[0] == "2 cells cannot be kept, so nothing was changed."
    assert lines[1].startswith("Jonas Lindqvist, week 32: “none” is not a number.")
    assert "“1e400” is not a number" in lines[2]
    spoken = model.index(row, column + 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Not changed. Jonas Lindqvist, week 32: “none” is not a number.")
    assert [[model.text(row + r, column + c) for c in range(2)] for r in range(3)] == before
    assert not window.menus.actions["undo"].isEnabled()
    QGuiApplication.clipboard().setText("1\t3\n-2\t4\n-1\t5")
    table.paste()
    assert list(model.wrong) == [(row + 1, column), (row + 2, column)]
    assert grid(page).note.words.text().count("cannot be less than 0") == 2
    assert not window.menus.actions["undo"].isEnabled()
    QGuiApplication.clipboard().setText("1\t3\n2\t4\n1\t5")
    table.paste()
    assert not model.wrong
    assert window.menus.actions["undo"].text() == "&Undo Paste 6 values"


def test_of_many_wrong_cells_the_first_are_named_and_the_rest_counted(page):
    QGuiApplication.clipboard().setText("\t".join(["n/a"] * 3) + "\n" + "\t".join(["n/a"] * 3) + "\n" + "a\tb\tc")
    grid(page).table.setCurrentIndex(cell(page, "Jonas Lindqvist"))
    grid(page).paste.click()
    lines = grid(page).strip.was.toolTip() or grid(page).strip.was.text()
    assert grid(page).note.words.text().splitlines()[-1] == "and 3 more"
    assert len(grid(page).note.words.text().splitlines()) == 8
    assert "9 cells cannot be kept" in lines


def test_a_block_larger_than_the_grid_is_refused(page):
    QGuiApplication.clipboard().setText("\n".join("1" for _ in range(50)))
    grid(page).table.setCurrentIndex(cell(page, "Jonas Lindqvist"))
    grid(page).paste.click()
    assert "The block is 50 rows by 1 columns" in grid(page).strip.was.text()


def test_one_copied_value_fills_the_selection(page, qtbot):
    table = grid(page).table
    QGuiApplication.clipboard().setText("5")
    table.setCurrentIndex(cell(page, "Jonas Lindqvist"))
    for _ in range(2):
        qtbot.keyClick(table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    table.paste()
    row, column = cell(page, "Jonas Lindqvist").row(), cell(page, "Jonas Lindqvist").column()
    assert [grid(page).model.text(row, column + at) for at in range(3)] == ["5", "5", "5"]


CTRL = Qt.KeyboardModifier.ControlModifier


def select(page, name, start, right, down):
    """Select a block by its first cell and how far it goes."""
    table, first = grid(page).table, cell(page, name, start)
    last = grid(page).model.index(first.row() + down, first.column() + right)
    table.setCurrentIndex(first)
    table.selectionModel().select(QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    return first.row(), first.column()


def test_ctrl_d_fills_the_selection_down_and_ctrl_r_to_the_right_as_one_step(page, window, qtbot):
    model, table = grid(page).model, grid(page).table
    row, column = select(page, "Jonas Lindqvist", WEEK_31, right=1, down=2)
    before = [[model.text(row + r, column + c) for c in range(2)] for r in range(3)]
    qtbot.keyClick(table, Qt.Key.Key_D, CTRL)
    assert [[model.text(row + r, column + c) for c in range(2)] for r in range(3)] == [before[0]] * 3
    window.menus.actions["undo"].trigger()
    select(page, "Jonas Lindqvist", WEEK_31, right=1, down=2)
    qtbot.keyClick(table, Qt.Key.Key_R, CTRL)
    assert [model.text(row + r, column + 1) for r in range(3)] == [line[0] for line in before]
    window.menus.actions["undo"].trigger()
    assert [[model.text(row + r, column + c) for c in range(2)] for r in range(3)] == before


def test_filling_one_cell_takes_the_one_above_or_before_it(page, qtbot):
    model, table = grid(page).model, grid(page).table
    row, column = select(page, "Jonas Lindqvist", WEEK_31, right=0, down=0)
    above, before = model.text(row - 1, column), model.text(row, column - 1)
    qtbot.keyClick(table, Qt.Key.Key_D, CTRL)
    assert model.text(row, column) == above
    qtbot.keyClick(table, Qt.Key.Key_R, CTRL)
    assert model.text(row, column) == before


def test_filling_from_missing_leaves_missing(page, qtbot):
    model, table = grid(page).model, grid(page).table
    row, column = select(page, "Jonas Lindqvist", WEEK_31, right=0, down=1)
    model.try_cells([(row, column, "")])
    qtbot.keyClick(table, Qt.Key.Key_D, CTRL)
    assert model.text(row + 1, column) == ""


def test_in_the_first_row_there_is_nothing_to_fill_from(page, window, qtbot):
    table = grid(page).table
    table.setCurrentIndex(grid(page).model.index(0, 5))
    qtbot.keyClick(table, Qt.Key.Key_D, CTRL)
    assert not window.menus.actions["undo"].isEnabled()


def test_home_end_and_the_page_keys_go_to_the_edges(page, qtbot):
    model, table = grid(page).model, grid(page).table
    table.setFocus()
    table.setCurrentIndex(cell(page, "Jonas Lindqvist"))
    row = table.currentIndex().row()
    places = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        qtbot.keyClick(table, key)
        places.append((table.currentIndex().row(), table.currentIndex().column()))
    end, last = model.columnCount() - 1, model.rowCount() - 1
    assert places == [(row, 0), (row, end), (0, end), (last, end)]


def test_a_number_too_large_to_be_one_is_refused_at_its_cell(page, window, qtbot):
    edit(page, qtbot, "Jonas Lindqvist", "1e400")
    assert grid(page).note.words.text().startswith("Jonas Lindqvist, week 31: “1e400” is not a number.")
    assert not window.menus.actions["undo"].isEnabled()


def test_a_pasted_block_is_read_by_the_locale(page, qtbot):
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    try:
        QGuiApplication.clipboard().setText("1,5\t1.250")
        grid(page).table.setCurrentIndex(cell(page, "Jonas Lindqvist"))
        grid(page).table.paste()
        row, column = cell(page, "Jonas Lindqvist").row(), cell(page, "Jonas Lindqvist").column()
        assert [grid(page).model.value(row, column + at) for at in range(2)] == [1.5, 1250]
    finally:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def test_the_menu_of_the_grid_offers_what_the_keys_do(page):
    names = [each.objectName() for each in grid(page).table.actions()]
    assert names == ["values_copy", "values_paste", "values_clear", "values_fill_down", "values_fill_right"]


def test_while_a_filter_hides_the_chosen_kpi_the_first_in_sight_stands_in(page):
    page.focus_filter()
    page.kpis.field.setText("revenue")
    assert page.kpis.list.currentIndex().data() == "Won revenue"
    assert page.kpis.current.kpi.name == page.detail.trend.title.text() == "Won revenue"
    page.kpis.field.clear()
    assert page.kpis.list.currentIndex().data() == "Discovery calls"
    assert page.kpis.current.kpi.name == page.detail.trend.title.text() == "Discovery calls"


def test_a_kpi_turned_to_under_a_filter_stays_chosen_without_it(page, qtbot):
    page.kpis.field.setText("revenue")
    qtbot.keyClick(page.kpis.list, Qt.Key.Key_Down)
    page.kpis.field.clear()
    assert page.kpis.list.currentIndex().data() == "Quota attainment"


def test_a_click_on_the_one_that_stands_in_chooses_it(page, qtbot):
    page.kpis.field.setText("won revenue")
    where = page.kpis.list.visualRect(page.kpis.list.currentIndex()).center()
    qtbot.mouseClick(page.kpis.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    page.kpis.field.clear()
    assert page.kpis.list.currentIndex().data() == "Won revenue"


def test_a_filter_that_finds_no_kpi_says_so_and_leaves_the_chosen_one(page):
    page.kpis.field.setText("zzzz")
    assert page.kpis.nothing.isVisible()
    assert not page.kpis.list.isVisible()
    assert page.kpis.current.kpi.name == page.detail.trend.title.text() == "Discovery calls"
    page.kpis.field.clear()
    assert page.kpis.list.currentIndex().data() == "Discovery calls"
    assert not page.kpis.nothing.isVisible()


def test_the_window_can_go_to_a_kpi(page, window):
    window.go("today")
    window.go("kpis", next(kpi for kpi in window.context.desk.team.kpis() if kpi.name == "Win rate"))
    assert page.kpis.current.kpi.name == "Win rate"
    assert page.detail.trend.title.text() == "Win rate"


def test_a_new_target_shows_in_the_history(page, window, qtbot):
    page.detail.trend.definition.propose.click()
    dialog = page.findChild(QDialog, "target_dialog")
    dialog.findChild(QLineEdit, "target_value").setText("14")
    dialog.findChild(QLineEdit, "target_note").setText("Agreed for autumn")
    qtbot.mouseClick(dialog.findChild(QPushButton, "target_save"), Qt.MouseButton.LeftButton)
    assert page.detail.trend.definition.targets.history.rows[0].about == "a week. Agreed for autumn"
    assert window.menus.actions["undo"].text() == "&Undo Set target for Discovery calls"


def test_a_narrow_window_turns_the_definition_into_a_tab(page, window):
    trend = page.detail.trend
    assert not trend.tabs.isVisible()
    window.resize(1100, 668)
    assert trend.tabs.isVisible()
    assert not trend.definition.isVisible()
    trend.tabs.setCurrentIndex(1)
    assert trend.definition.isVisible()


def test_the_newest_week_stays_in_sight_when_the_window_changes(page, window, qtbot):
    table = grid(page).table
    for width in (1100, 1300, 1440, 1000):
        window.resize(width, 800)
        bar = table.horizontalScrollBar()
        assert bar.value() == bar.maximum()
        last = table.visualRect(grid(page).model.index(0, grid(page).model.columnCount() - 1))
        assert last.right() == table.viewport().width() - 1


def test_everything_can_be_reached_by_name(page):
    for name in (
        "filter_kpis",
        "add_kpi",
        "kpi_list",
        "trend_of",
        "edit_kpi",
        "trend_chart",
        "propose_target",
        "values_grid",
    ):
        found = page.findChild(object, name)
        assert found is not None, name
        assert found.accessibleName(), name


def test_an_empty_file_offers_the_first_kpi(empty_window):
    empty_window.go("kpis")
    button = empty_window.page.findChild(object, "first_kpi")
    assert button.isVisible()
    button.click()
    assert empty_window.page.findChild(QDialog, "add_kpi_dialog").isVisible()


def test_a_kpi_without_any_value_can_be_typed_into(empty_window, qtbot):
    desk = empty_window.context.desk
    desk.team.add_rep(Rep(new_id(), "Jonas Lindqvist"))
    desk.kpis.take_into_use(["discovery_held"])
    empty_window.go("kpis")
    page = empty_window.page
    edit(page, qtbot, "Jonas Lindqvist", "9")
    assert cell(page, "Jonas Lindqvist").data() == "9"
    assert grid(page).strip.where.text() == "Jonas Lindqvist, week 31"


def test_what_cannot_be_rolled_up_over_reps_is_said_in_list_grid_and_chart(window):
    desk = window.context.desk
    cycle = Kpi(
        new_id(), "cycle", "Answer time", unit=Unit.HOURS, aggregation=Aggregation.MEDIAN, across=Aggregation.MEDIAN
    )
    desk.kpis.define(cycle)
    jonas, maya = desk.team.rep("Jonas"), desk.team.rep("Maya")
    desk.entries.set_values(cycle, [(jonas, WEEK_31, 3.0), (maya, WEEK_31, 5.0)], TODAY)
    window.go("kpis", cycle)
    page = window.page
    assert page.kpis.current.value == "–"
    assert page.kpis.current.phrase.startswith("cannot be rolled up")
    assert grid(page).foot.title == "Cannot be rolled up"
    assert set(grid(page).model.team) == {""}
    assert page.detail.trend.empty.text().startswith("Values of several reps cannot be rolled up into one.")
    page.detail.trend.whom.set_current("rep")
    assert not page.detail.trend.empty.isVisible()
    assert cell(page, "Jonas Lindqvist").data() == "3 h"
