"""The KPIs page: what is measured, how it runs against its target, and every value behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from kpidesk.domain.entities import AgreedKpi, Agreement, Import, Kpi, KpiEntry, Rep, Target, Workspace
from kpidesk.domain.terms import Kind
from kpidesk.gui import formats, theme
from kpidesk.gui.models import kpi_rows
from kpidesk.gui.pages.kpis_detail import ONE_BELOW, KpiDetail
from kpidesk.gui.pages.kpis_list import KpiList
from kpidesk.gui.pages.page import SCHEDULES, Page
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.empty_state import Drawing, EmptyState
from kpidesk.gui.widgets.panes import REST, Panes
from kpidesk.gui.widgets.segmented import Segment, Segmented

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kpidesk.domain.board import Board
    from kpidesk.gui.context import Context

_LIST, _NARROW_LIST = 264, 216
_SIDE_BY_SIDE = 820
"""Design pixels from which list and detail stand side by side; below, one of them is shown."""
_LEGEND_FROM = 600
"""Design pixels of height from which the legend of the marks has room."""
_CALM = 150
"""Milliseconds of no typing after which list and chart follow the values."""


def page(context: Context) -> KpisPage:
    """Make the page."""
    return KpisPage(context)


class KpisPage(Page):
    """The list of KPIs; trend and value grid of the chosen one."""

    concerns: ClassVar[frozenset[type]] = (
        frozenset({Kpi, KpiEntry, Target, Rep, Agreement, AgreedKpi, Import, Workspace}) | SCHEDULES
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("KPIs"))
        self._board: Board | None = None
        self._currency = ""
        self._counts = ""
        self._compact = False
        self.new = Button(self.tr("New KPI"), icon="plus")
        self.new.setObjectName("new_kpi")
        self.switch = Segmented(
            [
                Segment("list", self.tr("List")),
                Segment("values", self.tr("Values")),
                Segment("trend", self.tr("Trend")),
            ],
            name=self.tr("What is shown"),
        )
        self.switch.setObjectName("kpis_switch")
        for key in ("list", "values", "trend"):
            self.switch.button(key).setObjectName(f"kpis_switch_{key}")
        self.switch.changed.connect(lambda _key: self._arrange())
        self.head.right.addWidget(self.switch)
        self.head.right.addWidget(self.new)
        self.kpis = KpiList()
        self.detail = KpiDetail(context)
        self._lay_out()
        self.kpis.chosen.connect(lambda _kpi: self._show_kpi())
        self.kpis.list.activated.connect(lambda _at: self.switch.set_current("values"))
        self.kpis.add.clicked.connect(self._add)
        self.new.clicked.connect(self._add)
        self.detail.trend.edit.clicked.connect(self._edit)
        definition = self.detail.trend.definition
        definition.propose.clicked.connect(lambda: self._set_target(None))
        definition.targets.change_wanted.connect(self._set_target)
        definition.targets.end_wanted.connect(self._end_target)
        definition.targets.delete_wanted.connect(self._delete_target)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM)
        self._calm.timeout.connect(self._reload_all)
        theme.bind(self._arrange)

    @override
    def show_subject(self, subject: Any) -> None:
        if isinstance(subject, Kpi):
            self.kpis.select(subject)
            self.switch.set_current("values")

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
        if not self.detail.values.isVisible():
            self.switch.set_current("values")
        table = self.detail.values.table
        table.setFocus()
        if table.currentIndex().isValid():
            table.edit(table.currentIndex())

    @override
    def focus_filter(self) -> None:
        self.switch.set_current("list")
        self.kpis.field.setFocus()
        self.kpis.field.selectAll()

    @override
    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        if hasattr(self, "detail"):
            self._compact = compact
            self.detail.trend.set_narrow(narrow=compact)
            self.detail.values.set_narrow(narrow=compact)
            self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _reload_all(self) -> None:
        self._calm.stop()
        desk, on = self.context.desk, self.context.today()
        self._currency = desk.team.workspace().currency
        self._board = desk.scorecards.board(on)
        rows = kpi_rows.rows(self._board, on, self._currency)
        self._stack.setCurrentIndex(0 if rows else 1)
        leading = sum(row.kpi.kind is Kind.LEADING for row in rows)
        counts = formats.fill(self.tr("%1 leading, %2 lagging."), str(leading), str(len(rows) - leading))
        self._counts = f"{counts} {self.tr('Leading KPIs come first in every one-on-one.')}" if rows else ""
        if not self.kpis.set_rows(rows):
            self._show_kpi()
        self._arrange()

    def _show_kpi(self) -> None:
        row = self.kpis.current
        if row is not None and self._board is not None:
            self.detail.show_row(row, self._board, self._currency)
            self._say()

    def _lay_out(self) -> None:
        self._columns = Panes("kpi_columns", self.context)
        self._columns.addWidget(self.kpis)
        self._columns.addWidget(self.detail)
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

    def _arrange(self) -> None:
        """Show the list beside trend above values, or what there is room for behind a switch."""
        room = self.height() - self.head.minimumHeight() - self.body.contentsMargins().bottom()
        narrow, low = self.width() < theme.px(_SIDE_BY_SIDE), room < theme.px(ONE_BELOW)
        self.switch.set_shown({"values"} | ({"list"} if narrow else set()) | ({"trend"} if low else set()))
        self.switch.setVisible((narrow or low) and self._stack.currentIndex() == 0)
        shown = self.switch.current()
        self.kpis.setVisible(not narrow or shown == "list")
        self.kpis.legend.setVisible(room >= theme.px(_LEGEND_FROM))
        self.detail.setVisible(not narrow or shown != "list")
        self.detail.show_parts(trend=not low or shown == "trend", values=not low or shown != "trend")
        self._columns.share("narrow" if self._compact else "wide", _NARROW_LIST if self._compact else _LIST, REST)
        self._say()

    def _say(self) -> None:
        """Name the KPI where the list is out of sight."""
        row = self.kpis.current
        self.head.subtitle.setText(self._counts if row is None or not self.kpis.isHidden() else row.kpi.name)

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

    def _set_target(self, before: Target | None) -> None:
        from kpidesk.gui.dialogs.target import TargetDialog

        row = self.kpis.current
        if row is not None:
            TargetDialog(self, self.context, row.kpi, before).open()

    def _end_target(self, target: Target) -> None:
        self.context.editor.do(lambda: self.context.desk.targets.end(target, self.context.today()))

    def _delete_target(self, target: Target) -> None:
        if self.context.editor.do(lambda: self.context.desk.targets.delete(target)):
            self.context.say(self.tr("The target is deleted."), self.context.editor.undo)
