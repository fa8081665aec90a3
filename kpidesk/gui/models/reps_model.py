"""The table of reps: prepared texts and shapes for the row delegates, filtered and sorted by itself."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from kpidesk.domain.terms import Kind, Status
from kpidesk.gui import formats, words
from kpidesk.gui.models.reps_rows import RepRow, late_status, next_words, spoken, story, tr, value_of_target
from kpidesk.gui.models.rows_model import RowsModel
from kpidesk.gui.roles import Role
from kpidesk.gui.sparklines import Series

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from kpidesk.domain.entities import Id
    from kpidesk.gui.models.rows_model import Answers, Index

WEEKS = 13
"""Weeks in a sparkline."""
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


class RepsModel(RowsModel[RepRow]):
    """Reps by row. Sorting and filtering keep the order stable and never touch the database."""

    columns = Col
    figures = frozenset({Col.OPEN})

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Col.LEADING, parent=parent)
        self._text = ""
        self._filters: frozenset[Filter] = frozenset()
        self._brief = False
        self.currency = ""

    def set_rows(self, rows: Iterable[RepRow], currency: str) -> None:
        """Show other rows; callers find the rep again with `row_of`."""
        self.currency = currency
        self._show(rows)

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

    def count(self, of: Filter) -> int:
        """Rows that a chip lets through, whatever else is filtered."""
        return sum(map(_TESTS[of], self._all))

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._brief and index.column() == Col.FOCUS and role in {Role.TITLE, Role.META}:
            return None
        return super().data(index, role)

    @override
    def _arranged(self) -> list[RepRow]:
        wanted = self._text.casefold().split()
        statuses = {_STATUSES[each] for each in self._filters if each in _STATUSES}
        rest = [_TESTS[each] for each in self._filters if each not in _STATUSES]
        found = [
            row
            for row in self._all
            if (not statuses or row.card.status in statuses)
            and all(test(row) for test in rest)
            and all(word in _found_by(row) for word in wanted)
        ]
        found.sort(key=lambda row: row.rep.name.casefold())
        column, order = self.sorting
        by = _SORT[Col(column)]
        known = [row for row in found if by(row) is not None]
        unknown = [row for row in found if by(row) is None]
        known.sort(key=by, reverse=order is Qt.SortOrder.DescendingOrder)
        # Whatever is missing stands last, whichever way the column is sorted.
        return known + unknown

    @override
    def _ident(self, row: RepRow) -> Id:
        return row.rep.id

    @override
    def _row_answers(self, row: RepRow) -> Answers:
        return {
            Qt.ItemDataRole.AccessibleTextRole: spoken(row),
            Role.ENTITY: row.rep,
            Role.ARCHIVED: row.rep.archived,
        }

    @override
    def _cell_answers(self, row: RepRow) -> Mapping[int, Answers]:
        made = {
            Col.STATUS: _status_cell(row),
            Col.REP: _rep_cell(row),
            Col.FOCUS: _focus_cell(row, self.currency),
            Col.LEADING: _bar_cell(row.card.leading_attainment, 1.0),
            Col.LAGGING: _bar_cell(row.card.lagging_attainment, row.card.pace),
            Col.NEXT: _next_cell(row),
            Col.OPEN: _open_cell(row),
        }
        return {column: {**cells, Role.SORT: _SORT[column](row)} for column, cells in made.items()}

    @override
    def _heading(self, column: int, *, spoken: bool) -> str:
        if column == Col.STATUS and not spoken:
            return ""
        return tr("Focus") if self._brief and column == Col.FOCUS else column_name(Col(column))


def _next_day(row: RepRow) -> tuple[dt.date, str] | None:
    """Day and time of the next one-on-one, else the day it is due; one without a time comes last in its day."""
    upcoming = row.rhythm.upcoming
    if upcoming is None:
        return None if row.rhythm.due_on is None else (row.rhythm.due_on, "24:00")
    return upcoming.on, upcoming.at.strftime("%H:%M") if upcoming.at else "24:00"


_SORT: dict[Col, Callable[[RepRow], Any]] = {
    Col.STATUS: lambda row: _SEVERITY[row.card.status],
    Col.REP: lambda row: row.rep.name.casefold(),
    Col.FOCUS: lambda row: row.focus and row.focus.attainment,
    Col.LEADING: lambda row: row.card.leading_attainment,
    Col.LAGGING: lambda row: row.card.lagging_attainment,
    Col.NEXT: _next_day,
    Col.OPEN: lambda row: len(row.open),
}


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


def _found_by(row: RepRow) -> str:
    focus = row.focus.kpi.name if row.focus else ""
    return " ".join((row.rep.name, row.rep.role, row.rep.email, story(row.card), focus)).casefold()


def _rep_cell(row: RepRow) -> dict[int, Any]:
    return {
        Qt.ItemDataRole.DisplayRole: row.rep.name,
        Role.TITLE: row.rep.name,
        Role.META: story(row.card),
    }


def _status_cell(row: RepRow) -> dict[int, Any]:
    name = words.status_name(row.card.status)
    reached = formats.percent(row.card.leading_attainment)
    tip = formats.fill(tr("%1. Leading KPIs at %2 of target."), name, reached)
    return {
        Role.STATUS: row.card.status,
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
    }


def _next_cell(row: RepRow) -> dict[int, Any]:
    title, meta = next_words(row, row.card.on)
    return {
        Role.TITLE: title,
        Role.META: meta,
        Role.STATUS: late_status(row),
        Qt.ItemDataRole.ToolTipRole: formats.fill(tr("Agreed rhythm: %1"), formats.rhythm(row.rep.cadence_days)),
    }


def _open_cell(row: RepRow) -> dict[int, Any]:
    n = len(row.open)
    tip = formats.fill(tr("%1 stale"), str(row.stale)) if row.stale else ""
    return {
        Qt.ItemDataRole.DisplayRole: str(n) if n else formats.MISSING,
        Role.STATUS: Status.WATCH if row.stale else None,
        Qt.ItemDataRole.ToolTipRole: tip,
    }
