"""What works: streaks, good signals and trends, bests, kept promises, recoveries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.commitments import Outcome
from kpidesk.domain.readings import RECENT
from kpidesk.domain.signals.base import FULL_GAP, Candidate, about_kpi, finite, numbers, run_needed
from kpidesk.domain.signals.phrases import average, lately, run_words, signal_words, trend_words
from kpidesk.domain.terms import Cadence, CommitmentStatus, KpiClass, Owner, Section, Status, Trend
from kpidesk.domain.trends import WINDOW
from kpidesk.domain.wording import amount, count, day, listed, name, periods, plain, verb

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kpidesk.domain.commitments import Tracked
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.signals.thresholds import Thresholds


NEAR = 0.80
"""Share of the target from which a rise is the news."""


def streak_hit(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """W1: a leading KPI at or above target in at least 4 consecutive weeks."""
    for reading in facts.leading:
        weeks = reading.hits
        if weeks >= run_needed(reading, t.streak_weeks):
            gap = reading.attained(weeks) - 1
            spell = periods(reading.starts[-weeks:], Cadence.WEEK)
            why = f"{average(facts, reading, weeks)} in {spell}, {run_words(weeks)}."
            fields = {"k": str(weeks)}
            evidence = numbers(reading, weeks, weeks=weeks, threshold=t.streak_weeks)
            title = f"{name(reading.kpi)}: {weeks} weeks on target"
            yield about_kpi("W1", Section.WINS, reading, title, why, gap / FULL_GAP, evidence, fields=fields)


def signal_up(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """W2: a signal in the good direction within the last two weeks."""
    for reading in facts.readings:
        if reading.process and reading.signal * reading.better > 0:
            side = "above" if reading.signal > 0 else "below"
            title = f"{name(reading.kpi)}: {side} the usual range"
            why, evidence, size = signal_words(facts, reading)
            yield about_kpi("W2", Section.WINS, reading, title, why, size, evidence)


def improving(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """W3: a trend in the good direction over 13 weeks."""
    for reading in facts.readings:
        good = Trend.RISING if reading.better > 0 else Trend.FALLING
        if reading.trend is good:
            title = f"{name(reading.kpi)} {verb(reading.kpi, 'improves', 'improve')}"
            why, evidence, moved = trend_words(facts, reading)
            fields = {"date": day(reading.starts[-min(WINDOW, len(reading.starts))])}
            # Close to target a rise is the news; far below it the gap still is.
            near = reading.attained() >= NEAR
            yield about_kpi(
                "W3", Section.WINS, reading, title, why, moved / FULL_GAP, evidence, fields=fields, absorbs=near
            )


def personal_best(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """W4: the best of at least 26 closed weeks, for what is in the rep's own hands."""
    for reading in facts.readings:
        if reading.kpi.kpi_class not in {KpiClass.ACTIVITY, KpiClass.QUALITY} or reading.known < t.best_of:
            continue
        known = reading.values[~np.isnan(reading.values)] * reading.better
        cases = reading.cases(1)
        few = cases is not None and cases[1] < t.best_cases
        if np.isnan(reading.values[-1]) or few or known[-1] <= known[:-1].max():
            continue
        best, before = abs(float(known[-1])), abs(float(known[:-1].max()))
        week = periods(reading.starts[-1:], Cadence.WEEK)
        why = (
            f"{amount(best, reading.kpi, facts.currency)} in {week}, the best of {len(known)} weeks. "
            f"Before it: {amount(before, reading.kpi, facts.currency)}."
        )
        evidence = numbers(reading, 1, before=finite(before), threshold=t.best_of)
        gap = abs(best - before) / before if before else 1.0
        title = f"{name(reading.kpi)}: best of {len(known)} weeks"
        yield about_kpi("W4", Section.WINS, reading, title, why, gap / FULL_GAP, evidence)


def commitment_kept(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """W5: at least one commitment of the rep done since the last one-on-one."""
    kept = [
        each
        for each in facts.commitments
        if each.commitment.status is CommitmentStatus.DONE
        and each.commitment.owner is Owner.REP
        and each.commitment.closed_on is not None
        and facts.since <= each.commitment.closed_on <= facts.on
    ]
    if not kept:
        return
    texts = [plain(each.commitment.text, 70) for each in kept]
    measured = [told for each in kept if (told := _shown(each, facts.on))]
    last = max(each.commitment.closed_on or facts.on for each in kept)
    title = f"Kept: {texts[0]}" if len(kept) == 1 else f"{count(len(kept), 'promise')} kept"
    why = measured[0] if measured else f"Done {day(last)}." if len(kept) == 1 else f"{listed(texts[:3])}."
    ids = [str(each.commitment.id) for each in kept]
    yield Candidate(
        "W5",
        Section.WINS,
        f"kept:{ids[0]}",
        title,
        why,
        evidence={"commitments": ids, "value": len(kept), "threshold": 1},
    )


def _shown(each: Tracked, on: dt.date) -> str:
    """What the numbers say about a kept promise; where they went the other way, only that they do not show it."""
    found = each.verdict
    if found.measured is None:
        return ""
    against = (found.changed or 0.0) * found.way < 0
    done = f"Done {day(each.commitment.closed_on)}. " if each.commitment.closed_on else ""
    # A level that was to stay may go down a little; one that fell is no win to tell.
    fell = found.outcome is Outcome.WORSE or found.promised != 0
    return f"{done}The numbers do not show it yet." if against and fell else each.told(on)


def recovery(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """W6: the status on the scorecard left "at risk" and stayed out for two weeks."""
    for reading in facts.leading:
        words = reading.statuses
        out = next((at for at, word in enumerate(reversed(words)) if word not in {Status.GOOD, Status.WATCH}), None)
        left = out is not None and words[-1 - out] is Status.RISK
        if left and out is not None and t.recovered_weeks <= out <= t.recovered_weeks + 1:
            last = periods(reading.starts[-1 - out : -out], Cadence.WEEK)
            why = f"{average(facts, reading)} {lately(reading)}. At risk until {last}."
            evidence = numbers(reading, RECENT, weeks=out, threshold=t.recovered_weeks)
            title = f"{name(reading.kpi)} {verb(reading.kpi, 'recovers', 'recover')}"
            yield about_kpi(
                "W6",
                Section.WINS,
                reading,
                title,
                why,
                (reading.attained() - 0.8) / FULL_GAP,
                evidence,
                absorbs=True,
            )


RULES = (streak_hit, signal_up, improving, personal_best, commitment_kept, recovery)
