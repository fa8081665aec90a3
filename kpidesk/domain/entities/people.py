"""Who is coached: the workspace, its teams and reps, and when they work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kpidesk.domain.entities.ids import Id
from kpidesk.domain.terms import YearEnd, YearName, YearPattern


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
    question_rest: int = 2
    """One-on-ones with a rep during which a question is not asked again, 0 to 8."""


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
