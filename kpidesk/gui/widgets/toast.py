"""Short news at the bottom right, with a way back."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

STAYS_MS = 8000
_MARGIN = 16
_WIDEST = 440
"""Design pixels of the text; a longer one goes on in the next line."""
_BESIDE = 160
"""Design pixels of the window that the text leaves to icon, button and margins."""


class Toast(QFrame):
    """A sentence over the bottom right of its parent; it leaves after 8 seconds unless hovered or focused.

    For news only: an error is shown where it can be solved, never here.
    """

    def __init__(self, parent: QWidget, above: QWidget | None = None) -> None:
        """`above` is the bar at the bottom of the parent that stays in sight."""
        super().__init__(parent)
        self._over, self._above = parent, above
        self.setProperty("look", "toast")
        self.setObjectName("toast")
        self._undo: Callable[[], None] | None = None
        self._icon = IconLabel("check", "text2")
        self._text = PlainLabel("", wrap=True)
        self._button = Button(self.tr("Undo"), "link", name=self.tr("Undo"))
        self._button.setObjectName("toastUndo")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        for part in (self._icon, self._text, self._button):
            row.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self._leave)
        self._button.clicked.connect(self._on_undo)
        self._button.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()
        theme.bind(self._place)

    def say(self, text: str, undo: Callable[[], None] | None = None, *, icon: str = "check") -> None:
        """Show a sentence; with `undo` a button offers to take the step back."""
        self._undo = undo
        self._text.setText(text)
        self._icon.set_icon(icon)
        self._button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.show()
        self._place()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        elif watched is self._button and event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif watched is self._button and event.type() == QEvent.Type.FocusOut:
            self._timer.start()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._over.rect()
        self.setMinimumHeight(theme.px(40))
        most = min(theme.px(_WIDEST), room.width() - theme.px(_BESIDE))
        # Wrapped text is broken two pixels before its edge.
        self._text.setFixedWidth(min(most, ceil(paint.text_width(self._text.text(), FontRole.BODY)) + 3))
        self.adjustSize()
        bottom = room.bottom() - (self._above.height() if self._above is not None else 0)
        self.move(room.right() - self.width() - _MARGIN, bottom - self.height() - _MARGIN)

    def _leave(self) -> None:
        if not self.underMouse() and not self._button.hasFocus():
            self.hide()

    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        self._timer.stop()
        self.hide()
        if undo:
            undo()
