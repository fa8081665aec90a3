"""Mirroring a running meeting: the banner over the manager's own page, and the window that follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.mirror_view import mirror_view
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.toggle import switch

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from kpidesk.domain.entities import Id
    from kpidesk.gui.context import Context
    from kpidesk.gui.mirror import Mirror
    from kpidesk.gui.pages.meeting_head import Times
    from kpidesk.gui.pages.meeting_room import Room

_SWITCH, _GAP = 32, 8


class MirrorBanner(QFrame):
    """Says that the rep can see the other window, and stops it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mirror_banner")
        self.setProperty("look", "mirroring")
        self._text = PlainLabel("", FontRole.BODY, "on_accent", elide=True)
        self.stop = Button(tr("Stop mirroring"), size="small", keys="F8")
        self.stop.setObjectName("mirror_stop")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(8)
        row.addWidget(IconLabel("monitor", "on_accent"))
        row.addWidget(PlainLabel(tr("Mirroring."), FontRole.STRONG, "on_accent"))
        row.addWidget(self._text, 1)
        row.addWidget(self.stop)
        self.hide()
        theme.bind(self._restyle)

    def say(self, rep_name: str) -> None:
        """Name who sees it."""
        said = tr("%1 sees the other window: agenda, shared notes, numbers and what you agree. This one stays yours.")
        self._text.setText(formats.fill(said, rep_name))
        self.setAccessibleName(f"{tr('Mirroring.')} {self._text.text()}")

    def _restyle(self) -> None:
        self.setMinimumHeight(theme.px(36))


class MirrorButton(Button):
    """Opens the mirror and closes it; a switch at its end shows which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Mirror to rep"), icon="monitor", keys="F8", parent=parent)
        self.setCheckable(True)

    @override
    def _content_width(self) -> float:
        return super()._content_width() + theme.px(_SWITCH + _GAP)

    @override
    def _paint_content(self, painter: QPainter) -> None:
        super()._paint_content(painter)
        wide = theme.px(_SWITCH)
        left = (self.width() + self._content_width()) / 2 - wide
        switch(painter, QRectF(left, 0, wide, self.height()), on=self.isChecked())


class Mirroring(QObject):
    """Opens and closes the mirror and keeps it up to date; all it is given is read as the rep may see it."""

    changed = Signal(bool)
    """Whether there is a mirror now."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._page = context, parent
        self._mirror: Mirror | None = None

    @property
    def window(self) -> Mirror | None:
        """The window the rep sees, if it is open."""
        return self._mirror

    def toggle(self, room: Room, item: Id | None, times: Times) -> None:
        """Open the mirror, or close it."""
        if self._mirror is not None:
            self._mirror.close()
            return
        from kpidesk.gui.mirror import Mirror

        mirror = self._mirror = Mirror()
        mirror.closed.connect(self._on_closed)
        self._page.destroyed.connect(mirror.deleteLater)
        self.follow(room)
        mirror.show_item(item)
        self.show_times(times)
        mirror.open_beside(self._page.screen())
        # The keyboard stays with the manager.
        self._page.window().activateWindow()
        self.changed.emit(True)  # noqa: FBT003 - Qt's own signal

    def follow(self, room: Room | None) -> None:
        """Show the one-on-one as the file has it; what is over, or another one, closes the mirror."""
        mirror = self._mirror
        if mirror is None:
            return
        if room is None or room.locked:
            mirror.close()
        else:
            view = self._context.desk.meetings.shared_view(room.rep, room.meeting)
            mirror.show_view(mirror_view(view, room.card, room.currency))

    def show_item(self, item: Id | None) -> None:
        """Turn to the item that is talked about."""
        if self._mirror is not None:
            self._mirror.show_item(item)

    def show_times(self, times: Times) -> None:
        """Show how much time has passed."""
        if self._mirror is not None:
            self._mirror.show_seconds(times.elapsed, measured=times.measured)

    def close(self) -> None:
        """Close the mirror, if there is one."""
        if self._mirror is not None:
            self._mirror.close()

    def _on_closed(self) -> None:
        mirror, self._mirror = self._mirror, None
        if mirror is not None:
            mirror.deleteLater()
            self.changed.emit(False)  # noqa: FBT003 - Qt's own signal
