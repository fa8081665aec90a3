"""Shapes drawn by delegates and widgets alike: marks, tags, avatars, bars, hatching, focus rings.

Every function paints into the given rectangle with the theme in force and leaves the painter as it found it.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QStaticText, QTransform

from kpidesk.domain.terms import Kind, Status
from kpidesk.gui import fonts, theme
from kpidesk.gui.fonts import FontRole

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL = 1.25
"""The share of target at which a bullet bar ends."""

_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
_TRIANGLE = QPolygonF([QPointF(6, 1.2), QPointF(11.3, 10.6), QPointF(0.7, 10.6)])
_DIAMOND = QPolygonF([QPointF(6, 0.2), QPointF(11.8, 6), QPointF(6, 11.8), QPointF(0.2, 6)])
_FILLS = {Status.GOOD: "good", Status.WATCH: "watch_fill", Status.RISK: "risk", Status.NONE: "none"}


@contextmanager
def saved(painter: QPainter) -> Iterator[None]:
    """Restore the painter's state afterwards."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()


def status_mark(painter: QPainter, rect: QRectF, status: Status) -> None:
    """Draw circle, triangle, diamond or dashed ring, fitted into the largest square in the middle of `rect`."""
    side = min(rect.width(), rect.height())
    colour = theme.current().colour(_FILLS[status])
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
        painter.scale(side / 12, side / 12)
        if status is Status.NONE:
            pen = QPen(colour, 1.5)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([2 / 1.5, 1.6 / 1.5])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(6, 6), 4, 4)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if status is Status.GOOD:
            painter.drawEllipse(QPointF(6, 6), 4.5, 4.5)
        else:
            painter.drawPolygon(_TRIANGLE if status is Status.WATCH else _DIAMOND)


def box(
    painter: QPainter, rect: QRectF, fill: str | None, edge: str | None, radius: float, *, dashed: bool = False
) -> None:
    """Draw a rounded box with a 1 px edge lying wholly inside `rect`; both colours are tokens."""
    t = theme.current()
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(t.colour(fill) if fill else QBrush(Qt.BrushStyle.NoBrush))
        if edge:
            pen = QPen(t.colour(edge), 1)
            if dashed:
                pen.setDashPattern([3, 2])
            painter.setPen(pen)
            rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)


def label(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: FontRole,
    tone: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    *,
    elide: bool = True,
) -> None:
    """Draw one line of plain text, vertically centred; `elide` off lets a number overhang rather than lose its end."""
    if not text:
        return
    t = theme.current()
    room = int(rect.width()) + 1
    wide, high, line, font = _line(text, role, t.scale)
    if elide and wide > room:
        wide, high, line, font = _line(_cut(text, role, t.scale, room - 1), role, t.scale)
    x = rect.left()
    if align == _RIGHT:
        x += rect.width() - wide
    elif align == _CENTRE:
        x += (rect.width() - wide) / 2
    painter.setFont(font)
    painter.setPen(t.colour(tone))
    painter.drawStaticText(QPointF(x, rect.top() + (rect.height() - high) / 2), line)


def number(painter: QPainter, right: float, middle: float, text: str, tone: str) -> None:
    """Draw a number that ends at `right`: what a grid of thousands needs of `label`, and no more."""
    t = theme.current()
    wide, high, line, font = _line(text, FontRole.BODY, t.scale)
    painter.setFont(font)
    painter.setPen(t.colour(tone))
    painter.drawStaticText(QPointF(right - wide, middle - high / 2), line)


def text_width(text: str, role: FontRole) -> float:
    """Return the width of one line of text in pixels."""
    return _line(text, role, theme.current().scale)[0]


@lru_cache(maxsize=4096)
def _line(text: str, role: FontRole, scale: float) -> tuple[float, float, QStaticText, QFont]:
    """Lay a text out once: width, height, glyphs and font. Tables repaint the same few texts all the time."""
    line = QStaticText(text)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    font = fonts.make(role, scale, tabular=fonts.is_tabular(text))
    line.prepare(QTransform(), font)
    metrics = QFontMetricsF(font)
    return metrics.horizontalAdvance(text), metrics.height(), line, font


@lru_cache(maxsize=4096)
def _cut(text: str, role: FontRole, scale: float, room: int) -> str:
    # Measured in the font it is painted in: figures of one width are wider than others.
    font = fonts.make(role, scale, tabular=fonts.is_tabular(text))
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)


