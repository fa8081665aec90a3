"""Everything the Prepare page shows of one one-on-one, read at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpidesk.domain.agenda import Agenda, EvidenceLine, TalkingPoint
from kpidesk.domain.attention import fell_since, rhythm
from kpidesk.domain.coming import WAITING
from kpidesk.domain.commitments import Tracked
from kpidesk.domain.entities import AgendaItem, Id, Kpi, Note, OneOnOne, Pin, Rep, Topic
from kpidesk.domain.lengths import forecast_limit
from kpidesk.domain.standing import Scorecard
from kpidesk.domain.templates import Template
from kpidesk.domain.terms import Cadence, CommitmentStatus, ItemState, Kind, MeetingStatus, Section

if TYPE_CHECKING:
    from kpidesk.domain.scoring import LeftOut
    from kpidesk.gui.context import Context

_LOOK_BACK = 6
"""Earlier one-on-ones of which the focus is told."""
_CLOSED = frozenset({CommitmentStatus.DONE, CommitmentStatus.MISSED})


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """What the numbers say; working on the agenda does not change it."""

    rep_id: Id
    minutes: int
    template: Template
    drawn: Agenda
    card: Scorecard
    tracked: Sequence[Tracked]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """One one-on-one to be prepared. Without private notes in it, none can be shown."""

    rep: Rep
    meeting: OneOnOne
    """Planned, or as the rhythm proposes it."""
    planned: bool
    kept: bool
    """Whether the agenda is in the file; else it is a proposal, or it is over and never had one."""
    agenda: Agenda
    """What is on the agenda and what is offered."""
    numbers: Numbers
    items: Mapping[Id, AgendaItem]
    last: OneOnOne | None
    last_items: Sequence[AgendaItem]
    last_notes: Sequence[Note]
    promises: Sequence[Tracked]
    """Open ones and those that fell due or were closed since the last one-on-one."""
    quarter: Sequence[Tracked]
    """Kept or missed in the running quarter."""
    topics: Sequence[Topic]
    pins: Mapping[str, Pin]
    """What is pinned to every agenda of the rep, by the id as the evidence of an item names it."""
    notes: Sequence[Note]
    """The manager's own for this one-on-one."""
    focuses: Sequence[tuple[str, Sequence[dt.date]]]
    """What the coaching was about, the newest first: its name, and the days it was talked about."""
    currency: str

    @property
    def locked(self) -> bool:
        """Whether the one-on-one is over: its agenda is only looked at."""
        return self.meeting.status not in WAITING

    @property
    def left_out(self) -> Sequence[LeftOut]:
        """What the numbers said and found no place; of a one-on-one that is over, today's numbers say nothing."""
        return () if self.locked else self.drawn.left_out

    @property
    def dismissed(self) -> list[AgendaItem]:
        """What the manager took off this agenda, in order."""
        return [each for each in self.items.values() if each.state is ItemState.DISMISSED]

    @property
    def usual_forecast(self) -> float:
        """Minutes that the forecast check has when the numbers draw the agenda up; 0 where it has none."""
        return self.drawn.forecast_minutes

    @property
    def template(self) -> Template:
        """The shape of the agenda."""
        return self.numbers.template

    @property
    def drawn(self) -> Agenda:
        """What the numbers say today: evidence and what was left out."""
        return self.numbers.drawn

    @property
    def card(self) -> Scorecard:
        """Where the rep stands today."""
        return self.numbers.card

    def ids(self, point: TalkingPoint) -> list[str]:
        """Evidence a talking point rests on, as numbered today."""
        lever = point.evidence.get("lever") or {}
        keys = {point.evidence.get("subject"), point.evidence.get("commitment_kpi"), lever.get("kpi")}
        keys |= {point.kpi.key} if point.kpi else set()
        return [line.id for line in self.drawn.evidence if line.kpi.key in keys]

    def offered_for(self, line: EvidenceLine) -> TalkingPoint | None:
        """The suggestion that rests on some evidence."""
        if self.locked:
            return None
        return next((each for each in self.agenda.suggestions if line.id in self.ids(each)), None)

    @property
    def points(self) -> Sequence[TalkingPoint]:
        """What is on the agenda, in the manager's order, which need not be that of the sections."""
        return self.agenda.items

    @property
    def planned_minutes(self) -> float:
        """Minutes of all talking points."""
        return sum(point.minutes for point in self.points)


