"""The right side of the KPIs page: trend and value grid of the chosen KPI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.columns import Basis
from kpidesk.domain.errors import UserError
from kpidesk.domain.measures import STATUSES
from kpidesk.domain.team_standing import adds_up, team_series
from kpidesk.gui import formats, theme
from kpidesk.gui.charts import trend_data
from kpidesk.gui.models import kpi_rows, value_words
from kpidesk.gui.models.values_model import Summary
from kpidesk.gui.pages import kpis_definition
from kpidesk.gui.pages.kpis_grid import GridCard
from kpidesk.gui.pages.kpis_trend import REP, TrendCard
from kpidesk.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kpidesk.domain.board import Board
    from kpidesk.domain.columns import Column
    from kpidesk.domain.entities import Id, Kpi
    from kpidesk.gui.context import Context
    from kpidesk.gui.models.kpis_model import KpiRow
    from kpidesk.services.entries import Typed
    from kpidesk.services.value_grid import ValueGrid

_CHART, _LOW_CHART = 324, 236
_LOW_BELOW = 600
"""Design pixels of height below which the chart gives room to the values."""
_ONE_BELOW = 470
"""Design pixels of height below which only one of the two is shown."""


class KpiDetail(QWidget):
    """Trend above values; typed values are kept at once."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("kpi_detail")
        self._context = context
        self._board: Board | None = None
        self._row: KpiRow | None = None
        self._currency = ""
        self.typing: frozenset[Id] = frozenset()
        """The reps whose values are being typed, while a reload comes from that."""
        self.trend = TrendCard()
        self.values = GridCard(context.editor.undo)
        self.which = Tabs(self.tr("Values or trend"))
        self.which.setObjectName("values_or_trend")
        self.which.add(self.tr("Values"))
        self.which.add(self.tr("Trend"))
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setObjectName("kpi_rows")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(16)
        self._splitter.addWidget(self.trend)
        self._splitter.addWidget(self.values)
        self._splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.which)
        column.addWidget(self._splitter, 1)
        self.trend.whom.changed.connect(lambda _key: self._show_trend())
        self.values.model.typed.connect(self._keep)
        self.values.table.moved.connect(self._on_moved)
        self.which.currentChanged.connect(lambda _at: self._share_room())
        theme.on_change(self._share_room)

    def show_row(self, row: KpiRow, board: Board, currency: str) -> None:
        """Show a KPI as it stands on the board."""
        self._row, self._board, self._currency = row, board, currency
        self.show_grid()
        grid = self.values.model.grid
        if grid is None:
            return
        team, on = self._context.desk.team, self._context.today()
        names = {rep.id: rep.name for rep in grid.table.reps} | {each.id: each.name for each in team.teams().values()}
        past = kpis_definition.history(team.targets(row.kpi.id), row.kpi, names, currency, on)
        self.trend.definition.show_kpi(row.kpi, value_words.sources(grid), past, currency)
        self._show_trend()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def show_grid(self) -> None:
        """Read the values again, and nothing else."""
        row = self._row
        if row is None or self._board is None:
            return
        grid = self._read(row.kpi)
        rolled = grid.table.rolled
        team = team_series(row.kpi, rolled.value, rolled.numerator, rolled.denominator)
        card = self.values
        card.side.title = self._summary_title(row.kpi)
        card.foot.title = self.tr("Team total") if adds_up(row.kpi) else self.tr("Team average")
        card.foot.recent = row.value if row.value != formats.MISSING else ""
        judged = self._basis(row.kpi) is not Basis.TO_DATE
        card.model.set_grid(grid, team, self._summaries(grid), self._currency, judged=judged)
        card.set_title(value_words.periods_title(grid.cadence))
        running = card.model.period(card.model.columnCount() - 1)
        running = running[:1].upper() + running[1:]
        card.set_subtitle(formats.fill(self.tr("Type, or paste a block. %1 is still running."), running))
        card.undo.setEnabled(self._context.editor.undo_label is not None)
        card.refresh()

    def _read(self, kpi: Kpi) -> ValueGrid:
        """The grid of a KPI; after typing only the rows typed into are read again."""
        entries, on, shown = self._context.desk.entries, self._context.today(), self.values.model.grid
        if self.typing and shown is not None and shown.table.kpi == kpi:
            patched = shown.with_rows(entries.grid(kpi, on, shown.cadence, self.typing))
            if patched is not None:
                return patched
        return entries.grid(kpi, on)

    def _show_trend(self) -> None:
        grid = self.values.model.grid
        if grid is None:
            return
        kpi, at = grid.table.kpi, self.values.table.currentIndex()
        each = self.trend.whom.current() == REP and bool(grid.table.reps)
        row = max(at.row(), 0)
        if each:
            shown = trend_data.rep_trend(grid, row, self._currency)
            whom = grid.table.reps[row].name
            note = formats.fill(self.tr("%1 in front of the team."), whom)
        else:
            shown = trend_data.team_trend(grid, self._currency)
            whom = self.tr("Team total") if adds_up(kpi) else self.tr("Team average per rep")
            note = formats.fill(self.tr("%1, %2."), whom, trend_data.span(shown, grid.cadence))
        if shown.band is not None:
            note = f"{note} {self.tr('Band: normal week-to-week variation.')}"
        self.trend.show_kpi(kpi, note)
        self.trend.show_empty(empty=shown.empty)
        self.trend.chart.set_trend(shown, kpi.kind, trend_data.sentence(shown, kpi, whom, self._currency))

    def _made(self, kpi: Kpi) -> Column | None:
        columns = () if self._board is None else self._board.columns
        return next((made for made in columns if made.kpi.id == kpi.id), None)

    def _basis(self, kpi: Kpi) -> Basis | None:
        made = self._made(kpi)
        return None if made is None else made.basis

    def _summaries(self, grid: ValueGrid) -> list[Summary]:
        made, board = self._made(grid.table.kpi), self._board
        if board is None or made is None:
            return []
        at_rep = {rep.id: at for at, rep in enumerate(board.frame.numbers.reps)}
        found = []
        for rep in grid.table.reps:
            at = at_rep.get(rep.id)
            value = float("nan") if at is None else float(made.value[at])
            text = kpi_rows.value_text(value, grid.table.kpi, self._currency)
            status = STATUSES[0 if at is None else int(made.status[at])]
            found.append(Summary("" if text == formats.MISSING else text, status))
        return found

    def _summary_title(self, kpi: Kpi) -> str:
        made, board = self._made(kpi), self._board
        if made is None or board is None:
            return ""
        if made.basis is Basis.TO_DATE:
            return kpi_rows.running_period(made.cadence, self._context.today(), board.frame.calendar)
        if made.basis is Basis.NEWEST:
            return self.tr("Newest")
        return formats.fill(self.tr("%1-wk"), str(kpi_rows.recent_weeks(kpi, made.cadence)))

    def _keep(self, cells: list[tuple[int, int, float | None]]) -> None:
        """Keep typed cells as one step; what is refused is said above the grid."""
        grid = self.values.model.grid
        if grid is None or not cells:
            return
        typed: list[Typed] = [(grid.table.reps[row], grid.starts[column], value) for row, column, value in cells]
        try:
            change = self._context.desk.entries.set_values(grid.table.kpi, typed, grid.cadence)
        except UserError as error:
            self.values.model.refuse(str(error))
            return
        self.typing = frozenset(rep.id for rep, _start, _value in typed)
        try:
            self._context.editor.do(lambda: change)
        finally:
            self.typing = frozenset()

    def _on_moved(self) -> None:
        if self.trend.whom.current() == REP:
            self._show_trend()

    def _share_room(self) -> None:
        """Put chart and values one above the other, or behind tabs where it is very low."""
        room = self.height()
        one_by_one = room < theme.px(_ONE_BELOW)
        self.which.setVisible(one_by_one)
        self.trend.setVisible(not one_by_one or self.which.currentIndex() == 1)
        self.values.setVisible(not one_by_one or self.which.currentIndex() == 0)
        low = room < theme.px(_LOW_BELOW)
        chart = theme.px(_LOW_CHART if low else _CHART)
        self._splitter.setSizes([chart, max(room - chart, 1)])
