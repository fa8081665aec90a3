"""Where in the import the user is: choose a file, check, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from typing_extensions import override

from kpidesk.gui import formats, icons, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

_DOT, _LINE, _GAP = 20, 28, 8


class Steps(Painted):
    """Numbered steps in a row: those behind are ticked, the present one is filled."""

    def __init__(self, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = list(labels)
        self.set_current(0)

    def set_current(self, step: int) -> None:
        """Go to a step, counted from 0."""
        self._current = step
        text = self.tr("Step %1 of %2: %3")
        self.setAccessibleName(formats.fill(text, str(step + 1), str(len(self._labels)), self._labels[step]))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        words = sum(paint.text_width(label, FontRole.GROUP) + 1 for label in self._labels)
        each = theme.px(_DOT + _GAP) * len(self._labels)
        between = theme.px(_LINE + 2 * _GAP) * (len(self._labels) - 1)
        return QSize(round(words) + each + between + 2, max(theme.px(24), theme.line(FontRole.GROUP)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), theme.current()
        side, gap, x = theme.px(_DOT), theme.px(_GAP), 1.0
        for at, label in enumerate(self._labels):
            dot = QRectF(x, (self.height() - side) / 2, side, side)
            reached = at <= self._current
            paint.box(painter, dot, "accent" if reached else None, "accent" if reached else "control", side / 2)
            if at < self._current:
                small = theme.px(12)
                tick = icons.pixmap("check", "on_accent", 12, self.devicePixelRatioF())
                painter.drawPixmap(round(dot.center().x() - small / 2), round(dot.center().y() - small / 2), tick)
            else:
                tone = "on_accent" if reached else "muted"
                paint.label(painter, dot, str(at + 1), FontRole.BADGE, tone, Qt.AlignmentFlag.AlignHCenter)
            x += side + gap
            role = FontRole.GROUP if at == self._current else FontRole.HEADER
            wide = paint.text_width(label, FontRole.GROUP) + 1
            place = QRectF(x, 0, wide, self.height())
            paint.label(painter, place, label, role, "text" if at == self._current else "muted")
            x += wide + gap
            if at < len(self._labels) - 1:
                line = QRectF(x, round(self.height() / 2), theme.px(_LINE), 1)
                painter.fillRect(line, t.colour("border_strong"))
                x += theme.px(_LINE) + gap
