"""A day as people say it: by Fri, tomorrow, 28 Aug, in 2 weeks, end of September; always one to come."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.capture.tokens import Amount, Token, amount, matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kpidesk.domain.capture.words import Words

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?")
_YEARS = range(1900, 2100)
_YEARS_AHEAD = 9
"""Enough to find the next 29 February."""
_MONTHS_AHEAD = 3
_MONTHS, _LONGEST_MONTH = 12, 31
_MOST_SPAN = 520
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in a line, from one token up to, not including, another."""

    first: int
    after: int
    day: dt.date
    weekday: bool = False
    """Whether only a weekday was said, and not which one of two."""


def find_day(line: Sequence[Token], on: dt.date, words: Words, quarter_end: dt.date | None = None) -> Day | None:
    """The day a line names: the last one that follows a word like "by", else the last one."""
    return _look(_Reader(line, on, words, quarter_end))


def impossible_day(line: Sequence[Token], on: dt.date, words: Words) -> str:
    """A day that no calendar has, such as 30 Feb, as typed; empty if there is none."""
    reader = _Reader(line, on, words, None)
    _look(reader)
    return reader.impossible


def _look(reader: _Reader) -> Day | None:
    line, led, bare = reader.line, None, None
    at = 0
    while at < len(line):
        found = reader.led(at)
        led = found or led
        plain = None if found else reader.day(at, led=False)
        bare = plain or bare
        here = found or plain
        at = here.after if here else at + 1
    return led or bare


def unread_day(line: Sequence[Token], words: Words) -> str:
    """A day in figures that could be read two ways, as typed; empty if there is none."""
    if words.day_first is not None:
        return ""
    for token in line:
        found = _NUMERIC.fullmatch(token.raw.rstrip(",;!?"))
        if found and found[2] == "/" and int(found[1]) <= 12 and int(found[3]) <= 12 and found[1] != found[3]:
            return token.raw
    return ""


