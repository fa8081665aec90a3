"""How buyers are looked after: quick answers, enough contacts, a price that holds."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.readings import RECENT
from kpidesk.domain.signals.base import (
    FULL_GAP,
    Candidate,
    Evidence,
    about_kpi,
    confidence,
    finite,
    numbers,
    reaches,
    severity,
)
from kpidesk.domain.signals.phrases import average
from kpidesk.domain.terms import Section
from kpidesk.domain.wording import amount, count, inline, listed, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.domain.facts import Facts
    from kpidesk.domain.signals.thresholds import Thresholds

FEWEST_BEFORE = 8
"""Known weeks a discount is held against."""


def slow_response(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """Q5: the median response over target two weeks running, or the slowest tenth (P90) over 3 times the target."""
    reading, tail = facts.leading_reading("lead_response_min"), facts.reading("lead_response_p90")
    if reading is None or np.isnan(reading.target):
        return
    weeks, slowest = -reading.hits, tail.value if tail else float("nan")
    long_tail = slowest > t.slow_tail * reading.target + 1e-9
    if weeks < t.slow_weeks and not long_tail:
        return
    why = f"{average(facts, reading)}, the middle of all answers."
    if weeks >= t.slow_weeks:
        why += f" Over target {count(weeks, 'week').lower()} running."
    if long_tail and tail:
        why += f" One in ten waits longer than {amount(slowest, tail.kpi, facts.currency)}."
    evidence = numbers(reading, RECENT, weeks=max(weeks, 0), slowest=finite(slowest), threshold=t.slow_weeks)
    yield about_kpi(
        "Q5",
        Section.FOCUS,
        reading,
        "First answers take long",
        why,
        (1 - reading.attained()) / FULL_GAP,
        evidence,
        miss=True,
    )


def single_threaded(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """Q7: fewer than two contacts on at least three open opportunities above the median size.

    Where no opportunities are recorded, fewer than two contacts for each of at least three open ones, by their KPI.
    """
    sized = [each for each in facts.pipeline.open if each.amount is not None] if facts.pipeline else []
    if not sized:
        yield from _few_contacts(facts, t)
        return
    middle = median(each.amount or 0.0 for each in sized)
    large = [each for each in sized if (each.amount or 0.0) > middle and each.contacts is not None]
    single = sorted(
        (each for each in large if (each.contacts or 0) < t.contacts), key=lambda each: (-(each.amount or 0.0), each.id)
    )
    if len(single) < t.single_opportunities:
        return
    shown = listed(plain(each.name, 40) for each in single[:3])
    why = (
        f"{len(single)} of {len(large)} larger opportunities rest on "
        f"{'one contact' if t.contacts == 2 else f'fewer than {t.contacts} contacts'}, among them {shown}."
    )
    held = facts.leading_reading("contacts_per_opp")
    evidence: Evidence = {
        "value": len(single),
        "n": len(large),
        "opportunities": [str(each.id) for each in single],
        "threshold": t.single_opportunities,
    }
    yield Candidate(
        "Q7",
        Section.FOCUS,
        held.kpi.key if held else "contacts",
        "Opportunities that rest on one contact" if t.contacts == 2 else "Opportunities with few contacts",
        why,
        severity=severity(len(single) / len(large), 1.0),
        kpi=held.kpi if held else None,
        evidence=evidence,
        fields={"kpi": inline(held.kpi)} if held else {},
        corrective=True,
    )


def _few_contacts(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    reading = facts.leading_reading("contacts_per_opp")
    cases = reading.cases(1) if reading else None
    if reading is None or cases is None or cases[1] < t.single_opportunities or cases[0] >= t.contacts * cases[1]:
        return
    why = f"{cases[0]:g} contacts for {cases[1]:g} open opportunities, {cases[0] / cases[1]:.1f} for each."
    evidence = numbers(reading, 1, cases=list(cases), threshold=t.contacts)
    gap = 1 - cases[0] / (t.contacts * cases[1])
    title = "Opportunities that rest on few contacts"
    yield about_kpi("Q7", Section.FOCUS, reading, title, why, gap / FULL_GAP, evidence, window=1)


def discount_creep(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """Q9: the discount of four weeks and at least five deals is five points above that of the weeks before."""
    reading, won = facts.reading("discount_rate"), facts.reading("deals_won")
    if reading is None or won is None:
        return
    deals = float(np.nansum(won.values[-RECENT:]))
    before = len(reading.values) - RECENT
    known = int(np.count_nonzero(~np.isnan(reading.values[:-RECENT])))
    if deals < t.discount_deals or known < FEWEST_BEFORE:
        return
    now, usual = reading.over(RECENT), reading.over(before, RECENT)
    if reaches(now - usual, t.discount_points):
        shown = [amount(each, reading.kpi, facts.currency) for each in (now, usual)]
        evidence = numbers(reading, RECENT, begin=finite(usual), deals=deals, threshold=t.discount_points)
        # The discount itself is a result and belongs to no focus; what leads to it does.
        yield Candidate(
            "Q9",
            Section.FOCUS,
            reading.kpi.key,
            "Discounts grow",
            f"{shown[0]} over four weeks and {deals:g} deals, {shown[1]} in the {known} weeks before.",
            severity=severity(now - usual, FULL_GAP),
            confidence=confidence(reading, RECENT),
            evidence=evidence,
            fields={"kpi": inline(reading.kpi)},
            corrective=True,
        )


RULES = (slow_response, single_threaded, discount_creep)
