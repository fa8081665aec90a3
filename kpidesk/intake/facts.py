"""What a reading yields, and what only the team file can tell it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.terms import Cadence

Entry: TypeAlias = tuple[int, int, int, int, float] | tuple[int, int, int, int, float, float]
"""Numbers of rep and KPI, first day number, days, numerator and, for a ratio with two sides, denominator."""

Columns: TypeAlias = tuple[
    Sequence[int], Sequence[int], Sequence[int], Sequence[int], Sequence[float], Sequence[float] | None
]
"""Entries as columns, all of them with a denominator or none."""


@dataclass(frozen=True, slots=True)
class TargetFact:
    """A target of one rep, from a day on; None: from the day of the import on."""

    rep: int
    kpi: int
    start: int | None
    cadence: Cadence | None
    value: float


@dataclass(frozen=True, slots=True)
class Covered:
    """The days, first and last included, for which a file knows everything about one KPI of one rep."""

    rep: int
    kpi: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lookups:
    """What only the team file knows: who and which KPI a text means."""

    find: Callable[[str], int | None]
    """Number of the rep with a name."""
    settle: Callable[[str], int | None]
    """Number of the rep to take for a name nobody has; None if it is left out."""
    unknown: Callable[[str], str]
    """What to say of a name that is left out."""
    kpi: Callable[[str], int | None]
    """Number of the KPI with a key or name, for a long file without rules."""
    kpis: Sequence[int] = ()
    """Number of the KPI of each rule."""
    cadences: Sequence[Cadence] = ()
    """Cadence of the KPI of each rule."""
    calendar: FiscalCalendar = field(default_factory=FiscalCalendar)
    fault: Callable[[int, float], str | None] = lambda _kpi, _value: None
    """Why a KPI, by its number, cannot have a value; None if it can."""
    shares: Mapping[int, float] = field(default_factory=dict)
    """Numbers of percent KPIs whose values need to be judged together, each with the largest fraction it can be."""
    watch: Callable[[int], None] = lambda _rows: None
    """Told the number of rows after each batch; may raise to stop."""
