"""The time strip of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Kind
from kpidesk.gui import paint, theme, words
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a time strip: minutes, and what it is about (None is neutral)."""

    minutes: float
    kind: Kind | None = None
    forecast: bool = False
    title: str = ""


def strip_rects(rect: QRectF, sections: Sequence[Section]) -> list[QRectF]:
    """Return the bar of each section: widths follow the minutes, with 2 px gaps."""
    total = sum(s.minutes for s in sections) or 1.0
    room = rect.width() - 2 * (len(sections) - 1)
    x, bars = rect.left(), []
    for section in sections:
        width = room * section.minutes / total
        bars.append(QRectF(x, rect.top(), width, rect.height()))
        x += width + 2
    return bars


def time_strip(painter: QPainter, rect: QRectF, sections: Sequence[Section], elapsed: float | None = None) -> None:
    """Draw a meeting's sections; live (`elapsed` minutes given) the past is in full colour up to an ink now-line."""
    t = theme.current()
    live, start = elapsed is not None, 0.0
    for section, bar in zip(sections, strip_rects(rect, sections), strict=True):
        full, pale = _strip_tokens(section)
        paint.box(painter, bar, pale if live else (full if section.kind else "border_strong"), None, 2)
        if section.forecast and not live:
            paint.hatch(painter, bar, "lagging_soft")
        if elapsed is not None and section.minutes and elapsed > start:
            past = QRectF(bar)
            past.setWidth(bar.width() * min(1.0, (elapsed - start) / section.minutes))
            paint.box(painter, past, full, None, 2)
            if elapsed <= start + section.minutes:
                now = QRectF(past.right() - t.px(1.5), rect.top() - t.px(5), t.px(3), rect.height() + t.px(10))
                paint.box(painter, now, "text", None, 1)
        start += section.minutes


def _strip_tokens(section: Section) -> tuple[str, str]:
    if section.kind is None:
        return "muted", "border_strong"
    return section.kind.value, f"{section.kind.value}_mid"


class TimeStrip(Painted):
    """One bar for each section, as wide as its minutes; planning prints the minutes below, live draws the now-line."""

    def __init__(self, *, live: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._sections: tuple[Section, ...] = ()
        self._elapsed = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_sections(self, sections: Sequence[Section], sentence: str = "") -> None:
        """Show other sections; `sentence` says them in words for screen readers."""
        self._sections = tuple(sections)
        self.setAccessibleName(sentence)
        self.update()

    def set_elapsed(self, minutes: float) -> None:
        """Move the now-line of a live strip."""
        self._elapsed = minutes
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(20) if self._live else theme.px(16) + theme.line(FontRole.SMALL))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, bar = QPainter(self), self._bar()
        time_strip(painter, bar, self._sections, self._elapsed if self._live else None)
        if self._live:
            return
        for section, rect in zip(self._sections, strip_rects(bar, self._sections), strict=True):
            below = QRectF(rect.left(), bar.bottom() + theme.px(4), rect.width(), theme.line(FontRole.SMALL))
            minutes = f"{section.minutes:g}"
            if paint.text_width(minutes, FontRole.SMALL) <= rect.width():
                paint.label(painter, below, minutes, FontRole.SMALL, "muted", Qt.AlignmentFlag.AlignHCenter)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            rects = strip_rects(self._bar(), self._sections)
            hit = [
                s.title
                for s, rect in zip(self._sections, rects, strict=True)
                if rect.left() <= event.pos().x() <= rect.right()
            ]
            QToolTip.showText(event.globalPos(), words.tooltip(hit[0] if hit else ""), self)
            return True
        return super().event(event)

    def _bar(self) -> QRectF:
        if self._live:
            return QRectF(0, theme.px(6), self.width(), theme.px(8))
        return QRectF(0, 0, self.width(), theme.px(12))
