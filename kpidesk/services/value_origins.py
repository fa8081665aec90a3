"""Where rolled-up values came from: the file and day of an import, or the day they were typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kpidesk.domain.days import to_date
from kpidesk.domain.entities import Import
from kpidesk.domain.entries import BY_HAND, Entries, Ints
from kpidesk.domain.placing import period_of, without_overridden
from kpidesk.storage import queries, records

if TYPE_CHECKING:
    from kpidesk.services.values import ValueTable
    from kpidesk.storage.database import Connection

NOWHERE = -1
"""The source of a value that was not recorded itself: missing, worked out from other KPIs, or a known zero."""


@dataclass(frozen=True, slots=True, eq=False)
class Origins:
    """Where the values of a table came from; arrays have shape (reps, periods)."""

    source: Ints
    """Number of the import, 0 for typed by hand, `NOWHERE` for not recorded."""
    typed_on: Ints
    """Day number on which a value was typed, `NOWHERE` where it was not or nobody knows."""
    imports: Mapping[int, Import]

    def told(self, row: int, column: int) -> dict[str, Any]:
        """File or hand, and the day, as the command line answers; None where there is none."""
        number, typed = int(self.source[row, column]), int(self.typed_on[row, column])
        if number == BY_HAND:
            return {"source": "typed by hand", "source_on": None if typed == NOWHERE else to_date(typed)}
        found = self.imports.get(number)
        day = None if found is None else found.at.astimezone().date()
        return {"source": None if found is None else found.file, "source_on": day}


def origins(connection: Connection, values: ValueTable, entries: Entries) -> Origins:
    """Where values came from; `entries` are those of their KPI in the same days, with the same reps."""
    entries = without_overridden(entries)
    by_hand = entries.rows(entries.source == BY_HAND)
    imports = {each.no: each for each in records.select(connection, Import)}
    return Origins(_sources(entries, by_hand, values), _typed_on(connection, by_hand, values), imports)


def _sources(entries: Entries, by_hand: Entries, values: ValueTable) -> Ints:
    """The newest import behind each value, or 0 where any part of it was typed by hand."""
    found = _spread(entries, entries.source, values)
    typed = _spread(by_hand, by_hand.source, values) == BY_HAND
    return np.where(typed, BY_HAND, np.where(np.isnan(values.rolled.value), NOWHERE, found))


def _typed_on(connection: Connection, by_hand: Entries, values: ValueTable) -> Ints:
    """The newest day on which any part of a value was typed."""
    known = {}
    if len(by_hand):
        ids, first, end = [rep.id for rep in values.reps], int(by_hand.start.min()), int(by_hand.start.max()) + 1
        known = queries.typed_days(connection, ids, values.kpi.id, first, end)
    keys = zip(by_hand.rep.tolist(), by_hand.start.tolist(), strict=True)
    return _spread(by_hand, np.array([known.get(key, NOWHERE) for key in keys], np.int64), values)


def _spread(entries: Entries, what: Ints, values: ValueTable) -> Ints:
    """The largest of some numbers of entries by cell; `NOWHERE` where there are none."""
    periods = len(values.edges) - 1
    found = np.full((len(values.reps), periods), NOWHERE, np.int64)
    # A value that straddles an edge is split over both periods, so it is the source of both.
    for days in (entries.start, entries.end - 1):
        period = period_of(days, values.edges)
        within = (period >= 0) & (period < periods)
        np.maximum.at(found, (entries.rep[within], period[within]), what[within])
    return found
