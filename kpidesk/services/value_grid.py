"""The value grid of one KPI: rep by period, with the source of every value."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.days import to_date
from kpidesk.domain.rollup import Rolled, roll_up_all
from kpidesk.domain.terms import Cadence
from kpidesk.services.value_origins import Origins, origins
from kpidesk.services.values import ValueTable, measured, read_facts, recorded_span, table
from kpidesk.storage import queries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from kpidesk.domain.entities import Id, Kpi, Rep
    from kpidesk.domain.entries import Entries, Ints
    from kpidesk.services.values import Facts
    from kpidesk.storage.database import Connection

MOST_PERIODS = 520
FEWEST_PERIODS = 26

A = TypeVar("A", bound=npt.NDArray[Any])


@dataclass(frozen=True, slots=True, eq=False)
class ValueGrid:
    """Values of one KPI with their sources; arrays have shape (reps, periods)."""

    table: ValueTable
    cadence: Cadence
    origins: Origins
    calendar: FiscalCalendar

    @property
    def source(self) -> Ints:
        """Number of the import each value came from, 0 for typed by hand, `NOWHERE` for not recorded."""
        return self.origins.source

    @property
    def starts(self) -> tuple[dt.date, ...]:
        """First day of each period."""
        return tuple(to_date(int(day)) for day in self.table.edges[:-1])

    def with_rows(self, part: ValueGrid) -> ValueGrid | None:
        """This grid with the rows of `part` in place of its own, or None when `part` has other periods or reps."""
        ids = [rep.id for rep in self.table.reps]
        fits = np.array_equal(self.table.edges, part.table.edges) and self.cadence is part.cadence
        if not fits or self.table.kpi != part.table.kpi or any(rep.id not in ids for rep in part.table.reps):
            return None
        rows = [ids.index(rep.id) for rep in part.table.reps]
        mine, other = self.table, part.table
        rolled = Rolled(
            *(
                _patched(getattr(mine.rolled, each.name), getattr(other.rolled, each.name), rows)
                for each in fields(Rolled)
            )
        )
        patched = replace(
            mine,
            rolled=rolled,
            target=_patched(mine.target, other.target, rows),
            high=_patched(mine.high, other.high, rows),
            attainment=_patched(mine.attainment, other.attainment, rows),
        )
        return replace(
            self,
            table=patched,
            origins=Origins(
                _patched(self.origins.source, part.origins.source, rows),
                _patched(self.origins.typed_on, part.origins.typed_on, rows),
                part.origins.imports,
            ),
        )


def read_grid(
    connection: Connection, kpi: Kpi, on: dt.date, cadence: Cadence | None, reps: Collection[Id] | None
) -> ValueGrid:
    """Read the grid of a KPI up to the period that holds `on`; see `EntryService.grid`."""
    facts = read_facts(connection, archived=True)
    facts = replace(facts, reps=tuple(rep for rep in facts.reps if not rep.archived and _wanted(rep, reps)))
    calendar, ids = facts.calendar, [rep.id for rep in facts.reps]
    span = recorded_span(connection, facts.needed(kpi))
    if cadence is None:
        cadence = _recorded_cadence(connection, kpi, ids)
    first = _first_shown(calendar, cadence, on, span)
    values, found = _read(connection, facts, kpi, cadence, (first, on))
    return ValueGrid(values, cadence, origins(connection, values, found), calendar)


def _recorded_cadence(connection: Connection, kpi: Kpi, reps: Sequence[Id]) -> Cadence:
    span = queries.span(connection, [kpi.id])
    if span is not None:
        end = span[1]
        found = queries.entries(connection, reps, [kpi.id], end - 7 * FEWEST_PERIODS, end)
        if len(found):
            days = float(np.median(found.days))
            longest = ((7, Cadence.WEEK), (31, Cadence.MONTH), (92, Cadence.QUARTER))
            return next((cadence for most, cadence in longest if days <= most), Cadence.YEAR)
    return Cadence.WEEK if kpi.cadence is Cadence.DAY else kpi.cadence


def _read(
    connection: Connection, facts: Facts, kpi: Kpi, cadence: Cadence, days: tuple[dt.date, dt.date]
) -> tuple[ValueTable, Entries]:
    """Values of one KPI and the entries they are made of, which are read once."""
    edges = facts.calendar.edges(cadence, *days)
    ids, needed = [rep.id for rep in facts.reps], facts.needed(kpi)
    kpis, span = [each.id for each in needed], (int(edges[0]), int(edges[-1]))
    if kpi.is_share_of_target:
        return table(connection, facts, kpi, cadence, days), queries.entries(connection, ids, [kpi.id], *span)
    parts = queries.entries(connection, ids, kpis, *span).per_kpi(len(needed))
    rolled = roll_up_all(parts, queries.coverage(connection, ids, kpis), needed, edges, facts.attendance)[kpi.key]
    return measured(facts, kpi, edges, rolled), parts[kpis.index(kpi.id)]


def _first_shown(
    calendar: FiscalCalendar, cadence: Cadence, on: dt.date, span: tuple[dt.date, dt.date] | None
) -> dt.date:
    """The first period shown: that of the first value, but neither too few nor too many periods back."""
    latest = _back(calendar, cadence, on, FEWEST_PERIODS - 1)
    earliest = _back(calendar, cadence, on, MOST_PERIODS - 1)
    return latest if span is None else max(min(span[0], latest), earliest)


def _back(calendar: FiscalCalendar, cadence: Cadence, on: dt.date, periods: int) -> dt.date:
    for _ in range(periods):
        on = calendar.previous_start(cadence, on)
    return on


def _wanted(rep: Rep, reps: Collection[Id] | None) -> bool:
    return reps is None or rep.id in reps


def _patched(array: A, part: A, rows: list[int]) -> A:
    changed = array.copy()
    changed[rows] = part
    return changed
