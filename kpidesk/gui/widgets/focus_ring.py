"""The focus ring: 2 px, with a 2 px gap, outside whatever has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFocusFrame, QProxyStyle, QScrollArea, QStyle, QWidget
from shiboken6 import isValid
from typing_extensions import override

from kpidesk.gui import paint, theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleHintReturn, QStyleOption

_MARGIN = 4


class FocusRing(QFocusFrame):
    """One ring for a window and its dialogs that follows the focus over buttons and painted controls.

    Inputs, lists and tables show the focus inside themselves; a control that wants the ring is a button, an area to
    scroll, or has the property "ring": "pill", or "inside" for what fills a card to its edges.
    It goes home to the window whenever it stands around nothing.
    """

    def __init__(self, app: QApplication, home: QWidget) -> None:
        super().__init__(home)
        self._home = home
        self.setObjectName("focusRing")
        self._margins = _Margins()
        self.setStyle(self._margins)
        # Only a focus shows it, not the window that it is put into.
        self.hide()
        app.focusChanged.connect(self._on_focus_changed)
        theme.on_change(self._on_theme_changed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # Pills such as chips keep their shape, everything else has the radius of a control.
        radius = self.height() / 2 if self.widget().property("ring") == "pill" else 6 + _MARGIN - 1
        paint.focus_ring(QPainter(self), QRectF(self.rect()), 2 if _inside(self.widget()) else radius)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        wanted = new is not None and self._is_for(new)
        self.setWidget(new if wanted else None)  # type: ignore[arg-type]
        if wanted:
            # Qt hides the ring of what is out of sight, and leaves it so once that is scrolled into sight.
            self.show()
        elif isValid(self._home):
            # Left in a dialog it would be deleted with it; a window that closes takes the focus away last of all.
            self.setParent(self._home)

    def _is_for(self, widget: QWidget) -> bool:
        if not isinstance(widget, (QAbstractButton, QScrollArea)) and not widget.property("ring"):
            return False
        around: QWidget | None = widget
        while around is not None and around is not self._home:
            around = around.parentWidget()
        return around is not None

    def _on_theme_changed(self) -> None:
        # A focus frame hides itself when the style of its widget changes.
        target = QApplication.focusWidget()
        self._on_focus_changed(None, None)
        self._on_focus_changed(None, target)


class _Margins(QProxyStyle):
    """Leaves room for the ring and its gap, where Fusion leaves room for the ring alone."""

    @override
    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in {QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin}:
            return 0 if isinstance(widget, FocusRing) and _inside(widget.widget()) else _MARGIN
        return super().pixelMetric(metric, option, widget)

    @override
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        # Under its widget a ring inside it would be hidden.
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        # The mask would cut the round corners off.
        if hint == QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        return super().styleHint(hint, option, widget, returnData)


def _inside(widget: QWidget) -> bool:
    return isinstance(widget, QScrollArea) or widget.property("ring") == "inside"
