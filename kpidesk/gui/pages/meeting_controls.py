"""What stands at the right of a meeting's head: forecast, clock, and the way in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.pages.meeting_head import ForecastWatch, MeetingClock, Times, upright
from kpidesk.gui.pages.meeting_mirror import MirrorButton
from kpidesk.gui.widgets.avatar import Avatar
from kpidesk.gui.widgets.buttons import Button

if TYPE_CHECKING:
    from kpidesk.gui.pages.meeting_room import Room
    from kpidesk.gui.pages.page import PageHead


class Controls:
    """Puts its widgets into the head of the page and keeps them in step with the meeting."""

    def __init__(self, head: PageHead) -> None:
        self._avatar = Avatar(size=40)
        head.left.addWidget(self._avatar)
        head.title.set_role(FontRole.LEAD)
        self._status: MeetingStatus | None = None
        self._narrow = False
        self.forecast, self.clock = ForecastWatch(), MeetingClock()
        self.mirror = MirrorButton()
        self.prepare = Button(tr("Prepare"))
        self.start = Button(tr("Start meeting"), "primary", keys="Ctrl+Return")
        self.end = Button(tr("End and recap…"))
        self._lines = (upright(), upright())
        self._timing = (self.forecast, self._lines[0], self.clock, self._lines[1])
        self._measured = True
        self._buttons = (self.mirror, self.prepare, self.start, self.end)
        for part in (*self._timing, *self._buttons):
            head.right.addWidget(part)
        for button, name in zip(self._buttons, ("mirror", "prepare", "start", "end"), strict=True):
            button.setObjectName(f"meeting_{name}")

    def show_room(self, room: Room) -> None:
        """Offer what can be done with a meeting now."""
        self._status = room.meeting.status
        self._avatar.set_name(room.rep.name)
        planned = self._status is MeetingStatus.PLANNED
        self.start.setVisible(planned)
        self.end.setVisible(self._status is MeetingStatus.RUNNING)
        self.prepare.setVisible(planned and not room.items)
        self._fit()

    def show_times(self, times: Times) -> None:
        """Show where the meeting stands."""
        self.forecast.show_times(times)
        self.clock.show_times(times)
        if times.measured != self._measured:
            self._measured = times.measured
            self._fit()

    def show_mirror(self, *, on: bool) -> None:
        """Say whether there is a mirror."""
        self.mirror.setChecked(on)

    def hide(self) -> None:
        """Show nothing: there is no meeting."""
        self._status = None
        for part in (self._avatar, *self._timing, *self._buttons):
            part.setVisible(False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave out what a narrow head has no room for; F8 still mirrors."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()

    def _fit(self) -> None:
        self._avatar.setVisible(self._status is not None and not self._narrow)
        timed = self._status is not None and self._measured
        for part in (self.forecast, self.clock):
            part.setVisible(timed)
        for line in self._lines:
            line.setVisible(timed and not self._narrow)
        self.mirror.setVisible(self._status is MeetingStatus.RUNNING and not self._narrow)
        self.forecast.set_narrow(narrow=self._narrow)
