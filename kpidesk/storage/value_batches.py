"""Values on their way from a file into the team file, as columns of numbers: a million of them take 18 MB."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Long: TypeAlias = npt.NDArray[np.int64]
    Floats: TypeAlias = npt.NDArray[np.float64]

Columns: TypeAlias = (
    "tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int], Sequence[float], Sequence[float] | None]"
)
"""Numbers of rep and KPI, first day number, days, numerator and, for ratios with two sides, denominator."""

NEW_REP, NEW_KPI = 2**20, 2**14
"""Reps and KPIs still to be made are numbered from here on: above all that exist, in the order they will get."""

_REP, _KPI = 37, 22
"""Bits right of the rep and of the KPI in a key; the rest is the first day."""
_DAY = 2**21
"""Added to day numbers, so that none is negative."""
_TOGETHER = 150_000
"""Values sorted together. The more, the fewer times the table is walked through while they are written."""
_AT_ONCE = 5_000
_NO_KEYS = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some values; all arrays are equally long. Without `bottoms` none of them has a denominator."""

    keys: Long
    """Rep, KPI and first day in one number, see `packed`."""
    days: npt.NDArray[np.int16]
    tops: Floats
    bottoms: Floats | None

    def __len__(self) -> int:
        return len(self.tops)

    @property
    def reps(self) -> Long:
        """The numbers of the reps."""
        return reps_of(self.keys)

    def keys_of(self, rep_no: int) -> Long:
        """The keys of one rep."""
        low, high = np.searchsorted(self.keys, np.array([rep_no, rep_no + 1]) << _REP)
        return self.keys[low:high]

    def renumbered(self, reps: Mapping[int, int], kpis: Mapping[int, int]) -> Batch:
        """The values with other numbers for some reps and KPIs."""
        if not reps and not kpis:
            return self
        keys = packed(_other(self.reps, reps), _other(kpis_of(self.keys), kpis), starts_of(self.keys))
        return Batch(keys, self.days, self.tops, self.bottoms)

    def rows(self) -> Iterator[list[tuple[int | float, ...]]]:
        """Rep, KPI, first day, days, numerator and, where there is one, denominator; some thousands at a time."""
        for at in range(0, len(self), _AT_ONCE):
            some = slice(at, at + _AT_ONCE)
            keys = self.keys[some]
            columns: list[Any] = [reps_of(keys), kpis_of(keys), starts_of(keys), self.days[some], self.tops[some]]
            columns += [] if self.bottoms is None else [self.bottoms[some]]
            yield list(zip(*(column.tolist() for column in columns), strict=True))


def packed(reps: Any, kpis: Any, starts: Any) -> Long:
    """One number for each rep, KPI and first day, in their order."""
    keys = np.array(reps, np.int64) << _REP
    keys += np.array(kpis, np.int64) << _KPI
    keys += np.array(starts, np.int64) + _DAY
    return keys


def reps_of(keys: Long) -> Long:
    """The numbers of the reps in some keys."""
    found: Long = keys >> _REP
    return found


def kpis_of(keys: Long) -> Long:
    """The numbers of the KPIs in some keys."""
    found: Long = keys >> _KPI & 2 ** (_REP - _KPI) - 1
    return found


def starts_of(keys: Long) -> Long:
    """The first day numbers in some keys."""
    found: Long = (keys & 2**_KPI - 1) - _DAY
    return found


def packing() -> str:
    """What `packed` does, as SQL over a row with these columns."""
    return f"(rep_no << {_REP}) + (kpi_no << {_KPI}) + start + {_DAY}"


def batches(columns: Iterable[Columns]) -> list[Batch]:
    """Values gathered into batches by rep, KPI and first day, those with a denominator apart."""
    found: list[Batch] = []
    waiting: dict[bool, list[Batch]] = {True: [], False: []}
    for reps, kpis, starts, days, tops, bottoms in columns:
        parts = waiting[bottoms is None]
        halves = np.array(tops, np.float64), None if bottoms is None else np.array(bottoms, np.float64)
        parts.append(Batch(packed(reps, kpis, starts), np.array(days, np.int16), *halves))
        if sum(map(len, parts)) >= _TOGETHER:
            found.append(_sorted(parts))
    return found + [_sorted(parts) for parts in waiting.values() if parts]


def repeats(found: Iterable[Batch], *, alike: bool) -> Long:
    """The keys that stand twice in one of the batches, with other numbers or, `alike`, with the same ones."""
    keys = [_NO_KEYS]
    for batch in found:
        for at in range(0, len(batch), _AT_ONCE):
            here, before = slice(at + 1, at + 1 + _AT_ONCE), slice(at, min(at + _AT_ONCE, len(batch) - 1))
            twice = batch.keys[here] == batch.keys[before]
            if not twice.any():
                continue
            same = batch.tops[here] == batch.tops[before]
            if batch.bottoms is not None:
                same &= batch.bottoms[here] == batch.bottoms[before]
            keys.append(batch.keys[here][twice & (same if alike else ~same)])
    return np.concatenate(keys)


def keys_after(found: Iterable[Batch], day: int) -> Long:
    """The keys whose first day comes after a day number, by that day."""
    parts = (batch.keys[at : at + _AT_ONCE] for batch in found for at in range(0, len(batch), _AT_ONCE))
    late = np.concatenate([_NO_KEYS, *(part[starts_of(part) > day] for part in parts)])
    return late[np.argsort(starts_of(late), kind="stable")]


def _sorted(parts: list[Batch]) -> Batch:
    """The values of some batches in one, those of one key in their order; the parts are given up for their memory."""
    keys = np.concatenate([part.keys for part in parts])
    days = np.concatenate([part.days for part in parts])
    tops = np.concatenate([part.tops for part in parts])
    lower = [part.bottoms for part in parts if part.bottoms is not None]
    bottoms = np.concatenate(lower) if lower else None
    parts.clear()
    order = np.argsort(keys, kind="stable")
    return Batch(keys[order], days[order], tops[order], None if bottoms is None else bottoms[order])


def _other(numbers: Long, others: Mapping[int, int]) -> Long:
    found = numbers.copy()
    for old, new in others.items():
        found[numbers == old] = new
    return found
