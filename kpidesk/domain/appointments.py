"""Appointments of a calendar, and which of them are one-on-ones with whom."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.entities import Rep
from kpidesk.domain.folding import fold
from kpidesk.domain.lengths import LONGEST, SHORTEST
from kpidesk.domain.name_matching import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpidesk.domain.entities import Alias

_TALK = re.compile(
    r"\b(1\s?[:/x-]\s?1s?|1on1s?|1-on-1s?|1-2-1s?|121s?|one[- ]?(on|to)[- ]?one|catch[- ]?up|check[- ]?in|coaching"
    r"|jour fixe|einzelgesprach|mitarbeitergesprach|tete[- ]a[- ]tete|entretien individuel)\b"
)
_WORDS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_LEAST_ALIAS = 3


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invited, as the calendar has it."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One date of a calendar, in the manager's own days and hours."""

    uid: str
    """Of the event; the dates of a series share it."""
    original: str
    """Which date of the series, as the series had it first; empty for a single one."""
    on: dt.date
    at: dt.time | None
    minutes: int
    """0 for a whole day."""
    summary: str
    people: tuple[Person, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Whom an appointment is with; a reason says why it is no one-on-one all the same."""

    rep: Rep
    reason: str = ""


class Roster:
    """The reps by all the ways a calendar may call them."""

    def __init__(self, reps: Sequence[Rep], aliases: Iterable[Alias], manager: str = "") -> None:
        self._reps = list(reps)
        self._emails = {fold(each.email): each for each in reps if each.email.strip()}
        at = {each.id: number for number, each in enumerate(reps)}
        others = [(alias.text, at[alias.rep_id]) for alias in aliases if alias.rep_id in at]
        self._emails |= {fold(text): self._reps[number] for text, number in others if "@" in text}
        self._names = Names([(each.name, number) for number, each in enumerate(reps)] + others)
        self._patterns = [_pattern(each, [text for text, number in others if number == at[each.id]]) for each in reps]
        self._found: dict[str, int | None] = {}
        self._manager = _words(manager)
        self._words = {word for name, _number in [*others, *((each.name, 0) for each in reps)] for word in _words(name)}
        first = [fold(each.first_name) for each in reps]
        self._first = {name: rep for name, rep in zip(first, reps, strict=True) if first.count(name) == 1}

    def mentions(self, summary: str, people: Iterable[Person]) -> bool:
        """Whether an event has to do with any rep at all."""
        return bool(self._invited(people) or self._named(summary))

    def whom(self, appointment: Appointment) -> Found | None:
        """The rep of a one-on-one, or of something close to one with the reason why not; None without any rep."""
        invited, named = self._invited(appointment.people), self._named(appointment.summary)
        reps = {each.id: each for each in [*named, *invited]}
        if not reps:
            return None
        rep = next(iter(reps.values()))
        if len(reps) > 1:
            return Found(rep, "More than one of your reps is in it.")
        return Found(rep, self._why_not(appointment, rep, invited=bool(invited)))

    def _why_not(self, appointment: Appointment, rep: Rep, *, invited: bool) -> str:
        others = len(appointment.people) - invited
        called = bool(_TALK.search(fold(appointment.summary))) or self._only_names(appointment.summary, rep)
        if others > 1 and not called:
            return f"{others} others are invited."
        if not called and not invited:
            return "Its title does not say that it is a one-on-one."
        if appointment.at is None:
            return "" if called and not appointment.minutes else "It takes a whole day."
        if not SHORTEST <= appointment.minutes <= LONGEST:
            return f"It takes {appointment.minutes} min; a one-on-one takes {SHORTEST} to {LONGEST}."
        return ""

    def _invited(self, people: Iterable[Person]) -> list[Rep]:
        found: dict[object, Rep] = {}
        for person in people:
            rep = self._emails.get(fold(person.email)) if person.email else None
            number = self._number(person.name) if rep is None and person.name.strip() else None
            rep = rep if number is None else self._reps[number]
            if rep is not None:
                found[rep.id] = rep
        return list(found.values())

    def _number(self, name: str) -> int | None:
        # The same few people are in thousands of events.
        if name not in self._found:
            self._found[name] = self._names.find(name)
        return self._found[name]

    def _named(self, summary: str) -> list[Rep]:
        folded = fold(summary)
        words = set(_WORDS.findall(folded))
        # Most titles of a calendar name nobody.
        if words.isdisjoint(self._words):
            return []
        found = [rep for rep, pattern in zip(self._reps, self._patterns, strict=True) if pattern.search(folded)]
        if not found:
            # "1:1 Maya" and "Maya / Sam" name a rep; "Maya's offer" does not.
            some = [rep for name, rep in self._first.items() if name in words]
            found = [rep for rep in some if _TALK.search(folded) or self._only_names(summary, rep)]
        return found

    def _only_names(self, summary: str, rep: Rep) -> bool:
        """Whether a title is nothing but the names of the two."""
        words, names = _words(summary), _words(rep.name)
        return bool(words & names) and words <= names | self._manager | {"and", "und", "et", "with"}


def _words(text: str) -> set[str]:
    return set(_WORDS.findall(fold(text)))


def _pattern(rep: Rep, aliases: Sequence[str]) -> re.Pattern[str]:
    """Finds the name or an alias of a rep as whole words of a folded text; numbers of staff are no names."""
    names = [fold(rep.name)]
    names += [fold(text) for text in aliases if len(text) >= _LEAST_ALIAS and not any(ch.isdigit() for ch in text)]
    names += [f"{last}, {first}" for first, _, last in [fold(rep.name).rpartition(" ")] if first]
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names if name) or r"(?!)")
