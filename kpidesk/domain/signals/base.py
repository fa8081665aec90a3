"""What a rule answers with, and the numbers it compares against."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from kpidesk.domain.entities import Kpi, KpiClass, Section
from kpidesk.domain.facts import Facts

if TYPE_CHECKING:
    from kpidesk.domain.readings import Reading

Evidence: TypeAlias = "dict[str, object]"
"""Numbers and words behind a talking point, ready for JSON: missing is None."""

CONTROL: Mapping[KpiClass, float] = {
    KpiClass.ACTIVITY: 1.0,
    KpiClass.QUALITY: 0.9,
    KpiClass.PIPELINE: 0.6,
    KpiClass.HYGIENE: 0.5,
    KpiClass.OUTCOME: 0.3,
}
"""How far a KPI is in the rep's own hands (domain brief 4.4)."""

BASES: Mapping[str, float] = {
    "W1": 55, "W2": 60, "W3": 50, "W4": 45, "W5": 50, "W6": 50,
    "C1": 80, "C2": 75, "C3": 70, "C4": 55, "C5": 85,
    "L1": 65, "L2": 70, "L3": 75, "L4": 60, "L6": 55, "L7": 55,
    "Q1": 72, "Q2": 60, "Q3": 55, "Q4": 60, "Q6": 50, "Q8": 55,
    "P3": 50, "P4": 74,
    "TOPIC": 90, "OPENCOM": 20, "FCST": 30,
    "H1": 60, "H2": 55, "H3": 35, "H4": 45, "H5": 30, "H6": 60, "H7": 40, "H10": 60,
}  # fmt: skip
"""Weight of each rule before anything is known about the case (domain brief 4.5)."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When each rule speaks (domain brief 4.5). Shares are fractions, spans are closed weeks unless days are named."""

    streak_weeks: int = 4
    streak_alarm: int = 6
    best_of: int = 26
    recovered_weeks: int = 2
    stale_days: int = 21
    carried_times: int = 2
    missed_of_last: int = 2
    missed_window: int = 3
    open_commitments: int = 3
    missed_last: float = 0.80
    missed_recent: float = 0.90
    capability_points: int = 12
    pace_from: float = 0.3
    pace_until: float = 0.8
    pace_index: float = 0.85
    strain: float = 1.25
    busy: float = 1.0
    low_rate: float = 0.80
    few: float = 0.9
    cases: int = 5
    show_rate: float = 0.70
    shows_due: int = 8
    volume_growth: float = 0.25
    volume_window: int = 6
    next_step_rate: float = 0.80
    next_step_opportunities: int = 5
    stalled_rate: float = 0.25
    stalled_opportunities: int = 4
    forecast_from: float = 0.4
    chance: float = 0.35
    forecast_pace: float = 0.85
    """Stands in for the chance where that cannot be computed, as for money."""
    feast: float = 1.0
    famine: float = 0.80
    famine_weeks: int = 3
    gap_share: float = 1.5
    cancelled_of_last: int = 2
    cancelled_window: int = 4
    missing_weeks: int = 2
    import_days: int = 7
    agreement_days: int = 90
    undiscussed_weeks: int = 8
    focus_kpis: int = 5
    agreed_kpis: int = 8
    unrecognised_meetings: int = 3
    leave_days: int = 10
    leave_within: int = 7
    ramp_days: int = 90


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a rule would like to see on the agenda."""

    rule: str
    section: Section
    subject: str
    """What it is about, the same every time: key of a KPI, id of a commitment, or a word."""
    title: str
    why: str
    severity: float = 1.0
    """0.3 to 1, see `severity`."""
    confidence: float = 1.0
    """0 to 1, see `confidence`."""
    kpi: Kpi | None = None
    evidence: Evidence = field(default_factory=dict, hash=False)
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Texts for the fields in braces of a question."""
    suggestion: str = ""
    """A commitment to offer."""
    absorbs: frozenset[str] = frozenset()
    """Keys of the KPIs whose other signals become evidence of this one."""
    miss: bool = False
    """Whether it holds the rep to a target; after long leave and while ramping that is kept back."""
    corrective: bool = False
    """Whether it asks for a change, as opposed to naming what works."""

    @property
    def control(self) -> float:
        """How far the subject is in the rep's own hands; talk about promises and the relationship always is."""
        return 1.0 if self.kpi is None or self.rule[:1] in {"C", "H"} else CONTROL[self.kpi.kpi_class]


Rule: TypeAlias = Callable[[Facts, Thresholds], Iterable[Candidate]]


def severity(gap: float, full: float) -> float:
    """How much a gap weighs: a share of the `full` gap, between 0.3 and 1."""
    return min(max(abs(gap) / full, 0.3), 1.0) if math.isfinite(gap) else 0.3


def confidence(reading: Reading, window: int) -> float:
    """How sure a series makes: full from 12 known weeks on, less where some of its last `window` are missing."""
    recent = reading.values[~reading.away][-window:]
    present = float(np.count_nonzero(~np.isnan(recent))) / max(len(recent), 1)
    return min(1.0, reading.known / 12) * present


def below(value: float, threshold: float) -> bool:
    """Whether a value is under a threshold by more than the dust of binary fractions; NaN is not."""
    return value < threshold - 1e-9


def reaches(value: float, threshold: float) -> bool:
    """Whether a value is at a threshold or above it, the dust of binary fractions aside; NaN is not."""
    return value >= threshold - 1e-9


def finite(value: float | None) -> float | None:
    """A number for JSON: missing is None, and the dust of binary fractions is gone."""
    return None if value is None or not math.isfinite(value) else round(float(value), 6)


def numbers(reading: Reading, window: int, **more: object) -> Evidence:
    """The evidence every KPI signal carries: value, target, window, number of periods, and how sure."""
    return {
        "kpi": reading.kpi.key,
        "value": finite(reading.over(window)),
        "target": finite(reading.target),
        "attainment": finite(reading.attained(window)),
        "window": window,
        "n": reading.known,
        "through": reading.starts[-1].isoformat() if reading.starts else None,
        **more,
    }
