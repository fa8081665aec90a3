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

_PARTS = frozenset(
    {
        "call_plan_rate", "crm_timeliness", "followup_on_time", "icp_fit_rate", "next_step_rate", "proposal_to_win",
        "renewals_engaged", "reply_rate", "show_rate", "slippage_rate", "social_accept_rate", "stalled_rate",
        "territory_coverage", "win_rate", "win_rate_value",
    }
)  # fmt: skip
"""KPIs in percent that count part of what they are divided by: never less than nothing of it, never more than all."""

_AT_MOST_ALL = _PARTS | {"discount_rate", "forecast_accuracy", "gross_margin_pct"}
_DUST = 1e-9


def number_fault(kpi: Kpi, value: float) -> str | None:
    """Why a KPI cannot have a value, as the beginning of a sentence; None if it can."""
    if not math.isfinite(value) or abs(value) > LARGEST:
        return "this number is too large"
    if value < 0 and (kpi.unit not in SIGNED or kpi.key in _PARTS):
        return f"{kpi.name} cannot be less than 0"
    if value > 1 + _DUST and at_most_all(kpi):
        return f"{kpi.name} cannot be more than 100%"
    return None


def at_most_all(kpi: Kpi) -> bool:
    """Whether a value in percent is a part of a whole, so that it is never more than 100%."""
    return kpi.key in _AT_MOST_ALL


def largest_share(kpi: Kpi) -> float | None:
    """The fraction beyond which a value in percent was meant as a whole number of them; None for other units."""
    if kpi.unit is not Unit.PERCENT:
        return None
    return 5.0 if kpi.key in _BEYOND_ALL else 1.5
