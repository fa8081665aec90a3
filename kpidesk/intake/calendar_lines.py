"""The lines of a calendar file (RFC 5545) taken apart: events with the few properties that matter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 20_000_000
"""Bytes of a calendar file; ten years of a busy calendar are a quarter of that."""
MOST_EVENTS = 100_000

_WANTED = frozenset(
    {"UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS"}
    | {"ATTENDEE", "ORGANIZER"}
)
_MOST_PROPERTIES = 2_000
_LONGEST_VALUE = 20_000
_FOLDED = re.compile(r"\r?\n[ \t]|\r[ \t](?!\n)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
_NAME = re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Property:
    """One line: value and parameters, whose names are in capitals."""

    value: str
    parameters: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def text(self) -> str:
        """The value as text, its escapes taken away."""
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


Event = dict[str, list[Property]]
"""The wanted properties of an event by name."""


def read_events(path: Path) -> Iterator[Event]:
    """The events of a calendar file; what belongs to alarms, tasks and zones is left aside.

    Raises:
        UserError: the file cannot be read, is too large, or is no whole calendar file.
    """
    return events(_text(path), path.name)


def events(text: str, name: str) -> Iterator[Event]:
    """The events of a calendar text, one after the other; lines that make no sense are passed over.

    Raises:
        UserError: it is no calendar, ends in the middle, or has too many events.
    """
    lines = _FOLDED.sub("", text).splitlines()
    if not any(line.strip() for line in lines[:1]) or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise UserError(f"{name} is no calendar file. Export the calendar as .ics and choose that file.")
    inside: list[str] = []
    event: Event = {}
    count = 0
    for line in lines:
        head = line[:5].upper()
        if head == "BEGIN":
            inside.append(line[6:].strip().upper())
            event = {} if inside[-1] == "VEVENT" else event
        elif line[:3].upper() == "END" and line[3:4] == ":":
            _close(inside, line[4:].strip().upper(), name)
            if line[4:].strip().upper() == "VEVENT":
                count += 1
                if count > MOST_EVENTS:
                    raise UserError(f"{name} has more than {MOST_EVENTS:,} events. Export a shorter span of time.")
                yield event
        elif inside and inside[-1] == "VEVENT":
            _keep(event, line)
    if inside:
        raise UserError(f"{name} ends in the middle. Export the calendar once more and choose that file.")


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}. Choose another file.") from error
    if len(data) > LARGEST:
        raise UserError(f"{path.name} is larger than {LARGEST // 1_000_000} MB. Export a shorter span of time.")
    if b"\0" in data:
        raise UserError(f"{path.name} is no calendar file. Export the calendar as .ics and choose that file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _close(inside: list[str], what: str, name: str) -> None:
    if not inside or inside.pop() != what:
        raise UserError(f"{name} is broken: “END:{what[:40]}” closes nothing. Export the calendar once more.")


def _keep(event: Event, line: str) -> None:
    """Add the property of a line to the event, if it is one that matters."""
    found = _NAME.match(line)
    name = found[0].upper() if found else ""
    if name not in _WANTED:
        return
    there = event.setdefault(name, [])
    if len(there) < _MOST_PROPERTIES and (made := _property(line, len(name))) is not None:
        there.append(made)


def _property(line: str, at: int) -> Property | None:
    parameters: dict[str, str] = {}
    while (found := _PARAMETER.match(line, at)) is not None:
        parameters[found[1].upper()] = found[2].strip('"')
        at = found.end()
    if line[at : at + 1] != ":":
        return None
    return Property(line[at + 1 : at + 1 + _LONGEST_VALUE], parameters)
