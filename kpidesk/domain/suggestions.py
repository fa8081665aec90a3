"""Commitments to offer: specific, small enough to stand behind, with a day on which both look (domain brief 4.4)."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from kpidesk.domain.terms import Cadence, Direction, KpiClass, Owner, Section, Unit
from kpidesk.domain.wording import amount, day, fill, flows, inline, plain, rate, weekday

if TYPE_CHECKING:
    from kpidesk.domain.entities import Kpi
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.readings import Reading
    from kpidesk.domain.signals.base import Candidate

FEWEST_KNOWN = 3
"""Known weeks from which there is a level to start from."""
STEP = 0.2
"""Share of the median of eight weeks that is added at most …"""
SMALLEST_STEP = 1.0
"""… but at least one unit of what is counted."""
WHOLE_WEEKS = 2
"""Weeks a commitment runs at least before it is due: one is no verdict."""
SUPPORT_DAYS = 7

_SUPPORT = {
    KpiClass.ACTIVITY: "{manager} clears two hours a week in the calendar of {rep} for {kpi}",
    KpiClass.QUALITY: "{manager} sits in on two of the talks behind {kpi} and says what was heard",
    KpiClass.PIPELINE: "{manager} goes through the open opportunities with {rep} once and opens one door",
}
"""What a manager can do for a KPI in the other's hands, by its class."""
_ANY_SUPPORT = "{manager} takes one obstacle named today out of the way"


def suggest(facts: Facts, candidate: Candidate, lever: Reading | None) -> tuple[str, dict[str, Any]]:
    """The text of a commitment of the rep, and what to keep with it; empty where none fits."""
    if candidate.section is not Section.FOCUS:
        return "", {}
    reading = lever or facts.reading(candidate.kpi.key if candidate.kpi else None)
    if reading is None or reading.kpi.kpi_class is KpiClass.HYGIENE:
        # Logging more is no goal of its own (domain brief 4.9).
        return "", {}
    meet = facts.next_on or facts.on + dt.timedelta(days=facts.rep.cadence_days)
    due = due_day(facts, meet)
    level = planned_level(reading)
    who, what = plain(facts.rep.first_name, 40) or "The rep", inline(reading.kpi)
    planned = {"kpi": reading.kpi.key, "baseline": None, "expected": None, "due": due.isoformat()}
    if reading.attained() >= 1 or reading.known < FEWEST_KNOWN:
        # On target already, more for its own sake is no goal; and one or two weeks make no level to start from.
        return f"{who}: one thing about {what} to try or to pass on; tell how it went on {day(meet)}.", planned
    if level is None:
        return (
            f"{who}: go through two recent cases behind {what} together by {day(meet)}, then try one change.",
            planned,
        )
    now = reading.value
    shown = amount(now, reading.kpi, facts.currency)
    low = amount(max(math.floor(now), 1), reading.kpi, facts.currency)
    goal = rate(level, reading.kpi, Cadence.WEEK, facts.currency)
    text = (
        f"{who}: {what} from {shown} to {goal} until {weekday(due)}, at set times in the calendar. "
        f"If a week fills up, then at least {low}. {_look(meet, due)}"
    )
    return text, {**planned, "baseline": round(now, 4), "expected": level}


def due_day(facts: Facts, meet: dt.date) -> dt.date:
    """The first one-on-one, by the rep's rhythm from `meet` on, before which two whole weeks are over."""
    monday = facts.on + dt.timedelta(days=-facts.on.weekday() % 7)
    over = monday + dt.timedelta(weeks=WHOLE_WEEKS)
    rhythm = max(facts.rep.cadence_days, 1)
    missing = max((over - meet).days, 0)
    return meet + dt.timedelta(days=math.ceil(missing / rhythm) * rhythm)


def _look(meet: dt.date, due: dt.date) -> str:
    first = f"First look on {weekday(meet)}" if meet < due else f"You both look on {weekday(meet)}"
    return f"{first}."


def support(facts: Facts, kpi: Kpi | None) -> tuple[str, dict[str, Any]]:
    """The text of a commitment of the manager, in support of a focus below target, and what to keep with it."""
    due = facts.on + dt.timedelta(days=SUPPORT_DAYS)
    reading = facts.reading(kpi.key) if kpi else None
    short = reading is not None and not reading.attained() >= 1
    words = _SUPPORT.get(kpi.kpi_class, _ANY_SUPPORT) if kpi and short else _ANY_SUPPORT
    fields = {
        "manager": plain(facts.manager, 40) or "The manager",
        "kpi": inline(kpi) if kpi else "",
        "rep": plain(facts.rep.first_name, 40) or "the rep",
    }
    return f"{fill(words, fields)}, by {weekday(due)}.", {"owner": str(Owner.MANAGER), "due": due.isoformat()}


def planned_level(reading: Reading) -> float | None:
    """The weekly level to aim for: up to 20% of the median of eight weeks more, at least one unit, not past the target.

    None for rates and levels, and where less is better: there a change of method is agreed, not a number. Of what is
    counted it is a whole number above the present level.
    """
    now, target = reading.value, reading.target
    if not flows(reading.kpi) or reading.kpi.direction is not Direction.UP or math.isnan(now):
        return None
    counted = reading.kpi.unit is Unit.COUNT
    step = STEP * float(np.nanmedian(reading.values[-8:]))
    if reading.kpi.unit in {Unit.COUNT, Unit.HOURS}:
        step = max(step, SMALLEST_STEP)
    level = now + step
    if not math.isnan(target) and target > now:
        level = min(level, float(math.ceil(target)) if counted else target)
    if counted:
        return float(max(round(level), math.floor(now) + 1))
    return round(level, 1) if level < 1000 else float(round(level, -2))
