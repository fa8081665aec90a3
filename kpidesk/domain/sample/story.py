"""The story as data, and its days moved to another day."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import uuid
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from kpidesk.domain.entities import Id

Instant: TypeAlias = Callable[[dt.date, dt.time], dt.datetime]
"""Turns a local day and time into an aware instant."""

PARTS = ("team", "numbers", "talks", "promises")
"""Names of the TOML texts a story consists of."""

_NAMESPACE = uuid.UUID("6d3f2f7e-6f0b-5c0e-9a53-3b1c3f5f5a20")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FULL_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PLACE = re.compile(r"\{(day|week):(\d{4}-\d\d-\d\d)\}")


@dataclass(frozen=True, slots=True)
class Story:
    """The parsed parts of the story; days are those of its own calendar."""

    team: Mapping[str, Any]
    numbers: Mapping[str, Any]
    talks: Mapping[str, Any]
    promises: Mapping[str, Any]

    @property
    def today(self) -> dt.date:
        """The day the story is told on."""
        day: dt.date = self.team["today"]
        return day

    @property
    def weeks(self) -> int:
        """Closed weeks it knows values of."""
        return int(self.numbers["weeks"])

    @property
    def running_week(self) -> dt.date:
        """First day of the week that is still running in the story."""
        day: dt.date = self.numbers["story_week"]
        return day

    def starts(self) -> list[dt.date]:
        """First days of its closed weeks, oldest first."""
        return [self.running_week - dt.timedelta(weeks=back) for back in range(self.weeks, 0, -1)]


def parse(texts: Mapping[str, str]) -> Story:
    """Read a story from its TOML texts, one for each of `PARTS`."""
    return Story(**{part: tomllib.loads(texts[part]) for part in PARTS})


def identity(*words: object) -> Id:
    """The id of a thing of the story, always the same (UUID version 5, RFC 9562)."""
    return uuid.uuid5(_NAMESPACE, "|".join(str(word) for word in words))


def chance(seed: int, *words: object) -> np.random.Generator:
    """A random source of its own for each thing that is drawn, whatever was drawn before."""
    return np.random.default_rng([seed, zlib.crc32("|".join(str(word) for word in words).encode())])


def utc_instant(day: dt.date, at: dt.time) -> dt.datetime:
    """The instant at which clocks in Greenwich show `at`."""
    return dt.datetime.combine(day, at, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Moves days of the story so that its today becomes `on`."""

    today: dt.date
    on: dt.date
    instant: Instant = field(default=utc_instant)

    @property
    def running_week(self) -> dt.date:
        """Monday of the week of `on`."""
        return _monday(self.on)

    def week(self, day: dt.date) -> dt.date:
        """A day of the story moved by whole weeks, so that weekdays stay."""
        return day + (_monday(self.on) - _monday(self.today))

    def day(self, day: dt.date) -> dt.date:
        """A day of the story as far from the day of `on` as it is from the story's today; always a working day."""
        moved = _forward(self.on) + (day - self.today)
        return _forward(moved) if day >= self.today else _backward(moved)

    def told(self, text: str) -> str:
        """A text of the story with its days, weeks and month as they are now."""
        text = text.replace("{month}", _FULL_MONTHS[_forward(self.on).month - 1])
        return _PLACE.sub(self._place, text)

    def _place(self, found: re.Match[str]) -> str:
        day = dt.date.fromisoformat(found[2])
        if found[1] == "week":
            return str(self.week(day).isocalendar().week)
        moved = self.day(day)
        return f"{moved.day} {_MONTHS[moved.month - 1]}"


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _forward(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _backward(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday() - 4) if day.weekday() > 4 else day
