"""The right side of the KPIs page: trend and value grid of the chosen KPI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.columns import Basis, recent_width
from kpidesk.domain.errors import UserError
from kpidesk.domain.measures import STATUSES
from kpidesk.domain.team_standing import adds_up, rolls_up, team_series
from kpidesk.gui import formats, theme
from kpidesk.gui.charts import series_words, trend_data
from kpidesk.gui.models import coaching_words, kpi_rows, value_words
from kpidesk.gui.models.targets_model import history
from kpidesk.gui.models.values_model import Summary
from kpidesk.gui.pages.kpis_facts import facts
from kpidesk.gui.pages.kpis_grid import GridCard
from kpidesk.gui.pages.kpis_trend import REP, TrendCard
from kpidesk.gui.widgets.panes import REST, Panes
from kpidesk.services.entries import RefusedValuesError
from kpidesk.services.kpis import catalogue

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kpidesk.domain.board import Board
    from kpidesk.domain.columns import Column
    from kpidesk.domain.entities import Id, Kpi, Rep
    from kpidesk.gui.context import Context
    from kpidesk.gui.models.kpis_model import KpiRow
    from kpidesk.services.entries import Typed
    from kpidesk.services.value_grid import ValueGrid

_CHART, _LOW_CHART = 324, 236
_LOW_BELOW = 600
"""Design pixels of height below which the chart gives room to the values."""
ONE_BELOW = 470
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
        self._told: Rep | None = None
        """Whose coaching target is said."""
        self.typing: frozenset[Id] = frozenset()
        """The reps whose values are being typed, while a reload comes from that."""
        self.trend = TrendCard()
        self.values = GridCard(context.editor.undo)
        self._rows = Panes("kpi_rows", context, Qt.Orientation.Vertical)
        self._rows.addWidget(self.trend)
        self._rows.addWidget(self.values)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rows)
        self.trend.whom.changed.connect(lambda _key: self._show_trend())
        self.values.model.typed.connect(self._keep)
        self.values.table.moved.connect(self._on_moved)
        theme.on_change(self._share_room)

    def show_parts(self, *, trend: bool, values: bool) -> None:
        """Show one above the other, or only one of them."""
        self.trend.setVisible(trend)
        self.values.setVisible(values)
        self._share_room()

    def show_row(self, row: KpiRow, board: Board, currency: str) -> None:
        """Show a KPI as it stands on the board."""
        self._row, self._board, self._currency = row, board, currency
        self.show_grid()
        grid = self.values.model.grid
        if grid is None:
            return
        self._describe(row.kpi, grid)
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
        grid, rows = self._read(row.kpi)
        rolled = grid.table.rolled
        team = team_series(row.kpi, rolled.value, rolled.numerator, rolled.denominator)
        card = self.values
        card.side.title = self._summary_title(row.kpi)
        card.foot.title = self._team_title(row.kpi)
        card.foot.recent = row.value if row.value != formats.MISSING else ""
        judged = self._basis(row.kpi) is not Basis.TO_DATE
        card.model.set_grid(grid, team, self._summaries(grid), self._currency, judged=judged, rows=rows)
        card.set_title(value_words.periods_title(grid.cadence))
        running = card.model.period(card.model.columnCount() - 1)
        running = running[:1].upper() + running[1:]
        card.set_subtitle(formats.fill(self.tr("Type, or paste a block. %1 is still running."), running))
        card.undo.setEnabled(self._context.editor.undo_label is not None)
        card.refresh()

    def _read(self, kpi: Kpi) -> tuple[ValueGrid, list[int] | None]:
        """The grid of a KPI, and the rows read again: after typing only those typed into, None for all."""
        entries, on, shown = self._context.desk.entries, self._context.today(), self.values.model.grid
        if self.typing and shown is not None and shown.table.kpi == kpi:
            patched = shown.with_rows(entries.grid(kpi, on, shown.cadence, self.typing))
            if patched is not None:
                return patched, [at for at, rep in enumerate(patched.table.reps) if rep.id in self.typing]
        return entries.grid(kpi, on), None

    def _show_trend(self) -> None:
        grid = self.values.model.grid
        if grid is None:
            return
        kpi, row = grid.table.kpi, max(self.values.table.currentIndex().row(), 0)
        judged, empty = self._basis(kpi) is not Basis.TO_DATE, ""
        if self.trend.whom.current() == REP and grid.table.reps:
            series = trend_data.rep_course(grid, row, self._currency, judged=judged)
            shown = trend_data.trend(series, trend_data.others(grid, row))
            whom = grid.table.reps[row].name
            note = formats.fill(self.tr("%1 in front of the team."), whom)
        else:
            series = trend_data.team_course(grid, self._currency, judged=judged)
            shown = trend_data.trend(series)
            whom = self.tr("Team total") if adds_up(kpi) else self.tr("Team average per rep")
            note = formats.fill(self.tr("%1, %2."), whom, series_words.count(len(series.heads), grid.cadence))
            if not rolls_up(kpi):
                empty = self.tr("Values of several reps cannot be rolled up into one. Choose “Each rep” instead.")
        if shown.band is not None:
            note = f"{note} {self.tr('Band: normal week-to-week variation.')}"
        if series.signals.any():
            note = f"{note} {self.tr('Ring: more than chance.')}"
        self.trend.show_series(series, shown, note, trend_data.sentence(series, shown, whom), empty)

    def _describe(self, kpi: Kpi, grid: ValueGrid) -> None:
        """Show definition, facts and target history."""
        desk, definition = self._context.desk, self.trend.definition
        names = {rep.id: rep.name for rep in desk.team.reps(archived=True)}
        names |= {each.id: each.name for each in desk.team.teams().values()}
        known = [*catalogue().values(), *desk.team.kpis(archived=True)]
        season = desk.schedules.season(kpi.id) or desk.schedules.season()
        found = facts(kpi, known, value_words.sources(grid), season, self._currency)
        past = history(desk.team.targets(kpi.id), kpi, names, self._currency, self._context.today())
        definition.show_kpi(kpi, found, past)
        self._told = None
        self._show_coaching()

    def _show_coaching(self) -> None:
        """Say what the target of the chosen rep amounts to now, when it is another rep than before."""
        grid, row = self.values.model.grid, self.values.table.currentIndex().row()
        rep = grid.table.reps[row] if grid is not None and row >= 0 else None
        if grid is None or rep is None:
            self.trend.definition.show_coaching("")
        elif rep != self._told:
            self._told = rep
            found = self._context.desk.targets.coaching(grid.table.kpi, rep, self._context.today())
            said = coaching_words.sentence(found, grid.table.kpi, rep.name, self._currency)
            self.trend.definition.show_coaching(said if self.trend.definition.targets.history.rows else "")

    def _team_title(self, kpi: Kpi) -> str:
        if not rolls_up(kpi):
            return self.tr("Cannot be rolled up")
        return self.tr("Team total") if adds_up(kpi) else self.tr("Team average")

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
            return formats.running_period(made.cadence, self._context.today(), board.frame.calendar, short=True)
        if made.basis is Basis.NEWEST:
            return self.tr("Newest")
        return formats.fill(self.tr("%1-wk"), str(recent_width(kpi, made.cadence)))

    def _keep(self, cells: list[tuple[int, int, float | None]]) -> None:
        """Keep typed cells as one step; what is refused is said above the grid."""
        grid = self.values.model.grid
        if grid is None or not cells:
            return
        typed: list[Typed] = [(grid.table.reps[row], grid.starts[column], value) for row, column, value in cells]
        try:
            change = self._context.desk.entries.set_values(grid.table.kpi, typed, self._context.today(), grid.cadence)
        except RefusedValuesError as error:
            place = {(grid.table.reps[row].id, grid.starts[column]): (row, column) for row, column, _value in cells}
            wrong = {place[each]: sentence for each, sentence in error.wrong.items()}
            self.values.model.refuse(value_words.refusal(list(wrong.values())), wrong)
            return
        except UserError as error:
            self.values.model.refuse(str(error))
            return
        self.typing = frozenset(rep.id for rep, _start, _value in typed)
        try:
            self._context.editor.do(lambda: change)
        finally:
            self.typing = frozenset()

    def _on_moved(self) -> None:
        self._show_coaching()
        if self.trend.whom.current() == REP:
            self._show_trend()

    def _share_room(self) -> None:
        low = self.height() < theme.px(_LOW_BELOW)
        self._rows.share("low" if low else "high", _LOW_CHART if low else _CHART, REST)
