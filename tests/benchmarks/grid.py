"""The value grid and sparklines on screen, against a C++ item model that holds the same texts.

Both views show as many cells of the same size. A frame is one scroll step with everything it repaints; the longest one
on a way over the whole grid is told in milliseconds beside that of the C++ view. An edit is held against the least any
model can do after one: `dataChanged` of the cell, on the same table.

Run it with: python3 packaging/run.py bench grid
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from kpidesk.domain.terms import Status
from kpidesk.gui import theme
from kpidesk.gui.delegates.sparks import SparklineDelegate
from kpidesk.gui.models.values_model import Summary, ValuesModel
from kpidesk.gui.pages.kpis_cells import ValuesTable
from kpidesk.gui.roles import Role
from kpidesk.gui.sparklines import Series
from kpidesk.gui.widgets.row_table import RowTable
from kpidesk.services.desk import Desk
from tests.benchmarks.big_team import ON, big_team
from tests.benchmarks.measure import within

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kpidesk.services.value_grid import ValueGrid

REPAINT, EDIT, LONGEST_FRAME = 1.3, 2.0, 50.0
SIZE = (1200, 800)
STEPS = 5
SPARK_COLUMNS, SPARK_WEEKS = 12, 52
Index = QModelIndex | QPersistentModelIndex


def plain(texts: list[list[str]], like: QTableView) -> QTableView:
    """A table of ready C++ items, laid out like another one."""
    model = QStandardItemModel(len(texts), len(texts[0]))
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            model.setItem(row, column, QStandardItem(text))
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    view.setVerticalScrollMode(like.verticalScrollMode())
    view.setHorizontalScrollMode(like.horizontalScrollMode())
    for mine, other in (
        (view.verticalHeader(), like.verticalHeader()),
        (view.horizontalHeader(), like.horizontalHeader()),
    ):
        mine.setDefaultSectionSize(other.defaultSectionSize())
    view.resize(*SIZE)
    show(view)
    # The same room for cells, whatever the headers take.
    view.resize(view.size() + like.viewport().size() - view.viewport().size())
    show(view)
    return view


def show(view: QTableView) -> None:
    """Show it, and wait for its first paint."""
    view.show()
    QApplication.processEvents()


def scrolling(view: QTableView) -> Callable[[], None]:
    """Some steps down and some across; at an end it goes on from the other."""
    down, across = view.verticalScrollBar(), view.horizontalScrollBar()

    def go() -> None:
        for bar in (down, across):
            for _ in range(STEPS):
                bar.setValue(bar.minimum() if bar.value() >= bar.maximum() else bar.value() + bar.singleStep())
                QApplication.processEvents()

    return go


def longest_frame(view: QTableView) -> float:
    """Milliseconds of the longest frame, in CPU time, on a way down and across in steps of a page."""
    longest = 0.0
    for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
        bar.setValue(bar.minimum())
        while bar.value() < bar.maximum():
            begin = time.process_time()
            bar.setValue(bar.value() + max(bar.pageStep() // 2, 1))
            QApplication.processEvents()
            longest = max(longest, time.process_time() - begin)
    return longest * 1000


def read_grid(path: Path) -> ValueGrid:
    """The calls of all reps by week."""
    desk = Desk(path)
    grid = desk.entries.grid(desk.team.kpi("calls_made"), ON)
    desk.close()
    return grid


def the_grid(grid: ValueGrid) -> bool:
    """Repaint, scrolling and one edit."""
    model = ValuesModel()
    ours = ValuesTable(model)
    team = np.nanmean(grid.table.rolled.value, axis=0)
    summaries = [Summary("", Status.NONE)] * len(grid.table.reps)
    model.set_grid(grid, team, summaries)
    ours.resize(*SIZE)
    show(ours)
    ours.setCurrentIndex(model.index(3, model.columnCount() - 2))
    rows, columns = range(model.rowCount()), range(model.columnCount())
    limit = plain([[model.text(row, column) for column in columns] for row in rows], ours)
    fits = within("grid, full repaint: C++ items", limit.viewport().repaint, ours.viewport().repaint, REPAINT, times=20)
    fits &= within("grid, 5 steps down and 5 across: C++ items", scrolling(limit), scrolling(ours), None)
    theirs, frame = longest_frame(limit), longest_frame(ours)
    sys.stdout.write(f"grid, longest frame {frame:.1f} ms, goal {LONGEST_FRAME:g} ms; C++ items {theirs:.1f} ms\n")
    ours.scrollTo(model.index(0, 0))
    ours.show_newest()
    cell = model.index(3, model.columnCount() - 2)
    grids = [changed(grid, cell.row(), cell.column(), value) for value in (41.0, 42.0)]

    def told() -> None:
        model.dataChanged.emit(cell, cell)
        QApplication.processEvents()

    def edited() -> None:
        # As the page does: only the row typed into was read again.
        grids.reverse()
        model.set_grid(grids[0], team, summaries, rows=[cell.row()])
        QApplication.processEvents()

    fits &= within("grid, one edit: dataChanged", told, edited, EDIT, times=20)
    ours.close()
    limit.close()
    return fits and frame <= LONGEST_FRAME


def changed(grid: ValueGrid, row: int, column: int, value: float) -> ValueGrid:
    """The grid with another value in one cell."""
    values = grid.table.rolled.value.copy()
    values[row, column] = value
    return replace(grid, table=replace(grid.table, rolled=replace(grid.table.rolled, value=values)))


class Sparks(QAbstractTableModel):
    """A sparkline in every cell."""

    def __init__(self, series: list[list[Series]]) -> None:
        super().__init__()
        self._series = series

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return len(self._series)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return SPARK_COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Series | None:
        return self._series[index.row()][index.column()] if role == Role.SERIES else None


def the_sparklines(grid: ValueGrid) -> bool:
    """Full repaint of a table of sparklines."""
    values = grid.table.rolled.value
    columns = [slice(at * SPARK_COLUMNS, at * SPARK_COLUMNS + SPARK_WEEKS) for at in range(SPARK_COLUMNS)]
    model = Sparks([[Series(tuple((row[part] / row.mean()).tolist()), 1.0) for part in columns] for row in values])
    ours = RowTable(name="Sparklines")
    ours.setModel(model)
    ours.setItemDelegate(SparklineDelegate(ours))
    ours.verticalHeader().setDefaultSectionSize(30)
    ours.horizontalHeader().setDefaultSectionSize(90)
    ours.resize(*SIZE)
    show(ours)
    limit = plain([[f"{value:.1f}" for value in row[:SPARK_COLUMNS]] for row in values], ours)
    name = "sparklines, full repaint: C++ items"
    fits = within(name, limit.viewport().repaint, ours.viewport().repaint, REPAINT, times=20)
    ours.close()
    limit.close()
    return fits


def main() -> int:
    """Measure; 1 when over a goal."""
    application = QApplication([])
    theme.apply(application, theme.load_theme("light"))
    with big_team() as path:
        grid = read_grid(path)
    fits = the_grid(grid)
    fits &= the_sparklines(grid)
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
