"""The card of weekly values: what a spreadsheet would be, with the source of every number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollBar

from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.values_model import ValuesModel
from kpidesk.gui.pages.kpis_around import HandCorner, Summaries, TeamRow
from kpidesk.gui.pages.kpis_cells import ValuesTable
from kpidesk.gui.pages.kpis_note import CellNote
from kpidesk.gui.pages.kpis_strip import CellStrip
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable


class GridCard(Card):
    """Head with undo and paste, the strip of the cell, and the grid with its summary column and team row."""

    def __init__(self, undo: Callable[[], None]) -> None:
        super().__init__(" ")
        self.setObjectName("values_card")
        self.model = ValuesModel(self)
        self.table = ValuesTable(self.model)
        self.strip = CellStrip(self.model)
        self.note = CellNote(self.table)
        self.side = Summaries(self.model, self.table)
        self.foot = TeamRow(self.model, self.table)
        self._legend = [HandCorner(), PlainLabel(self.tr("Edited by hand"), FontRole.META, "muted")]
        for each in self._legend:
            self.right.addWidget(each)
        self.undo = Button(self.tr("Undo"), "ghost", icon="undo-2", keys="Ctrl+Z", size="small")
        self.undo.setObjectName("undo_values")
        self.undo.clicked.connect(undo)
        self.paste = Button(
            self.tr("Paste from Excel"), icon="clipboard-paste", keys="Ctrl+V", size="small"
        )  # fmt: skip
        self.paste.setObjectName("paste_values")
        self.paste.clicked.connect(self.table.paste)
        self.right.addWidget(self.undo)
        self.right.addWidget(self.paste)
        self.body.addWidget(self.strip)
        self.body.addLayout(self._cells(), 1)
        self.model.refused.connect(self.strip.refuse)
        self.model.refused.connect(self._say_at_cell)
        self.table.refused.connect(self.strip.refuse)
        self.table.moved.connect(self._on_moved)
        self.table.cells.opened.connect(lambda: self._say_cell(editing=True))
        self.table.cells.closed.connect(lambda: self._say_cell(editing=False))
        self.model.modelReset.connect(self._on_reset)
        self.model.dataChanged.connect(self._on_moved)
        theme.on_change(self.refresh)

    def set_narrow(self, *, narrow: bool) -> None:
        """Drop what is said elsewhere too: the strip says what was typed, the Edit menu undoes."""
        for each in (*self._legend, self.undo):
            each.setVisible(not narrow)

    def refresh(self) -> None:
        """Repaint what stands around the cells."""
        self.side.update()
        self.foot.refresh()
        self.foot.setVisible(self.model.rowCount() > 0)
        self.side.updateGeometry()
        self.table.fit_columns()
        # The team stands right under the last rep; what room is left stays below it.
        for each in (self.table, self.side):
            each.setMaximumHeight(self.table.full_height())

    def _cells(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setSpacing(0)
        grid.addWidget(self.table, 0, 0)
        grid.addWidget(self.side, 0, 1)
        grid.addWidget(self.foot, 1, 0, 1, 2)
        grid.addWidget(_follower(self.table.verticalScrollBar(), Qt.Orientation.Vertical), 0, 2)
        grid.addWidget(_follower(self.table.horizontalScrollBar(), Qt.Orientation.Horizontal), 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(0, 1000)
        grid.setRowStretch(3, 1)
        return grid

    def _on_reset(self) -> None:
        self.table.fit_columns()
        self.table.show_newest()
        if self.model.rowCount():
            # The newest closed period is what is most often put right.
            column = max(self.model.columnCount() - 2, 0)
            self.table.setCurrentIndex(self.model.index(0, column))
            self.table.show_newest()
        self._on_moved()

    def _on_moved(self) -> None:
        if self.table.state() != ValuesTable.State.EditingState:
            self._say_cell(editing=False)

    def _say_at_cell(self, sentence: str) -> None:
        """Say at the wrong cells themselves why what is typed or pasted was not taken."""
        wrong = [self.model.index(*place) for place in self.model.wrong]
        if wrong or self.table.state() == ValuesTable.State.EditingState:
            self.note.say(sentence, wrong or [self.table.currentIndex()])

    def _say_cell(self, *, editing: bool) -> None:
        at = self.table.currentIndex()
        self.strip.show_cell(at.row(), at.column(), editing=editing)


def _follower(bar: QScrollBar, orientation: Qt.Orientation) -> QScrollBar:
    """A scroll bar at the outer edge that moves with a hidden one; gone while there is nothing to scroll."""
    outer = QScrollBar(orientation)
    outer.setObjectName("values_scroll_across" if orientation == Qt.Orientation.Horizontal else "values_scroll_down")

    def follow() -> None:
        outer.setRange(bar.minimum(), bar.maximum())
        outer.setPageStep(bar.pageStep())
        outer.setSingleStep(bar.singleStep())
        outer.setValue(bar.value())
        outer.setVisible(bar.maximum() > bar.minimum())

    bar.rangeChanged.connect(follow)
    bar.valueChanged.connect(outer.setValue)
    outer.valueChanged.connect(bar.setValue)
    follow()
    return outer
