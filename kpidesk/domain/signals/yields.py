"""What pays back: a good yield that is under-used, much work with little yield, a trial that is over.

A yield is never told without its grade, its 80% range and that it is no experiment (domain brief 3.11).
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.recent_weeks import FEWEST, WEEKS
from kpidesk.domain.signals.base import FULL_GAP, Candidate, about_kpi, below, finite, numbers, reaches
from kpidesk.domain.signals.phrases import average
from kpidesk.domain.terms import Cadence, Kind, Section
from kpidesk.domain.wording import count, day, inline, name, number, rate, verb
from kpidesk.domain.yields import Grade, ranked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.domain.entities import Experiment
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.readings import Reading
    from kpidesk.domain.signals.base import Evidence
    from kpidesk.domain.signals.thresholds import Thresholds
    from kpidesk.domain.yields import Yield

FULL_DAYS = 14
"""Days a trial has been over that weigh in full."""
TRIAL_WEEKS = 6
TRIAL_SHARE = 0.10
"""Share of the usual week a trial adds, and at least one."""


def under_used(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """Y1: one of the two best yields with good evidence, done less than agreed or than the middle of the cohort."""
    for found in ranked(facts.yields)[: t.best_yields]:
        reading = facts.leading_reading(found.kpi)
        if reading is None:
            continue
        now, short = reading.over(WEEKS), below(reading.attained(WEEKS), 1)
        own, middle = _among(facts, reading)
        if not math.isnan(now) and (short or below(own, middle)):
            extra = max(math.ceil(TRIAL_SHARE * now - 1e-9), 1)
            fields = {
                "lag": _lag(found),
                "k": str(extra),
                "n": str(TRIAL_WEEKS),
                "date": day(facts.on + dt.timedelta(weeks=TRIAL_WEEKS)),
            }
            why = f"{_told(reading, found)} Now {average(facts, reading, WEEKS)}, over {WEEKS} weeks."
            title = f"{name(reading.kpi)} {verb(reading.kpi, 'seems', 'seem')} to pay back"
            gap = (1 - reading.attained(WEEKS)) / FULL_GAP if short else (middle - own) / middle / FULL_GAP
            yield about_kpi(
                "Y1",
                Section.FOCUS,
                reading,
                title,
                why,
                gap,
                _evidence(reading, found, t.best_yields, cohort_middle=finite(middle)),
                fields=fields,
                window=WEEKS,
            )


def low_yield_load(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """Y2: much more of a KPI than the cohort's middle, though its yield is at most a quarter of the best."""
    best = next(iter(ranked(facts.yields)), None)
    if best is None:
        return
    for found in facts.yields:
        reading = facts.leading_reading(found.kpi)
        if reading is None or found.grade is Grade.INSUFFICIENT or found.kpi == best.kpi:
            continue
        own, middle = _among(facts, reading)
        if below(found.worth_high, t.low_yield * best.worth) and middle > 0 and reaches(own / middle, t.load):
            top = facts.reading(best.kpi)
            instead = f" {name(top.kpi)}: more for the same time." if top else ""
            now = rate(reading.over(WEEKS), reading.kpi, Cadence.WEEK, facts.currency)
            why = f"{_told(reading, found)} Now {now}, over {WEEKS} weeks.{instead}"
            title = f"{name(reading.kpi)}: much work for what comes of it"
            evidence = _evidence(reading, found, t.low_yield, cohort_middle=finite(middle), best=best.kpi)
            yield about_kpi("Y2", Section.FOCUS, reading, title, why, own / middle - 1, evidence, window=WEEKS)


def trial_over(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """Y3: an agreed trial has ended and nobody has said yet what it taught."""
    for trial in facts.experiments:
        reading = next((each for each in facts.readings if each.kpi.id == trial.kpi_id), None)
        if reading is not None and reading.kpi.kind is Kind.LEADING and trial.end <= facts.on and not trial.outcome:
            yield _trial(facts, reading, trial)


def _trial(facts: Facts, reading: Reading, trial: Experiment) -> Candidate:
    last = trial.end - dt.timedelta(days=6)
    at = [place for place, start in enumerate(reading.starts) if trial.start <= start <= last]
    later = len(reading.starts) - at[-1] - 1 if at else 0
    during = reading.over(len(at), later) if at else math.nan
    before = reading.over(WEEKS, later + len(at)) if at else math.nan
    kpi, currency = reading.kpi, facts.currency
    measured = "No weeks of it are known."
    if not math.isnan(during):
        measured = f"{rate(during, kpi, Cadence.WEEK, currency)} in {count(len(at), 'week').lower()} of it"
        held = "" if math.isnan(before) else f", {rate(before, kpi, Cadence.WEEK, currency)} before"
        measured = f"{measured}{held}."
    why = f"{number(trial.extra_per_week)} more a week, from {day(trial.start)} to {day(trial.end)}. {measured}"
    evidence = numbers(
        reading,
        max(len(at), 1),
        experiment=str(trial.id),
        during=finite(during),
        before=finite(before),
        days=(facts.on - trial.end).days,
        threshold=0,
    )
    days = (facts.on - trial.end).days / FULL_DAYS
    return about_kpi(
        "Y3",
        Section.FOCUS,
        reading,
        f"The trial with {inline(kpi)} is over",
        why,
        days,
        evidence,
        corrective=False,
    )


def _told(reading: Reading, found: Yield) -> str:
    """The yield with all that belongs to it (domain brief 4.7)."""
    low, effect, high = (f"{each:.2g}" for each in (found.low, found.effect, found.high))
    return (
        f"In this team, busier weeks of {inline(reading.kpi)} were followed {_lag(found)} later by about {effect} more "
        f"{found.outcome} for each one (80% range {low} to {high}; {found.reps} reps, {found.weeks} weeks; "
        f"evidence {found.grade}; no experiment)."
    )


def _lag(found: Yield) -> str:
    """After how long: "1 week", "1 to 3 weeks"."""
    first, last = found.lag
    if last > first:
        return f"{first} to {last} weeks"
    return "1 week" if last == 1 else f"{last} weeks"


def _evidence(reading: Reading, found: Yield, threshold: float, **more: object) -> Evidence:
    return numbers(
        reading,
        WEEKS,
        grade=str(found.grade),
        effect=finite(found.effect),
        range=[finite(found.low), finite(found.high)],
        lag=list(found.lag),
        reps=found.reps,
        weeks=found.weeks,
        threshold=threshold,
        **more,
    )


def _among(facts: Facts, reading: Reading) -> tuple[float, float]:
    """The level of the rep and the middle of the cohort; NaN where it is too small."""
    among = facts.cohort.get(reading.kpi.key)
    levels = among.levels if among else np.array([])
    known = levels[~np.isnan(levels)]
    if among is None or len(known) < FEWEST:
        return math.nan, math.nan
    return float(levels[among.own]), float(np.median(known))


RULES = (under_used, low_yield_load, trial_over)
