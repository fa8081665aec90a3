"""The card at the left of the KPIs page: filter, the grouped list, and what the marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QSizePolicy, QStackedWidget, QVBoxLayout

from kpidesk.domain.terms import Status
from kpidesk.gui.delegates.kpi_rows import KpiRowDelegate
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.kpis_model import KpiRow, KpisModel
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.search_field import SearchField
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Id, Kpi


class KpiList(Card):
    """Choosing a KPI announces it; the choice survives filters and reloads by id.

    While a filter hides the chosen KPI the first one in sight stands in for it.
    """

    chosen = Signal(object)
    """A `Kpi`."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("kpi_list_card")
        self.setAccessibleName(self.tr("KPIs in use"))
        self._wanted: Id | None = None
        """The KPI that the user turned to."""
        self._told: Id | None = None
        """The KPI that was announced last."""
        self.model = KpisModel(self)
        self.field = SearchField(self.tr("Filter KPIs"), small=True)
        self.field.setObjectName("filter_kpis")
        self.add = Button(icon="plus", size="small", name=self.tr("New KPI"))
        self.add.setObjectName("add_kpi")
        self.list = QListView()
        self.list.setObjectName("kpi_list")
        self.list.setAccessibleName(self.tr("KPIs in use"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(KpiRowDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(96)
        self.body.addWidget(self._filter_row())
        self.body.addSpacing(4)
        self.nothing = PlainLabel(self.tr("No KPI matches. Change the text."), tone="muted", wrap=True)
        self.nothing.setObjectName("no_kpi_matches")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(16, 12, 16, 12)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.nothing)
        self.body.addWidget(self._stack, 1)
        self.legend = _legend(self)
        self.body.addWidget(self.legend)
        self.field.textChanged.connect(self._on_filter)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._on_current())
        # What stands in is the current row already, so pressing it changes nothing and yet is a choice.
        for chosen in (self.list.clicked, self.list.activated):
            chosen.connect(lambda _at: self._on_current())

    @property
    def current(self) -> KpiRow | None:
        """The row that was announced last, also while a filter that finds nothing hides it."""
        return self.model.known(self._told)

    def set_rows(self, rows: Sequence[KpiRow]) -> bool:
        """Show other rows and keep the chosen KPI, or turn to the first; True when that announced another one."""
        self.model.set_rows(rows)
        return self._turn()

    def select(self, kpi: Kpi) -> None:
        """Choose a KPI, now or as soon as it is listed."""
        self._wanted = kpi.id
        if self.model.row_of(kpi.id) < 0 and self.field.text():
            self.field.clear()
        self._turn()

    def _turn(self) -> bool:
        told, wanted = self._told, self._wanted
        row = self.model.row_of(wanted)
        row = row if row >= 0 else self.model.first()
        self._stack.setCurrentWidget(self.nothing if row < 0 and self.field.text() else self.list)
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(self.model.index(row), flags)
            self._wanted = wanted if wanted is not None else self._told
        else:
            self._tell(self.model.known(wanted))
        return self._told != told

    def _on_filter(self, text: str) -> None:
        self.model.set_filter(text)
        self._turn()

    def _on_current(self) -> None:
        at = self.list.currentIndex()
        entry = self.model.entry(at.row()) if at.isValid() else None
        if isinstance(entry, KpiRow):
            self._wanted = entry.kpi.id
            self._tell(entry)

    def _tell(self, row: KpiRow | None) -> None:
        if row is not None and row.kpi.id != self._told:
            self._told = row.kpi.id
            self.chosen.emit(row.kpi)

    def _filter_row(self) -> QFrame:
        head = QFrame()
        head.setProperty("look", "cardhead")
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.add)
        return head


def _legend(card: KpiList) -> QFrame:
    foot = QFrame()
    foot.setObjectName("status_legend")
    foot.setProperty("look", "cardfoot")
    foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    column = QVBoxLayout(foot)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(2)
    column.addWidget(PlainLabel(card.tr("Status uses the 4-week average"), FontRole.META, "muted", elide=True))
    column.addSpacing(4)
    for status, text in (
        (Status.GOOD, card.tr("95% of target or more")),
        (Status.WATCH, card.tr("80 to 94%")),
        (Status.RISK, card.tr("under 80%")),
    ):
        row = QHBoxLayout()
        row.setSpacing(5)
        row.addWidget(StatusMark(status))
        row.addWidget(PlainLabel(text, FontRole.META, "muted", elide=True), 1)
        column.addLayout(row)
    return foot
