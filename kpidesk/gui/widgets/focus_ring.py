"""The focus ring: 2 px, with a 2 px gap, outside whatever has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFocusFrame, QProxyStyle, QStyle, QWidget
from typing_extensions import override

from kpidesk.gui import paint, theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleHintReturn, QStyleOption

_MARGIN = 4


class FocusRing(QFocusFrame):
    """One ring for the whole application that follows the focus over buttons and painted controls.

    Inputs, lists and tables show the focus inside themselves; a control that wants the ring is a button or has the
    property "ring". Make one after the application and keep it: `ring = FocusRing(app)`.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__()
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
        paint.focus_ring(QPainter(self), QRectF(self.rect()), radius)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        wanted = new is not None and (isinstance(new, QAbstractButton) or bool(new.property("ring")))
        self.setWidget(new if wanted else None)  # type: ignore[arg-type]

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
            return _MARGIN
        return super().pixelMetric(metric, option, widget)

    @override
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        # The mask would cut the round corners off.
        if hint == QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        return super().styleHint(hint, option, widget, returnData)
