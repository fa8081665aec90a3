"""The table of reps: prepared texts and shapes for the row delegates, filtered and sorted by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.domain.entities import Kind
from kpidesk.domain.terms import Status
from kpidesk.gui import formats, words
from kpidesk.gui.models.reps_rows import RepRow, late_status, next_words, spoken, story, tr, value_of_target
from kpidesk.gui.roles import Role
from kpidesk.gui.sparklines import Series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kpidesk.domain.entities import Id

Index = QModelIndex | QPersistentModelIndex
WEEKS = 13
"""Weeks in a sparkline."""
_ROOT = QModelIndex()
_SEVERITY = {Status.RISK: 0, Status.WATCH: 1, Status.GOOD: 2, Status.NONE: 3}


class Col(IntEnum):
    """The columns, from left to right."""

    STATUS = 0
    REP = 1
    FOCUS = 2
    LEADING = 3
    LAGGING = 4
    NEXT = 5
    OPEN = 6


class Filter(StrEnum):
    """What the chips let through; the statuses are alternatives, everything else narrows further."""

    RISK = "risk"
    WATCH = "watch"
    GOOD = "good"
    OVERDUE = "overdue"
    STALE = "stale"


_STATUSES = {Filter.RISK: Status.RISK, Filter.WATCH: Status.WATCH, Filter.GOOD: Status.GOOD}
_TESTS: dict[Filter, Callable[[RepRow], bool]] = {
    Filter.RISK: lambda row: row.card.status is Status.RISK,
    Filter.WATCH: lambda row: row.card.status is Status.WATCH,
    Filter.GOOD: lambda row: row.card.status is Status.GOOD,
    Filter.OVERDUE: lambda row: row.overdue,
    Filter.STALE: lambda row: row.stale > 0,
}


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A row with everything its cells answer, made once."""

    row: RepRow
    found_by: str
    cells: dict[tuple[int, int], Any]


