"""Short news at the bottom right, with a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

STAYS_MS = 8000
_MARGIN = 16


class Toast(QFrame):
    """One line over the bottom right of its parent; it leaves after 8 seconds unless hovered or focused.

    For news only: an error is shown where it can be solved, never here.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("look", "toast")
        self.setObjectName("toast")
        self._undo: Callable[[], None] | None = None
        self._icon = IconLabel("check", "text2")
        self._text = PlainLabel("")
        self._button = Button(self.tr("Undo"), "link", name=self.tr("Undo"))
        self._button.setObjectName("toastUndo")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
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
        self.setMinimumHeight(theme.px(40))
        self.adjustSize()
        room = self._over.rect()
        self.move(room.right() - self.width() - _MARGIN, room.bottom() - self.height() - _MARGIN)

    def _leave(self) -> None:
        if not self.underMouse() and not self._button.hasFocus():
            self.hide()

    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        self._timer.stop()
        self.hide()
        if undo:
            undo()
