"""The cell of a bullet bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from typing_extensions import override

from kpidesk.domain.terms import Kind
from kpidesk.gui import paint, theme
from kpidesk.gui.delegates.base import CellDelegate, Index, shade, text
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_NUMBER, _GAP = 36, 6


class BulletDelegate(CellDelegate):
    """A bullet bar with its number at the right (FRACTION, TICK, TEXT); no bar when FRACTION is missing."""

    def __init__(self, parent: QObject | None = None, *, kind: Kind = Kind.LEADING, bar: int = 60) -> None:
        """Paint bars of a kind, `bar` design pixels wide; narrower cells shorten the bar."""
        super().__init__(parent)
        self._kind = kind
        self._bar = bar

    @override
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        fraction = index.data(Role.FRACTION)
        number, gap = theme.px(_NUMBER), theme.px(_GAP)
        wide = min(theme.px(self._bar), rect.width() - number - gap)
        if fraction is not None and wide > gap:
            bar = QRectF(rect.left(), rect.top(), wide, rect.height())
            paint.bullet(painter, bar, fraction, index.data(Role.TICK), self._kind)
        beside = QRectF(rect.left() + wide + gap, rect.top(), number, rect.height())
        tone = shade(index, "text" if self._kind is Kind.LEADING else "text2")
        paint.label(
            painter, beside, text(index, Role.TEXT), FontRole.BODY, tone, Qt.AlignmentFlag.AlignRight, elide=False
        )

    @override
    def width(self, index: Index) -> int:
        return theme.px(self._bar + _GAP + _NUMBER)
