"""The pulse of one leading KPI: the team's mean by week, the band of its middle half, the target."""

from __future__ import annotations

from math import isfinite, nan
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.domain.days import to_date
from kpidesk.gui import formats, paint, theme
from kpidesk.gui.fonts import FontRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpidesk.domain.team_pulse import KpiPulse

LOW, HIGH = 0.60, 1.36
"""The drawn range as shares of the target, the same for all panels so that they compare."""


class PulseChart(QWidget):
    """One panel's chart; values outside the drawn range are cut at its edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pulse: KpiPulse | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.on_change(self._remeasure)

    def set_pulse(self, pulse: KpiPulse | None, sentence: str) -> None:
        """Show another KPI; `sentence` says in words what the chart shows."""
        self._pulse = pulse
        self.setAccessibleName(sentence)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(204), theme.px(116))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(56))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pulse is None:
            return
        painter, t = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pulse, px = self._pulse, theme.px
        area = QRectF(self.rect()).adjusted(px(4), px(6), -px(4), -px(20))
        low, high = _range(pulse)
        place = _Place(area, low, high, len(pulse.mean))
        self._paint_band(painter, pulse, place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_target(painter, pulse, place)
        pen = QPen(t.colour("leading"), 2 * t.scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        runs = place.runs(pulse.mean)
        for run in runs:
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(run))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("leading"))
        for run in runs:
            if len(run) == 1 or run is runs[-1]:
                painter.drawEllipse(run[-1], 3 * t.scale, 3 * t.scale)
        self._paint_axis(painter, pulse, area)

    def _paint_band(self, painter: QPainter, pulse: KpiPulse, place: _Place) -> None:
        t = theme.current()
        painter.setPen(QPen(t.colour("leading"), 1) if t.outlined else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(t.colour("leading_soft"))
        for upper, lower in zip(place.runs(pulse.high), place.runs(pulse.low), strict=True):
            painter.drawPolygon(QPolygonF(upper + lower[::-1]))

    def _paint_target(self, painter: QPainter, pulse: KpiPulse, place: _Place) -> None:
        pen = QPen(theme.current().colour("text2"), 1)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([2, 3])
        painter.setPen(pen)
        for run in place.runs(pulse.targets):
            steps = [run[0]]
            for point in run[1:]:
                # A changed target is a step, not a slope.
                steps += [QPointF(point.x(), steps[-1].y())] if point.y() != steps[-1].y() else []
                steps.append(point)
            painter.drawPolyline(QPolygonF([QPointF(each.x(), round(each.y()) + 0.5) for each in steps]))

    def _paint_axis(self, painter: QPainter, pulse: KpiPulse, area: QRectF) -> None:
        y = round(area.bottom() + theme.px(3))
        painter.fillRect(QRectF(area.left(), y, area.width(), 1), theme.current().colour("grid"))
        strip = QRectF(area.left(), y + 1, area.width(), theme.line(FontRole.SMALL))
        first, last = (formats.week_from(to_date(int(pulse.week_starts[at]))) for at in (0, -1))
        paint.label(painter, strip, first, FontRole.SMALL, "muted")
        paint.label(painter, strip, last, FontRole.SMALL, "muted", Qt.AlignmentFlag.AlignRight)

    def _remeasure(self) -> None:
        self.updateGeometry()
        self.update()


class _Place:
    """Where a value of a week stands."""

    def __init__(self, area: QRectF, low: float, high: float, count: int) -> None:
        self._area, self._low, self._high, self._count = area, low, high, count

    def runs(self, values: Iterable[float]) -> list[list[QPointF]]:
        """Points without gaps."""
        found: list[list[QPointF]] = [[]]
        for at, value in enumerate(values):
            if isfinite(value):
                found[-1].append(self._point(at, float(value)))
            elif found[-1]:
                found.append([])
        return [run for run in found if run]

    def _point(self, at: int, value: float) -> QPointF:
        share = min(max((value - self._low) / (self._high - self._low), 0.0), 1.0)
        across = at / (self._count - 1) if self._count > 1 else 1.0
        return QPointF(
            self._area.left() + self._area.width() * across, self._area.bottom() - self._area.height() * share
        )


def _range(pulse: KpiPulse) -> tuple[float, float]:
    """Shares of the newest target, or the span of what is drawn where there is none."""
    target = next((float(each) for each in reversed(pulse.targets) if isfinite(each)), nan)
    if target > 0:
        return LOW * target, HIGH * target
    drawn = [float(each) for each in _all(pulse) if isfinite(each)]
    low, high = (min(drawn), max(drawn)) if drawn else (0.0, 1.0)
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def _all(pulse: KpiPulse) -> Sequence[float]:
    return [*pulse.mean, *pulse.low, *pulse.high]
