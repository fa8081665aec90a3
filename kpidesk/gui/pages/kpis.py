"""The KPIs page: what is measured, how it runs against its target, and every value behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSplitter, QStackedWidget
from typing_extensions import override

from kpidesk.domain.entities import Import, Kind, Kpi, KpiEntry, Leave, Rep, Target, Workspace
from kpidesk.gui import formats, theme
from kpidesk.gui.models import kpi_rows
from kpidesk.gui.pages.kpis_detail import KpiDetail
from kpidesk.gui.pages.kpis_list import KpiList
from kpidesk.gui.pages.page import Page
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.empty_state import Drawing, EmptyState

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kpidesk.domain.board import Board
    from kpidesk.gui.context import Context

_LIST, _NARROW_LIST = 264, 216
_LEGEND_FROM = 600
"""Design pixels of height from which the legend of the marks has room."""
_CALM = 150
"""Milliseconds of no typing after which list and chart follow the values."""


def page(context: Context) -> KpisPage:
    """Make the page."""
    return KpisPage(context)


class KpisPage(Page):
    """The list of KPIs; trend and value grid of the chosen one."""

    concerns: ClassVar[frozenset[type]] = frozenset({Kpi, KpiEntry, Target, Rep, Leave, Import, Workspace})

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("KPIs"))
        self._board: Board | None = None
        self._currency = ""
        self._compact = False
        self.new = Button(self.tr("New KPI"), icon="plus")
        self.new.setObjectName("new_kpi")
        self.head.right.addWidget(self.new)
        self.kpis = KpiList()
        self.detail = KpiDetail(context)
        self._lay_out()
        self.kpis.chosen.connect(lambda _kpi: self._show_kpi())
        self.kpis.add.clicked.connect(self._add)
        self.new.clicked.connect(self._add)
        self.detail.trend.edit.clicked.connect(self._edit)
        self.detail.trend.definition.propose.clicked.connect(self._propose)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM)
        self._calm.timeout.connect(self._reload_all)
        theme.on_change(self._share_width)

    @override
    def show_subject(self, subject: Any) -> None:
        if isinstance(subject, Kpi):
            self.kpis.select(subject)

    @override
    def reload(self) -> None:
        if self.detail.typing and self._board is not None:
            # While values are typed only the grid follows at once; everything else when the hands rest.
            self.detail.show_grid()
            self._calm.start()
        else:
            self._reload_all()

    @override
    def leave(self) -> bool:
        if self._calm.isActive():
            self._reload_all()
        return super().leave()

    @override
    def primary(self) -> None:
        table = self.detail.values.table
        table.setFocus()
        if table.currentIndex().isValid():
            table.edit(table.currentIndex())

    @override
    def focus_filter(self) -> None:
        self.kpis.field.setFocus()
        self.kpis.field.selectAll()

    @override
    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        if hasattr(self, "detail"):
            self._compact = compact
            self.detail.trend.set_narrow(narrow=compact)
            self.detail.values.set_narrow(narrow=compact)
            self._share_width()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.kpis.legend.setVisible(self.height() - self.head.height() >= theme.px(_LEGEND_FROM))
        self._share_width()

    def _reload_all(self) -> None:
        self._calm.stop()
        desk, on = self.context.desk, self.context.today()
        self._currency = desk.team.workspace().currency
        self._board = desk.scorecards.board(on)
        rows = kpi_rows.rows(self._board, on, self._currency)
        self._stack.setCurrentIndex(0 if rows else 1)
        leading = sum(row.kpi.kind is Kind.LEADING for row in rows)
        counts = formats.fill(self.tr("%1 leading, %2 lagging."), str(leading), str(len(rows) - leading))
        said = f"{counts} {self.tr('Leading KPIs come first in every one-on-one.')}"
        self.head.subtitle.setText(said if rows else "")
        if not self.kpis.set_rows(rows):
            self._show_kpi()

    def _show_kpi(self) -> None:
        row = self.kpis.current
        if row is not None and self._board is not None:
            self.detail.show_row(row, self._board, self._currency)

    def _lay_out(self) -> None:
        self._columns = QSplitter()
        self._columns.setObjectName("kpi_columns")
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(16)
        self._columns.addWidget(self.kpis)
        self._columns.addWidget(self.detail)
        self._columns.setStretchFactor(1, 1)
        first = Button(self.tr("New KPI"), "primary")
        first.setObjectName("first_kpi")
        first.clicked.connect(self._add)
        empty = EmptyState(
            Drawing.IMPORT,
            self.tr("No KPI in use yet"),
            self.tr("Take two or three weekly activities from the catalogue, or define your own."),
            first,
        )
        empty.setObjectName("no_kpis")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._columns)
        self._stack.addWidget(empty)
        self.body.addWidget(self._stack)

    def _share_width(self) -> None:
        wide = theme.px(_NARROW_LIST if self._compact else _LIST)
        self._columns.setSizes([wide, max(self.width() - wide, 1)])

    def _add(self) -> None:
        from kpidesk.gui.dialogs.kpi import AddKpiDialog

        dialog = AddKpiDialog(self, self.context)
        dialog.saved.connect(self.kpis.select)
        dialog.open()

    def _edit(self) -> None:
        from kpidesk.gui.dialogs.kpi import EditKpiDialog

        row = self.kpis.current
        if row is not None:
            EditKpiDialog(self, self.context, row.kpi).open()

    def _propose(self) -> None:
        from kpidesk.gui.dialogs.target import TargetDialog

        row = self.kpis.current
        if row is not None:
            TargetDialog(self, self.context, row.kpi).open()
