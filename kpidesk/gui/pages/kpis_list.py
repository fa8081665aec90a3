"""The card at the left of the KPIs page: filter, the grouped list, and what the marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QSizePolicy, QVBoxLayout

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
    """Choosing a KPI announces it; the choice survives filters and reloads by id."""

    chosen = Signal(object)
    """A `Kpi`."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("kpi_list_card")
        self.setAccessibleName(self.tr("KPIs in use"))
        self._wanted: Id | None = None
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
        self.body.addWidget(self.list, 1)
        self.legend = _legend(self)
        self.body.addWidget(self.legend)
        self.field.textChanged.connect(self._on_filter)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._on_current())

    @property
    def current(self) -> KpiRow | None:
        """The row that is chosen."""
        at = self.list.currentIndex()
        entry = self.model.entry(at.row()) if at.isValid() else None
        return entry if isinstance(entry, KpiRow) else None

    def set_rows(self, rows: Sequence[KpiRow]) -> bool:
        """Show other rows and keep the chosen KPI, or choose the first; True when that announced a choice."""
        self.model.set_rows(rows)
        return self._restore()

    def select(self, kpi: Kpi) -> None:
        """Choose a KPI, now or as soon as it is listed."""
        self._wanted = kpi.id
        if self.model.row_of(kpi.id) < 0 and self.field.text():
            self.field.clear()
        self._restore()

    def _restore(self) -> bool:
        row = self.model.row_of(self._wanted) if self._wanted is not None else -1
        row = row if row >= 0 else self.model.first()
        if row >= 0 and row != self.list.currentIndex().row():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(self.model.index(row), flags)
            return True
        return False

    def _on_filter(self, text: str) -> None:
        wanted = self._wanted
        self.model.set_filter(text)
        self._wanted = wanted
        if wanted is not None and self.model.row_of(wanted) >= 0:
            self._restore()

    def _on_current(self) -> None:
        row = self.current
        if row is not None and row.kpi.id != self._wanted:
            self._wanted = row.kpi.id
        if row is not None:
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
