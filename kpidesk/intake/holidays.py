"""Holidays copied from a spreadsheet: a day, a name and perhaps a calendar in each line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain.entities import Holiday, new_id
from kpidesk.domain.holidays import HolidayBlock, calendar_called
from kpidesk.domain.terms import Cadence
from kpidesk.intake.dates import parse
from kpidesk.intake.recipes import DateOrder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

_COLUMNS = 3


def read(text: str, known: Sequence[Holiday], calendars: Iterable[str] = (), *, month_first: bool) -> HolidayBlock:
    """Read a block as Excel and LibreOffice put it on the clipboard; semicolons may stand for tabs.

    A first line without a digit in its day is a heading. Days of digits are read in the usual order, or in the other
    one if that fits more of the lines.

    Args:
        text: The block.
        known: The holidays there are.
        calendars: Names of the calendars in use, for their spelling.
        month_first: Whether the month usually stands before the day.
    """
    lines = [(number, cells) for number, cells in enumerate(_cells(text), start=1) if any(cells)]
    if len(lines) > 1 and not any(sign.isdigit() for sign in lines[0][1][0]):
        lines = lines[1:]
    order = _order([cells[0] for _number, cells in lines], month_first=month_first)
    names, by_day = list(calendars), {(each.on, each.calendar): each for each in known}
    found: dict[tuple[dt.date, str], int] = {}
    holidays, problems, renamed, same = [], [], 0, 0
    for number, cells in lines:
        try:
            new = _holiday(cells, order, names)
        except ValueError as error:
            problems.append(f"Line {number}: {error}")
            continue
        key = (new.on, new.calendar)
        if key in found:
            problems.append(f"Line {number}: {new.on} stands in line {found[key]} already. Delete one of the two.")
            continue
        found[key] = number
        before = by_day.get(key)
        if before is None:
            holidays.append(new)
        elif before.name == new.name:
            same += 1
        else:
            holidays.append(replace(before, name=new.name))
            renamed += 1
    holidays.sort(key=lambda each: (each.on, each.calendar))
    return HolidayBlock(tuple(holidays), renamed, same, tuple(problems))


def _cells(text: str) -> list[list[str]]:
    mark = "\t" if "\t" in text else ";"
    return [[" ".join(cell.strip('" ').split()) for cell in line.split(mark)] for line in text.splitlines()]


def _order(days: Iterable[str], *, month_first: bool) -> DateOrder:
    """The order of digits that more of the days can be read in; the usual one where both fit."""
    usual, other = (DateOrder.MDY, DateOrder.DMY) if month_first else (DateOrder.DMY, DateOrder.MDY)
    texts = list(days)
    return max(usual, other, key=lambda order: sum(_reads(each, order) for each in texts))


def _reads(text: str, order: DateOrder) -> bool:
    try:
        parse(text, order)
    except ValueError:
        return False
    return True


def _holiday(cells: Sequence[str], order: DateOrder, calendars: list[str]) -> Holiday:
    """The holiday of a line.

    Raises:
        ValueError: a sentence that says what is wrong.
    """
    day, name, calendar = (*cells, "", "")[:_COLUMNS]
    try:
        on, long = parse(day, order)
    except ValueError as error:
        raise ValueError(f"“{day}” {error}. Type it like 2026-05-01.") from error
    if long is not Cadence.DAY:
        raise ValueError(f"“{day}” is a whole {long}. A holiday is one day, like 2026-05-01.")
    if not name:
        raise ValueError(f"{on} has no name. Put one into the second column.")
    if any(cells[_COLUMNS:]):
        raise ValueError("There are more than three columns: day, name and calendar. Leave the others out.")
    called = calendar_called(calendar, calendars)
    if called not in calendars:
        calendars.append(called)
    return Holiday(new_id(), on, name, called)
