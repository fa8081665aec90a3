"""What is agreed and talked about: agreements, one-on-ones, notes, commitments and the rules of the agenda."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from kpidesk.domain.entities.ids import Id
from kpidesk.domain.terms import CommitmentStatus, ItemState, Line, MeetingStatus, Owner, Section, Visibility


@dataclass(frozen=True, slots=True)
class Agreement:
    """The KPI set a manager and a rep agreed on together."""

    id: Id
    rep_id: Id
    agreed_on: dt.date
    review_on: dt.date | None = None
    signed_by_rep: bool = False
    signed_by_manager: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgreedKpi:
    """One KPI of an agreement; `focus` marks the coaching focus."""

    id: Id
    agreement_id: Id
    kpi_id: Id
    focus: bool = False


@dataclass(frozen=True, slots=True)
class OneOnOne:
    """A one-on-one, planned or held."""

    id: Id
    rep_id: Id
    on: dt.date
    at: dt.time | None = None
    minutes: int = 30
    status: MeetingStatus = MeetingStatus.PLANNED
    started_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    reason: str = ""
    """Why it was cancelled or moved, or why nobody came."""
    times_moved: int = 0
    """How often it was moved to another day."""
    template_id: Id | None = None
    """The agenda template chosen for it; None: the usual one for this rep."""

    @property
    def length(self) -> int:
        """Minutes it took, at least 1; as planned where nobody measured or it is not over."""
        if self.started_at is None or self.ended_at is None:
            return self.minutes
        return max(1, round((self.ended_at - self.started_at).total_seconds() / 60))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a running one-on-one has come, kept every few seconds, so that a crash loses no more than those."""

    id: Id
    one_on_one_id: Id
    planned_on: dt.date
    """The day it was planned for, should it turn out to be started by mistake."""
    item_id: Id | None = None
    """The agenda item that is talked about; None for the talk as a whole."""
    elapsed: int = 0
    """Seconds, pauses left out."""
    spent: dict[str, int] = field(default_factory=dict, hash=False)
    """Seconds by the id of the agenda item."""
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was typed about a one-on-one and not entered yet: for the manager alone until it is."""

    id: Id
    one_on_one_id: Id
    line: Line
    text: str


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A talking point on the agenda of a one-on-one, with the evidence that put it there."""

    id: Id
    one_on_one_id: Id
    position: int
    section: Section
    title: str
    why: str = ""
    minutes: float = 0.0
    rule: str | None = None
    kpi_id: Id | None = None
    questions: tuple[str, ...] = ()
    evidence: dict[str, Any] = field(default_factory=dict, hash=False)
    suggested_commitment: str = ""
    score: float = 0.0
    state: ItemState = ItemState.ACCEPTED
    raised_by_rep: bool = False
    checked: bool = False
    seconds_spent: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """Markdown source exactly as typed; whoever makes one says who may read it, and silence means private."""

    id: Id
    rep_id: Id
    text: str
    created_at: dt.datetime
    visibility: Visibility = Visibility.PRIVATE
    one_on_one_id: Id | None = None
    agenda_item_id: Id | None = None
    updated_at: dt.datetime | None = None
    revision: int = 0
    amends_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a rep or the manager takes on, by when, and how both will see it."""

    id: Id
    rep_id: Id
    text: str
    agreed_on: dt.date
    owner: Owner = Owner.REP
    kpi_id: Id | None = None
    baseline: float | None = None
    expected: float | None = None
    """Promised level of the KPI, in its own unit and cadence."""
    due: dt.date | None = None
    status: CommitmentStatus = CommitmentStatus.OPEN
    closed_on: dt.date | None = None
    one_on_one_id: Id | None = None
    updated_on: dt.date | None = None
    times_carried: int = 0


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic the rep wants to talk about; it stays until it was discussed."""

    id: Id
    rep_id: Id
    text: str
    raised_on: dt.date
    raised_by_rep: bool = True
    discussed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """A win that was named in a one-on-one."""

    id: Id
    rep_id: Id
    on: dt.date
    text: str
    kpi_id: Id | None = None
    one_on_one_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """Something the manager wants on every agenda of a rep until it is released."""

    id: Id
    rep_id: Id
    pinned_on: dt.date
    text: str = ""
    rule: str | None = None
    kpi_id: Id | None = None
    released_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Experiment:
    """An agreed, dated trial: do more of one KPI for some weeks and look again."""

    id: Id
    rep_id: Id
    kpi_id: Id
    start: dt.date
    end: dt.date
    extra_per_week: float
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """An agenda template of the manager; with the id of a built-in one it stands in its place."""

    id: Id
    name: str
    text: str
    """The template as a file says it, see `domain.template_text`."""


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question of the manager: a new one, or what became of a built-in one."""

    id: Id
    text: str
    rules: tuple[str, ...]
    """Signals it fits, as in the question bank; empty `roles` and `classes` mean any."""
    roles: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    number: int | None = None
    """The built-in question in whose place it stands."""
    asked: bool = True
    """Whether it is asked at all."""


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What the manager changed about a signal rule; a rule without one speaks, and by its default numbers."""

    id: Id
    rule: str
    speaks: bool = True
    numbers: dict[str, float] = field(default_factory=dict, hash=False)
    """The changed ones, named as in `signals.thresholds`."""
