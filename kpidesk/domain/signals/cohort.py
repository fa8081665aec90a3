"""Leading KPIs beside the cohort: a rhythm more uneven than usual, a level below what others reach.

The numbers of the cohort stay in the evidence, for the manager; what is said on the agenda are the rep's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.recent_weeks import FEWEST, WEEKS
from kpidesk.domain.signals.base import FULL_GAP, Candidate, about_kpi, below, finite, numbers, reaches
from kpidesk.domain.signals.phrases import average
from kpidesk.domain.terms import Cadence, Section
from kpidesk.domain.wording import amount, inline, name, rate, verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.domain.facts import Facts
    from kpidesk.domain.readings import Reading
    from kpidesk.domain.recent_weeks import CohortWeeks
    from kpidesk.domain.signals.thresholds import Thresholds


def uneven(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """L5: over 8 weeks about on target, but the weeks vary by 60% of their mean and 1.5 times as much as is usual."""
    for reading, among in _beside(facts):
        attained = reading.attained(WEEKS)
        if not reaches(attained, t.uneven_from) or not reaches(t.uneven_until, attained):
            continue
        spreads = among.unevenness
        known, own = spreads[~np.isnan(spreads)], float(spreads[among.own])
        if len(known) < FEWEST:
            continue
        usual = float(np.median(known))
        if reaches(own, t.uneven) and reaches(own, t.uneven_ratio * usual):
            weeks = reading.values[-WEEKS:][~np.isnan(reading.values[-WEEKS:])]
            low, high = (amount(float(each), reading.kpi, facts.currency) for each in (weeks.min(), weeks.max()))
            why = f"{average(facts, reading, WEEKS)} over {WEEKS} weeks, in single weeks from {low} to {high}."
            evidence = numbers(
                reading, WEEKS, spread=finite(own), cohort_spread=finite(usual), cohort=len(known), threshold=t.uneven
            )
            title = f"{name(reading.kpi)} {verb(reading.kpi, 'comes', 'come')} in bursts"
            yield about_kpi("L5", Section.FOCUS, reading, title, why, own - usual, evidence, window=WEEKS)


def peer_gap(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """L8: over 8 weeks below the lowest quarter of at least 8 peers, a rate below its funnel limit; no L3 beside it."""
    for reading, among in _beside(facts):
        if reading.signal * reading.better < 0:
            continue
        levels = among.levels * reading.better
        known, own = levels[~np.isnan(levels)], float(levels[among.own])
        if len(known) < t.peer_count or np.isnan(own):
            continue
        edge = float(np.quantile(known, t.peer_share))
        found = among.rate(WEEKS) if among.counted else None
        if found is not None:
            low = found.own < found.low if reading.better > 0 else found.own > found.high
        else:
            low = not among.counted and below(own, edge)
        if low:
            yield _peer_gap(facts, reading, len(known), own, edge, float(np.median(known)), t)


def _peer_gap(
    facts: Facts, reading: Reading, n: int, own: float, edge: float, middle: float, t: Thresholds
) -> Candidate:
    sign = reading.better
    held = average(facts, reading, WEEKS)
    if np.isnan(reading.target):
        held = rate(reading.over(WEEKS), reading.kpi, Cadence.WEEK, facts.currency)
    evidence = numbers(
        reading,
        WEEKS,
        cohort=n,
        cohort_edge=finite(edge * sign),
        cohort_middle=finite(middle * sign),
        threshold=t.peer_share,
    )
    gap = abs(middle - own) / abs(middle) if middle else 1.0
    title = f"What would help {inline(reading.kpi)}"
    return about_kpi(
        "L8", Section.FOCUS, reading, title, f"{held} over {WEEKS} weeks.", gap / FULL_GAP, evidence, window=WEEKS
    )


def _beside(facts: Facts) -> Iterator[tuple[Reading, CohortWeeks]]:
    for reading in facts.leading:
        among = facts.cohort.get(reading.kpi.key)
        if among is not None:
            yield reading, among


RULES = (uneven, peer_gap)