class RepsModel(QAbstractTableModel):
    """Reps by row. Sorting and filtering keep the order stable and never touch the database."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[_Line] = []
        self._shown: list[_Line] = []
        self._column, self._order = int(Col.LEADING), Qt.SortOrder.AscendingOrder
        self._text = ""
        self._filters: frozenset[Filter] = frozenset()
        self._brief = False
        self.currency = ""

    def set_rows(self, rows: Iterable[RepRow], currency: str) -> None:
        """Show other rows; selections by index are lost, so callers find the rep again with `row_of`."""
        self.currency = currency
        self._all = [_line(row, currency) for row in rows]
        self._arrange()

    def set_filter(self, text: str, filters: Iterable[Filter]) -> None:
        """Show only rows that contain every word of `text` and pass the chips."""
        self._text, self._filters = text, frozenset(filters)
        self._arrange()

    def set_brief(self, *, brief: bool) -> None:
        """In narrow tables the focus column shows its sparkline only."""
        if brief != self._brief:
            self._brief = brief
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, Col.FOCUS, Col.FOCUS)
            if self._shown:
                self.dataChanged.emit(self.index(0, Col.FOCUS), self.index(len(self._shown) - 1, Col.FOCUS))

    def count(self, of: Filter | None = None) -> int:
        """Rows that a chip lets through, whatever else is filtered."""
        return sum(1 for line in self._all if of is None or _TESTS[of](line.row))

    def row_at(self, row: int) -> RepRow | None:
        """The rep at a row."""
        return self._shown[row].row if 0 <= row < len(self._shown) else None

    def row_of(self, rep_id: Id | None) -> int:
        """Where a rep is shown, or -1."""
        return next((at for at, line in enumerate(self._shown) if line.row.rep.id == rep_id), -1)

    @property
    def shown(self) -> list[RepRow]:
        """The rows in sight, in order."""
        return [line.row for line in self._shown]

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Col)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if self._brief and index.column() == Col.FOCUS and role in {Role.TITLE, Role.META}:
            return None
        line = self._shown[index.row()]
        if role == Role.ENTITY:
            return line.row.rep
        if role == Role.ARCHIVED:
            return line.row.rep.archived
        return line.cells.get((index.column(), int(role)))

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Col):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Col.OPEN:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if section == Col.STATUS:
                return "" if role == Qt.ItemDataRole.DisplayRole else tr("Status")
            return tr("Focus") if self._brief and section == Col.FOCUS else column_name(Col(section))
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = column, order
        self._arrange()

    def _arrange(self) -> None:
        """Filter and sort anew. A reset is cheap here: the rows are at most a team."""
        self.beginResetModel()
        wanted = self._text.casefold().split()
        statuses = {_STATUSES[each] for each in self._filters if each in _STATUSES}
        rest = [_TESTS[each] for each in self._filters if each not in _STATUSES]
        self._shown = [
            line
            for line in self._all
            if (not statuses or line.row.card.status in statuses)
            and all(test(line.row) for test in rest)
            and all(word in line.found_by for word in wanted)
        ]
        self._shown.sort(key=lambda line: line.row.rep.name.casefold())
        known = [line for line in self._shown if self._sort_value(line) is not None]
        unknown = [line for line in self._shown if self._sort_value(line) is None]
        known.sort(key=self._sort_value, reverse=self._order is Qt.SortOrder.DescendingOrder)
        # Whatever is missing stands last, whichever way the column is sorted.
        self._shown = known + unknown
        self.endResetModel()

    def _sort_value(self, line: _Line) -> Any:
        return line.cells.get((self._column, int(Role.SORT)))


def column_name(column: Col) -> str:
    """The title of a column, also in the menu that sorts."""
    return {
        Col.STATUS: tr("Status"),
        Col.REP: tr("Rep"),
        Col.FOCUS: tr("Focus KPI, 13 weeks"),
        Col.LEADING: tr("Leading"),
        Col.LAGGING: tr("Lagging"),
        Col.NEXT: tr("Next one-on-one"),
        Col.OPEN: tr("Open"),
    }[column]


def _line(row: RepRow, currency: str) -> _Line:
    display, spoken_role = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
    cells: dict[tuple[int, int], Any] = {}
    for column, made in (
        (Col.STATUS, _status_cell(row)),
        (Col.REP, {Role.TITLE: row.rep.name, Role.META: story(row.card), Role.SORT: row.rep.name.casefold()}),
        (Col.FOCUS, _focus_cell(row, currency)),
        (Col.LEADING, _bar_cell(row.card.leading_attainment, 1.0)),
        (Col.LAGGING, _bar_cell(row.card.lagging_attainment, row.card.pace)),
        (Col.NEXT, _next_cell(row)),
        (Col.OPEN, _open_cell(row)),
    ):
        cells |= {(int(column), int(role)): value for role, value in made.items()}
    said = spoken(row)
    for column in Col:
        cells.setdefault((int(column), int(display)), None)
        cells[int(column), int(spoken_role)] = said
    cells[int(Col.REP), int(display)] = row.rep.name
    looked_in = (row.rep.name, row.rep.role, row.rep.email, story(row.card), row.focus.kpi.name if row.focus else "")
    return _Line(row, " ".join(looked_in).casefold(), cells)


def _status_cell(row: RepRow) -> dict[int, Any]:
    name = words.status_name(row.card.status)
    reached = formats.percent(row.card.leading_attainment)
    tip = formats.fill(tr("%1. Leading KPIs at %2 of target."), name, reached)
    return {
        Role.STATUS: row.card.status,
        Role.SORT: _SEVERITY[row.card.status],
        Qt.ItemDataRole.ToolTipRole: tip if row.card.leading_attainment is not None else name,
    }


def _focus_cell(row: RepRow, currency: str) -> dict[int, Any]:
    standing = row.focus
    if standing is None:
        return {}
    value, target = value_of_target(standing, currency)
    shown = formats.fill(tr("%1 of %2"), value, target) if standing.target is not None else value
    weeks = ", ".join(formats.amount(float(each), standing.kpi.unit, currency) for each in standing.series[-4:])
    return {
        Role.TITLE: standing.kpi.name,
        Role.META: shown,
        Role.SERIES: series_of(standing, WEEKS, status=standing.status),
        Role.SORT: standing.attainment,
        Qt.ItemDataRole.ToolTipRole: formats.fill(tr("%1: %2. Last 4 weeks: %3"), standing.kpi.name, shown, weeks),
    }


def series_of(standing: Any, weeks: int, *, status: Status | None = None) -> Series:
    """The sparkline of a standing; results of a running period pile up, so weekly targets would mislead there."""
    lagging = standing.kpi.kind is Kind.LAGGING
    targets = None if lagging else tuple(map(float, standing.target_series[-weeks:]))
    return Series(tuple(map(float, standing.series[-weeks:])), targets, standing.kpi.kind, status)


def _bar_cell(reached: float | None, tick: float | None) -> dict[int, Any]:
    return {
        Role.FRACTION: reached,
        Role.TICK: tick,
        Role.TEXT: formats.percent(reached),
        Role.SORT: reached,
    }


def _next_cell(row: RepRow) -> dict[int, Any]:
    title, meta = next_words(row, row.card.on)
    upcoming, due = row.rhythm.upcoming, row.rhythm.due_on
    day = upcoming.on if upcoming else due
    at = upcoming.at.strftime("%H:%M") if upcoming and upcoming.at else "24:00"
    return {
        Role.TITLE: title,
        Role.META: meta,
        Role.STATUS: late_status(row),
        Role.SORT: None if day is None else (day, at),
        Qt.ItemDataRole.ToolTipRole: formats.fill(tr("Agreed rhythm: %1"), formats.rhythm(row.rep.cadence_days)),
    }


def _open_cell(row: RepRow) -> dict[int, Any]:
    n = len(row.open)
    tip = formats.fill(tr("%1 stale"), str(row.stale)) if row.stale else ""
    return {
        Qt.ItemDataRole.DisplayRole: str(n) if n else formats.MISSING,
        Role.STATUS: Status.WATCH if row.stale else None,
        Role.SORT: n,
        Qt.ItemDataRole.ToolTipRole: tip,
    }
