"""The things KPIdesk remembers: frozen values, named as in the glossary.

Every entity but `KpiEntry` carries an `id`, a random UUID made by `new_id`, so two files can be joined without a clash.
Days are `datetime.date`; instants are aware UTC `datetime`. Missing is None, never zero.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from kpidesk.domain.terms import (
    Aggregation,
    Cadence,
    CommitmentStatus,
    Direction,
    ItemState,
    Kind,
    KpiClass,
    MeetingStatus,
    Owner,
    Scope,
    Section,
    Unit,
    Visibility,
    YearEnd,
    YearName,
    YearPattern,
)

Id = uuid.UUID


def new_id() -> Id:
    """Make an id that no other file has (UUID version 4, RFC 9562)."""
    return uuid.uuid4()


@dataclass(frozen=True, slots=True)
class Workspace:
    """What one file is about: whose team it is, its money and its calendar."""

    id: Id
    name: str
    manager: str = ""
    currency: str = "EUR"
    week_start: int = 0
    """Weekday a week starts on, 0 = Monday."""
    fiscal_start_month: int = 1
    year_pattern: YearPattern = YearPattern.MONTHS
    year_end: YearEnd = YearEnd.LAST
    year_name: YearName = YearName.ENDS
    forecast_cap: float = 0.20
    """Largest share of the minutes a forecast check may take, 0.05 to 0.20."""


@dataclass(frozen=True, slots=True)
class Team:
    """A group of reps with one manager."""

    id: Id
    name: str
    manager: str = ""


@dataclass(frozen=True, slots=True)
class Rep:
    """A sales rep."""

    id: Id
    name: str
    role: str = ""
    team_id: Id | None = None
    manager: str = ""
    email: str = ""
    hired_on: dt.date | None = None
    left_on: dt.date | None = None
    cadence_days: int = 14
    """Agreed days from one one-on-one to the next."""
    working_share: float = 1.0
    """Part-time share of a full week, over 0 to 1."""
    holidays: str = ""
    """Name of the holiday calendar the rep has; empty is the company's own."""
    archived: bool = False

    def active(self, on: dt.date) -> bool:
        """Whether the rep belongs to the team on a day; the last day is one of them."""
        return not self.archived and (self.left_on is None or on <= self.left_on)

    @property
    def first_name(self) -> str:
        """The name used when talking about the rep."""
        return self.name.split()[0] if self.name.split() else self.name


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name or number by which files call a rep."""

    id: Id
    rep_id: Id
    text: str
    source: int = 0
    """Number of the import that brought it; 0 if it was typed."""


@dataclass(frozen=True, slots=True)
class PastRole:
    """What a rep was until a day; what they are since then stands in `Rep`."""

    id: Id
    rep_id: Id
    role: str
    last: dt.date
    """The last day in this role."""
    working_share: float = 1.0


@dataclass(frozen=True, slots=True)
class RampSchedule:
    """Which share of the target a new hire carries in each month since hiring; for one rep, or for a role."""

    id: Id
    shares: tuple[float, ...]
    """First month first; from the month after the last on it is 1."""
    role: str | None = None
    rep_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Days on which a rep does not work, first and last included."""

    id: Id
    rep_id: Id
    first: dt.date
    last: dt.date
    reason: str = ""
    share: float = 1.0
    """Part of each day that is off; 0.5 is a half day."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which nobody with this holiday calendar works."""

    id: Id
    on: dt.date
    name: str
    calendar: str = ""
    share: float = 1.0
    """Part of the day that is off; 0.5 is a half day."""


