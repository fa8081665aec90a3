"""A commitment to offer: specific, small enough to stand behind, with a day on which both look (domain brief 4.4)."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from kpidesk.domain.terms import Cadence, Direction, Section, Unit
from kpidesk.domain.wording import amount, day, flows, inline, plain, rate

if TYPE_CHECKING:
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.readings import Reading
    from kpidesk.domain.signals.base import Candidate

STEP = 0.2
"""Share of the median of eight weeks that is added at most …"""
SMALLEST_STEP = 1.0
"""… but at least one unit of what is counted."""
FEWEST_DAYS = 14
"""Days a commitment runs at least, so that there are whole weeks to measure."""


def suggest(facts: Facts, candidate: Candidate, lever: Reading | None) -> tuple[str, dict[str, Any]]:
    """The text of a commitment, and what to keep with it; empty where none fits."""
    if candidate.section is not Section.FOCUS or candidate.kpi is None:
        return "", {}
    reading = lever or facts.reading(candidate.kpi.key)
    if reading is None:
        return "", {}
    meet = facts.next_on or facts.on + dt.timedelta(days=facts.rep.cadence_days)
    due = max(meet, facts.on + dt.timedelta(days=FEWEST_DAYS))
    level = planned_level(reading)
    who = plain(facts.rep.first_name, 40)
    if reading.attained() >= 1:
        # On target already: more for its own sake is no goal.
        text = f"{who}: one thing about {inline(reading.kpi)} to try or to pass on; tell how it went on {day(meet)}."
        return text, {"kpi": reading.kpi.key, "baseline": None, "expected": None, "due": due.isoformat()}
    if level is None:
        text = f"{who}: replay two cases of {inline(reading.kpi)} together by {day(meet)} and try one change."
        return text, {"kpi": reading.kpi.key, "baseline": None, "expected": None, "due": due.isoformat()}
    now = reading.value
    low = amount(max(math.floor(now), 1), reading.kpi, facts.currency)
    goal = rate(level, reading.kpi, Cadence.WEEK, facts.currency)
    text = (
        f"{who}: {inline(reading.kpi)} from {amount(now, reading.kpi, facts.currency)} to {goal} until {day(due)}. "
        f"If a week fills up, then at least {low}. You both look on {day(meet)}."
    )
    return text, {
        "kpi": reading.kpi.key,
        "baseline": round(now, 4),
        "expected": level,
        "due": due.isoformat(),
    }


def planned_level(reading: Reading) -> float | None:
    """The weekly level to aim for: up to 20% of the median of eight weeks more, at least one unit, not past the target.

    None for rates and levels, and where less is better: there a change of method is agreed, not a number.
    """
    now, target = reading.value, reading.target
    if not flows(reading.kpi) or reading.kpi.direction is not Direction.UP or math.isnan(now):
        return None
    recent = reading.values[-8:]
    step = STEP * float(np.nanmedian(recent))
    if reading.kpi.unit in {Unit.COUNT, Unit.HOURS}:
        step = max(step, SMALLEST_STEP)
    level = now + step
    if not math.isnan(target) and target > now:
        level = min(level, max(target, now + SMALLEST_STEP) if reading.kpi.unit is Unit.COUNT else target)
    if reading.kpi.unit is Unit.COUNT:
        return float(max(round(level), math.floor(now) + 1))
    return round(level, 1) if level < 1000 else float(round(level, -2))
