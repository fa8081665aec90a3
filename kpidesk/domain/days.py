"""Days as numbers; free of numpy, which the first page does without."""

from __future__ import annotations

import datetime as dt

_EPOCH = dt.date(1970, 1, 1).toordinal()


def day_number(day: dt.date) -> int:
    """Days from 1970-01-01 to `day`."""
    return day.toordinal() - _EPOCH


def to_date(number: int) -> dt.date:
    """The date of a day number."""
    return dt.date.fromordinal(int(number) + _EPOCH)


def naming_day(start: dt.date) -> dt.date:
    """A day of the calendar month after which the fiscal month, quarter or year that begins on `start` is named.

    In a year of weeks a fiscal month begins up to two weeks before or some days after a calendar month, in which its
    fifteenth day lies all the same, as do most of its days.
    """
    return start + dt.timedelta(days=14)
