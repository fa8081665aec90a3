"""One line of text with the places that were looked for underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from kpidesk.gui import formats, paint, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from kpidesk.gui.fonts import FontRole


def marked(
    painter: QPainter,
    rect: QRectF,
    text: str,
    marks: tuple[tuple[int, int], ...],
    role: FontRole,
    tone: str = "text",
) -> None:
    """Paint plain text, elided to the room, and a line under each of `marks`, which are (begin, end).

    Letters read from right to left are not marked: where they stand cannot be told from how wide others are.
    """
    paint.label(painter, rect, text, role, tone)
    if not marks or formats.has_leftwards(text):
        return
    y = rect.center().y() + theme.line(role) / 2 - theme.px(2)
    for begin, end in marks:
        left = rect.left() + (paint.text_width(text[:begin], role) if begin else 0.0)
        right = rect.left() + paint.text_width(text[:end], role)
        if right <= rect.right() + 1:
            painter.fillRect(QRectF(left, y, right - left, 2), theme.current().colour("leading"))
