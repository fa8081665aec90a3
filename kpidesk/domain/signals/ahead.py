"""What is planted for the period after this one, and what slips out of it."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from kpidesk.domain.pipeline import win_rate
from kpidesk.domain.readings import RECENT
from kpidesk.domain.signals.base import (
    FULL_GAP,
    Candidate,
    Evidence,
    about_kpi,
    below,
    confidence,
    finite,
    numbers,
    reaches,
    severity,
)
from kpidesk.domain.terms import Section
from kpidesk.domain.wording import amount, day, inline, name, verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.domain.facts import Facts
    from kpidesk.domain.pipeline import Period, Pipeline
    from kpidesk.domain.readings import Reading
    from kpidesk.domain.signals.thresholds import Thresholds

_BEHIND_COVERAGE = ("pipeline_coverage", "pipeline_open", "pipeline_created", "opps_created")
"""KPIs that move the coverage of the next period, the nearest first."""
_WIN_RATES = ("win_rate_value", "win_rate")
_ENOUGH = 12


def next_period_gap(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """P1: the next period is covered to under 80% of what is needed, and new opportunities can still be won in it.

    Where no opportunities are recorded the KPI of pipeline coverage stands in, for the running period.
    """
    found = facts.pipeline
    if found is None or not (found.open or found.decided):
        yield from _thin_coverage(facts, t)
        return
    if found.ahead is None or found.coverage is None or found.required is None:
        return
    cycle = facts.reading("sales_cycle_days")
    days = found.cycle_days if found.cycle_days is not None else cycle.value if cycle else None
    left = (found.ahead.end - facts.on).days
    if days is not None and left >= days and below(found.coverage, t.coverage * found.required):
        yield _gap(facts, found, found.ahead, found.coverage, found.required, days, t)


def _gap(
    facts: Facts, found: Pipeline, ahead: Period, coverage: float, required: float, days: float, t: Thresholds
) -> Candidate:
    held = next((each for key in _BEHIND_COVERAGE if (each := facts.leading_reading(key))), None)
    why = (
        f"Next {ahead.cadence}'s target is covered {coverage:.1f} times; with {found.won} of {found.decided} won "
        f"it takes {required:.1f} times. {(ahead.end - facts.on).days} days are left for it, a deal takes about "
        f"{days:.0f}."
    )
    evidence: Evidence = {
        "value": finite(coverage),
        "target": finite(required),
        "won": found.won,
        "n": found.decided,
        "cycle_days": finite(days),
        "through": facts.on.isoformat(),
        "threshold": t.coverage,
    }
    return Candidate(
        "P1",
        Section.FOCUS,
        held.kpi.key if held else "next_period",
        f"Next {ahead.cadence} has too little in it",
        why,
        severity=severity(1 - coverage / required, FULL_GAP),
        confidence=min(1.0, found.decided / _ENOUGH),
        kpi=held.kpi if held else None,
        evidence=evidence,
        fields=_fields(ahead, held),
        corrective=True,
    )


def _thin_coverage(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """What is open over what the quota still lacks, against one over the win rate, or else against its target."""
    reading, share = facts.leading_reading("pipeline_coverage"), _recorded_rate(facts)
    if reading is None or math.isnan(reading.value):
        return
    required = 1 / share if share else reading.target
    if not required > 0 or not below(reading.value, t.coverage * required):
        return
    needed = f"with {share:.0%} won it takes {required:.1f} times" if share else f"agreed are {required:.1f} times"
    yield about_kpi(
        "P1",
        Section.FOCUS,
        reading,
        "The pipeline covers too little",
        f"What is open covers the rest of the target {reading.value:.1f} times; {needed}.",
        (1 - reading.value / required) / FULL_GAP,
        numbers(reading, 1, required=finite(required), win_rate=finite(share), threshold=t.coverage),
        window=1,
        miss=True,
    )


def creation_low(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """P2: pipeline created in four weeks is under 80% of what the next target takes at the usual win rate."""
    reading, found = facts.leading_reading("pipeline_created"), facts.pipeline
    if reading is None or found is None or found.ahead is None:
        return
    share = found.win_rate if found.win_rate is not None else _recorded_rate(facts)
    if share is None:
        return
    ahead = found.ahead
    weeks = (ahead.end - ahead.first).days / 7
    needed, now = ahead.target / weeks / share, reading.over(RECENT)
    if needed > 0 and below(now / needed, t.creation):
        shown = [amount(each, reading.kpi, facts.currency) for each in (now, needed)]
        why = (
            f"{shown[0]} a week over four weeks. Next {ahead.cadence}'s target takes {shown[1]} a week "
            f"if {share:.0%} of it is won."
        )
        evidence = numbers(reading, RECENT, needed=finite(needed), win_rate=finite(share), threshold=t.creation)
        title = f"{name(reading.kpi)} {verb(reading.kpi, 'is', 'are')} too low for next {ahead.cadence}"
        gap = (1 - now / needed) / FULL_GAP
        yield about_kpi(
            "P2", Section.FOCUS, reading, title, why, gap, evidence, fields=_fields(ahead, reading), miss=True
        )


def slippage(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """P5: at least 30% of at least four deals due in four weeks were moved to later."""
    reading = facts.reading("slippage_rate")
    cases = reading.cases(RECENT) if reading else None
    if reading is None or cases is None or cases[1] < t.slipped_deals:
        return
    share = cases[0] / cases[1]
    if reaches(share, t.slipped_rate):
        yield Candidate(
            "P5",
            Section.FORECAST,
            f"forecast:{reading.kpi.key}",
            "Forecast check: deals that moved",
            f"{cases[0]:g} of {cases[1]:g} deals due in four weeks were moved to later, {share:.0%}.",
            severity=severity(share - t.slipped_rate, FULL_GAP),
            confidence=confidence(reading, RECENT),
            kpi=reading.kpi,
            evidence=numbers(reading, RECENT, cases=list(cases), threshold=t.slipped_rate),
            fields={"kpi": inline(reading.kpi)},
        )


def _recorded_rate(facts: Facts) -> float | None:
    """The win rate of all weeks looked at, by value before by count, where enough was decided."""
    for key in _WIN_RATES:
        reading = facts.reading(key)
        cases = reading.cases(len(reading.values)) if reading else None
        if cases is not None and (share := win_rate(*cases)) is not None:
            return share
    return None


def _fields(ahead: Period, reading: Reading | None) -> dict[str, str]:
    fields = {"period": f"next {ahead.cadence}", "next_period": f"next {ahead.cadence}"}
    fields["date"] = day(ahead.first - dt.timedelta(days=1))
    return fields if reading is None else {**fields, "kpi": inline(reading.kpi)}


RULES = (next_period_gap, creation_low, slippage)
