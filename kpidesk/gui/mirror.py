"""The mirror: a second, clean window for the rep, to be shared in a call or shown on a second screen (F8).

It is made of a `MirrorView` alone. Private text was never read for it, so that neither a picture of it nor a screen
reader can meet any. It also leaves out what is only for the manager: prompts, scores, the forecast's fence, other reps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.mirror_note import MirrorNote
from kpidesk.gui.mirror_parts import AgreedRow, PointRow
from kpidesk.gui.models.agenda_model import clock, tr
from kpidesk.gui.pages.meeting_evidence import FAR, Evidence
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll
from kpidesk.gui.widgets.time_strip import Section as Stretch
from kpidesk.gui.widgets.time_strip import TimeStrip

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QScreen

    from kpidesk.domain.entities import Id
    from kpidesk.gui.mirror_view import MirrorView

_SIZE = QSize(1100, 700)


class Mirror(QWidget):
    """Agenda, shared notes and numbers of the current item, what was agreed, and how much time has passed."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mirror")
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # The manager goes on typing in the window below, and that one alone keeps the program running.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self._view: MirrorView | None = None
        self._item: Id | None = None
        self._title = PlainLabel("", FontRole.WELCOME, elide=True)
        self._meta = PlainLabel("", FontRole.FAR_META, "muted", elide=True)
        self._clock = PlainLabel("", FontRole.WELCOME)
        self._strip = TimeStrip(live=True)
        self._agenda = Card(tr("Agenda"))
        self._notes = Card(tr("Notes"))
        self._evidence = Card(tr("Evidence"))
        self._agreed = Card(tr("Agreed"))
        cards = (self._agenda, self._notes, self._evidence, self._agreed)
        self._bodies = {card: _body(card) for card in cards}
        self._lay_out()
        theme.on_change(self._show_all)

    def show_view(self, view: MirrorView) -> None:
        """Show what the rep may see of a one-on-one as it is now."""
        if view == self._view:
            return
        self._view = view
        self._show_all()

    def show_item(self, item_id: Id | None) -> None:
        """Turn to the item that is talked about; None is the talk as a whole."""
        if item_id != self._item:
            self._item = item_id
            if self._view is not None:
                self._show_current(self._view)

    def show_seconds(self, elapsed: float, *, measured: bool) -> None:
        """Show how much time has passed, if time is measured at all."""
        view = self._view
        if view is None:
            return
        said = formats.fill(tr("%1 of %2"), clock(elapsed), clock(view.minutes * 60))
        self._clock.setText(said if measured else "")
        self._strip.set_elapsed(elapsed / 60 if measured else 0.0)

    def open_beside(self, screen: QScreen) -> None:
        """Fill another screen than the manager's; where there is only one, open as a window to be shared."""
        other = next((each for each in QGuiApplication.screens() if each is not screen), None)
        if other is None:
            self.resize(_SIZE.boundedTo(screen.availableSize()))
            self.show()
        else:
            self.setGeometry(other.geometry())
            self.showFullScreen()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_F8, Qt.Key.Key_Escape}:
            self.close()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _show_all(self) -> None:
        view = self._view
        if view is None:
            return
        day = formats.weekday(view.on)
        self.setWindowTitle(formats.fill(tr("One-on-one, %1"), day))
        self._meta.setText(formats.fill(tr("%1, one-on-one of %2"), view.rep, day))
        self._strip.set_sections(
            [Stretch(each.minutes, title=each.title) for each in view.points] or [Stretch(view.minutes)]
        )
        self._show_current(view)
        agreed: list[QWidget] = [AgreedRow(each) for each in view.agreed]
        self._put(self._agreed, agreed or [_muted(tr("Nothing yet."))])

    def _show_current(self, view: MirrorView) -> None:
        current = view.point(self._item)
        self._title.setText(current.title)
        self.setAccessibleName(f"{self._meta.text()}. {self._title.text()}")
        self._put(self._agenda, [PointRow(each, current=each is current) for each in view.points])
        noted = any(map(str.strip, current.notes))
        self._put(self._notes, [MirrorNote(current.notes)] if noted else [_muted(tr("No notes yet."))])
        self._put(self._evidence, [Evidence(each, view.currency, looks=FAR) for each in current.kpis])
        self._evidence.setVisible(bool(current.kpis))

    def _put(self, card: Card, parts: list[QWidget]) -> None:
        scroll, inner = self._bodies[card], QWidget()
        at = scroll.verticalScrollBar().value()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(theme.px(12))
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        scroll.setWidget(inner)
        inner.setAutoFillBackground(False)
        scroll.verticalScrollBar().setValue(at)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._meta)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self._clock)
        # As high as the KPIs are, and no higher; what was agreed takes the rest.
        self._evidence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(self._evidence)
        right.addWidget(self._agreed, 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._agenda, 4)
        columns.addWidget(self._notes, 7)
        columns.addLayout(right, 4)
        for card, name in zip(self._bodies, ("agenda", "notes", "evidence", "agreed"), strict=True):
            card.setObjectName(f"mirror_{name}")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._strip)
        column.addLayout(columns, 1)


def _muted(text: str) -> QWidget:
    return PlainLabel(text, FontRole.FAR_META, "muted", wrap=True)


def _body(card: Card) -> Scroll:
    scroll = Scroll(QWidget(), card.title.text())
    card.body.addWidget(scroll)
    return scroll
