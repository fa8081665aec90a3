"""The lists of an agreement: KPIs to tick, leading beside lagging, and KPIs to put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Kind
from kpidesk.gui import formats, theme
from kpidesk.gui.delegates.base import row_height
from kpidesk.gui.delegates.choices import PlaceDelegate, TickDelegate
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.kpi_choices_model import KpiChoicesModel
from kpidesk.gui.models.rankings_model import RankingModel
from kpidesk.gui.roles import Role
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.row_table import RowTable
from kpidesk.gui.widgets.tag import Tag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from kpidesk.domain.entities import Id, Kpi
    from kpidesk.gui.delegates.base import Index

_ALT, _KEYPAD = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.KeypadModifier


class _List(RowTable):
    """One column of rows. Only the list that has the keyboard shows where it is."""

    rows: ClassVar[int]
    """How many are in sight at least."""
    looked_at = Signal(object)
    """The `Kpi` of the row that is current now."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(name=said)
        self.setObjectName(name)
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.bind(self._keep_rows)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.turn_to(max(0, self.currentIndex().row()))

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.clearSelection()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.looked_at.emit(current.data(Role.ENTITY))

    def turn_to(self, row: int) -> None:
        """Go to a row."""
        if row < self.model().rowCount():
            self.selectRow(row)
            self.scrollTo(self.model().index(row, 0))

    def _keep_rows(self) -> None:
        self.setMinimumHeight(self.rows * row_height() + 2)


class TickList(_List):
    """KPIs with boxes; Space or a click ticks one."""

    rows = 4

    def __init__(self, name: str, said: str, model: KpiChoicesModel) -> None:
        super().__init__(name, said)
        self.setModel(model)
        self.setItemDelegate(TickDelegate(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)


class RankList(_List):
    """KPIs in order. Space ranks the next or takes it out, a digit gives the place, Alt+Up and Alt+Down move."""

    rows = 2
    ranked = Signal()
    """The order has changed."""

    def __init__(self, name: str, said: str, kpis: Iterable[Kpi]) -> None:
        super().__init__(name, said)
        self.ranking = RankingModel(kpis, self)
        self.setModel(self.ranking)
        self.setItemDelegate(PlaceDelegate(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda _index: self.toggle())

    def toggle(self) -> None:
        """Rank the current KPI after the others, or take it out again."""
        self._follow(self.ranking.toggle(self._row()))

    def shift(self, by: int) -> None:
        """Move the current KPI up (-1) or down (1)."""
        self._follow(self.ranking.move(self._row(), by))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~_KEYPAD
        ways = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if modifiers == _ALT and key in ways:
            self.shift(ways[Qt.Key(key)])
        elif modifiers == Qt.KeyboardModifier.NoModifier and key == Qt.Key.Key_Space:
            self.toggle()
        elif modifiers == Qt.KeyboardModifier.NoModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._follow(self.ranking.place(self._row(), key - Qt.Key.Key_0))
        elif modifiers == Qt.KeyboardModifier.NoModifier and key == Qt.Key.Key_Delete:
            self._follow(self.ranking.take_out(self._row()))
        else:
            super().keyPressEvent(event)

    def _row(self) -> int:
        return max(0, self.currentIndex().row())

    def _follow(self, row: int) -> None:
        self.turn_to(row)
        self.ranked.emit()


class KpiChooser(QWidget):
    """Leading KPIs to tick at the left, lagging ones at the right, and the definition of the one looked at below."""

    changed = Signal()
    """Other KPIs are ticked."""

    def __init__(self, kpis: Collection[Kpi], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agreement_kpis")
        self._models = {kind: KpiChoicesModel([kpi for kpi in kpis if kpi.kind is kind], self) for kind in Kind}
        said = {Kind.LEADING: self.tr("Leading KPIs"), Kind.LAGGING: self.tr("Lagging KPIs")}
        self.lists = {kind: TickList(f"agreement_{kind}", said[kind], self._models[kind]) for kind in Kind}
        self._counts = {kind: PlainLabel("", FontRole.META, "muted") for kind in Kind}
        self._about = PlainLabel("", FontRole.META, "text2", wrap=True)
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.lists[Kind.LEADING])
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._lay_out()
        for kind in Kind:
            self._models[kind].dataChanged.connect(self._on_ticked)
            self.lists[kind].looked_at.connect(lambda kpi: self._about.setText(about(kpi)))
        self._on_ticked()
        theme.bind(self._restyle)

    def chosen(self, kind: Kind) -> list[Kpi]:
        """The ticked KPIs of a kind."""
        return self._models[kind].chosen

    def choose(self, kpis: Collection[Id]) -> None:
        """Tick these and no others."""
        for model in self._models.values():
            model.choose(kpis)

    def _on_ticked(self) -> None:
        for kind, label in self._counts.items():
            label.setText(formats.fill(self.tr("%1 chosen"), str(len(self.chosen(kind)))))
        self.changed.emit()

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(16)
        for kind in Kind:
            head = QHBoxLayout()
            head.addWidget(Tag(kind=kind))
            head.addStretch(1)
            head.addWidget(self._counts[kind])
            side = QVBoxLayout()
            side.setSpacing(6)
            side.addLayout(head)
            side.addWidget(framed(self.lists[kind]), 1)
            sides.addLayout(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(sides, 1)
        column.addWidget(self._about)

    def _restyle(self) -> None:
        self._about.setMinimumHeight(2 * theme.line(FontRole.META))


def about(kpi: Kpi) -> str:
    """A KPI and what it means."""
    return f"{kpi.name}: {kpi.definition}" if kpi.definition else kpi.name


def framed(view: QWidget) -> Card:
    """Put a list into a box."""
    box = Card()
    box.body.addWidget(view)
    return box


def fit(dialog: QWidget, wide: int, high: int) -> None:
    """Give a dialog its size in design pixels, at most as much as the screen has."""
    room = dialog.screen().availableSize()
    dialog.resize(min(theme.px(wide), room.width()), min(theme.px(high), room.height()))
