"""Days, instants, lengths and zones as calendar files write them."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from kpidesk.intake.calendar_lines import Property

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")
_LENGTH = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?")
_EARLIEST = 1970


class Moment:
    """A day, or a day and time in a zone; `zone` is None for times that are local wherever they are read."""

    __slots__ = ("day", "known_zone", "naive", "zone")

    def __init__(self, naive: dt.datetime, *, day: bool, zone: dt.tzinfo | None, known_zone: bool = True) -> None:
        self.naive, self.day, self.zone, self.known_zone = naive, day, zone, known_zone

    def at(self, naive: dt.datetime) -> Moment:
        """The same kind of moment at another time."""
        return Moment(naive, day=self.day, zone=self.zone)

    def local(self, zone: dt.tzinfo | None) -> dt.datetime:
        """Day and time on clocks in `zone` (None: this computer's), without zone."""
        if self.day or self.zone is None:
            return self.naive
        return self.naive.replace(tzinfo=self.zone).astimezone(zone).replace(tzinfo=None)

    def instant(self) -> dt.datetime:
        """What tells moments apart, whichever zone they are written in."""
        if self.day or self.zone is None:
            return self.naive
        return self.naive.replace(tzinfo=self.zone).astimezone(dt.UTC).replace(tzinfo=None)


def moment(found: Property, text: str | None = None) -> Moment | None:
    """The moment a property gives, or one of several in `text`; None if it makes no sense."""
    read = _MOMENT.fullmatch((found.value if text is None else text).strip())
    if read is None or int(read[1]) < _EARLIEST:
        return None
    year, month, day, hour, minute, second = (int(read[at] or 0) for at in range(1, 7))
    try:
        # Leap seconds are none of a calendar's business.
        naive = dt.datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001  # the zone is kept beside it
    except ValueError:
        return None
    if read[4] is None:
        return Moment(naive, day=True, zone=None)
    name = found.parameters.get("TZID", "")
    zone = dt.UTC if read[7] else named_zone(name)
    return Moment(naive, day=False, zone=zone, known_zone=bool(read[7]) or not name or zone is not None)


def moments(found: list[Property]) -> list[Moment]:
    """All moments of a property that lists several; of a span its beginning."""
    texts = [(each, text.partition("/")[0]) for each in found for text in each.value.split(",")]
    return [made for each, text in texts if (made := moment(each, text)) is not None]


def length(text: str) -> dt.timedelta | None:
    """A duration like PT30M; None if it makes no sense."""
    read = _LENGTH.fullmatch(text.strip().upper())
    if read is None or not any(read.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in read.groups())
    return dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


@lru_cache(maxsize=256)
def named_zone(name: str) -> dt.tzinfo | None:
    """The zone of a TZID: by its own name, by the name Windows has for it, or by the end of a path."""
    from babel.core import get_global

    windows = get_global("windows_zone_mapping")
    for each in (name, windows.get(name, ""), "/".join(name.split("/")[-2:])):
        try:
            return ZoneInfo(each)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None
