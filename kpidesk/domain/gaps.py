"""Stretches in which a rep was not met for longer than agreed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

TOO_LONG = 1.5
"""Times the agreed rhythm after which a stretch counts: one one-on-one was missed then, not merely moved by days."""


class Gap(NamedTuple):
    """From the last one-on-one held to the next, or to the day looked at."""

    begin: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """How long nobody met."""
        return (self.end - self.begin).days


def gaps(held: Iterable[dt.date], cadence_days: int, on: dt.date) -> list[Gap]:
    """Where more than `TOO_LONG` times the agreed days lie between two one-on-ones, or since the last; oldest first."""
    days = sorted(day for day in held if day <= on)
    found = [Gap(first, then) for first, then in pairwise([*days, on])]
    return [gap for gap in found if gap.days > TOO_LONG * cadence_days]
