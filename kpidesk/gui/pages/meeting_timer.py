"""How long each item of a running meeting took. The timer measures; it never acts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kpidesk.domain.entities import Id
from kpidesk.domain.errors import UserError
from kpidesk.domain.lengths import forecast_limit
from kpidesk.domain.terms import MeetingStatus, Section
from kpidesk.gui.pages.meeting_head import Times

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from kpidesk.domain.entities import AgendaItem, OneOnOne, Progress

TICK_MS = 1000
KEEP_SECONDS = 5
"""Seconds that a crash may lose at most, besides the second of a tick."""


class MeetingTimer(QObject):
    """Adds time to the current item while the meeting runs and is not paused."""

    ticked = Signal()

    def __init__(
        self,
        now: Callable[[], dt.datetime],
        keep: Callable[[Progress], None],
        parent: QObject | None = None,
    ) -> None:
        """`keep` puts the time of a running meeting into the file, or raises a `UserError`."""
        super().__init__(parent)
        self._now, self._keep = now, keep
        self._meeting: OneOnOne | None = None
        self._items: Sequence[AgendaItem] = ()
        self._cap = 0.0
        self._seconds: dict[Id, float] = {}
        self._current: Id | None = None
        self._last: dt.datetime | None = None
        self._whole = 0.0
        self._kept: Progress | None = None
        self._failed = False
        self.measures = True
        """Whether time is counted at all; the user may switch timers off."""
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

    def follow(
        self, meeting: OneOnOne | None, items: Sequence[AgendaItem], cap: float, kept: Progress | None = None
    ) -> None:
        """Measure this meeting from now on; the same one goes on as it was, another one where it was kept."""
        self.count()
        if meeting is None or self._meeting is None or _start(self._meeting) != _start(meeting):
            self._take(kept)
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
        self.keep()

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
        if self.paused or not self.measures:
            return
        self._whole += passed
        if self._current in self._seconds:
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
            measured=self.measures,
            kept=not self._failed,
        )

    def keep(self) -> None:
        """Put the time into the file if it is not there; where that fails it is tried again, and `times` says so."""
        new = self._unkept()
        if new is None:
            return
        try:
            self._keep(new)
        except UserError:
            self._failed = True
        else:
            self._failed, self._kept = False, new

    def _unkept(self) -> Progress | None:
        kept = self._kept
        if kept is None or not self.running:
            return None
        self.count()
        spent = {str(ident): int(seconds) for ident, seconds in self._seconds.items() if seconds >= 1}
        item = self._current if self._current in self._seconds else None
        new = replace(kept, item_id=item, elapsed=int(self._whole), spent=spent, paused=self.paused)
        moved = (new.item_id, new.paused) != (kept.item_id, kept.paused)
        return new if moved or new.elapsed - kept.elapsed >= KEEP_SECONDS else None

    def _take(self, kept: Progress | None) -> None:
        self._kept = kept
        self._seconds = {Id(ident): float(spent) for ident, spent in kept.spent.items()} if kept else {}
        self._whole = float(kept.elapsed) if kept else 0.0
        self.paused = kept.paused if kept else False

    def _elapsed(self) -> float:
        meeting = self._meeting
        if meeting is None or meeting.started_at is None:
            return 0.0
        if meeting.ended_at is not None:
            return (meeting.ended_at - meeting.started_at).total_seconds()
        self.count()
        return self._whole

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
        self.keep()
        self.ticked.emit()


def _start(meeting: OneOnOne) -> tuple[Id, dt.datetime | None]:
    """What a measurement belongs to: a one-on-one that is put back and started again begins anew."""
    return meeting.id, meeting.started_at
