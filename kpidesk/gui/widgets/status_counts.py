"""How many of a team are on target: a mark for each rep, or with many reps a number for each mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.gui import paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.painted import Painted
from kpidesk.gui.words import tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.terms import Status

_MARK, _GAP = 11, 2


class StatusCounts(Painted):
    """Marks sorted from good to bad, then a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[tuple[Status, int], ...] = ()
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, counts: Sequence[tuple[Status, int]], text: str) -> None:
        """Show other counts, best first, and the sentence that says the same."""
        self._counts, self._text = tuple(counts), text
        self.setAccessibleName(text)
        self.setToolTip(tooltip(text))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.line(FontRole.META))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        step = theme.px(_MARK + _GAP)
        words = paint.text_width(self._text, FontRole.META) + theme.px(6)
        total = sum(count for _status, count in self._counts)
        x = 0.0
        for status, count in self._counts:
            single = total * step + words <= rect.width()
            for _ in range(count if single else 1):
                paint.status_mark(painter, QRectF(x, 0, theme.px(_MARK), rect.height()), status)
                x += step
            if not single:
                wide = paint.text_width(str(count), FontRole.META) + 1
                paint.label(painter, QRectF(x, 0, wide, rect.height()), str(count), FontRole.META, "text2")
                x += wide + theme.px(6)
        # The numbers say it already where there is no room for the sentence.
        if x + words <= rect.width():
            place = QRectF(x + theme.px(6), 0, rect.width() - x - theme.px(6), rect.height())
            paint.label(painter, place, self._text, FontRole.META, "muted")
