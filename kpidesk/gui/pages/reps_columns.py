"""How the Reps page shares its room: table over chart at the left, one rep at the right, or one of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kpidesk.gui import theme
from kpidesk.gui.charts.as_table import ChartOrTable
from kpidesk.gui.charts.quadrant import QuadrantChart
from kpidesk.gui.pages.reps_detail import RepDetail
from kpidesk.gui.pages.reps_table import RepsTable
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.panes import REST, Panes

if TYPE_CHECKING:
    from kpidesk.gui.context import Context

_DETAIL, _BRIEF_DETAIL = 440, 392
_SIDE_BY_SIDE = 820
"""Design pixels from which table and detail stand side by side; below, one of them is shown."""
_CHART_FROM = 620
"""Design pixels of height from which the quadrant chart is open."""


def tr(text: str) -> str:
    """Translate a text of the columns."""
    return QCoreApplication.translate("reps", text)


class RepsColumns(Panes):
    """The two columns; their border can be dragged."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("rep_columns", context, parent=parent)
        self.table = RepsTable()
        self.chart = QuadrantChart()
        self.chart.setObjectName("quadrant")
        self.detail = RepDetail()
        self._chart_card = Card(tr("Leading against lagging"), subtitle=tr("Activity now, result later"), compact=True)
        self._chart_card.setObjectName("quadrant_card")
        self._chart_card.body.setContentsMargins(8, 6, 8, 2)
        self.both = ChartOrTable(self.chart, self.chart.figures)
        self._chart_card.right.addWidget(self.both.toggle)
        self._chart_card.body.addWidget(self.both)
        self._room = QWidget()
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.table, 1)
        column.addWidget(self._chart_card)
        column.addWidget(self._room)
        self.addWidget(self._left)
        self.addWidget(self.detail)
        theme.bind(self._restyle)

    def set_brief(self, *, brief: bool) -> None:
        """Leave out what a narrow window has no room for."""
        self.table.set_brief(brief=brief)
        self.detail.set_brief(brief=brief)

    def arrange(self, width: int, height: int, *, compact: bool, chart: bool, rep: bool) -> bool:
        """Share a page of `width` by `height` pixels; return whether both columns are in sight.

        Args:
            width: Of the page.
            height: Of the page.
            compact: The narrow layout: smaller detail, no chart.
            chart: Whether there is something to chart.
            rep: Which column to show where there is room for one: the rep, or the team.
        """
        wide = width >= theme.px(_SIDE_BY_SIDE)
        self._left.setVisible(wide or not rep)
        self.detail.setVisible(wide or rep)
        charted = chart and not compact and height >= theme.px(_CHART_FROM)
        self._chart_card.setVisible(charted)
        self._room.setVisible(not charted)
        self.table.setMaximumHeight(self.table.sizeHint().height())
        self.share("narrow" if compact else "wide", REST, _BRIEF_DETAIL if compact else _DETAIL)
        return wide

    def _restyle(self) -> None:
        self.chart.setMinimumHeight(theme.px(150))
