"""What the agenda is drawn from: everything known about one rep on one day, read before any rule looks at it.

Notes are not among the facts, so no rule can ever quote one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpidesk.domain.calendars import working_days
from kpidesk.domain.commitments import Tracked
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import (
    AgendaItem,
    AgreedKpi,
    Agreement,
    Experiment,
    Id,
    Kpi,
    Leave,
    OneOnOne,
    Pin,
    Recognition,
    Rep,
    Topic,
)
from kpidesk.domain.pipeline import Pipeline
from kpidesk.domain.readings import Reading
from kpidesk.domain.recent_weeks import CohortWeeks
from kpidesk.domain.terms import Kind, MeetingStatus, Owner
from kpidesk.domain.yields import Yield


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Everything the rules may look at."""

    rep: Rep
    on: dt.date
    readings: tuple[Reading, ...] = ()
    """KPIs in use, leading first, in the manager's order."""
    commitments: tuple[Tracked, ...] = ()
    """All commitments of the rep and the manager, oldest first, with what was measured."""
    meetings: tuple[OneOnOne, ...] = ()
    """One-on-ones up to `on`, newest first."""
    items: tuple[AgendaItem, ...] = ()
    """Accepted agenda items of those one-on-ones."""
    dismissed: tuple[AgendaItem, ...] = ()
    """What the manager took off the agendas of those one-on-ones."""
    topics: tuple[Topic, ...] = ()
    """Topics not discussed yet, oldest first."""
    agreement: Agreement | None = None
    agreed: tuple[AgreedKpi, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    leaves: tuple[Leave, ...] = ()
    imported_on: dt.date | None = None
    """Day of the newest import, if there was one."""
    manager: str = ""
    currency: str = "EUR"
    forecast_cap: float = 0.20
    next_on: dt.date | None = None
    """Day of the one-on-one after this one, as the rep's cadence has it."""
    asked: tuple[frozenset[int | str], ...] = ()
    """Ids of the questions of each earlier one-on-one, newest first."""
    moved_on: dt.date | None = None
    """The first day of the rep's present role, if there was another before."""
    retargeted: frozenset[Id] = frozenset()
    """KPIs of the agreement whose target changed since it was made."""
    development_on: dt.date | None = None
    """The newest one-on-one that talked about the rep's development."""
    cohort: Mapping[str, CohortWeeks] = field(default_factory=dict)
    """The newest weeks of the rep among the cohort, by KPI; empty where the cohort is too small."""
    pipeline: Pipeline | None = None
    """Open opportunities and how they usually end; None while no opportunities are recorded."""
    experiments: tuple[Experiment, ...] = ()
    """Agreed trials of the rep, oldest first."""
    pins: tuple[Pin, ...] = ()
    """What the manager wants on every agenda of the rep, oldest first."""
    yields: tuple[Yield, ...] = ()
    """What the KPIs of the team have gone with, as far as there is evidence."""

    @property
    def held(self) -> tuple[OneOnOne, ...]:
        """One-on-ones that took place, newest first."""
        return tuple(each for each in self.meetings if each.status is MeetingStatus.HELD and each.on <= self.on)

    @property
    def last_held(self) -> OneOnOne | None:
        """The newest one-on-one that took place."""
        return self.held[0] if self.held else None

    @property
    def since(self) -> dt.date:
        """The day of the last one-on-one; four weeks back when there was none."""
        return self.held[0].on if self.held else self.on - dt.timedelta(weeks=4)

    @property
    def focus(self) -> frozenset[Id]:
        """The KPIs agreed as coaching focus."""
        return frozenset(each.kpi_id for each in self.agreed if each.focus)

    @property
    def leading(self) -> tuple[Reading, ...]:
        """Readings of leading KPIs."""
        return tuple(each for each in self.readings if each.kpi.kind is Kind.LEADING)

    @property
    def lagging(self) -> tuple[Reading, ...]:
        """Readings of lagging KPIs."""
        return tuple(each for each in self.readings if each.kpi.kind is Kind.LAGGING)

    @property
    def open(self) -> tuple[Tracked, ...]:
        """Commitments that are still open or carried."""
        return tuple(each for each in self.commitments if each.open)

    @property
    def open_of_rep(self) -> tuple[Tracked, ...]:
        """Open commitments the rep owns."""
        return tuple(each for each in self.open if each.commitment.owner is Owner.REP)

    @property
    def tenure_days(self) -> int | None:
        """Days since the rep was hired, if that is known."""
        return None if self.rep.hired_on is None else (self.on - self.rep.hired_on).days

    def agreed_on(self, kpi: Kpi) -> bool:
        """Whether this KPI is one of the agreed set; without an agreement every KPI in use is."""
        return not self.agreed or any(each.kpi_id == kpi.id for each in self.agreed)

    def reading(self, key: str | None) -> Reading | None:
        """The reading of the KPI with this key."""
        return next((each for each in self.readings if each.kpi.key == key), None)

    def leading_reading(self, key: str) -> Reading | None:
        """The reading of the KPI with this key, if it is a leading one."""
        found = self.reading(key)
        return found if found is not None and found.kpi.kind is Kind.LEADING else None

    def items_of(self, meeting: OneOnOne) -> tuple[AgendaItem, ...]:
        """What was on the agenda of an earlier one-on-one."""
        return tuple(each for each in self.items if each.one_on_one_id == meeting.id)

    def back_from_leave(self, days: int, within: int) -> Leave | None:
        """The leave of at least `days` working days that ended in the last `within` days, or still goes on."""
        for leave in self.leaves:
            long = working_days(day_number(leave.first), day_number(leave.last) + 1) >= days
            if (
                leave.rep_id == self.rep.id
                and long
                and leave.first <= self.on <= leave.last + dt.timedelta(days=within)
            ):
                return leave
        return None
