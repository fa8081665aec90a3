"""The table of one-on-ones: planned, held and called off, read a page at a time as it is scrolled to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.domain.entities import Id, OneOnOne, Rep
from kpidesk.domain.meeting_totals import Totals, Wanted
from kpidesk.domain.terms import MeetingStatus, Status
from kpidesk.gui import formats, words
from kpidesk.gui.models.rows_model import Answers, RowsModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
PAGE = 100


class Col(IntEnum):
    """The columns, from left to right."""

    REP = 0
    WHEN = 1
    LENGTH = 2
    DONE = 3
    NOTES = 4
    AGREED = 5


class Filter(StrEnum):
    """What the chips let through; they are alternatives."""

    AHEAD = "ahead"
    HELD = "held"
    OFF = "off"


STATUSES = {
    Filter.AHEAD: frozenset({MeetingStatus.PLANNED, MeetingStatus.RUNNING}),
    Filter.HELD: frozenset({MeetingStatus.HELD}),
    Filter.OFF: frozenset({MeetingStatus.CANCELLED, MeetingStatus.NO_SHOW}),
}


ORDERS = {
    Col.REP: "rep",
    Col.WHEN: "on",
    Col.LENGTH: "minutes",
    Col.DONE: "done",
    Col.NOTES: "notes",
    Col.AGREED: "commitments",
}
"""By what storage sorts for each column."""


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


class Source(Protocol):
    """Where the rows come from."""

    def page(self, wanted: Wanted, order: str, *, down: bool, offset: int, limit: int) -> list[MeetingRow]:
        """Some of the one-on-ones that are wanted, in an order, from `offset` on."""

    def counts(self, wanted: Wanted) -> Mapping[MeetingStatus, int]:
        """How many are wanted, by status."""


class MeetingsModel(RowsModel[MeetingRow]):
    """One-on-ones by row, the newest first. Sorting and filtering are left to the source."""

    columns = Col
    figures = frozenset({Col.DONE, Col.NOTES, Col.AGREED})

    def __init__(self, source: Source, parent: QObject | None = None) -> None:
        super().__init__(Col.WHEN, Qt.SortOrder.DescendingOrder, parent)
        self._source = source
        self._wanted = Wanted()
        self._on = dt.date.min
        self._total = self._fitting = 0
        self.counts: Mapping[MeetingStatus, int] = {}
        """How many there are of each status, whatever statuses are asked for."""

    @property
    @override
    def total(self) -> int:
        return self._total

    @property
    def fitting(self) -> int:
        """How many pass the filters, read or not."""
        return self._fitting

    def show_rows(self, wanted: Wanted, on: dt.date) -> None:
        """Read anew what is wanted, as seen on a day; callers find a one-on-one again with `row_of`."""
        self._wanted, self._on = wanted, on
        every, beside = self._source.counts(Wanted()), replace(wanted, statuses=frozenset())
        self._total = sum(every.values())
        self.counts = every if beside == Wanted() else self._source.counts(beside)
        statuses = wanted.statuses or frozenset(MeetingStatus)
        self._fitting = sum(count for status, count in self.counts.items() if status in statuses)
        self._made.clear()
        self._arrange()

    def count(self, of: Filter) -> int:
        """How many a chip lets through, beside all other filters."""
        return sum(count for status, count in self.counts.items() if status in STATUSES[of])

    @override
    def row_of(self, ident: Id | None) -> int:
        at = super().row_of(ident)
        if at < 0 and ident is not None and self.canFetchMore():
            # Further down than was read so far, or filtered out.
            fits = sum(self._source.counts(replace(self._wanted, among=frozenset({ident}))).values())
            among = self._wanted.among is None or ident in self._wanted.among
            while at < 0 and fits and among and self.canFetchMore():
                self.fetchMore()
                at = super().row_of(ident)
        return at

    @override
    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        return not parent.isValid() and len(self._shown) < self._fitting

    @override
    def fetchMore(self, parent: Index = _ROOT) -> None:
        if not self.canFetchMore(parent):
            return
        # As much again as there is, so that the end of ten thousand is not a hundred steps away.
        first = len(self._shown)
        more = self._read(first, max(PAGE, first))
        if not more:
            self._fitting = first
            return
        self.beginInsertRows(_ROOT, first, first + len(more) - 1)
        self._shown += more
        self.endInsertRows()

    @override
    def _arranged(self) -> list[MeetingRow]:
        return self._read(0, PAGE)

    def _read(self, offset: int, limit: int) -> list[MeetingRow]:
        column, order = self.sorting
        down = order is Qt.SortOrder.DescendingOrder
        return self._source.page(self._wanted, ORDERS[Col(column)], down=down, offset=offset, limit=limit)

    @override
    def _ident(self, row: MeetingRow) -> Id:
        return row.meeting.id

    @override
    def _row_answers(self, row: MeetingRow) -> Answers:
        status, day = words.meeting_status(row.meeting, self._on), _day(row.meeting, self._on)
        said = (
            row.rep.name,
            f"{day} {formats.time(row.meeting.at)}".rstrip(),
            status,
            _length(row),
            forecast_words(row),
            formats.fill(tr("%1 notes"), str(_notes(row))) if _notes(row) else "",
            formats.fill(tr("%1 commitments"), str(row.totals.commitments)) if row.totals.commitments else "",
        )
        return {
            Qt.ItemDataRole.AccessibleTextRole: ", ".join(part for part in said if part),
            Role.ENTITY: row.meeting,
            Role.ARCHIVED: row.meeting.status in STATUSES[Filter.OFF],
        }

    @override
    def _cell_answers(self, row: MeetingRow) -> Mapping[int, Answers]:
        meeting, status = row.meeting, words.meeting_status(row.meeting, self._on)
        late = meeting.status is MeetingStatus.PLANNED and meeting.on < self._on
        moved = tr("moved") if meeting.times_moved else ""
        about = ", ".join(each for each in (status, moved) if each)
        return {
            Col.REP: {
                Role.TITLE: row.rep.name,
                Role.META: f"{about}: {meeting.reason}" if meeting.reason else about,
                Qt.ItemDataRole.ToolTipRole: meeting.reason,
            },
            Col.WHEN: {
                Role.TITLE: _day(meeting, self._on),
                Role.META: formats.time(meeting.at) or tr("no time set"),
                Role.STATUS: Status.WATCH if late else None,
            },
            Col.LENGTH: {Role.TITLE: _length(row), Role.META: forecast_words(row)},
            Col.DONE: {Qt.ItemDataRole.DisplayRole: _done(row)},
            Col.NOTES: {Qt.ItemDataRole.DisplayRole: _or_dash(_notes(row))},
            Col.AGREED: {Qt.ItemDataRole.DisplayRole: _or_dash(row.totals.commitments)},
        }

    @override
    def _heading(self, column: int, *, spoken: bool) -> str:
        return {
            Col.REP: tr("Rep"),
            Col.WHEN: tr("Day"),
            Col.LENGTH: tr("Length"),
            Col.DONE: tr("Agenda items ticked off") if spoken else tr("Done"),
            Col.NOTES: tr("Notes"),
            Col.AGREED: tr("Commitments agreed") if spoken else tr("Agreed"),
        }[Col(column)]


def forecast_words(row: MeetingRow) -> str:
    """How much of it the forecast took: "forecast 4 min, 13%"."""
    if not row.totals.items:
        return tr("no agenda yet") if row.meeting.status is MeetingStatus.PLANNED else tr("no agenda")
    minutes = row.forecast_minutes
    whole = row.meeting.length if row.totals.seconds else row.meeting.minutes
    share = minutes / whole if whole else None
    return formats.fill(tr("forecast %1 min, %2"), formats.number(round(minutes), 0), formats.percent(share))


def _done(row: MeetingRow) -> str:
    """Ticked off of all that was on the agenda; a missing agenda is no zero."""
    if not row.totals.items or row.meeting.status is MeetingStatus.PLANNED:
        return formats.MISSING
    return formats.fill(tr("%1 of %2"), str(row.totals.done), str(row.totals.items))


def _notes(row: MeetingRow) -> int:
    return row.totals.shared_notes + row.totals.private_notes


def _or_dash(count: int) -> str:
    return str(count) if count else formats.MISSING


def _day(meeting: OneOnOne, on: dt.date) -> str:
    if meeting.on == on:
        return formats.fill(tr("Today, %1"), formats.weekday(on))
    shown = formats.weekday(meeting.on)
    return shown if meeting.on.year == on.year else f"{shown} {meeting.on.year}"


def _length(row: MeetingRow) -> str:
    return formats.fill(tr("%1 min"), str(row.meeting.length))
