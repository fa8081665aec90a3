import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kpidesk.gui.charts.as_table import ChartOrTable
from kpidesk.gui.models.figures_model import Cell, Figures, FiguresModel

F2, ESCAPE, RETURN = Qt.Key.Key_F2, Qt.Key.Key_Escape, Qt.Key.Key_Return
NUMBERS = Figures(
    "Calls, from 9 to 12",
    ("Week", "Value", "Target"),
    (
        (Cell("W31"), Cell("€14.4k", "14400"), Cell("12")),
        (Cell("W32"), Cell("–", ""), Cell("12")),
    ),
    begin=-1,
)


@pytest.fixture
def shown(dressed, qtbot, request):
    chart = QWidget()
    chart.setObjectName("calls_chart")
    chart.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    both = ChartOrTable(chart, lambda: NUMBERS)
    window = QWidget()
    # Nothing else holds it while the test runs.
    request.node.window = window
    column = QVBoxLayout(window)
    column.addWidget(both.toggle)
    column.addWidget(both)
    window.resize(600, 300)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    chart.setFocus()
    return both


@pytest.mark.parametrize("back", [F2, ESCAPE])
def test_f2_turns_the_chart_into_a_table_and_f2_or_escape_turns_it_back(shown, qtbot, back):
    qtbot.keyClick(shown.chart, F2)
    assert shown.table.hasFocus()
    assert shown.table.accessibleName() == "Calls, from 9 to 12"
    assert shown.table.currentIndex().data() == "W32"
    qtbot.keyClick(shown.table, back)
    assert shown.currentWidget() is shown.chart
    assert QApplication.focusWidget() is shown.chart
    assert shown.table is None


def test_the_button_says_what_it_does_and_keeps_the_focus(shown, qtbot):
    shown.toggle.setFocus()
    assert shown.toggle.accessibleName() == "Show as table"
    qtbot.mouseClick(shown.toggle, Qt.MouseButton.LeftButton)
    assert shown.toggle.accessibleName() == "Show as chart"
    qtbot.keyClick(shown.table, ESCAPE)
    assert QApplication.focusWidget() is shown.toggle


def test_the_menu_of_chart_and_table_offers_the_way_over_and_back(shown, qtbot):
    assert [each.text() for each in shown.chart.actions()] == ["Show as table"]
    shown.turn.trigger()
    assert [each.text() for each in shown.table.actions()] == ["Copy", "Show as chart"]


def test_ctrl_c_copies_everything_with_heads_and_exact_numbers(shown, qtbot):
    qtbot.keyClick(shown.chart, F2)
    qtbot.keyClick(shown.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Week\tValue\tTarget\nW31\t14400\t12\nW32\t\t12"


def test_ctrl_c_copies_selected_rows_only(shown, qtbot):
    qtbot.keyClick(shown.chart, F2)
    shown.table.selectRow(0)
    qtbot.keyClick(shown.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Week\tValue\tTarget\nW31\t14400\t12"


def test_without_numbers_no_table_is_offered(dressed, qtbot):
    bare = ChartOrTable(QWidget(), None)
    qtbot.addWidget(bare)
    bare.turn.trigger()
    assert bare.table is None
    assert bare.toggle.isHidden()


def test_the_model_is_a_proper_one_and_speaks_each_cell_with_its_head(dressed):
    model = FiguresModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_figures(NUMBERS)
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Value: €14.4k"
    model.set_figures(Figures("", (), ()))
    assert model.rowCount() == model.columnCount() == 0


def table_of(both):
    both.turn.trigger()
    model = both.table.figures
    return [[model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())], [
        model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())
    ]


def test_the_trend_has_periods_values_targets_limits_and_what_they_say(window):
    window.go("kpis")
    rows, heads = table_of(window.page.detail.trend.both)
    assert heads == [
        *("Week", "Value", "Target", "Year before", "Change"),
        *("Lower limit", "Upper limit", "Status", "Signal"),
    ]  # fmt: skip
    assert rows[-1] == ["W33", "11.8", "12", "9.0", "+31%", "10.6", "12.1", "On target", "–"]
    assert rows[0][5:7] == ["–", "–"]
    assert len(rows) == 26


def test_a_rate_of_few_cases_is_told_in_counts(window):
    window.go("kpis", next(each for each in window.context.desk.team.kpis() if each.name == "Win rate"))
    trend = window.page.detail.trend
    trend.whom.set_current("rep")
    rows, heads = table_of(trend.both)
    assert heads[:3] == ["Week", "Value", "Cases"]
    few = [row for row in rows if row[2] != "–" and int(row[2].split(" of ")[1]) < 5]
    assert few
    assert all(row[1] == row[2] for row in few)
    assert all(row[1].endswith("%") for row in rows if row not in few and row[1] != "–")


def test_the_quadrant_has_a_row_for_each_rep(window):
    window.go("reps")
    rows, heads = table_of(window.page.columns.both)
    assert heads == ["Rep", "Leading attainment", "Quota attainment", "Pace", "Status"]
    assert ["Maya Okafor", "71%", "41%", "55%", "At risk"] in rows


def test_the_pulse_has_a_row_for_each_kpi_and_week(window):
    card = window.page.findChild(QWidget, "pulse_card")
    rows, heads = table_of(card.both)
    assert heads[:3] == ["KPI", "Week", "Average per rep"]
    assert len(rows) == 4 * 13
    card.findChild(QWidget, "pulse_weeks_26").click()
    assert card.both.table.figures.rowCount() == 4 * 26


def test_the_evidence_on_prepare_turns_into_its_weeks_and_back_to_the_row(window, qtbot):
    window.go("prepare", window.context.desk.team.rep("Maya"))
    row = next(each for each in window.page.findChildren(QWidget, "evidence_E1") if each.isVisible())
    row.setFocus()
    qtbot.keyClick(row, F2)
    assert row.both.table.figures.rowCount() == 26
    assert QApplication.focusWidget() is row.both.table
    qtbot.keyClick(row.both.table, ESCAPE)
    assert QApplication.focusWidget() is row