def gather(
    context: Context,
    subject: Rep | OneOnOne,
    minutes: int | None,
    known_numbers: Numbers | None = None,
    template: Id | None = None,
) -> Plan | None:
    """Read the plan for a rep or a one-on-one; None if the rep is gone.

    `minutes` is another length for an agenda that is not in the file yet, `template` another shape for a one-on-one
    that is not; `known_numbers` are used again if they fit.
    """
    desk, on = context.desk, context.today()
    rep_id = subject.rep_id if isinstance(subject, OneOnOne) else subject.id
    rep = next((each for each in desk.team.reps(archived=True) if each.id == rep_id), None)
    if rep is None:
        return None
    meetings = desk.meetings.one_on_ones(rep.id)
    known = _wanted(subject, rep, meetings, on)
    meeting = known or replace(desk.planning.propose(rep, on), template_id=template)
    shape = desk.templates.of(rep, on, meeting)
    items = desk.agendas.items(meeting) if known else []
    length = meeting.minutes if items else minutes or meeting.minutes
    numbers = known_numbers
    if numbers is None or (numbers.rep_id, numbers.minutes, numbers.template) != (rep.id, length, shape):
        numbers = _numbers(context, rep, meeting, length, shape)
    last = next((each for each in meetings if each.status is MeetingStatus.HELD and each.on < meeting.on), None)
    start = desk.team.calendar().start(Cadence.QUARTER, on)
    return Plan(
        rep=rep,
        meeting=meeting,
        planned=known is not None,
        kept=bool(items),
        agenda=desk.agendas.prepared(meeting) if items or meeting.status not in WAITING else numbers.drawn,
        numbers=numbers,
        items={each.id: each for each in items},
        last=last,
        last_items=desk.meetings.items(last) if last else (),
        last_notes=_notes(context, rep, last),
        promises=[each for each in numbers.tracked if each.open or fell_since(each.commitment, last)],
        quarter=[each for each in numbers.tracked if _closed_since(each, start)],
        topics=desk.meetings.topics(rep),
        pins={str(each.id): each for each in desk.pins.pins(rep, on)},
        notes=desk.meetings.notes(rep, meeting) if known and context.show_private else (),
        focuses=_focuses(context, meetings, on),
        currency=desk.team.workspace().currency,
    )


def _numbers(context: Context, rep: Rep, meeting: OneOnOne, minutes: int, template: Template) -> Numbers:
    desk, on = context.desk, context.today()
    return Numbers(
        rep.id,
        minutes,
        template,
        desk.preparation.agenda(rep, on, minutes, template.id, meeting),
        desk.scorecards.scorecard(rep, on),
        desk.preparation.tracked(rep, on),
    )


def kind_of(point: TalkingPoint) -> Kind | None:
    """What a talking point is about: forecast lags, a KPI has its kind; promises and the rest are neutral."""
    return _kind(point.section, point.kpi)


def kind_of_item(item: AgendaItem, kpis: Mapping[Id, Kpi]) -> Kind | None:
    """The same of an item in the file."""
    return _kind(item.section, kpis.get(item.kpi_id) if item.kpi_id else None)


def _kind(section: Section, kpi: Kpi | None) -> Kind | None:
    if section is Section.FORECAST:
        return Kind.LAGGING
    return kpi.kind if kpi is not None and section is not Section.COMMITMENTS else None


def most_minutes(points: Sequence[TalkingPoint], point: TalkingPoint, minutes: int, cap: float) -> int:
    """The most minutes a talking point may have; for the forecast, what the fence leaves."""
    if point.section is not Section.FORECAST:
        return minutes
    planned = sum(each.minutes for each in points)
    others = sum(each.minutes for each in points if each.section is Section.FORECAST) - point.minutes
    most = int(point.minutes)
    # The fence is a share of what is planned, so each minute of forecast moves it a little.
    while others + most + 1 <= forecast_limit(min(minutes, planned - point.minutes + most + 1), cap):
        most += 1
    return most


def _wanted(subject: Rep | OneOnOne, rep: Rep, meetings: Sequence[OneOnOne], on: dt.date) -> OneOnOne | None:
    if isinstance(subject, OneOnOne):
        return next((each for each in meetings if each.id == subject.id), None)
    return rhythm(rep, meetings, on).upcoming


def _notes(context: Context, rep: Rep, last: OneOnOne | None) -> Sequence[Note]:
    if last is None:
        return ()
    # Private notes are read only where they may be shown at all.
    if context.show_private:
        return context.desk.meetings.notes(rep, last)
    return context.desk.meetings.shared_view(rep, last).notes


def _focuses(context: Context, meetings: Sequence[OneOnOne], on: dt.date) -> list[tuple[str, list[dt.date]]]:
    """The coaching focus of the newest one-on-ones that took place."""
    kpis = {each.id: each for each in context.desk.team.kpis(archived=True)}
    held = [each for each in meetings if each.status is MeetingStatus.HELD and each.on <= on][:_LOOK_BACK]
    found: dict[str, list[dt.date]] = {}
    for meeting in held:
        coached = [each for each in context.desk.meetings.items(meeting) if each.section is Section.FOCUS]
        named = {kpis[each.kpi_id].name for each in coached if each.kpi_id in kpis}
        for name in sorted(named):
            found.setdefault(name, []).append(meeting.on)
    return list(found.items())


def _closed_since(each: Tracked, since: dt.date) -> bool:
    commitment = each.commitment
    day = commitment.closed_on or commitment.due
    return commitment.status in _CLOSED and day is not None and day >= since
