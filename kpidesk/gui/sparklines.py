"""Sparklines: a rep's recent values against the target, cached as pixmaps because tables repaint them often."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from kpidesk.domain.terms import Kind, Status
from kpidesk.gui import paint, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

LOW, HIGH = 0.4, 1.4
"""The drawn range as shares of the target, the same for all so that rows compare."""

_FEWEST = 4
_CACHED = 1500
_cache: OrderedDict[tuple[Series, int, int, float], QPixmap] = OrderedDict()


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """What one sparkline shows: values by period, NaN where missing, and one target or a target by period.

    Two series are the same only if they are the same object: make a new one when the numbers change, and the picture
    follows. `status` gives the end mark its shape; None ends the line with a dot.
    """

    values: tuple[float, ...]
    targets: tuple[float, ...] | float | None = None
    kind: Kind = Kind.LEADING
    status: Status | None = None


def draw(painter: QPainter, rect: QRectF, series: Series) -> None:
    """Draw a sparkline: dotted target, solid (leading) or dashed (lagging) line with gaps, mark at the last value."""
    t = theme.current()
    pad = t.px(4)
    area = rect.adjusted(pad, pad, -pad, -pad)
    points = _points(series, area)
    with paint.saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_target(painter, series, area)
        colour = t.colour(series.kind.value)
        runs = _runs(points)
        if sum(map(len, runs)) < _FEWEST:
            runs = [[point] for run in runs for point in run]
        pen = QPen(colour, 1.5 * t.scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if series.kind is Kind.LAGGING:
            # A square end would fill the gaps.
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([4 / 1.5, 2 / 1.5])
        for run in runs:
            if len(run) > 1:
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolyline(QPolygonF(run))
            else:
                _dot(painter, run[0], 1.5 * t.scale, series.kind.value)
        if runs:
            _end(painter, runs[-1][-1], series)


def pixmap(series: Series, width: int, height: int, ratio: float) -> QPixmap:
    """Return the picture of a series, drawn once for each size and pixel ratio under one theme."""
    key = (series, width, height, ratio)
    found = _cache.get(key)
    if found is not None:
        _cache.move_to_end(key)
        return found
    picture = QPixmap(QSize(width, height) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw(painter, QRectF(0, 0, width, height), series)
    painter.end()
    _cache[key] = picture
    if len(_cache) > _CACHED:
        _cache.popitem(last=False)
    return picture


def _points(series: Series, area: QRectF) -> list[QPointF | None]:
    """Place the values; None where one is missing."""
    low, high = _range(series)
    return [_place(value, at, len(series.values), low, high, area) for at, value in enumerate(series.values)]


def _place(value: float, at: int, count: int, low: float, high: float, area: QRectF) -> QPointF | None:
    if not isfinite(value):
        return None
    share = min(max((value - low) / (high - low), 0.0), 1.0)
    across = at / (count - 1) if count > 1 else 1.0
    return QPointF(area.left() + area.width() * across, area.bottom() - area.height() * share)


def _range(series: Series) -> tuple[float, float]:
    """Return the values at the lower and upper edge: shares of the latest target, else the series' own span."""
    target = _latest(series)
    if target is not None and target > 0:
        return LOW * target, HIGH * target
    known = [value for value in series.values if isfinite(value)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def _targets(series: Series) -> Sequence[float]:
    if series.targets is None:
        return ()
    return series.targets if isinstance(series.targets, tuple) else (series.targets,) * len(series.values)


def _latest(series: Series) -> float | None:
    return next((value for value in reversed(_targets(series)) if isfinite(value)), None)


def _runs(points: Sequence[QPointF | None]) -> list[list[QPointF]]:
    """Split at the gaps."""
    runs: list[list[QPointF]] = [[]]
    for point in points:
        if point is not None:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _draw_target(painter: QPainter, series: Series, area: QRectF) -> None:
    targets = _targets(series)
    low, high = _range(series)
    places = [_place(value, at, len(targets), low, high, area) for at, value in enumerate(targets)]
    pen = QPen(theme.current().colour("control"), 1)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2, 3])
    painter.setPen(pen)
    for run in _runs(places):
        steps = [run[0]]
        for point in run[1:]:
            # A changed target is a step, not a slope.
            steps += [QPointF(point.x(), steps[-1].y()), point] if point.y() != steps[-1].y() else []
        steps.append(run[-1])
        painter.drawPolyline(QPolygonF([QPointF(p.x(), round(p.y()) + 0.5) for p in steps]))


def _end(painter: QPainter, at: QPointF, series: Series) -> None:
    if series.status is None:
        _dot(painter, at, 2.5 * theme.current().scale, series.kind.value)
        return
    half = theme.px(9) / 2
    paint.status_mark(painter, QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half), series.status)


def _dot(painter: QPainter, at: QPointF, radius: float, tone: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().colour(tone))
    painter.drawEllipse(at, radius, radius)


theme.on_change(_cache.clear)
