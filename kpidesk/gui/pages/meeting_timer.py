"""How long each item of a running meeting took. The timer measures; it never acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kpidesk.domain.lengths import forecast_limit
from kpidesk.domain.terms import MeetingStatus, Section
from kpidesk.gui.pages.meeting_head import Times

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from kpidesk.domain.entities import AgendaItem, Id, OneOnOne

TICK_MS = 1000


class MeetingTimer(QObject):
    """Adds time to the current item while the meeting runs and is not paused."""

    ticked = Signal()

    def __init__(self, now: Callable[[], dt.datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._meeting: OneOnOne | None = None
        self._items: Sequence[AgendaItem] = ()
        self._cap = 0.0
        self._seconds: dict[Id, float] = {}
        self._current: Id | None = None
        self._last: dt.datetime | None = None
        self._paused_for = 0.0
        self.paused = False
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._on_tick)

    @property
    def running(self) -> bool:
        """Whether a meeting is under way, paused or not."""
        return self._meeting is not None and self._meeting.status is MeetingStatus.RUNNING

    @property
    def seconds(self) -> dict[Id, float]:
        """Seconds by item."""
        return dict(self._seconds)

    def whole_seconds(self) -> dict[Id, int]:
        """Seconds by item, to be kept when the meeting ends."""
        self.count()
        return {ident: round(spent) for ident, spent in self._seconds.items()}

    def follow(self, meeting: OneOnOne | None, items: Sequence[AgendaItem], cap: float) -> None:
        """Measure this meeting from now on; the same one goes on as it was."""
        self.count()
        if meeting is None or self._meeting is None or self._meeting.id != meeting.id:
            self._seconds, self._paused_for, self.paused = {}, 0.0, False
        self._meeting, self._items, self._cap = meeting, items, cap
        for item in items:
            self._seconds.setdefault(item.id, float(item.seconds_spent))
        self._last = self._now() if self.running else None
        if self.running:
            self._tick.start()
        else:
            self._tick.stop()

    def set_current(self, ident: Id | None) -> None:
        """Time goes to another item from now on."""
        self.count()
        self._current = ident

    def pause(self, *, paused: bool) -> None:
        """Stop or go on counting."""
        self.count()
        self.paused = paused

    def stop(self) -> None:
        """Stop ticking, for good."""
        self.count()
        self._tick.stop()

    def count(self) -> None:
        """Add the time since the last count to where it belongs."""
        if not self.running or self._last is None:
            return
        now = self._now()
        passed = max(0.0, (now - self._last).total_seconds())
        self._last = now
        if self.paused:
            self._paused_for += passed
        elif self._current in self._seconds:
            self._seconds[self._current] += passed

    def times(self) -> Times:
        """Where the meeting stands now."""
        meeting = self._meeting
        minutes = meeting.minutes if meeting else 0
        forecast = [item for item in self._items if item.section is Section.FORECAST]
        return Times(
            elapsed=self._elapsed(),
            total=minutes * 60.0,
            forecast=sum(self._seconds.get(item.id, 0.0) for item in forecast),
            forecast_plan=sum(item.minutes for item in forecast) * 60,
            forecast_limit=forecast_limit(minutes, self._cap) * 60.0,
            behind=self._behind(),
            running=self.running,
            paused=self.paused,
        )

    def _elapsed(self) -> float:
        meeting = self._meeting
        if meeting is None or meeting.started_at is None:
            return 0.0
        until = meeting.ended_at or self._now()
        return max(0.0, (until - meeting.started_at).total_seconds() - self._paused_for)

    def _behind(self) -> float:
        """Time over plan of what was talked about before the current item, and of that item once it is over."""
        behind = 0.0
        for item in self._items:
            spent, planned = self._seconds.get(item.id, 0.0), item.minutes * 60
            if item.id == self._current:
                return behind + max(0.0, spent - planned)
            if spent:
                behind += spent - planned
        return behind

    def _on_tick(self) -> None:
        self.count()
        self.ticked.emit()
