"""The left of a meeting: the agenda, with a check and a time for each item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Section
from kpidesk.gui import formats, theme
from kpidesk.gui.delegates.agenda import AgendaDelegate
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import AgendaLine, AgendaModel, tr
from kpidesk.gui.pages.prepare_plan import kind_of_item
from kpidesk.gui.roles import Role
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from kpidesk.domain.entities import AgendaItem, Id, Kpi
    from kpidesk.gui.delegates.base import Index


_LOW = 180
"""Below this height, in design pixels, the card does without its head."""


class AgendaView(QListView):
    """Space, or a click on its circle, checks an item."""

    check_wanted = Signal(object)
    """The `AgendaItem`."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._check(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        line = at.data(Role.ENTITY)
        if isinstance(line, AgendaLine) and line.item is not None:
            check = AgendaDelegate.check_rect(QRectF(self.visualRect(at)), current=at == self.currentIndex())
            if check.adjusted(-6, -6, 6, 6).contains(event.position()):
                self._check(at)
                return
        super().mousePressEvent(event)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        # The current line is taller than the others.
        self.scheduleDelayedItemsLayout()

    def _check(self, at: Index) -> None:
        line = at.data(Role.ENTITY)
        if isinstance(line, AgendaLine) and line.item is not None:
            self.check_wanted.emit(line.item)


class MeetingAgenda(Card):
    """The card around the list. `current_changed` says which item is being talked about."""

    current_changed = Signal(object)
    """The `AgendaLine` now, or None."""
    check_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Agenda"), parent=parent)
        self.setObjectName("meeting_agenda_card")
        self.model = AgendaModel(self)
        self.view = AgendaView()
        self.view.setObjectName("meeting_agenda_list")
        self.view.setAccessibleName(tr("Agenda"))
        self.view.setModel(self.model)
        self.delegate = AgendaDelegate()
        self.view.setItemDelegate(self.delegate)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.view.check_wanted.connect(self.check_wanted)
        self.right.addWidget(Kbd("Space"))
        self.right.addWidget(PlainLabel(tr("check"), FontRole.META, "muted"))
        self.body.addSpacing(6)
        self.body.addWidget(self.view, 1)
        foot = self.add_foot()
        foot.setSpacing(6)
        foot.addWidget(Kbd("Ctrl+↑↓"))
        foot.addWidget(PlainLabel(tr("switch item"), FontRole.META, "muted", elide=True), 1)
        self.pause = Button(tr("Pause"), "ghost", icon="pause", keys="F9", size="small")
        self.pause.setObjectName("meeting_pause")
        foot.addWidget(self.pause)
        theme.on_change(self.view.scheduleDelayedItemsLayout)

    def show_items(
        self, items: Sequence[AgendaItem], seconds: Mapping[Id, float], kpis: Mapping[Id, Kpi], *, anew: bool
    ) -> None:
        """Show other items and stay on the same line; `anew`, or where it is gone, on the first item not checked."""
        current = None if anew else self.current
        lines = [
            AgendaLine(
                item,
                item.title,
                item.why,
                kind_of_item(item, kpis),
                int(item.minutes * 60),
                int(seconds.get(item.id, item.seconds_spent)),
                item.checked,
            )
            for item in items
        ]
        self.model.set_rows([*lines, AgendaLine(None, tr("General notes"))])
        done = sum(line.checked for line in lines)
        self.set_count(formats.fill(tr("%1 of %2"), str(done), str(len(lines))) if lines else "")
        known = current is not None and self.model.row_of(current.ident) >= 0
        first = next((line.ident for line in lines if not line.checked), None)
        self.select(current.ident if current is not None and known else first)

    @property
    def current(self) -> AgendaLine | None:
        """The line being talked about."""
        return self.model.row_at(self.view.currentIndex().row())

    def select(self, ident: Id | None) -> None:
        """Turn to an item, or to the general notes."""
        self.view.setCurrentIndex(self.model.index(max(0, self.model.row_of(ident))))

    def step(self, steps: int) -> None:
        """Turn to the item above or below."""
        row = min(max(self.view.currentIndex().row() + steps, 0), self.model.rowCount() - 1)
        self.view.setCurrentIndex(self.model.index(row))

    def set_timed(self, *, measured: bool, running: bool) -> None:
        """Show times only where they are measured; a pause is for a running meeting."""
        self.pause.setVisible(measured and running)
        if measured != self.delegate.measured:
            self.delegate.measured = measured
            self.view.scheduleDelayedItemsLayout()

    def set_seconds(self, seconds: Mapping[Id, float], *, paused: bool) -> None:
        """Show what the timer measured."""
        if paused != self.delegate.paused:
            self.delegate.paused = paused
            self.pause.setText(tr("Go on") if paused else tr("Pause"))
            self.pause.set_icon("play" if paused else "pause")
            self.view.viewport().update()
        self.model.set_spent(seconds)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where there is little room the items have that of the head.
        self.set_title("" if self.height() < theme.px(_LOW) else tr("Agenda"))
        self.setAccessibleName(tr("Agenda"))

    def _on_current(self) -> None:
        self.current_changed.emit(self.current)


def asks(item: AgendaItem | None) -> tuple[str, ...]:
    """What to ask about an item; the close has its own sentence."""
    if item is None:
        return ()
    if not item.questions and item.section is Section.CLOSE:
        return (tr("Say back what you take on, by when, and how we will both see it."),)
    return item.questions
