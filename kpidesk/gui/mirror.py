"""The mirror: a second, clean window for the rep, to be shared in a call or shown on a second screen (F8).

It is made of a `SharedView` alone. Private text was never read for it, so that neither a picture of it nor a screen
reader can meet any. It also leaves out what is only for the manager: prompts, scores, the forecast's fence, other reps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Owner
from kpidesk.gui import formats, icons, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.mirror_note import MirrorNote
from kpidesk.gui.models.agenda_model import clock, tr
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.painted import Painted
from kpidesk.gui.widgets.scroll import Scroll
from kpidesk.gui.widgets.time_strip import Section as Stretch
from kpidesk.gui.widgets.time_strip import TimeStrip

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QScreen

    from kpidesk.domain.entities import AgendaItem, Commitment, Id, Rep
    from kpidesk.services.meetings import SharedView

_SIZE = QSize(1100, 700)


class Mirror(QWidget):
    """Agenda, shared notes of the current item, what was agreed, and how much time has passed."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mirror")
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # The manager goes on typing in the window below, and that one alone keeps the program running.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self._view: SharedView | None = None
        self._item: Id | None = None
        self._title = PlainLabel("", FontRole.WELCOME, elide=True)
        self._meta = PlainLabel("", FontRole.FAR_META, "muted", elide=True)
        self._clock = PlainLabel("", FontRole.WELCOME)
        self._strip = TimeStrip(live=True)
        self._agenda = Card(tr("Agenda"))
        self._notes = Card(tr("Notes"))
        self._agreed = Card(tr("Agreed"))
        self._bodies = {card: _body(card) for card in (self._agenda, self._notes, self._agreed)}
        self._lay_out()
        theme.on_change(self._show_all)

    def show_view(self, view: SharedView) -> None:
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
        said = formats.fill(tr("%1 of %2"), clock(elapsed), clock(view.meeting.minutes * 60))
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
        day = formats.weekday(view.meeting.on)
        self.setWindowTitle(formats.fill(tr("One-on-one, %1"), day))
        self._meta.setText(formats.fill(tr("%1, one-on-one of %2"), view.rep.name, day))
        self._strip.set_sections(
            [Stretch(each.minutes, title=each.title) for each in view.items] or [Stretch(view.meeting.minutes)]
        )
        self._show_current(view)
        agreed: list[QWidget] = [_Promise(each, view.rep) for each in view.commitments]
        self._put(self._agreed, agreed or [_muted(tr("Nothing yet."))])

    def _show_current(self, view: SharedView) -> None:
        current = next((each for each in view.items if each.id == self._item), None)
        self._title.setText(current.title if current else tr("General notes"))
        self.setAccessibleName(f"{self._meta.text()}. {self._title.text()}")
        self._put(self._agenda, [_Point(each, current=each is current) for each in view.items])
        texts = [each.text for each in view.notes if each.agenda_item_id == (current.id if current else None)]
        self._put(self._notes, [MirrorNote(texts)] if any(map(str.strip, texts)) else [_muted(tr("No notes yet."))])

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
        columns = QHBoxLayout()
        columns.setSpacing(16)
        for card, name, share in (
            (self._agenda, "mirror_agenda", 4), (self._notes, "mirror_notes", 7), (self._agreed, "mirror_agreed", 4),
        ):  # fmt: skip
            card.setObjectName(name)
            columns.addWidget(card, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._strip)
        column.addLayout(columns, 1)


class _Point(QWidget):
    """An agenda item: a ring or a tick, and its title; the current one is the strongest."""

    def __init__(self, item: AgendaItem, *, current: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(_Ring(done=item.checked), 0, Qt.AlignmentFlag.AlignTop)
        role = FontRole.NOTE_HEADING if current else FontRole.FAR_META
        title = PlainLabel(item.title, role, "text2" if item.checked and not current else "text", wrap=True)
        row.addWidget(title, 1)
        state = tr("done") if item.checked else tr("now") if current else tr("open")
        self.setAccessibleName(f"{item.title}, {state}")


class _Ring(Painted):
    def __init__(self, *, done: bool) -> None:
        super().__init__()
        self._done = done

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(24), theme.px(26))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = QPainter(self), theme.px(22)
        ring = QRectF(1, (self.height() - side) / 2, side, side)
        fill, edge = ("accent", "accent") if self._done else ("raised", "control")
        paint.box(painter, ring, fill, edge, side / 2)
        if self._done:
            tick = icons.pixmap("check", "on_accent", 14, self.devicePixelRatioF())
            off = (side - theme.px(14)) / 2
            painter.drawPixmap(round(ring.left() + off), round(ring.top() + off), tick)


class _Promise(QWidget):
    """What was agreed, by whom and when, as the rep reads it."""

    def __init__(self, commitment: Commitment, rep: Rep) -> None:
        super().__init__()
        who = rep.first_name if commitment.owner is Owner.REP else rep.manager or tr("Your manager")
        said = formats.fill(tr("%1, by %2"), who, formats.weekday(commitment.due)) if commitment.due else who
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel(commitment.text, FontRole.FAR, wrap=True))
        column.addWidget(PlainLabel(said, FontRole.FAR_META, "muted", wrap=True))


def _muted(text: str) -> QWidget:
    return PlainLabel(text, FontRole.FAR_META, "muted", wrap=True)


def _body(card: Card) -> Scroll:
    scroll = Scroll(QWidget(), card.title.text())
    card.body.addWidget(scroll)
    return scroll
