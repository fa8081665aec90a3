"""What is odd about the values of a file as a whole: some stand in it twice, or are for a time far ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from kpidesk.domain.days import day_number, to_date
from kpidesk.storage.value_batches import Batch, keys_after, repeats, starts_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from kpidesk.intake.problems import Tally

_FAR = 366
"""Days ahead; values for a later time are a slip of the year rather than a plan."""

RowsOf: TypeAlias = "Callable[[Any], tuple[int, ...]]"
"""Rows of the file that say the value of a key, see `value_batches`."""


def tell(found: Sequence[Batch], today: dt.date, rows_of: RowsOf, tally: Tally) -> tuple[int, ...]:
    """Report such values; the first rows that give one value with different numbers, which are told when written."""
    alike, other = repeats(found, alike=True), repeats(found, alike=False)
    if len(alike):
        rows = rows_of(alike[0])
        tally.note(next(iter(rows), None), None, None, _said_alike(len(alike), rows))
    late = keys_after(found, day_number(today) + _FAR)
    if len(late):
        rows, day = rows_of(late[-1]), to_date(int(starts_of(late[-1:])[0]))
        tally.note(next(iter(rows), None), None, None, _said_ahead(len(late), day, today))
    return rows_of(other[0]) if len(other) else ()


def said_twice(count: int, rep: str, kpi: str, start: int, rows: Sequence[int]) -> str:
    """How many values stand in the file with different numbers, and which is the first, in which rows."""
    first = f"{rep}, {kpi}, {to_date(start)}{f' in rows {rows[0]} and {rows[1]}' if len(rows) > 1 else ''}"
    return (
        f"{_stand(count)} in the file twice with different numbers, the first for {first}; the last number was taken."
    )


def _said_alike(count: int, rows: Sequence[int]) -> str:
    where = f", the first in rows {' and '.join(map(str, rows))}" if len(rows) > 1 else ""
    return (
        f"{_stand(count)} in the file twice with the same number{where}; each was taken once. "
        "If each row is a deal or an activity, say in a recipe what to count."
    )


def _said_ahead(count: int, day: dt.date, today: dt.date) -> str:
    what = "1 value is" if count == 1 else f"{count:,} values are"
    return f"{what} for a time more than a year after {today}, the last for {day}; taken as written. Check the year."


def _stand(count: int) -> str:
    return "1 value stands" if count == 1 else f"{count:,} values stand"
