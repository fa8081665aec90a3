"""The head of a meeting: the forecast against its fence, and the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Kind, Status
from kpidesk.gui import formats, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import clock, tr
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.painted import Painted
from kpidesk.gui.widgets.status_mark import StatusMark
from kpidesk.gui.widgets.tag import Tag

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


@dataclass(frozen=True, slots=True)
class Times:
    """Where a meeting stands, in seconds."""

    elapsed: float
    total: float
    forecast: float
    forecast_plan: float
    forecast_limit: float
    behind: float
    """Behind the plan; negative is ahead of it."""
    running: bool
    paused: bool = False
    measured: bool = True
    """Whether time is counted; without it there is nothing to show."""
    kept: bool = True
    """Whether the file has it."""

    @property
    def forecast_status(self) -> Status:
        """Watch at the plan, risk at the limit."""
        if self.forecast > 0 and self.forecast >= self.forecast_limit:
            return Status.RISK
        if self.forecast_plan and self.forecast >= self.forecast_plan:
            return Status.WATCH
        return Status.GOOD


class ForecastWatch(QWidget):
    """Forecast minutes as they are measured. At the plan and at the limit it warns in words; it does nothing else."""

    warned = Signal(str)
    """Once for each step: the plan is reached, the limit is reached."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("forecast_watch")
        self._status = Status.GOOD
        self._mark = StatusMark(Status.WATCH, 11)
        self._spent = PlainLabel("", FontRole.GROUP)
        self._rest = PlainLabel("", FontRole.META, "muted")
        self._bar = _Bar()
        words = QHBoxLayout()
        words.setSpacing(4)
        tag = Tag(tr("Forecast"), Kind.LAGGING)
        words.addWidget(tag)
        words.addSpacing(12)
        words.addStretch(1)
        for part in (self._mark, self._spent, self._rest):
            words.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addStretch(1)
        column.addLayout(words)
        column.addWidget(self._bar)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def set_narrow(self, *, narrow: bool) -> None:
        """Print only the minutes taken; plan and limit are marked on the bar."""
        self._rest.setVisible(not narrow)

    def show_times(self, times: Times) -> None:
        """Show where it stands now."""
        self._spent.setText(clock(times.forecast))
        status = times.forecast_status
        said = {Status.WATCH: tr("plan %1 reached, limit %2"), Status.RISK: tr("limit %2 reached")}
        words = said.get(status, tr("plan %1, limit %2"))
        self._rest.setText(formats.fill(words, clock(times.forecast_plan), clock(times.forecast_limit)))
        self._bar.show_times(times)
        self._mark.setVisible(status is not Status.GOOD)
        self._mark.set_status(status)
        self.setAccessibleName(f"{tr('Forecast')} {self._spent.text()}, {self._rest.text()}")
        if status is not self._status:
            self._status = status
            if status is Status.RISK:
                self.warned.emit(tr("Forecast is at its limit. Back to what is in your hands."))
            elif status is Status.WATCH:
                self.warned.emit(tr("Forecast has had its planned minutes."))


class _Bar(Painted):
    """Full at the limit; a dotted tick at the plan, an ink one at the limit."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._times: Times | None = None

    def show_times(self, times: Times) -> None:
        self._times = times
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(12))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t, times = QPainter(self), theme.current(), self._times
        wide, high = self.width() - t.px(1), t.px(6)
        track = QRectF(0, t.px(3), wide, high)
        paint.box(painter, track, "grid", None, high / 2)
        if times is None or times.forecast_limit <= 0:
            return
        if times.forecast > 0:
            done = QRectF(track)
            done.setWidth(max(float(high), wide * min(1.0, times.forecast / times.forecast_limit)))
            paint.box(painter, done, "lagging", None, high / 2)
        plan = round(wide * min(1.0, times.forecast_plan / times.forecast_limit))
        pen = QPen(t.colour("lagging"), t.px(2))
        pen.setDashPattern([1, 1])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(plan, 0, plan, t.px(12))
        painter.fillRect(QRectF(self.width() - t.px(2), 0, t.px(2), t.px(12)), t.colour("text"))


class MeetingClock(QWidget):
    """Minutes since the start, of how many, and how far behind the plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("meeting_clock")
        self._now = PlainLabel("0:00", FontRole.CLOCK)
        self._rest = PlainLabel("", FontRole.META, "muted")
        for label in (self._now, self._rest):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._now)
        column.addWidget(self._rest)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        theme.bind(self._restyle)

    def show_times(self, times: Times) -> None:
        """Show where it stands now."""
        self._now.setText(clock(times.elapsed))
        self._now.set_tone("watch" if times.elapsed > times.total else "text")
        text = formats.fill(tr("of %1"), clock(times.total))
        if not times.kept:
            text = f"{text}, {tr('not saved')}"
        elif times.paused:
            text = f"{text}, {tr('paused')}"
        elif times.running and abs(times.behind) >= 1:
            words = tr("%1 behind") if times.behind > 0 else tr("%1 ahead")
            text = f"{text}, {formats.fill(words, clock(abs(times.behind)))}"
        self._rest.setText(text)
        self.setAccessibleName(f"{self._now.text()} {text}")

    def _restyle(self) -> None:
        self.setMinimumWidth(theme.px(128))


def upright() -> QFrame:
    """A thin upright line between parts of the head."""
    line = QFrame()
    line.setProperty("look", "rule")
    line.setFixedSize(1, 36)
    return line
