"""What lists say about one-on-ones without opening them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from kpidesk.domain.entities import Id
from kpidesk.domain.terms import MeetingStatus


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
    done: int = 0
    """Agenda items that were ticked off."""
    commitments: int = 0
    """Agreed in it."""


class MeetingDay(NamedTuple):
    """A one-on-one in a long list. A plain tuple, since ten years of a large team are ten thousand of them."""

    id: Id
    rep_id: Id
    on: dt.date
    status: MeetingStatus
    moved: bool
    """Whether it was moved to this day from another."""
    reason: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which one-on-ones a list shows; what is None or empty narrows nothing."""

    rep_id: Id | None = None
    statuses: frozenset[MeetingStatus] = frozenset()
    begin: dt.date | None = None
    end: dt.date | None = None
    with_notes: bool = False
    """Only those with a note that may be looked at."""
    among: frozenset[Id] | None = None
    """Only these, for what a text found; None for any."""
