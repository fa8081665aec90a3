"""A tag: » Leading, « Lagging or neutral."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from typing_extensions import override

from kpidesk.gui import paint, theme, words
from kpidesk.gui.widgets.painted import Painted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kpidesk.domain.terms import Kind


class Tag(Painted):
    """A small coloured word; a leading or lagging tag without text names its kind."""

    def __init__(self, text: str = "", kind: Kind | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_text(text, kind)

    def text(self) -> str:
        """Return the printed word."""
        return self._text

    def set_text(self, text: str, kind: Kind | None = None) -> None:
        """Show another word or kind."""
        self._text = text or (words.kind_name(kind) if kind else "")
        self._kind = kind
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(paint.tag_width(self._text, self._kind), theme.px(20))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint.tag(QPainter(self), QRectF(self.rect()), self._text, self._kind)
