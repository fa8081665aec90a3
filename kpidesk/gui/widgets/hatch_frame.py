"""The frame of everything private."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import paint
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel

_BAND = 6


class HatchFrame(QFrame):
    """A hatched band round a raised box with a lock and a title; private content goes into `body`.

    `edge` draws the dashed outline of a note; without it the band touches its neighbours, as under the editor.
    """

    def __init__(self, title: str = "", *, edge: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edge = edge
        title = title or self.tr("Private to you")
        self.setAccessibleName(title)
        self.title = PlainLabel(title, FontRole.GROUP)
        inner = QFrame(self)
        inner.setProperty("look", "inner")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_BAND + 1, _BAND + 1, _BAND + 1, _BAND + 1)
        outer.addWidget(inner)
        column = QVBoxLayout(inner)
        column.setContentsMargins(6, 4, 6, 6)
        column.setSpacing(2)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(IconLabel("lock", "text", 14))
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        column.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(2)
        column.addLayout(self.body, 1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        paint.box(painter, rect, "raised", None, 6)
        paint.hatch(painter, rect.adjusted(1, 1, -1, -1))
        if self._edge:
            paint.box(painter, rect, None, "control", 6, dashed=True)
