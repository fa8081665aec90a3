"""Starting a one-on-one, which happens only when asked for, from wherever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.terms import MeetingStatus

if TYPE_CHECKING:
    from kpidesk.domain.entities import OneOnOne
    from kpidesk.gui.context import Context


def begin(context: Context, meeting: OneOnOne) -> None:
    """Start a planned one-on-one and show it; one that runs already is only shown."""
    desk = context.desk
    if meeting.status is MeetingStatus.PLANNED and not context.editor.do(
        lambda: desk.meetings.start(meeting, context.now(), context.today())
    ):
        return
    context.go("meeting", fresh(context, meeting) or meeting)


def fresh(context: Context, meeting: OneOnOne) -> OneOnOne | None:
    """The one-on-one as it is in the file now, or None if it was never planned."""
    known = context.desk.meetings.one_on_ones(meeting.rep_id)
    return next((each for each in known if each.id == meeting.id), None)