@dataclass(frozen=True, slots=True)
class Kpi:
    """A KPI in use, with its full definition."""

    id: Id
    key: str
    name: str
    definition: str = ""
    unit: Unit = Unit.COUNT
    noun: str = ""
    """Plural noun for one unit in a sentence: "calls" in "9.8 calls a week"."""
    aggregation: Aggregation = Aggregation.SUM
    across: Aggregation = Aggregation.SUM
    """How the values of several reps become one."""
    direction: Direction = Direction.UP
    kind: Kind = Kind.LEADING
    kpi_class: KpiClass = KpiClass.ACTIVITY
    cadence: Cadence = Cadence.WEEK
    roles: tuple[str, ...] = ()
    trap: str = ""
    pair_key: str | None = None
    """Key of the quality KPI that guards this one against gaming."""
    numerator_key: str | None = None
    denominator_key: str | None = None
    """Keys of the two KPIs whose ratio this one is, if it has no entries of its own."""
    position: int = 0
    archived: bool = False

    @property
    def is_share_of_target(self) -> bool:
        """Whether this is another KPI over that KPI's own target, as quota attainment is."""
        return self.aggregation is Aggregation.RATIO and self.numerator_key is not None and self.denominator_key is None


@dataclass(frozen=True, slots=True)
class Target:
    """A target from one day on, until the next one of the same scope or `valid_to`."""

    id: Id
    kpi_id: Id
    value: float
    cadence: Cadence
    valid_from: dt.date
    valid_to: dt.date | None = None
    scope: Scope = Scope.DEFAULT
    rep_id: Id | None = None
    role: str | None = None
    team_id: Id | None = None
    high: float | None = None
    """Upper edge, for a KPI whose direction is a band."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Season:
    """How the weight of a target is spread over weekdays and months, for one KPI or for all of them."""

    id: Id
    kpi_id: Id | None = None
    weekdays: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0)
    """Weight of Monday to Sunday."""
    months: tuple[float, ...] = (1.0,) * 12
    """Weight of a day in January to December."""
    quarters: tuple[float, ...] = ()
    """Fixed shares of a yearly target in the four fiscal quarters, adding up to 1; empty when none are fixed."""


@dataclass(frozen=True, slots=True)
class KpiEntry:
    """One recorded value: `numerator`, over `denominator` for ratios, for the `days` days from `start` on."""

    rep_id: Id
    kpi_id: Id
    start: dt.date
    days: int
    numerator: float
    denominator: float | None = None
    source: int = 0
    """Number of the import it came from; 0 = typed by hand."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import of a file, kept so that it can be explained and taken back."""

    id: Id
    no: int
    file: str
    sha256: str
    recipe: str
    layout: str
    at: dt.datetime
    rows_read: int = 0
    rows_used: int = 0
    rows_left_out: int = 0
    values_new: int = 0
    values_changed: int = 0
    values_same: int = 0
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    undone_at: dt.datetime | None = None


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
    """Why it was cancelled or moved."""


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
    """Markdown source exactly as typed. Private unless shared on purpose."""

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
class Stage:
    """A stage of the pipeline, with how often an opportunity that reached it is won."""

    id: Id
    name: str
    position: int = 0
    win_rate: float | None = None
    won: bool | None = None
    """True and False for the two closed stages, None while an opportunity is open."""


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A deal in the pipeline of a rep."""

    id: Id
    rep_id: Id
    name: str
    account: str = ""
    stage_id: Id | None = None
    amount: float | None = None
    opened_on: dt.date | None = None
    expected_on: dt.date | None = None
    """The day it is expected to close."""
    closed_on: dt.date | None = None
    next_step: str = ""
    next_step_on: dt.date | None = None
    last_activity_on: dt.date | None = None
    contacts: int | None = None
    """People on the buyer's side who take part, if that is recorded."""


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
class RuleSetting:
    """What the manager changed about a signal rule; a rule without one speaks, and by its default numbers."""

    id: Id
    rule: str
    speaks: bool = True
    numbers: dict[str, float] = field(default_factory=dict, hash=False)
    """The changed ones, named as in `signals.thresholds`."""


Entity: TypeAlias = (
    Workspace
    | Team
    | Rep
    | Alias
    | PastRole
    | RampSchedule
    | Leave
    | Holiday
    | Kpi
    | Target
    | Season
    | KpiEntry
    | Import
    | Agreement
    | AgreedKpi
    | OneOnOne
    | AgendaItem
    | Note
    | Commitment
    | Topic
    | Recognition
    | Pin
    | Stage
    | Opportunity
    | Experiment
    | RuleSetting
)
