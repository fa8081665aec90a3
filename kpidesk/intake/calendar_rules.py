"""Recurrence rules (RFC 5545, 3.3.10) by days, weeks, months and years, unrolled no further than asked."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?\d{1,4}")
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}


@dataclass(frozen=True, slots=True)
class Rule:
    """How often something repeats; `until` is as it was written."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    weekdays: tuple[tuple[int, int], ...] = ()
    """(which in the month, weekday from Monday 0); 0 is every one, −1 the last."""
    monthdays: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    def steps(self, begin: dt.date, last: dt.date) -> int:
        """About how many periods lie between two days: what unrolling costs."""
        return max(0, (last - begin).days) // (_DAYS[self.freq] * self.interval) + 1

    def dates(self, begin: dt.date, last: dt.date) -> Iterator[dt.date]:
        """The days from the first one on up to `last`, or as many as the rule counts."""
        left = self.count
        for day in self._days(begin, last):
            if day < begin:
                continue
            if day > last or left == 0:
                return
            left = None if left is None else left - 1
            yield day

    def _days(self, begin: dt.date, last: dt.date) -> Iterator[dt.date]:
        for days in self._periods(begin, last):
            found = sorted({day for day in days if not self.months or day.month in self.months})
            if self.positions:
                places = {at - 1 if at > 0 else len(found) + at for at in self.positions}
                found = [day for at, day in enumerate(found) if at in places]
            yield from found

    def _periods(self, begin: dt.date, last: dt.date) -> Iterator[Sequence[dt.date]]:
        """The candidates of each period, one after the other."""
        if self.freq == "DAILY":
            for day in _each(begin, last, self.interval):
                yield [day] if self._fits(day) else []
        elif self.freq == "WEEKLY":
            wanted = {weekday for _which, weekday in self.weekdays} or {begin.weekday()}
            monday = begin - dt.timedelta(days=(begin.weekday() - self.week_start) % 7)
            for first in _each(monday, last, 7 * self.interval):
                week = [first + dt.timedelta(days=at) for at in range(7)]
                yield [day for day in week if day.weekday() in wanted]
        else:
            yield from self._by_months(begin, last)

    def _by_months(self, begin: dt.date, last: dt.date) -> Iterator[Sequence[dt.date]]:
        yearly = self.freq == "YEARLY"
        for at in count(0, self.interval):
            year = begin.year + (at if yearly else (begin.month - 1 + at) // 12)
            month = 1 if yearly else (begin.month - 1 + at) % 12 + 1
            if year > dt.MAXYEAR or dt.date(year, month, 1) > last:
                return
            months = (self.months or (begin.month,)) if yearly else (month,)
            yield [day for each in months for day in self._of_month(year, each, begin)]

    def _of_month(self, year: int, month: int, begin: dt.date) -> list[dt.date]:
        length = calendar.monthrange(year, month)[1]
        days = [dt.date(year, month, day) for day in range(1, length + 1)]
        if not self.weekdays and not self.monthdays:
            return [day for day in days if day.day == begin.day]
        return [day for day in days if self._fits(day)]

    def _fits(self, day: dt.date) -> bool:
        """Whether weekday and day of the month are among those asked for."""
        length = calendar.monthrange(day.year, day.month)[1]
        places = {0, (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)}
        named = any(weekday == day.weekday() and which in places for which, weekday in self.weekdays)
        numbered = day.day in self.monthdays or day.day - length - 1 in self.monthdays
        return (named or not self.weekdays) and (numbered or not self.monthdays)


def parse(text: str) -> Rule | None:
    """The rule a text says; None if it makes no sense or asks for more than is followed here."""
    pairs = [part.partition("=") for part in text.strip().upper().split(";") if part]
    made = {name.strip(): value.strip() for name, _sign, value in pairs if not name.startswith("X-")}
    if not made.keys() <= _PARTS or made.get("FREQ") not in _DAYS:
        return None
    try:
        rule = Rule(
            made["FREQ"],
            _number(made.get("INTERVAL", "1")),
            _number(made["COUNT"]) if "COUNT" in made else None,
            made.get("UNTIL", ""),
            tuple(_weekday(each) for each in _listed(made, "BYDAY")),
            _numbers(made, "BYMONTHDAY", 31),
            _numbers(made, "BYMONTH", 12),
            _numbers(made, "BYSETPOS", 366),
            _WEEKDAYS.index(made.get("WKST", "MO")),
        )
    except ValueError:
        return None
    return rule if _followed(rule) else None


def _followed(rule: Rule) -> bool:
    counted = any(which for which, _weekday in rule.weekdays)
    if rule.interval < 1 or (rule.count is not None and rule.count < 1):
        return False
    # The third Friday of a year, or every Friday of it, is nobody's one-on-one.
    by_year = rule.freq == "YEARLY" and not rule.months and bool(rule.weekdays or rule.monthdays)
    by_week = rule.freq in {"DAILY", "WEEKLY"} and (counted or (rule.freq == "WEEKLY" and bool(rule.monthdays)))
    return not by_year and not by_week


def _each(first: dt.date, last: dt.date, days: int) -> Iterator[dt.date]:
    for number in range(first.toordinal(), last.toordinal() + 1, days):
        yield dt.date.fromordinal(number)


def _listed(made: dict[str, str], name: str) -> list[str]:
    return made[name].split(",") if name in made else []


def _numbers(made: dict[str, str], name: str, most: int) -> tuple[int, ...]:
    found = tuple(_number(each) for each in _listed(made, name))
    if any(not 0 < abs(each) <= most for each in found):
        raise ValueError(name)
    return found


def _number(text: str) -> int:
    if _NUMBER.fullmatch(text) is None:
        raise ValueError(text)
    return int(text)


def _weekday(text: str) -> tuple[int, int]:
    found = _WEEKDAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(found[1] or 0), _WEEKDAYS.index(found[2])
