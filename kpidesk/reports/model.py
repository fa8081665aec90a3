"""The values reports are made of; a private note fits into none of them, notes come in as `SharedNote` alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kpidesk.domain.commitments import Tracked
from kpidesk.domain.entities import AgendaItem, Id, Kpi, Leave, Note, OneOnOne, Rep
from kpidesk.domain.entries import Entries
from kpidesk.domain.standing import Scorecard
from kpidesk.domain.terms import ItemState, MeetingStatus, Section, Visibility


class Part(StrEnum):
    """What a leadership workbook may hold besides Summary, Scorecard, Definitions and Read me."""

    LEADING = "leading"
    LAGGING = "lagging"
    MEETINGS = "meetings"
    COMMITMENTS = "commitments"
    NOTES = "notes"
    DATA = "data"


USUAL_PARTS = frozenset(Part) - {Part.NOTES}
"""Shared notes are left out unless asked for."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days a report is about, first and last included."""

    first: dt.date
    last: dt.date
    label: str
    """As a person says it: "Q3 2026, weeks 27 to 33"."""


@dataclass(frozen=True, slots=True)
class SharedNote:
    """A note the rep may read."""

    rep: str
    on: dt.date
    text: str
    added: bool = False
    """Whether it was added after the one-on-one was locked."""

    @classmethod
    def of(cls, note: Note, rep: Rep) -> SharedNote:
        """The text of a shared note.

        Raises:
            ValueError: the note is private.
        """
        if note.visibility is not Visibility.SHARED:
            raise ValueError("a private note never becomes part of a report")
        return cls(rep.name, note.created_at.astimezone().date(), note.text)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A one-on-one with its agenda; of the agenda only sections and minutes are ever written down."""

    one_on_one: OneOnOne
    items: tuple[AgendaItem, ...] = ()

    @property
    def held(self) -> bool:
        """Whether it took place."""
        return self.one_on_one.status is MeetingStatus.HELD

    @property
    def timed(self) -> bool:
        """Whether the timer ran; otherwise the planned minutes stand in."""
        return any(item.seconds_spent > 0 for item in self.items)

    @property
    def minutes(self) -> dict[Section, float]:
        """Minutes by section, all sections named; 0 where nothing was said, and everywhere unless it was held."""
        spent = dict.fromkeys(Section, 0.0)
        if self.held:
            timed = self.timed
            for item in self.items:
                if timed:
                    spent[item.section] += item.seconds_spent / 60
                elif item.state is ItemState.ACCEPTED:
                    spent[item.section] += item.minutes
        return spent


@dataclass(frozen=True, slots=True, eq=False)
class RepSummary:
    """One rep in a leadership summary."""

    card: Scorecard
    """As of the last day of the period."""
    focus: tuple[Id, ...] = ()
    """Ids of the focus KPIs of the newest agreement, the main one first."""
    meetings: tuple[Meeting, ...] = ()
    """Those of the period, by day."""
    last_held_before: dt.date | None = None
    """Day of the last one-on-one before the period."""
    commitments: tuple[Tracked, ...] = ()
    """Those agreed or due in the period, or still open."""
    wins: int = 0
    """Recognitions recorded in the period."""
    leaves: tuple[Leave, ...] = ()

    @property
    def rep(self) -> Rep:
        """Whom this is about."""
        return self.card.rep

    @property
    def last_held(self) -> dt.date | None:
        """Day of the newest one-on-one that took place."""
        held = [meeting.one_on_one.on for meeting in self.meetings if meeting.held]
        return max(held, default=self.last_held_before)


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """The recorded values of the period; rep and KPI positions of `entries` refer to `reps` and `kpis`."""

    entries: Entries
    reps: tuple[Rep, ...]
    kpis: tuple[Kpi, ...]
    sources: Mapping[int, str] = field(default_factory=dict)
    """File name of each import number."""


@dataclass(frozen=True, slots=True, eq=False)
class LeadershipSummary:
    """What goes into the workbook for the manager's own manager."""

    team: str
    period: Period
    made_on: dt.date
    data: str
    """How fresh the numbers are, as a sentence: "CRM export of 17 Aug."."""
    currency: str
    reps: tuple[RepSummary, ...]
    """In the order of their names: nobody is ranked."""
    record: Record
    private_notes_left_out: int
    version: str
    forecast_cap: float = 0.20
    notes: tuple[SharedNote, ...] = ()

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        """Every KPI on a scorecard, leading first, in their order."""
        found = {each.kpi.key: each.kpi for line in self.reps for each in line.card.standings}
        return tuple(sorted(found.values(), key=lambda kpi: (kpi.kind != "leading", kpi.position, kpi.name)))


@dataclass(frozen=True, slots=True)
class RecapTopic:
    """What was talked about: a talking point and the shared notes under it."""

    title: str
    notes: tuple[SharedNote, ...] = ()


@dataclass(frozen=True, slots=True)
class RecapPromise:
    """A commitment as the recap says it."""

    who: str
    text: str
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Recap:
    """One one-on-one, for the rep: shared text only."""

    rep: str
    manager: str
    on: dt.date
    minutes: int
    wins: tuple[str, ...] = ()
    topics: tuple[RecapTopic, ...] = ()
    notes: tuple[SharedNote, ...] = ()
    """Shared notes that belong to no talking point."""
    promises: tuple[RecapPromise, ...] = ()
    next_on: dt.date | None = None
    next_at: dt.time | None = None
