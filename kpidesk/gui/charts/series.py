"""One KPI by closed period with all that is said of it: cases, targets, limits, signals and statuses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.columns import Basis
from kpidesk.domain.days import to_date
from kpidesk.domain.entities import Kpi
from kpidesk.domain.entries import Flags, Floats, Ints
from kpidesk.domain.measures import Codes, attainment, status_now, streak
from kpidesk.domain.process import Capability, Limits, Process, capability
from kpidesk.domain.rates import SMALLEST_DENOMINATOR
from kpidesk.domain.terms import Aggregation, Cadence
from kpidesk.gui import formats

if TYPE_CHECKING:
    from kpidesk.domain.calendars import Days
    from kpidesk.domain.standing import Standing

LEAST_STREAK = {Cadence.WEEK: 4, Cadence.DAY: 4}
"""Periods in a row that are worth a mention; of months and longer ones two are (domain brief 2.10)."""


@dataclass(frozen=True, slots=True, eq=False)
class KpiSeries:
    """Closed periods, oldest first; arrays have shape (periods,), NaN is missing."""

    kpi: Kpi
    cadence: Cadence
    currency: str
    heads: Sequence[str]
    values: Floats
    targets: Floats
    """For a band its lower edge."""
    highs: Floats
    """Upper edge of a band."""
    numerators: Floats
    denominators: Floats
    """Of rates: what each value is made of."""
    estimated: Flags
    """Values that hold a share of a week on the edge of their period."""
    away: Flags
    """Periods in which the rep was not there: they neither count nor break a streak."""
    process: Process | None
    since: int
    """Where the series of the process begins, counted from the first period here; negative when earlier."""
    year_before: Floats | None = None
    """Values of the same periods a year before, where the grid reaches back so far."""
    changes: Floats | None = None
    """How much more each value is than a year before: as a share by the working day, of percentages in points."""
    stale: Ints | None = None
    """Of a team: the reps whose snapshot is more than a week older than the end of the period."""
    judged: bool = True
    """Whether a single period is measured against its target; those of a longer target only add up to something."""

    @property
    def limits(self) -> Limits | None:
        """The newest natural limits, if there are enough points."""
        return self.process.limits if self.process else None

    @property
    def limits_from(self) -> int:
        """The period from which the newest limits hold."""
        return max(self.since + ((self.process.rebased_at or 0) if self.process else 0), 0)

    @property
    def rebased(self) -> bool:
        """Whether a new level began within these periods."""
        found = self.process.rebased_at if self.process else None
        return found is not None and self.since + found > 0

    @property
    def signals(self) -> Ints:
        """Signals under the newest limits: 1 above, -1 below, else 0."""
        found = np.zeros(len(self.values), np.int64)
        if self.process is not None:
            shown = self.process.signals[max(-self.since, 0) :][: len(found)]
            begin = max(self.since, 0)
            found[begin : begin + len(shown)] = shown
            found[: self.limits_from] = 0
        return found

    @property
    def small(self) -> Flags:
        """Periods whose rate has so few cases that it is told in counts (domain brief 2.4)."""
        few = self.denominators < SMALLEST_DENOMINATOR
        return few if self.kpi.aggregation is Aggregation.RATIO else np.zeros(len(few), bool)

    @property
    def attainments(self) -> Floats:
        """Attainment of each period, NaN for rates of few cases."""
        found = attainment(self.values, self.targets, self.kpi.direction, self.highs)
        return np.where(self.small, np.nan, found)

    @property
    def statuses(self) -> Codes:
        """Status codes of the single periods, 0 for none."""
        return status_now(self.attainments) if self.judged else np.zeros(len(self.values), np.uint8)

    @property
    def capability(self) -> Capability | None:
        """What the present way of working means for the newest target (domain brief 2.9)."""
        target = float(self.targets[-1]) if len(self.targets) else math.nan
        if self.limits is None or not self.judged:
            return None
        return capability(target, self.limits, self.kpi.direction)

    @property
    def streak(self) -> int:
        """Periods in a row on target, negative for off target; 0 when too few to be more than chance."""
        found = streak(self.attainments, self.away) if self.judged else 0
        return found if abs(found) >= LEAST_STREAK.get(self.cadence, 2) else 0


def of_standing(standing: Standing, week_starts: Days, currency: str) -> KpiSeries:
    """The closed weeks behind where a rep stands."""
    judged = standing.basis is not Basis.TO_DATE
    nothing = np.full(len(standing.series), math.nan)
    high = math.nan if standing.target_high is None else standing.target_high
    signals = standing.process.signals if standing.process else nothing
    return KpiSeries(
        kpi=standing.kpi,
        cadence=Cadence.WEEK,
        currency=currency,
        heads=[formats.week_from(to_date(int(start))) for start in week_starts],
        values=np.where(standing.away, math.nan, standing.series),
        # What piles up towards a longer target has none of its own in a week.
        targets=standing.target_series if judged else nothing,
        highs=np.full(len(nothing), high),
        numerators=standing.numerators,
        denominators=standing.denominators,
        estimated=np.zeros(len(nothing), bool),
        away=standing.away,
        process=standing.process,
        since=len(nothing) - len(signals),
        judged=judged,
    )
