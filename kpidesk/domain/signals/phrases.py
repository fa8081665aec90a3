"""How the families word their evidence: value against target, what a signal rests on, where a trend came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.rates import counts_text, small
from kpidesk.domain.readings import RECENT, Reading
from kpidesk.domain.signals.base import Evidence, finite, numbers
from kpidesk.domain.terms import Cadence, Unit
from kpidesk.domain.trends import WINDOW
from kpidesk.domain.wording import a_period, amount, periods, rate

if TYPE_CHECKING:
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.process import Limits

MANY_CASES = 1_000
"""From here on the number of cases says nothing more about how sure a rate is."""


def average(facts: Facts, reading: Reading, weeks: int = RECENT) -> str:
    """A value against its target: "2.3 a week against 4", "63% (12 of 19) against 70%"."""
    value = _level(facts, reading, weeks)
    target = reading.target
    return value if np.isnan(target) else f"{value} against {amount(target, reading.kpi, facts.currency)}"


def signal_words(facts: Facts, reading: Reading) -> tuple[str, Evidence, float]:
    """What a signal rests on, one week outside the range or a run on one side of the middle, and its size in limits."""
    process = reading.process
    if process is None:
        raise ValueError("a signal needs limits")
    limits, kpi = process.limits, reading.kpi
    at = len(reading.values) - 2 + int(np.flatnonzero(process.signals[-2:])[-1])
    value = float(reading.values[at])
    week = periods([reading.starts[at]], Cadence.WEEK)
    shown = [amount(each, kpi, facts.currency) for each in (value, limits.lower, limits.upper, limits.centre)]
    n = min(reading.known, 20)
    if limits.lower <= value <= limits.upper:
        side = "above" if reading.signal > 0 else "below"
        why = f"{shown[0]} in {week}, one of a long run {side} the middle of {shown[3]}, from {n} weeks."
    else:
        why = f"{shown[0]} in {week}; usual {shown[1]} to {shown[2]}, from {n} weeks. One week can still be chance."
    evidence = numbers(
        reading,
        2,
        signal_value=finite(value),
        limits=[finite(limits.lower), finite(limits.upper)],
        week=reading.starts[at].isoformat(),
    )
    return why, evidence, _distance(value, limits)


def trend_words(facts: Facts, reading: Reading) -> tuple[str, Evidence, float]:
    """Where a trend came from and where it is, with the share it moved by."""
    window = min(WINDOW, len(reading.values))
    begin, now = reading.over(RECENT, window - RECENT), reading.over(RECENT)
    kpi = reading.kpi
    target = reading.target
    held = "" if np.isnan(target) else f" Target {amount(target, kpi, facts.currency)}."
    first = _level(facts, reading, RECENT, window - RECENT).removesuffix(f" {a_period(Cadence.WEEK)}")
    why = f"From {first} to {_level(facts, reading, RECENT)} over {window} weeks.{held}"
    moved = abs(now - begin) / abs(begin) if begin else 1.0
    return why, numbers(reading, RECENT, begin=finite(begin), weeks=window), moved


def _level(facts: Facts, reading: Reading, weeks: int, before: int = 0) -> str:
    """A value over some weeks; a rate comes with its cases, and with nothing else when they are few."""
    value = rate(reading.over(weeks, before), reading.kpi, Cadence.WEEK, facts.currency)
    cases = reading.cases(weeks, before) if reading.kpi.unit is Unit.PERCENT else None
    if cases is None or not all(each.is_integer() for each in cases) or not 0 < cases[1] < MANY_CASES:
        return value
    return counts_text(*cases) if small(cases[1]) else f"{value} ({counts_text(*cases)})"


def _distance(value: float, limits: Limits) -> float:
    edge = limits.upper if value >= limits.centre else limits.lower
    spread = abs(edge - limits.centre)
    return abs(value - limits.centre) / spread if spread else 1.0
