"""Days as numbers, and the fiscal quarter of a day; free of numpy, which the first page does without."""

from __future__ import annotations

import datetime as dt

_EPOCH = dt.date(1970, 1, 1).toordinal()


def day_number(day: dt.date) -> int:
    """Days from 1970-01-01 to `day`."""
    return day.toordinal() - _EPOCH


def to_date(number: int) -> dt.date:
    """The date of a day number."""
    return dt.date.fromordinal(int(number) + _EPOCH)


def quarter(day: dt.date, start_month: int = 1) -> tuple[int, int]:
    """Fiscal year and quarter 1 to 4 of `day`, for a year that starts in `start_month`.

    Quarter = floor(((month - start_month) mod 12) / 3) + 1; a fiscal year is named after the year it ends in
    (domain brief 2.1).
    """
    number = (day.month - start_month) % 12 // 3 + 1
    year = day.year + (1 if start_month > 1 and day.month >= start_month else 0)
    return year, number
