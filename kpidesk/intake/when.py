"""Which column dates the rows, and which year dates without one are of."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Cadence
from kpidesk.intake.clues import listed
from kpidesk.intake.dates import in_either_order
from kpidesk.intake.dating import (
    LEAP_YEAR,
    is_year_name,
    kind_of,
    lacking,
    needs_year,
    period_texts,
    turns,
    whole,
    years_in,
)
from kpidesk.intake.doubts import About, Answer, DoubtError
from kpidesk.intake.recipes import FILE_PERIOD
from kpidesk.intake.values import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpidesk.intake.clues import Clues
    from kpidesk.intake.columns import Profile
    from kpidesk.intake.recipes import DateColumn

_LEAP_DAYS = 366
_WORDS = 7
"""Words of the longest period: 29 December 2025 - 4 January 2026."""
_PERIODS = (Cadence.WEEK, Cadence.MONTH, Cadence.QUARTER)
"""What a title may say that all values are for; the finest first."""


def column(clues: Clues, date: DateColumn) -> DateColumn | None:
    """The column that dates the rows, with the year where its dates have none; None if there is no such column.

    Raises:
        DoubtError: several may be meant, or nothing says the year.
    """
    if date.value is not None:
        if _day(date.value) is None:
            raise UserError(
                f"“{date.value}” is no period. Say a week, month or quarter with its year: 2026-W05, 2026-01."
            )
        return replace(date, column=FILE_PERIOD)
    if date.column is None:
        found = _candidates(clues.columns)
        if not found:
            return None
        if len(found) > 1:
            names = [each.name for each in found]
            raise DoubtError(
                f"{clues.table.where}: which column dates the rows: {listed(names)}? "
                'Say it in a recipe: [date] column = "…".',
                About.DATE,
                tuple(Answer(name, name) for name in names),
            )
        date = replace(date, column=found[0].name)
    return date if isinstance(date.year, str) else _with_year(clues, date)


def _with_year(clues: Clues, date: DateColumn) -> DateColumn:
    """The column with the year of its dates, if they have none."""
    at, where = clues.table.at(date.column or ""), f"column “{date.column}”"
    kind = kind_of(clues.table.columns[at])
    cells = sorted(clues.table.distinct([at])[at] if _partial(clues, date) else (), key=as_text)
    ahead = [row[at] for row in clues.table.head if at < len(row)]
    texts = list(dict.fromkeys(map(as_text, (*ahead, *cells))))
    if isinstance(date.year, int):
        _refuse_two_years(clues, texts, kind, where, date.year)
        return date
    if not needs_year(cells, kind):
        return date
    beside = [each.name for each in clues.columns if is_year_name(each.name) and each.dates]
    if len(beside) == 1:
        return replace(date, year=beside[0])
    return replace(date, year=_year(clues, texts, kind, where, date.column or ""))


def of_header(clues: Clues, date: DateColumn) -> DateColumn:
    """The year of a table with a column for each period, where the names of its columns do not say it.

    Raises:
        DoubtError: nothing says the year.
    """
    texts = period_texts(clues.table.columns)
    if isinstance(date.year, int):
        _refuse_two_years(clues, texts, None, "the header", date.year)
    if date.year is not None or not needs_year(texts, None):
        return date
    return replace(date, year=_year(clues, texts, None, "the header"))


def _partial(clues: Clues, date: DateColumn) -> bool:
    return any(each.partial for each in clues.columns if each.name == date.column)


def undated(clues: Clues) -> DoubtError:
    """The question of a table without a column of dates; its answer is the period in its title, if one is there."""
    titled = _in_titles(clues)
    said = f" Its title says “{titled}”:" if titled else " Add such a column to the file, with the year, or"
    period = titled or "2026-01"
    return DoubtError(
        f"{clues.table.where}: no column says which day, week or month the values are for.{said} if all of them are "
        f'for one period, say so with --period "{period}", or in a recipe: [date] value = "{period}".',
        About.PERIOD if titled else About.DATE,
        (Answer(titled, titled),) if titled else (),
    )


def _in_titles(clues: Clues) -> str | None:
    """The one week, month or quarter that the title, the sheet or the file is called after; None if there is none."""
    for said in (list(clues.lines_above()), [clues.table.sheet or ""], [clues.table.path.stem.replace("_", " ")]):
        found = {text for line in said for text in _periods(line)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _periods(line: str) -> Iterator[str]:
    """The weeks, months and quarters in a line; a day is none, nor is the month of it."""
    words = re.sub(r"[(),;:|]", " ", line).split()
    at = 0
    while at < len(words):
        for length in range(min(_WORDS, len(words) - at), 0, -1):
            text = " ".join(words[at : at + length])
            found = in_either_order(text)
            if found is not None:
                if found[1] in _PERIODS:
                    yield text
                at += length
                break
        else:
            at += 1


def _candidates(columns: Sequence[Profile]) -> list[Profile]:
    """Columns of whole dates; else the finest of those that lack a year; else years."""
    dates = [each for each in columns if each.dates]
    partial = [each for each in columns if each.partial]
    for kind in _PERIODS:
        partial = [each for each in partial if kind_of(each.name) is kind] or partial
    return [each for each in dates if not is_year_name(each.name)] or partial or dates


def _year(clues: Clues, texts: Sequence[str], kind: Cadence | None, where: str, name: str = "") -> int:
    """The year that the column, the title, the sheet or the file says, if it is one and the dates do not pass its end.

    Raises:
        DoubtError: there is none, or several.
    """
    without = lacking(texts, kind)
    for said in ([name], list(clues.lines_above()), [clues.table.sheet or ""], [clues.table.path.stem]):
        found = years_in(said)
        if len(found) == 1 and not _turns(without, kind):
            return found.pop()
        if found:
            break
    first = without[0]
    raise DoubtError(
        f"{clues.table.where}, {where}: of which year is “{first}”? Say it with --year on the command line, "
        "or in a recipe: [date] year = 2026, or the name of a column.",
        About.YEAR,
        tuple(_answers(clues, first, kind)),
        first,
    )


def _refuse_two_years(clues: Clues, texts: Sequence[str], kind: Cadence | None, where: str, year: int) -> None:
    """Refuse one year for dates that run from the end of a year into the next.

    Raises:
        UserError: they do.
    """
    without = lacking(texts, kind)
    numbers = _days_of_year(without, kind)
    if turns(numbers, _LEAP_DAYS) and any(after < before for before, after in pairwise(numbers)):
        raise UserError(
            f"{clues.table.where}, {where}: the dates run from one year into the next, so {year} cannot be the year of"
            f" all of them, such as “{without[0]}”. Write their years into the file, or put a column Year beside them."
        )


def _answers(clues: Clues, text: str, kind: Cadence | None) -> Iterator[Answer]:
    """The year in which the file was written, and the one before."""
    written = dt.datetime.fromtimestamp(clues.table.path.stat().st_mtime, dt.UTC).year
    for year in (written, written - 1):
        day = _day(whole(text, kind, str(year)))
        if day is not None:
            yield Answer(str(year), day)


def _turns(texts: Iterable[str], kind: Cadence | None) -> bool:
    return turns(_days_of_year(texts, kind), _LEAP_DAYS)


def _days_of_year(texts: Iterable[str], kind: Cadence | None) -> list[int]:
    """The days of a leap year, from 1 to 366, on which dates without a year begin, and weeks have their middle."""
    found = [in_either_order(text) for text in (whole(text, kind, LEAP_YEAR) for text in texts) if text is not None]
    middle = dt.timedelta(days=3)
    days = [day + middle if cadence is Cadence.WEEK else day for day, cadence in filter(None, found)]
    return [day.timetuple().tm_yday for day in days if day.year == int(LEAP_YEAR)]


def _day(text: str | None) -> dt.date | None:
    found = None if text is None else in_either_order(text)
    return None if found is None else found[0]
