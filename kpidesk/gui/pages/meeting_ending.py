"""How a meeting ends: the dialog, then one step of the file, then the recap as the rep would get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kpidesk.domain.ending import talked_about
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import formats
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.pages.meeting_start import fresh

if TYPE_CHECKING:
    from kpidesk.gui.pages.meeting import MeetingPage
    from kpidesk.gui.pages.meeting_end import Ending


class MeetingEnding(QObject):
    """Asks what is left to ask, and ends; undo reopens it while nothing else happened."""

    def __init__(self, page: MeetingPage) -> None:
        super().__init__(page)
        self._page = page

    def ask(self) -> None:
        """Say back what was agreed, then end."""
        from kpidesk.gui.pages.meeting_end import EndDialog

        page, room, desk = self._page, self._page.room, self._page.context.desk
        if room is None or room.meeting.status is not MeetingStatus.RUNNING:
            return
        planned = desk.recaps.following(room.meeting)
        following = planned or desk.planning.after(room.meeting, page.context.today())
        noted, spent = page.drafts.noted(), page.timer.whole_seconds()
        dialog = EndDialog(
            page,
            room,
            page.timer.times(),
            page.drafts.written(),
            following,
            left=[each for each in room.items if not talked_about(each, noted, spent)],
            waiting=page.commitment.waiting,
            planned=planned is not None,
            private=page.context.show_private,
        )
        dialog.end_wanted.connect(self.end)
        dialog.open()

    def end(self, ending: Ending) -> None:
        """End it as was answered; nothing ends while something typed is not in the file."""
        from kpidesk.gui.dialogs.share import share_recap

        page, room, context = self._page, self._page.room, self._page.context
        if room is None:
            return
        if not page.saver.flush():
            page.notes.say_state("")
            return
        meetings, seconds, now = context.desk.meetings, page.timer.whole_seconds(), context.now()
        if not context.editor.do(
            lambda: meetings.end(
                room.meeting,
                now,
                seconds,
                following=ending.following,
                promised=ending.promised,
                aside=ending.aside,
            )
        ):
            return
        page.announce()
        context.say(formats.fill(tr("One-on-one with %1 ended."), room.rep.first_name), context.editor.undo)
        context.go("meetings", room.meeting)
        share_recap(page.window(), context, room.rep, fresh(context, room.meeting) or room.meeting)
