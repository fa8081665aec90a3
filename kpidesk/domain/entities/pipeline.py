"""The deals behind the numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kpidesk.domain.entities.ids import Id


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the pipeline, with how often an opportunity that reached it is won."""

    id: Id
    name: str
    position: int = 0
    win_rate: float | None = None
    won: bool | None = None
    """True and False for the two closed stages, None while an opportunity is open."""


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A deal in the pipeline of a rep."""

    id: Id
    rep_id: Id
    name: str
    account: str = ""
    stage_id: Id | None = None
    amount: float | None = None
    opened_on: dt.date | None = None
    expected_on: dt.date | None = None
    """The day it is expected to close."""
    closed_on: dt.date | None = None
    next_step: str = ""
    next_step_on: dt.date | None = None
    last_activity_on: dt.date | None = None
    contacts: int | None = None
    """People on the buyer's side who take part, if that is recorded."""
