"""What a list says about a one-on-one without opening it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts and minutes of what belongs to one one-on-one."""

    items: int = 0
    minutes: float = 0.0
    """Planned for accepted agenda items."""
    forecast_minutes: float = 0.0
    seconds: int = 0
    """Measured, all items together."""
    forecast_seconds: int = 0
    shared_notes: int = 0
    private_notes: int = 0
    """0 when private notes were not to be looked at."""
