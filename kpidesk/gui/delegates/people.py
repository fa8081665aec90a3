"""The cell of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from typing_extensions import override

from kpidesk.gui import paint, theme, words
from kpidesk.gui.delegates.base import Index, text
from kpidesk.gui.delegates.cells import TwoLineDelegate
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_AVATAR = 28
_GAP = 8


class PersonDelegate(TwoLineDelegate):
    """An avatar with the initials of the name (TITLE), beside name and meta line (META)."""

    @override
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        side = theme.px(_AVATAR)
        shown = words.initials(text(index, Role.TITLE))
        paint.avatar(painter, QRectF(rect.left(), rect.top(), side, rect.height()), shown)
        super().paint_cell(painter, rect.adjusted(side + theme.px(_GAP), 0, 0, 0), index)

    @override
    def width(self, index: Index) -> int:
        return super().width(index) + theme.px(_AVATAR + _GAP)
