"""Words for where something stands and where it goes. Free of numpy, so that painting may know them."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where a KPI or a rep stands; drawn as circle, triangle, diamond and dashed ring."""

    GOOD = "good"
    WATCH = "watch"
    RISK = "risk"
    NONE = "none"


class Trend(StrEnum):
    """Where a series is going, said only when it is unlikely to be chance (domain brief 2.11)."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"
