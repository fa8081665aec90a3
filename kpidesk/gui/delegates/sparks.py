"""The cell of a sparkline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from kpidesk.gui import sparklines, theme
from kpidesk.gui.delegates.base import Index, text, two_lines
from kpidesk.gui.delegates.cells import TwoLineDelegate
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

_WIDE, _HIGH, _GAP = 58, 30, 8


class SparklineDelegate(TwoLineDelegate):
    """A sparkline (SERIES), with the KPI's name and "6.8 of 12" beside it when the item has TITLE and META."""

    title_role = FontRole.META

    @override
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        series = index.data(Role.SERIES)
        wide, high = theme.px(_WIDE), theme.px(_HIGH)
        if isinstance(series, sparklines.Series):
            ratio = painter.device().devicePixelRatioF()
            top = round(rect.top() + (rect.height() - high) / 2)
            painter.drawPixmap(round(rect.left()), top, sparklines.pixmap(series, wide, high, ratio))
        title = text(index, Role.TITLE)
        if title:
            beside = rect.adjusted(wide + theme.px(_GAP), 0, 0, 0)
            two_lines(painter, beside, title, text(index, Role.META), self.title_role, ("text2", "muted"))

    @override
    def width(self, index: Index) -> int:
        beside = super().width(index) + theme.px(_GAP) if text(index, Role.TITLE) else 0
        return theme.px(_WIDE) + beside
