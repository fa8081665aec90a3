"""The agenda of one one-on-one: sections, talking points, their evidence, and what was left out and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kpidesk.domain.entities import AgendaItem, Id, Kpi, OneOnOne, Rep
from kpidesk.domain.lengths import forecast_limit
from kpidesk.domain.scoring import LeftOut
from kpidesk.domain.terms import ItemState, Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class TalkingPoint:
    """One item: what, why, what to ask, and for how long."""

    id: Id
    section: Section
    rule: str | None
    title: str
    why: str
    kpi: Kpi | None = None
    questions: tuple[str, ...] = ()
    minutes: float = 0
    evidence: dict[str, Any] = field(default_factory=dict, hash=False)
    """Numbers of the rule, with `subject`, `score_parts`, `question_ids`, `evidence_ids` and, merged in, `also`."""
    suggested_commitment: str = ""
    score: float = 0.0
    raised_by_rep: bool = False

    def as_json(self) -> dict[str, Any]:
        """The item as the command line prints it."""
        return {
            "id": str(self.id),
            "rule": self.rule,
            "kpi": self.kpi.key if self.kpi else None,
            "kpi_kind": str(self.kpi.kind) if self.kpi else None,
            "title": self.title,
            "why": self.why,
            "questions": list(self.questions),
            "minutes": self.minutes,
            "evidence": self.evidence,
            "suggested_commitment": self.suggested_commitment or None,
            "score": self.score,
        }


@dataclass(frozen=True, slots=True)
class AgendaSection:
    """The talking points of one kind."""

    kind: Section
    title: str
    minutes: float
    items: tuple[TalkingPoint, ...]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One thing the numbers say, on the agenda or not."""

    id: str
    """E1, E2 …, heaviest first."""
    rule: str
    kpi: Kpi
    title: str
    why: str
    used_in: tuple[Id, ...] = ()
    """Talking points that rest on it."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """A time-boxed plan for one one-on-one."""

    rep: Rep
    on: dt.date
    minutes: int
    cap: float
    """Largest share of the minutes the forecast may take."""
    sections: tuple[AgendaSection, ...]
    left_out: tuple[LeftOut, ...] = ()
    suggestions: tuple[TalkingPoint, ...] = ()
    """Sound points for which there was no room; nothing is added by itself."""
    evidence: tuple[EvidenceLine, ...] = ()
    notes: tuple[str, ...] = ()
    template: str = ""
    """Name of the template it was drawn with."""

    @property
    def items(self) -> tuple[TalkingPoint, ...]:
        """All talking points in order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def forecast_minutes(self) -> float:
        """Minutes planned for the forecast check."""
        return sum(section.minutes for section in self.sections if section.kind is Section.FORECAST)

    @property
    def forecast_limit(self) -> int:
        """The most minutes the forecast check may take."""
        return forecast_limit(self.minutes, self.cap)

    def as_json(self) -> dict[str, Any]:
        """The agenda as the command line prints it."""
        return {
            "rep": self.rep.name,
            "on": self.on.isoformat(),
            "minutes": self.minutes,
            "template": self.template or None,
            "forecast_minutes": self.forecast_minutes,
            "forecast_cap_minutes": self.forecast_limit,
            "sections": [
                {
                    "kind": str(section.kind),
                    "title": section.title,
                    "minutes": section.minutes,
                    "items": [item.as_json() for item in section.items],
                }
                for section in self.sections
            ],
            "left_out": [{"rule": each.rule, "kpi": each.kpi, "reason": each.reason} for each in self.left_out],
            "suggestions": [item.as_json() for item in self.suggestions],
            "notes": list(self.notes),
        }


TITLES: Mapping[Section, str] = {
    Section.REP_TOPICS: "Your topics",
    Section.WINS: "What works",
    Section.COMMITMENTS: "Promises",
    Section.FOCUS: "Coaching focus",
    Section.FORECAST: "Forecast check",
    Section.CLOSE: "Close",
}
"""Headings of the sections."""


def stored(
    point: TalkingPoint, meeting: OneOnOne, ident: Id, position: int, state: ItemState = ItemState.ACCEPTED
) -> AgendaItem:
    """A talking point as the agenda item of a one-on-one."""
    return AgendaItem(
        id=ident,
        one_on_one_id=meeting.id,
        position=position,
        section=point.section,
        title=point.title,
        why=point.why,
        minutes=point.minutes,
        rule=point.rule,
        kpi_id=point.kpi.id if point.kpi else None,
        questions=point.questions,
        evidence=point.evidence,
        suggested_commitment=point.suggested_commitment,
        score=point.score,
        state=state,
        raised_by_rep=point.raised_by_rep,
    )


def from_items(
    rep: Rep, meeting: OneOnOne, items: Sequence[AgendaItem], kpis: Mapping[Id, Kpi], cap: float, template: str = ""
) -> Agenda:
    """The agenda a manager has prepared, as its accepted items say, in the manager's order.

    Items of one section that were moved apart make a section each.
    """
    points = [_point(item, kpis) for item in sorted(items, key=lambda item: item.position) if _accepted(item)]
    offered = [_point(item, kpis) for item in items if item.state is ItemState.SUGGESTED]
    runs = [(kind, tuple(run)) for kind, run in groupby(points, key=lambda point: point.section)]
    sections = [AgendaSection(kind, TITLES[kind], _whole(sum(each.minutes for each in run)), run) for kind, run in runs]
    return Agenda(rep, meeting.on, meeting.minutes, cap, tuple(sections), suggestions=tuple(offered), template=template)


def _accepted(item: AgendaItem) -> bool:
    return item.state is ItemState.ACCEPTED


def _point(item: AgendaItem, kpis: Mapping[Id, Kpi]) -> TalkingPoint:
    return TalkingPoint(
        id=item.id,
        section=item.section,
        rule=item.rule,
        title=item.title,
        why=item.why,
        kpi=kpis.get(item.kpi_id) if item.kpi_id else None,
        questions=item.questions,
        minutes=_whole(item.minutes),
        evidence=item.evidence,
        suggested_commitment=item.suggested_commitment,
        score=item.score,
        raised_by_rep=item.raised_by_rep,
    )


def _whole(minutes: float) -> float:
    """Whole minutes without a decimal point."""
    return int(minutes) if minutes == int(minutes) else minutes
