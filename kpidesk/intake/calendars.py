"""A calendar file as appointments: series unrolled over some weeks, single dates that were moved or called off."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

from kpidesk.domain.appointments import Appointment, Person
from kpidesk.domain.errors import UserError
from kpidesk.intake.calendar_lines import Property, read_events
from kpidesk.intake.calendar_rules import parse
from kpidesk.intake.calendar_times import Moment, length, moment, moments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from kpidesk.intake.calendar_lines import Event
    from kpidesk.intake.calendar_rules import Rule

_MOST_STEPS = 200_000
_MOST_HINTS = 5
_NO_PEOPLE = frozenset({"ROOM", "RESOURCE"})


class Reading:
    """Reads one calendar file for the days from `first` to `last`.

    `wanted` says by title and people whether an event matters; a series matters if any of its dates does. Times become
    those of `zone`; None is this computer's.
    """

    def __init__(
        self,
        first: dt.date,
        last: dt.date,
        wanted: Callable[[str, Iterable[Person]], bool],
        zone: dt.tzinfo | None = None,
    ) -> None:
        self._first, self._last, self._wanted, self._zone = first, last, wanted, zone
        self._steps = 0
        self._name = ""
        self.hints: list[str] = []
        """What was odd, in sentences."""

    def read(self, path: Path) -> list[Appointment]:
        """The appointments of those days, cancelled ones included.

        Raises:
            UserError: the file is unreadable, too large or broken, or repeats more than can be looked through.
        """
        self._name = path.name
        series: dict[str, list[Event]] = defaultdict(list)
        for event in read_events(path):
            # A date of a series may be called otherwise than the series; all else is judged by itself.
            if not event.keys().isdisjoint({"RRULE", "RDATE", "RECURRENCE-ID"}) or self._matters([event]):
                series[_value(event, "UID")].append(event)
        found = [each for uid, events in series.items() if self._matters(events) for each in self._dates(uid, events)]
        return [each for each in found if self._first <= each.on <= self._last]

    def _matters(self, events: list[Event]) -> bool:
        return any(self._wanted(_text(event, "SUMMARY"), _people(event)) for event in events)

    def _dates(self, uid: str, events: list[Event]) -> list[Appointment]:
        """All dates of one event: its series without what was taken out, and the single ones that were changed."""
        made = []
        changed: set[dt.datetime] = set()
        for event in events:
            original = _moment(event, "RECURRENCE-ID")
            begin = _moment(event, "DTSTART")
            if original is not None and begin is not None:
                changed.add(original.instant())
                made.append(self._appointment(uid, _key(original), event, begin))
        for event in events:
            begin = _moment(event, "DTSTART")
            if _moment(event, "RECURRENCE-ID") is None and begin is not None:
                self._note_zone(begin)
                made += self._unrolled(uid, event, begin, changed)
        return made

    def _unrolled(self, uid: str, event: Event, begin: Moment, changed: set[dt.datetime]) -> list[Appointment]:
        out = {each.instant() for each in moments(event.get("EXDATE", []))}
        repeats = event.get("RRULE") or event.get("RDATE")
        dates = self._rule_dates(event, begin) if event.get("RRULE") else [begin]
        dates += moments(event.get("RDATE", []))
        made = {}
        for each in dates:
            if each.instant() not in changed and self._inside(each):
                cancelled = each.instant() in out
                key = _key(each) if repeats else ""
                made[each.instant()] = self._appointment(uid, key, event, each, begin, cancelled=cancelled)
        return list(made.values())

    def _rule_dates(self, event: Event, begin: Moment) -> list[Moment]:
        """The dates of a series up to the last day looked at; its time of day stays."""
        rule, until = parse(event["RRULE"][0].value), None
        if rule is not None:
            with suppress(ValueError):
                until = _until(rule, begin)
        if rule is None or until is None:
            title = _text(event, "SUMMARY")[:60]
            self._hint(f"“{title}” repeats in a way that cannot be read; only its first date was looked at.")
            return [begin]
        day, end = begin.naive.date(), self._last + dt.timedelta(days=1)
        self._steps += rule.steps(day, end)
        if self._steps > _MOST_STEPS:
            raise UserError(f"{self._name} repeats too often to be looked through. Export a shorter span of time.")
        found = (dt.datetime.combine(each, begin.naive.time()) for each in rule.dates(day, end))
        return [begin.at(each) for each in found if each <= until]

    def _inside(self, each: Moment) -> bool:
        # A day more at both ends: the zone may move it.
        day = each.naive.date()
        return self._first - dt.timedelta(days=1) <= day <= self._last + dt.timedelta(days=1)

    def _appointment(
        self, uid: str, key: str, event: Event, begin: Moment, first: Moment | None = None, *, cancelled: bool = False
    ) -> Appointment:
        local = begin.local(self._zone)
        called_off = cancelled or _value(event, "STATUS").upper() == "CANCELLED"
        return Appointment(
            uid,
            key,
            local.date(),
            None if begin.day else local.time().replace(second=0),
            _minutes(event, first or begin),
            _text(event, "SUMMARY"),
            _people(event),
            called_off,
        )

    def _note_zone(self, begin: Moment) -> None:
        if not begin.known_zone:
            self._hint("Some times are in a zone that is not known here; they were taken as your own.")

    def _hint(self, said: str) -> None:
        if said not in self.hints and len(self.hints) < _MOST_HINTS:
            self.hints.append(said)


def _until(rule: Rule, begin: Moment) -> dt.datetime:
    """The last moment of a series in the time of its own zone; a rule without one ends nowhere.

    Raises:
        ValueError: it makes no sense.
    """
    if not rule.until:
        return dt.datetime(dt.MAXYEAR, 1, 1)  # noqa: DTZ001  # compared with times without zone
    last = moment(Property(rule.until))
    if last is None:
        raise ValueError(rule.until)
    if last.day:
        return last.naive + dt.timedelta(days=1, seconds=-1)
    return last.local(begin.zone) if begin.zone is not None else last.naive


def _minutes(event: Event, begin: Moment) -> int:
    """Minutes from begin to end; 0 for one whole day, more for several."""
    end = _moment(event, "DTEND")
    took = length(_value(event, "DURATION")) if end is None else end.instant() - begin.instant()
    if begin.day:
        return 0 if took is None or took <= dt.timedelta(days=1) else round(took.total_seconds() / 60)
    return 0 if took is None else max(0, round(took.total_seconds() / 60))


def _people(event: Event) -> tuple[Person, ...]:
    """Those invited and who invites, each once; rooms are nobody."""
    found: dict[str, Person] = {}
    for each in [*event.get("ORGANIZER", []), *event.get("ATTENDEE", [])]:
        if each.parameters.get("CUTYPE", "").upper() not in _NO_PEOPLE:
            email = _address(each)
            found.setdefault(
                email.lower() or each.parameters.get("CN", ""), Person(each.parameters.get("CN", ""), email)
            )
    return tuple(found.values())


def _address(found: Property) -> str:
    scheme, _, rest = found.value.strip().partition(":")
    return rest.strip() if scheme.lower() == "mailto" else ""


def _moment(event: Event, name: str) -> Moment | None:
    return moment(event[name][0]) if event.get(name) else None


def _key(original: Moment) -> str:
    """Which date of a series this is, in a form that outlives a change of its zone."""
    return f"{original.instant():%Y%m%d}" if original.day else f"{original.instant():%Y%m%dT%H%M%S}"


def _text(event: Event, name: str) -> str:
    return event[name][0].text.strip() if event.get(name) else ""


def _value(event: Event, name: str) -> str:
    return event[name][0].value.strip() if event.get(name) else ""
