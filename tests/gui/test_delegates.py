"""Delegates paint what the model says: rows show hover, selection and focus, and missing stays empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QToolTip
from typing_extensions import override

from kpidesk.domain.terms import Kind, Status
from kpidesk.gui import theme
from kpidesk.gui.delegates.bars import BulletDelegate
from kpidesk.gui.delegates.base import CellDelegate, row_height
from kpidesk.gui.delegates.cells import MeetingDelegate, StatusDelegate, TextDelegate, TwoLineDelegate
from kpidesk.gui.delegates.people import PersonDelegate
from kpidesk.gui.delegates.sparks import SparklineDelegate
from kpidesk.gui.roles import Role
from kpidesk.gui.sparklines import Series
from kpidesk.gui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Callable

Display = Qt.ItemDataRole.DisplayRole
ROOT = QModelIndex()


class Cells(QAbstractTableModel):
    """Two rows of cells, each a mapping of roles."""

    def __init__(self, *columns: dict[int, Any]) -> None:
        super().__init__()
        self.columns = columns

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else 2

    @override
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Display) -> Any:
        return self.columns[index.column()].get(role)


@pytest.fixture(autouse=True)
def light(qapp):
    theme.apply(qapp, theme.load_theme("light"))
    yield
    theme.apply(qapp, theme.load_theme("light"))


@pytest.fixture
def show(qtbot) -> Callable[..., RowTable]:
    """Show one delegate in a table of two rows and as many columns as there are cells."""
    kept: list[object] = []

    def make(delegate: CellDelegate, *cells: dict[int, Any]) -> RowTable:
        table, model = RowTable(name="Cells"), Cells(*cells)
        qtbot.addWidget(table)
        table.setModel(model)
        table.setItemDelegate(delegate)
        table.resize(120 + 180 * len(cells), 200)
        for column in range(len(cells)):
            table.setColumnWidth(column, 180)
        kept.extend((model, delegate))
        return table

    return make


def row(table: RowTable, at: int = 0, column: int = 0) -> QImage:
    """Paint the cell as the table does."""
    table.ensurePolished()
    return table.viewport().grab(table.visualRect(table.model().index(at, column))).toImage()


def names(picture: QImage) -> set[str]:
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


def token(name: str) -> str:
    return QColor(theme.current().colour(name)).name()


def test_a_selected_row_has_its_fill_and_an_ink_bar_at_the_left(show):
    table = show(TextDelegate(), {Display: "Maya"}, {Display: "71%"})
    table.selectRow(0)
    first, second = row(table), row(table, column=1)
    assert {first.pixelColor(x, 20).name() for x in range(3)} == {token("accent")}
    assert first.pixelColor(4, 4).name() == token("selected")
    assert second.pixelColor(1, 20).name() == token("selected")
    assert row(table, 1).pixelColor(4, 4).name() == token("raised")


def test_the_whole_row_under_the_pointer_has_the_hover_fill(show, qtbot):
    table = show(TextDelegate(), {Display: "Maya"}, {Display: "71%"})
    with qtbot.waitExposed(table):
        table.show()
    qtbot.mouseMove(table.viewport(), table.visualRect(table.model().index(1, 0)).center())
    qtbot.waitUntil(lambda: table.hover_row == 1)
    assert row(table, 1, column=1).pixelColor(2, 2).name() == token("hover")
    assert row(table, 0).pixelColor(2, 2).name() == token("raised")


def test_the_focus_ring_goes_round_the_row(show, qtbot):
    table = show(TextDelegate(), {Display: "Maya"}, {Display: "71%"})
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.setFocus()
    table.selectRow(0)
    left, right = row(table), row(table, column=1)
    assert left.pixelColor(60, 0).name() == left.pixelColor(0, 20).name() == token("focus")
    assert right.pixelColor(right.width() - 1, 20).name() == token("focus")
    assert right.pixelColor(0, 20).name() == token("selected")


def test_rows_grow_with_the_text(qapp, show):
    table = show(TwoLineDelegate(), {Role.TITLE: "Maya Okafor", Role.META: "Rebuilding"})
    assert table.rowHeight(0) == row_height() == 48
    theme.apply(qapp, theme.load_theme("light", 2.0))
    assert table.rowHeight(0) == row_height() == 96
    assert row_height(1) == 72


@pytest.mark.parametrize(
    ("delegate", "cell"),
    [
        (TextDelegate, {}),
        (TwoLineDelegate, {}),
        (PersonDelegate, {}),
        (MeetingDelegate, {}),
        (StatusDelegate, {}),
        (SparklineDelegate, {}),
        (BulletDelegate, {}),
    ],
)
def test_a_cell_without_data_stays_empty(show, delegate, cell):
    drawn = row(show(delegate(), {Display: ""}, cell), column=1)
    ink = names(drawn) - {token("raised"), token("grid")}
    if delegate is PersonDelegate:
        ink -= names(row(show(delegate(), {}, {Role.TITLE: ""}), column=1))
    assert ink == set()


def test_a_status_becomes_its_mark(show):
    for status, colour in ((Status.GOOD, "good"), (Status.WATCH, "watch_fill"), (Status.RISK, "risk")):
        assert token(colour) in names(row(show(StatusDelegate(), {Role.STATUS: status})))


def test_a_missing_share_draws_no_bar_but_keeps_its_text(show):
    empty = names(row(show(BulletDelegate(), {Role.FRACTION: None, Role.TEXT: "–"})))
    assert token("grid") in empty
    assert token("leading") not in empty
    full = names(row(show(BulletDelegate(), {Role.FRACTION: 0.71, Role.TICK: 1.0, Role.TEXT: "71%"})))
    assert {token("leading"), token("text")} <= full


def test_lagging_bars_are_softer_and_lower_than_leading_ones(show):
    cell = {Role.FRACTION: 1.0, Role.TICK: None, Role.TEXT: ""}
    leading = row(show(BulletDelegate(), cell))
    lagging = row(show(BulletDelegate(kind=Kind.LAGGING), cell))
    high = sum(leading.pixelColor(30, y).name() == token("leading") for y in range(leading.height()))
    low = sum(lagging.pixelColor(30, y).name() == token("lagging_mid") for y in range(lagging.height()))
    assert low < high


def test_a_sparkline_is_drawn_with_its_end_mark(show):
    series = Series((12.0, 11.0, 9.0, 8.0, 6.0), 12.0, Kind.LEADING, Status.RISK)
    drawn = names(row(show(SparklineDelegate(), {Role.SERIES: series})))
    assert {token("risk"), token("leading")} <= drawn


def test_an_overdue_meeting_starts_with_a_mark(show):
    plain = {Role.TITLE: "Today 14:00", Role.META: "Last 6 Aug"}
    assert token("risk") not in names(row(show(MeetingDelegate(), plain)))
    assert token("risk") in names(row(show(MeetingDelegate(), plain | {Role.STATUS: Status.RISK})))


def test_a_text_cell_draws_its_mark_only_when_asked(show):
    cell = {Display: "2", Role.STATUS: Status.WATCH}
    right = Qt.AlignmentFlag.AlignRight
    assert token("watch_fill") not in names(row(show(TextDelegate(align=right), cell)))
    assert token("watch_fill") in names(row(show(TextDelegate(align=right, marks=True), cell)))


def test_archived_rows_have_muted_texts(show):
    cell = {Role.TITLE: "Maya Okafor", Role.META: ""}
    assert token("text") in names(row(show(TwoLineDelegate(), cell)))
    assert token("text") not in names(row(show(TwoLineDelegate(), cell | {Role.ARCHIVED: True})))


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_tooltip_shows_data_as_it_is_written(show, qtbot):
    table = show(TextDelegate(), {Display: "x", Qt.ItemDataRole.ToolTipRole: "<b>Bo</b>"})
    with qtbot.waitExposed(table):
        table.show()
    index = table.model().index(0, 0)
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), table.viewport().mapToGlobal(QPoint(5, 5)))
    delegate = table.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    assert delegate.helpEvent(event, table, QStyleOptionViewItem(), index)
    assert QToolTip.text() == "<qt>&lt;b&gt;Bo&lt;/b&gt;"
    QToolTip.hideText()


def test_cells_ask_for_the_width_of_what_they_show(show):
    narrow = show(TwoLineDelegate(), {Role.TITLE: "Bo", Role.META: ""})
    wide = show(TwoLineDelegate(), {Role.TITLE: "A considerably longer name", Role.META: ""})
    assert narrow.sizeHintForColumn(0) < wide.sizeHintForColumn(0)
    person = show(PersonDelegate(), {Role.TITLE: "Bo", Role.META: ""})
    assert person.sizeHintForColumn(0) == narrow.sizeHintForColumn(0) + 36
