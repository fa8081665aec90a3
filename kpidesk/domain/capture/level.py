"""The level a captured line promises of a KPI, from where the KPI stands now."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.commitments import WEEKS_IN, level_cadence
from kpidesk.domain.readings import RECENT
from kpidesk.domain.terms import Cadence, Unit
from kpidesk.domain.wording import flows

if TYPE_CHECKING:
    from kpidesk.domain.capture.line import Captured
    from kpidesk.domain.entities import Kpi
    from kpidesk.domain.readings import Reading

_WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class Level:
    """In the KPI's own unit, for the period its level is told for; None is not known."""

    baseline: float | None = None
    """The last four closed weeks: their mean, of a rate all its cases, of a level the newest."""
    weeks: int = 0
    """Weeks with a value that the baseline is made of."""
    expected: float | None = None


def level(captured: Captured, kpi: Kpi | None, series: Reading | None) -> Level:
    """The promised level: the number itself, or the measured baseline and the change; nothing is made up without one.

    A number for another period than the KPI's level is converted, a day as a fifth of a week.
    """
    if kpi is None:
        return Level()
    baseline, weeks = _baseline(kpi, series)
    number = captured.amount
    if number is None:
        return Level(baseline, weeks)
    value = number.value * _periods(captured.cadence, kpi)
    if kpi.unit is Unit.PERCENT:
        # People say 20, or 20%, and never 0.2 unless they mean the fraction.
        value = value / 100 if number.percent or abs(value) > 1 else value
    elif number.percent:
        if not number.delta or baseline is None:
            return Level(baseline, weeks)
        value = baseline * number.value / 100
    if not number.delta:
        return Level(baseline, weeks, value)
    return Level(baseline, weeks, None if baseline is None else baseline + value)


def _baseline(kpi: Kpi, series: Reading | None) -> tuple[float | None, int]:
    if series is None:
        return None, 0
    value = series.value
    weeks = int(np.count_nonzero(~np.isnan(series.values[-RECENT:])))
    if not math.isfinite(value):
        return None, 0
    return value * (WEEKS_IN[level_cadence(kpi)] if flows(kpi) else 1.0), weeks


def _periods(said: Cadence | None, kpi: Kpi) -> float:
    """What a number said for one period is multiplied by to be one for the period of the KPI's level."""
    if said is None or not flows(kpi):
        return 1.0
    weeks = 1 / _WORKING_DAYS if said is Cadence.DAY else WEEKS_IN[said]
    return WEEKS_IN[level_cadence(kpi)] / weeks
