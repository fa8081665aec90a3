"""The values of the whole team read last, kept with their connection: what is asked of them again is not read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.entities import Id
from kpidesk.domain.entries import Entries, Ints, positions

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """Values of some reps and KPIs that touch the days from `first` up to, not including, `end`."""

    version: object
    """What the file was like, as `queries.version` has it."""
    reps: Mapping[Id, int]
    kpis: Mapping[Id, int]
    first: int
    end: int
    entries: Entries
    rows: Mapping[int, slice]
    """Where the values of a rep stand, by position."""

    @classmethod
    def of(
        cls, version: object, reps: Sequence[Id], kpis: Sequence[Id], days: tuple[int, int], entries: Entries
    ) -> Kept:
        """Values as they were read, those of a rep side by side; from now on nobody may change them."""
        for column in fields(entries):
            getattr(entries, column.name).setflags(write=False)
        cuts = [0, *(np.flatnonzero(np.diff(entries.rep)) + 1).tolist(), len(entries)]
        rows = {int(entries.rep[begin]): slice(begin, end) for begin, end in pairwise(cuts) if end > begin}
        return cls(version, positions(reps), positions(kpis), *days, entries, rows)

    def holds(self, version: object, reps: Sequence[Id], kpis: Sequence[Id], first: int, end: int) -> bool:
        """Whether the answer to a question is among them."""
        known = self.version == version and self.first <= first and end <= self.end
        return known and self.reps.keys() >= set(reps) and self.kpis.keys() >= set(kpis)

    def replaces(self, other: Kept) -> bool:
        """Whether more is likely asked of these: the newest days of most series."""
        series, others = (len(each.reps) * len(each.kpis) for each in (self, other))
        return self.version != other.version or (self.end >= other.end and series >= others)

    def part(self, reps: Sequence[Id], kpis: Sequence[Id], first: int, end: int) -> Entries:
        """The values of some reps and KPIs that touch some days, in the same order; positions are the caller's."""
        within = self.entries
        if len(reps) == 1:
            within = within.rows(self.rows.get(self.reps[reps[0]], slice(0)))
        rep, kpi = _moved(self.reps, reps)[within.rep], _moved(self.kpis, kpis)[within.kpi]
        asked = (rep >= 0) & (kpi >= 0) & (within.start < end) & (within.end > first)
        return replace(within, rep=rep, kpi=kpi).rows(asked)


def _moved(known: Mapping[Id, int], ids: Sequence[Id]) -> Ints:
    """The caller's position of each known one, -1 for none."""
    at = np.full(len(known), -1, np.int64)
    at[[known[ident] for ident in ids]] = np.arange(len(ids))
    return at
