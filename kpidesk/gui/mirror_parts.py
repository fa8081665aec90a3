"""What stands on the cards of the mirror, in type that is read from afar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import formats, icons, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.painted import Painted

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kpidesk.gui.mirror_view import Agreed, Point


class PointRow(QWidget):
    """An agenda item: a ring or a tick, and its title; the current one is the strongest."""

    def __init__(self, point: Point, *, current: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(_Ring(done=point.checked), 0, Qt.AlignmentFlag.AlignTop)
        role = FontRole.NOTE_HEADING if current else FontRole.FAR_META
        title = PlainLabel(point.title, role, "text2" if point.checked and not current else "text", wrap=True)
        row.addWidget(title, 1)
        state = tr("done") if point.checked else tr("now") if current else tr("open")
        self.setAccessibleName(f"{point.title}, {state}")


class AgreedRow(QWidget):
    """What was agreed, by whom and when, as the rep reads it."""

    def __init__(self, agreed: Agreed) -> None:
        super().__init__()
        said = formats.fill(tr("%1, by %2"), agreed.who, formats.weekday(agreed.due)) if agreed.due else agreed.who
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel(agreed.text, FontRole.FAR, wrap=True))
        column.addWidget(PlainLabel(said, FontRole.FAR_META, "muted", wrap=True))


class _Ring(Painted):
    def __init__(self, *, done: bool) -> None:
        super().__init__()
        self._done = done

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(24), theme.px(26))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = QPainter(self), theme.px(22)
        ring = QRectF(1, (self.height() - side) / 2, side, side)
        fill, edge = ("accent", "accent") if self._done else ("raised", "control")
        paint.box(painter, ring, fill, edge, side / 2)
        if self._done:
            tick = icons.pixmap("check", "on_accent", 14, self.devicePixelRatioF())
            off = (side - theme.px(14)) / 2
            painter.drawPixmap(round(ring.left() + off), round(ring.top() + off), tick)
