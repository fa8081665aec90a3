"""The line height of plain text that is written: Qt's own layout for it knows only that of the font."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QPlainTextDocumentLayout
from typing_extensions import override

from kpidesk.gui.fonts import FontRole

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextDocument

_SIZE, _LINE = FontRole.NOTE.value[:2]
_GAP = 6 / _LINE
"""Room after a paragraph, in lines."""


class RoomyLayout(QPlainTextDocumentLayout):
    """Sets the lines apart as the design does for notes, at any size of the document's font.

    An editor asks for the place of a paragraph before it paints, scrolls, or looks for the cursor in it; Qt has broken
    it into lines by then, which are moved here.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._text = document

    @override
    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        rect = super().blockBoundingRect(block)
        lines = block.layout()
        if not block.isValid() or not lines.lineCount():
            return rect
        least = round(self._text.defaultFont().pixelSize() * _LINE / _SIZE)
        y = 0
        for at in range(lines.lineCount()):
            line = lines.lineAt(at)
            high = ceil(line.height())
            room = max(least, high)
            line.setPosition(QPointF(line.x(), y + (room - high) // 2))
            y += room
        return QRectF(rect.x(), rect.y(), rect.width(), y + round(least * _GAP))
