"""Who comes next: the one-on-ones ahead, and what the calendar alone says of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.entities import OneOnOne, Rep, Workspace
from kpidesk.domain.terms import ItemState, MeetingStatus, Section

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from kpidesk.domain.entities import Id

SHOWN = 6
"""One-on-ones that the first page shows."""
WAITING = frozenset({MeetingStatus.PLANNED, MeetingStatus.RUNNING})
"""A one-on-one that is still to be held, or is being held."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A one-on-one ahead, without any number of its rep."""

    meeting: OneOnOne
    rep: Rep
    sections: int
    """Sections of its agenda that are accepted; 0 when it is not prepared."""
    offered: int
    """Sections it would have with what is offered and still fits; more than `sections` while something is undecided."""
    last_on: dt.date | None
    """The day the rep was met last; None before the first time."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the window can show of a file before the file is opened properly."""

    workspace: Workspace | None
    reps: int
    """Reps that are not archived."""
    coming: tuple[Coming, ...]


def upcoming(meetings: Iterable[OneOnOne], active: AbstractSet[Id], on: dt.date) -> list[OneOnOne]:
    """One-on-ones to come with active reps, the next first; a running one comes before all."""
    found = [each for each in meetings if each.status in WAITING and each.on >= on and each.rep_id in active]
    return sorted(found, key=lambda each: (each.status is not MeetingStatus.RUNNING, each.on, each.at or dt.time.max))


def sections(items: Iterable[tuple[Section, ItemState, float]], minutes: int) -> tuple[int, int]:
    """How many sections of an agenda are accepted, and how many it would have with what is offered and still fits.

    Args:
        items: Section, state and minutes of each item.
        minutes: Length of the one-on-one.
    """
    found = list(items)
    ready = {section for section, state, _minutes in found if state is ItemState.ACCEPTED}
    room = minutes - sum(taken for _section, state, taken in found if state is ItemState.ACCEPTED)
    fits = {section for section, state, taken in found if state is ItemState.SUGGESTED and taken <= room}
    return len(ready), len(ready | fits)
