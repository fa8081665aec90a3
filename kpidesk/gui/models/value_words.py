"""How the value grid words its periods and where a value came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from kpidesk.domain.days import naming_day, to_date
from kpidesk.domain.entries import BY_HAND
from kpidesk.domain.rollup import Gap
from kpidesk.domain.terms import Cadence
from kpidesk.gui import formats

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.services.value_grid import ValueGrid


MOST_NAMED = 6
"""So many wrong cells are named one by one."""


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("value_words", text)


def period_name(start: dt.date, cadence: Cadence) -> str:
    """A period inside a sentence: "week 31", "July 2026"."""
    if cadence is Cadence.WEEK:
        return formats.fill(tr("week %1"), formats.week_from(start)[1:])
    if cadence is Cadence.DAY:
        return formats.weekday(start)
    if cadence is Cadence.MONTH:
        return f"{formats.month(naming_day(start))} {naming_day(start).year}"
    name = tr("the quarter from %1") if cadence is Cadence.QUARTER else tr("the year from %1")
    return formats.fill(name, formats.dated(start))


def period_head(start: dt.date, cadence: Cadence) -> str:
    """A period over its column: "W31", "Jul 26"."""
    if cadence is Cadence.WEEK:
        return formats.week_from(start)
    if cadence is Cadence.DAY:
        return formats.day(start)
    return QLocale().toString(formats.qdate(naming_day(start)), "yyyy" if cadence is Cadence.YEAR else "MMM yy")


def periods_title(cadence: Cadence) -> str:
    """What the values of a grid are called."""
    return {
        Cadence.DAY: tr("Daily values"),
        Cadence.WEEK: tr("Weekly values"),
        Cadence.MONTH: tr("Monthly values"),
        Cadence.QUARTER: tr("Quarterly values"),
        Cadence.YEAR: tr("Yearly values"),
    }[cadence]


def origin(grid: ValueGrid, row: int, column: int) -> str:
    """Where a value came from, or why there is none: "imported 17 Aug", "typed by hand"; empty for plain missing."""
    number, rolled = int(grid.source[row, column]), grid.table.rolled
    gap = Gap(int(rolled.gap[row, column]))
    if gap is not Gap.NONE:
        return {
            Gap.EMPTY_DENOMINATOR: tr("nothing to divide by"),
            Gap.TOO_COARSE: tr("only a longer period is known"),
            Gap.CANNOT_BE_ROLLED_UP: tr("cannot be rolled up"),
        }.get(gap, "")
    said = _from(grid, number, row, column)
    return f"{said}, {tr('estimated: split by days worked')}" if rolled.estimated[row, column] else said


def _from(grid: ValueGrid, number: int, row: int, column: int) -> str:
    if number == BY_HAND:
        day = int(grid.origins.typed_on[row, column])
        return tr("typed by hand") if day < 0 else formats.fill(tr("typed by hand on %1"), formats.day(to_date(day)))
    found = grid.origins.imports.get(number)
    if found is None:
        derived = grid.table.kpi.numerator_key is not None
        return tr("worked out from other KPIs") if derived else tr("the import has no rows here")
    return formats.fill(tr("imported %1 from %2"), formats.day(found.at.astimezone().date()), found.file)


def refusal(sentences: Sequence[str]) -> str:
    """Why some cells were not kept, a line each: as many as can be read, and how many more."""
    if len(sentences) == 1:
        return sentences[0]
    said = formats.fill(tr("%1 cells cannot be kept, so nothing was changed."), formats.number(len(sentences)))
    rest = len(sentences) - MOST_NAMED
    more = [formats.fill(tr("and %1 more"), formats.number(rest))] if rest > 0 else []
    return "\n".join([said, *sentences[:MOST_NAMED], *more])


def counted(grid: ValueGrid, row: int, column: int) -> str:
    """A rate in plain counts: "3 of 4"."""
    rolled = grid.table.rolled
    sides = (float(rolled.numerator[row, column]), float(rolled.denominator[row, column]))
    return formats.fill(tr("%1 of %2"), *map(formats.number, sides))


def sources(grid: ValueGrid) -> str:
    """Where the values of a grid come from as a whole: "crm.csv, imported 17 Aug; some typed by hand"."""
    numbers = set(grid.source[grid.source >= 0].tolist())
    newest = max(numbers, default=-1)
    parts = []
    if newest > BY_HAND and newest in grid.origins.imports:
        found = grid.origins.imports[newest]
        parts.append(f"{found.file}, {formats.fill(tr('imported %1'), formats.day(found.at.astimezone().date()))}")
    if BY_HAND in numbers:
        parts.append(tr("some typed by hand") if parts else tr("typed by hand"))
    if not parts and grid.table.kpi.numerator_key is not None:
        parts.append(tr("worked out from other KPIs"))
    return "; ".join(parts) or tr("no values yet")
