"""Who comes next: the one-on-ones ahead, and what the calendar alone says of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.entities import OneOnOne, Rep, Workspace
from kpidesk.domain.terms import ItemState, MeetingStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from kpidesk.domain.entities import AgendaItem, Id

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


def sections(items: Iterable[AgendaItem]) -> int:
    """How many sections of an agenda have something in them that is accepted."""
    return len({each.section for each in items if each.state is ItemState.ACCEPTED})
