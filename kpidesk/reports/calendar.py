"""One-on-ones as a calendar file (RFC 5545): whom, when and how long, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.entities import OneOnOne
from kpidesk.domain.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DOMAIN = "kpidesk"
"""What the ids of our own events end in, after an @."""

_FOLD = 75
_SPECIAL = re.compile(r"[\\;,]")


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A planned one-on-one as a calendar shows it."""

    meeting: OneOnOne
    rep: str


def as_calendar(events: Iterable[CalendarEvent], now: dt.datetime, zone: dt.tzinfo | None = None) -> str:
    """The events as one calendar file with CRLF line ends.

    Times are written as instants (UTC), so that every calendar shows them in its own zone; a one-on-one without a time
    is a note at the top of its day. The same one-on-one keeps its id, so that importing a later file moves it.

    Args:
        events: What to write, in this order.
        now: The instant the file is made, aware.
        zone: The zone that days and times are in; None is this computer's.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//KPIdesk//One-on-ones//EN", "METHOD:PUBLISH"]
    for event in events:
        lines += _event(event, now, zone)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def uid(meeting: OneOnOne) -> str:
    """The id by which calendars know a one-on-one."""
    return f"{meeting.id}@{DOMAIN}"


def _event(event: CalendarEvent, now: dt.datetime, zone: dt.tzinfo | None) -> list[str]:
    meeting = event.meeting
    return [
        "BEGIN:VEVENT",
        f"UID:{uid(meeting)}",
        f"DTSTAMP:{_instant(now)}",
        *_when(meeting, zone),
        f"SUMMARY:{_escaped(f'1:1 {event.rep}')}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]


def _when(meeting: OneOnOne, zone: dt.tzinfo | None) -> list[str]:
    if meeting.at is None:
        after = meeting.on + dt.timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{meeting.on:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", "TRANSP:TRANSPARENT"]
    begin = dt.datetime.combine(meeting.on, meeting.at)
    begin = begin.astimezone() if zone is None else begin.replace(tzinfo=zone)
    # Added to the instant: half an hour stays half an hour where the clocks change.
    end = begin.astimezone(dt.UTC) + dt.timedelta(minutes=meeting.minutes)
    return [f"DTSTART:{_instant(begin)}", f"DTEND:{_instant(end)}"]


def _instant(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", plain(text, 200))


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets; every part but the first begins with a blank, no character is cut."""
    part, room = "", _FOLD
    for ch in line:
        size = len(ch.encode("utf-8"))
        if size > room:
            yield part
            part, room = " ", _FOLD - 1
        part += ch
        room -= size
    yield part
