"""Ramps to begin with: which share of the target a new hire carries, month by month (domain brief 2.13)."""

from __future__ import annotations

import math

DEVELOPMENT = (0.25, 0.5, 0.75, 1.0)
"""For sales development, whose results follow within weeks."""
_CLOSING = (0.0, 0.25, 0.5, 0.75, 1.0)
_DAYS_A_MONTH = 365.25 / 12
_AFTER_THE_CYCLE = 90
"""Days added to the sales cycle: what it takes to fill a pipeline."""


def closing(cycle_days: float) -> tuple[float, ...]:
    """The ramp of somebody who closes deals: 0 to 100 % in five steps, stretched to the sales cycle + 90 days.

    Args:
        cycle_days: Median days from the first contact to the signature.
    """
    months = max(len(_CLOSING), math.ceil((cycle_days + _AFTER_THE_CYCLE) / _DAYS_A_MONTH))
    return tuple(_CLOSING[month * len(_CLOSING) // months] for month in range(months))
