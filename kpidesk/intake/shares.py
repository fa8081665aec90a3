"""Percent KPIs are fractions, but files also write them as whole percents: decided over all values of one KPI."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.intake.values import Cell, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpidesk.intake.problems import Tally

_HUNDREDTH = 0.01

Spot: TypeAlias = tuple[int, str, Cell]
"""Row number and column of a cell, and what it holds."""


@dataclass(frozen=True, slots=True)
class Held:
    """A value, or target, that waits for the others of its KPI."""

    rep: int
    kpi: int
    span: tuple[int, int] | None
    """First day number and days; None for a target without a day."""
    spot: Spot
    value: float
    target: bool

    @property
    def is_plain(self) -> bool:
        """Whether no sign says that the number is in percent."""
        return not as_text(self.spot[2]).endswith("%") and self.value != 0


class Shares:
    """Holds the cells of some percent KPIs until all are read, since one cell alone tells nothing."""

    def __init__(self, largest: Mapping[int, float], tally: Tally) -> None:
        """Set the KPIs in doubt by number, each with the largest fraction it can be, and where to tell."""
        self._largest, self._tally = largest, tally
        self._held: dict[tuple[int, bool], list[Held]] = {}

    def __contains__(self, kpi: int) -> bool:
        return kpi in self._largest

    def hold(self, held: Held) -> None:
        """Keep a value, or target, of a KPI in doubt."""
        self._held.setdefault((held.kpi, held.target), []).append(held)

    def settled(self) -> Iterator[Held]:
        """All that can be told, as fractions; the rest is reported.

        Whole percents are the rule if more than half of the numbers without a sign are too large to be fractions. Then
        a small number is in doubt if it would be among them as a fraction; else each large number is.
        """
        for (kpi, _target), held in self._held.items():
            largest = self._largest[kpi]
            plain = [each for each in held if each.is_plain]
            large = [each for each in plain if abs(each.value) > largest]
            whole = 2 * len(large) > len(plain)
            top = max((abs(each.value) for each in large), default=0.0)
            if whole:
                self._tell_whole(large[0])
            for each in held:
                is_large = abs(each.value) > largest
                among = abs(each.value) <= top * _HUNDREDTH
                if each.is_plain and (among if whole and not is_large else is_large and not whole):
                    self._leave_out(each, whole=whole)
                else:
                    yield replace(each, value=each.value / 100) if whole and each.is_plain else each

    def _tell_whole(self, first: Held) -> None:
        row, column, cell = first.spot
        text = as_text(cell)
        said = f"Column “{column}” holds whole percents: {text} was taken as {text}%, and so on."
        self._tally.note(row, column, text, f"{said} A recipe with scale = 0.01 says so without this line.")

    def _leave_out(self, held: Held, *, whole: bool) -> None:
        row, column, cell = held.spot
        text = as_text(cell)
        others = "whole percents" if whole else "fractions or percent signs"
        said = f"“{text}” stands among {others}: is it {text}% or {held.value * 100:,.6g}%?"
        self._tally.note(row, column, text, f"{said} Write the sign. Left empty, not counted as zero.")
