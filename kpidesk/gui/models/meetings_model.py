"""The table of one-on-ones: planned, held and called off, filtered and sorted by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.domain.entities import Id, MeetingStatus, OneOnOne, Rep
from kpidesk.domain.meeting_totals import Totals
from kpidesk.domain.terms import Status
from kpidesk.gui import formats
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Col(IntEnum):
    """The columns, from left to right."""

    REP = 0
    WHEN = 1
    LENGTH = 2
    NOTES = 3


class Filter(StrEnum):
    """What the chips let through; they are alternatives."""

    AHEAD = "ahead"
    HELD = "held"
    OFF = "off"


_STATUSES = {
    Filter.AHEAD: frozenset({MeetingStatus.PLANNED, MeetingStatus.RUNNING}),
    Filter.HELD: frozenset({MeetingStatus.HELD}),
    Filter.OFF: frozenset({MeetingStatus.CANCELLED, MeetingStatus.NO_SHOW}),
}


def tr(text: str) -> str:
    """Translate a text of the Meetings page."""
    return QCoreApplication.translate("meetings", text)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One one-on-one with whom and how much."""

    meeting: OneOnOne
    rep: Rep
    totals: Totals

    @property
    def forecast_minutes(self) -> float:
        """Measured where the timer ran, else planned."""
        if self.totals.seconds > 0:
            return self.totals.forecast_seconds / 60
        return self.totals.forecast_minutes


class MeetingsModel(QAbstractTableModel):
    """One-on-ones by row. The texts of a row are made when it is first seen, so long histories cost nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[MeetingRow] = []
        self._shown: list[MeetingRow] = []
        self._cells: dict[Id, dict[tuple[int, int], Any]] = {}
        self._column, self._order = int(Col.WHEN), Qt.SortOrder.DescendingOrder
        self._words: tuple[str, ...] = ()
        self._filters: frozenset[Filter] = frozenset()
        self._rep: Id | None = None
        self._found: frozenset[tuple[str, dt.date]] = frozenset()
        self._on = dt.date.min

    def set_rows(self, rows: Iterable[MeetingRow], on: dt.date) -> None:
        """Show other rows as seen on a day; callers find the one-on-one again with `row_of`."""
        self._all, self._on = list(rows), on
        self._cells.clear()
        self._arrange()

    def set_filter(
        self,
        text: str = "",
        rep: Id | None = None,
        filters: Iterable[Filter] = (),
        found: Iterable[tuple[str, dt.date]] = (),
    ) -> None:
        """Show rows of one rep, of some statuses, and with every word of `text`.

        `found` names more rows that fit the text, by rep and day: where a full-text search met it.
        """
        self._words = tuple(text.casefold().split())
        self._rep, self._filters, self._found = rep, frozenset(filters), frozenset(found)
        self._arrange()

    def count(self, of: Filter | None = None) -> int:
        """Rows that a chip lets through, whatever else is filtered."""
        return sum(1 for row in self._all if of is None or row.meeting.status in _STATUSES[of])

    def all_of(self, rep_id: Id) -> list[OneOnOne]:
        """Every one-on-one with a rep, whatever is filtered."""
        return [row.meeting for row in self._all if row.rep.id == rep_id]

    def row_at(self, row: int) -> MeetingRow | None:
        """The one-on-one at a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def row_of(self, meeting_id: Id | None) -> int:
        """Where a one-on-one is shown, or -1."""
        return next((at for at, row in enumerate(self._shown) if row.meeting.id == meeting_id), -1)

    @property
    def shown(self) -> list[MeetingRow]:
        """The rows in sight, in order."""
        return list(self._shown)

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
        row = self._shown[index.row()]
        if role == Role.ENTITY:
            return row.meeting
        if role == Role.SORT:
            return _SORT[Col(index.column())](row)
        if role == Role.ARCHIVED:
            return row.meeting.status in _STATUSES[Filter.OFF]
        cells = self._cells.get(row.meeting.id)
        if cells is None:
            cells = self._cells[row.meeting.id] = _texts(row, self._on)
        return cells.get((index.column(), int(role)))

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Col):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Col.NOTES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return {Col.REP: tr("Rep"), Col.WHEN: tr("Day"), Col.LENGTH: tr("Length"), Col.NOTES: tr("Notes")}[
                Col(section)
            ]
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = column, order
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        statuses = frozenset[MeetingStatus]().union(*(_STATUSES[each] for each in self._filters))
        self._shown = [
            row
            for row in self._all
            if (self._rep is None or row.rep.id == self._rep)
            and (not statuses or row.meeting.status in statuses)
            and self._fits(row)
        ]
        key = _SORT[Col(self._column)]
        self._shown.sort(key=_SORT[Col.WHEN], reverse=True)
        self._shown.sort(key=key, reverse=self._order is Qt.SortOrder.DescendingOrder)
        self.endResetModel()

    def _fits(self, row: MeetingRow) -> bool:
        if not self._words or (row.rep.name, row.meeting.on) in self._found:
            return True
        text = f"{row.rep.name} {formats.weekday(row.meeting.on)} {row.meeting.on.year} {row.meeting.reason}".casefold()
        return all(word in text for word in self._words)