def chevrons(painter: QPainter, rect: QRectF, kind: Kind, tone: str) -> None:
    """Draw » for leading and « for lagging in the middle of `rect`, which carry the kind without colour."""
    unit = min(rect.width(), rect.height()) / 16
    turn = 1 if kind is Kind.LEADING else -1
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.center())
        painter.scale(unit * turn, unit)
        pen = QPen(theme.current().colour(tone), 1.7)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for x in (-4.5, 0.5):
            painter.drawPolyline([QPointF(x, -4), QPointF(x + 4, 0), QPointF(x, 4)])


def tag_width(text: str, kind: Kind | None) -> int:
    """Return the width of a tag in pixels."""
    extra = theme.px(5 + 12 + 4 + 7) if kind else theme.px(14)
    return round(text_width(text, FontRole.TAG)) + extra


def tag(painter: QPainter, rect: QRectF, text: str, kind: Kind | None = None) -> None:
    """Draw a tag: » leading, « lagging or neutral."""
    px = theme.px
    fill, colour = (f"{kind.value}_soft", kind.value) if kind else ("sunken", "text2")
    edge = colour if theme.current().outlined else None
    box(painter, rect, fill, edge, px(4))
    if kind:
        chevrons(painter, QRectF(rect.left() + px(5), rect.top(), px(12), rect.height()), kind, colour)
        rect = rect.adjusted(px(21), 0, 0, 0)
    else:
        rect = rect.adjusted(px(7), 0, 0, 0)
    label(painter, rect, text, FontRole.TAG, colour)


def kbd_width(text: str) -> int:
    """Return the width of a key hint in pixels."""
    return round(text_width(text, FontRole.SMALL)) + theme.px(12)


def kbd(painter: QPainter, rect: QRectF, text: str, tone: str = "muted", edge: str = "border_strong") -> None:
    """Draw a key hint, a small boxed text."""
    box(painter, rect, None, edge, theme.px(4))
    label(painter, rect, text, FontRole.SMALL, tone, Qt.AlignmentFlag.AlignHCenter)


def avatar(painter: QPainter, rect: QRectF, initials: str) -> None:
    """Draw initials in a ring, fitted into `rect`."""
    side = min(rect.width(), rect.height())
    circle = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    box(painter, circle, "surface", "border_strong", side / 2)
    role = FontRole.BADGE if side < theme.px(36) else FontRole.STRONG
    label(painter, circle, initials, role, "text2", Qt.AlignmentFlag.AlignHCenter)


def bullet(painter: QPainter, rect: QRectF, fraction: float | None, tick: float | None, kind: Kind) -> None:
    """Draw a bullet bar in the middle of `rect`: track, fill and an ink tick; `FULL` of the target is the whole width.

    `fraction` and `tick` are shares of the target (1.0 is on target); a missing fraction leaves the track empty.
    """
    t = theme.current()
    high = t.px(8 if kind is Kind.LEADING else 6)
    track = QRectF(rect.left(), rect.center().y() - high / 2, rect.width(), high)
    box(painter, track, "grid", None, 2)
    if fraction is not None and isfinite(fraction) and fraction > 0:
        fill = QRectF(track)
        fill.setWidth(track.width() * min(fraction, FULL) / FULL)
        box(painter, fill, "leading" if kind is Kind.LEADING else "lagging_mid", None, 2)
    if tick is not None:
        x = rect.left() + track.width() * min(tick, FULL) / FULL
        painter.fillRect(QRectF(x - t.px(1), rect.center().y() - t.px(7), t.px(2), t.px(14)), t.colour("text"))


def meter(painter: QPainter, rect: QRectF, share: float, limit: float, tone: str = "lagging") -> None:
    """Draw the forecast meter: a bar that is full at one and a half times the limit, with an ink tick at the limit."""
    t = theme.current()
    full = limit * 1.5
    track = QRectF(rect.left(), rect.center().y() - t.px(4), rect.width(), t.px(8))
    box(painter, track, "grid", None, 2)
    fill = QRectF(track)
    fill.setWidth(track.width() * min(max(share, 0), full) / full)
    box(painter, fill, tone, None, 2)
    x = track.left() + track.width() * limit / full
    painter.fillRect(QRectF(x - t.px(1), rect.center().y() - t.px(8), t.px(2), t.px(16)), t.colour("text"))


def hatch(painter: QPainter, rect: QRectF, tone: str = "hatch", step: float = 6.0) -> None:
    """Fill `rect` with diagonal lines, the sign of private text and of forecast minutes."""
    step = theme.px(step)
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().colour(tone), 1))
        x = rect.left() - rect.height()
        while x < rect.right():
            painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
            x += step


def focus_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Draw the 2 px focus ring just inside `rect`."""
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
