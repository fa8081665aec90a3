"""Everything the Meeting page shows of one one-on-one, read at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.attention import is_open
from kpidesk.domain.coming import WAITING
from kpidesk.domain.entities import AgendaItem, Commitment, Id, Kpi, Note, OneOnOne, Progress, Rep
from kpidesk.domain.fiscal import FiscalYear
from kpidesk.domain.scheduling import DaysOff
from kpidesk.domain.standing import Scorecard
from kpidesk.domain.terms import Line, MeetingStatus, Section
from kpidesk.gui import formats
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.pages.prepare_plan import kind_of_item
from kpidesk.gui.widgets.time_strip import Section as Stretch

if TYPE_CHECKING:
    from kpidesk.gui.context import Context
    from kpidesk.gui.widgets.note_saver import Draft

_LAST = 3
"""One-on-ones looked back at."""


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """An earlier one-on-one as the rep may see it too, so that a glance at the screen shows nothing private."""

    meeting: OneOnOne
    notes: Sequence[Note]
    agreed: Sequence[Commitment]


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """One one-on-one. Without private notes in it, none can be shown."""

    rep: Rep
    meeting: OneOnOne
    items: Sequence[AgendaItem]
    notes: Sequence[Note]
    agreed: Sequence[Commitment]
    open_before: Sequence[Commitment]
    kpis: Sequence[Kpi]
    card: Scorecard
    off: DaysOff
    past: Callable[[], Sequence[Past]]
    """Reads the last one-on-ones; only asked when somebody looks at them."""
    progress: Progress
    typed: str
    """What was left on the commitment line, not entered yet."""
    manager: str
    quarter_end: dt.date
    cap: float
    currency: str
    subtitle: str

    @property
    def locked(self) -> bool:
        """Whether it is over: then it is only read."""
        return self.meeting.status not in WAITING

    @property
    def kpis_by_id(self) -> Mapping[Id, Kpi]:
        """KPIs in use, by id."""
        return {each.id: each for each in self.kpis}


def gather(context: Context, subject: OneOnOne | None) -> Room | None:
    """Read a one-on-one as it is now; without a subject the running one, else the next planned one."""
    desk, on = context.desk, context.today()
    meetings = desk.meetings.one_on_ones()
    meeting = next((each for each in meetings if subject is not None and each.id == subject.id), None)
    meeting = meeting or _usual(meetings, on)
    rep = None
    if meeting is not None:
        rep = next((each for each in desk.team.reps(archived=True) if each.id == meeting.rep_id), None)
    if meeting is None or rep is None:
        return None
    view = desk.meetings.shared_view(rep, meeting)
    # Private notes are read only where they may be shown at all.
    notes: Sequence[Note] = view.notes
    if context.show_private:
        notes = desk.meetings.notes(rep, meeting)
    workspace = desk.team.workspace()
    return Room(
        rep=rep,
        meeting=meeting,
        items=view.items,
        notes=notes,
        agreed=view.commitments,
        open_before=[
            each for each in desk.meetings.commitments(rep.id) if is_open(each) and each.one_on_one_id != meeting.id
        ],
        kpis=desk.team.kpis(),
        card=desk.scorecards.scorecard(rep, on),
        off=desk.schedules.days_off(rep),
        past=lambda: _past(context, rep, meeting, meetings),
        progress=desk.meetings.progress(meeting),
        typed=desk.unfinished.text(meeting, Line.COMMITMENT),
        manager=workspace.manager,
        quarter_end=FiscalYear.of(workspace).quarter_end(on),
        cap=workspace.forecast_cap,
        currency=workspace.currency,
        subtitle=_subtitle(meeting),
    )


def _past(context: Context, rep: Rep, meeting: OneOnOne, meetings: Iterable[OneOnOne]) -> list[Past]:
    held = [
        each
        for each in meetings
        if each.rep_id == rep.id
        and each.status is MeetingStatus.HELD
        and each.on <= meeting.on
        and each.id != meeting.id
    ]
    views = [context.desk.meetings.shared_view(rep, each) for each in held[:_LAST]]
    return [Past(view.meeting, view.notes, view.commitments) for view in views]


def strip(room: Room) -> list[Stretch]:
    """The agenda as stretches of time; without one, the whole time as one."""
    by_id = room.kpis_by_id
    found = [
        Stretch(item.minutes, kind_of_item(item, by_id), item.section is Section.FORECAST, item.title)
        for item in room.items
    ]
    return found or [Stretch(room.meeting.minutes)]


def saved_words(draft: Draft | None, now: dt.datetime) -> str:
    """When a note was saved: "Saved 2 s ago", later the time of day."""
    if draft is None or draft.note is None:
        return ""
    at = draft.note.updated_at or draft.note.created_at
    passed = (now - at).total_seconds()
    if passed < 1:
        return tr("Saved")
    if passed < 60:
        return formats.fill(tr("Saved %1 s ago"), str(int(passed)))
    return formats.fill(tr("Saved %1"), formats.time(at.astimezone().time()))


def _usual(meetings: Sequence[OneOnOne], on: dt.date) -> OneOnOne | None:
    running = next((each for each in meetings if each.status is MeetingStatus.RUNNING), None)
    planned = [each for each in meetings if each.status is MeetingStatus.PLANNED and each.on >= on]
    return running or min(planned, key=lambda each: (each.on, str(each.at or "")), default=None)


def _subtitle(meeting: OneOnOne) -> str:
    day = formats.weekday(meeting.on)
    if meeting.started_at is not None:
        begun = formats.time(meeting.started_at.astimezone().time())
        if meeting.ended_at is not None:
            ended = formats.time(meeting.ended_at.astimezone().time())
            return formats.fill(tr("One-on-one, %1, %2 to %3. Locked."), day, begun, ended)
        return formats.fill(tr("One-on-one, %1, started %2"), day, begun)
    words = {MeetingStatus.PLANNED: tr("not started"), MeetingStatus.CANCELLED: tr("cancelled")}
    state = words.get(meeting.status, tr("over"))
    when = f"{day} {formats.time(meeting.at)}".rstrip()
    return formats.fill(tr("One-on-one, %1, %2"), when, state)
