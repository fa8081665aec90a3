"""What is counted: KPIs, targets, values and where they came from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kpidesk.domain.entities.ids import Id
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Kind, KpiClass, Scope, Unit


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
    typed_on: dt.date | None = None
    """The day it was typed, where it was and where that is known."""


@dataclass(frozen=True, slots=True)
class ClearedValue:
    """That what was recorded for a period was cleared by hand: what imports put there before then stays away."""

    id: Id
    rep_id: Id
    kpi_id: Id
    start: dt.date
    days: int
    source: int
    """Number of the import whose value was cleared; 0 = typed by hand."""
    newest: int
    """Number of the newest import at that time."""


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
