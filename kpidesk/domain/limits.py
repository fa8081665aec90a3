"""Which numbers a KPI can have: what is typed and what comes from a file keep the same bounds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kpidesk.domain.terms import Unit

if TYPE_CHECKING:
    from kpidesk.domain.entities import Kpi

LARGEST = 1e15
"""Beyond this a number is a slip of the keyboard: binary fractions no longer hold its cents."""

SIGNED = frozenset({Unit.CURRENCY, Unit.CURRENCY_PER_DAY, Unit.PERCENT, Unit.RATIO, Unit.SCORE})
"""Units of which there can be less than nothing."""

_BEYOND_ALL = frozenset({"account_reviews", "sal_rate", "quota_attainment", "net_rev_retention"})
"""KPIs in percent that can honestly be several times the whole."""


def number_fault(kpi: Kpi, value: float) -> str | None:
    """Why a KPI cannot have a value, as the beginning of a sentence; None if it can."""
    if not math.isfinite(value) or abs(value) > LARGEST:
        return "this number is too large"
    if value < 0 and kpi.unit not in SIGNED:
        return f"{kpi.name} cannot be less than 0"
    return None


def largest_share(kpi: Kpi) -> float | None:
    """The fraction beyond which a value in percent was meant as a whole number of them; None for other units."""
    if kpi.unit is not Unit.PERCENT:
        return None
    return 5.0 if kpi.key in _BEYOND_ALL else 1.5
