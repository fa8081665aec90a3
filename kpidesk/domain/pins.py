"""Pins: what the manager keeps on every agenda of a rep until it is released."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain.readings import RECENT, Reading
from kpidesk.domain.signals.base import Candidate, numbers
from kpidesk.domain.signals.phrases import average
from kpidesk.domain.terms import Kind, Section
from kpidesk.domain.wording import day, inline, name, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.entities import AgendaItem, Pin
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.scoring import Scored

PIN = "PIN"
WEIGHT = 100.0
"""What a pin adds to the weight of a talking point (domain brief 4.4)."""
LONGEST_TEXT = 100


def candidates(facts: Facts, found: Iterable[Candidate]) -> list[Candidate]:
    """One candidate for each pin whose rule, if it names one, does not speak by itself."""
    spoken = {each.rule for each in found}
    made = [_candidate(facts, pin) for pin in facts.pins if pin.rule not in spoken]
    return [each for each in made if each is not None]


def lifted(facts: Facts, scored: Iterable[Scored]) -> list[Scored]:
    """The same, with the weight of the pins added; what is pinned carries the id of its pin as evidence."""
    return sorted((_lift(facts, each) for each in scored), key=lambda each: each.order)


def is_pinned(scored: Scored) -> bool:
    """Whether a pin holds a scored candidate on the agenda."""
    return "pin" in scored.parts


def unpinned(scored: Scored) -> float:
    """What a scored candidate weighs by itself."""
    return scored.score - scored.parts.get("pin", 0.0)


def subject_of(item: AgendaItem) -> tuple[str, str | None]:
    """What pinning an item holds beside its KPI: its words, and the rule if that speaks about the relationship.

    Promises come back by themselves, and a rule about a KPI is held by the KPI.
    """
    rule = item.rule if item.rule is not None and item.rule.startswith("H") else None
    return item.title[:LONGEST_TEXT], rule


def _lift(facts: Facts, scored: Scored) -> Scored:
    pin = next((each for each in facts.pins if _holds(each, scored)), None)
    if pin is None:
        return scored
    one = scored.candidate
    return replace(
        scored,
        candidate=replace(one, evidence={**one.evidence, "pin": str(pin.id)}),
        score=scored.score + WEIGHT,
        parts={**scored.parts, "pin": WEIGHT},
    )


def _holds(pin: Pin, scored: Scored) -> bool:
    for each in (scored.candidate, *scored.also):
        about = each.kpi is not None and each.kpi.id == pin.kpi_id
        if about or each.subject == str(pin.id) or (pin.rule is not None and each.rule == pin.rule):
            return True
    return False


def _candidate(facts: Facts, pin: Pin) -> Candidate | None:
    since = f"Pinned on {day(pin.pinned_on)}."
    if pin.kpi_id is None:
        text = plain(pin.text, LONGEST_TEXT)
        return Candidate(PIN, Section.REP_TOPICS, str(pin.id), text, since, severity=0.3) if text else None
    reading = next((each for each in facts.readings if each.kpi.id == pin.kpi_id), None)
    if reading is None:
        return None
    section = Section.FORECAST if reading.kpi.kind is Kind.LAGGING else Section.FOCUS
    return Candidate(
        PIN,
        section,
        reading.kpi.key,
        name(reading.kpi),
        f"{_level(facts, reading)} {since}",
        severity=0.3,
        kpi=reading.kpi,
        evidence=numbers(reading, RECENT),
        fields={"kpi": inline(reading.kpi)},
    )


def _level(facts: Facts, reading: Reading) -> str:
    if math.isnan(reading.value):
        return "No recent values."
    return f"{average(facts, reading)} over four weeks."
