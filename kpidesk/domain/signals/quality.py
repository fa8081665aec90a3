"""Activity against the quality KPI that guards it, and the health of open work."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kpidesk.domain.rates import small, wilson
from kpidesk.domain.readings import RECENT, Reading
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
from kpidesk.domain.signals.phrases import average
from kpidesk.domain.terms import Kind, KpiClass, Section
from kpidesk.domain.wording import amount, inline, name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.domain.facts import Facts
    from kpidesk.domain.recent_weeks import CohortRate
    from kpidesk.domain.signals.thresholds import Thresholds


def busy_low_rate(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """Q1: much of an activity, its paired rate under 80% of target or below its funnel limit, from five cases.

    Much is on target, or above 60% of the cohort.
    """
    for activity, rate in _pairs(facts):
        cases, among = rate.cases(RECENT), facts.cohort.get(activity.kpi.key)
        if cases is None or cases[1] < t.busy_cases:
            continue
        much = reaches(activity.attained(), t.busy)
        if among is not None and activity.better > 0:
            much = much or reaches(among.rank(t.peer_count), t.busy_share)
        beside = _beside(facts, rate)
        if much and (below(rate.attained(), t.low_rate) or (beside is not None and below(beside.shrunk, beside.low))):
            held = "on target" if reaches(activity.attained(), t.busy) else "high"
            yield _pair(facts, "Q1", activity, rate, cases, f"{name(activity.kpi)} {held}, {inline(rate.kpi)} low", t)


def few_high_rate(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """Q2: an activity under 90% of target, its paired rate above the middle of the cohort, from at least five cases.

    Where the cohort is too small the rate has to be on target.
    """
    for activity, rate in _pairs(facts):
        cases = rate.cases(RECENT)
        if cases is None or cases[1] < t.few_cases:
            continue
        beside = _beside(facts, rate)
        high = reaches(rate.attained(), 1) if beside is None else beside.shrunk > beside.middle + 1e-9
        if below(activity.attained(), t.few) and high:
            held = "on target" if reaches(rate.attained(), 1) else "good"
            yield _pair(facts, "Q2", activity, rate, cases, f"{name(rate.kpi)} {held}, {inline(activity.kpi)} low", t)


def volume_hurt_quality(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """Q4: an activity grew by 25% against the six weeks before and its paired rate fell beyond both 80% intervals."""
    window = t.volume_window
    for activity, rate in _pairs(facts):
        now, before = activity.over(window), activity.over(window, window)
        late, early = rate.cases(window), rate.cases(window, window)
        if late is None or early is None or not before > 0 or below(now / before, 1 + t.volume_growth):
            continue
        lately, earlier = wilson(*late), wilson(*early)
        if lately and earlier and lately[1] < earlier[0]:
            yield _volume(activity, rate, (early, late), t)


def low_show_rate(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """Q3: under 70% of at least eight meetings due in four weeks were held."""
    reading = facts.leading_reading("show_rate")
    cases = reading.cases(RECENT) if reading else None
    if reading and cases and cases[1] >= t.shows_due and below(cases[0] / cases[1], t.show_rate):
        share = cases[0] / cases[1]
        why = f"{cases[0]:g} of {cases[1]:g} meetings due in four weeks were held, {share:.0%}."
        evidence = numbers(reading, RECENT, cases=list(cases), threshold=t.show_rate)
        gap = (t.show_rate - share) / t.show_rate
        yield about_kpi(
            "Q3", Section.FOCUS, reading, "Booked meetings that do not happen", why, gap / FULL_GAP, evidence
        )


def no_next_step(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """Q6: under 80% of at least five open opportunities have a dated next step."""
    reading = facts.leading_reading("next_step_rate")
    cases = reading.cases(1) if reading else None
    if reading and cases and cases[1] >= t.next_step_opportunities and below(cases[0] / cases[1], t.next_step_rate):
        share = cases[0] / cases[1]
        why = f"A next step is set on {cases[0]:g} of {cases[1]:g} open opportunities, {share:.0%}."
        evidence = numbers(reading, 1, cases=list(cases), threshold=t.next_step_rate)
        gap = (t.next_step_rate - share) / t.next_step_rate
        yield about_kpi(
            "Q6", Section.FOCUS, reading, "Open opportunities without a next step", why, gap / FULL_GAP, evidence
        )


def stalled(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """Q8: at least a quarter of at least four open opportunities have stalled."""
    reading = facts.leading_reading("stalled_rate")
    cases = reading.cases(1) if reading else None
    if reading and cases and cases[1] >= t.stalled_opportunities and reaches(cases[0] / cases[1], t.stalled_rate):
        share = cases[0] / cases[1]
        why = f"{cases[0]:g} of {cases[1]:g} open opportunities are quiet, {share:.0%}."
        evidence = numbers(reading, 1, cases=list(cases), threshold=t.stalled_rate)
        yield about_kpi(
            "Q8", Section.FOCUS, reading, "Opportunities gone quiet", why, (share - t.stalled_rate) / FULL_GAP, evidence
        )


def _pairs(facts: Facts) -> Iterator[tuple[Reading, Reading]]:
    for activity in facts.leading:
        rate = facts.reading(activity.kpi.pair_key)
        if rate is not None and activity.kpi.kpi_class is KpiClass.ACTIVITY and rate.kpi.key != activity.kpi.key:
            yield activity, rate


def _beside(facts: Facts, rate: Reading) -> CohortRate | None:
    """The rate of four weeks beside those of the cohort, where more is better."""
    among = facts.cohort.get(rate.kpi.key)
    return among.rate(RECENT) if among is not None and rate.better > 0 else None


def _subject(activity: Reading, rate: Reading) -> Reading:
    """The one to coach: the rate if it leads, else the activity, since results are not coached."""
    return rate if rate.kpi.kind is Kind.LEADING else activity


def _pair(
    facts: Facts, rule: str, activity: Reading, rate: Reading, cases: tuple[float, float], title: str, t: Thresholds
) -> Candidate:
    low, high = wilson(*cases) or (0.0, 1.0)
    goal = "" if math.isnan(rate.target) else f" against {amount(rate.target, rate.kpi, facts.currency)}"
    shown = (
        f"{cases[0]:g} of {cases[1]:g}"
        if small(cases[1])
        else f"{cases[0]:g} of {cases[1]:g}, {cases[0] / cases[1]:.1%}"
    )
    why = (
        f"{name(activity.kpi)} {average(facts, activity)}. {name(rate.kpi)} {shown}{goal}; "
        f"80% range {low:.0%} to {high:.0%}."
    )
    subject = _subject(activity, rate)
    gap = 1 - rate.attained() if rule == "Q1" else 1 - activity.attained()
    evidence = numbers(
        subject,
        RECENT,
        activity=activity.kpi.key,
        activity_attainment=finite(activity.attained()),
        rate=rate.kpi.key,
        rate_attainment=finite(rate.attained()),
        cases=list(cases),
        interval=[finite(low), finite(high)],
        threshold=t.low_rate if rule == "Q1" else t.few,
    )
    return _coach(rule, subject, activity, rate, title, why, gap / FULL_GAP, evidence)


def _volume(
    activity: Reading,
    rate: Reading,
    cases: tuple[tuple[float, float], tuple[float, float]],
    t: Thresholds,
) -> Candidate:
    (early_n, early_d), (late_n, late_d) = cases
    window = t.volume_window
    growth = activity.over(window) / activity.over(window, window) - 1
    early, late = early_n / early_d, late_n / late_d
    why = (
        f"{name(activity.kpi)} up {growth:.0%} against the {window} weeks before. "
        f"{name(rate.kpi)} from {early_n:g} of {early_d:g} to {late_n:g} of {late_d:g}; the 80% ranges do not meet."
    )
    subject = _subject(activity, rate)
    evidence = numbers(
        subject,
        window,
        activity=activity.kpi.key,
        rate=rate.kpi.key,
        growth=finite(growth),
        cases=[late_n, late_d],
        cases_before=[early_n, early_d],
        threshold=t.volume_growth,
    )
    title = f"{name(activity.kpi)} up, {inline(rate.kpi)} down"
    return _coach("Q4", subject, activity, rate, title, why, (1 - late / early) / FULL_GAP, evidence)


def _coach(
    rule: str,
    subject: Reading,
    activity: Reading,
    rate: Reading,
    title: str,
    why: str,
    weight: float,
    evidence: Evidence,
) -> Candidate:
    return Candidate(
        rule,
        Section.FOCUS,
        subject.kpi.key,
        title,
        why,
        severity=severity(weight, 1.0),
        confidence=confidence(rate, RECENT),
        kpi=subject.kpi,
        evidence=evidence,
        fields={"kpi": inline(subject.kpi), "activity": inline(activity.kpi), "rate": inline(rate.kpi)},
        absorbs=frozenset({activity.kpi.key, rate.kpi.key}),
        miss=rule in {"Q1", "Q2"},
        corrective=True,
    )


RULES = (busy_low_rate, few_high_rate, low_show_rate, volume_hurt_quality, no_next_step, stalled)
