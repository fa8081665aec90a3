"""Starting a one-on-one, which happens only when asked for, from wherever it is shown; and having none to start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.empty_state import Drawing, EmptyState

if TYPE_CHECKING:
    from kpidesk.domain.entities import OneOnOne
    from kpidesk.gui.context import Context


def begin(context: Context, meeting: OneOnOne) -> None:
    """Start a planned one-on-one and show it; one that runs already is only shown."""
    desk, on = context.desk, context.today()
    if meeting.status is MeetingStatus.PLANNED and not context.editor.do(
        lambda: desk.meetings.start(meeting, context.now(), on, desk.preparation.carried(meeting, on))
    ):
        return
    context.go("meeting", fresh(context, meeting) or meeting)


def fresh(context: Context, meeting: OneOnOne) -> OneOnOne | None:
    """The one-on-one as it is in the file now, or None if it was never planned."""
    known = context.desk.meetings.one_on_ones(meeting.rep_id)
    return next((each for each in known if each.id == meeting.id), None)


def nothing_planned(context: Context) -> EmptyState:
    """What the Meeting page shows while there is no one-on-one to show."""
    to_meetings = Button(tr("Go to meetings"), "primary")
    to_meetings.setObjectName("meeting_to_meetings")
    to_meetings.clicked.connect(lambda: context.go("meetings", None))
    return EmptyState(
        Drawing.PERSON,
        tr("No one-on-one is planned"),
        tr("Plan one with Ctrl+N. It starts only when you start it."),
        to_meetings,
    )