class _Reader:
    def __init__(self, line: Sequence[Token], on: dt.date, words: Words, quarter_end: dt.date | None) -> None:
        self.line = self._line = line
        self.impossible = ""
        self._on, self._words = on, words
        self._quarter_end = quarter_end
        self._led = False

    def led(self, at: int) -> Day | None:
        """A day after "by", which belongs to it; the longest way to say "by" first."""
        for phrase in sorted(self._words.by, key=len, reverse=True):
            if matches(self._line, at, phrase):
                found = self.day(at + len(phrase), led=True)
                if found is not None:
                    return Day(at, found.after, found.day, found.weekday)
        return None

    def day(self, at: int, *, led: bool) -> Day | None:
        """A day that begins at a place."""
        if at >= len(self._line):
            return None
        self._led = led
        ways: tuple[Callable[[int], Day | None], ...] = (
            self._in_figures, self._month_day, self._day_of_month, self._end_of, self._relative, self._weekday,
            self._span, self._period,
        )  # fmt: skip
        return next((found for way in ways if (found := _safely(way, at)) is not None), None)

    def _in_figures(self, at: int) -> Day | None:
        raw = self._line[at].raw.rstrip(",;!?)")
        if (full := _YEAR_FIRST.fullmatch(raw)) is not None:
            return self._named(at, at + 1, int(full[4]), int(full[3]), full[1])
        found = _NUMERIC.fullmatch(raw)
        if found is None or not (self._led or found[4] or (found[2] == "." and raw.endswith("."))):
            return None
        one, two, year = int(found[1]), int(found[3]), found[4]
        first = self._words.day_first
        # Points stand between figures only where the day comes first.
        if found[2] == "." or one > 12:
            first = True
        elif two > 12:
            first = False
        if first is None and one != two:
            return None
        day, month = (one, two) if first is not False else (two, one)
        return self._named(at, at + 1, day, month, year)

    def _month_day(self, at: int) -> Day | None:
        line, months = self._line, self._words.months
        if (day := self._ordinal(at)) is not None:
            step = at + 2 if at + 1 < len(line) and line[at + 1].word == "of" else at + 1
            if step < len(line) and line[step].word in months:
                year, after = self._year(step + 1)
                return self._named(at, after, day, months[line[step].word], year)
        if line[at].word in months and (day := self._ordinal(at + 1)) is not None:
            year, after = self._year(at + 2)
            return self._named(at, after, day, months[line[at].word], year)
        return None

    def _day_of_month(self, at: int) -> Day | None:
        found = (
            re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\.)", self._line[at].raw.lower().rstrip(",;")) if self._led else None
        )
        if found is None:
            return None
        year, month = self._on.year, self._on.month
        ahead = (_day_of(year, month + step, int(found[1])) for step in range(_MONTHS_AHEAD))
        return Day(at, at + 1, next(each for each in ahead if each is not None and each >= self._on))

    def _end_of(self, at: int) -> Day | None:
        line, words = self._line, self._words
        if line[at].word in words.ends:
            return Day(at, at + 1, self._last_of(words.ends[line[at].word], 0))
        for phrase in sorted(words.end, key=len, reverse=True):
            here = at + len(phrase)
            if not matches(line, at, phrase) or here >= len(line):
                continue
            step = 0
            if line[here].word in words.coming and here + 1 < len(line):
                # The end of next week, also where "next" may mean the coming one.
                step = 0 if line[here].word in words.this else 1
                here += 1
            elif line[here].word in words.this and here + 1 < len(line):
                here += 1
            if line[here].word in words.months:
                year, after = self._year(here + 1)
                month = words.months[line[here].word]
                return Day(at, after, self._month_end(month, year))
            if line[here].word in words.units and words.units[line[here].word] != "day":
                return Day(at, here + 1, self._last_of(words.units[line[here].word], step))
        return None

    def _relative(self, at: int) -> Day | None:
        for phrase, days in sorted(self._words.days.items(), key=lambda each: -len(each[0])):
            if matches(self._line, at, phrase):
                return Day(at, at + len(phrase), self._on + dt.timedelta(days=days))
        return None

    def _weekday(self, at: int) -> Day | None:
        line, words = self._line, self._words
        step, here = None, at
        if line[at].word in words.coming and at + 1 < len(line):
            step, here = words.coming[line[at].word], at + 1
        word = line[here].word
        if word not in words.weekdays or (word in words.shy and not self._led and step is None):
            return None
        # A short weekday in the middle of a line may be anything.
        if not self._led and step is None and len(word) <= 3 and here + 1 < len(line):
            return None
        ahead = (words.weekdays[word] - self._on.weekday() - 1) % 7 + 1
        day = self._on + dt.timedelta(days=ahead)
        if step:
            monday = self._on - dt.timedelta(days=self._on.weekday())
            day = monday + dt.timedelta(weeks=1, days=words.weekdays[word])
        # "This Friday" is meant as it is said; the others may be the one after where a week is needed.
        meant = here > at and line[at].word in words.this
        return Day(at, here + 1, day, weekday=not step and not meant)

    def _span(self, at: int) -> Day | None:
        for phrase in sorted(self._words.inside, key=len, reverse=True):
            if not matches(self._line, at, phrase) or at + len(phrase) >= len(self._line):
                continue
            here = at + len(phrase)
            if self._line[here].word in self._words.articles:
                count, after = Amount(1.0), here + 1
            elif (found := amount(self._line, here, self._words)) is not None:
                count, after = found
            else:
                continue
            unit = self._words.units.get(self._line[after].word) if after < len(self._line) else None
            whole = int(count.value)
            if unit and not count.delta and not count.percent and 0 < whole <= _MOST_SPAN and whole == count.value:
                return Day(at, after + 1, self._after(whole, unit))
        return None

    def _period(self, at: int) -> Day | None:
        line, words = self._line, self._words
        if line[at].word not in words.coming or at + 1 >= len(line):
            return None
        unit = words.units.get(line[at + 1].word)
        if unit in {None, "day"}:
            return None
        return Day(at, at + 2, self._last_of(str(unit), 0 if line[at].word in words.this else 1))

    def _ordinal(self, at: int) -> int | None:
        found = _ORDINAL.fullmatch(self._line[at].raw.lower().rstrip(",")) if at < len(self._line) else None
        return int(found[1]) if found else None

    def _year(self, at: int) -> tuple[str | None, int]:
        word = self._line[at].word if at < len(self._line) else ""
        return (word, at + 1) if re.fullmatch(r"\d{4}", word) and int(word) in _YEARS else (None, at)

    def _named(self, at: int, after: int, day: int, month: int, year: str | None) -> Day | None:
        try:
            return Day(at, after, self._dated(day, month, year))
        except (ValueError, StopIteration):
            # Without a year, what is beyond every month is a number: an offer for 45.50.
            if year is not None or (day <= _LONGEST_MONTH and month <= _MONTHS):
                self.impossible = " ".join(token.raw for token in self._line[at:after])
            return None

    def _dated(self, day: int, month: int, year: str | None) -> dt.date:
        """The day of a year that was said, or the next one of that name."""
        if year is not None:
            whole = int(year)
            return dt.date(whole + 2000 if whole < 100 else whole, month, day)
        return next(found for found in _each_year(self._on.year, month, day) if found >= self._on)

    def _month_end(self, month: int, year: str | None) -> dt.date:
        if year is not None:
            return _last(int(year), month)
        found = _last(self._on.year, month)
        return found if found >= self._on else _last(self._on.year + 1, month)

    def _last_of(self, unit: str, step: int) -> dt.date:
        """The last working day of this or the next week; the last day of a longer period."""
        on = self._on
        if unit == "week":
            monday = on - dt.timedelta(days=on.weekday())
            friday = monday + dt.timedelta(weeks=step, days=FRIDAY)
            return friday if friday >= on else friday + dt.timedelta(days=2)
        if unit == "month":
            return _last(on.year, on.month + step)
        if unit == "year":
            return dt.date(on.year + step, 12, 31)
        if self._quarter_end is not None and not step:
            return self._quarter_end
        raise ValueError("no quarter is known")

    def _after(self, count: int, unit: str) -> dt.date:
        if unit in {"day", "week"}:
            return self._on + dt.timedelta(days=count * (7 if unit == "week" else 1))
        months = self._on.month - 1 + count * {"month": 1, "quarter": 3, "year": 12}[unit]
        last = _last(self._on.year, months + 1)
        return last.replace(day=min(self._on.day, last.day))


def _safely(way: Callable[[int], Day | None], at: int) -> Day | None:
    """A day that does not exist, such as 31 April, is no day."""
    try:
        return way(at)
    except (ValueError, OverflowError, StopIteration):
        return None


def _each_year(year: int, month: int, day: int) -> Iterator[dt.date]:
    for each in range(year, min(year + _YEARS_AHEAD, dt.MAXYEAR)):
        if day <= calendar.monthrange(each, month)[1]:
            yield dt.date(each, month, day)


def _day_of(year: int, month: int, day: int) -> dt.date | None:
    last = _last(year, month)
    return last.replace(day=day) if day <= last.day else None


def _last(year: int, month: int) -> dt.date:
    """The last day of a month; months past December count on."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])
