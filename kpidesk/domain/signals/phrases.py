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

ONE_WEEK = "One week can still be chance."
MANY_CASES = 1_000
"""From here on the number of cases says nothing more about how sure a rate is."""


def average(facts: Facts, reading: Reading, weeks: int = RECENT) -> str:
    """A value against its target: "2.3 a week against 4", "63% (12 of 19) against 70%"."""
    value = _level(facts, reading, weeks)
    target = reading.target
    return value if np.isnan(target) else f"{value} against {amount(target, reading.kpi, facts.currency)}"


def lately(reading: Reading) -> str:
    """How many weeks the newest value rests on, where it could be four: "over three weeks"."""
    known = int(np.count_nonzero(~np.isnan(reading.values[-RECENT:])))
    return ("of no week", "in one week", "over two weeks", "over three weeks", "over four weeks")[known]


def run_words(weeks: int) -> str:
    """How sure a run of weeks on one side of the target makes, were each week a toss-up (domain brief 2.10)."""
    quarters = {4: "third", 5: "seventh", 6: "fourteenth"}
    return f"by chance every {quarters[weeks]} quarter" if weeks in quarters else "hardly chance"


def signal_words(facts: Facts, reading: Reading) -> tuple[str, Evidence, float]:
    """What a signal rests on, one week outside the range or a run on one side of the middle, and its size in limits.

    The evidence names the week that spoke, and the one since which it has been so.
    """
    process = reading.process
    if process is None:
        raise ValueError("a signal needs limits")
    limits, kpi = process.limits, reading.kpi
    at = len(reading.values) - 2 + int(np.flatnonzero(process.signals[-2:])[-1])
    value = float(reading.values[at])
    week = periods([reading.starts[at]], Cadence.WEEK)
    shown = [amount(each, kpi, facts.currency) for each in (value, limits.lower, limits.upper, limits.centre)]
    n, since = min(reading.known, 20), at
    if limits.lower <= value <= limits.upper:
        side = "Above" if reading.signal > 0 else "Below"
        since, weeks = _run(reading, at)
        why = (
            f"{_level(facts, reading, RECENT)} over four weeks; usual {shown[3]}, from {n} weeks. "
            f"{side} it {weeks} weeks in a row, hardly chance."
        )
    else:
        why = f"{shown[0]} in {week}; usual {shown[1]} to {shown[2]}, from {n} weeks. {ONE_WEEK}"
    evidence = numbers(
        reading,
        2,
        signal_value=finite(value),
        limits=[finite(limits.lower), finite(limits.upper)],
        week=reading.starts[at].isoformat(),
        since=reading.starts[since].isoformat(),
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
    # A trend is told when the test of Mann and Kendall gives it less than one chance in ten (domain brief 2.11).
    why = (
        f"From {first} to {_level(facts, reading, RECENT)} over {window} weeks, by chance less than once in ten.{held}"
    )
    moved = abs(now - begin) / abs(begin) if begin else 1.0
    return why, numbers(reading, RECENT, begin=finite(begin), weeks=window), moved


def _level(facts: Facts, reading: Reading, weeks: int, before: int = 0) -> str:
    """A value over some weeks; a rate comes with its cases, and with nothing else when they are few."""
    value = rate(reading.over(weeks, before), reading.kpi, Cadence.WEEK, facts.currency)
    cases = reading.cases(weeks, before) if reading.kpi.unit is Unit.PERCENT else None
    if cases is None or not all(each.is_integer() for each in cases) or not 0 < cases[1] < MANY_CASES:
        return value
    return counts_text(*cases) if small(cases[1]) else f"{value} ({counts_text(*cases)})"


def _run(reading: Reading, last: int) -> tuple[int, int]:
    """Where the run on one side of the middle began that holds a week, and how many known weeks it has."""
    centre = reading.process.limits.centre if reading.process else 0.0
    sides = np.sign(reading.values[: last + 1] - centre)
    other = np.flatnonzero(~np.isnan(sides) & (sides != sides[last]))
    first = int(other[-1]) + 1 if len(other) else 0
    known = np.flatnonzero(~np.isnan(sides[first:])) + first
    return int(known[0]), len(known)


def _distance(value: float, limits: Limits) -> float:
    edge = limits.upper if value >= limits.centre else limits.lower
    spread = abs(edge - limits.centre)
    return abs(value - limits.centre) / spread if spread else 1.0