_SORT: dict[Col, Callable[[MeetingRow], Any]] = {
    Col.REP: lambda row: row.rep.name.casefold(),
    Col.WHEN: lambda row: (row.meeting.on, row.meeting.at or dt.time.min),
    Col.LENGTH: lambda row: row.meeting.minutes,
    Col.NOTES: lambda row: row.totals.shared_notes + row.totals.private_notes,
}


def status_word(meeting: OneOnOne, on: dt.date) -> str:
    """Where a one-on-one stands, in two or three words."""
    match meeting.status:
        case MeetingStatus.PLANNED:
            return tr("Planned") if meeting.on >= on else tr("Planned, not started")
        case MeetingStatus.RUNNING:
            return tr("Running")
        case MeetingStatus.HELD:
            return tr("Held")
        case MeetingStatus.CANCELLED:
            return tr("Cancelled")
        case MeetingStatus.NO_SHOW:
            return tr("Did not take place")


def forecast_words(row: MeetingRow) -> str:
    """How much of it the forecast took: "forecast 4 min, 13%"."""
    if not row.totals.items:
        return tr("no agenda yet") if row.meeting.status is MeetingStatus.PLANNED else tr("no agenda")
    minutes = row.forecast_minutes
    share = minutes / row.meeting.minutes if row.meeting.minutes else None
    return formats.fill(tr("forecast %1 min, %2"), formats.number(round(minutes), 0), formats.percent(share))


def _texts(row: MeetingRow, on: dt.date) -> dict[tuple[int, int], Any]:
    meeting, status = row.meeting, status_word(row.meeting, on)
    notes = row.totals.shared_notes + row.totals.private_notes
    length = formats.fill(tr("%1 min"), str(meeting.minutes))
    day = formats.fill(tr("Today, %1"), formats.weekday(on)) if meeting.on == on else formats.weekday(meeting.on)
    if meeting.on.year != on.year:
        day = f"{day} {meeting.on.year}"
    late = meeting.status is MeetingStatus.PLANNED and meeting.on < on
    spoken = f"{row.rep.name}, {day} {formats.time(meeting.at)}, {status}, {length}, {forecast_words(row)}"
    made: dict[Col, dict[int, Any]] = {
        Col.REP: {
            Role.TITLE: row.rep.name,
            Role.META: f"{status}: {meeting.reason}" if meeting.reason else status,
            Role.INITIALS: row.rep.initials,
            Qt.ItemDataRole.AccessibleTextRole: spoken,
            Qt.ItemDataRole.ToolTipRole: meeting.reason,
        },
        Col.WHEN: {
            Role.TITLE: day,
            Role.META: formats.time(meeting.at) or tr("no time set"),
            Role.STATUS: Status.WATCH if late else None,
        },
        Col.LENGTH: {Role.TITLE: length, Role.META: forecast_words(row)},
        Col.NOTES: {Qt.ItemDataRole.DisplayRole: str(notes) if notes else formats.MISSING},
    }
    return {(int(column), int(role)): value for column, cells in made.items() for role, value in cells.items()}


def words_of(hits: Collection[dict[str, Any]]) -> list[tuple[str, dt.date]]:
    """Rep and day of every place a search met."""
    return [(hit["rep"], hit["on"]) for hit in hits]
