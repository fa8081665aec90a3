"""What a rule answers with, and the numbers it compares against."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from kpidesk.domain.entities import Kpi
from kpidesk.domain.facts import Facts
from kpidesk.domain.readings import PERIOD_DAYS, RECENT, Reading
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import Cadence, KpiClass, Section
from kpidesk.domain.wording import inline

Evidence: TypeAlias = "dict[str, object]"
"""Numbers and words behind a talking point, ready for JSON: missing is None."""

FULL_GAP = 0.30
"""Share of the target that weighs in full."""

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
    "L1": 65, "L2": 70, "L3": 75, "L4": 60, "L5": 40, "L6": 55, "L7": 55, "L8": 45,
    "Q1": 72, "Q2": 60, "Q3": 55, "Q4": 60, "Q5": 45, "Q6": 50, "Q7": 45, "Q8": 55, "Q9": 40,
    "P1": 68, "P2": 64, "P3": 50, "P4": 74, "P5": 45,
    "Y1": 70, "Y2": 40, "Y3": 65,
    "TOPIC": 90, "OPENCOM": 20, "DUE": 20, "OWED": 20, "FCST": 30, "PIN": 1,
    "H1": 60, "H2": 55, "H3": 35, "H4": 45, "H5": 30, "H6": 60, "H7": 40, "H8": 45, "H9": 50, "H10": 60,
}  # fmt: skip
"""Weight of each rule before anything is known about the case (domain brief 4.5)."""


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
    private: bool = False
    """For the manager's eyes alone: told beside the agenda, never on it, since a rep may get the agenda."""

    @property
    def control(self) -> float:
        """How far the subject is in the rep's own hands; talk about promises and the relationship always is."""
        if self.kpi is None:
            return CONTROL[KpiClass.PIPELINE] if self.section is Section.FOCUS else 1.0
        return 1.0 if self.rule[:1] in {"C", "H"} else CONTROL[self.kpi.kpi_class]


Rule: TypeAlias = Callable[[Facts, Thresholds], Iterable[Candidate]]


def severity(gap: float, full: float) -> float:
    """How much a gap weighs: a share of the `full` gap, between 0.3 and 1."""
    return min(max(abs(gap) / full, 0.3), 1.0) if math.isfinite(gap) else 0.3


def confidence(reading: Reading, window: int) -> float:
    """How sure a series makes: full from 12 known weeks on, less where some of its last `window` are missing."""
    recent = reading.values[~reading.away][-window:]
    present = float(np.count_nonzero(~np.isnan(recent))) / max(len(recent), 1)
    return min(1.0, reading.known / 12) * present


def about_kpi(
    rule: str,
    section: Section,
    reading: Reading,
    title: str,
    why: str,
    weight: float,
    evidence: Evidence,
    *,
    fields: Mapping[str, str] | None = None,
    window: int = RECENT,
    absorbs: bool = False,
    miss: bool = False,
    corrective: bool | None = None,
) -> Candidate:
    """A candidate that one series speaks for: of `weight` 1 it weighs in full; `window` weeks say how sure it is.

    `absorbs` makes the other signals of the KPI evidence of this one. What goes to the focus asks for a change, unless
    `corrective` says otherwise.
    """
    return Candidate(
        rule,
        section,
        reading.kpi.key,
        title,
        why,
        severity=severity(weight, 1.0),
        confidence=confidence(reading, window),
        kpi=reading.kpi,
        evidence=evidence,
        fields={"kpi": inline(reading.kpi), **(fields or {})},
        absorbs=frozenset({reading.kpi.key}) if absorbs else frozenset(),
        miss=miss,
        corrective=section is Section.FOCUS if corrective is None else corrective,
    )


def run_needed(reading: Reading, weeks: int) -> int:
    """Weeks in a row a run must have: where a KPI is told by the month, two months for four weeks (brief 2.10)."""
    return weeks * 2 if PERIOD_DAYS[reading.kpi.cadence] > PERIOD_DAYS[Cadence.WEEK] else weeks


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
