"""The one-on-ones of the team over the months: a lane a rep, walked by the arrow keys, with a legend."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import formats, paint, theme, words
from kpidesk.gui.delegates.base import EDGE, PAD
from kpidesk.gui.delegates.people import PersonDelegate
from kpidesk.gui.delegates.timeline import MARK, TimelineDelegate, meeting_mark, months, place
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.meetings_model import tr
from kpidesk.gui.models.timeline_model import Col, Lane, TimelineModel
from kpidesk.gui.widgets.kept_rows import KeptRows
from kpidesk.gui.widgets.painted import Painted
from kpidesk.gui.widgets.row_header import RowHeader
from kpidesk.gui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from kpidesk.domain.entities import Id
    from kpidesk.domain.meeting_totals import MeetingDay

BACK, AHEAD = 365, 35
"""Days before and after today that are shown where no period is chosen."""
_NAME = 184
_LEAST_NAME = 120
_LEGEND_FROM = 240
"""Below this height every line belongs to the lanes."""


class MeetingsTimeline(QWidget):
    """Lanes and what their shapes mean. Up and Down walk the reps, Left and Right the one-on-ones of a rep."""

    current_changed = Signal(object)
    """The `MeetingDay` that is chosen, or None."""
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TimelineModel(self)
        self.view = LaneTable(name=self.tr("One-on-ones by month"))
        self.view.setObjectName("meetings_timeline")
        self.rows = KeptRows(self.view, self.model, self.tr("No rep matches. Take a filter off."), home=Col.REP)
        self.view.setItemDelegateForColumn(Col.REP, PersonDelegate(self.view))
        self.view.setItemDelegateForColumn(Col.LANE, TimelineDelegate(self.view))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.rows, 1)
        self._legend = Legend()
        column.addWidget(self._legend)
        self.rows.current_changed.connect(self._on_lane)
        self.rows.opened.connect(self.opened)
        self.rows.resized.connect(self._share_room)
        self.view.stepped.connect(self._step)
        self.view.pointed.connect(self._choose)
        theme.bind(self._share_room)

    def set_lanes(self, found: Sequence[Lane]) -> None:
        """Show other lanes and stay with the chosen one-on-one where it still is."""
        self.view.lane = found[0] if found else None
        self.model.set_rows(found)
        self.rows.keep()

    @property
    def current(self) -> MeetingDay | None:
        """The one-on-one that is chosen."""
        lane: Lane | None = self.rows.current
        return next((each for each in lane.days if each.id == self.view.chosen), None) if lane else None

    def choose(self, rep_id: Id, meeting_id: Id) -> None:
        """Turn to a one-on-one."""
        self.view.chosen = meeting_id
        self.rows.choose(rep_id)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._legend.setVisible(self.height() >= theme.px(_LEGEND_FROM))

    def _on_lane(self, lane: Lane | None) -> None:
        if lane is not None and self.view.chosen not in {each.id for each in lane.days}:
            last = lane.last()
            self.view.chosen = last.id if last else None
        self._tell()

    def _step(self, by: int) -> None:
        lane: Lane | None = self.rows.current
        if lane is None or not lane.days:
            return
        at = next((at for at, each in enumerate(lane.days) if each.id == self.view.chosen), 0)
        self._choose(lane.days[min(max(at + by, 0), len(lane.days) - 1)].id)

    def _choose(self, ident: Id) -> None:
        self.view.chosen = ident
        self._tell()

    def _tell(self) -> None:
        self.view.viewport().update()
        self.view.setAccessibleDescription(_told(self.current))
        self.current_changed.emit(self.current)

    def _share_room(self) -> None:
        room = self.view.viewport().width()
        name = min(theme.px(_NAME), max(theme.px(_LEAST_NAME), room // 3))
        self.view.setColumnWidth(Col.REP, name)
        self.view.setColumnWidth(Col.LANE, max(room - name, 1))


class LaneTable(RowTable):
    """The table of lanes; `chosen` is the one-on-one that is ringed, `lane` any lane, for the months of the header."""

    stepped = Signal(int)
    """One one-on-one on or back."""
    pointed = Signal(object)
    """The id of a one-on-one that was clicked."""

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)
        self.chosen: Id | None = None
        self.lane: Lane | None = None
        header = LaneHeader(self)
        header.setObjectName("timeline_header")
        self.setHorizontalHeader(header)
        self.last_column = Col.LANE

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        model = self.model()
        lane = model.row_at(index.row()) if isinstance(model, TimelineModel) else None
        if lane is not None and lane.days and index.column() == Col.LANE:
            rect, x = lane_rect(QRectF(self.visualRect(index))), event.position().x()
            near = min(lane.days, key=lambda day: abs(place(day.on, rect, lane) - x))
            if abs(place(near.on, rect, lane) - x) <= theme.px(MARK):
                self.pointed.emit(near.id)


class LaneHeader(RowHeader):
    """Names of the months over the lanes, as many as there is room for."""

    @override
    def _paint_title(self, painter: QPainter, rect: QRectF, section: int) -> None:
        table = self.parentWidget()
        lane = table.lane if isinstance(table, LaneTable) else None
        if section != Col.LANE or lane is None:
            super()._paint_title(painter, rect, section)
            return
        free = rect.left()
        for first in months(lane.begin, lane.end):
            x = place(first, rect, lane)
            shown = QLocale().toString(formats.qdate(first), "MMM" if first.month > 1 else "MMM yy")
            wide = paint.text_width(shown, FontRole.HEADER) + 1
            if x >= free and x + wide <= rect.right():
                paint.label(painter, QRectF(x, rect.top(), wide, rect.height()), shown, FontRole.HEADER, "muted")
                free = x + wide + theme.px(4)


class Legend(Painted):
    """What the shapes mean, in one line; what finds no room is left out from the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = (
            (MeetingStatus.HELD, False, tr("held")),
            (MeetingStatus.PLANNED, False, tr("planned")),
            (MeetingStatus.CANCELLED, False, tr("called off")),
            (MeetingStatus.NO_SHOW, False, tr("did not take place")),
            (MeetingStatus.HELD, True, tr("moved")),
            (None, False, tr("longer than agreed")),
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), max(theme.px(36), theme.line(FontRole.META) + theme.px(16)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side, left = QPainter(self), theme.px(MARK), float(theme.px(16))
        painter.fillRect(0, 0, self.width(), 1, theme.current().colour("border"))
        for status, moved, text in self._entries:
            wide = paint.text_width(text, FontRole.META) + 1
            if left + side + theme.px(6) + wide > self.width() - theme.px(8):
                break
            middle = self.height() / 2
            if status is None:
                painter.fillRect(QRectF(left, middle - 1, side, 2), theme.current().colour("watch_fill"))
            else:
                meeting_mark(painter, QPointF(left + side / 2, middle + (2 if moved else 0)), status, moved=moved)
            left += side + theme.px(6)
            paint.label(painter, QRectF(left, 0, wide, self.height()), text, FontRole.META, "muted")
            left += wide + theme.px(16)


def lane_rect(cell: QRectF) -> QRectF:
    """The inside of a lane's cell, as the delegate paints into it."""
    return cell.adjusted(theme.px(PAD), 0, -theme.px(EDGE), -1)


def span(begin: dt.date | None, end: dt.date | None, on: dt.date) -> tuple[dt.date, dt.date]:
    """What the lanes show of a period: a year back and some weeks ahead where it is open."""
    return begin or on - dt.timedelta(days=BACK), end or on + dt.timedelta(days=AHEAD)


def _told(day: MeetingDay | None) -> str:
    return f"{formats.weekday(day.on)} {day.on.year}, {words.meeting_status(day, day.on)}" if day else ""
