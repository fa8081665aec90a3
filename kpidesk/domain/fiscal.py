"""The fiscal quarter of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


def quarter(day: dt.date, start_month: int = 1) -> tuple[int, int]:
    """Fiscal year and quarter 1 to 4 of `day`, for a year that starts in `start_month`.

    Quarter = floor(((month - start_month) mod 12) / 3) + 1; a fiscal year is named after the year it ends in
    (domain brief 2.1).
    """
    number = (day.month - start_month) % 12 // 3 + 1
    year = day.year + (1 if start_month > 1 and day.month >= start_month else 0)
    return year, number
