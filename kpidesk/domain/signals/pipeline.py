"""Results against what leads them: a target at risk is for the forecast check, feast before famine for coaching."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.readings import RECENT, Reading
from kpidesk.domain.signals.base import (
    FULL_GAP,
    Candidate,
    Evidence,
    about_kpi,
    below,
    confidence,
    finite,
    severity,
)
from kpidesk.domain.signals.phrases import average, lately
from kpidesk.domain.terms import Aggregation, Kind, KpiClass, Section, Unit
from kpidesk.domain.wording import amount, day, inline, name, verb
from kpidesk.domain.wording import chance as chance_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpidesk.domain.facts import Facts
    from kpidesk.domain.signals.thresholds import Thresholds

_LONGEST_CYCLE = 1_000
CHECK = "FCST"
"""The forecast check of a result that is not at risk."""


def result(readings: Iterable[Reading]) -> Reading | None:
    """The result a forecast is about: one with a target and a running period, money first, then counts."""
    found = [
        each
        for each in readings
        if each.kpi.kind is Kind.LAGGING
        and each.pace is not None
        and each.to_date is not None
        and each.kpi.aggregation is Aggregation.SUM
    ]
    return min(
        found, key=lambda each: (each.kpi.unit is not Unit.CURRENCY, each.kpi.position, each.kpi.key), default=None
    )


def forecast(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """P3: from 40% of the period on, a chance of the target under 35%; for money a pace under 85% stands in.

    Where the target is not at risk the result is still worth one short look, marked FCST, until it is reached.
    """
    reading = result(facts.readings)
    if reading is None or reading.pace is None or reading.to_date is None:
        return
    index, elapsed, chance = reading.pace.index, reading.pace.elapsed, reading.chance
    unlikely = below(chance, t.chance) if chance is not None else index is not None and below(index, t.forecast_pace)
    at_risk = elapsed >= t.forecast_from and unlikely and "P3" not in t.off
    rule = "P3" if at_risk else CHECK
    value, target = reading.to_date
    if rule == CHECK and value >= target:
        # What is reached needs no forecast; the minutes are for coaching.
        return
    done, goal = (amount(each, reading.kpi, facts.currency) for each in reading.to_date)
    why = f"{done} of {goal}, {value / target:.0%} with {elapsed:.0%} of the {reading.period} gone."
    if chance is not None and elapsed >= t.forecast_from:
        why += f" Chance of the target {chance_words(chance)}."
    evidence: Evidence = {
        "kpi": reading.kpi.key,
        "value": finite(value),
        "target": finite(target),
        "elapsed": finite(elapsed),
        "pace": finite(index),
        "chance": finite(chance),
        "n": reading.known,
        "window": str(reading.period),
        "threshold": t.chance if chance is not None else t.forecast_pace,
    }
    gap = 1 - index if index is not None else math.nan
    yield Candidate(
        rule,
        Section.FORECAST,
        f"forecast:{reading.kpi.key}",
        f"Forecast check: {inline(reading.kpi)}",
        why,
        severity=severity(gap, FULL_GAP) if rule == "P3" else 0.3,
        confidence=confidence(reading, RECENT),
        kpi=reading.kpi,
        evidence=evidence,
        fields={"kpi": inline(reading.kpi)},
        miss=rule == "P3",
    )


def feast_before_famine(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """P4: the result is on pace while an agreed activity has been under 80% of target for at least three weeks."""
    outcome = result(facts.readings)
    if outcome is None or outcome.pace is None or outcome.pace.index is None or below(outcome.pace.index, t.feast):
        return
    for reading in facts.leading:
        if reading.kpi.kpi_class is not KpiClass.ACTIVITY or not facts.agreed_on(reading.kpi):
            continue
        weeks = _weeks_below(reading, t.famine)
        if weeks >= t.famine_weeks:
            yield _famine(facts, reading, outcome, weeks, t)


def _famine(facts: Facts, reading: Reading, outcome: Reading, weeks: int, t: Thresholds) -> Candidate:
    value, target = outcome.to_date or (math.nan, math.nan)
    gone = f" with {outcome.pace.elapsed:.0%} of the {outcome.period} gone" if outcome.pace else ""
    why = (
        f"{average(facts, reading)} {lately(reading)}, under {t.famine:.0%} of target {weeks} weeks in a row. "
        f"{name(outcome.kpi)} still on pace, {value / target:.0%}{gone}. {_later(facts)}"
    )
    index = outcome.pace.index if outcome.pace else None
    evidence: Evidence = {
        "kpi": reading.kpi.key,
        "value": finite(reading.value),
        "target": finite(reading.target),
        "attainment": finite(reading.attained()),
        "window": weeks,
        "n": reading.known,
        "outcome": outcome.kpi.key,
        "outcome_pace": finite(index),
        "threshold": t.famine,
    }
    follow = verb(reading.kpi, "slips", "slip")
    return about_kpi(
        "P4",
        Section.FOCUS,
        reading,
        f"{name(reading.kpi)} {follow}, results not yet",
        why,
        (1 - reading.attained()) / FULL_GAP,
        evidence,
        fields={"period": f"next {outcome.period}"},
        window=max(weeks, RECENT),
        absorbs=True,
        miss=True,
    )


def _later(facts: Facts) -> str:
    """When what is not begun now will be missing, as far as the usual time from start to win is known."""
    cycle = facts.reading("sales_cycle_days")
    days = facts.pipeline.cycle_days if facts.pipeline and facts.pipeline.cycle_days else cycle.value if cycle else None
    if days is None or not 0 < days <= _LONGEST_CYCLE:
        return "What is not begun now will be missing later."
    shows = facts.on + dt.timedelta(days=round(days))
    return f"A deal takes about {days:.0f} days, so this shows from {day(shows)} on."


def _weeks_below(reading: Reading, share: float) -> int:
    """Weeks in a row up to the newest under a share of the target, weeks away left out."""
    recent = reading.attainments[~reading.away][::-1]
    other = np.flatnonzero(~(recent < share - 1e-9))
    return int(other[0]) if len(other) else len(recent)


RULES = (forecast, feast_before_famine)
