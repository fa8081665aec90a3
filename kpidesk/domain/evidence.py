"""What a standing rests on: the cases behind a rate, the weeks behind a mean, and whether values stay away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain import columns, peers
from kpidesk.domain.rates import wilson
from kpidesk.domain.terms import Aggregation, Cadence
from kpidesk.domain.trends import WINDOW

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.domain.standing import Standing

FEW_CASES = 30
"""A rate of fewer cases is told with the range it can mean."""


@dataclass(frozen=True, slots=True)
class Cases:
    """A rate as so many of so many cases; `low` to `high` is its 80% Wilson interval (domain brief 2.4)."""

    hits: float
    of: float
    low: float
    high: float

    @property
    def few(self) -> bool:
        """Whether the interval belongs beside the rate."""
        return self.of < FEW_CASES


def cases(standing: Standing) -> Cases | None:
    """The cases behind a rate, or None for what is no rate of whole cases."""
    if standing.kpi.aggregation is not Aggregation.RATIO or standing.value is None or not standing.denominator:
        return None
    if not peers.counted(standing.kpi, np.array([standing.value]), np.array([standing.denominator])):
        return None
    hits = float(round(standing.value * standing.denominator))
    interval = wilson(hits, standing.denominator)
    return None if interval is None else Cases(hits, standing.denominator, *interval)


def weeks_behind(standing: Standing, width: int) -> int:
    """How many of the newest `width` closed weeks the value is made of."""
    if standing.kpi.aggregation is Aggregation.RATIO:
        return int(np.count_nonzero(~np.isnan(standing.denominators[-width:])))
    found = columns.counted(standing.series, standing.target_series, standing.away)
    return int(np.count_nonzero(found[-width:]))


def weeks_known(standing: Standing) -> tuple[int, int]:
    """Of the newest 13 closed weeks in which the rep was there: how many have a value, and how many there are."""
    there = ~standing.away[-WINDOW:]
    return int(np.count_nonzero(there & ~np.isnan(standing.series[-WINDOW:]))), int(np.count_nonzero(there))


def silent(standing: Standing, on: dt.date, calendar: FiscalCalendar) -> bool:
    """Whether nothing is known of the newest closed period, a week at least, in which the KPI is recorded."""
    if standing.last_value_on is None:
        return True
    cadence = Cadence.WEEK if standing.kpi.cadence is Cadence.DAY else standing.kpi.cadence
    return standing.last_value_on < calendar.previous_start(cadence, on)
