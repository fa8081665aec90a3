"""Recorded values as columns of numbers: what storage reads and the roll-up adds up."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from kpidesk.domain.calendars import Days
from kpidesk.domain.days import day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpidesk.domain.entities import Id, KpiEntry

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

BY_HAND = 0
"""The source number of values typed by hand."""


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Values of any number of reps and KPIs, one row each; NaN is missing.

    All arrays have shape (rows,). `rep` and `kpi` are positions in the caller's lists of reps and KPIs; `start` is a
    day number and the value holds for `days` days from it on; `source` is the import number, 0 for typed by hand.
    """

    rep: Ints
    kpi: Ints
    start: Days
    days: Ints
    numerator: Floats
    denominator: Floats
    source: Ints

    def __post_init__(self) -> None:
        if len({getattr(self, field.name).shape for field in fields(self)}) != 1:
            raise ValueError("the columns of entries must be equally long")

    def __len__(self) -> int:
        return len(self.rep)

    @property
    def end(self) -> Days:
        """The first day after each value."""
        return self.start + self.days

    def joined(self, other: Entries) -> Entries:
        """These rows and those of `other` after them."""
        if not len(self):
            return other
        return Entries(*(np.append(getattr(self, field.name), getattr(other, field.name)) for field in fields(self)))

    @classmethod
    def empty(cls) -> Entries:
        """No rows."""
        whole, real = np.zeros(0, np.int64), np.zeros(0)
        return cls(whole, whole, whole, whole, real, real, whole)

    @classmethod
    def of(cls, entries: Iterable[KpiEntry], reps: Sequence[Id], kpis: Sequence[Id]) -> Entries:
        """The columns of some entities; entries of other reps or KPIs are left out."""
        at_rep, at_kpi = positions(reps), positions(kpis)
        rows = [e for e in entries if e.rep_id in at_rep and e.kpi_id in at_kpi]
        return cls(
            np.array([at_rep[e.rep_id] for e in rows], np.int64),
            np.array([at_kpi[e.kpi_id] for e in rows], np.int64),
            np.array([day_number(e.start) for e in rows], np.int64),
            np.array([e.days for e in rows], np.int64),
            np.array([e.numerator for e in rows], np.float64),
            np.array([np.nan if e.denominator is None else e.denominator for e in rows], np.float64),
            np.array([e.source for e in rows], np.int64),
        )

    def rows(self, which: Ints | Flags | slice) -> Entries:
        """The rows at some positions, of a slice, or where a mask is true."""
        if isinstance(which, np.ndarray) and which.dtype == np.bool_ and which.all():
            return self
        return Entries(*(getattr(self, field.name)[which] for field in fields(self)))

    def per_kpi(self, n_kpis: int) -> list[Entries]:
        """One `Entries` for each KPI position."""
        # numpy sorts the smallest integers by counting.
        small = self.kpi.astype(np.uint16)
        ordered = self if np.all(small[1:] >= small[:-1]) else self.rows(np.argsort(small, kind="stable"))
        cuts = np.searchsorted(ordered.kpi, np.arange(n_kpis + 1))
        return [ordered.rows(slice(int(cuts[i]), int(cuts[i + 1]))) for i in range(n_kpis)]


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Spans in which imports saw everything: a rep without rows there has a true zero for counts and sums.

    All arrays have shape (spans,); `first` and `last` are day numbers, both included.
    """

    rep: Ints
    kpi: Ints
    first: Days
    last: Days

    def __len__(self) -> int:
        return len(self.rep)

    @classmethod
    def empty(cls) -> Coverage:
        """No spans: nothing is known to be zero."""
        none = np.zeros(0, np.int64)
        return cls(none, none, none, none)

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int, int, int]]) -> Coverage:
        """From rows of (rep position, KPI position, first day, last day)."""
        table = np.array(list(spans), np.int64).reshape(-1, 4)
        return cls(table[:, 0], table[:, 1], table[:, 2], table[:, 3])

    def of_kpi(self, kpi: int) -> Coverage:
        """The spans of one KPI position."""
        at = self.kpi == kpi
        return Coverage(self.rep[at], self.kpi[at], self.first[at], self.last[at])

    def merged(self) -> Coverage:
        """Overlapping and touching spans of a rep as one span, in order; for spans of one KPI."""
        if len(self) < 2:
            return self
        order = np.lexsort((self.last, self.first, self.rep))
        rep, first, last = self.rep[order], self.first[order], self.last[order]
        # Shift each rep into a stretch of days of its own, so that one running maximum serves all of them.
        shift = (rep - rep[0]) * (int(last.max() - first.min()) + 2)
        reach = np.maximum.accumulate(last + shift)
        begins = np.flatnonzero(np.append(True, (first + shift)[1:] > reach[:-1] + 1))
        ends = np.append(begins[1:], len(rep)) - 1
        return Coverage(rep[begins], self.kpi[order][begins], first[begins], reach[ends] - shift[ends])


def positions(ids: Sequence[Id]) -> Mapping[Id, int]:
    """Where each id stands in a list."""
    return {ident: at for at, ident in enumerate(ids)}
