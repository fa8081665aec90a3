"""A table of rows: no grid, whole rows hovered and selected, heights that follow the text scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLine
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.delegates.base import Index, row_height
from kpidesk.gui.widgets.row_header import RowHeader

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent, QPaintEvent

_AT_THE_END = 4
"""Pixels."""


class RowTable(QTableView):
    """A view for the row delegates.

    `hover_row` is the row under the pointer, -1 for none, and
    `last_column` the column at the right edge.
    """

    def __init__(self, *, lines: int = 2, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.hover_row = -1
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.last_column = 0
        header = RowHeader(self)
        header.sectionCountChanged.connect(self._on_columns_changed)
        self.setHorizontalHeader(header)
        theme.bind(self._restyle)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        wide, model = self.viewport().width(), self.model()
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if first < 0:
            return
        last = model.rowCount(self.rootIndex()) - 1 if last < 0 else last
        # Where the last row ends with the table, the frame around it is line enough.
        end = self.viewport().height() - _AT_THE_END
        bottoms = [self.rowViewportPosition(row) + self.rowHeight(row) - 1 for row in range(first, last + 1)]
        bottoms = [y for y in bottoms if y < end]
        painter = QPainter(self.viewport())
        painter.setPen(theme.current().colour("grid"))
        painter.drawLines([QLine(0, y, wide, y) for y in bottoms])

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        # The ring goes round the whole row, Qt repaints only the cell.
        for row in (previous.row(), current.row()):
            self._update_row(row)

    def _on_columns_changed(self, _old: int, new: int) -> None:
        self.last_column = new - 1

    def _hover(self, row: int) -> None:
        if row != self.hover_row:
            old, self.hover_row = self.hover_row, row
            self._update_row(old)
            self._update_row(row)

    def _update_row(self, row: int) -> None:
        if row >= 0:
            self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height(self._lines))
        self.horizontalHeader().updateGeometry()
        self.updateGeometries()
