"""What was left out while reading, and why: kept by row, so that the report can say it."""

from __future__ import annotations

from dataclasses import dataclass, field

KEPT = 1_000
"""Problems listed one by one; what comes after is only counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was not taken over; `row` is the row of the file from 1 on, None for the whole file."""

    row: int | None
    column: str | None
    value: str | None
    reason: str


@dataclass(slots=True)
class _Group:
    row: int | None
    column: str | None
    value: str
    reason: str
    rows: int = 0
    left_out: bool = True

    def sentence(self) -> str:
        if self.left_out:
            rows = "1 row is" if self.rows == 1 else f"{self.rows} rows are"
            return f"{self.reason} {rows} left out."
        if self.rows == 1:
            return self.reason
        return f"{self.reason} {self.rows} cells{'' if self.row is None else f', the first in row {self.row}'}."


@dataclass(slots=True)
class Tally:
    """Counts rows and collects problems during one reading."""

    rows_read: int = 0
    rows_used: int = 0
    rows_left_out: int = 0
    rows_skipped: int = 0
    """Totals, notes and other lines of the table that are no data."""
    _problems: list[Problem] = field(default_factory=list)
    _groups: dict[tuple[str | None, str, str], _Group] = field(default_factory=dict)
    _more: int = 0

    def note(self, row: int | None, column: str | None, value: object, reason: str) -> None:
        """Keep a problem that costs a value, not a row."""
        if len(self._problems) < KEPT:
            self._problems.append(Problem(row, column, None if value is None else str(value)[:200], reason))
        else:
            self._more += 1

    def refuse(self, row: int, column: str | None, value: object, reason: str) -> None:
        """Leave a row out."""
        self.rows_left_out += 1
        self.note(row, column, value, reason)

    def refuse_alike(self, row: int, column: str | None, value: str, reason: str) -> None:
        """Leave a row out for a reason that many rows share; they become one problem."""
        self.rows_left_out += 1
        group = self._groups.setdefault((column, value, reason), _Group(row, column, value[:200], reason))
        group.rows += 1

    def note_alike(self, row: int | None, column: str | None, value: str, reason: str) -> None:
        """Keep a problem that costs a value and that many cells of a column share; they become one problem."""
        group = self._groups.setdefault((column, "", reason), _Group(row, column, value[:200], reason, left_out=False))
        group.rows += 1

    def problems(self) -> list[Problem]:
        """All problems in the order of their rows."""
        groups = self._groups.values()
        found = [*self._problems, *(Problem(each.row, each.column, each.value, each.sentence()) for each in groups)]
        found.sort(key=lambda problem: problem.row or 0)
        if self._more:
            found.append(Problem(None, None, None, f"{self._more} more problems of the same kinds."))
        return found
