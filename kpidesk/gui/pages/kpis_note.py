"""The note at a cell of the value grid: why what is typed there was not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from kpidesk.domain.terms import Status
from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from kpidesk.gui.pages.kpis_cells import ValuesTable

_WIDEST, _WIDEST_LIST = 360, 560


class CellNote(QFrame):
    """Floats right under the cell, or over it where there is no room, until the cell is left or put right."""

    def __init__(self, table: ValuesTable) -> None:
        super().__init__(table.viewport())
        self._table = table
        self.setObjectName("cell_note")
        self.setProperty("look", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = PlainLabel("", FontRole.META, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        row.addWidget(StatusMark(Status.RISK, 10), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()
        table.cells.closed.connect(self.hide)
        table.moved.connect(self.hide)

    def say(self, sentence: str, cells: Sequence[QModelIndex]) -> None:
        """Say it at some cells, the first of which comes into sight, beside them rather than over them."""
        self.words.setText(sentence)
        self._table.scrollTo(cells[0])
        about, room = self._table.visualRect(cells[0]), self._table.viewport().rect()
        for each in cells:
            about = about.united(self._table.visualRect(each).intersected(room))
        wide = min(theme.px(_WIDEST if len(cells) == 1 else _WIDEST_LIST), room.width())
        high = self.heightForWidth(wide)
        below = about.bottom() + 1 + high <= room.height()
        top = about.bottom() + 1 if below else max(about.top() - high, 0)
        left = min(max(about.right() + 1 - wide, 0), room.width() - wide)
        self.setGeometry(QRect(QPoint(left, top), QPoint(left + wide - 1, top + high - 1)))
        self.raise_()
        self.show()
