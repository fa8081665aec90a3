"""What became of a promise: its KPI before and after, and whether the difference is more than the usual up and down."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.entities import Commitment, Kpi
from kpidesk.domain.terms import Aggregation, Cadence, CommitmentStatus, Direction
from kpidesk.domain.wording import a_period, amount, change, counted, flows, inline, name, periods, plain

if TYPE_CHECKING:
    from kpidesk.domain.entries import Flags, Floats
    from kpidesk.domain.readings import Reading

BEFORE = 4
"""Closed weeks before the promise that make its baseline when none was written down."""
SPREAD_WEEKS = 20
SPREAD_FROM = 6
"""With fewer weeks before the promise their spread says nothing; half of what was promised stands in for it."""
WEEKS_IN = {
    Cadence.WEEK: 1.0,
    Cadence.MONTH: 365.25 / 12 / 7,
    Cadence.QUARTER: 365.25 / 4 / 7,
    Cadence.YEAR: 365.25 / 7,
}
"""Weeks in the period a level is told for."""
CLEAR = 2.0
"""Standard errors a mean must move by to be more than the usual up and down."""
FEWEST_WEEKS = 2
"""Closed weeks since the promise from which they may say more than chance: one week is no verdict."""
_MIDDLE = 3
"""Days after its first by which most of a week is over; later it belongs to the time after a due day."""
PROMISED_SHARE = 0.5


class Outcome(StrEnum):
    """What the numbers say about a commitment."""

    MOVED = "moved"
    USUAL = "within usual variation"
    WORSE = "worse"
    NO_DATA = "no data"
    """Nothing to measure by, or not enough yet."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A commitment held against its KPI."""

    outcome: Outcome
    text: str
    """One sentence: "+5 discovery calls a week promised, +4 measured, weeks 31 to 33."""
    baseline: float | None = None
    measured: float | None = None
    """Level of the KPI since the promise, up to its due day."""
    promised: float | None = None
    """Change that was promised."""
    changed: float | None = None
    """Change that was measured."""
    usual: float | None = None
    """Change that would still be usual up and down."""
    weeks: tuple[dt.date, ...] = ()
    """First days of the closed weeks that were measured."""
    way: int = 1
    """1 where more is what was promised, -1 where less."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A commitment and what the numbers say about it."""

    commitment: Commitment
    verdict: Verdict
    kpi: Kpi | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits to be kept or dropped."""
        return self.commitment.status in {CommitmentStatus.OPEN, CommitmentStatus.CARRIED}

    def due_by(self, on: dt.date) -> bool:
        """Whether it is open and its due day has come: then its verdict is told, and told first."""
        return self.open and self.commitment.due is not None and self.commitment.due <= on

    def told(self, on: dt.date) -> str:
        """What the numbers say so far, and from its due day or its end on the verdict; empty without a KPI."""
        found = self.verdict
        if found.measured is None:
            return found.text if self.kpi is not None and self.due_by(on) else ""
        if self.open and not self.due_by(on):
            return f"{found.text.removesuffix('.')} so far."
        if len(found.weeks) < FEWEST_WEEKS:
            return f"{found.text.removesuffix('.')}; one week is no verdict."
        return f"{found.text.removesuffix('.')}: {found.outcome}."


def track(
    commitment: Commitment, kpi: Kpi | None, series: Reading | None, on: dt.date, currency: str = "EUR"
) -> Tracked:
    """A commitment with its verdict on a day."""
    if kpi is not None and series is None:
        nothing = Verdict(Outcome.NO_DATA, f"No values of {inline(kpi)} to measure it by.", commitment.baseline)
        return Tracked(commitment, nothing, kpi)
    return Tracked(commitment, verdict(commitment, series, on, currency), kpi)


def verdict(commitment: Commitment, series: Reading | None, on: dt.date, currency: str = "EUR") -> Verdict:
    """Hold a commitment against its KPI, from the first whole week after it was agreed up to its due day or `on`.

    Moved: the mean of at least two weeks moved the promised way by at least two standard errors, taken from the spread
    of up to 20 weeks before (the larger of mean moving range / 1.128 and standard deviation, as for process limits).
    Worse: as much the other way. One week says nothing yet, whatever it measured. A week belongs to the promise if
    most of it lies before the end of the due day.
    """
    if series is None:
        return Verdict(Outcome.NO_DATA, "No KPI was named, so nothing can be measured.", commitment.baseline)
    if flows(series.kpi):
        series = replace(series, values=series.values * WEEKS_IN[level_cadence(series.kpi)])
    starts = np.array([each.toordinal() for each in series.starts], dtype=np.int64)
    agreed, until = commitment.agreed_on.toordinal(), min(on, commitment.due or on).toordinal()
    # The week in which the promise was made belongs to neither side, unless it began that day.
    before, after = starts + 7 <= agreed, (starts >= agreed) & (starts + _MIDDLE <= until)
    baseline = commitment.baseline if commitment.baseline is not None else _level(series, _newest(before, BEFORE))
    measured = _level(series, after)
    if baseline is None or measured is None:
        return Verdict(Outcome.NO_DATA, _nothing(series, baseline, currency), baseline, measured)
    return _weigh(commitment, series, baseline, measured, before, after, currency)


def level_cadence(kpi: Kpi) -> Cadence:
    """The period a level of a KPI is told for: the week, or the KPI's own longer one."""
    return Cadence.WEEK if kpi.cadence is Cadence.DAY else kpi.cadence


