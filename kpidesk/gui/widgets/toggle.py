"""A switch."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.gui import paint, theme


class Toggle(QAbstractButton):
    """On or off, painted 32 by 18 in a target of 24 or more; the text beside it is a label of its own."""

    def __init__(self, name: str, *, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.on_change(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(32), theme.px(24))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        switch(QPainter(self), QRectF(self.rect()), on=self.isChecked(), enabled=self.isEnabled())


def switch(painter: QPainter, rect: QRectF, *, on: bool, enabled: bool = True) -> None:
    """Draw a switch in the middle of `rect`."""
    wide, high = theme.px(32), theme.px(18)
    track = QRectF(rect.center().x() - wide / 2, rect.center().y() - high / 2, wide, high)
    if enabled:
        fill, edge = ("accent", "accent") if on else ("raised", "control")
    else:
        fill, edge = "sunken", "border"
    paint.box(painter, track, fill, edge, high / 2)
    gap = theme.px(3)
    side = high - 2 * gap
    left = track.right() - gap - side if on else track.left() + gap
    knob = "on_accent" if on and enabled else "control"
    paint.box(painter, QRectF(left, track.top() + gap, side, side), knob, None, side / 2)
