"""A rep's one-on-ones on a line of time: each status has its own shape, and gaps are drawn and told."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from typing_extensions import override

from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import paint, theme
from kpidesk.gui.delegates.base import CellDelegate
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.timeline_model import Lane, gap_words
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.gui.delegates.base import Index

MARK = 10
"""Design pixels across a mark."""
_LEAST = 240


class TimelineDelegate(CellDelegate):
    """Paints SERIES, a `Lane`; the one-on-one the view has `chosen` is ringed."""

    def __init__(self, view: object) -> None:
        super().__init__(view)  # type: ignore[arg-type]
        self._view = view

    @override
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        lane = index.data(Role.SERIES)
        if not isinstance(lane, Lane):
            return
        with paint.saved(painter):
            painter.setClipRect(rect)
            for first in months(lane.begin, lane.end):
                x = place(first, rect, lane)
                # Inside the ring around the row.
                painter.fillRect(QRectF(x, rect.top() + 2, 1, rect.height() - 4), theme.current().colour("grid"))
            today = place(lane.on, rect, lane)
            painter.fillRect(QRectF(today, rect.top() + 4, 1, rect.height() - 8), theme.current().colour("control"))
            self._paint_gaps(painter, rect, lane)
            chosen = getattr(self._view, "chosen", None)
            for day in lane.days:
                centre = QPointF(place(day.on, rect, lane), rect.center().y())
                meeting_mark(painter, centre, day.status, moved=day.moved)
                if day.id == chosen:
                    around = theme.px(MARK) + 8
                    ring = QRectF(centre.x() - around / 2, centre.y() - around / 2, around, around)
                    paint.focus_ring(painter, ring, around / 2)

    @override
    def width(self, index: Index) -> int:
        return theme.px(_LEAST)

    def _paint_gaps(self, painter: QPainter, rect: QRectF, lane: Lane) -> None:
        side = theme.px(MARK)
        for gap in lane.gaps:
            left = max(place(gap.begin, rect, lane) + side / 2 + 2, rect.left())
            right = place(gap.end, rect, lane) - side / 2 - 2
            pen = QPen(theme.current().colour("watch_fill"), 2, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(QLineF(left, rect.center().y(), right, rect.center().y()))
            shown = gap_words(gap)
            wide = paint.text_width(shown, FontRole.SMALL) + 1
            if wide <= right - left:
                above = QRectF((left + right - wide) / 2, rect.top(), wide, rect.height() / 2)
                paint.label(painter, above, shown, FontRole.SMALL, "watch")


def meeting_mark(painter: QPainter, centre: QPointF, status: MeetingStatus, *, moved: bool) -> None:
    """Draw the shape of a status: full, half and empty circle, cross, empty diamond; an arrow above if it was moved."""
    half = theme.px(MARK) / 2
    colour = theme.current().colour("text2")
    with paint.saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(centre)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if status is MeetingStatus.HELD else theme.current().colour("raised"))
        match status:
            case MeetingStatus.CANCELLED:
                painter.drawLine(QPointF(-half + 1, -half + 1), QPointF(half - 1, half - 1))
                painter.drawLine(QPointF(-half + 1, half - 1), QPointF(half - 1, -half + 1))
            case MeetingStatus.NO_SHOW:
                painter.drawPolygon(
                    QPolygonF([QPointF(0, -half), QPointF(half, 0), QPointF(0, half), QPointF(-half, 0)])
                )
            case _:
                circle = QRectF(-half + 0.75, -half + 0.75, 2 * half - 1.5, 2 * half - 1.5)
                painter.drawEllipse(circle)
                if status is MeetingStatus.RUNNING:
                    painter.setBrush(colour)
                    painter.drawPie(circle, 90 * 16, 180 * 16)
        if moved:
            top = -half - theme.px(5)
            painter.drawLine(QPointF(-half, top), QPointF(half, top))
            painter.drawPolyline([QPointF(half - 3, top - 3), QPointF(half, top), QPointF(half - 3, top + 3)])


def place(day: dt.date, rect: QRectF, lane: Lane) -> float:
    """Where a day stands in the lane, in pixels."""
    span = max((lane.end - lane.begin).days, 1)
    inside = rect.width() - 2 * theme.px(MARK)
    return rect.left() + theme.px(MARK) + inside * (day - lane.begin).days / span


def months(begin: dt.date, end: dt.date) -> Iterator[dt.date]:
    """The first days of the months in a span."""
    first = begin.replace(day=1)
    while first <= end:
        if first >= begin:
            yield first
        first = (first + dt.timedelta(days=32)).replace(day=1)