def _weigh(
    commitment: Commitment,
    series: Reading,
    baseline: float,
    measured: float,
    before: Flags,
    after: Flags,
    currency: str,
) -> Verdict:
    used = after & ~np.isnan(series.values)
    changed = measured - baseline
    promised = None if commitment.expected is None else commitment.expected - baseline
    usual = _usual(series.values[before], int(used.sum()), promised)
    way = _way(series.kpi, promised)
    outcome = Outcome.USUAL
    if used.sum() < FEWEST_WEEKS:
        outcome = Outcome.NO_DATA
    elif abs(changed) >= usual and changed != 0:
        outcome = Outcome.MOVED if changed * way > 0 else Outcome.WORSE
    when = tuple(series.starts[int(at)] for at in np.flatnonzero(used))
    text = _sentence(series, promised, changed, periods(when, Cadence.WEEK), currency)
    return Verdict(outcome, text, baseline, measured, promised, changed, usual, when, way)


def _usual(before: Floats, n: int, promised: float | None) -> float:
    """The largest change of a mean of `n` weeks that is still the usual up and down."""
    points = before[~np.isnan(before)][-SPREAD_WEEKS:]
    if len(points) < SPREAD_FROM:
        return PROMISED_SHARE * abs(promised) if promised else math.inf
    sigma = max(float(np.abs(np.diff(points)).mean()) / 1.128, float(points.std(ddof=1)))
    return CLEAR * sigma / math.sqrt(n)


def _way(kpi: Kpi, promised: float | None) -> int:
    if promised:
        return 1 if promised > 0 else -1
    return -1 if kpi.direction is Direction.DOWN else 1


def _level(series: Reading, which: Flags) -> float | None:
    used = which & ~np.isnan(series.values)
    if not used.any():
        return None
    if series.kpi.aggregation is Aggregation.RATIO and bool(np.all(series.denominators[used] > 0)):
        return float(series.numerators[used].sum() / series.denominators[used].sum())
    if series.kpi.aggregation is Aggregation.LAST:
        return float(series.values[used][-1])
    return float(series.values[used].mean())


def _newest(which: Flags, count: int) -> Flags:
    kept = np.zeros_like(which)
    kept[np.flatnonzero(which)[-count:]] = True
    return kept


def _sentence(series: Reading, promised: float | None, changed: float, when: str, currency: str) -> str:
    kpi = series.kpi
    shown = changed if promised is None else promised
    what = counted(plain(kpi.noun, 60) or inline(kpi), change(shown, kpi, currency))
    unit = f" {what} {a_period(level_cadence(kpi))}" if flows(kpi) else f" in {inline(kpi)}"
    moved = change(changed, kpi, currency)
    told = f"{moved} measured" if any(ch in "123456789" for ch in moved) else "no change measured"
    if promised is None:
        return f"{moved}{unit} measured, {when}." if told.startswith(moved) else f"{name(kpi)}: {told}, {when}."
    if promised == 0:
        return f"{name(kpi)} to stay level, {told}, {when}."
    return f"{change(promised, kpi, currency)}{unit} promised, {told}, {when}."


def _nothing(series: Reading, baseline: float | None, currency: str) -> str:
    what = inline(series.kpi)
    if baseline is None:
        return f"No value of {what} before the promise, so there is nothing to compare with."
    return f"No closed week of {what} since the promise. Before it: {amount(baseline, series.kpi, currency)}."
