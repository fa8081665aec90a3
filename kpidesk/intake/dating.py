"""Dates that something else makes whole: a year in a title or a column of its own, a header that says what 5 is."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Cadence
from kpidesk.intake.dates import in_either_order
from kpidesk.intake.months import MONTHS
from kpidesk.intake.recipes import FILE_PERIOD
from kpidesk.intake.values import Cell, as_text, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpidesk.intake.recipes import Recipe
    from kpidesk.intake.tables import Batch, Table

LEAP_YEAR = "2020"
"""A year that has a 29th of February and a week 53."""
_KINDS = {
    Cadence.WEEK: ("week", "kw", "woche", "kalenderwoche", "semaine", "wk", "cw"),
    Cadence.MONTH: ("month", "monat", "mois", "mes"),
    Cadence.QUARTER: ("quarter", "quartal", "trimestre", "qtr"),
}
_SIGNS = {Cadence.WEEK: "W", Cadence.MONTH: "", Cadence.QUARTER: "Q"}
_KIND = {name: kind for kind, names in _KINDS.items() for name in names}
_BESIDE = frozenset({"number", "no", "nr", "num", "iso", "calendar", "of", "year", "name"})
_YEAR_WORDS = frozenset({"year", "jahr", "annee", "ano", "anno", "calendar year", "kalenderjahr"})
_DATE_WORDS = frozenset({"date", "datum", "fecha"})
_DATE_NAMES = frozenset(("day", "tag", "jour", "period", "periode", "zeitraum", *_KIND, *_YEAR_WORDS, *_DATE_WORDS))
_NUMBER, _YEAR_AND_NUMBER = re.compile(r"\d{1,2}"), re.compile(r"(\d{4})(\d{2})")
_MONTH_AND_NUMBER = re.compile(rf"(?:{'|'.join(MONTHS)})\.? +(\d{{1,2}})")
_PLAIN_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*")
_CODE = re.compile(r"[a-z] ?\d+")
_ONE_LETTER = re.compile(r"[st] ?\d+")
_MANY = 3
"""More different numbers than these behind the names of months are days, not years."""
_STANDALONE = re.compile(r"(?<!\d)(?<!\d[-./_])(?<!fy)(?<!fy )((?:19|20)\d\d)(?![-./_]?\d)", re.IGNORECASE)


def kind_of(header: str) -> Cadence | None:
    """What the plain numbers of a column are that is called week, month or quarter."""
    words = [word for word in re.findall(r"[a-z]+", fold(header)) if word not in _BESIDE]
    return _KIND.get(words[0]) if len(words) == 1 else None


def is_date_name(header: str) -> bool:
    """Whether the name of a column says that all it holds are dates, even if they look like plain numbers."""
    words = re.findall(r"[a-z]+", fold(header).replace("_", " "))
    return " ".join(words) in _DATE_NAMES or bool(words and {words[0], words[-1]} & _DATE_WORDS)


def is_code(text: str) -> bool:
    """Whether a text is a letter and a number: Q1 is a quarter only under a header that says so."""
    return _CODE.fullmatch(fold(text)) is not None


def is_year_name(header: str) -> bool:
    """Whether a column is called year."""
    return fold(header) in _YEAR_WORDS


def whole(cell: Cell, kind: Cadence | None, year: str | None) -> str | None:
    """The text of a date with what it lacks; None if it is whole, no date, or needs a year and there is none.

    Args:
        cell: "KW 5", "Jan", "Q1", "05.01.", "01.01.-07.01.", and under a header that says so 5 or 202605.
        kind: What its header says it is.
        year: Four digits.
    """
    text = fold(as_text(cell))
    if kind in {Cadence.WEEK, Cadence.MONTH} and (six := _YEAR_AND_NUMBER.fullmatch(text)):
        return f"{six[1]}-{'W' if kind is Cadence.WEEK else ''}{six[2]}"
    return None if year is None else _with_year(as_text(cell), kind, year)


def _with_year(written: str, kind: Cadence | None, year: str) -> str | None:
    text = fold(written)
    if _NUMBER.fullmatch(text):
        return None if kind is None else f"{year}-{_SIGNS[kind]}{int(text):0{1 if kind is Cadence.QUARTER else 2}}"
    if _MONTH_AND_NUMBER.fullmatch(text):
        return f"{written}, {year}"
    if not _may_lack(text, kind) or _is_date(text):
        return None
    glue = "/" if "/" in text else "" if text.endswith(".") and text[-2:-1].isdigit() else " "
    return f"{written}{glue}{year}" if _is_date(f"{text}{glue}{LEAP_YEAR}") else None


def _may_lack(text: str, kind: Cadence | None) -> bool:
    """Whether it is worth a closer look: no number, and without a digit only the name of a month."""
    if _PLAIN_NUMBER.fullmatch(text) or (kind is None and _ONE_LETTER.fullmatch(text)):
        return False
    return text.rstrip(".") in MONTHS or any(map(str.isdigit, text))


def _is_date(text: str) -> bool:
    return in_either_order(text) is not None


def lacking(cells: Iterable[Cell], kind: Cadence | None) -> list[str]:
    """The texts of a column that are dates only with a year, or with what its header says.

    "Jan 12" is a month of 2012, unless such numbers have one digit or are more than years would be.
    """
    texts = [as_text(cell) for cell in cells]
    days = {match[1] for text in texts if (match := _MONTH_AND_NUMBER.fullmatch(fold(text)))}
    short = any(len(day) == 1 for day in days) or len(days) > _MANY
    return [
        text
        for text in texts
        if (short or not _MONTH_AND_NUMBER.fullmatch(fold(text))) and whole(text, kind, LEAP_YEAR) is not None
    ]


def needs_year(cells: Iterable[Cell], kind: Cadence | None) -> bool:
    """Whether one of the dates of a column is without a year."""
    return any(whole(text, kind, None) is None for text in lacking(cells, kind))


def period_texts(columns: Iterable[str]) -> list[str]:
    """The names of columns that are periods, or would be with a year; one alone that would be is a name."""
    names = list(columns)
    without = lacking(names, None)
    without = [] if len(without) < 2 else without
    return [name for name in names if name in without or _is_date(fold(name))]


def years_in(texts: Iterable[str]) -> set[int]:
    """The years that stand in some texts, not as part of a date."""
    return {int(year) for text in texts for year in _STANDALONE.findall(text)}


def turns(days: Iterable[int], around: int) -> bool:
    """Whether days of one year, by their numbers from 1 to `around`, look like its end and the start of the next.

    They do if the longest stretch between them is longer than the one from the last over the turn to the first.
    """
    numbers = sorted(set(days))
    longest = max((after - before for before, after in pairwise(numbers)), default=0)
    return bool(numbers) and longest > around - numbers[-1] + numbers[0]


def dated(table: Table, recipe: Recipe) -> Table:
    """The table with whole dates, in its cells or, with a column for each period, in its header."""
    date = recipe.date
    if date.value is not None:
        return _of_one_period(table, date.value)
    names = {date.column, *(rule.date for rule in recipe.kpis)} - {None}
    columns = {at: kind_of(name) for name in names if name and table.has(name) for at in (table.at(name),)}
    year_at = table.at(date.year) if isinstance(date.year, str) else None
    said = str(date.year) if isinstance(date.year, int) else None
    if said is None and year_at is None and not any(_lacks_header(table, at, kind) for at, kind in columns.items()):
        return table
    known: dict[tuple[Cell, str | None, Cadence | None], Cell] = {}

    def fixed(row: list[Cell]) -> list[Cell]:
        year = said if year_at is None else _year_of(row, year_at)
        row = list(row)
        for at, kind in columns.items():
            if at < len(row):
                key = row[at], year, kind
                if key not in known:
                    known[key] = whole(row[at], kind, year) or row[at]
                row[at] = known[key]
        return row

    def batches() -> Iterator[Batch]:
        for first, rows in table.batches():
            yield first, list(map(fixed, rows))

    header = table.columns
    if said is not None:
        header = tuple(name if at in columns else whole(name, None, said) or name for at, name in enumerate(header))
    return replace(
        table, columns=header, head=list(map(fixed, table.head)), _batches=batches, skip_footer=0, missing=frozenset()
    )


def _year_of(row: list[Cell], at: int) -> str | None:
    """The year that a row says in a column; None if it says none, or not with four digits."""
    text = as_text(row[at]) if at < len(row) else ""
    return text if len(text) == 4 else None


def _of_one_period(table: Table, period: str) -> Table:
    """The table with one column more, which says the period; rows of one cell are remarks and stay as they are."""
    width = len(table.columns)

    def longer(row: list[Cell]) -> list[Cell]:
        filled = sum(not is_blank(cell) for cell in row)
        return [*row[:width], *[""] * (width - len(row)), period if filled > 1 else "", *row[width:]]

    def batches() -> Iterator[Batch]:
        for first, rows in table.batches():
            yield first, list(map(longer, rows))

    return replace(
        table,
        columns=(*table.columns, FILE_PERIOD),
        head=list(map(longer, table.head)),
        _batches=batches,
        skip_footer=0,
        missing=frozenset(),
    )


def _lacks_header(table: Table, at: int, kind: Cadence | None) -> bool:
    return kind is not None and any(whole(row[at], kind, None) is not None for row in table.head if at < len(row))
