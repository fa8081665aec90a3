"""Leading KPIs that slip: missed once or for weeks, a signal, a slide, a target out of reach, a pace too slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.process import Capability, Limits, capability
from kpidesk.domain.readings import RECENT, Reading
from kpidesk.domain.signals.base import FULL_GAP, Candidate, about_kpi, below, finite, numbers, run_needed
from kpidesk.domain.signals.phrases import average, lately, run_words, signal_words, trend_words
from kpidesk.domain.terms import Cadence, Direction, Section, Trend
from kpidesk.domain.trends import WINDOW
from kpidesk.domain.wording import amount, count, day, name, periods, verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.domain.facts import Facts
    from kpidesk.domain.signals.thresholds import Thresholds


FEWEST_KNOWN = 3
"""Known weeks of the last four without which a missed week is no pattern."""


def missed(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """L1: under 80% of target last week and under 90% over four weeks, of which three are known at least."""
    for reading in facts.leading:
        present = reading.values[~reading.away][-RECENT:]
        if np.count_nonzero(~np.isnan(present)) < FEWEST_KNOWN or reading.away[-1]:
            continue
        last, recent = float(reading.attainments[-1]), reading.attained(RECENT)
        if below(last, t.missed_last) and below(recent, t.missed_recent):
            week = periods(reading.starts[-1:], Cadence.WEEK)
            shown = amount(float(reading.values[-1]), reading.kpi, facts.currency)
            why = f"{average(facts, reading)} {lately(reading)}; {shown} in {week}. That can still be chance."
            evidence = numbers(reading, RECENT, last=finite(last), threshold=t.missed_last)
            title = f"{name(reading.kpi)}: {_off(reading)} target"
            yield about_kpi("L1", Section.FOCUS, reading, title, why, (1 - recent) / FULL_GAP, evidence, miss=True)


def miss_streak(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """L2: below target in at least four weeks in a row; six ring an alarm."""
    for reading in facts.leading:
        weeks = -reading.hits
        if weeks >= run_needed(reading, t.low_weeks):
            short = 1 - reading.attained(RECENT)
            low = "high" if reading.kpi.direction is Direction.DOWN else "low"
            why = f"{average(facts, reading)} {lately(reading)}; {_off(reading)} it {weeks} weeks, {run_words(weeks)}."
            alarm = weeks >= run_needed(reading, t.alarm_weeks)
            evidence = numbers(reading, RECENT, weeks=weeks, threshold=t.low_weeks, alarm=alarm)
            title = f"{name(reading.kpi)} {verb(reading.kpi, 'stays', 'stay')} {low}"
            yield about_kpi("L2", Section.FOCUS, reading, title, why, short / FULL_GAP, evidence, miss=True)


def signal_down(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """L3: a signal in the bad direction within the last two weeks."""
    for reading in facts.leading:
        if reading.process and reading.signal * reading.better < 0:
            side = "above" if reading.signal > 0 else "below"
            why, evidence, size = signal_words(facts, reading)
            since = next(each for each in reversed(reading.starts) if each.isoformat() == evidence["since"])
            fields = {"date": day(since)}
            title = f"{name(reading.kpi)}: {side} the usual range"
            yield about_kpi("L3", Section.FOCUS, reading, title, why, size, evidence, fields=fields)


def falling(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """L4: a trend in the bad direction over 13 weeks."""
    for reading in facts.leading:
        bad = Trend.FALLING if reading.better > 0 else Trend.RISING
        if reading.trend is bad:
            word = ("slows down", "slow down") if bad is Trend.FALLING else ("rises", "rise")
            why, evidence, moved = trend_words(facts, reading)
            fields = {"date": day(reading.starts[-min(WINDOW, len(reading.starts))])}
            title = f"{name(reading.kpi)} {verb(reading.kpi, *word)}"
            yield about_kpi("L4", Section.FOCUS, reading, title, why, moved / FULL_GAP, evidence, fields=fields)


def out_of_reach(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """L6: the target lies beyond the natural limits, from at least twelve points."""
    for reading in facts.leading:
        target = float(reading.targets[-1]) if len(reading.targets) else float("nan")
        if reading.process is None or reading.known < t.capability_points:
            continue
        limits = reading.process.limits
        if capability(target, limits, reading.kpi.direction) is Capability.OUT_OF_REACH:
            yield _capability(facts, reading, target, limits, t)


def behind_pace(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """L7: with 30% to 80% of the period gone, under 85% of the even pace, and over 1.25 times the recent rate to go."""
    for reading in facts.leading:
        pace = reading.pace
        if pace is None or reading.to_date is None or pace.index is None or pace.strain is None:
            continue
        if t.pace_from <= pace.elapsed <= t.pace_until and below(pace.index, t.pace_index) and pace.strain > t.strain:
            done, target = (amount(each, reading.kpi, facts.currency) for each in reading.to_date)
            why = (
                f"{done} of {target} with {pace.elapsed:.0%} of the {reading.period} gone. "
                f"The rest takes {pace.strain:.1f} times the recent rate."
            )
            evidence = numbers(
                reading,
                RECENT,
                pace=finite(pace.index),
                elapsed=finite(pace.elapsed),
                strain=finite(pace.strain),
                threshold=t.pace_index,
            )
            title = f"{name(reading.kpi)}: behind pace"
            yield about_kpi("L7", Section.FOCUS, reading, title, why, (1 - pace.index) / FULL_GAP, evidence, miss=True)


def _capability(facts: Facts, reading: Reading, target: float, limits: Limits, t: Thresholds) -> Candidate:
    low, high, goal = (amount(each, reading.kpi, facts.currency) for each in (limits.lower, limits.upper, target))
    edge = limits.upper if reading.better > 0 else limits.lower
    gap = abs(target - edge) / abs(target) if target else 1.0
    why = f"Done as now it lands between {low} and {high}, from {count(reading.known, 'week').lower()}. Target {goal}."
    evidence = numbers(
        reading,
        RECENT,
        limits=[finite(limits.lower), finite(limits.upper)],
        threshold=t.capability_points,
    )
    title = f"{name(reading.kpi)}: target beyond the usual range"
    fields = {"lo": low, "hi": high}
    return about_kpi("L6", Section.FOCUS, reading, title, why, gap / FULL_GAP, evidence, fields=fields, miss=True)


def _off(reading: Reading) -> str:
    if reading.kpi.direction is Direction.BAND:
        return "outside"
    return "above" if reading.kpi.direction is Direction.DOWN else "below"


RULES = (missed, miss_streak, signal_down, falling, out_of_reach, behind_pace)
