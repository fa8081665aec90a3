"""What a captured line would be kept as, together with what was decided by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.capture.level import Level, level
from kpidesk.domain.capture.line import Captured, due_day
from kpidesk.domain.capture.tokens import Amount
from kpidesk.domain.entities import Commitment, Kpi, new_id
from kpidesk.domain.terms import Cadence, Owner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpidesk.domain.entities import Id, OneOnOne, Rep
    from kpidesk.domain.readings import Reading


@dataclass(frozen=True, slots=True)
class Decided:
    """What was chosen by hand; what is typed on leaves it as it is. A pair of one means decided, None not yet."""

    owner: Owner | None = None
    kpi: tuple[Kpi | None] | None = None
    amount: tuple[Amount | None, Cadence | None] | None = None
    due: tuple[dt.date | None] | None = None
    level: Level | None = None
    """The level of a suggestion that was taken over; a number decided later takes its place."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as it would be kept; with `choices` something is to be decided first."""

    text: str
    owner: Owner
    kpi: Kpi | None
    choices: tuple[Kpi, ...]
    """KPIs of which one is meant, while nobody said which."""
    level: Level
    delta: bool
    """Whether a change was said rather than a level."""
    due: dt.date | None
    given_week: bool = False
    """Whether the day is the weekday after the one that comes first; see `due_day`."""
    unread: str = ""
    """A day that could be read two ways, as typed, while no other was decided."""
    impossible: str = ""
    """A day that no calendar has, as typed, while no other was decided."""

    @property
    def doubtful_day(self) -> str:
        """A day as typed that cannot be kept as it stands; empty if there is none."""
        return self.impossible or self.unread

    def commitment(self, rep: Rep, agreed_on: dt.date, meeting: OneOnOne | None = None) -> Commitment:
        """The commitment to be added."""
        return Commitment(
            new_id(),
            rep.id,
            self.text,
            agreed_on,
            self.owner,
            self.kpi.id if self.kpi else None,
            self.level.baseline,
            self.level.expected,
            self.due,
            one_on_one_id=meeting.id if meeting else None,
        )


def promise(
    found: Captured,
    series: Mapping[Id, Reading],
    on: dt.date,
    decided: Decided | None = None,
    usual_due: dt.date | None = None,
) -> Promise:
    """What a line would be kept as.

    Args:
        found: The line as understood.
        series: Weekly values of the rep, by KPI.
        on: The day it is said.
        decided: What was chosen by hand.
        usual_due: The day it is due if nobody says one.
    """
    decided = decided or Decided()
    kpi = decided.kpi[0] if decided.kpi else found.kpi
    number, cadence = decided.amount or (found.amount, found.cadence)
    said = Captured(found.source, found.text, None, (), number, cadence, found.day, found.weekday)
    promised = decided.level if kpi and decided.level and not decided.amount else None
    due = decided.due[0] if decided.due else due_day(said, kpi, on) or usual_due
    return Promise(
        found.text,
        decided.owner or found.owner or Owner.REP,
        kpi,
        found.kpis if decided.kpi is None and len(found.kpis) > 1 else (),
        promised or level(said, kpi, series.get(kpi.id) if kpi else None),
        delta=bool(number and number.delta),
        due=due,
        given_week=decided.due is None and found.day is not None and due != found.day,
        unread="" if decided.due else found.unread,
        impossible="" if decided.due else found.impossible,
    )
