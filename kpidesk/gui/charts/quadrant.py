"""Leading against lagging: what is done now against what was reached so far, one mark for each rep."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from kpidesk.domain.entities import Rep
from kpidesk.domain.measures import AT_ONCE
from kpidesk.domain.terms import Status
from kpidesk.gui import formats, paint, theme, words
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.figures_model import Cell, Figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Id

LOW, HIGH = 0.50, 1.25
"""The drawn range of leading attainment; reps outside stand on the edge, their numbers stay true."""
_SPLIT = AT_ONCE.enter_good
_SPREAD = 0.25
"""Least distance from the pace to either side, as a share of the pace."""
_NAMED = 40
"""With more reps than this only the chosen one is named; the others say who they are under the pointer."""
_REACH = 14
"""Design pixels around a mark that count as the mark."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One rep: leading attainment, quota attainment and what the quota would be at an even pace."""

    rep: Rep
    leading: float
    lagging: float
    pace: float
    status: Status


class QuadrantChart(QWidget):
    """The chart of a team. Clicking a mark asks for that rep; the table above is the same for the keyboard."""

    chosen = Signal(object)
    """The id of a rep."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dots: tuple[Dot, ...] = ()
        self._span = _span(())
        self._labels: dict[Id, str] = {}
        self._selected: Id | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "box")
        theme.on_change(self.update)

    def set_dots(self, dots: Sequence[Dot]) -> None:
        """Show other reps."""
        self._dots = tuple(dots)
        self._span = _span(dots)
        firsts = Counter(dot.rep.first_name for dot in dots)
        self._labels = {
            dot.rep.id: dot.rep.first_name if firsts[dot.rep.first_name] == 1 else dot.rep.name for dot in dots
        }
        self.setAccessibleName(self.tr("Leading attainment against quota attainment"))
        self.setAccessibleDescription(". ".join(self._sentence(dot) for dot in dots))
        self.update()

    def figures(self) -> Figures:
        """The same numbers as a table, in the order of the reps."""
        heads = (self.tr("Rep"), self.tr("Leading attainment"), self.tr("Quota attainment"))
        rows = tuple(
            (
                Cell(dot.rep.name),
                *(Cell(formats.percent(each)) for each in (dot.leading, dot.lagging, dot.pace)),
                Cell(words.status_name(dot.status)),
            )
            for dot in self._dots
        )
        return Figures(self.accessibleName(), (*heads, self.tr("Pace"), self.tr("Status")), rows)

    def set_selected(self, rep_id: Id | None) -> None:
        """Ring one rep."""
        if rep_id != self._selected:
            self._selected = rep_id
            self.update()

    def place(self, rep_id: Id) -> QPointF | None:
        """Where the mark of a rep stands, or None if the rep is not shown."""
        area = self._area()
        return next((self._at(dot, area) for dot in self._dots if dot.rep.id == rep_id), None)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(150))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(140))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = QPainter(self), self._area()
        if not self._dots:
            text = self.tr("Needs a leading target and a quota, and a fifth of the period behind it.")
            paint.label(painter, QRectF(self.rect()), text, FontRole.META, "muted", Qt.AlignmentFlag.AlignHCenter)
            return
        taken = self._paint_corners(painter, area)
        self._paint_axes(painter, area)
        order = sorted(self._dots, key=lambda dot: dot.rep.id != self._selected)
        taken += [self._box(dot, area) for dot in order]
        for dot in order:
            self._paint_dot(painter, dot, area, taken)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(found.rep.id)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pointing = self._under(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), words.tooltip(self._sentence(found)) if found else "", self)
            return True
        return super().event(event)

    def _area(self) -> QRectF:
        px = theme.px
        return QRectF(self.rect()).adjusted(px(48), px(8), -px(16), -px(28))

    def _pace(self) -> float:
        return median(dot.pace for dot in self._dots)

    def _x(self, share: float, area: QRectF) -> float:
        low, high = self._span
        return area.left() + area.width() * (share - low) / (high - low)

    def _at(self, dot: Dot, area: QRectF) -> QPointF:
        # Against each rep's own pace: part-time and leave move it, and the side of the line is what counts.
        height = (min(max(dot.leading, LOW), HIGH) - LOW) / (HIGH - LOW)
        return QPointF(self._x(dot.lagging / dot.pace, area), area.bottom() - area.height() * height)

    def _y_split(self, area: QRectF) -> float:
        return area.bottom() - area.height() * (_SPLIT - LOW) / (HIGH - LOW)

    def _paint_corners(self, painter: QPainter, area: QRectF) -> list[QRectF]:
        t, x, y = theme.current(), round(self._x(1.0, area)), round(self._y_split(area))
        painter.setPen(QPen(t.colour("grid"), 1))
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        seeds = QRectF(area.left(), area.top(), x - area.left(), y - area.top())
        fades = QRectF(x, y, area.right() - x, area.bottom() - y)
        for rect, tone in ((seeds, "leading_soft"), (fades, "sunken")):
            painter.fillRect(rect, t.colour(tone))
            if t.outlined:
                painter.drawRect(rect)
        painter.setPen(_dotted())
        painter.drawLine(QPointF(x + 0.5, area.top()), QPointF(x + 0.5, area.bottom()))
        painter.drawLine(QPointF(area.left(), y + 0.5), QPointF(area.right(), y + 0.5))
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        high, pad = theme.line(FontRole.HEADER), theme.px(8)
        low = area.bottom() - high - theme.px(4)
        corners = (
            (self.tr("Planting seeds"), "leading", left, area.top() + theme.px(4)),
            (self.tr("Strong now, strong later"), "muted", right, y - high - theme.px(3)),
            (self.tr("Looks fine, will not last"), "text2", right, low),
            (self.tr("Rebuild activity first"), "muted", left, low),
        )
        taken = []
        for text, tone, align, top in corners:
            wide = paint.text_width(text, FontRole.HEADER) + 1
            at = area.right() - pad - wide if align is right else area.left() + pad
            taken.append(QRectF(at, top, wide, high))
            paint.label(painter, taken[-1], text, FontRole.HEADER, tone, elide=False)
        lines = (QRectF(area.left(), y, area.width(), 1), QRectF(x, area.top(), 1, area.height()))
        return [*taken, *lines]

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        right, centre = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
        high = theme.line(FontRole.SMALL)
        for share, y in ((HIGH, area.top()), (_SPLIT, self._y_split(area) - high / 2), (LOW, area.bottom() - high)):
            place = QRectF(0, y, area.left() - theme.px(8), high)
            paint.label(painter, place, formats.percent(share), FontRole.SMALL, "muted", right)
        below = area.bottom() + theme.px(6)
        strip = QRectF(area.left(), below, area.width(), high)
        paint.label(painter, strip, self.tr("↑ Leading attainment"), FontRole.SMALL, "muted")
        paint.label(painter, strip, self.tr("Quota attainment →"), FontRole.SMALL, "muted", right)
        x, half = self._x(1.0, area), theme.px(60)
        pace = formats.fill(self.tr("Pace %1"), formats.percent(self._pace()))
        paint.label(painter, QRectF(x - half, below, 2 * half, high), pace, FontRole.SMALL, "muted", centre)

    def _paint_dot(self, painter: QPainter, dot: Dot, area: QRectF, taken: list[QRectF]) -> None:
        at, chosen = self._at(dot, area), dot.rep.id == self._selected
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, theme.px(11), theme.px(11))
        side = theme.px(12)
        paint.status_mark(painter, QRectF(at.x() - side / 2, at.y() - side / 2, side, side), dot.status)
        if len(self._dots) > _NAMED and not chosen:
            return
        role = FontRole.GROUP if chosen else FontRole.META
        text = self._labels[dot.rep.id]
        gap = theme.px(16 if chosen else 12)
        place = _free(at, paint.text_width(text, role) + 1, theme.line(role), gap, area, taken)
        if place is None and chosen:
            place = QRectF(at.x() + gap, at.y() - theme.line(role) / 2, paint.text_width(text, role) + 1, 16)
        if place is not None:
            taken.append(place)
            paint.label(painter, place, text, role, "text", elide=False)

    def _box(self, dot: Dot, area: QRectF) -> QRectF:
        at, half = self._at(dot, area), theme.px(11 if dot.rep.id == self._selected else 6)
        return QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)

    def _under(self, point: QPointF) -> Dot | None:
        area, reach = self._area(), theme.px(_REACH)
        near = [(_distance(point, self._at(dot, area)), at) for at, dot in enumerate(self._dots)]
        found = min(near, default=(reach + 1.0, 0))
        return self._dots[found[1]] if found[0] <= reach else None

    def _sentence(self, dot: Dot) -> str:
        said = self.tr("%1, %2: leading %3, quota %4 at pace %5")
        return formats.fill(
            said,
            dot.rep.name,
            words.status_name(dot.status).lower(),
            formats.percent(dot.leading),
            formats.percent(dot.lagging),
            formats.percent(dot.pace),
        )


def _span(dots: Sequence[Dot]) -> tuple[float, float]:
    """The drawn range of quota over pace."""
    shares = [dot.lagging / dot.pace for dot in dots] or [1.0]
    return max(0.0, min(1 - _SPREAD, min(shares) - 0.1)), max(1 + _SPREAD, max(shares) + 0.1)


def _free(at: QPointF, wide: float, high: float, gap: float, area: QRectF, taken: Sequence[QRectF]) -> QRectF | None:
    """The first place beside a mark where its name covers nothing."""
    shift = theme.px(10)
    for x, y in (
        (at.x() + gap, at.y() - high / 2),
        (at.x() + gap, at.y() - high / 2 + shift),
        (at.x() + gap, at.y() - high / 2 - shift),
        (at.x() - gap - wide, at.y() - high / 2),
        (at.x() - wide / 2, at.y() + gap / 2),
        (at.x() - wide / 2, at.y() - gap / 2 - high),
    ):
        place = QRectF(x, y, wide, high)
        tight = place.adjusted(0, theme.px(2), 0, -theme.px(2))
        if area.contains(place) and not any(tight.intersects(other) for other in taken):
            return place
    return None


def _dotted() -> QPen:
    pen = QPen(theme.current().colour("control"), 1)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2, 3])
    return pen


def _distance(one: QPointF, other: QPointF) -> float:
    return QLineF(one, other).length()
